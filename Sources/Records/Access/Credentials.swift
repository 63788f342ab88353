import Messages
import Storage

/// What an officer signs in with.
package struct Credential: Hashable, Sendable {
    /// The password's hash.
    package var password: String
    /// The sealed secret of the second factor.
    package var secondFactor: [UInt8]
    /// The last step whose one-time code was used: none is good twice.
    package var lastStep: Int64

    /// Takes hash, sealed secret and step.
    package init(password: String, secondFactor: [UInt8], lastStep: Int64) {
        self.password = password
        self.secondFactor = secondFactor
        self.lastStep = lastStep
    }

    init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        password = try decoder.string()
        secondFactor = try decoder.bytes()
        lastStep = try decoder.int64()
    }

    var bytes: [UInt8] {
        TupleEncoder().adding(string: password).adding(bytes: secondFactor)
            .adding(int64: lastStep).bytes
    }
}

/// An enrolment that an administrator opened and the officer has not confirmed yet.
package struct Enrolment: Hashable, Sendable {
    /// How long a one-time code is good: 3 days, over a weekend.
    package static let lifeMilliseconds: Int64 = 3 * 86_400_000

    /// Code of the officer's agency.
    package let agency: String
    /// SHA-256 of the one-time code.
    package let codeHash: [UInt8]
    /// When it ends, in milliseconds since 1970-01-01T00:00:00Z.
    package let expiresAtMs: Int64
    /// The hash of the password that waits for the confirmation; empty before.
    package var password = ""
    /// The sealed secret that waits for the confirmation; empty before.
    package var secondFactor: [UInt8] = []

    init(agency: String, codeHash: [UInt8], expiresAtMs: Int64) {
        self.agency = agency
        self.codeHash = codeHash
        self.expiresAtMs = expiresAtMs
    }

    init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        agency = try decoder.string()
        codeHash = try decoder.bytes()
        expiresAtMs = try decoder.int64()
        password = try decoder.string()
        secondFactor = try decoder.bytes()
    }

    var bytes: [UInt8] {
        TupleEncoder().adding(string: agency).adding(bytes: codeHash).adding(int64: expiresAtMs)
            .adding(string: password).adding(bytes: secondFactor).bytes
    }

    /// Whether a one-time code opens it at an instant.
    package func opens(with code: String, at now: Int64) -> Bool {
        now < expiresAtMs && Vault.tokenHash(Self.plain(code)) == codeHash
    }

    /// The code as it was made, however it was typed.
    static func plain(_ code: String) -> String {
        code.lowercased().filter { $0 != "-" && $0 != " " }
    }
}

extension RecordReader {
    /// What an officer signs in with; nil for one who is not enrolled.
    package func credential(of officer: String) throws -> Credential? {
        try view.get(Keys.credential(officer), in: .credentials).map { try Credential($0) }
    }

    /// The open enrolment of an officer.
    package func enrolment(of officer: String) throws -> Enrolment? {
        try view.get(Keys.enrolment(officer), in: .credentials).map { try Enrolment($0) }
    }
}

extension WorkingState {
    /// Opens the enrolment of an officer under a new one-time code; a former one is void.
    ///
    /// - Returns: The code, which is kept nowhere, and when it ends.
    package func openEnrolment(
        of officer: String,
        agency: String,
        code: String,
        now: Int64
    ) throws -> Int64 {
        let enrolment = Enrolment(
            agency: agency,
            codeHash: Vault.tokenHash(code),
            expiresAtMs: now + Enrolment.lifeMilliseconds
        )
        try set(enrolment, of: officer)
        return enrolment.expiresAtMs
    }

    /// Keeps an enrolment; nil forgets it.
    package func set(_ enrolment: Enrolment?, of officer: String) throws {
        if let enrolment {
            try view.put(Keys.enrolment(officer), enrolment.bytes, in: .credentials)
        } else {
            try view.delete(Keys.enrolment(officer), in: .credentials)
        }
    }

    /// Keeps what an officer signs in with; nil forgets it.
    package func set(_ credential: Credential?, of officer: String) throws {
        if let credential {
            try view.put(Keys.credential(officer), credential.bytes, in: .credentials)
        } else {
            try view.delete(Keys.credential(officer), in: .credentials)
        }
    }
}
