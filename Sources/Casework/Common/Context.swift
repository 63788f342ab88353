package import Messages

/// What deciders are told of the world: nothing in Casework asks for it.
package struct Context: Sendable {
    /// Today in Asia/Ho_Chi_Minh.
    package let today: Day
    /// Code of the agency that acts.
    package let agency: String
    /// Code of the officer who acts; empty where nobody does.
    package let officer: String
    /// Codes of the absent officers for whom the officer stands in today.
    package var standsInFor: Set<String> = []
    /// Code of the office in which the officer acts; empty for none.
    package let office: String
    /// The working days.
    package let calendar: WorkingCalendar
    /// The rules.
    package let rulebook: Rulebook
    /// The facts of the law that were set.
    package let settings: Settings
    /// Codes of the offices in which the officer acts, by the session or by the directory.
    package var offices: Set<String>
    /// Along which routes drafts of the agency go to the signature.
    package var routes: [ApprovalRoute]

    /// Takes day, agency, officer with offices, calendar, rules, settings and routes of drafts.
    package init(
        today: Day,
        agency: String,
        officer: String = "",
        office: String = "",
        calendar: WorkingCalendar,
        rulebook: Rulebook,
        settings: Settings = Settings(),
        offices: Set<String> = [],
        routes: [ApprovalRoute] = []
    ) {
        self.today = today
        self.agency = agency
        self.officer = officer
        self.office = office
        self.calendar = calendar
        self.rulebook = rulebook
        self.settings = settings
        self.offices = offices
        self.routes = routes
    }

    /// Whether whoever acts does so as the holder of a file, or for the holder.
    func acts(as holder: String) -> Bool {
        !holder.isEmpty && (holder == officer || standsInFor.contains(holder))
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
