import Storage
import TestSeeds
import Testing

@Suite("Order-preserving keys")
struct TupleTests {
    /// One element of a key, as the tests compare it.
    enum Element: Equatable {
        case string(String)
        case bytes([UInt8])
        case uint64(UInt64)
        case int64(Int64)
        case bool(Bool)
        case day(Int32)

        func added(to encoder: TupleEncoder) -> TupleEncoder {
            switch self {
            case .string(let value): encoder.adding(string: value)
            case .bytes(let value): encoder.adding(bytes: value)
            case .uint64(let value): encoder.adding(uint64: value)
            case .int64(let value): encoder.adding(int64: value)
            case .bool(let value): encoder.adding(bool: value)
            case .day(let value): encoder.adding(day: value)
            }
        }

        /// The element of the same kind that a decoder reads next.
        func read(_ decoder: inout TupleDecoder) throws -> Element {
            switch self {
            case .string: .string(try decoder.string())
            case .bytes: .bytes(try decoder.bytes())
            case .uint64: .uint64(try decoder.uint64())
            case .int64: .int64(try decoder.int64())
            case .bool: .bool(try decoder.bool())
            case .day: .day(try decoder.day())
            }
        }

        /// Whether the element comes before another of its kind.
        func precedes(_ other: Element) -> Bool {
            switch (self, other) {
            case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
            case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b)
            case (.uint64(let a), .uint64(let b)): a < b
            case (.int64(let a), .int64(let b)): a < b
            case (.bool(let a), .bool(let b)): !a && b
            case (.day(let a), .day(let b)): a < b
            default: preconditionFailure("two keys of one shape have elements of one kind")
            }
        }

