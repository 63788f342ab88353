import Crypto
import Foundation
import RPC
import SwiftASN1
import Testing
import X509

@testable import Certificates

@Suite("A request for a certificate proves that whoever asks holds a key")
struct RequestTests {
    /// A request.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let defect: CertificateRequest.Defect?
        let pem: @Sendable () throws -> String
    }

    private static func request(
        _ key: Certificate.PrivateKey,
        signedBy signer: Certificate.PrivateKey? = nil,
        uris: [String] = []
    ) throws -> String {
        let extensions = try Certificate.Extensions {
            SubjectAlternativeNames(uris.map { .uniformResourceIdentifier($0) })
        }
        let asked = try CertificateSigningRequest.Attribute(
            ExtensionRequest(extensions: extensions)
        )
        let request = try CertificateSigningRequest(
            version: .v1,
            subject: DistinguishedName { CommonName("test") },
            privateKey: key,
            attributes: .init(uris.isEmpty ? [] : [asked])
        )
        guard let signer else { return try request.serializeAsPEM().pemString }
        let forged = try CertificateSigningRequest(
            version: .v1,
            subject: DistinguishedName { CommonName("test") },
            privateKey: signer,
            attributes: .init()
        )
        return try CertificateSigningRequest(
            version: .v1,
            subject: request.subject,
            publicKey: request.publicKey,
            attributes: request.attributes,
            signatureAlgorithm: forged.signatureAlgorithm,
            signature: forged.signature
        ).serializeAsPEM().pemString
    }

    private static var p256: Certificate.PrivateKey {
        Certificate.PrivateKey(P256.Signing.PrivateKey())
    }

    static let rows = [
        Row(testDescription: "P-256", defect: nil) { try request(p256) },
        Row(testDescription: "Ed25519", defect: nil) {
            try request(Certificate.PrivateKey(Curve25519.Signing.PrivateKey()))
        },
        Row(testDescription: "P-384", defect: .otherKey) {
            try request(Certificate.PrivateKey(P384.Signing.PrivateKey()))
        },
        Row(testDescription: "another signs", defect: .notSigned) {
            try request(p256, signedBy: p256)
        },
        Row(testDescription: "the agency's name", defect: nil) {
            try request(p256, uris: ["urn:kntc:agency:H29.02"])
        },
        Row(testDescription: "another agency's name", defect: .otherName) {
            try request(p256, uris: ["urn:kntc:agency:H29.02", "urn:kntc:agency:H29"])
        },
        Row(testDescription: "a certificate", defect: .unreadable) {
            try Authority.test().certificatePEM()
        },
        Row(testDescription: "nothing", defect: .unreadable) { "" },
    ]

    @Test("what proves nothing is named", arguments: rows)
    func proof(row: Row) throws {
        func read() throws(CertificateRequest.Defect) -> CertificateRequest {
            let request = try CertificateRequest(pem: pem)
            try request.check(for: "H29.02")
            return request
        }
        let pem = try row.pem()
        if let defect = row.defect {
            #expect(throws: defect) { try read() }
            return
        }
        let authority = try Authority.test()
        let given = try authority.give(read(), to: "H29.02", now: testNow)
        #expect(try given.leaf.holder(denied: DenyList(), now: testNow).agency == "H29.02")
        #expect(given.leaf.notAfter == testNow + 90 * Authority.day)
        #expect(given.pem.matches(of: /BEGIN CERTIFICATE/).count == 1)
    }

    @Test("a key has one digest, whatever request it signs")
    func digest() throws {
        let made = try CertificateRequest.make()
        let again = try CertificateRequest.make(keyPEM: made.key)
        #expect(made.csr != again.csr && made.key == again.key)
        let digests = try [made.csr, again.csr].map { try CertificateRequest(pem: $0).keyDigest }
        #expect(digests[0] == digests[1])
    }

    @Test("what an authority gives ends when the authority does")
    func end() throws {
        let authority = try Authority(name: "old", days: 5, now: testNow)
        let identity = try authority.identity(days: 30)
        #expect(
            try Leaf(der: identity.chain[0].der).notAfter == testNow + 5 * Authority.day
        )
    }

    @Test("an authority is a certificate that may sign, with its own key")
    func authority() throws {
        let (one, other) = (try Authority.test(), try Authority.test())
        let leaf = try one.identity()
        let certificate = try one.certificatePEM()
        #expect(throws: Authority.Defect.otherKey) {
            try Authority(certificate: certificate, key: other.keyPEM())
        }
        #expect(throws: Authority.Defect.signsNothing) {
            try Authority(certificate: leaf.chainPEM, key: leaf.key.pemRepresentation)
        }
        #expect(throws: Authority.Defect.unreadable) {
            try Authority(certificate: certificate, key: certificate)
        }
        _ = try Authority(certificate: certificate, key: one.keyPEM())
    }

    @Test("addresses and names of a server stand apart")
    func hosts() throws {
        let hosts = ["127.0.0.1", "2001:db8:0:0:0:0:0:1", "kntc.vn"]
        let made = try Authority.test().identity(nil, hosts: hosts)
        let facts = try CertificateFacts(made.chain[0])
        #expect(facts.hosts == hosts)
        #expect(!facts.isAuthority && !facts.leaf.isForClients)
        #expect(try CertificateFacts(pem: Authority.test().certificatePEM()).isAuthority)
    }
}
