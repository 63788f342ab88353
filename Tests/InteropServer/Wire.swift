/// As much of the protobuf encoding as the messages of the interoperability tests need.
struct WireMessage {
    private var numbers: [Int: UInt64] = [:]
    private var texts: [Int: [[UInt8]]] = [:]

    /// A message that can not be read.
    struct Malformed: Error {}

    init(_ bytes: some Sequence<UInt8>) throws(Malformed) {
        var rest = ArraySlice(Array(bytes))
        while !rest.isEmpty {
            let tag = try Self.varint(&rest)
            switch tag & 7 {
            case 0:
                numbers[Int(tag >> 3)] = try Self.varint(&rest)
            case 2:
                let count = Int(clamping: try Self.varint(&rest))
                guard count <= rest.count else { throw Malformed() }
                texts[Int(tag >> 3), default: []].append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            default:
                throw Malformed()
            }
        }
    }

    func number(_ field: Int) -> Int { Int(truncatingIfNeeded: numbers[field] ?? 0) }

    func bytes(_ field: Int) -> [UInt8] { texts[field]?.last ?? [] }

    func message(_ field: Int) throws(Malformed) -> WireMessage? {
        guard let bytes = texts[field]?.last else { return nil }
        return try WireMessage(bytes)
    }

    func messages(_ field: Int) throws -> [WireMessage] {
        try (texts[field] ?? []).map { try WireMessage($0) }
    }

    static func field(_ number: Int, _ value: [UInt8]) -> [UInt8] {
        varint(UInt64(number << 3 | 2)) + varint(UInt64(value.count)) + value
    }

    static func field(_ number: Int, _ value: Int) -> [UInt8] {
        varint(UInt64(number << 3)) + varint(UInt64(value))
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80
            ? [UInt8(value)] : [UInt8(truncatingIfNeeded: value) | 0x80] + varint(value >> 7)
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw Malformed() }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw Malformed()
    }
}
