package import Messages
import Storage

/// A one-time code for the first certificate of an agency.
package struct CertificateEnrolment: Hashable, Sendable {
    /// How long the code is good: 48 hours.
    package static let lifeMilliseconds: Int64 = 2 * 86_400_000

    /// SHA-256 of the code.
    package let codeHash: [UInt8]
    /// When it ends, in milliseconds since 1970-01-01T00:00:00Z.
    package let expiresAtMs: Int64
    /// SHA-256 of the key that it was used for; empty before.
    package private(set) var keyDigest: [UInt8] = []

    /// A new code.
    ///
    /// - Parameters:
    ///   - code: The code, which is kept nowhere.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    package init(code: String, now: Int64) {
        codeHash = Vault.tokenHash(code)
        expiresAtMs = now + Self.lifeMilliseconds
    }

    init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        codeHash = try decoder.bytes()
        expiresAtMs = try decoder.int64()
        keyDigest = try decoder.bytes()
    }

    var bytes: [UInt8] {
        TupleEncoder().adding(bytes: codeHash).adding(int64: expiresAtMs)
            .adding(bytes: keyDigest).bytes
    }

    /// Uses the code for a key: once, and again for the same key alone.
    ///
    /// - Parameters:
    ///   - code: What the caller gave.
    ///   - key: SHA-256 of the key that is to be certified.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: Whether the code is good for it.
    package mutating func use(_ code: String, for key: [UInt8], at now: Int64) -> Bool {
        guard now < expiresAtMs, Vault.tokenHash(Enrolment.plain(code)) == codeHash,
            keyDigest.isEmpty || keyDigest == key
        else { return false }
        keyDigest = key
        return true
    }
}

extension RecordReader {
    /// The one-time code of an agency; nil where there is none.
    package func certificateEnrolment(of agency: String) throws -> CertificateEnrolment? {
        try view.get(Keys.certificateCode(agency), in: .credentials)
            .map { try CertificateEnrolment($0) }
    }

    /// A certificate that was given.
    package func certificate(_ id: String) throws -> AgencyCertificate? {
        try stored(RecordReference(kind: .certificate, id: id))
            .map { try AgencyCertificate(serialized: $0) }
    }
}

extension WorkingState {
    /// Keeps the one-time code of an agency; a former one is void.
    package func set(_ enrolment: CertificateEnrolment, of agency: String) throws {
        try view.put(Keys.certificateCode(agency), enrolment.bytes, in: .credentials)
    }
}
