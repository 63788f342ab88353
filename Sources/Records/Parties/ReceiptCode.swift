import Storage

/// A citizen's receipt code: 83 bits in 17 letters without look-alikes, and a check character.
///
/// It is made of the petition's name and a count under a key of its own, which nobody without the
/// key can tell from chance; the store keeps a keyed hash of it alone. So the answer to a repeated
/// request shows the same code, and nothing that was written down gives it away.
package struct ReceiptCode: Hashable, Sendable {
    /// Neither 0 nor O, 1 nor I nor L, nor U, which is read as V.
    private static let letters = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let count = 17

    /// The letters without hyphens, the check character last.
    let text: String

    /// Reads what a person typed: hyphens, spaces and small letters are accepted.
    ///
    /// - Returns: nil when a letter is not of the alphabet, or the check character is wrong.
    package init?(_ typed: String) {
        let bytes = typed.uppercased().utf8.filter { $0 != 45 && $0 != 32 }
        let values = bytes.compactMap { Self.letters.firstIndex(of: $0) }
        guard values.count == bytes.count, values.count == Self.count + 1,
            let last = values.last, Self.check(values.dropLast()) == last
        else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// Writes 16 bytes that look like chance as a code.
    init(of bytes: [UInt8]) {
        // Long division of the 128-bit number by 30, letter by letter: below 30^17 it is uniform
        // to one part in 2^44.
        var number = bytes.map(Int.init)
        var values: [Int] = []
        for _ in 0..<Self.count {
            var rest = 0
            for index in number.indices {
                let value = rest << 8 | number[index]
                number[index] = value / 30
                rest = value % 30
            }
            values.append(rest)
        }
        values.append(Self.check(values[...]))
        text = String(decoding: values.map { Self.letters[$0] }, as: UTF8.self)
    }

    /// As it stands on a receipt: groups of six with hyphens.
    package var printed: String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 6)
            .map { String(letters[$0..<min($0 + 6, letters.count)]) }
            .joined(separator: "-")
    }

    /// Luhn's check modulo 30: sees every single wrong letter and most swapped ones.
    private static func check(_ values: ArraySlice<Int>) -> Int {
        var sum = 0
        for (place, value) in values.reversed().enumerated() {
            let weighted = place.isMultiple(of: 2) ? value * 2 : value
            sum += weighted / 30 + weighted % 30
        }
        return (30 - sum % 30) % 30
    }
}

extension Vault {
    /// The n-th receipt code of a petition and what the journal keeps of it.
    package func receiptCode(
        of petition: String,
        count: Int32
    ) throws(KeyUnavailable) -> (code: ReceiptCode, hash: [UInt8]) {
        let bytes = Self.hash(Array("\(petition)|\(count)".utf8), try keys.receipts)
        let code = ReceiptCode(of: Array(bytes.prefix(16)))
        return (code, try hash(of: code))
    }

    /// The keyed hash of a code.
    package func hash(of code: ReceiptCode) throws(KeyUnavailable) -> [UInt8] {
        try keyedHash(Array("receipt code \(code.text)".utf8))
    }
}

extension RecordReader {
    /// The petition whose good receipt code has a hash.
    package func petition(receiptCodeHash hash: [UInt8]) throws -> String? {
        try view.get(Keys.receiptCode(hash), in: .indexes).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
