/// An officer's session: by whom, over which connection, and until when.
///
/// Instants are milliseconds since 1970-01-01T00:00:00Z.
package struct Login: Hashable, Sendable {
    /// How long a session lasts.
    package struct Limits: Hashable, Sendable {
        /// Without a call: 60 minutes unless it is set.
        package var idleMilliseconds: Int64 = 60 * 60_000
        /// In any case: 8 hours, a working day.
        package let wholeMilliseconds: Int64 = 8 * 3_600_000

        /// The limits when nothing is set.
        package init() {}
    }

    /// How old a proof of identity may be for what is sensitive: 5 minutes.
    package static let proofMilliseconds: Int64 = 5 * 60_000

    /// Id, which is no secret.
    package let id: String
    /// Code of the officer.
    package let officer: String
    /// Code of the agency at the sign-in.
    package let agency: String
    /// Code of the office that the officer acts in; empty when none was named.
    package let office: String
    /// SHA-256 of the certificate over which it was made; empty for a connection without one.
    package let binding: [UInt8]
    /// When it was made.
    package let begunAtMs: Int64
    /// When it was last used.
    package var usedAtMs: Int64
    /// When the officer last proved to be the officer.
    package var provedAtMs: Int64
    /// Whether a second factor was shown.
    package var hasSecondFactor: Bool

    /// Describes a session.
    package init(
        id: String,
        officer: String,
        agency: String,
        office: String,
        binding: [UInt8],
        begunAtMs: Int64,
        usedAtMs: Int64,
        provedAtMs: Int64,
        hasSecondFactor: Bool
    ) {
        self.id = id
        self.officer = officer
        self.agency = agency
        self.office = office
        self.binding = binding
        self.begunAtMs = begunAtMs
        self.usedAtMs = usedAtMs
        self.provedAtMs = provedAtMs
        self.hasSecondFactor = hasSecondFactor
    }

    /// When it ends in any case.
    package func endsAtMs(_ limits: Limits) -> Int64 { begunAtMs + limits.wholeMilliseconds }

    /// When it ends unless it is used before.
    package func expiresAtMs(_ limits: Limits) -> Int64 {
        min(endsAtMs(limits), usedAtMs + limits.idleMilliseconds)
    }

    /// Whether it has ended at an instant.
    package func hasEnded(at now: Int64, _ limits: Limits) -> Bool {
        expiresAtMs(limits) <= now
    }

    /// Whether the last proof is young enough for what is sensitive.
    package func isProofFresh(at now: Int64) -> Bool {
        now - provedAtMs <= Self.proofMilliseconds
    }
}

extension Principal {
    /// Whether it must show a second factor: who decides, grants, audits or reads who somebody is.
    package var needsSecondFactor: Bool {
        roles.contains { role in
            [.head, .administrator, .auditor].contains(role)
                || role.permissions.contains { $0.split(separator: ".").contains("identity") }
        }
    }

    /// Nobody: what calls a method that asks nobody who calls.
    package static let nobody = Principal(agency: "", roles: [], name: "")
}
