import Crypto
import Foundation

extension Vault {
    /// Seals a chunk of a file, bound to the file and its place in it.
    package func seal(chunk bytes: [UInt8], file: String, number: Int64) throws -> [UInt8] {
        let sealed = try AES.GCM.seal(
            bytes,
            using: key(of: file),
            authenticating: Self.binding("chunk", file, "\(number)")
        )
        return Array(sealed.combined ?? Data())
    }

    /// Opens a chunk of a file.
    ///
    /// - Throws: `NotOpened` when the bytes are not those of this file and place.
    package func open(chunk sealed: [UInt8], file: String, number: Int64) throws -> [UInt8] {
        do {
            return Array(
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: sealed),
                    using: key(of: file),
                    authenticating: Self.binding("chunk", file, "\(number)")
                )
            )
        } catch {
            throw NotOpened()
        }
    }

    /// Seals the name of a file, filled up so that its length tells nothing.
    package func seal(name: String, file: String) throws -> [UInt8] {
        let bytes = Array(name.utf8)
        let filled = bytes + [UInt8](repeating: 0, count: max(0, 1_024 - bytes.count))
        return try seal(chunk: filled, file: file, number: -1)
    }

    /// Opens the name of a file; throws as for chunks.
    package func open(name sealed: [UInt8], file: String) throws -> String {
        let bytes = try open(chunk: sealed, file: file, number: -1)
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// A key for each file, so that no nonce meets another file's.
    private func key(of file: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: files,
            info: Array("kntc.v1 chunks \(file)".utf8),
            outputByteCount: 32
        )
    }
}
