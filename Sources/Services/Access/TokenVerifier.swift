/// Verifies id tokens of an identity provider (OpenID Connect).
package protocol TokenVerifier: Sendable {
    /// Whom a token names.
    ///
    /// - Parameters:
    ///   - token: The id token.
    ///   - nonce: What the caller sent to the provider.
    ///   - milliseconds: Now, since 1970-01-01T00:00:00Z.
    /// - Returns: The identity that the provider vouches for.
    /// - Throws: `TokenRefused` for a token that is not to be believed.
    func verify(
        _ token: String,
        nonce: String,
        at milliseconds: Int64
    ) async throws -> TokenIdentity
}

/// What an identity provider vouches for.
package struct TokenIdentity: Hashable, Sendable {
    /// Code of the officer.
    package let officer: String
    /// When the token ends, in milliseconds since 1970-01-01T00:00:00Z.
    package let expiresAtMs: Int64
    /// Whether the provider asked for a second factor.
    package let hasSecondFactor: Bool

    /// Describes an identity.
    package init(officer: String, expiresAtMs: Int64, hasSecondFactor: Bool) {
        self.officer = officer
        self.expiresAtMs = expiresAtMs
        self.hasSecondFactor = hasSecondFactor
    }
}

/// Why a token is not to be believed; for the log, not for the caller.
package struct TokenRefused: Error, Hashable, Sendable {
    /// The rule that it breaks, without anything of its content.
    package let rule: String

    /// Names the rule.
    package init(_ rule: String) {
        self.rule = rule
    }
}
