import Crypto
import Foundation
import Testing
import X509

@testable import Certificates

@Suite("A chain ends at an authority that may sign")
struct ChainTests {
    /// A root with these uses of its key, and a certificate that it signed.
    private static func family(_ usage: KeyUsage) throws -> (root: Certificate, child: [UInt8]) {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName("root") }
        func make(_ subject: DistinguishedName, isRoot: Bool) throws -> Certificate {
            try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: isRoot
                    ? key.publicKey : Certificate.PublicKey(P256.Signing.PrivateKey().publicKey),
                notValidBefore: Date(milliseconds: testNow - Authority.day),
                notValidAfter: Date(milliseconds: testNow + Authority.day),
                issuer: name,
                subject: subject,
                extensions: Certificate.Extensions {
                    if isRoot {
                        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                        Critical(usage)
                    }
                },
                issuerPrivateKey: key
            )
        }
        let child = try make(DistinguishedName { CommonName("child") }, isRoot: false)
        return (try make(name, isRoot: true), try child.der)
    }

    @Test("a root whose key is not for certificates is no root", arguments: [true, false])
    func usage(signs: Bool) async throws {
        let (root, child) = try Self.family(
            KeyUsage(digitalSignature: !signs, keyCertSign: signs)
        )
        let chain = Chain(roots: [root])
        if signs {
            _ = try await chain.leaf(of: [child], now: testNow)
        } else {
            await #expect(throws: CertificateRefusal.untrusted) {
                try await chain.leaf(of: [child], now: testNow)
            }
        }
    }

    @Test("what is no chain, or too long a one, is not looked into")
    func shape() async throws {
        let (root, child) = try Self.family(KeyUsage(keyCertSign: true))
        let chain = Chain(roots: [root])
        let rows: [([[UInt8]], CertificateRefusal)] = [
            ([], .unreadable), ([[]], .unreadable), ([[0x30, 0]], .unreadable),
            ([child, [1]], .unreadable),
            ([[UInt8]](repeating: child, count: 5), .chainTooLong),
        ]
        for (ders, refusal) in rows {
            await #expect(throws: refusal) { try await chain.leaf(of: ders, now: testNow) }
        }
        _ = try await chain.leaf(of: [[UInt8]](repeating: child, count: 4), now: testNow)
    }
}
