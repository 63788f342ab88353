/// Base64 (RFC 4648 §4) with padding, as JSON carries bytes.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let places: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) }
    )

    /// The text of bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let padded = Array(group) + [UInt8](repeating: 0, count: 3 - group.count)
            let bits = padded.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            for place in 0..<4 {
                let shift = UInt32(18 - 6 * place)
                text.append(
                    place <= group.count ? alphabet[Int(bits >> shift & 63)] : UInt8(ascii: "=")
                )
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or nothing when the text is no padded Base64 or has stray bits at its end.
    package static func decode(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count.isMultiple(of: 4) else { return nil }
        let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        for (index, letter) in letters.dropLast(padding).enumerated() {
            guard let place = places[letter] else { return nil }
            bits = bits << 6 | place
            let held = 6 * (index % 4 + 1)
            if index % 4 > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (held % 8))) }
            if index % 4 == 3 { bits = 0 }
        }
        let stray: UInt32 = padding == 0 ? 0 : padding == 1 ? 3 : 15
        return bits & stray == 0 ? bytes : nil
    }
}
