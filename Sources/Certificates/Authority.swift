import Crypto
import Foundation
import SwiftASN1
package import X509

/// Signs certificates.
package struct Authority: Sendable {
    /// What makes an authority unfit to sign.
    package enum Defect: String, Error, Hashable, Sendable {
        /// Its certificate or its key cannot be read.
        case unreadable = "is no certificate with its private key in PEM"
        /// Its certificate does not let it sign certificates.
        case signsNothing = "is no authority: it may not sign certificates"
        /// The key is that of another certificate.
        case otherKey = "is a certificate and the key of another one"
    }

    /// Whom a certificate is for.
    package struct Subject: Hashable, Sendable {
        /// Code of the agency that calls with it; nil for none.
        package var agency: String?
        /// Names and addresses of the server that is called by it.
        package var hosts: [String]

        /// An agency, a server, or both.
        package init(agency: String? = nil, hosts: [String] = []) {
            self.agency = agency
            self.hosts = hosts
        }
    }

    /// How far the first second of a certificate is set back, for clocks that are slow.
    private static let setBack: Int64 = 300_000
    /// Milliseconds of a day.
    package static let day: Int64 = 86_400_000

    /// Its own certificate.
    package let certificate: Certificate
    private let key: Certificate.PrivateKey

    /// An authority that has a certificate and its key, both in PEM.
    ///
    /// - Throws: `Defect`.
    package init(certificate pem: String, key keyPEM: String) throws(Defect) {
        do {
            certificate = try Certificate(pemEncoded: pem)
            key = try Certificate.PrivateKey(pemEncoded: keyPEM)
        } catch {
            throw .unreadable
        }
        guard certificate.publicKey == key.publicKey else { throw .otherKey }
        guard case .isCertificateAuthority? = try? certificate.extensions.basicConstraints,
            (try? certificate.extensions.keyUsage?.keyCertSign) == true
        else { throw .signsNothing }
    }

    /// An authority whose certificate and key are in files.
    ///
    /// - Throws: `TLSFiles.Defect` with a sentence for people; one is that everybody may read the key.
    package init(files path: String, _ keyPath: String) throws(TLSFiles.Defect) {
        let pem = String(decoding: try TLSFiles.bytes(path), as: UTF8.self)
        let key = String(decoding: try TLSFiles.secret(keyPath), as: UTF8.self)
        do {
            try self.init(certificate: pem, key: key)
        } catch {
            throw TLSFiles.Defect("\(path) with \(keyPath) \(error.rawValue)")
        }
    }

    /// A new authority that nobody stands above.
    ///
    /// - Parameters:
    ///   - name: What people call it.
    ///   - days: Its life.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Throws: What keeps the certificate from being made.
    package init(name: String, days: Int64, now: Int64) throws {
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let publicKey = key.publicKey
        certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(milliseconds: now - Self.setBack),
            notValidAfter: Date(milliseconds: now + days * Self.day),
            issuer: subject,
            subject: subject,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: key
        )
    }

    /// Its certificate in PEM.
    package func certificatePEM() throws -> String { try certificate.serializeAsPEM().pemString }

    /// Its key in PEM, to be kept secret.
    package func keyPEM() throws -> String { try key.serializeAsPEM().pemString }

    /// Makes a key and gives a certificate for it.
    ///
    /// - Parameters:
    ///   - subject: Whom it is for.
    ///   - milliseconds: Its life from now.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: Both in PEM.
    /// - Throws: As `issue` does.
    package func issueWithKey(
        to subject: Subject,
        for milliseconds: Int64,
        now: Int64
    ) throws -> (certificate: String, key: String) {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let certificate = try issue(to: subject, publicKey, for: milliseconds, now: now)
        return (try certificate.serializeAsPEM().pemString, key.pemRepresentation)
    }

    /// Gives a certificate; its life ends with that of the authority at the latest.
    ///
    /// - Parameters:
    ///   - subject: Whom it is for.
    ///   - publicKey: The key that it is about.
    ///   - milliseconds: Its life from now.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: The certificate.
    /// - Throws: What keeps it from being made: a host that is neither a name nor an address.
    package func issue(
        to subject: Subject,
        _ publicKey: Certificate.PublicKey,
        for milliseconds: Int64,
        now: Int64
    ) throws -> Certificate {
        let end = min(now + milliseconds, certificate.notValidAfter.milliseconds)
        var uses: [ExtendedKeyUsage.Usage] = subject.agency == nil ? [] : [.clientAuth]
        if !subject.hosts.isEmpty { uses.append(.serverAuth) }
        let names =
            subject.agency.map { [.uniformResourceIdentifier(Leaf.uri(of: $0))] } ?? []
            + subject.hosts.map(Self.name)
        let own = try certificate.extensions.subjectKeyIdentifier?.keyIdentifier
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(milliseconds: now - Self.setBack),
            notValidAfter: Date(milliseconds: end),
            issuer: certificate.subject,
            subject: DistinguishedName { CommonName(subject.agency ?? subject.hosts.first ?? "") },
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage(uses)
                SubjectAlternativeNames(names)
                AuthorityKeyIdentifier(keyIdentifier: own)
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: key
        )
    }

    private static func name(_ host: String) -> GeneralName {
        if let bytes = IPAddress(host)?.bytes {
            .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        } else {
            .dnsName(host)
        }
    }
}
