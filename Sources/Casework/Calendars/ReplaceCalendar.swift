package import Messages

extension AgencyCalendar {
    /// The most days that a layer lists.
    private static let entriesMax = 200
    /// Years that a layer may speak of.
    package static let years: ClosedRange<Int> = 2000...2100
    /// A record of the store holds 64 KiB at most; a layer stays well below.
    private static let bytesMax = 48 * 1_024

    /// A layer as a request gives it, its days in order.
    ///
    /// - Parameters:
    ///   - agency: Code of the body.
    ///   - entries: All its listed days.
    ///   - announcedYears: Years whose days off it announces.
    ///   - checks: Gets every violation.
    package init(
        of agency: String,
        entries: [CalendarEntry],
        announcedYears: [Int32],
        _ checks: inout Checks
    ) {
        checks.require(
            entries.count <= Self.entriesMax,
            "entries",
            "has \(entries.count) days",
            "give at most \(Self.entriesMax)"
        )
        var seen: Set<String> = []
        for (index, entry) in entries.prefix(Self.entriesMax).enumerated() {
            let isNew = seen.insert(entry.day).inserted
            entry.check("entries[\(index)]", isNew: isNew, &checks)
        }
        let areYears = announcedYears.allSatisfy { Self.years.contains(Int($0)) }
        checks.require(
            announcedYears.count <= Self.years.count && areYears,
            "announced_years",
            "names a year outside 2000 to 2100, or too many",
            "give years of 2000 to 2100, each once"
        )
        self.init(
            agency: agency,
            entries: entries.sorted { $0.day < $1.day },
            announcedYears: Set(announcedYears).sorted()
        )
        let size = (try? serialized().count) ?? MessageLimits.arenaBytesMax
        checks.require(
            size <= Self.bytesMax,
            "entries",
            "has \(size) bytes, more than \(Self.bytesMax)",
            "shorten reasons and decrees"
        )
    }
}

extension CalendarEntry {
    fileprivate func check(_ field: String, isNew: Bool, _ checks: inout Checks) {
        let day = Day(iso: day)
        checks.require(
            day.map { AgencyCalendar.years.contains($0.date.year) } ?? false,
            "\(field).day",
            "is no day of the years 2000 to 2100",
            "write it as YYYY-MM-DD"
        )
        checks.require(isNew, "\(field).day", "is listed twice", "list each day once")
        checks.require(
            kind == .off || kind == .working,
            "\(field).kind",
            "is neither off nor working",
            "give one of them"
        )
        checks.text(reason, "\(field).reason", max: 200)
        checks.limit(decree, "\(field).decree", max: 200)
    }
}

extension ReplaceCalendarRequest {
    /// Decides that the layer of a body is replaced; what is open is reckoned again afterwards.
    ///
    /// - Parameters:
    ///   - former: The layer as it stands.
    ///   - body: Code of the body.
    ///   - context: Day and rules.
    /// - Returns: The one fact.
    /// - Throws: `CaseworkError.invalid` with every violation, `.etagMismatch` when another
    ///   version stands.
    package func decide(
        _ former: AgencyCalendar,
        of body: String,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        var calendar = AgencyCalendar(
            of: body,
            entries: entries,
            announcedYears: announcedYears,
            &checks
        )
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        guard etag == former.etag else {
            throw .etagMismatch(current: former.etag, changed: [])
        }
        guard calendar.entries != former.entries || calendar.announcedYears != former.announcedYears
        else {
            throw .invalid([
                Violation(
                    field: "entries",
                    rule: "are the ones that hold already",
                    remedy: "give the layer as it shall be"
                )
            ])
        }
        calendar.reason = reason
        calendar.changedOn = context.today.iso
        return [
            Event(
                record: AgencyCalendar.record(of: body),
                actedOn: context.today.iso,
                fact: .calendarReplaced(CalendarReplaced(calendar: calendar))
            )
        ]
    }
}
