package import Messages

extension ComputeDeadlineRequest {
    /// The most suspensions, obstacles or extensions that one reckoning takes.
    private static let historyMax = 20
    /// Years from which every limit of the law ends inside the calendar.
    private static let years = 1900...2190

    /// What the rule gives from the start day with all that happened since.
    ///
    /// - Parameters:
    ///   - book: The rules.
    ///   - calendar: The calendar of the agency that owes the duty.
    /// - Returns: The last day, or why there is none, line by line.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func compute(
        _ book: Rulebook,
        _ calendar: WorkingCalendar
    ) throws(CaseworkError) -> DeadlineExplanation {
        var checks = Checks(today: Day(daysSince1970: 0))
        let start = startDay(&checks)
        let act = actOn.isEmpty ? start : Day(iso: actOn)
        checks.require(
            actOn.isEmpty || act != nil,
            "act_on",
            "is no day",
            "write it as YYYY-MM-DD, or leave it out"
        )
        let isKnown = book.rules.contains { $0.key == rule }
        checks.require(
            isKnown,
            "rule",
            "is no key of the rulebook",
            "give a key such as KN.ACCEPT"
        )
        let found = start.flatMap { book.applicable(rule, startingOn: $0, act: act) }
        checks.require(
            start == nil || !isKnown || found != nil,
            actOn.isEmpty ? "start_on" : "act_on",
            "lies on a day on which no version of the rule is in force",
            "give a day on which the rule is in force"
        )
        let history = history(book, from: start, &checks)
        try checks.finish()
        guard let found else { throw .invalid([]) }
        return try explain(found, history, book, calendar)
    }

    private func explain(
        _ found: ApplicableRule,
        _ history: ClockHistory,
        _ book: Rulebook,
        _ calendar: WorkingCalendar
    ) throws(CaseworkError) -> DeadlineExplanation {
        let outcome: ReckoningOutcome
        do {
            outcome = try book.reckon(
                found.rule,
                from: found.start,
                calendar: calendar,
                history: history
            )
        } catch {
            throw .invalid([error.violation(of: error.field(in: self))])
        }
        if case .open = outcome, !history.isEmpty {
            throw .invalid([
                Violation(
                    field: suspensions.isEmpty
                        ? obstacles.isEmpty ? "extensions" : "obstacles" : "suspensions",
                    rule: "is for \(found.rule.version), which has no last day that could move",
                    remedy: "leave it out"
                )
            ])
        }
        let account = ClockAccount(
            rule: found.rule,
            startEvent: found.rule.startEvents.first ?? "",
            start: found.start,
            history: history,
            outcome: outcome
        )
        var explanation = account.explanation
        explanation.calendarVersion = calendar.version
        if let from = Instant.seconds(rfc3339: startAt),
            let end = found.rule.dueInstant(from: from), let (day, time) = Instant.local(end)
        {
            explanation.due = day.iso
            explanation.dueAt = Instant.rfc3339(end)
            explanation.lines.append(
                ExplanationLine(
                    "Hết hạn lúc \(time) ngày \(day.ddMMyyyy).",
                    "Due at \(time) on \(day.ddMMyyyy).",
                    day: day
                )
            )
        }
        return explanation
    }

    /// The start day: as given, or that of the instant.
    private func startDay(_ checks: inout Checks) -> Day? {
        let instant = Instant.seconds(rfc3339: startAt).flatMap { Instant.local($0)?.day }
        checks.require(
            startAt.isEmpty || instant != nil,
            "start_at",
            "is no instant",
            "write it as 2026-07-01T08:30:00+07:00, or leave it out"
        )
        let given = Day(iso: startOn)
        checks.require(
            given != nil || startOn.isEmpty && !startAt.isEmpty,
            "start_on",
            "is no day",
            "write it as YYYY-MM-DD"
        )
        checks.require(
            given == nil || instant == nil || given == instant,
            "start_on",
            "is not the day of start_at in Vietnam, \(instant?.iso ?? "")",
            "give one of them, or the same day"
        )
        let start = given ?? instant
        let isReckoned = start.map { Self.years.contains($0.date.year) } ?? true
        checks.require(
            isReckoned,
            given == nil ? "start_at" : "start_on",
            "lies outside the years 1900 to 2190",
            "give a day that the calendar can reckon from"
        )
        return isReckoned ? start : nil
    }

    private func history(
        _ book: Rulebook,
        from start: Day?,
        _ checks: inout Checks
    ) -> ClockHistory {
        for (count, field) in [
            (suspensions.count, "suspensions"), (obstacles.count, "obstacles"),
            (extensions.count, "extensions"),
        ] {
            checks.require(
                count <= Self.historyMax,
                field,
                "has \(count) entries",
                "give at most \(Self.historyMax)"
            )
        }
        var history = ClockHistory()
        for (index, given) in suspensions.prefix(Self.historyMax).enumerated() {
            let field = "suspensions[\(index)]"
            let decided = checks.day(given.decidedOn, "\(field).decided_on")
            let resumed =
                given.resumedOn.isEmpty ? nil : checks.day(given.resumedOn, "\(field).resumed_on")
            guard let decided else { continue }
            history.suspensions.append(Suspension(decidedOn: decided, resumedOn: resumed))
        }
        for (index, given) in obstacles.prefix(Self.historyMax).enumerated() {
            let field = "obstacles[\(index)]"
            let from = checks.day(given.fromOn, "\(field).from_on")
            let to = checks.day(given.toOn, "\(field).to_on")
            guard let from, let to else { continue }
            checks.require(
                from <= to,
                "\(field).to_on",
                "is \(to.iso), before the first day, \(from.iso)",
                "give the days in order"
            )
            history.obstacles.append(min(from, to)...max(from, to))
        }
        for (index, given) in extensions.prefix(Self.historyMax).enumerated() {
            let field = "extensions[\(index)]"
            let decided =
                given.decidedOn.isEmpty ? start : checks.day(given.decidedOn, "\(field).decided_on")
            let rule =
                book.rule(version: given.ruleVersion)
                ?? decided.flatMap { book.applicable(given.ruleVersion, startingOn: $0)?.rule }
            checks.require(
                rule != nil || decided == nil,
                "\(field).rule_version",
                "names no rule in force on \(decided?.iso ?? "the day")",
                "give a key such as TC.EXTEND.COMPLEX"
            )
            guard let rule else { continue }
            history.extensions.append(
                Extension(rule: rule, days: Int(given.days), decidedOn: decided)
            )
        }
        return history
    }
}

