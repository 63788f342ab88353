/// Builds keys whose order as bytes is the order of the elements they are made of.
///
/// Two keys of the same shape compare as their elements do, first to last; text compares by its
/// UTF-8 bytes. Elements carry no tags: a key is read by the decoder in the shape it was written.
///
/// Text ends in 00 01, and a zero byte inside it is written 00 FF. A plain 00 would not do as the
/// end: a following number that begins with FF would make it look like a zero byte.
package struct TupleEncoder: Hashable, Sendable {
    /// The key so far.
    package private(set) var bytes: [UInt8] = []

    static let escape: UInt8 = 0x00
    static let escapedZero: UInt8 = 0xFF
    static let terminator: UInt8 = 0x01

    /// Begins an empty key.
    package init() {}

    /// Adds text.
    package consuming func adding(string: String) -> TupleEncoder {
        adding(bytes: Array(string.utf8))
    }

    /// Adds bytes of any length.
    package consuming func adding(bytes added: [UInt8]) -> TupleEncoder {
        for byte in added {
            bytes.append(byte)
            if byte == Self.escape { bytes.append(Self.escapedZero) }
        }
        bytes += [Self.escape, Self.terminator]
        return self
    }

    /// Adds a number that is never negative, in 8 bytes.
    package consuming func adding(uint64: UInt64) -> TupleEncoder {
        append(bigEndian: uint64)
        return self
    }

    /// Adds a number, in 8 bytes.
    package consuming func adding(int64: Int64) -> TupleEncoder {
        // With the sign bit flipped, negative numbers come first.
        append(bigEndian: UInt64(bitPattern: int64 ^ .min))
        return self
    }

    /// Adds a truth value, in 1 byte; false comes first.
    package consuming func adding(bool: Bool) -> TupleEncoder {
        bytes.append(bool ? 1 : 0)
        return self
    }

    /// Adds a day, counted from any fixed one, in 4 bytes.
    package consuming func adding(day: Int32) -> TupleEncoder {
        append(bigEndian: UInt32(bitPattern: day ^ .min))
        return self
    }

    private mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// The end of the range of all keys that begin with `prefix`; the range is `prefix ..< end`.
package func prefixEnd(_ prefix: [UInt8]) -> [UInt8] {
    guard let last = prefix.lastIndex(where: { $0 < 0xFF }) else {
        // Nothing but FF: no key is long enough to reach this.
        return [UInt8](repeating: 0xFF, count: Limits.keyMaxBytes + 1)
    }
    return prefix[..<last] + [prefix[last] + 1]
}
