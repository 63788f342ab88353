import CMessages
import TestSeeds

@testable import Messages

/// Random messages of every type, as canonical bytes: fields in the order of their numbers,
/// defaults left out, unknown fields last.
struct RandomMessages {
    var random: SplitMix64
    /// Whether messages also hold fields that the contract does not know.
    var holdsUnknown = false

    init(_ seed: UInt64) {
        random = SplitMix64(usualSeed: seed)
    }

    mutating func message(_ shape: MessageDescriptor, depth: Int = 0) -> [UInt8] {
        var bytes: [UInt8] = []
        let chosen = members(shape)
        for place in 0..<shape.fieldCount {
            let field = shape.field(place)
            if field.isInOneof {
                guard chosen.contains(place) else { continue }
                bytes += single(field, value(field, mayBeDefault: true, depth))
            } else if random.chance(depth == 0 ? 80 : 50) {
                bytes += field.isRepeated ? list(field, depth) : member(field, depth)
            }
        }
        if holdsUnknown {
            for _ in 0..<Int.random(in: 0...2, using: &random) { bytes += unknown() }
        }
        return bytes
    }

    /// The places of the members that are set, one of each oneof at most.
    private mutating func members(_ shape: MessageDescriptor) -> Set<Int> {
        let places = (0..<shape.fieldCount).filter { shape.field($0).isInOneof }
        let oneofs = Dictionary(grouping: places) { shape.field($0).quantifierOffset }
        let chosen = oneofs.keys.sorted().compactMap { key -> Int? in
            guard let places = oneofs[key], random.chance(80) else { return nil }
            return random.pick(places)
        }
        return Set(chosen)
    }

    private mutating func member(_ field: FieldDescriptor, _ depth: Int) -> [UInt8] {
        single(field, value(field, mayBeDefault: false, depth))
    }

    private mutating func list(_ field: FieldDescriptor, _ depth: Int) -> [UInt8] {
        let count = Int.random(in: 1...3, using: &random)
        let values = (0..<count).map { _ in value(field, mayBeDefault: true, depth) }
        guard field.wireType == 0 else { return values.flatMap { single(field, $0) } }
        return Wire.field(UInt64(field.number), values.flatMap { $0 })
    }

    private func single(_ field: FieldDescriptor, _ value: [UInt8]) -> [UInt8] {
        field.wireType == 2
            ? Wire.field(UInt64(field.number), value)
            : Wire.tag(UInt64(field.number), 0) + value
    }

    private mutating func value(
        _ field: FieldDescriptor,
        mayBeDefault: Bool,
        _ depth: Int
    ) -> [UInt8] {
        let isDefault = mayBeDefault && random.chance(20)
        switch field.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            return message(field.message, depth: depth + 1)
        case PROTOBUF_C_TYPE_STRING:
            return isDefault ? [] : text()
        case PROTOBUF_C_TYPE_BYTES:
            let count = Int.random(in: 1...40, using: &random)
            return isDefault
                ? [] : (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        case PROTOBUF_C_TYPE_BOOL:
            return [isDefault ? 0 : 1]
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_ENUM:
            let numbers: [Int32] = [1, 2, 3, 300, -1, .max, .min]
            let number = isDefault ? 0 : random.pick(numbers)
            return Wire.varint(UInt64(bitPattern: Int64(number)))
        case PROTOBUF_C_TYPE_INT64:
            let numbers: [Int64] = [1, 127, 128, 1 << 40, -1, .max, .min]
            return Wire.varint(UInt64(bitPattern: isDefault ? 0 : random.pick(numbers)))
        default:
            preconditionFailure("the contract has a new kind of field: give it random values")
        }
    }

    private mutating func text() -> [UInt8] {
        let letters: [Character] = ["a", "Z", "0", " ", "\n", "\"", "đ", "ễ", "字", "🙂", "\u{301}"]
        let text = String(
            (0..<Int.random(in: 1...12, using: &random)).map { _ in random.pick(letters) }
        )
        return Array(text.utf8)
    }

    /// A field of any wire type, with a number that no type has.
    mutating func unknown() -> [UInt8] {
        let number = UInt64.random(in: 1_000..<(1 << 29), using: &random)
        switch random.pick([0, 1, 2, 5]) {
        case 0: return Wire.tag(number, 0) + Wire.varint(random.next())
        case 1: return Wire.tag(number, 1) + Array(1...8)
        case 5: return Wire.tag(number, 5) + Array(1...4)
        default: return Wire.field(number, text())
        }
    }
}
