package import Casework
package import Messages

/// Along which routes drafts go, and who stands on them.
extension RecordReader {
    /// A body's own routes.
    package func approvalRoutes(of agency: String) throws -> ApprovalRoutes? {
        try stored(ApprovalRoutes.record(of: agency)).map { try ApprovalRoutes(serialized: $0) }
    }

    /// The routes that hold for a body on a day: its own, or those of the nearest body above that has
    /// some.
    package func approvalRoutes(for agency: String, on day: Day) throws -> ApprovalRoutes {
        for body in try lineage(of: agency, on: day) {
            if let own = try approvalRoutes(of: body) { return own }
        }
        return ApprovalRoutes()
    }

    /// Codes of the offices in which a principal acts: that of the session, or those that the directory
    /// knows the officer to hold.
    ///
    /// Whom the directory has not got, and who heads a body, acts in its head's office.
    package func offices(of principal: Principal, on day: Day) throws -> Set<String> {
        guard principal.office.isEmpty else { return [principal.office] }
        if let officer = try officer(principal.name) { return officer.offices(on: day) }
        let isHead = principal.duties.contains { duty in
            duty.role == .head && duty.scope.covers(agency: principal.agency)
        }
        guard isHead, let body = try agency(principal.agency) else { return [] }
        return Set(body.offices.filter(\.head).map(\.code))
    }
}
