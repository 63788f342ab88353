import CryptoExtras
import Foundation
import JWTKit
import Services
import Testing

@testable import IdentityProvider

/// Only what the provider signed for this server, this caller and now is believed.
@Suite struct KeySetVerifierTests {
    private static let now: Int64 = 1_800_000_000_000
    private static let settings = ProviderSettings(
        issuer: "https://dinhdanh.example",
        audience: "kntc",
        officerClaim: "officer_code"
    )
    private static let good: [String: Claims.Value] = [
        "iss": .text("https://dinhdanh.example"), "aud": .text("kntc"),
        "exp": .number(1_800_000_300), "iat": .number(1_800_000_000),
        "nonce": .text("n-1"), "officer_code": .text("nv.an01"), "sub": .text("x"),
    ]

    /// A provider with an RSA and an elliptic key of its own.
    private struct Provider {
        let rsa: JWTKit.Insecure.RSA.PrivateKey
        let elliptic = ES256PrivateKey()

        init() throws {
            rsa = try JWTKit.Insecure.RSA.PrivateKey(
                backing: _RSA.Signing.PrivateKey(keySize: .bits2048)
            )
        }

        /// Its public keys as a file holds them.
        func keySet() throws -> Data {
            let primitives = try rsa.publicKey.getKeyPrimitives()
            let point = try #require(elliptic.parameters)
            let keys: [[String: String]] = [
                [
                    "kty": "RSA", "kid": "r1", "alg": "RS256", "use": "sig",
                    "n": Self.base64URL(primitives.modulus),
                    "e": Self.base64URL(primitives.publicExponent),
                ],
                [
                    "kty": "EC", "kid": "e1", "alg": "ES256", "crv": "P-256", "x": point.x,
                    "y": point.y,
                ],
            ]
            return try JSONEncoder().encode(["keys": keys])
        }

        /// A token signed with one of its keys, under a name.
        func token(
            _ claims: [String: Claims.Value],
            elliptic isElliptic: Bool = false,
            kid: String? = nil
        ) async throws -> String {
            let keys = JWTKeyCollection()
            let name = JWKIdentifier(string: kid ?? (isElliptic ? "e1" : "r1"))
            if isElliptic {
                await keys.add(ecdsa: elliptic, kid: name)
            } else {
                await keys.add(rsa: rsa, digestAlgorithm: .sha256, kid: name)
            }
            return try await keys.sign(Claims(claims), kid: name)
        }

        static func base64URL(_ data: Data) -> String {
            data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }
    }

    private func outcome(
        _ verifier: KeySetVerifier,
        _ token: String,
        nonce: String = "n-1",
        at milliseconds: Int64 = now
    ) async -> String {
        do {
            return try await verifier.verify(token, nonce: nonce, at: milliseconds).officer
        } catch {
            return (error as? TokenRefused)?.rule ?? "\(error)"
        }
    }

    // Red when: a good token is refused, or a factor is believed that was not asked for.
    @Test(arguments: [false, true])
    func `A token of the provider names its officer`(isElliptic: Bool) async throws {
        let provider = try Provider()
        let verifier = try await KeySetVerifier(Self.settings, keySet: provider.keySet())
        let plain = try await provider.token(Self.good, elliptic: isElliptic)
        let identity = try await verifier.verify(plain, nonce: "n-1", at: Self.now)
        #expect(identity.officer == "nv.an01" && !identity.hasSecondFactor)
        #expect(identity.expiresAtMs == Self.now + 300_000)
        var claims = Self.good
        claims["amr"] = .texts(["pwd", "mfa"])
        claims["aud"] = .texts(["kntc", "other"])
        claims["azp"] = .text("kntc")
        let strong = try await provider.token(claims, elliptic: isElliptic)
        #expect(try await verifier.verify(strong, nonce: "n-1", at: Self.now).hasSecondFactor)
    }