        /// A random element; few values, so that equal and neighbouring ones are met often.
        static func random(kind: Int, _ random: inout SplitMix64) -> Element {
            func pick<T>(_ values: [T]) -> T { values[Int(random.next() % UInt64(values.count))] }
            let text = (0..<random.next() % 4).map { _ in
                pick(["\0", "\u{1}", "a", "ế", "\u{10FFFF}"])
            }
            let raw = (0..<random.next() % 4).map { _ in
                pick([0, 1, 2, 0x7F, 0xFE, 0xFF] as [UInt8])
            }
            return switch kind {
            case 0: .string(text.joined())
            case 1: .bytes(raw)
            case 2: .uint64(pick([0, 1, 255, 256, .max - 1, .max, 0xFF00 << 48, random.next()]))
            case 3: .int64(pick([.min, -256, -1, 0, 1, .max, Int64(bitPattern: random.next())]))
            case 4: .bool(pick([false, true]))
            default: .day(pick([.min, -1, 0, 1, 20_000, .max]))
            }
        }
    }

    static func encode(_ tuple: [Element]) -> [UInt8] {
        tuple.reduce(TupleEncoder()) { $1.added(to: $0) }.bytes
    }

    static func precedes(_ a: [Element], _ b: [Element]) -> Bool {
        guard let (first, second) = zip(a, b).first(where: { $0 != $1 }) else {
            return a.count < b.count
        }
        return first.precedes(second)
    }

    @Test("the order of keys is the order of their elements")
    func order() {
        var random = SplitMix64(seed: chosenSeed())
        for _ in 0..<20_000 {
            let shape = (0..<(1 + random.next() % 4)).map { _ in Int(random.next() % 6) }
            let first = shape.map { Element.random(kind: $0, &random) }
            var second = shape.map { Element.random(kind: $0, &random) }
            let shared = Int(random.next() % UInt64(shape.count))
            second.replaceSubrange(..<shared, with: first[..<shared])
            let (a, b) = (Self.encode(first), Self.encode(second))
            #expect(a.lexicographicallyPrecedes(b) == Self.precedes(first, second))
            #expect((a == b) == (first == second))
        }
    }

    @Test("keys that begin with a tuple are the range of its prefix, and no others")
    func prefixes() {
        var random = SplitMix64(seed: chosenSeed())
        for _ in 0..<20_000 {
            let shape = (0..<(1 + random.next() % 4)).map { _ in Int(random.next() % 6) }
            let tuple = shape.map { Element.random(kind: $0, &random) }
            let count = Int(random.next() % UInt64(shape.count + 1))
            let other = shape.prefix(count).map { Element.random(kind: $0, &random) }
            let key = Self.encode(tuple)
            for prefix in [Array(tuple.prefix(count)), other] {
                let begin = Self.encode(prefix)
                let isInside =
                    !key.lexicographicallyPrecedes(begin)
                    && key.lexicographicallyPrecedes(prefixEnd(begin))
                #expect(isInside == (Array(tuple.prefix(count)) == prefix))
            }
        }
    }

    @Test("what was encoded is decoded")
    func roundTrip() throws {
        var random = SplitMix64(seed: chosenSeed())
        for _ in 0..<5_000 {
            let tuple = (0..<random.next() % 6).map { _ in
                Element.random(kind: Int(random.next() % 6), &random)
            }
            var decoder = TupleDecoder(Self.encode(tuple))
            let decoded = try tuple.map { try $0.read(&decoder) }
            try decoder.end()
            #expect(decoded == tuple)
        }
    }

    @Test("the bytes of each element stay as they are, for stores already written")
    func fixedBytes() {
        #expect(TupleEncoder().adding(string: "á\0").bytes == [0xC3, 0xA1, 0, 0xFF, 0, 1])
        #expect(TupleEncoder().adding(bytes: [0, 1, 0xFF]).bytes == [0, 0xFF, 1, 0xFF, 0, 1])
        #expect(TupleEncoder().adding(uint64: 258).bytes == [0, 0, 0, 0, 0, 0, 1, 2])
        #expect(
            TupleEncoder().adding(int64: -1).bytes == [0x7F] + [UInt8](repeating: 0xFF, count: 7)
        )
        #expect(TupleEncoder().adding(bool: true).bytes == [1])
        #expect(TupleEncoder().adding(day: 1).bytes == [0x80, 0, 0, 1])
    }

    struct Malformed: Sendable {
        let bytes: [UInt8]
        let read: @Sendable (inout TupleDecoder) throws -> Void
    }

    static let malformedKeys = [
        Malformed(bytes: []) { _ = try $0.string() },
        Malformed(bytes: [0x61]) { _ = try $0.string() },
        Malformed(bytes: [0x61, 0]) { _ = try $0.string() },
        Malformed(bytes: [0x61, 0, 2]) { _ = try $0.string() },
        Malformed(bytes: [0xC3, 0, 1]) { _ = try $0.string() },
        Malformed(bytes: [0x61, 0, 0xFF]) { _ = try $0.bytes() },
        Malformed(bytes: [0, 0, 0, 0, 0, 0, 0]) { _ = try $0.uint64() },
        Malformed(bytes: []) { _ = try $0.int64() },
        Malformed(bytes: [2]) { _ = try $0.bool() },
        Malformed(bytes: [1, 2, 3]) { _ = try $0.day() },
        Malformed(bytes: [1]) { try $0.end() },
    ]

    @Test("other bytes are refused", arguments: malformedKeys)
    func refusesOtherBytes(malformed: Malformed) {
        var decoder = TupleDecoder(malformed.bytes)
        #expect {
            try malformed.read(&decoder)
        } throws: { error in
            guard case StorageError.malformed = error else { return false }
            return true
        }
    }

    @Test(
        "the end of a prefix",
        arguments: [
            ([1, 2], [1, 3]),
            ([1, 0xFF], [2]),
            ([0xFE, 0xFF, 0xFF], [0xFF]),
            ([], [UInt8](repeating: 0xFF, count: 1025)),
            ([0xFF, 0xFF], [UInt8](repeating: 0xFF, count: 1025)),
        ] as [([UInt8], [UInt8])]
    )
    func ends(prefix: [UInt8], end: [UInt8]) {
        #expect(prefixEnd(prefix) == end)
    }
}
