/// How sure a fact is: a rule of law or a day of the calendar.
package enum Confidence: String, Hashable, Sendable {
    /// Read in a published text.
    case found
    /// General knowledge.
    case known
    /// To be confirmed; what rests on it is provisional.
    case unsure
}

/// One listed day of a working calendar.
package struct CalendarDay: Hashable, Sendable {
    /// What the day is; only `swapWork` makes it a working day.
    package enum Kind: String, Hashable, Sendable {
        /// A public holiday.
        case holiday
        /// Off in exchange for a `swapWork` day.
        case swapOff = "swap_off"
        /// Worked, although it would be off.
        case swapWork = "swap_work"
        /// Off because a holiday fell on a weekend.
        case compensatory
    }

    /// The day.
    package let day: Day
    /// What kind of day.
    package let kind: Kind
    /// The name in Vietnamese, as explanations show it.
    package let name: String
    /// Unsure = expected, not announced.
    package let confidence: Confidence

    /// Lists a day.
    package init(_ day: Day, _ kind: Kind, _ name: String, _ confidence: Confidence) {
        self.day = day
        self.kind = kind
        self.name = name
        self.confidence = confidence
    }
}

/// Listed days that lie over a calendar: the nation's, a city's or an agency's.
package struct CalendarLayer: Hashable, Sendable {
    /// Names this state of the layer in every reckoning that used it.
    package let version: String
    /// The years whose holidays are announced by this layer.
    package let years: [Int]
    /// The listed days; the last entry of a day counts.
    package let days: [CalendarDay]

    /// States a layer.
    package init(version: String, years: [Int], days: [CalendarDay]) {
        self.version = version
        self.years = years
        self.days = days
    }
}

/// Why a day is off.
package enum DayOffReason: Hashable, Sendable {
    case saturday
    case sunday
    /// A listed day, by its Vietnamese name.
    case listed(String)

    /// The reason in Vietnamese.
    package var vi: String {
        switch self {
        case .saturday: "Thứ Bảy"
        case .sunday: "Chủ nhật"
        case .listed(let name): name
        }
    }

    /// The reason in English; the names of holidays stay Vietnamese.
    package var en: String {
        switch self {
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        case .listed(let name): name
        }
    }
}

/// Which days work: Monday to Friday, less the listed days off, plus the listed days of work.
///
/// Layers lie over each other: the entry of an upper layer hides the one below it.
package struct WorkingCalendar: Hashable, Sendable {
    /// The versions of the layers from the lowest up, joined by `+`.
    package let version: String
    private let listed: [Day: CalendarDay]
    private let years: Set<Int>

    /// A calendar of one or more layers, the lowest first.
    package init(_ layers: CalendarLayer...) {
        self.init(layers: layers)
    }

    /// A calendar of layers, the lowest first; without any, weekends alone are off.
    package init(layers: [CalendarLayer]) {
        version = layers.map(\.version).joined(separator: "+")
        years = Set(layers.flatMap(\.years))
        let days = layers.lazy.flatMap(\.days).map { ($0.day, $0) }
        listed = Dictionary(days, uniquingKeysWith: { $1 })
    }

    /// Whether offices work on the day.
    package func isWorkingDay(_ day: Day) -> Bool {
        reasonOff(day) == nil
    }

    /// Why the day is off, or nil when it is worked.
    package func reasonOff(_ day: Day) -> DayOffReason? {
        if let entry = listed[day] {
            return entry.kind == .swapWork ? nil : .listed(entry.name)
        }
        return switch day.weekday {
        case .saturday: .saturday
        case .sunday: .sunday
        case .monday, .tuesday, .wednesday, .thursday, .friday: nil
        }
    }

    /// Whether the days off of a year are announced.
    package func announces(_ year: Int) -> Bool { years.contains(year) }

    /// Whether the day may still change: its entry is unsure, or nobody has announced its year.
    package func isProvisional(_ day: Day) -> Bool {
        if let entry = listed[day] { return entry.confidence == .unsure }
        return !years.contains(day.date.year)
    }
}
