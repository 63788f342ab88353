/// The other end of a connection, as far as the server knows it.
package struct Peer: Hashable, Sendable {
    /// Address and port, for the audit; empty when unknown.
    package let address: String
    /// The certificate that it showed; nil on a connection without TLS.
    package let certificate: PeerCertificate?

    /// A peer at an address.
    package init(address: String = "", certificate: PeerCertificate? = nil) {
        self.address = address
        self.certificate = certificate
    }
}

/// A client's certificate after its chain, days and name have been checked.
package struct PeerCertificate: Hashable, Sendable {
    /// SHA-256 of the whole certificate in DER, 32 bytes.
    package let fingerprint: [UInt8]
    /// Code of the agency that it was given to (`urn:kntc:agency:<code>`).
    package let agency: String
    /// Its last second, in milliseconds since 1970-01-01T00:00:00Z.
    package let notAfter: Int64

    /// A certificate that was checked.
    package init(fingerprint: [UInt8], agency: String, notAfter: Int64) {
        self.fingerprint = fingerprint
        self.agency = agency
        self.notAfter = notAfter
    }
}
