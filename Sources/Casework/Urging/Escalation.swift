package import Messages

/// What is urged when: the one place that decides it, from days alone.
package enum Escalation {
    /// The parts of a stage, in per cent, whose passing is warned of.
    package static let parts: [Int32] = [50, 75, 100]

    /// The levels that a time limit has reached and by which it was not urged yet.
    ///
    /// Nobody is urged on a day off. A level is reached once for a limit, whatever becomes of its
    /// last day afterwards.
    ///
    /// - Parameters:
    ///   - deadline: A time limit.
    ///   - policy: When is urged.
    ///   - urged: What was urged about its record already.
    ///   - today: Today.
    ///   - calendar: The working days of the agency.
    /// - Returns: The levels, the earliest first; none for a limit that nobody owes.
    package static func due(
        _ deadline: Deadline,
        _ policy: UrgingPolicy,
        _ urged: [Urging],
        today: Day,
        _ calendar: WorkingCalendar
    ) -> [UrgingLevel] {
        guard deadline.isOwed, let due = Day(iso: deadline.dueOn), calendar.isWorkingDay(today)
        else { return [] }
        let made = urged.filter { $0.isAbout(deadline) }.compactMap(\.level)
        let open = policy.levels.filter { !made.contains($0) }
        guard !open.isEmpty else { return [] }
        let late = calendar.lateness(of: due, on: today)
        return open.filter { late >= Int($0.days) }
    }

    /// The part of a stage that has passed and was not warned of yet; the largest one where several
    /// have.
    ///
    /// - Parameters:
    ///   - stage: How long a file stays in a state.
    ///   - since: Day on which the file entered it.
    ///   - urged: What was urged about the file already.
    ///   - today: Today.
    ///   - calendar: The working days of the agency.
    /// - Returns: The part in per cent; nil for none.
    package static func due(
        _ stage: StageLimit,
        since: Day,
        _ urged: [Urging],
        today: Day,
        _ calendar: WorkingCalendar
    ) -> Int32? {
        guard calendar.isWorkingDay(today), since < today else { return nil }
        let warned =
            urged.filter {
                $0.kind == .stage && $0.rule == stage.state && $0.startOn == since.iso
            }
            .map(\.percent).max() ?? 0
        let open = parts.filter { $0 > warned }
        guard !open.isEmpty else { return nil }
        let passed = calendar.lateness(of: since, on: today)
        return open.last { passed * 100 >= Int($0) * Int(stage.days) }
    }
}

extension Urging {
    /// Whether it urged a time limit, wherever the last day of that one was.
    fileprivate func isAbout(_ deadline: Deadline) -> Bool {
        kind == .deadline && rule == deadline.rule && startOn == deadline.startOn
            && item == deadline.item
    }

    /// Whether it urged somebody by a later level.
    fileprivate func passes(_ earlier: UrgingLevel, for other: UrgingAddressee) -> Bool {
        addressee?.code == other.code && level.map { $0.days > earlier.days } ?? false
    }
}

extension FiledRecord {
    /// What is to be urged about the record today, in the order of lateness.
    ///
    /// - Parameters:
    ///   - policy: When is urged.
    ///   - urged: What was urged about it already.
    ///   - superiors: Who may be urged; what reaches nobody is not urged.
    ///   - entered: Day on which it entered its state; asked only where the policy has a stage.
    ///   - today: Today.
    ///   - calendar: The working days of its agency.
    /// - Returns: The urgings, without ids.
    /// - Throws: What the directory or the record's history throws.
    package func urgings(
        _ policy: UrgingPolicy,
        _ urged: [Urging],
        _ superiors: Superiors,
        entered: () throws -> Day?,
        today: Day,
        _ calendar: WorkingCalendar
    ) throws -> [Urging] {
        // What another system owed is urged only once its unit has confirmed the record.
        guard imported.map({ !$0.confirmedOn.isEmpty }) ?? true else { return [] }
        var found: [Urging] = []
        for deadline in deadlines {
            // The latest first: whoever was urged by a level is not urged by an earlier one after it.
            let levels = Escalation.due(deadline, policy, urged + found, today: today, calendar)
            for level in levels.reversed() {
                guard
                    let addressee = try superiors.addressee(
                        from: level.rung,
                        of: self,
                        owedBy: deadline.owedBy
                    ),
                    !(urged + found).contains(where: {
                        $0.isAbout(deadline) && $0.passes(level, for: addressee)
                    })
                else { continue }
                var urging = Urging(about: self, .deadline, to: addressee, on: today)
                urging.rule = deadline.rule
                urging.startOn = deadline.startOn
                urging.item = deadline.item
                urging.level = level
                urging.setDue(deadline.dueOn, today, calendar)
                found.append(urging)
            }
        }
        if let urging = try stage(policy, urged, superiors, entered, today, calendar) {
            found.append(urging)
        }
        return found.sorted { $0.lateDays > $1.lateDays }
    }

    private func stage(
        _ policy: UrgingPolicy,
        _ urged: [Urging],
        _ superiors: Superiors,
        _ entered: () throws -> Day?,
        _ today: Day,
        _ calendar: WorkingCalendar
    ) throws -> Urging? {
        guard isOpenFile, let stage = policy.stage(of: self), let since = try entered(),
            let part = Escalation.due(stage, since: since, urged, today: today, calendar),
            let addressee = try superiors.addressee(
                from: part < 100 ? .holder : .agencyHead,
                of: self,
                owedBy: ""
            )
        else { return nil }
        var urging = Urging(about: self, .stage, to: addressee, on: today)
        urging.rule = stage.state
        urging.startOn = since.iso
        urging.percent = part
        let due = calendar.day(after: Int(stage.days), workingDaysSince: since)
        urging.setDue(due.iso, today, calendar)
        return urging
    }
}

extension Urging {
    /// An urging about a record, with what every one has.
    init(
        about record: some FiledRecord,
        _ kind: UrgingKind,
        to addressee: UrgingAddressee,
        on day: Day
    ) {
        self.init(
            agency: record.agency,
            record: record.reference,
            kind: kind,
            addressee: addressee,
            urgedOn: day.iso
        )
    }

    /// Notes the last day as it stands, and how late it is.
    mutating func setDue(_ due: String, _ today: Day, _ calendar: WorkingCalendar) {
        dueOn = due
        lateDays = Day(iso: due).map { Int32(clamping: calendar.lateness(of: $0, on: today)) } ?? 0
    }
}
