package import Messages

extension PlanSessionRequest {
    private static let grounds = ["URGENT", "DISAGREEMENT", "DANGER"]

    /// Decides a plan: who receives, when and where.
    ///
    /// - Throws: `CaseworkError` naming every violation.
    package func decide(
        id: String,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        let isAdhoc = kind == .leaderAdhoc
        checks.require(
            isAdhoc || kind == .leaderPeriodic,
            "kind",
            "is no leader's reception",
            "give LEADER_PERIODIC or LEADER_ADHOC"
        )
        checks.require(
            isAdhoc ? Self.grounds.contains(adhocGround) : adhocGround.isEmpty,
            "adhoc_ground",
            "does not go with the kind (Luật Tiếp công dân Đ.18 k.3)",
            "give URGENT, DISAGREEMENT or DANGER for LEADER_ADHOC, nothing for LEADER_PERIODIC"
        )
        checks.limit(place, "place", max: 200)
        checks.externalReference(externalReference)
        let held = checks.sessionDay(heldOn)
        if let held {
            checks.require(
                day <= held,
                "held_on",
                "lies before \(day.iso), the day of the plan",
                "give the day of the plan or a later one"
            )
            agency.checkHead(office: office, on: held, &checks)
            checks.begin(beginsAtMs, on: held, demanded: online)
        }
        checks.require(
            !online || held.map { $0 >= Session.lawOf2026 } ?? true,
            "online",
            "is not known before 2026-07-01 (NĐ 154/2026/NĐ-CP Đ.16)",
            "plan a session in one place"
        )
        checks.require(
            online == !conditions.isEmpty && conditions.count <= 20,
            "conditions",
            "do not go with the session (NĐ 154/2026/NĐ-CP Đ.20)",
            "name 1 to 20 confirmed conditions online, none otherwise"
        )
        for (index, condition) in conditions.prefix(20).enumerated() {
            checks.text(condition, "conditions[\(index)]", max: 50)
        }
        try checks.finish()
        let session = Session(
            id: id,
            agency: agency.code,
            state: .planned,
            kind: kind,
            online: online,
            office: office,
            heldOn: heldOn,
            beginsAtMs: beginsAtMs,
            place: place,
            adhocGround: adhocGround,
            preparation: online ? OnlinePreparation(conditions: conditions) : nil,
            externalReference: externalReference
        )
        let clocks = held.map { session.clocks(heldOn: $0, context) } ?? []
        let fact = SessionPlanned(session: session)
        return [session.event(.sessionPlanned(fact), on: day, deadlines: clocks)]
    }
}

extension PublishScheduleRequest {
    /// Decides that the schedule was posted in time; one that was not is put off to a later day.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ session: Session, _ context: Context) throws(CaseworkError) -> [Event] {
        let row = try session.admit("SessionService/PublishSchedule", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: session, &checks)
        if let held = Day(iso: session.heldOn) {
            session.checkPosting(day, "acted_on", for: held, &checks, context)
        }
        try checks.finish()
        let clocks = row.clocks(of: session, on: day, context)
        return [session.event(.schedulePublished(SchedulePublished()), on: day, deadlines: clocks)]
    }
}

extension InviteAgenciesRequest {
    /// Decides an invitation of agencies.
    ///
    /// `known` are those of the named agencies that the directory holds.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ session: Session,
        known: Set<String>,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(invitation, "invitation")
        checks.before(session, day, "invitation.issued_on")
        checks.invited(agencies, known)
        try checks.finish()
        _ = try session.admit("SessionService/InviteAgencies", context)
        let fact = AgenciesInvited(agencies: agencies, invitation: invitation)
        return [session.event(.agenciesInvited(fact), on: day)]
    }
}

extension NotifyBridgePointsRequest {
    /// Decides that the bridge points were told.
    ///
    /// `known` are those of the named agencies that the directory holds.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ session: Session,
        known: Set<String>,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.before(session, day, "acted_on")
        checks.invited(agencies, known)
        try checks.finish()
        let row = try session.admit("SessionService/NotifyBridgePoints", context)
        let fact = BridgePointsNotified(agencies: agencies)
        let clocks = row.clocks(of: session, on: day, context)
        return [session.event(.bridgePointsNotified(fact), on: day, deadlines: clocks)]
    }
}

extension Checks {
    /// Demands a day between 2014 and 2199, which bounds every reckoning.
    mutating func sessionDay(_ value: String) -> Day? {
        let day = Day(iso: value)
        let isDay = day != nil && ("2014-07-01"..."2199-12-31").contains(value)
        require(isDay, "held_on", "is no day of a session", "write it as YYYY-MM-DD")
        return isDay ? day : nil
    }

    /// Demands a begin on the session's day in Vietnam.
    mutating func begin(_ milliseconds: Int64, on held: Day, demanded: Bool) {
        let shifted = (milliseconds / 1_000).addingReportingOverflow(7 * 3_600).partialValue
        let day = Day(daysSince1970: Int32(clamping: shifted / 86_400))
        require(
            milliseconds == 0 ? !demanded : day == held,
            "begins_at_ms",
            "is no instant of the day of the session",
            "give the begin in milliseconds since 1970-01-01T00:00:00Z; online it is demanded"
        )
    }

    /// Demands an act not after the session: nobody is invited to what is over.
    fileprivate mutating func before(_ session: Session, _ day: Day, _ field: String) {
        require(
            day.iso <= session.heldOn,
            field,
            "is \(day.iso), after \(session.heldOn), the day of the session",
            "give the day on which it was sent, or put the session off"
        )
    }

    /// Demands 1 to 200 agencies of the directory.
    fileprivate mutating func invited(_ agencies: [String], _ known: Set<String>) {
        require(
            (1...200).contains(agencies.count),
            "agencies",
            "are \(agencies.count), not 1 to 200",
            "name 1 to 200 agencies"
        )
        for (index, agency) in agencies.prefix(200).enumerated() {
            require(
                known.contains(agency),
                "agencies[\(index)]",
                "is no agency of the directory",
                "give the code of an agency"
            )
        }
    }
}
