import Foundation

/// The contract's own options as they stand in the bytes that the library does not know:
/// varints and texts by field number.
struct Options {
    private(set) var numbers: [Int: UInt64] = [:]
    private(set) var texts: [Int: String] = [:]

    init(_ data: Data) {
        var bytes = [UInt8](data)[...]
        while let tag = Self.varint(&bytes) {
            switch tag & 7 {
            case 0:
                numbers[Int(tag >> 3)] = Self.varint(&bytes)
            case 2:
                guard let count = Self.varint(&bytes), count <= UInt64(bytes.count) else { return }
                texts[Int(tag >> 3)] = String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
                bytes = bytes.dropFirst(Int(count))
            default:
                return
            }
        }
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
