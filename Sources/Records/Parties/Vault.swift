package import Crypto
import Foundation

/// Seals and opens what tells who somebody is: parties, letters, files, numbers.
///
/// Two kinds of keys. Those that open or name persons are derived from the master key, which the
/// key provider alone has: without it everything of theirs fails with `KeyUnavailable`. The store's
/// own key lies beside the data and guards nothing of a person: page tokens and the hashes of
/// requests that name nobody, so that the rest of the server works on.
///
/// Every ciphertext is bound to the field, record and agency that it belongs to, so that it opens
/// nowhere else.
package struct Vault: Sendable {
    private static let idLetters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The keys that come of the master key.
    struct Keys: Sendable {
        let ordinary: SymmetricKey
        let secret: SymmetricKey
        let files: SymmetricKey
        let hashes: SymmetricKey
        let receipts: SymmetricKey
        let visitors: SymmetricKey
        let passwords: SymmetricKey
        let secondFactors: SymmetricKey
        let drafts: SymmetricKey

        init(masterKey: SymmetricKey) {
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
            receipts = derive("receipt code")
            visitors = derive("visitor")
            passwords = derive("password")
            secondFactors = derive("second factor")
            drafts = derive("draft")
        }

        /// Proof that a store was made with this key, betraying nothing of it.
        var check: [UInt8] { Vault.hash(Array("kntc key check".utf8), hashes) }
    }

    private let provided: Keys?
    private let tokens: SymmetricKey
    private let requests: SymmetricKey

    /// Why something did not open: it was changed, moved or sealed under another key.
    package struct NotOpened: Error, Hashable, Sendable {}

    /// Derives the keys.
    ///
    /// - Parameters:
    ///   - masterKey: The key provider's; nil when there is none to be had.
    ///   - storeKey: The store's own.
    package init(masterKey: SymmetricKey?, storeKey: SymmetricKey) {
        func derive(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: storeKey,
                info: Array("kntc.v1 \(purpose)".utf8),
                outputByteCount: 32
            )
        }
        provided = masterKey.map(Keys.init)
        tokens = derive("token")
        requests = derive("request")
    }

    /// Whether the key provider gave its key: whether persons and files can be sealed and opened.
    package var hasKey: Bool { provided != nil }

    var keys: Keys {
        get throws(KeyUnavailable) {
            guard let provided else { throw KeyUnavailable() }
            return provided
        }
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

    /// A hash of what may tell of a person, which only a holder of the master key can make.
    package func keyedHash(_ bytes: [UInt8]) throws(KeyUnavailable) -> [UInt8] {
        Self.hash(bytes, try keys.hashes)
    }

    /// A hash of what tells of nobody, under the store's own key.
    package func plainHash(_ bytes: [UInt8]) -> [UInt8] {
        Self.hash(bytes, requests)
    }

    /// The hashes of a request under which its repeat is known, the one that is kept first.
    ///
    /// A request with persons is hashed under the provider's key: the rest of it stands in the
    /// journal, so that whoever held the key could try out who was in it. Stores of the first
    /// format hashed every request so.
    func hashes(
        ofRequest bytes: [UInt8],
        namesSomebody: Bool
    ) throws(KeyUnavailable) -> [[UInt8]] {
        guard !namesSomebody else { return [try keyedHash(bytes)] }
        return [plainHash(bytes)] + (provided.map { [Self.hash(bytes, $0.hashes)] } ?? [])
    }

    /// A keyed hash of an identification or passport number, however it is written; empty when
    /// there is no number.
    package func idHash(of number: String) throws(KeyUnavailable) -> [UInt8] {
        let bare = number.uppercased().filter { $0.isLetter || $0.isNumber }
        guard !bare.isEmpty else { return [] }
        return Self.hash(Array(bare.utf8), try keys.visitors)
    }

    static func hash(_ bytes: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    /// Seals the place to go on from, for one caller and one query.
    package func token(_ place: [UInt8], for query: [UInt8]) throws -> String {
        try Self.seal(place, tokens, query).hex
    }

    /// The place in a token, or nil when it is of another caller or query, or none at all.
    package func place(in token: String, for query: [UInt8]) -> [UInt8]? {
        [UInt8](hex: token).flatMap { try? Self.open($0, tokens, query) }
    }

    static func seal(
        _ clear: [UInt8],
        _ key: SymmetricKey,
        _ binding: [UInt8]
    ) throws -> [UInt8] {
        Array(try AES.GCM.seal(clear, using: key, authenticating: binding).combined ?? Data())
    }

    static func open(
        _ sealed: [UInt8],
        _ key: SymmetricKey,
        _ binding: [UInt8]
    ) throws(NotOpened) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: binding))
        } catch {
            throw NotOpened()
        }
    }

    /// The additional data of a sealed value: the field, and what it belongs to.
    static func binding(_ field: String, _ place: String...) -> [UInt8] {
        Array("kntc.v1 \(field)|\(place.joined(separator: "|"))".utf8)
    }
}

/// What tells who somebody is can neither be sealed nor opened: the key provider gave no key.
package struct KeyUnavailable: Error, Hashable, Sendable {}
