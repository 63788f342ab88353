/// Fills up what is sealed, because sizes betray names and letters.
enum Padding {
    /// The length in four bytes, the bytes, and zeros up to a multiple of `block`.
    static func filled(_ bytes: [UInt8], to block: Int) -> [UInt8] {
        let length = (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
        let rest = rounded(bytes.count, to: block) - bytes.count
        return length + bytes + [UInt8](repeating: 0, count: rest)
    }

    /// A length in bytes, rounded up to a multiple of `block`.
    static func rounded(_ count: Int, to block: Int) -> Int {
        (count + block - 1) / block * block
    }

    /// The bytes of `filled`.
    ///
    /// - Throws: `Vault.NotOpened` when they are none.
    static func bare(_ filled: [UInt8]) throws(Vault.NotOpened) -> [UInt8] {
        guard filled.count >= 4 else { throw Vault.NotOpened() }
        let count = (0..<4).reduce(0) { $0 | Int(filled[$1]) << (8 * $1) }
        guard count <= filled.count - 4 else { throw Vault.NotOpened() }
        return Array(filled[4..<(4 + count)])
    }
}
