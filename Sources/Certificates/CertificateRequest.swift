import Crypto
import SwiftASN1
import X509

/// A request for a certificate (PKCS #10): proves that whoever asks holds a key.
package struct CertificateRequest: Sendable {
    /// Why a request is not taken.
    package enum Defect: String, Error, Hashable, Sendable {
        /// It is no request in PEM.
        case unreadable = "is no request for a certificate in PEM"
        /// Its key is neither P-256 nor Ed25519.
        case otherKey = "has a key that is neither P-256 nor Ed25519"
        /// It was not signed with its key.
        case notSigned = "is not signed with its own key"
        /// It asks for a name that is not the agency's.
        case otherName = "asks for another name than that of the agency"
    }

    /// Longest text of a request that is read.
    package static let bytesMax = 8 << 10

    /// The key that the certificate is to be for.
    let publicKey: Certificate.PublicKey
    /// SHA-256 of the key.
    package let keyDigest: [UInt8]
    private let uris: [String]

    /// Reads a request and checks its signature.
    ///
    /// - Parameter pem: The request.
    /// - Throws: `Defect`.
    package init(pem: String) throws(Defect) {
        let request: CertificateSigningRequest
        do {
            guard pem.utf8.count <= Self.bytesMax else { throw Defect.unreadable }
            request = try CertificateSigningRequest(pemEncoded: pem)
            var serializer = DER.Serializer()
            try serializer.serialize(request.publicKey)
            keyDigest = Array(SHA256.hash(data: serializer.serializedBytes))
            let asked = try request.attributes.extensionRequest?.extensions
            uris = try asked?.subjectAlternativeNames.map(Leaf.uris(in:)) ?? []
        } catch {
            throw .unreadable
        }
        publicKey = request.publicKey
        guard
            P256.Signing.PublicKey(publicKey) != nil
                || Curve25519.Signing.PublicKey(publicKey) != nil
        else { throw .otherKey }
        guard publicKey.isValidSignature(request.signature, for: request) else {
            throw .notSigned
        }
    }

    /// Throws when the request names somebody else than an agency.
    package func check(for agency: String) throws(Defect) {
        guard uris.allSatisfy({ $0 == Leaf.uri(of: agency) }) else { throw .otherName }
    }

    /// Makes a request.
    ///
    /// - Parameter keyPEM: The key in PEM; nil for a new one.
    /// - Returns: Request and key in PEM.
    /// - Throws: What keeps the key from being used.
    package static func make(keyPEM: String? = nil) throws -> (csr: String, key: String) {
        let key: Certificate.PrivateKey =
            try keyPEM.map { try Certificate.PrivateKey(pemEncoded: $0) }
            ?? Certificate.PrivateKey(P256.Signing.PrivateKey())
        let request = try CertificateSigningRequest(
            version: .v1,
            subject: DistinguishedName { CommonName("kntc") },
            privateKey: key,
            attributes: CertificateSigningRequest.Attributes()
        )
        return (try request.serializeAsPEM().pemString, try key.serializeAsPEM().pemString)
    }
}

extension Authority {
    /// Longest life of what is given for a request: 90 days.
    package static let givenLife = 90 * day

    /// Gives an agency the certificate that a request asks for.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - agency: Code of the agency.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: What it says, and the certificate in PEM, followed by that of the authority where
    ///   it is no root.
    /// - Throws: What keeps it from being made.
    package func give(
        _ request: CertificateRequest,
        to agency: String,
        now: Int64
    ) throws -> (leaf: Leaf, pem: String) {
        let subject = Subject(agency: agency)
        let made = try issue(to: subject, request.publicKey, for: Self.givenLife, now: now)
        let isRoot = certificate.subject == certificate.issuer
        let chain = isRoot ? [made] : [made, certificate]
        let pem = try chain.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n")
        return (try Leaf(made, der: made.der), pem)
    }
}
