package import Messages

/// What deciders are told of the world: nothing in Casework asks for it.
package struct Context: Sendable {
    /// Today in Asia/Ho_Chi_Minh.
    package let today: Day
    /// Code of the agency that acts.
    package let agency: String
    /// The working days.
    package let calendar: WorkingCalendar
    /// The rules.
    package let rulebook: Rulebook
    /// The facts of the law that were set.
    package let settings: Settings

    /// Takes day, agency, calendar, rules and settings.
    package init(
        today: Day,
        agency: String,
        calendar: WorkingCalendar,
        rulebook: Rulebook,
        settings: Settings = Settings()
    ) {
        self.today = today
        self.agency = agency
        self.calendar = calendar
        self.rulebook = rulebook
        self.settings = settings
    }

    /// The time limits of the rules on this calendar.
    package var clocks: Clocks {
        Clocks(rulebook: rulebook, calendar: calendar)
    }
}

extension RecordReference {
    /// Names a petition.
    package static func petition(_ id: String) -> RecordReference {
        RecordReference(kind: .petition, id: id)
    }

    /// Names a case.
    package static func caseFile(_ id: String) -> RecordReference {
        RecordReference(kind: .case, id: id)
    }
}
