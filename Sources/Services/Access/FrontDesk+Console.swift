import Casework
package import Messages
import RPC
import Records

extension FrontDesk {
    /// How many administrators there must be before the others make the next: one proposes a grant,
    /// another one approves it.
    package static let administratorsMin = 2

    /// Makes an administrator at the server's own console, where nobody signs in, and opens its
    /// enrolment.
    ///
    /// - Parameters:
    ///   - officer: Code of the officer.
    ///   - agency: Code of the agency that employs the officer.
    /// - Returns: The one-time code, which is kept nowhere, and when it ends.
    /// - Throws: `CaseworkError` for a code that can be none, for an officer of another agency or
    ///   with another role, or once two administrators are enrolled.
    package func makeAdministrator(
        _ officer: String,
        agency: String
    ) async throws
        -> EnrolmentCode
    {
        var checks = Checks(today: desk.today)
        checks.officer(officer)
        checks.require(
            Agency.isCode(agency),
            "agency",
            "is no code of an agency",
            "write it as H29"
        )
        try checks.finish()
        let today = desk.today
        let grant = Vault.newID()
        let command = Command(
            principal: Principal(agency: agency, roles: [.administrator], name: "console"),
            method: "kntc-server first-administrator",
            requestID: "console-\(grant)",
            body: [],
            namesSomebody: false
        ) { reader in
            Decided(try reader.administrator(officer, agency, grant: grant, today))
        }
        _ = try await withCheckedThrowingContinuation { continuation in
            desk.records.submit(command) { continuation.resume(with: $0) }
        }
        let code = Vault.newID()
        let now = desk.milliseconds
        let expiresAtMs = try await desk.records.change { state in
            try state.openEnrolment(of: officer, agency: agency, code: code, now: now)
        }
        return EnrolmentCode(code: code, expiresAtMs: expiresAtMs)
    }
}

extension RecordReader {
    /// What makes an officer an administrator: nothing for one who is it already.
    fileprivate func administrator(
        _ officer: String,
        _ agency: String,
        grant id: String,
        _ today: Day
    ) throws -> [Event] {
        let holding = try grants(.grants, limit: .max).grants
            .filter { $0.role == Role.administrator.rawValue && $0.holds(on: today) }
            .flatMap(\.officers)
        let enrolled = try Set(holding).filter { try credential(of: $0) != nil }
        guard enrolled.count < FrontDesk.administratorsMin else {
            throw CaseworkError.notAllowed(
                action: "first-administrator",
                state: "\(enrolled.count) administrators are enrolled",
                missing: "a grant that one of them proposes and another one approves",
                basis: "grants need two persons"
            )
        }
        let known = try self.officer(officer)
        guard known?.agency ?? agency == agency else {
            throw CaseworkError.alreadyExists(field: "officer", rule: "is of another agency")
        }
        guard !holding.contains(officer) else { return [] }
        let others = try grants(of: officer).filter { $0.holds(on: today) }
        guard others.isEmpty else {
            throw CaseworkError.alreadyExists(field: "officer", rule: "holds another role")
        }
        let grant = Grant(
            id: id,
            state: .proposed,
            role: Role.administrator.rawValue,
            officers: [officer],
            units: [agency],
            validFrom: today.iso,
            proposedBy: "console"
        )
        let record = RecordReference(kind: .grant, id: id)
        let entered = Event(
            record: RecordReference(kind: .officer, id: officer),
            actedOn: today.iso,
            fact: .officerRecorded(
                OfficerRecorded(officer: Officer(code: officer, agency: agency))
            )
        )
        return (known == nil ? [entered] : []) + [
            Event(
                record: record,
                actedOn: today.iso,
                fact: .grantProposed(GrantProposed(grant: grant))
            ),
            Event(
                record: record,
                actedOn: today.iso,
                fact: .grantApproved(GrantApproved(approvedBy: "console"))
            ),
        ]
    }
}
