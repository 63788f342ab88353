package import Messages

extension Grant {
    /// Whether the grant gives its role on a day.
    package func holds(on day: Day) -> Bool {
        guard state == .approved, let from = Day(iso: validFrom), from <= day else { return false }
        guard let to = Day(iso: validTo) else { return true }
        return day <= to
    }

    /// The duty that it gives, for its units with those below when it says so.
    ///
    /// - Parameter below: The codes of the bodies under one, at any depth.
    /// - Returns: The duty; nil for a role that this version does not know.
    package func duty(below: (String) throws -> [String]) rethrows -> Duty? {
        guard let role = Role(rawValue: role) else { return nil }
        var agencies = Set(units)
        if subtree { for unit in units { agencies.formUnion(try below(unit)) } }
        guard let from = Day(iso: recordsFrom), let to = Day(iso: recordsTo), from <= to else {
            return Duty(role, role.scope(in: agencies))
        }
        return Duty(role, .period(Scope.Period(agencies: agencies, days: from...to)))
    }

    /// Puts a fact of the grant in place.
    package mutating func apply(_ event: Event) {
        switch event.fact {
        case .grantProposed(let fact): self = fact.grant ?? Grant()
        case .grantApproved(let fact):
            approvedBy = fact.approvedBy
            state = .approved
        case .grantEnded:
            endedOn = event.actedOn
            state = .ended
        default: return
        }
    }

    fileprivate func event(_ fact: Event.Fact, on day: Day) -> Event {
        Event(record: RecordReference(kind: .grant, id: id), actedOn: day.iso, fact: fact)
    }

    fileprivate func refusal(of action: String, _ missing: String) -> CaseworkError {
        .notAllowed(
            action: action,
            state: state.protoName,
            missing: missing,
            basis: "Luật Tố cáo 2018 Đ.8, Đ.56"
        )
    }
}

extension ProposeGrantRequest {
    /// Decides a proposal.
    ///
    /// - Parameters:
    ///   - id: Id of the new grant.
    ///   - author: Who proposes.
    ///   - today: The day.
    ///   - agency: Finds a body of the directory.
    ///   - officer: Finds an officer of the directory.
    ///   - held: The roles that somebody holds already, by office and officers alike.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(
        id: String,
        author: String,
        today: Day,
        agency: (String) throws -> Agency?,
        officer: (String) throws -> Officer?,
        held: (Grant) throws -> Set<Role>
    ) throws -> [Event] {
        var checks = Checks(today: today)
        let asked = grant ?? Grant()
        let role = Role(rawValue: asked.role)
        checks.require(
            role != nil,
            "grant.role",
            "is no role",
            "give one of " + Role.allCases.map(\.rawValue).joined(separator: ", ")
        )
        let homes = try asked.checkHolder(&checks, agency, officer)
        try asked.checkUnits(&checks, role, homes, agency)
        asked.checkDays(&checks, role)
        try checks.finish()
        if let role, let other = try held(asked).first(where: role.excluded.contains) {
            checks.require(
                false,
                "grant.role",
                "excludes the role \(other) that the holder has",
                "end that grant first, or name somebody else"
            )
            try checks.finish()
        }
        let made = Grant(
            id: id,
            state: .proposed,
            role: asked.role,
            office: asked.office,
            officers: asked.officers,
            units: asked.units,
            subtree: asked.subtree,
            validFrom: asked.validFrom,
            validTo: asked.validTo,
            decision: asked.decision,
            recordsFrom: asked.recordsFrom,
            recordsTo: asked.recordsTo,
            proposedBy: author
        )
        return [made.event(.grantProposed(GrantProposed(grant: made)), on: today)]
    }
}

extension ApproveGrantRequest {
    /// Decides an approval: by somebody else than who proposed it, of what was read.
    ///
    /// - Throws: `CaseworkError.notAllowed` for the same person, another state or a grant whose
    ///   last day is past; `.etagMismatch` for another version.
    package func decide(
        _ grant: Grant,
        author: String,
        today: Day
    ) throws(CaseworkError) -> [Event] {
        guard grant.state == .proposed else {
            throw grant.refusal(of: "ApproveGrant", "a grant that waits for approval")
        }
        guard etag == grant.etag else {
            throw .etagMismatch(current: grant.etag, changed: [])
        }
        guard grant.proposedBy != author else {
            throw grant.refusal(of: "ApproveGrant", "another person than the one who proposed it")
        }
        if let last = Day(iso: grant.validTo), last < today {
            throw grant.refusal(of: "ApproveGrant", "a grant whose last day is not past")
        }
        return [
            grant.event(.grantApproved(GrantApproved(approvedBy: author)), on: today)
        ]
    }
}

