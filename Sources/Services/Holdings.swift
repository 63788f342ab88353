import Casework
import Messages
import Records

/// An officer in an office from a day on, to ask what is held.
struct Holder {
    let officer: String
    let office: String
    /// Code of the body of the office.
    let home: String
    let from: Day
    /// Whether the officer holds no other office on that day.
    let leavesAll: Bool
    /// The body of the office, and those above it.
    let lineage: [String]
    /// Those among them in which the officer holds no other office on that day.
    let left: [String]
    /// Whether the office heads its body.
    let isHead: Bool
}

extension RecordReader {
    /// What an officer holds in an office from a day on, the kinds in their order.
    ///
    /// One line for each kind; a kind that is added here is listed and kept watch over with all
    /// others.
    func holdings(of holder: Holder) throws -> [Holding] {
        try grants(heldBy: holder).map { holder.holding(.grant, .grant, $0.id) }
            + grants(ofOffice: holder).map { holder.holding(.officeGrant, .grant, $0.id) }
            + proposals(by: holder).map { holder.holding(.grantProposal, .grant, $0.id) }
            + requests(by: holder).map { holder.holding(.identityRequest, .identityRequest, $0.id) }
            + requests(approvedBy: holder).map {
                holder.holding(.identityApproval, .identityRequest, $0.id)
            }
            + handlers(holder).map { holder.holding(.handler, .handlerAppointment, $0.id) }
            + sessions(of: holder).map { holder.holding(.session, .session, $0.id) }
            + instructions(of: holder).map { holder.holding(.instruction, .instruction, $0.id) }
            + drafts(at: holder).map { holder.holding(.draft, .document, $0) }
            + remarks(for: holder).map { holder.holding(.remark, .document, $0) }
            + files(of: holder).map { Holding(kind: .file, record: $0) }
            + delegations(to: holder).map { holder.holding(.delegation, .delegation, $0.id) }
            + absences(of: holder).map { holder.holding(.absence, .absence, $0.id) }
            + substitutions(by: holder).map { holder.holding(.substitution, .absence, $0.id) }
    }

    /// The officer and the body of an office as it is asked for.
    ///
    /// - Throws: `CaseworkError.notFound` for an officer or a body that the directory has not got.
    func holder(_ code: String, in office: String, from day: Day) throws -> Holder {
        guard let officer = try officer(code) else { throw CaseworkError.notFound(.officer) }
        let home = Agency.code(ofOffice: office)
        guard let body = try agency(home) else { throw CaseworkError.notFound(.agency) }
        let others = officer.offices(on: day).subtracting([office])
        let lineage = try lineage(of: home, on: day)
        let stays = Set(
            try others.flatMap { try self.lineage(of: Agency.code(ofOffice: $0), on: day) }
        )
        return Holder(
            officer: code,
            office: office,
            home: home,
            from: day,
            leavesAll: others.isEmpty,
            lineage: lineage,
            left: lineage.filter { !stays.contains($0) },
            isHead: body.offices.contains { $0.code == office && $0.head }
        )
    }

    /// Those for the body of the office, and all where no other office is left.
    private func grants(heldBy holder: Holder) throws -> [Grant] {
        try grants(of: holder.officer).filter { grant in
            grant.isLeft(on: holder.from)
                && (holder.leavesAll || grant.units.contains(where: holder.lineage.contains))
        }
    }

    private func grants(ofOffice holder: Holder) throws -> [Grant] {
        try grants(of: holder.office).filter { $0.isLeft(on: holder.from) }
    }

    private func proposals(by holder: Holder) throws -> [Grant] {
        guard holder.leavesAll else { return [] }
        return try grants(.grants, limit: .max).grants
            .filter { $0.state == .proposed && $0.proposedBy == holder.officer }
    }

    private func requests(by holder: Holder) throws -> [IdentityRequest] {
        try open(IdentityRequest.self, [.requested, .approved], in: holder.lineage)
            .filter { $0.requester == holder.reference }
    }

    private func requests(approvedBy holder: Holder) throws -> [IdentityRequest] {
        try open(IdentityRequest.self, [.approved], in: holder.lineage)
            .filter { $0.approvals.contains { $0.approver == holder.reference } }
    }

