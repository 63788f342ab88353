import Crypto
package import Messages

extension Vault {
    /// What a sealed letter is filled up to, in bytes: its length would tell which one it is.
    private static let letterBlock = 4_096

    /// Seals the letter of a record.
    package func seal(
        letter bytes: [UInt8],
        of owner: SealOwner
    ) throws -> (file: SealedFile, sealed: [UInt8]) {
        let file = SealedFile(
            id: Self.newID(),
            digest: try keyedHash(bytes),
            size: Int64(Padding.rounded(bytes.count, to: Self.letterBlock)),
            sealing: Sealing.current
        )
        let sealed = try Self.seal(
            Padding.filled(bytes, to: Self.letterBlock),
            try keys.files,
            file.binding(owner)
        )
        return (file, sealed)
    }

    /// Opens the letter of a record.
    ///
    /// - Throws: `NotOpened` when the bytes are not those of this letter and record,
    ///   `KeyUnavailable` without the key.
    package func open(
        letter file: SealedFile,
        sealed: [UInt8],
        of owner: SealOwner
    ) throws -> [UInt8] {
        let clear = try Self.open(sealed, try keys.files, file.binding(owner))
        let bytes = file.sealing == Sealing.first ? clear : try Padding.bare(clear)
        guard try keyedHash(bytes) == file.digest else { throw NotOpened() }
        return bytes
    }
}

extension SealedFile {
    /// The additional data of its ciphertext.
    fileprivate func binding(_ owner: SealOwner) -> [UInt8] {
        if sealing == Sealing.first { return Vault.binding("file", id, owner.record.id) }
        return Vault.binding(
            "letter",
            id,
            "\(owner.record.kind.rawValue)",
            owner.record.id,
            owner.agency
        )
    }
}
