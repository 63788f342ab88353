import Casework
import Messages
import TestSupport
import Testing

/// When a time limit or a stage is urged, by dates counted by hand.
@Suite struct EscalationTests {
    private static let calendar = WorkingCalendar(of: [])

    private static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(daysSince1970: 0) }

    private static func deadline(_ due: String, _ state: DeadlineState = .open) -> Deadline {
        Deadline(rule: "KN.ACCEPT", startOn: "2026-08-03", dueOn: due, state: state)
    }

    /// The first day in a range on which each level of a policy is reached.
    private static func reached(
        _ due: String,
        _ levels: [Int32],
        from first: String,
        to last: String
    ) -> [String] {
        let policy = UrgingPolicy(levels: levels.map { UrgingLevel(days: $0, rung: .holder) })
        var urged: [Urging] = []
        var found: [String] = []
        for today in day(first)...day(last) {
            let levels = Escalation.due(deadline(due), policy, urged, today: today, calendar)
            for level in levels {
                found.append("\(level.days) \(today.iso)")
                urged.append(
                    Urging(
                        kind: .deadline,
                        rule: "KN.ACCEPT",
                        startOn: "2026-08-03",
                        level: level
                    )
                )
            }
        }
        return found
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let due: String
        let from: String
        let to: String
        let days: [Int32: String]
        var testDescription: String { due }
    }

    // A weekend; a Saturday worked for 31/08 (22/08/2026) and the days off around 02/09; Tết 2027,
    // off from Friday 05/02 to Thursday 11/02; a last day that is off itself.
    static let rows = [
        Row(
            due: "2026-07-20",
            from: "2026-07-01",
            to: "2026-08-10",
            days: [-2: "2026-07-16", 0: "2026-07-20", 1: "2026-07-21", 5: "2026-07-27"]
        ),
        Row(
            due: "2026-08-24",
            from: "2026-08-01",
            to: "2026-09-30",
            days: [-2: "2026-08-21", -1: "2026-08-22", 1: "2026-08-25", 5: "2026-09-03"]
        ),
        Row(
            due: "2026-09-03",
            from: "2026-08-01",
            to: "2026-09-30",
            days: [-2: "2026-08-27", -1: "2026-08-28", 1: "2026-09-04", 5: "2026-09-10"]
        ),
        Row(
            due: "2027-02-04",
            from: "2027-01-15",
            to: "2027-03-15",
            days: [-2: "2027-02-02", 0: "2027-02-04", 1: "2027-02-12", 5: "2027-02-18"]
        ),
        Row(
            due: "2027-02-12",
            from: "2027-01-15",
            to: "2027-03-15",
            days: [-2: "2027-02-03", -1: "2027-02-04", 1: "2027-02-15", 5: "2027-02-19"]
        ),
        Row(
            due: "2027-02-07",
            from: "2027-01-15",
            to: "2027-03-15",
            days: [-2: "2027-02-02", 0: "2027-02-04", 1: "2027-02-12", 2: "2027-02-15"]
        ),
    ]

    // Red when: a level falls on another day, on a day off, or twice.
    @Test(arguments: rows)
    func `A level is reached on its working day, once`(row: Row) {
        let found = Self.reached(row.due, row.days.keys.sorted(), from: row.from, to: row.to)
        #expect(found == row.days.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
    }

    // Red when: a limit that stands no more is urged.
    @Test(arguments: DeadlineState.known)
    func `Only what is owed is urged`(state: DeadlineState) {
        let levels = Escalation.due(
            Self.deadline("2026-07-20", state),
            .builtin,
            [],
            today: Self.day("2026-07-21"),
            Self.calendar
        )
        #expect(levels.map(\.days) == (state == .open ? [-2, 1] : []))
        var window = Self.deadline("2026-07-20")
        window.window = true
        let none = Escalation.due(
            window,
            .builtin,
            [],
            today: Self.day("2026-07-21"),
            Self.calendar
        )
        #expect(none.isEmpty)
    }

    // Red when: a limit that moved is urged again by a level that it had reached, or not by the
    // others on its new day.
    @Test func `A limit that moved is urged by its new day where it was not yet`() {
        let first = Urging(
            kind: .deadline,
            rule: "KN.ACCEPT",
            startOn: "2026-08-03",
            dueOn: "2026-07-20",
            level: UrgingPolicy.builtin.levels[0]
        )
        func due(_ moved: String, _ today: String) -> [Int32] {
            Escalation.due(
                Self.deadline(moved),
                .builtin,
                [first],
                today: Self.day(today),
                Self.calendar
            ).map(\.days)
        }
        #expect(due("2026-08-20", "2026-07-21") == [])
        #expect(due("2026-08-20", "2026-08-18") == [])
        #expect(due("2026-08-20", "2026-08-21") == [1])
        // Another part, or the same rule anew, is another limit.
        var other = Self.deadline("2026-07-20")
        other.item = "i1"
        let today = Self.day("2026-07-20")
        #expect(Escalation.due(other, .builtin, [first], today: today, Self.calendar).count == 1)
        var again = Self.deadline("2026-07-20")
        again.startOn = "2026-08-04"
        #expect(Escalation.due(again, .builtin, [first], today: today, Self.calendar).count == 1)
    }

    // Days of a stage of four working days entered on Thursday 16/07/2026: half after two.
    static let stageDays: [(today: String, warned: Int32, expected: Int32?)] = [
        ("2026-07-16", 0, nil), ("2026-07-17", 0, nil), ("2026-07-18", 0, nil),
        ("2026-07-20", 0, 50), ("2026-07-20", 50, nil), ("2026-07-21", 50, 75),
        ("2026-07-22", 75, 100), ("2026-07-22", 0, 100), ("2026-07-25", 0, nil),
        ("2026-07-30", 100, nil), ("2026-07-30", 75, 100),
    ]

    // Red when: a part of a stage is warned of early, late, twice or on a day off.
    @Test(arguments: stageDays)
    func `A stage is warned of by its largest part`(
        today: String,
        warned: Int32,
        expected: Int32?
    ) {
        let stage = StageLimit(kind: .petition, state: "PETITION_STATE_REGISTERED", days: 4)
        let urged = Urging(
            kind: .stage,
            rule: stage.state,
            startOn: "2026-07-16",
            percent: warned
        )
        let part = Escalation.due(
            stage,
            since: Self.day("2026-07-16"),
            [urged],
            today: Self.day(today),
            Self.calendar
        )
        #expect(part == expected)
    }

    // Red when: the horizon leaves a limit out that a level reaches, or takes one too many.
    @Test func `The horizon holds just the days that a level reaches`() {
        for before in -3...4 {
            for today in Self.day("2026-08-15")...Self.day("2026-09-10")
            where Self.calendar.isWorkingDay(today) {
                let horizon = Self.calendar.horizon(of: before, from: today)
                for due in today...(today + 20) {
                    let isReached = Self.calendar.lateness(of: due, on: today) >= -before
                    if isReached { #expect(due <= horizon, "\(before) \(today) \(due)") }
                    guard before >= 0 else { continue }
                    #expect(isReached == (due <= horizon), "\(before) \(today) \(due)")
                }
            }
        }
    }
}