    private func handlers(_ holder: Holder) throws -> [HandlerAppointment] {
        try open(HandlerAppointment.self, [.standing], in: holder.lineage)
            .filter { ($0.handlers + $0.clerks).contains(holder.reference) }
            .filter(holds)
    }

    private func sessions(of holder: Holder) throws -> [Session] {
        try open(Session.self, [.planned, .published, .inSession, .ended], in: [holder.home])
            .filter { ($0.delegated ? $0.deputyOffice : $0.office) == holder.office }
    }

    /// What was given to a body is its head's to see to.
    private func instructions(of holder: Holder) throws -> [Instruction] {
        guard holder.isHead else { return [] }
        return try open(Instruction.self, [.open], in: [holder.home])
    }

    /// Ids of the drafts at the office, to be approved or signed.
    private func drafts(at holder: Holder) throws -> [String] {
        try [AwaitingKind.draft, .signature].flatMap { kind in
            try awaited(Awaited(kind, holder.office))
        }
    }

    /// Ids of the drafts with open remarks for the officer, of the bodies in which no other office is
    /// left.
    private func remarks(for holder: Holder) throws -> [String] {
        try awaited(Awaited(.remark, holder.officer)).filter { id in
            let home = try filed(Document.self, id)?.agency ?? ""
            return try holder.left.contains(agency(owning: home))
        }
    }

    private func awaited(_ awaited: Awaited) throws -> [String] {
        var ids: [String] = []
        _ = try listed(.awaited(awaited), limit: .max) { ids.append($0) }
        return ids
    }

    /// Those of the bodies in which no other office is left.
    private func files(of holder: Holder) throws -> [RecordReference] {
        var found: [RecordReference] = []
        for agency in holder.left {
            for kind in [RecordKind.petition, .case] {
                let list = PageRange.held(kind, agency: agency, holder: holder.officer)
                _ = try listed(list, limit: .max) {
                    found.append(RecordReference(kind: kind, id: $0))
                }
            }
        }
        return found
    }

    /// Those that last on the day or are to come, of an officer who holds no other office.
    func absences(of holder: Holder) throws -> [Absence] {
        guard holder.leavesAll else { return [] }
        return try absences(of: holder.officer, within: holder.from...Day.latest)
    }

    private func substitutions(by holder: Holder) throws -> [Absence] {
        guard holder.leavesAll else { return [] }
        return try substitutions(by: holder.officer, within: holder.from...Day.latest)
    }

    /// Those that name the officer and are not over; those for the office go with it.
    private func delegations(to holder: Holder) throws -> [Delegation] {
        try open(Delegation.self, [.given], in: [holder.home]).filter {
            $0.toOfficer == holder.officer && $0.toOffice == holder.office
                && $0.validTo >= holder.from.iso
        }
    }

    /// The records of some agencies in some states, oldest first.
    private func open<R: FiledRecord>(
        _ type: R.Type,
        _ states: [R.State],
        in agencies: [String]
    ) throws -> [R] {
        var found: [R] = []
        for agency in agencies {
            for state in states {
                let list = PageRange.list(R.recordKind, agency: agency, state: state.rawValue)
                _ = try listed(list, limit: .max) { id in
                    if let record = try filed(type, id) { found.append(record) }
                }
            }
        }
        return found
    }
}

extension Holder {
    /// Who holds, as records name officers.
    fileprivate var reference: OfficerReference {
        OfficerReference(agency: home, officer: officer)
    }

    fileprivate func holding(_ kind: HoldingKind, _ record: RecordKind, _ id: String) -> Holding {
        Holding(
            kind: kind,
            record: RecordReference(kind: record, id: id),
            withOffice: [.officeGrant, .session, .instruction, .draft].contains(kind)
        )
    }
}

extension Grant {
    /// Whether it gives its role on a day or later, or would if it were approved.
    fileprivate func isLeft(on day: Day) -> Bool {
        state != .ended && (validTo.isEmpty || validTo >= day.iso)
    }
}
