package import Foundation
import JWTKit
package import Services

/// What the server believes of an identity provider.
package struct ProviderSettings: Sendable {
    /// `iss` of its tokens.
    package let issuer: String
    /// `aud` that means this server.
    package let audience: String
    /// The claim that holds the officer's code.
    package let officerClaim: String

    /// Names issuer, audience and the officer's claim.
    package init(issuer: String, audience: String, officerClaim: String) {
        self.issuer = issuer
        self.audience = audience
        self.officerClaim = officerClaim
    }
}

/// Verifies id tokens (OpenID Connect Core 1.0, 3.1.3.7) with the keys of a file; it asks no
/// network.
package struct KeySetVerifier: TokenVerifier {
    /// Signatures by private keys alone: none, and nothing by a secret that both sides know.
    private static let algorithms: Set = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]
    /// How far the provider's clock may be ahead, in milliseconds.
    private static let skewMilliseconds: Int64 = 60_000
    /// How old a token may be, in milliseconds: it was fetched to sign in now.
    private static let ageMilliseconds: Int64 = 10 * 60_000

    private let settings: ProviderSettings
    private let keys: JWTKeyCollection
    private let names: Set<String>

    /// Reads a key set (RFC 7517).
    ///
    /// - Parameters:
    ///   - settings: What is believed.
    ///   - keySet: JSON with the public keys under "keys", each with its "kid".
    /// - Throws: When it is no key set, holds no key, or one without a name.
    package init(_ settings: ProviderSettings, keySet: Data) async throws {
        self.settings = settings
        let set = try JSONDecoder().decode(JWKS.self, from: keySet)
        names = Set(set.keys.compactMap { $0.keyIdentifier?.string })
        guard !names.isEmpty, names.count == set.keys.count else {
            throw TokenRefused("the key set holds no key, or some without a name of their own")
        }
        keys = JWTKeyCollection()
        try await keys.add(jwks: set)
    }

    package func verify(
        _ token: String,
        nonce: String,
        at milliseconds: Int64
    ) async throws -> TokenIdentity {
        let claims = try await signedClaims(token)
        guard claims.text("iss") == settings.issuer else { throw TokenRefused("issuer") }
        let audience = claims.texts("aud")
        guard audience.contains(settings.audience),
            audience.count == 1 || claims.text("azp") == settings.audience
        else { throw TokenRefused("audience") }
        guard let ends = claims.milliseconds("exp"), milliseconds < ends else {
            throw TokenRefused("expired")
        }
        guard let made = claims.milliseconds("iat"),
            made <= milliseconds + Self.skewMilliseconds,
            milliseconds - made <= Self.ageMilliseconds
        else { throw TokenRefused("issued too long ago, or in the future") }
        if let begins = claims.milliseconds("nbf") {
            guard begins <= milliseconds + Self.skewMilliseconds else {
                throw TokenRefused("not yet good")
            }
        }
        guard !nonce.isEmpty, claims.text("nonce") == nonce else { throw TokenRefused("nonce") }
        guard let officer = claims.text(settings.officerClaim), !officer.isEmpty else {
            throw TokenRefused("officer claim")
        }
        return TokenIdentity(
            officer: officer,
            expiresAtMs: ends,
            hasSecondFactor: claims.texts("amr").contains("mfa")
        )
    }

    /// The claims of a token that a key of the set signed.
    private func signedClaims(_ token: String) async throws -> Claims {
        let header: JWTHeader
        do {
            header = try DefaultJWTParser().parse(Array(token.utf8), as: Claims.self).header
        } catch {
            throw TokenRefused("form")
        }
        guard let algorithm = header.alg, Self.algorithms.contains(algorithm) else {
            throw TokenRefused("algorithm")
        }
        // The library takes any key for a name that it does not know.
        guard let name = header.kid, names.contains(name) else { throw TokenRefused("key") }
        do {
            return try await keys.verify(token, as: Claims.self)
        } catch {
            throw TokenRefused("signature")
        }
    }
}

/// The claims of a token by their names.
struct Claims: JWTPayload {
    /// A claim; those of other shapes are passed over.
    enum Value: Codable, Sendable {
        case text(String)
        case number(Double)
        case texts([String])
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else if let texts = try? value.decode([String].self) {
                self = .texts(texts)
            } else {
                self = .other
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .text(let text): try value.encode(text)
            case .number(let number): try value.encode(number)
            case .texts(let texts): try value.encode(texts)
            case .other: try value.encodeNil()
            }
        }
    }

    let values: [String: Value]

    init(_ values: [String: Value]) {
        self.values = values
    }

    init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: Value].self)
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(values)
    }

    /// The signature is all that is verified here; what the claims say is verified against a given
    /// time.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    func text(_ name: String) -> String? {
        guard case .text(let text) = values[name] else { return nil }
        return text
    }

    func texts(_ name: String) -> [String] {
        switch values[name] {
        case .text(let text): [text]
        case .texts(let texts): texts
        case .number, .other, nil: []
        }
    }

    /// Seconds of the token as milliseconds; nil for what is no instant of this era.
    func milliseconds(_ name: String) -> Int64? {
        guard case .number(let seconds) = values[name], (0...1e11).contains(seconds) else {
            return nil
        }
        return Int64(seconds * 1_000)
    }
}
