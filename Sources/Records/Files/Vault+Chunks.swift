import Crypto

extension Vault {
    /// What the sealed name of a file is filled up to, in bytes: 200 characters have no more.
    private static let nameBytes = 1_024

    /// Seals a chunk of a file, bound to the file and its place in it.
    package func seal(chunk bytes: [UInt8], file: String, number: Int64) throws -> [UInt8] {
        try Self.seal(bytes, try key(of: file), Self.binding("chunk", file, "\(number)"))
    }

    /// Opens a chunk of a file.
    ///
    /// - Throws: `NotOpened` when the bytes are not those of this file and place,
    ///   `KeyUnavailable` without the key.
    package func open(chunk sealed: [UInt8], file: String, number: Int64) throws -> [UInt8] {
        try Self.open(sealed, try key(of: file), Self.binding("chunk", file, "\(number)"))
    }

    /// Seals the name of a file, filled up so that its length tells nothing.
    package func seal(name: String, file: String) throws -> [UInt8] {
        let bytes = Array(name.utf8)
        let rest = max(0, Self.nameBytes - bytes.count)
        let filled = bytes + [UInt8](repeating: 0, count: rest)
        return try seal(chunk: filled, file: file, number: Self.nameNumber)
    }

    /// Opens the name of a file; throws as for chunks.
    package func open(name sealed: [UInt8], file: String) throws -> String {
        let bytes = try open(chunk: sealed, file: file, number: Self.nameNumber)
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The place of the name, before the first chunk, where no chunk can stand.
    private static let nameNumber: Int64 = -1

    /// A key for each file, so that no nonce meets another file's.
    private func key(of file: String) throws(KeyUnavailable) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: try keys.files,
            info: Array("kntc.v1 chunks \(file)".utf8),
            outputByteCount: 32
        )
    }
}
