import Casework
import Crypto
import Foundation
import Messages
package import RPC
import SwiftASN1
package import X509

/// Why a peer's certificate is refused.
package enum CertificateRefusal: String, Error, Hashable, Sendable {
    /// A certificate of its chain cannot be read.
    case unreadable
    /// It shows more certificates than any chain of ours has.
    case chainTooLong
    /// Its chain ends at no authority that is trusted, is not valid now, or breaks a constraint.
    case untrusted
    /// Its days have not begun.
    case notYetValid
    /// Its days are over.
    case expired
    /// Its life is longer than any that is given.
    case livesTooLong
    /// It is not for clients.
    case notForClients
    /// Not exactly one URI is there, or it names no agency.
    case namesNoAgency
    /// It is on the deny list.
    case denied
}

/// What a decision about a peer needs to know of its certificate.
package struct Leaf: Hashable, Sendable {
    /// Longest life of a peer's certificate: 90 days and an hour for a first day set back.
    package static let lifeMax: Int64 = (90 * 24 + 1) * 3_600_000
    private static let prefix = "urn:kntc:agency:"

    /// SHA-256 of the whole certificate in DER, 32 bytes.
    package var fingerprint: [UInt8]
    /// Its serial number, big endian without leading zeros.
    package var serial: [UInt8]
    /// Its first second, in milliseconds since 1970-01-01T00:00:00Z.
    package var notBefore: Int64
    /// Its last second, in milliseconds since 1970-01-01T00:00:00Z.
    package var notAfter: Int64
    /// The URIs among its alternative names, in their order.
    package var uris: [String]
    /// Whether it says that it is for clients of TLS; one that says nothing is for nothing.
    package var isForClients: Bool

    /// Decides whether whoever holds the certificate, whose chain is good, may come in.
    ///
    /// - Parameters:
    ///   - denied: The certificates that may not.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: Whose it is.
    /// - Throws: `CertificateRefusal` with the first reason against it.
    package func holder(denied: DenyList, now: Int64) throws(CertificateRefusal) -> PeerCertificate
    {
        try checkDays(now: now)
        guard notAfter - notBefore <= Self.lifeMax else { throw .livesTooLong }
        guard isForClients else { throw .notForClients }
        guard uris.count == 1, let uri = uris.first, uri.hasPrefix(Self.prefix) else {
            throw .namesNoAgency
        }
        let agency = String(uri.dropFirst(Self.prefix.count))
        guard Self.isAgency(agency) else { throw .namesNoAgency }
        guard !denied.contains(self) else { throw .denied }
        return PeerCertificate(fingerprint: fingerprint, agency: agency, notAfter: notAfter)
    }

    /// Throws when the certificate is not valid yet or no longer.
    func checkDays(now: Int64) throws(CertificateRefusal) {
        guard now >= notBefore else { throw .notYetValid }
        guard now <= notAfter else { throw .expired }
    }
}

extension Leaf {
    /// Reads a certificate.
    ///
    /// - Parameter der: Its bytes.
    /// - Throws: What keeps it from being read.
    package init(der: [UInt8]) throws {
        try self.init(Certificate(derEncoded: der), der: der)
    }

    /// What a certificate says; throws when an extension cannot be read.
    package init(_ certificate: Certificate, der: [UInt8]) throws {
        fingerprint = Array(SHA256.hash(data: der))
        serial = Array(certificate.serialNumber.bytes.drop { $0 == 0 })
        notBefore = certificate.notValidBefore.milliseconds
        notAfter = certificate.notValidAfter.milliseconds
        uris = try certificate.extensions.subjectAlternativeNames.map(Self.uris(in:)) ?? []
        isForClients =
            try certificate.extensions.extendedKeyUsage?.contains(.clientAuth) ?? false
    }

    /// The URIs among names, in their order.
    static func uris(in names: SubjectAlternativeNames) -> [String] {
        names.compactMap { name in
            if case .uniformResourceIdentifier(let uri) = name { uri } else { nil }
        }
    }

    /// Whether a text has the shape of an agency's code.
    package static func isAgency(_ code: String) -> Bool { Agency.isCode(code) }

    /// The name that an agency's certificate carries.
    package static func uri(of agency: String) -> String { prefix + agency }
}

extension Date {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }
}

extension Certificate {
    /// The whole certificate in DER.
    var der: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(self)
            return serializer.serializedBytes
        }
    }
}
