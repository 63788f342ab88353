/// Reads the elements of a key in the order in which ``TupleEncoder`` wrote them.
///
/// Every function throws ``StorageError/malformed(expected:found:)`` when the bytes are no such
/// element; found is a position, never the bytes.
package struct TupleDecoder: Sendable {
    private let key: [UInt8]
    private var position = 0

    /// Begins at the first element of a key.
    package init(_ bytes: [UInt8]) {
        key = bytes
    }

    /// Reads text.
    package mutating func string() throws(StorageError) -> String {
        let start = position
        guard let string = String(validating: try bytes(), as: UTF8.self) else {
            throw .malformed(expected: "UTF-8 in a key", found: "other bytes at \(start)")
        }
        return string
    }

    /// Reads bytes of any length.
    package mutating func bytes() throws(StorageError) -> [UInt8] {
        var decoded: [UInt8] = []
        while true {
            guard let escape = key[position...].firstIndex(of: TupleEncoder.escape) else {
                position = key.count
                throw malformed("the end of text")
            }
            decoded += key[position..<escape]
            position = escape + 1
            switch try next("the end of text") {
            case TupleEncoder.terminator:
                return decoded
            case TupleEncoder.escapedZero:
                decoded.append(0)
            default:
                throw malformed("01 or FF after 00")
            }
        }
    }

    /// Reads a number that is never negative.
    package mutating func uint64() throws(StorageError) -> UInt64 {
        try number("a number of 8 bytes")
    }

    /// Reads a number.
    package mutating func int64() throws(StorageError) -> Int64 {
        Int64(bitPattern: try number("a number of 8 bytes")) ^ .min
    }

    /// Reads a truth value.
    package mutating func bool() throws(StorageError) -> Bool {
        switch try next("a truth value") {
        case 0: return false
        case 1: return true
        default: throw malformed("00 or 01 as a truth value")
        }
    }

    /// Reads a day.
    package mutating func day() throws(StorageError) -> Int32 {
        Int32(bitPattern: try number("a day of 4 bytes")) ^ .min
    }

    /// What is left.
    package var rest: [UInt8] { Array(key[position...]) }

    /// Requires that nothing is left.
    package consuming func end() throws(StorageError) {
        guard position == key.count else { throw malformed("the end of the key") }
    }

    private mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
        _ expected: String
    ) throws(StorageError) -> Number {
        var number: Number = 0
        for _ in 0..<(Number.bitWidth / 8) {
            number = number << 8 | Number(truncatingIfNeeded: try next(expected))
        }
        return number
    }

    private mutating func next(_ expected: String) throws(StorageError) -> UInt8 {
        guard position < key.count else { throw malformed(expected) }
        defer { position += 1 }
        return key[position]
    }

    private func malformed(_ expected: String) -> StorageError {
        .malformed(expected: expected, found: "other bytes at \(position) of \(key.count)")
    }
}
