import Crypto
import Foundation

extension Vault {
    /// A keyed hash of a password, to be hashed slowly: without the key no guess can be tried.
    func peppered(_ password: String) throws(KeyUnavailable) -> [UInt8] {
        Self.hash(Array(password.utf8), try keys.passwords)
    }

    /// Seals the secret of an officer's second factor.
    package func seal(secondFactor secret: [UInt8], officer: String) throws -> [UInt8] {
        try Self.seal(secret, try keys.secondFactors, Self.binding("second factor", officer))
    }

    /// Opens the secret of an officer's second factor.
    ///
    /// - Throws: `NotOpened` when the bytes are not those of this officer, `KeyUnavailable` without
    ///   the key.
    package func open(secondFactor sealed: [UInt8], officer: String) throws -> [UInt8] {
        try Self.open(sealed, try keys.secondFactors, Self.binding("second factor", officer))
    }

    /// What the store keeps of a one-time code or a token: nobody gets in with it.
    package static func tokenHash(_ token: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(token.utf8)))
    }

    /// A new token, 32 random bytes in hexadecimal digits.
    package static func newToken() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }.hex
    }
}
