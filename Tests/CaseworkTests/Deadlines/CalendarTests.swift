import Casework
import Messages
import Testing

/// Layers of a calendar, their replacement, and what that does to open time limits.
@Suite struct CalendarTests {
    private static func entry(
        _ day: String,
        _ kind: CalendarEntryKind = .off,
        provisional: Bool = false
    ) -> CalendarEntry {
        CalendarEntry(
            day: day,
            kind: kind,
            reason: "Tết Đinh Mùi",
            provisional: provisional,
            decree: "TB 1/TB-BNV"
        )
    }

    /// The decree that makes Tết 2027 certain, a day shorter than expected.
    private static let tet = AgencyCalendar(
        agency: "H29",
        entries: [
            entry("2027-02-05"), entry("2027-02-08"), entry("2027-02-09"), entry("2027-02-10"),
            entry("2027-02-11", .working),
        ],
        etag: "7"
    )
    private let context = Context(
        today: day("2026-11-26"),
        agency: "H29",
        calendar: .national,
        rulebook: .builtin
    )

    private func clocks(_ layers: AgencyCalendar...) -> Clocks {
        Clocks(rulebook: .builtin, calendar: WorkingCalendar(of: layers))
    }

    private func started(_ key: String, _ event: String, on date: String) throws -> Deadline {
        try #require(clocks().start([key], by: event, on: day(date)).first)
    }

    @Test func `An agency's layer lies over the city's, and the city's over the nation's`() {
        let own = AgencyCalendar(
            agency: "H29.02",
            entries: [Self.entry("2027-02-11")],
            announcedYears: [2028],
            etag: "9"
        )
        let calendar = WorkingCalendar(of: [Self.tet, own])
        #expect(calendar.version == "\(CalendarLayer.national.version)+H29@7+H29.02@9")
        #expect(!calendar.isWorkingDay(day("2027-02-11")))
        #expect(!calendar.isProvisional(day("2027-02-05")))
        #expect(calendar.announces(2028) && !calendar.announces(2029))
        let listed = WorkingCalendar.listed(in: 2027, of: [Self.tet, own])
        let layers = Dictionary(uniqueKeysWithValues: listed.map { ($0.day, $0.layer) })
        #expect(layers["2027-02-10"] == "H29" && layers["2027-02-11"] == "H29.02")
        #expect(layers["2027-09-02"] == "national")
        #expect(listed.map(\.day) == listed.map(\.day).sorted())
        #expect(listed.filter(\.provisional).map(\.day) == ["2027-09-03"])
        #expect(listed.first { $0.day == "2027-02-05" }?.decree == "TB 1/TB-BNV")
    }

    @Test func `A layer that says nothing leaves no trace`() {
        #expect(WorkingCalendar(of: [AgencyCalendar(agency: "H29", etag: "8")]) == .national)
    }

    @Test func `A decree makes a provisional day certain and moves what it shortens`() throws {
        // Seven working days from 02/02/2027 over Tết.
        let running = try started("KN.ACCEPT", "complaint.received_by_competent", on: "2027-02-02")
        #expect(running.provisional && running.dueOn == "2027-02-18")
        let moved = clocks(Self.tet).moved([running])
        #expect(moved.map(\.dueOn) == ["2027-02-17"])
        #expect(moved.map(\.provisional) == [false])
        #expect(moved[0].calendarVersion.hasSuffix("+H29@7"))
        #expect(clocks(Self.tet).moved(moved).isEmpty)
    }

    @Test func `A day that only becomes certain moves nothing but the mark`() throws {
        var certain = Self.tet
        certain.entries[4] = Self.entry("2027-02-11")
        let running = try started("KN.ACCEPT", "complaint.received_by_competent", on: "2027-02-02")
        let moved = clocks(certain).moved([running])
        #expect(moved.map(\.dueOn) == ["2027-02-18"] && moved.map(\.provisional) == [false])
    }

    @Test func `What ended, stands still or has a day of its own does not move`() throws {
        let running = try started("TC.RESOLVE", "x", on: "2027-01-06")
        #expect(running.dueOn == "2027-02-12")
        #expect(clocks(Self.tet).moved([running]).map(\.dueOn) == ["2027-02-11"])
        let states: [DeadlineState] = [.met, .late, .lapsed, .replaced, .voided]
        let ended = states.map { running.ended($0, by: "x", on: day("2027-02-12")) }
        #expect(clocks(Self.tet).moved(ended).isEmpty)
        let suspended = clocks().suspend([running], on: day("2027-01-16"))
        #expect(clocks(Self.tet).moved(suspended).isEmpty)
        // Resumed, it takes its day from the calendar of that day.
        let resumed = try clocks(Self.tet).resume(suspended, on: day("2027-01-16"))
        #expect(resumed.map(\.dueOn) == ["2027-02-11"])
        let named = Deadline(
            rule: "RCP.LEADER.INSTRUCTION",
            ruleVersion: "RCP.LEADER.INSTRUCTION@always",
            startOn: "2027-01-06",
            nominalOn: "2027-02-11",
            dueOn: "2027-02-12",
            provisional: true,
            state: .open
        )
        #expect(clocks(Self.tet).moved([named]).isEmpty)
    }