    // Red when: a claim that must hold is not looked at.
    @Test(arguments: [
        ("iss", Claims.Value.text("https://other.example"), "issuer"),
        ("iss", .other, "issuer"),
        ("aud", .text("other"), "audience"),
        ("aud", .texts(["kntc", "other"]), "audience"),
        ("aud", .texts([]), "audience"),
        ("exp", .number(1_800_000_000), "expired"),
        ("exp", .number(1_799_999_999), "expired"),
        ("exp", .text("1800000300"), "expired"),
        ("exp", .number(1e300), "expired"),
        ("iat", .number(1_800_000_061), "issued too long ago, or in the future"),
        ("iat", .number(1_799_999_399), "issued too long ago, or in the future"),
        ("iat", .other, "issued too long ago, or in the future"),
        ("nbf", .number(1_800_000_061), "not yet good"),
        ("nonce", .text("n-2"), "nonce"),
        ("nonce", .other, "nonce"),
        ("officer_code", .text(""), "officer claim"),
        ("officer_code", .number(1), "officer claim"),
    ])
    func `A claim that does not hold is refused`(
        name: String,
        value: Claims.Value,
        rule: String
    ) async throws {
        let provider = try Provider()
        let verifier = try await KeySetVerifier(Self.settings, keySet: provider.keySet())
        var claims = Self.good
        claims[name] = value
        let token = try await provider.token(claims, elliptic: true)
        #expect(await outcome(verifier, token) == rule)
    }

    // Red when: a claim may be left out.
    @Test(arguments: ["iss", "aud", "exp", "iat", "nonce", "officer_code"])
    func `No claim may be left out`(name: String) async throws {
        let provider = try Provider()
        let verifier = try await KeySetVerifier(Self.settings, keySet: provider.keySet())
        var claims = Self.good
        claims[name] = nil
        let token = try await provider.token(claims, elliptic: true)
        #expect(await outcome(verifier, token) != "nv.an01")
    }

    // Red when: somebody else's signature, none, or one by a secret that all know is taken.
    @Test func `Only a key of the set signs`() async throws {
        let provider = try Provider()
        let verifier = try await KeySetVerifier(Self.settings, keySet: provider.keySet())
        let foreign = try Provider()
        for isElliptic in [false, true] {
            let token = try await foreign.token(Self.good, elliptic: isElliptic)
            #expect(await outcome(verifier, token) == "signature")
            let unnamed = try await provider.token(Self.good, elliptic: isElliptic, kid: "x1")
            #expect(await outcome(verifier, unnamed) == "key")
        }
        // The elliptic key under the name of the RSA key.
        let swapped = try await provider.token(Self.good, elliptic: true, kid: "r1")
        #expect(await outcome(verifier, swapped) == "signature")
        let good = try await provider.token(Self.good)
        let parts = good.split(separator: ".").map(String.init)
        let none = Provider.base64URL(Data(#"{"alg":"none","kid":"r1"}"#.utf8))
        let secret = Provider.base64URL(Data(#"{"alg":"HS256","kid":"r1"}"#.utf8))
        for header in [none, secret] {
            for signature in ["", parts[2]] {
                let token = "\(header).\(parts[1]).\(signature)"
                #expect(await outcome(verifier, token) == "algorithm")
            }
        }
        var claims = Self.good
        claims["officer_code"] = .text("nv.boss")
        let forged = Provider.base64URL(try JSONEncoder().encode(claims))
        #expect(await outcome(verifier, "\(parts[0]).\(forged).\(parts[2])") == "signature")
        for token in ["", "a.b", "a.b.c", "....", String(repeating: "x", count: 6_000)] {
            #expect(await outcome(verifier, token) == "form")
        }
    }

    // Red when: a request without a nonce takes a token without one, or a token is good for ever.
    @Test func `A nonce is demanded, and time goes on`() async throws {
        let provider = try Provider()
        let verifier = try await KeySetVerifier(Self.settings, keySet: provider.keySet())
        var claims = Self.good
        claims["nonce"] = .text("")
        let token = try await provider.token(claims)
        #expect(await outcome(verifier, token, nonce: "") == "nonce")
        let good = try await provider.token(Self.good)
        #expect(await outcome(verifier, good, at: Self.now + 299_999) == "nv.an01")
        #expect(await outcome(verifier, good, at: Self.now + 300_000) == "expired")
    }

    // Red when: a file that is no key set lets the server start.
    @Test(arguments: [
        "", "{}", #"{"keys":[]}"#, #"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#,
        #"{"keys":[{"kty":"oct","kid":"s","k":"c2VjcmV0"}]}"#,
    ])
    func `A file without keys to verify with is refused`(text: String) async {
        await #expect(throws: (any Error).self) {
            try await KeySetVerifier(Self.settings, keySet: Data(text.utf8))
        }
    }
}
