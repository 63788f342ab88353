import Casework
import Crypto
import CryptoExtras
import Foundation
import Synchronization

/// What a password's hash costs: memory of 128 · blockSize · 2^logRounds bytes, and the time to
/// fill it.
package struct ScryptCost: Hashable, Sendable {
    /// What new hashes cost: 64 MiB and, on a core of 2026, a fifth of a second.
    ///
    /// Twice of it would be safer and too slow: on two cores 3,000 officers could not sign in
    /// within ten minutes of a morning.
    package static let current = ScryptCost(logRounds: 16, blockSize: 8, parallelism: 1)

    /// Binary logarithm of the rounds, N.
    package let logRounds: Int
    /// r.
    package let blockSize: Int
    /// p.
    package let parallelism: Int

    /// Takes N, r and p of RFC 7914.
    package init(logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// What is computed at most for a hash that was read, however it came into the store.
    var isBearable: Bool {
        (1...20).contains(logRounds) && (1...32).contains(blockSize)
            && (1...16).contains(parallelism)
    }

    /// Whether it is less than another one in any part.
    func isLess(than other: ScryptCost) -> Bool {
        logRounds < other.logRounds || blockSize < other.blockSize
            || parallelism < other.parallelism
    }
}

/// Makes and checks the hashes of passwords: scrypt over a keyed hash of the password, so that a
/// stolen store without the key is worth no guess.
///
/// Blocks a thread and takes the memory of its cost for the time of a call.
package final class Passwords: Sendable {
    private let vault: Vault
    private let cost: ScryptCost
    private let made = Atomic(0)
    /// A hash of nobody's password: who does not exist costs the same work as who does.
    package let nobodys: String

    /// Takes the key's keeper and what new hashes cost.
    package init(_ vault: Vault, cost: ScryptCost = .current) {
        self.vault = vault
        self.cost = cost
        nobodys =
            PasswordHash(
                cost: cost,
                salt: Self.random(PasswordHash.saltBytes),
                hash: Self.random(PasswordHash.hashBytes)
            ).text
    }

    /// How many hashes were computed.
    package var computed: Int { made.load(ordering: .relaxed) }

    /// The password as it is checked and hashed: letters that look alike are one (NFKC), however
    /// a keyboard composed them.
    package static func normalised(_ password: String) -> String {
        password.precomposedStringWithCompatibilityMapping
    }

    /// The hash of a password to keep: `$scrypt$ln=16,r=8,p=1$SALT$HASH`.
    ///
    /// - Throws: What the cipher throws when there is no memory.
    package func hash(_ password: String) throws -> String {
        let salt = Self.random(PasswordHash.saltBytes)
        return PasswordHash(cost: cost, salt: salt, hash: try derive(password, salt, cost)).text
    }

    /// Whether a password has a hash.
    ///
    /// - Throws: What the cipher throws when there is no memory.
    package func matches(_ password: String, _ text: String) throws -> Bool {
        guard let kept = PasswordHash(text) else {
            // What can not be read costs the same work and is nobody's.
            _ = try derive(password, [UInt8](repeating: 0, count: PasswordHash.saltBytes), cost)
            return false
        }
        let found = try derive(password, kept.salt, kept.cost)
        return zip(found, kept.hash).reduce(found.count ^ kept.hash.count) {
            $0 | Int($1.0 ^ $1.1)
        } == 0
    }

    /// Whether a hash cost less than new ones do.
    package func isOutgrown(_ text: String) -> Bool {
        PasswordHash(text)?.cost.isLess(than: cost) ?? true
    }

    private func derive(
        _ password: String,
        _ salt: [UInt8],
        _ cost: ScryptCost
    ) throws -> [UInt8] {
        made.add(1, ordering: .relaxed)
        let key = try KDF.Scrypt.deriveKey(
            from: try vault.peppered(Self.normalised(password)),
            salt: salt,
            outputByteCount: PasswordHash.hashBytes,
            rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        return unsafe key.withUnsafeBytes { unsafe Array($0) }
    }

    private static func random(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

/// A hash with what it takes to compute it again.
struct PasswordHash: Hashable {
    static let saltBytes = 16
    static let hashBytes = 32

    let cost: ScryptCost
    let salt: [UInt8]
    let hash: [UInt8]

    init(cost: ScryptCost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Reads a text; nil for one of another shape, or of a cost that nobody could bear.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let cost = ScryptCost(text: parts[2]), cost.isBearable,
            let salt = Data(base64Encoded: Self.padded(parts[3])), !salt.isEmpty,
            let hash = Data(base64Encoded: Self.padded(parts[4])), hash.count == Self.hashBytes
        else { return nil }
        self.init(cost: cost, salt: Array(salt), hash: Array(hash))
    }

    var text: String {
        "$scrypt$\(cost.text)$\(Self.base64(salt))$\(Self.base64(hash))"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().filter { $0 != "=" }
    }

    private static func padded(_ text: String) -> String {
        text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    }
}

extension ScryptCost {
    fileprivate var text: String { "ln=\(logRounds),r=\(blockSize),p=\(parallelism)" }

    fileprivate init?(text: String) {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }),
            pairs.map({ String($0[0]) }) == ["ln", "r", "p"],
            let logRounds = Int(pairs[0][1]), let blockSize = Int(pairs[1][1]),
            let parallelism = Int(pairs[2][1])
        else { return nil }
        self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
    }
}