    @Test func `What lasts as long as a limit that moves, moves with it`() throws {
        let resolve = try started("KN.RESOLVE.1.ORDINARY", "complaint.accepted", on: "2027-01-06")
        let stay = try #require(
            clocks().start(
                ["KN.STAY_OF_EXECUTION_MAX"],
                by: "stay.issued",
                on: day("2027-01-10"),
                beside: [resolve]
            ).first
        )
        let moved = clocks(Self.tet).moved([resolve, stay])
        #expect(moved.map(\.rule) == ["KN.RESOLVE.1.ORDINARY", "KN.STAY_OF_EXECUTION_MAX"])
        #expect(moved.map(\.dueOn) == ["2027-02-11", "2027-02-11"])
    }

    @Test func `The fact tells from which day to which, and is no act on the record`() throws {
        var petition = Petition(id: "p", agency: "H29.02", lastActOn: "2027-02-03")
        petition.deadlines = [
            try started("KN.ACCEPT", "complaint.received_by_competent", on: "2027-02-02"),
            try started("PET.PROCESS", "petition.received", on: "2026-11-02"),
        ]
        let event = try #require(
            petition.deadlinesMoved(clocks(Self.tet), by: Self.tet, on: day("2027-02-04"))
        )
        guard case .deadlinesMoved(let fact) = event.fact else {
            Issue.record("another fact")
            return
        }
        #expect(
            fact.moves == [
                DeadlineMove(
                    rule: "KN.ACCEPT",
                    startOn: "2027-02-02",
                    fromDue: "2027-02-18",
                    toDue: "2027-02-17",
                    fromProvisional: true
                )
            ]
        )
        petition.apply(try Event(serialized: event.serialized()))
        #expect(petition.lastActOn == "2027-02-03")
        #expect(petition.deadlines.map(\.dueOn) == ["2027-02-17", "2026-11-16"])
        #expect(
            petition.deadlinesMoved(clocks(Self.tet), by: Self.tet, on: day("2027-02-04")) == nil
        )
    }

    @Test func `A replacement is one fact, its days in order`() throws {
        let request = ReplaceCalendarRequest(
            entries: Self.tet.entries.reversed(),
            announcedYears: [2029, 2028, 2028],
            reason: "Thông báo nghỉ Tết"
        )
        let events = try request.decide(AgencyCalendar(), of: "H29", context)
        #expect(events.map(\.record) == [AgencyCalendar.record(of: "H29")])
        var calendar = AgencyCalendar()
        for event in events { calendar.apply(event) }
        #expect(calendar.entries == Self.tet.entries)
        #expect(calendar.announcedYears == [2028, 2029])
        #expect(calendar.changedOn == "2026-11-26" && calendar.reason == "Thông báo nghỉ Tết")
    }

    @Test func `Another version than the caller saw is refused`() {
        let request = ReplaceCalendarRequest(entries: [], reason: "QĐ", etag: "3")
        #expect(throws: CaseworkError.etagMismatch(current: "7", changed: [])) {
            try request.decide(Self.tet, of: "H29", context)
        }
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let fields: [String]
        let request: ReplaceCalendarRequest

        var testDescription: String { fields.joined(separator: ", ") }

        init(_ fields: String..., change: (inout ReplaceCalendarRequest) -> Void) {
            self.fields = fields
            var request = ReplaceCalendarRequest(
                entries: CalendarTests.tet.entries,
                reason: "QĐ"
            )
            change(&request)
            self.request = request
        }
    }

    @Test(arguments: [
        Bad("reason") { $0.reason = " " },
        Bad("entries[0].day") { $0.entries[0].day = "2027-02-30" },
        Bad("entries[0].day") { $0.entries[0].day = "1999-02-03" },
        Bad("entries[1].day") { $0.entries[1].day = "2027-02-05" },
        Bad("entries[4].kind", "entries[4].reason") {
            $0.entries[4] = CalendarEntry(day: "2027-03-01")
        },
        Bad("entries[2].kind") { $0.entries[2].kind = .unknown(9) },
        Bad("entries[3].decree") { $0.entries[3].decree = String(repeating: "x", count: 201) },
        Bad("announced_years") { $0.announcedYears = [1999] },
        Bad("announced_years") { $0.announcedYears = Array(repeating: 2028, count: 102) },
        Bad("entries") {
            $0.entries = (0..<201).map { CalendarTests.entry((day("2027-01-01") + $0).iso) }
        },
        Bad("entries") {
            $0.entries = (0..<200).map { index in
                var entry = CalendarTests.entry((day("2027-01-01") + index).iso)
                entry.reason = String(repeating: "ế", count: 200)
                return entry
            }
        },
    ])
    func `A layer that is none is refused by field`(bad: Bad) {
        do {
            _ = try bad.request.decide(AgencyCalendar(), of: "H29", context)
            Issue.record("decided")
        } catch CaseworkError.invalid(let violations) {
            #expect(violations.map(\.field) == bad.fields)
        } catch {
            Issue.record(error)
        }
    }

    @Test func `The layer that holds already is refused`() {
        let request = ReplaceCalendarRequest(
            entries: Self.tet.entries,
            reason: "QĐ",
            etag: "7"
        )
        #expect(throws: CaseworkError.self) { try request.decide(Self.tet, of: "H29", context) }
    }
}
