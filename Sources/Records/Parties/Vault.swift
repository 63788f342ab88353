package import Crypto
import Foundation
package import Messages

/// Seals and opens what tells who somebody is: parties, letters, page tokens.
///
/// Each party has a key of its own, wrapped by a key of its guard; both are derived or wrapped
/// under the master key. The ciphertext is bound to the party and its record, so that it opens
/// nowhere else.
package struct Vault: Sendable {
    private static let idLetters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private let ordinary: SymmetricKey
    private let secret: SymmetricKey
    let files: SymmetricKey
    private let hashes: SymmetricKey
    private let tokens: SymmetricKey
    let receipts: SymmetricKey
    private let visitors: SymmetricKey
    let passwords: SymmetricKey
    let secondFactors: SymmetricKey

    /// Why something did not open: it was changed, moved or sealed under another key.
    package struct NotOpened: Error, Hashable, Sendable {}

    /// Derives the keys.
    package init(masterKey: SymmetricKey) {
        func derive(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: masterKey,
                info: Array("kntc.v1 \(purpose)".utf8),
                outputByteCount: 32
            )
        }
        ordinary = derive("party ordinary")
        secret = derive("party secret")
        files = derive("file")
        hashes = derive("hash")
        tokens = derive("token")
        receipts = derive("receipt code")
        visitors = derive("visitor")
        passwords = derive("password")
        secondFactors = derive("second factor")
    }

    /// A new random id, 130 bits in 26 letters and digits.
    package static func newID() -> String {
        // Five bits a letter, twelve letters a word: each word is a call of the system.
        var random = SystemRandomNumberGenerator()
        var word: UInt64 = 0
        var text: [UInt8] = []
        text.reserveCapacity(26)
        for index in 0..<26 {
            if index.isMultiple(of: 12) { word = random.next() }
            text.append(idLetters[Int(word & 31)])
            word >>= 5
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Proof that a store was made with this key, betraying nothing of it.
    package var check: [UInt8] { keyedHash(Array("kntc key check".utf8)) }

    /// A hash that only a holder of the key can make.
    package func keyedHash(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: hashes))
    }

    /// A keyed hash of an identification or passport number, however it is written; empty when
    /// there is no number.
    package func idHash(of number: String) -> [UInt8] {
        let bare = number.uppercased().filter { $0.isLetter || $0.isNumber }
        guard !bare.isEmpty else { return [] }
        return Array(HMAC<SHA256>.authenticationCode(for: Array(bare.utf8), using: visitors))
    }

    /// Seals a party of a record under a guard.
    ///
    /// An ordinary party can be found by its number in the agency of its record.
    package func seal(
        _ party: Party,
        record: RecordReference,
        agency: String,
        guard partyGuard: PartyGuard
    ) throws -> (sealed: SealedParty, reference: PartyReference) {
        let id = Self.newID()
        let key = SymmetricKey(size: .bits256)
        let sealed = try AES.GCM.seal(
            Self.padded(party.serialized()),
            using: key,
            authenticating: Self.binding("party", id, record.id)
        )
        let bytes = Array(sealed.combined ?? Data())
        var stored = SealedParty(
            id: id,
            guard: partyGuard,
            recordId: record.id,
            sealed: bytes,
            wrappedKey: try wrap(key, id: id, guard: partyGuard),
            keyVersion: 1
        )
        let hash = idHash(of: party.idNumber)
        if partyGuard == .ordinary, !hash.isEmpty {
            stored.idHash = hash
            stored.recordKind = record.kind
            stored.agency = agency
        }
        let digest = Array(SHA256.hash(data: bytes))
        return (stored, PartyReference(id: id, role: party.role, digest: digest))
    }

    /// Opens a party.
    ///
    /// - Throws: `NotOpened` when ciphertext or key are not those of this party and record.
    package func open(_ stored: SealedParty) throws -> Party {
        do {
            let key = try unwrap(stored)
            let clear = try AES.GCM.open(
                AES.GCM.SealedBox(combined: stored.sealed),
                using: key,
                authenticating: Self.binding("party", stored.id, stored.recordId)
            )
            return try Party(serialized: Self.unpadded(Array(clear)))
        } catch {
            throw NotOpened()
        }
    }

    /// The same party under another guard: the ciphertext stays, its key is wrapped anew; nobody
    /// finds it by its number any more.
    package func rewrap(
        _ stored: SealedParty,
        guard partyGuard: PartyGuard
    ) throws -> SealedParty {
        let key = try unwrap(stored)
        var changed = stored
        changed.guard = partyGuard
        changed.idHash = []
        changed.recordKind = .unspecified
        changed.agency = ""
        changed.wrappedKey = try wrap(key, id: stored.id, guard: partyGuard)
        return changed
    }

    /// The same party under an ordinary guard again: its agency finds it by its number.
    package func lower(
        _ stored: SealedParty,
        record: RecordReference,
        agency: String
    ) throws -> SealedParty {
        var lowered = try rewrap(stored, guard: .ordinary)
        let hash = idHash(of: try open(stored).idNumber)
        guard !hash.isEmpty else { return lowered }
        lowered.idHash = hash
        lowered.recordKind = record.kind
        lowered.agency = agency
        return lowered
    }

    /// Seals a file of a record.
    package func seal(
        file bytes: [UInt8],
        record: String
    ) throws -> (file: SealedFile, sealed: [UInt8]) {
        let id = Self.newID()
        let sealed = try AES.GCM.seal(
            bytes,
            using: files,
            authenticating: Self.binding("file", id, record)
        )
        let file = SealedFile(id: id, digest: keyedHash(bytes), size: Int64(bytes.count))
        return (file, Array(sealed.combined ?? Data()))
    }

    /// Opens a file of a record.
    ///
    /// - Throws: `NotOpened` when the bytes are not those of this file and record.
    package func open(file: SealedFile, sealed: [UInt8], record: String) throws -> [UInt8] {
        do {
            return Array(
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: sealed),
                    using: files,
                    authenticating: Self.binding("file", file.id, record)
                )
            )
        } catch {
            throw NotOpened()
        }
    }

    /// Seals the place to go on from, for one caller and one query.
    package func token(_ place: [UInt8], for query: [UInt8]) throws -> String {
        let sealed = try AES.GCM.seal(place, using: tokens, authenticating: query)
        return Array(sealed.combined ?? Data()).hex
    }

    /// The place in a token, or nil when it is of another caller or query, or none at all.
    package func place(in token: String, for query: [UInt8]) -> [UInt8]? {
        guard let bytes = [UInt8](hex: token),
            let box = try? AES.GCM.SealedBox(combined: bytes),
            let place = try? AES.GCM.open(box, using: tokens, authenticating: query)
        else { return nil }
        return Array(place)
    }

    private func wrap(
        _ key: SymmetricKey,
        id: String,
        guard partyGuard: PartyGuard
    ) throws -> [UInt8] {
        let bytes = unsafe key.withUnsafeBytes { unsafe Array($0) }
        let box = try AES.GCM.seal(
            bytes,
            using: wrapping(partyGuard),
            authenticating: Self.binding("key", id, "")
        )
        return Array(box.combined ?? Data())
    }

    private func unwrap(_ stored: SealedParty) throws -> SymmetricKey {
        do {
            let bytes = try AES.GCM.open(
                AES.GCM.SealedBox(combined: stored.wrappedKey),
                using: wrapping(stored.guard),
                authenticating: Self.binding("key", stored.id, "")
            )
            return SymmetricKey(data: bytes)
        } catch {
            throw NotOpened()
        }
    }

    private func wrapping(_ partyGuard: PartyGuard) -> SymmetricKey {
        partyGuard == .ordinary ? ordinary : secret
    }

    static func binding(_ kind: String, _ id: String, _ record: String) -> [UInt8] {
        Array("kntc.v1 \(kind)|\(id)|\(record)".utf8)
    }

    /// Sizes betray names: everything is filled up to a multiple of 256 bytes.
    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        let length = (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
        let filled = (length.count + bytes.count + 255) / 256 * 256
        let padding = [UInt8](repeating: 0, count: filled - length.count - bytes.count)
        return length + bytes + padding
    }

    private static func unpadded(_ bytes: [UInt8]) throws -> [UInt8] {
        guard bytes.count >= 4 else { throw NotOpened() }
        let count = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        guard count <= bytes.count - 4 else { throw NotOpened() }
        return Array(bytes[4..<(4 + count)])
    }
}
