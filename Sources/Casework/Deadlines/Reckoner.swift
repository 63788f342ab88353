extension Rulebook {
    /// Finds the due day of a clock by the counting rules that `rules.yaml` states.
    ///
    /// - Parameters:
    ///   - rule: The version of the rule, as `applicable` chooses it.
    ///   - start: The start day, as `applicable` gives it.
    ///   - calendar: The calendar of the agency that owes the duty.
    ///   - history: Suspensions, obstacles and extensions since the start.
    /// - Returns: The due day and how it was found, or why there is none.
    /// - Throws: `ReckoningError` when the history does not fit the rule.
    package func reckon(
        _ rule: Rule,
        from start: Day,
        calendar: WorkingCalendar,
        history: ClockHistory = ClockHistory()
    ) throws(ReckoningError) -> ReckoningOutcome {
        if let key = rule.extends { return .open(.extends(key)) }
        var limit = rule.limit
        while case .sameAs(let key) = limit {
            guard let model = applicable(key, startingOn: start) else {
                throw .noVersion(key: key, on: start)
            }
            limit = model.rule.limit
        }
        switch limit {
        case .calendarDays, .workingDays, .months, .years, .immediately:
            try history.check(against: rule, limit: limit, start: start)
            return Reckoner(rule: rule, limit: limit, start: start, calendar: calendar)
                .outcome(history)
        case .hours:
            try history.check(against: rule, limit: limit, start: start)
            return .open(.needsInstant)
        case .daysPerMonthMin, .daysPerWeekMin, .perMonth, .timesMax: return .open(.quota)
        case .unnumbered: return .open(.noNumber)
        case .configurable: return .open(.notConfigured)
        case .remainingOf(let key): return .open(.remainingOf(key))
        case .untilEvent(let event): return .open(.untilEvent(event))
        case .sameAs: preconditionFailure("same_as: followed to its end above")
        }
    }
}

extension Rule {
    /// The instant at which a limit in hours ends, or nil for other limits.
    ///
    /// - Parameter seconds: The instant of the start event, in seconds since 1970-01-01 00:00 UTC.
    /// - Returns: The instant in seconds since 1970-01-01 00:00 UTC.
    package func dueInstant(from seconds: Int64) -> Int64? {
        guard case .hours(let hours) = limit else { return nil }
        let seconds = seconds.addingReportingOverflow(
            Int64(hours) * 3600 * (direction == .before ? -1 : 1)
        )
        return seconds.overflow ? nil : seconds.partialValue
    }
}

/// Counts the days of one clock.
private struct Reckoner {
    let rule: Rule
    let limit: Limit
    let start: Day
    let calendar: WorkingCalendar

    func outcome(_ history: ClockHistory) -> ReckoningOutcome {
        let extended = history.extensions.reduce(0) { $0 + $1.days }
        var excluded = Excluded(suspended: [], obstacles: history.obstacles)
        var lastDay = day(after: length + extended, excluding: excluded)
        for suspension in history.suspensionsInOrder {
            // Once the clock has run out, standing still changes nothing.
            guard suspension.decidedOn <= rolled(lastDay) else { break }
            guard let resumed = suspension.resumedOn else {
                return suspended(since: suspension.decidedOn, excluded, extended: extended)
            }
            if suspension.decidedOn < resumed {
                excluded.suspended.append((suspension.decidedOn + 1)...resumed)
            }
            // A suspension of the very last day leaves the day of the resume decision.
            lastDay = max(day(after: length + extended, excluding: excluded), resumed)
        }
        return .due(reckoning(lastDay: lastDay, excluded, extended: extended))
    }

    private func reckoning(lastDay: Day, _ excluded: Excluded, extended: Int) -> Reckoning {
        let due = rolled(lastDay)
        let counted = step > 0 ? start + 1..<lastDay + 1 : lastDay..<start
        let skipped = countsWorkingDays ? counted.filter { !excluded.contains($0) } : []
        let rolledOver = step > 0 ? lastDay..<due : due + 1..<lastDay + 1
        return Reckoning(
            ruleVersion: rule.version,
            calendarVersion: calendar.version,
            limit: limit,
            start: start,
            firstDayCounted: limit == .immediately ? start : start + step,
            nominal: day(after: length, excluding: Excluded()),
            lastDay: lastDay,
            due: due,
            extendedDays: extended,
            suspendedDays: counted.count(where: excluded.isSuspended),
            tolledDays: counted.count { excluded.contains($0) && !excluded.isSuspended($0) },
            skipped: daysOff(skipped),
            rolledOver: daysOff(Array(rolledOver)),
            standsOnDayOff: rolls ? nil : calendar.reasonOff(due),
            provisional: skipped.contains(where: calendar.isProvisional)
                || rolls && (Array(rolledOver) + [due]).contains(where: calendar.isProvisional)
        )
    }

    private func suspended(
        since day: Day,
        _ excluded: Excluded,
        extended: Int
    ) -> ReckoningOutcome {
        let days = start < day ? start + 1...day : nil
        let elapsed = days.map { $0.count { counts($0, excluding: excluded) } } ?? 0
        let remaining = max(0, length + extended - elapsed)
        return .suspended(since: day, elapsed: elapsed, remaining: remaining)
    }

    /// 1 when the limit lies after the start day, -1 when it lies before it.
    private var step: Int {
        rule.direction == .before ? -1 : 1
    }

    private var countsWorkingDays: Bool {
        if case .workingDays = limit { true } else { false }
    }

    /// A minimum and a duty of the very day stand as they fall (engineering choice).
    private var rolls: Bool {
        rule.roll && rule.direction != .durationMin && limit != .immediately
    }

    /// The days to count: working days for a limit in working days, else calendar days.
    private var length: Int {
        switch limit {
        case .calendarDays(let number), .workingDays(let number): number
        case .months(let number): abs(start.adding(months: number * step) - start)
        case .years(let number): abs(start.adding(months: 12 * number * step) - start)
        case .immediately, .hours, .daysPerMonthMin, .daysPerWeekMin, .perMonth, .timesMax,
            .unnumbered, .configurable, .sameAs, .remainingOf, .untilEvent:
            0
        }
    }

    private func day(after count: Int, excluding excluded: Excluded) -> Day {
        var day = start
        var left = count
        while left > 0 {
            day += step
            if counts(day, excluding: excluded) { left -= 1 }
        }
        return day
    }

    private func counts(_ day: Day, excluding excluded: Excluded) -> Bool {
        !excluded.contains(day) && (!countsWorkingDays || calendar.isWorkingDay(day))
    }

    private func rolled(_ lastDay: Day) -> Day {
        guard rolls else { return lastDay }
        var day = lastDay
        while !calendar.isWorkingDay(day) { day += step }
        return day
    }

    private func daysOff(_ days: [Day]) -> [SkippedDay] {
        days.compactMap { day in
            calendar.reasonOff(day).map { SkippedDay(day: day, reason: $0) }
        }
    }
}

/// Days that do not count.
private struct Excluded {
    var suspended: [ClosedRange<Day>] = []
    var obstacles: [ClosedRange<Day>] = []

    func isSuspended(_ day: Day) -> Bool {
        suspended.contains { $0.contains(day) }
    }

    func contains(_ day: Day) -> Bool {
        isSuspended(day) || obstacles.contains { $0.contains(day) }
    }
}
