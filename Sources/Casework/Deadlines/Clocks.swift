package import Messages

/// Starts and stops the time limits of a record, as values for its events.
package struct Clocks: Sendable {
    let rulebook: Rulebook
    let calendar: WorkingCalendar

    /// Takes the rules and the working days.
    package init(rulebook: Rulebook, calendar: WorkingCalendar) {
        self.rulebook = rulebook
        self.calendar = calendar
    }

    /// The time limits of some rules that an event starts on a day.
    ///
    /// A rule without a version on that day starts nothing; one without a number is a duty
    /// without a due day; one that lasts as long as another takes the last day of that one among
    /// the limits that run beside it; a monthly duty falls due at the end of the next month.
    package func start(
        _ keys: [String],
        by event: String,
        on day: Day,
        beside running: [Deadline] = []
    ) -> [Deadline] {
        keys.compactMap { key in
            guard let found = rulebook.applicable(key, startingOn: day) else { return nil }
            var deadline = Deadline(
                rule: found.rule.key,
                ruleVersion: found.rule.version,
                startEvent: event,
                startOn: found.start.iso,
                calendarVersion: calendar.version,
                state: .open,
                window: Self.windowStages.contains(found.rule.stage),
                limit: found.rule.isSettable && found.rule.limit.number != nil
                    ? found.rule.limit.setting : ""
            )
            if case .remainingOf(let family) = found.rule.limit {
                let leader = running.first { $0.state == .open && $0.rule.hasPrefix(family) }
                if let leader { deadline.follow(leader) }
            } else if case .perMonth = found.rule.limit {
                // The month after the start owes; one that the rule does not live to see, nothing.
                let last = (found.start.month.upperBound + 1).month.upperBound
                guard found.rule.isInForce(on: last) else { return nil }
                deadline.nominalOn = last.iso
                deadline.dueOn = last.iso
            } else if let reckoning = reckon(key, on: day)?.reckoning {
                deadline.take(reckoning)
            }
            return deadline
        }
    }

    /// Stages whose limits bound what a citizen may do.
    private static let windowStages: Set = ["filing_window", "appeal", "withdrawal"]

    /// A rule with its reckoning from a day, or nil when it has no version or no due day then.
    ///
    /// A rule that is the same as another is reckoned as that one.
    package func reckon(_ key: String, on day: Day) -> ReckonedRule? {
        guard let found = rulebook.applicable(key, startingOn: day) else { return nil }
        if case .sameAs(let other) = found.rule.limit {
            return reckon(other, on: day).map {
                ReckonedRule(rule: found.rule, reckoning: $0.reckoning)
            }
        }
        let outcome = try? rulebook.reckon(found.rule, from: found.start, calendar: calendar)
        return outcome?.reckoning.map { ReckonedRule(rule: found.rule, reckoning: $0) }
    }

    /// Those among `deadlines` that have not ended and that one of the events stops on a day: met
    /// on or before the last day, late after it.
    package func stop(_ deadlines: [Deadline], by events: [String], on day: Day) -> [Deadline] {
        deadlines.filter(\.isRunning).compactMap { deadline in
            let rule = rulebook.rule(version: deadline.ruleVersion)
            guard let event = events.first(where: { rule?.stopEvents.contains($0) ?? false })
            else { return nil }
            let isLate = !deadline.dueOn.isEmpty && day.iso > deadline.dueOn
            return deadline.ended(isLate ? .late : .met, by: event, on: day)
        }
    }
}

extension Deadline {
    /// The time limit after it ended.
    package func ended(_ state: DeadlineState, by event: String, on day: Day) -> Deadline {
        var ended = self
        ended.state = state
        ended.stopEvent = event
        ended.stoppedOn = day.iso
        return ended
    }
}
