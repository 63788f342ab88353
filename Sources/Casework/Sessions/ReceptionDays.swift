package import Messages

extension ReceptionDays {
    /// What the leaders of an agency owe and have held, month by month.
    ///
    /// A week (Mon–Sun) is judged by the rule in force on its last day, in the month of that day.
    ///
    /// `months` holds a day of each month. Of the agency's sessions those that ended count, once
    /// for each office and day.
    package static func reckon(
        _ agency: Agency,
        months: [Day],
        sessions: [Session],
        meetings: [BoardMeeting],
        _ context: Context
    ) -> ReceptionDays {
        var rows: [ReceptionDaysRow] = []
        let sessions = sessions.filter { !$0.isVoid }
        let meetings = meetings.filter { !$0.isVoid }
        for month in months.map(\.month) where agency.isInBeing(on: month.upperBound) {
            if let key = agency.type.leaderRule {
                for office in agency.offices where office.head {
                    let held = Held(by: office.code, in: sessions)
                    rows += held.row(key, in: month, context).map { [$0] } ?? []
                }
            }
            if agency.type == .receptionBoard {
                let held = Held(leader: Set(meetings.compactMap { Day(iso: $0.heldOn) }))
                rows += held.row("RCP.BOARD.MONTHLY_MEETING", in: month, context).map { [$0] } ?? []
            }
        }
        return ReceptionDays(rows: rows)
    }
}

extension AgencyType {
    /// The rule that says how often the head receives; nil where none is known.
    ///
    /// A reception board receives every day, as a part of the committee whose chair owes the days.
    fileprivate var leaderRule: String? {
        switch self {
        case .cityCommittee: "RCP.LEADER.PROVINCE_CHAIR"
        case .department, .inspectorate: "RCP.LEADER.AGENCY_HEAD"
        case .district: "RCP.LEADER.DISTRICT_CHAIR"
        case .commune: "RCP.LEADER.COMMUNE_CHAIR"
        case .publicUnit: "RCP.LEADER.PUBLIC_UNIT_HEAD"
        default: nil
        }
    }
}

/// The days on which one office received.
private struct Held {
    var office = ""
    /// In person.
    var leader: Set<Day>
    /// By a deputy, and not in person on the same day.
    var deputy: Set<Day> = []

    init(leader: Set<Day>) {
        self.leader = leader
    }

    init(by office: String, in sessions: [Session]) {
        let ended = sessions.filter {
            $0.office == office && $0.kind == .leaderPeriodic && !$0.endedOn.isEmpty
        }
        self.office = office
        leader = Set(ended.filter { !$0.delegated }.compactMap { Day(iso: $0.heldOn) })
        deputy = Set(ended.filter(\.delegated).compactMap { Day(iso: $0.heldOn) })
            .subtracting(leader)
    }

    /// What is owed and held in a month; nil when the rule owes nothing in it.
    func row(_ key: String, in month: ClosedRange<Day>, _ context: Context) -> ReceptionDaysRow? {
        var row = ReceptionDaysRow(month: String(month.lowerBound.iso.prefix(7)))
        row.office = office
        row.rule = key
        let periods = Self.periods(of: key, in: month, context)
        for (period, owed) in periods {
            let held = leader.filter(period.contains).count
            let delegated = deputy.filter(period.contains).count
            // From 01/07/2026 the head receives in person (Luật 136/2025/QH15 Đ.1 k.7).
            let inPerson =
                period.upperBound >= Session.lawOf2026 && context.settings.isOn(.leaderInPerson)
            let counted = inPerson ? held : held + delegated
            let missing = max(0, owed - counted)
            row.owed += Int32(clamping: owed)
            row.missing += Int32(clamping: missing)
            row.breached = row.breached || missing > 0 && period.upperBound < context.today
        }
        // A day of the month in a week that owes nothing was held all the same.
        let isOfMonth = { (day: Day) in
            periods.contains { $0.0.contains(day) }
                || month.contains(day) && !Self.owesWeekly(key, day.week.upperBound, context)
        }
        row.held = Int32(clamping: leader.filter(isOfMonth).count)
        row.delegated = Int32(clamping: deputy.filter(isOfMonth).count)
        return row.owed == 0 ? nil : row
    }

    /// The periods that are judged in a month, with the days that each owes.
    private static func periods(
        of key: String,
        in month: ClosedRange<Day>,
        _ context: Context
    ) -> [(ClosedRange<Day>, Int)] {
        var periods: [(ClosedRange<Day>, Int)] = []
        switch context.rulebook.rule(key, on: month.upperBound)?.limit {
        case .daysPerMonthMin(let days), .perMonth(let days): periods.append((month, days))
        default: break
        }
        var sunday = month.lowerBound.week.upperBound
        while sunday <= month.upperBound {
            if case .daysPerWeekMin(let days) = context.rulebook.rule(key, on: sunday)?.limit {
                periods.append((sunday.week, days))
            }
            sunday = sunday + 7
        }
        return periods
    }

    /// Whether a week that ends on a Sunday owes days of its own.
    private static func owesWeekly(_ key: String, _ sunday: Day, _ context: Context) -> Bool {
        if case .daysPerWeekMin = context.rulebook.rule(key, on: sunday)?.limit {
            true
        } else {
            false
        }
    }
}
