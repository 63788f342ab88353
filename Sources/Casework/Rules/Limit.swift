/// How long a rule gives, with the number where the law names one.
package enum Limit: Hashable, Sendable {
    case calendarDays(Int)
    case workingDays(Int)
    case hours(Int)
    case months(Int)
    case years(Int)
    /// At once, on the very day.
    case immediately
    /// A quota: at least so many days in each calendar month.
    case daysPerMonthMin(Int)
    /// A quota: at least so many days in each week, Monday to Sunday.
    case daysPerWeekMin(Int)
    /// A quota: so many times in each calendar month.
    case perMonth(Int)
    /// A quota: at most so many times.
    case timesMax(Int)
    /// A duty to which the law gives no number.
    case unnumbered
    /// A number that the administrator has not set.
    case configurable
    /// As the named rule, from the same start day.
    case sameAs(String)
    /// As long as the clock of the named rule, or of one of the keys that begin with it, runs.
    case remainingOf(String)
    /// Until the named event, or until a stop event of the rule.
    case untilEvent(String?)

    /// The number, where there is one; 0 for `immediately`.
    package var number: Int? {
        switch self {
        case .calendarDays(let number), .workingDays(let number), .hours(let number),
            .months(let number), .years(let number), .daysPerMonthMin(let number),
            .daysPerWeekMin(let number), .perMonth(let number), .timesMax(let number):
            number
        case .immediately: 0
        case .unnumbered, .configurable, .sameAs, .remainingOf, .untilEvent: nil
        }
    }

    /// The unit as the rule file writes it.
    package var unit: String {
        switch self {
        case .calendarDays: "calendar_days"
        case .workingDays: "working_days"
        case .hours: "hours"
        case .months: "months"
        case .years: "years"
        case .immediately: "immediately"
        case .daysPerMonthMin: "days_per_month_min"
        case .daysPerWeekMin: "days_per_week_min"
        case .perMonth: "per_month"
        case .timesMax: "times_max"
        case .unnumbered: "none"
        case .configurable: "configurable"
        case .sameAs(let key): "same_as:\(key)"
        case .remainingOf(let key): "remaining_of:\(key)"
        case .untilEvent(let event): event.map { "until_event:\($0)" } ?? "until_event"
        }
    }

    /// The limit that a number and a unit of the rule file stand for, or nil when they do not fit.
    package init?(number: Int?, unit: String) {
        let parts = unit.split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = parts.first else { return nil }
        let argument = parts.count == 2 ? parts[1] : nil
        switch (name, number, argument) {
        case ("calendar_days", let number?, nil): self = .calendarDays(number)
        case ("working_days", let number?, nil): self = .workingDays(number)
        case ("hours", let number?, nil): self = .hours(number)
        case ("months", let number?, nil): self = .months(number)
        case ("years", let number?, nil): self = .years(number)
        case ("immediately", 0, nil), ("immediately", nil, nil): self = .immediately
        case ("days_per_month_min", let number?, nil): self = .daysPerMonthMin(number)
        case ("days_per_week_min", let number?, nil): self = .daysPerWeekMin(number)
        case ("per_month", let number?, nil): self = .perMonth(number)
        case ("times_max", let number?, nil): self = .timesMax(number)
        case ("none", nil, nil): self = .unnumbered
        case ("configurable", nil, nil): self = .configurable
        case ("same_as", nil, let key?): self = .sameAs(key)
        case ("remaining_of", nil, let key?): self = .remainingOf(key)
        case ("until_event", nil, let event): self = .untilEvent(event)
        default: return nil
        }
    }

    /// Whether the limit is a quota, which is judged over a period instead of falling due.
    package var isQuota: Bool {
        switch self {
        case .daysPerMonthMin, .daysPerWeekMin, .perMonth, .timesMax: true
        case .calendarDays, .workingDays, .hours, .months, .years, .immediately, .unnumbered,
            .configurable, .sameAs, .remainingOf, .untilEvent:
            false
        }
    }

    /// The period around a day over which the quota is judged; nil when there is no such period.
    package func quotaPeriod(around day: Day) -> ClosedRange<Day>? {
        switch self {
        case .daysPerWeekMin: day.week
        case .daysPerMonthMin, .perMonth: day.month
        case .calendarDays, .workingDays, .hours, .months, .years, .immediately, .timesMax,
            .unnumbered, .configurable, .sameAs, .remainingOf, .untilEvent:
            nil
        }
    }
}