extension EndGrantRequest {
    /// Decides that a grant is refused or ends.
    ///
    /// - Throws: `CaseworkError` for a missing reason or a grant that ended.
    package func decide(_ grant: Grant, today: Day) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: today)
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        guard grant.state != .ended else {
            throw grant.refusal(of: "EndGrant", "a grant that has not ended")
        }
        return [grant.event(.grantEnded(GrantEnded(reason: reason)), on: today)]
    }
}

extension Grant {
    /// Checks who holds it; the agencies that the holders belong to.
    fileprivate func checkHolder(
        _ checks: inout Checks,
        _ agency: (String) throws -> Agency?,
        _ officer: (String) throws -> Officer?
    ) rethrows -> Set<String> {
        checks.require(
            office.isEmpty != officers.isEmpty && officers.count <= 50,
            "grant.office",
            "is not given alone: a grant is for one office, or for 1 to 50 officers",
            "give office or officers"
        )
        var homes: Set<String> = []
        if !office.isEmpty {
            let home = Agency.code(ofOffice: office)
            let day = checks.grantDay(validFrom)
            checks.require(
                try agency(home)?.office(office, on: day) != nil,
                "grant.office",
                "names no office that is there on \(day.iso)",
                "give the code of an office, for example H29.02.GD"
            )
            homes = [home]
        }
        for (index, code) in officers.enumerated() {
            let found = try officer(code)
            checks.require(
                found != nil,
                "grant.officers[\(index)]",
                "names no officer of the directory",
                "load the officer first"
            )
            if let found { homes.insert(found.agency) }
        }
        return homes
    }

    /// Checks the units: who works is granted work in the own body and below, whoever looks may
    /// look elsewhere.
    fileprivate func checkUnits(
        _ checks: inout Checks,
        _ role: Role?,
        _ homes: Set<String>,
        _ agency: (String) throws -> Agency?
    ) rethrows {
        checks.require(
            (1...50).contains(units.count),
            "grant.units",
            "holds \(units.count) entries, outside 1 to 50",
            "name the units, or one above them with subtree"
        )
        let looks: Set<Role> = [.inspector, .auditor, .sync]
        let day = checks.grantDay(validFrom)
        let mayBePast = role.map(looks.contains) ?? true
        for (index, unit) in units.enumerated() {
            let body = try agency(unit)
            checks.require(
                body.map { mayBePast || $0.isInBeing(on: day) } ?? false,
                "grant.units[\(index)]",
                body == nil
                    ? "names no agency of the directory" : "is not in being on \(day.iso)",
                "give the code of a body"
            )
        }
        checks.require(
            units.isEmpty || mayBePast || homes.isSubset(of: units),
            "grant.units",
            "leaves out the holder's own body",
            "name it: a role that works is granted there, with subtree for the bodies below"
        )
    }

    fileprivate func checkDays(_ checks: inout Checks, _ role: Role?) {
        let from = Day(iso: validFrom)
        checks.require(
            from != nil,
            "grant.valid_from",
            "is no day",
            "write it as YYYY-MM-DD"
        )
        let to = Day(iso: validTo)
        checks.require(
            validTo.isEmpty || to.flatMap { to in from.map { $0 <= to } } ?? false,
            "grant.valid_to",
            "is no day on or after valid_from",
            "write it as YYYY-MM-DD, or leave it empty"
        )
        let isInspection = role == .inspector
        checks.require(
            !isInspection || to != nil,
            "grant.valid_to",
            "is missing for an inspection",
            "give the last day of the inspection decision: the grant ends by itself"
        )
        checks.require(
            !isInspection || !(decision?.number ?? "").isEmpty,
            "grant.decision",
            "is missing for an inspection",
            "give number and day of the inspection decision"
        )
        let hasPeriod = !recordsFrom.isEmpty || !recordsTo.isEmpty
        let first = Day(iso: recordsFrom)
        let last = Day(iso: recordsTo)
        checks.require(
            !hasPeriod
                || isInspection && last.flatMap { last in first.map { $0 <= last } } ?? false,
            "grant.records_from",
            "is no period with records_to, or is given for what is no inspection",
            "give both days in order, or neither"
        )
    }
}
