/// A stretch in which the case was suspended.
package struct Suspension: Hashable, Sendable {
    /// The day of the decision to suspend; it still counts.
    package let decidedOn: Day
    /// The day of the decision to resume, the last that does not count; nil = not resumed yet.
    package let resumedOn: Day?

    /// States from when to when; nil while it lasts.
    package init(decidedOn: Day, resumedOn: Day?) {
        self.decidedOn = decidedOn
        self.resumedOn = resumedOn
    }
}

/// A decision to extend a limit.
package struct Extension: Hashable, Sendable {
    /// The rule that allows it, one whose `extends` names the extended rule.
    package let rule: Rule
    /// Calendar days given, at most the rule's number.
    package let days: Int
    /// The day of the decision, where it is known; explanations tell it.
    package let decidedOn: Day?

    /// States the rule that it was given under, its days and the day of the decision.
    package init(rule: Rule, days: Int, decidedOn: Day? = nil) {
        self.rule = rule
        self.days = days
        self.decidedOn = decidedOn
    }
}

/// What happened to a clock since its start day.
package struct ClockHistory: Hashable, Sendable {
    /// Suspensions of the case, in any order, apart from each other.
    package var suspensions: [Suspension]
    /// Days of proven obstacles, first and last included; they may overlap.
    package var obstacles: [ClosedRange<Day>]
    /// Extensions in the order of their decisions.
    package var extensions: [Extension]

    /// Whether nothing happened.
    var isEmpty: Bool { suspensions.isEmpty && obstacles.isEmpty && extensions.isEmpty }

    /// Collects what happened; nothing by default.
    package init(
        suspensions: [Suspension] = [],
        obstacles: [ClosedRange<Day>] = [],
        extensions: [Extension] = []
    ) {
        self.suspensions = suspensions
        self.obstacles = obstacles
        self.extensions = extensions
    }
}

/// Why a clock cannot be reckoned.
package enum ReckoningError: Error, Hashable, Sendable {
    /// A day lies outside 1900…2200, which bounds every count.
    case dayOutOfRange(found: Day)
    /// The rule is as another, of which no version is in force on the start day.
    case noVersion(key: String, on: Day)
    /// The rule's clock does not stand still while the case is suspended.
    case notSuspendable(ruleVersion: String)
    /// The rule knows no obstacles whose days do not count.
    case notTollable(ruleVersion: String)
    /// A suspension begins before the start day, or ends before it begins.
    case suspensionOutOfOrder(Suspension, start: Day)
    /// A suspension begins before the one before it ended.
    case suspensionsOverlap(Suspension, Suspension)
    /// The rule of the extension does not extend this rule by calendar days.
    case notExtendable(ruleVersion: String, by: String)
    /// An extension is the n-th, where its rule allows fewer.
    case tooManyExtensions(ruleVersion: String, allowed: Int, found: Int)
    /// An extension gives a number of days not in 1…allowed.
    case extensionDaysOutOfRange(ruleVersion: String, allowed: Int, found: Int)
}

extension ClockHistory {
    private static let days = Day(daysSince1970: -25_567)...Day(daysSince1970: 84_370)

    /// Throws unless the history is one that a clock of the rule can have.
    func check(against rule: Rule, limit: Limit, start: Day) throws(ReckoningError) {
        let days =
            [start] + suspensions.flatMap { [$0.decidedOn, $0.resumedOn ?? $0.decidedOn] }
            + obstacles.flatMap { [$0.lowerBound, $0.upperBound] }
        for day in days where !Self.days.contains(day) {
            throw .dayOutOfRange(found: day)
        }
        if !suspensions.isEmpty, !rule.suspendable || rule.direction == .before {
            throw .notSuspendable(ruleVersion: rule.version)
        }
        if !obstacles.isEmpty, rule.tolledBy.isEmpty || rule.direction == .before {
            throw .notTollable(ruleVersion: rule.version)
        }
        try checkSuspensions(start: start)
        try checkExtensions(of: rule, limit: limit)
    }

    /// The suspensions as they followed each other: of those decided on one day the one that ended
    /// first.
    var suspensionsInOrder: [Suspension] {
        suspensions.sorted { one, other in
            (one.decidedOn, one.resumedOn ?? Self.days.upperBound)
                < (other.decidedOn, other.resumedOn ?? Self.days.upperBound)
        }
    }

    private func checkSuspensions(start: Day) throws(ReckoningError) {
        let sorted = suspensionsInOrder
        for suspension in sorted {
            guard start <= suspension.decidedOn,
                suspension.decidedOn <= suspension.resumedOn ?? suspension.decidedOn
            else { throw .suspensionOutOfOrder(suspension, start: start) }
        }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) {
            guard let resumed = earlier.resumedOn, resumed <= later.decidedOn else {
                throw .suspensionsOverlap(earlier, later)
            }
        }
    }

    private func checkExtensions(of rule: Rule, limit: Limit) throws(ReckoningError) {
        for (index, given) in extensions.enumerated() {
            guard given.rule.extends == rule.key, rule.direction == .after,
                case .calendarDays(let daysMax) = given.rule.limit, case .calendarDays = limit
            else { throw .notExtendable(ruleVersion: rule.version, by: given.rule.version) }
            // An extension under another rule takes its place among those that this rule allows.
            let allowed = given.rule.maxTimes ?? 1
            guard index < allowed else {
                throw .tooManyExtensions(
                    ruleVersion: given.rule.version,
                    allowed: allowed,
                    found: index + 1
                )
            }
            guard (1...max(1, daysMax)).contains(given.days) else {
                throw .extensionDaysOutOfRange(
                    ruleVersion: given.rule.version,
                    allowed: daysMax,
                    found: given.days
                )
            }
        }
    }
}
