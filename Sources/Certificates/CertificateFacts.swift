import SwiftASN1
package import X509

/// What people want to know of a certificate.
package struct CertificateFacts: Hashable, Sendable {
    /// What decisions about it need.
    package let leaf: Leaf
    /// Whom it is for, in the words of its issuer.
    package let subject: String
    /// Who signed it.
    package let issuer: String
    /// Names and addresses of the server that it is for.
    package let hosts: [String]
    /// Whether it signs others.
    package let isAuthority: Bool

    /// What a certificate says; throws when it cannot be read.
    package init(_ certificate: Certificate) throws {
        leaf = try Leaf(certificate, der: certificate.der)
        subject = "\(certificate.subject)"
        issuer = "\(certificate.issuer)"
        hosts =
            try certificate.extensions.subjectAlternativeNames.map { names in
                names.compactMap(Self.host)
            } ?? []
        if case .isCertificateAuthority? = try certificate.extensions.basicConstraints {
            isAuthority = true
        } else {
            isAuthority = false
        }
    }

    /// What the first certificate of a text in PEM says; throws when there is none.
    package init(pem: String) throws {
        try self.init(Certificate(pemEncoded: pem))
    }

    private static func host(_ name: GeneralName) -> String? {
        switch name {
        case .dnsName(let host): host
        case .ipAddress(let address): IPAddress(bytes: Array(address.bytes)).description
        default: nil
        }
    }
}
