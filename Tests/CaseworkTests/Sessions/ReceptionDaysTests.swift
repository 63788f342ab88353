import Casework
import Messages
import TestSupport
import Testing

/// The days that leaders owe and have held.
@Suite struct ReceptionDaysTests {
    struct Owed: Sendable {
        let type: AgencyType
        let month: String
        /// Rule and days of each row.
        let owed: [String]
    }

    // Red when: weeks after 30/06/2026 are owed weekly, a week counts in the month of its first
    // day, or an agency owes what is another's.
    @Test(arguments: [
        // Weeks that end in May 2026: on 3, 10, 17, 24 and 31.
        Owed(type: .commune, month: "2026-05-01", owed: ["COMMUNE_CHAIR 5"]),
        // The week from 29/06 ends in July, when the new law counts months.
        Owed(type: .commune, month: "2026-06-01", owed: ["COMMUNE_CHAIR 4"]),
        Owed(type: .commune, month: "2026-07-01", owed: ["COMMUNE_CHAIR 2"]),
        Owed(type: .department, month: "2026-06-01", owed: ["AGENCY_HEAD 1"]),
        Owed(type: .department, month: "2026-07-01", owed: ["AGENCY_HEAD 1"]),
        Owed(type: .inspectorate, month: "2026-07-01", owed: ["AGENCY_HEAD 1"]),
        Owed(type: .publicUnit, month: "2026-06-01", owed: ["PUBLIC_UNIT_HEAD 1"]),
        Owed(type: .publicUnit, month: "2026-07-01", owed: ["PUBLIC_UNIT_HEAD 1"]),
        Owed(type: .cityCommittee, month: "2026-06-01", owed: ["PROVINCE_CHAIR 1"]),
        Owed(type: .cityCommittee, month: "2026-07-01", owed: ["PROVINCE_CHAIR 1"]),
        Owed(type: .receptionBoard, month: "2026-06-01", owed: []),
        Owed(type: .receptionBoard, month: "2026-07-01", owed: ["MONTHLY_MEETING 1"]),
        Owed(type: .district, month: "2025-06-01", owed: ["DISTRICT_CHAIR 2"]),
        Owed(type: .district, month: "2025-07-01", owed: []),
        Owed(type: .division, month: "2026-07-01", owed: []),
        Owed(type: .enterprise, month: "2026-07-01", owed: []),
    ])
    func `Days are owed by type and month`(row: Owed) {
        var agency = Sample.agency("H29.80", "Phường", row.type)
        agency.validFrom = "2020-01-01"
        let days = reckon(agency, [row.month], [])
        let found = days.rows.map { "\($0.rule.split(separator: ".").last ?? "") \($0.owed)" }
        #expect(found == row.owed)
        #expect(days.rows.allSatisfy { $0.missing == $0.owed && $0.breached })
    }

    // Red when: two sessions of a day count twice, a deputy counts after June 2026, or an ad-hoc
    // or unended session counts at all.
    @Test func `A day counts once, a deputy's only until June 2026`() {
        var adhoc = held("2026-09-10")
        adhoc.kind = .leaderAdhoc
        var open = held("2026-09-11")
        open.endedOn = ""
        let days = reckon(
            Sample.home,
            ["2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01"],
            [
                held("2026-06-10", delegated: true), held("2026-07-10", delegated: true),
                held("2026-08-03"), held("2026-08-03"), held("2026-08-03", delegated: true),
                adhoc, open,
            ]
        )
        #expect(days.rows.map(\.held) == [0, 0, 1, 0])
        #expect(days.rows.map(\.delegated) == [1, 1, 0, 0])
        #expect(days.rows.map(\.missing) == [0, 1, 0, 1])
        #expect(days.rows.map(\.breached) == [false, true, false, true])
    }

    // Red when: two days of one week stand for two weeks, the last days of June are lost, or a day
    // of a week that ends in the next month counts for this one.
    @Test func `A ward's weeks are judged one by one`() {
        let ward = Sample.agency("H29.80", "Phường", .commune)
        let days = reckon(
            ward,
            ["2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01"],
            [
                held("2026-04-29"), held("2026-06-02"), held("2026-06-03"),
                held("2026-06-11"), held("2026-06-30"), held("2026-07-02"),
            ],
            office: "H29.80.GD"
        )
        #expect(days.rows.map(\.owed) == [4, 5, 4, 2])
        // 29/04 lies in the week that ends on 03/05; 30/06 in one that nobody owes.
        #expect(days.rows.map(\.held) == [0, 1, 4, 1])
        #expect(days.rows.map(\.missing) == [4, 4, 2, 1])
    }

    // Red when: a month that runs is a breach already, or one of the future is.
    @Test func `Nothing is broken before the month is over`() {
        let days = ReceptionDays.reckon(
            Sample.home,
            months: [day("2026-06-01"), day("2026-07-01")],
            sessions: [],
            meetings: [],
            context(today: "2026-07-31")
        )
        #expect(days.rows.map(\.missing) == [1, 1])
        #expect(days.rows.map(\.breached) == [true, false])
    }

    // Red when: meetings of the board are not counted, or two on a day count twice.
    @Test func `The board owes a meeting every month`() {
        let board = Sample.agency("H29.01.01", "Ban Tiếp công dân", .receptionBoard)
        let days = ReceptionDays.reckon(
            board,
            months: [day("2026-07-01"), day("2026-08-01")],
            sessions: [],
            meetings: [
                BoardMeeting(heldOn: "2026-07-20"), BoardMeeting(heldOn: "2026-07-20"),
            ],
            world
        )
        #expect(days.rows.map(\.held) == [1, 0] && days.rows.map(\.missing) == [0, 1])
    }

    private func held(_ on: String, delegated: Bool = false) -> Session {
        var session = SessionSample.session(.ended, heldOn: on)
        session.delegated = delegated
        return session
    }

    private func reckon(
        _ agency: Agency,
        _ months: [String],
        _ sessions: [Session],
        office: String = SessionSample.office
    ) -> ReceptionDays {
        ReceptionDays.reckon(
            agency,
            months: months.map(day),
            sessions: sessions.map {
                var session = $0
                session.office = office
                return session
            },
            meetings: [],
            world
        )
    }
}
