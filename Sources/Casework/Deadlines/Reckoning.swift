/// A day off that a reckoning passed over, and why it is off.
package struct SkippedDay: Hashable, Sendable {
    /// The day.
    package let day: Day
    /// Why it does not count.
    package let reason: DayOffReason
}

/// The due day of one clock and how it was found.
package struct Reckoning: Hashable, Sendable {
    /// The version of the rule, as `Rule.version`.
    package let ruleVersion: String
    /// The version of the calendar, as `WorkingCalendar.version`.
    package let calendarVersion: String
    /// The limit that was counted; where the rule is as another, that one's.
    package let limit: Limit
    /// The day of the start event; it does not count.
    package let start: Day
    /// The first day that counts, or for `immediately` the start day.
    package let firstDayCounted: Day
    /// The last day by the rule's own number: before extension, suspension, tolling and roll.
    package let nominal: Day
    /// The last day with extension, suspension and tolling, before the roll.
    package let lastDay: Day
    /// The last day on which the duty is met in time; it ends at 24:00 in Vietnam.
    package let due: Day
    /// Days added by extensions.
    package let extendedDays: Int
    /// Days that did not count because the case was suspended.
    package let suspendedDays: Int
    /// Days that did not count because of an obstacle.
    package let tolledDays: Int
    /// Days off that a limit in working days passed over.
    package let skipped: [SkippedDay]
    /// Days off from `lastDay` on over which the due day moved.
    package let rolledOver: [SkippedDay]
    /// The due day's own reason to be off, where the rule does not roll.
    package let standsOnDayOff: DayOffReason?
    /// Whether a day that may still change its nature had a part in the due day.
    package let provisional: Bool
}

/// What a rule says of a clock.
package enum ReckoningOutcome: Hashable, Sendable {
    /// The clock has a due day.
    case due(Reckoning)
    /// The clock stands still since a suspension and has no due day until the case is resumed.
    case suspended(since: Day, elapsed: Int, remaining: Int)
    /// The duty is open without a due day.
    case open(OpenReason)

    /// Why a duty has no due day.
    package enum OpenReason: Hashable, Sendable {
        /// The law names no number.
        case noNumber
        /// The administrator has not set the number.
        case notConfigured
        /// It is a quota, judged over its period.
        case quota
        /// It lasts until the event, or until a stop event of the rule.
        case untilEvent(String?)
        /// It lasts as long as the clock of the key or its family.
        case remainingOf(String)
        /// It counts in hours: see `Rule.dueInstant(from:)`.
        case needsInstant
        /// It moves the last day of the named rule, and is passed as an `Extension`.
        case extends(String)
    }

    /// The reckoning, when there is a due day.
    package var reckoning: Reckoning? {
        if case .due(let reckoning) = self { reckoning } else { nil }
    }
}

/// A rule and its reckoning: one clock of a case.
package struct ReckonedRule: Hashable, Sendable {
    /// The rule.
    package let rule: Rule
    /// What it came to.
    package let reckoning: Reckoning

    /// Joins a rule and its reckoning.
    package init(rule: Rule, reckoning: Reckoning) {
        self.rule = rule
        self.reckoning = reckoning
    }

    /// The clocks whose due days are shown and measured.
    ///
    /// Of clocks of one case type and stage that run from the same event on the same day, where one
    /// is strict, it is the one that falls due first, and on the same day the strict one.
    package static func governing(_ clocks: [ReckonedRule]) -> [ReckonedRule] {
        clocks.filter { clock in
            !clocks.contains { $0.hides(clock) }
        }
    }

    private func hides(_ other: ReckonedRule) -> Bool {
        guard rule.strict || other.rule.strict, rule.key != other.rule.key,
            rule.caseType == other.rule.caseType, rule.stage == other.rule.stage,
            reckoning.start == other.reckoning.start,
            !Set(rule.startEvents).isDisjoint(with: other.rule.startEvents)
        else { return false }
        if reckoning.due != other.reckoning.due { return reckoning.due < other.reckoning.due }
        if rule.strict != other.rule.strict { return rule.strict }
        return rule.key < other.rule.key
    }
}