extension Checks {
    /// Demands a day; nil for any other text.
    fileprivate mutating func day(_ value: String, _ field: String) -> Day? {
        let day = Day(iso: value)
        require(day != nil, field, "is no day", "write it as YYYY-MM-DD")
        return day
    }
}

extension ReckoningError {
    /// The field of the request that gave what the reckoning refuses.
    fileprivate func field(in request: ComputeDeadlineRequest) -> String {
        func suspension(_ decided: Day, _ member: String) -> String {
            let index = request.suspensions.lastIndex { $0.decidedOn == decided.iso }
            return index.map { "suspensions[\($0)].\(member)" } ?? "suspensions"
        }
        func extended(_ member: String, _ holds: (ClockExtension) -> Bool) -> String {
            request.extensions.firstIndex(where: holds).map { "extensions[\($0)].\(member)" }
                ?? "extensions"
        }
        return switch self {
        case .noVersion: "start_on"
        case .dayOutOfRange(let day): request.field(naming: day.iso)
        case .notSuspendable: "suspensions"
        case .notTollable: "obstacles"
        case .suspensionOutOfOrder(let wrong, let start):
            suspension(wrong.decidedOn, wrong.decidedOn < start ? "decided_on" : "resumed_on")
        case .suspensionsOverlap(_, let later): suspension(later.decidedOn, "decided_on")
        case .notExtendable(_, let by):
            extended("rule_version") { given in
                given.ruleVersion == by || by.hasPrefix("\(given.ruleVersion)@")
            }
        case .tooManyExtensions(_, _, let found): "extensions[\(found - 1)]"
        case .extensionDaysOutOfRange(_, _, let found):
            extended("days") { Int($0.days) == found }
        }
    }
}

extension ComputeDeadlineRequest {
    fileprivate func field(naming day: String) -> String {
        for (index, given) in suspensions.enumerated() {
            if given.decidedOn == day { return "suspensions[\(index)].decided_on" }
            if given.resumedOn == day { return "suspensions[\(index)].resumed_on" }
        }
        for (index, given) in obstacles.enumerated() {
            if given.fromOn == day { return "obstacles[\(index)].from_on" }
            if given.toOn == day { return "obstacles[\(index)].to_on" }
        }
        return "start_on"
    }
}
