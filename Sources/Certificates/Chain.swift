import Foundation
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// The authorities that a peer's certificate must come from.
///
/// BoringSSL proves that the peer holds the certificate's key; this proves where the certificate
/// comes from and that all of its chain is valid now. ``Leaf/holder(denied:now:)`` decides the rest.
struct Chain: Sendable {
    /// Most certificates that a peer may show.
    private static let lengthMax = 4

    private let roots: CertificateStore

    init(roots: [Certificate]) {
        self.roots = CertificateStore(roots)
    }

    /// Checks a chain as the peer showed it, its own certificate first.
    ///
    /// - Parameters:
    ///   - ders: The certificates in DER.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: The peer's certificate.
    /// - Throws: `CertificateRefusal`.
    func leaf(of ders: [[UInt8]], now: Int64) async throws(CertificateRefusal) -> Leaf {
        guard let der = ders.first else { throw .unreadable }
        guard ders.count <= Self.lengthMax else { throw .chainTooLong }
        let certificates: [Certificate]
        let leaf: Leaf
        do {
            certificates = try ders.map { try Certificate(derEncoded: $0) }
            leaf = try Leaf(certificates[0], der: der)
        } catch {
            throw .unreadable
        }
        // The log tells who is late from who is a stranger.
        try leaf.checkDays(now: now)
        var verifier = Verifier(rootCertificates: roots) {
            RFC5280Policy(fixedExpiryValidationTime: Date(milliseconds: now))
            IssuerPolicy()
        }
        let result = await verifier.validate(
            leaf: certificates[0],
            intermediates: CertificateStore(certificates.dropFirst())
        )
        guard case .validCertificate = result else { throw .untrusted }
        return leaf
    }
}

/// Lets only those sign certificates whose own certificate says that they may.
private struct IssuerPolicy: VerifierPolicy {
    /// What the leaf says of its use and its names is read by ``Leaf``.
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectAlternativeName,
    ]

    func chainMeetsPolicyRequirements(
        chain: UnverifiedCertificateChain
    ) -> PolicyEvaluationResult {
        for issuer in chain.dropFirst() {
            guard let usage = try? issuer.extensions.keyUsage, usage.keyCertSign else {
                return .failsToMeetPolicy(reason: "an issuer may not sign certificates")
            }
        }
        return .meetsPolicy
    }
}
