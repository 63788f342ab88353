package import Messages

/// What happens to a time limit between its start and its end.
extension Clocks {
    /// The rule that a time limit was pinned to when it started, with the number that was set
    /// then; without one where none was.
    package func law(of deadline: Deadline) -> Rule? {
        guard let rule = rulebook.rule(version: deadline.ruleVersion) else { return nil }
        if let limit = Limit(setting: deadline.limit) { return rule.with(limit) }
        return rule.isSettable ? rule.with(.configurable) : rule
    }

    /// What a time limit comes to with all that happened to it; nil when its rule or its start day
    /// is not known.
    ///
    /// - Throws: `ReckoningError` when the history does not fit the rule.
    package func outcome(of deadline: Deadline) throws(ReckoningError) -> ReckoningOutcome? {
        guard let rule = law(of: deadline), let start = Day(iso: deadline.startOn) else {
            return nil
        }
        return try rulebook.reckon(
            rule,
            from: start,
            calendar: calendar,
            history: deadline.history(in: rulebook)
        )
    }

    /// A time limit with the last day that its history gives it by the calendar of today; as it is
    /// when its rule counts no days.
    ///
    /// - Throws: `ReckoningError` when the history does not fit the rule.
    package func reckoned(_ deadline: Deadline) throws(ReckoningError) -> Deadline {
        var reckoned = deadline
        switch try outcome(of: deadline) {
        case .due(let reckoning): reckoned.take(reckoning)
        case .suspended:
            reckoned.nominalOn = ""
            reckoned.dueOn = ""
            reckoned.calendarVersion = calendar.version
        case .open, nil: break
        }
        return reckoned
    }

    /// The running time limits that stand still from the day of a decision to suspend; one that
    /// ran out before is late for good and does not.
    package func suspend(_ deadlines: [Deadline], on day: Day) -> [Deadline] {
        let suspended = deadlines.compactMap { deadline -> Deadline? in
            guard deadline.state == .open, law(of: deadline)?.suspendable ?? false,
                !deadline.dueOn.isEmpty, day.iso <= deadline.dueOn
            else { return nil }
            var suspended = deadline
            suspended.state = .suspended
            suspended.suspensions.append(ClockSuspension(decidedOn: day.iso))
            suspended.nominalOn = ""
            suspended.dueOn = ""
            return suspended
        }
        return suspended + followers(of: suspended, in: deadlines)
    }

    /// The suspended time limits, which run again from the day after a decision to resume.
    ///
    /// - Throws: `ReckoningError` when that day lies before the suspension.
    package func resume(_ deadlines: [Deadline], on day: Day) throws(ReckoningError) -> [Deadline] {
        var resumed: [Deadline] = []
        for var deadline in deadlines where deadline.state == .suspended {
            guard let last = deadline.suspensions.indices.last else { continue }
            deadline.suspensions[last].resumedOn = day.iso
            deadline.state = .open
            resumed.append(try reckoned(deadline))
        }
        return resumed + followers(of: resumed, in: deadlines)
    }

    /// A time limit with more days under a rule that extends its own, decided on a day.
    ///
    /// - Throws: `ReckoningError` when the rule gives none, not so many, or not once more.
    package func extend(
        _ deadline: Deadline,
        by key: String,
        days: Int,
        on day: Day
    ) throws(ReckoningError) -> Deadline {
        guard let rule = rulebook.applicable(key, startingOn: day)?.rule else {
            throw .noVersion(key: key, on: day)
        }
        var extended = deadline
        extended.extensions.append(
            ClockExtension(ruleVersion: rule.version, days: Int32(days), decidedOn: day.iso)
        )
        return try reckoned(extended)
    }

    /// What changes when another rule takes over from the same first day: the old limit is
    /// replaced, the new one keeps what happened to it, and what lasts as long follows.
    ///
    /// - Throws: `ReckoningError` when the new rule does not know what happened to the old one.
    package func replace(
        _ deadline: Deadline,
        by key: String,
        event: String,
        on day: Day,
        beside running: [Deadline] = []
    ) throws(ReckoningError) -> [Deadline] {
        guard let start = Day(iso: deadline.startOn),
            var longer = self.start([key], by: deadline.startEvent, on: start).first
        else { return [] }
        longer.suspensions = deadline.suspensions
        longer.obstacles = deadline.obstacles
        longer.extensions = deadline.extensions
        longer.state = deadline.state
        longer.inherited = deadline.inherited
        longer = try reckoned(longer)
        let replaced = deadline.ended(.replaced, by: event, on: day)
        return [replaced, longer] + followers(of: [longer], in: running)
    }

    /// The latest last day of the limits of a family, by prefixes of their keys, when it passed
    /// before a day; nil while one of them runs on.
    package func expired(_ deadlines: [Deadline], family: [String], by day: Day) -> Day? {
        let own = deadlines.filter { deadline in
            deadline.isRunning && family.contains { deadline.rule.hasPrefix($0) }
        }
        guard let last = own.map(\.dueOn).max(), own.allSatisfy({ !$0.dueOn.isEmpty }),
            last < day.iso
        else { return nil }
        return Day(iso: last)
    }

    /// The open limits that last as long as one that changed, with its new last day.
    func followers(of changed: [Deadline], in deadlines: [Deadline]) -> [Deadline] {
        deadlines.compactMap { deadline in
            guard deadline.state == .open,
                case .remainingOf(let family)? = law(of: deadline)?.limit,
                let leader = changed.first(where: { $0.isRunning && $0.rule.hasPrefix(family) })
            else { return nil }
            var follower = deadline
            follower.follow(leader)
            return follower
        }
    }
}

extension Deadline {
    /// Whether it has not ended: it runs, or stands still.
    package var isRunning: Bool { state == .open || state == .suspended }

    /// Whether an agency owes it by a day: it runs, has a last day, and is no window of a citizen.
    package var isOwed: Bool { state == .open && !dueOn.isEmpty && !window }

    /// What happened to it, as the reckoner takes it; days that are none are passed over.
    func history(in rulebook: Rulebook) -> ClockHistory {
        ClockHistory(
            suspensions: suspensions.compactMap { suspension in
                Day(iso: suspension.decidedOn).map {
                    Suspension(decidedOn: $0, resumedOn: Day(iso: suspension.resumedOn))
                }
            },
            obstacles: obstacles.compactMap { obstacle in
                guard let from = Day(iso: obstacle.fromOn), let to = Day(iso: obstacle.toOn),
                    from <= to
                else { return nil }
                return from...to
            },
            extensions: extensions.compactMap { given in
                rulebook.rule(version: given.ruleVersion).map {
                    Extension(rule: $0, days: Int(given.days), decidedOn: Day(iso: given.decidedOn))
                }
            }
        )
    }

    /// Takes the last day that a reckoning came to.
    mutating func take(_ reckoning: Reckoning) {
        nominalOn = reckoning.lastDay.iso
        dueOn = reckoning.due.iso
        calendarVersion = reckoning.calendarVersion
        provisional = reckoning.provisional
    }

    /// Takes the last day of the limit that it lasts as long as.
    mutating func follow(_ leader: Deadline) {
        nominalOn = leader.nominalOn
        dueOn = leader.dueOn
        calendarVersion = leader.calendarVersion
        provisional = leader.provisional
    }
}
