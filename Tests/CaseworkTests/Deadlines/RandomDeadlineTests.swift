import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// What holds for every rule, every start and whatever happened on the way.
@Suite struct RandomDeadlineTests {
    private static let rules = Rulebook.builtin.rules.filter { rule in
        guard rule.aliasOf == nil, rule.extends == nil else { return false }
        return switch rule.limit {
        case .calendarDays, .workingDays, .months, .years: true
        default: false
        }
    }
    private let calendar = WorkingCalendar.national

    /// A rule, a start from 2024 to 2028 and a history that the rule can have.
    private struct Clock {
        let rule: Rule
        let start: Day
        var history = ClockHistory()

        init(_ random: inout SplitMix64) {
            rule =
                RandomDeadlineTests.rules.randomElement(using: &random)
                ?? RandomDeadlineTests.rules[0]
            start = day("2024-01-01") + Int.random(in: 0..<1_827, using: &random)
            if rule.suspendable { history.suspensions = Self.suspensions(start, &random) }
            if !rule.tolledBy.isEmpty {
                history.obstacles = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    let from = start + Int.random(in: -20...120, using: &random)
                    return from...(from + Int.random(in: 0...40, using: &random))
                }
            }
            let key = rule.key
            let longer = Rulebook.builtin.rules.filter { $0.extends == key }
                .max { ($0.maxTimes ?? 1) < ($1.maxTimes ?? 1) }
            if let longer, case .calendarDays(let most) = longer.limit {
                let count = Int.random(in: 0...(longer.maxTimes ?? 1), using: &random)
                history.extensions = (0..<count).map { _ in
                    Extension(rule: longer, days: Int.random(in: 1...most, using: &random))
                }
            }
        }

        private static func suspensions(
            _ start: Day,
            _ random: inout SplitMix64
        ) -> [Suspension] {
            var day = start
            return (0..<Int.random(in: 0...3, using: &random)).map { _ in
                let decided = day + Int.random(in: 0...25, using: &random)
                let resumed = decided + Int.random(in: 0...60, using: &random)
                day = resumed
                return Suspension(decidedOn: decided, resumedOn: resumed)
            }
        }

        func outcome(
            _ history: ClockHistory,
            _ calendar: WorkingCalendar
        ) throws
            -> ReckoningOutcome
        {
            try Rulebook.builtin.reckon(rule, from: start, calendar: calendar, history: history)
        }

        var days: Int {
            history.extensions.reduce(rule.limit.number ?? 0) { $0 + $1.days }
        }
    }

    private func run(
        _ times: Int,
        _ check: (Clock, Reckoning, Comment, inout SplitMix64) throws -> Void
    ) throws {
        var random = SplitMix64(usualSeed: 20_261_127)
        let seed = random.seed
        for _ in 0..<times {
            let clock = Clock(&random)
            let comment: Comment = "KNTC_SEED=\(seed) \(clock.rule.version) from \(clock.start)"
            let outcome = try clock.outcome(clock.history, calendar)
            try check(clock, try #require(outcome.reckoning, comment), comment, &random)
        }
    }

    // Red when: a last day falls on a day off although the law moves it.
    @Test func `A last day that moves never lies on a day off`() throws {
        var moved = 0
        try run(6_000) { clock, reckoning, comment, _ in
            guard clock.rule.roll, clock.rule.direction != .durationMin else {
                #expect(reckoning.due == reckoning.lastDay, comment)
                return
            }
            #expect(calendar.isWorkingDay(reckoning.due), comment)
            let between =
                reckoning.due < reckoning.lastDay
                ? reckoning.due + 1...reckoning.lastDay : reckoning.lastDay...reckoning.due
            let passed = between.filter { $0 != reckoning.due }
            #expect(passed.allSatisfy { !calendar.isWorkingDay($0) }, comment)
            if !passed.isEmpty { moved += 1 }
        }
        #expect(moved > 500)
    }

    // Red when: a suspension, an obstacle or an extension gives or takes a day.
    @Test func `The days that count are as many as the limit and its extensions give`() throws {
        var stoodStill = 0
        try run(6_000) { clock, reckoning, comment, _ in
            guard clock.rule.direction == .after, clock.start < reckoning.lastDay else { return }
            let still = clock.history.suspensions
                .filter { $0.decidedOn <= reckoning.due }
                .compactMap { pause in
                    pause.resumedOn.flatMap { resumed in
                        pause.decidedOn < resumed ? pause.decidedOn + 1...resumed : nil
                    }
                }
            let excluded = still + clock.history.obstacles
            let counted = (clock.start + 1...reckoning.lastDay).filter { day in
                !excluded.contains { $0.contains(day) }
            }
            switch clock.rule.limit {
            case .workingDays:
                #expect(counted.count(where: calendar.isWorkingDay) == clock.days, comment)
            case .calendarDays:
                // One that was suspended on its moved last day, or before it on a day off, had
                // no day left to count.
                #expect(
                    counted.dropFirst(clock.days).allSatisfy { day in
                        !calendar.isWorkingDay(day)
                            || clock.history.suspensions.contains { $0.decidedOn == day }
                    },
                    comment
                )
                #expect(counted.count >= clock.days, comment)
            default: break
            }
            if !still.isEmpty { stoodStill += 1 }
        }
        #expect(stoodStill > 300)
    }

    // Red when: the order in which things were written down moves a last day.
    @Test func `The order of what happened is the order of its days, not of the list`() throws {
        try run(3_000) { clock, reckoning, comment, random in
            var shuffled = clock.history
            shuffled.suspensions.shuffle(using: &random)
            shuffled.obstacles.shuffle(using: &random)
            shuffled.extensions.shuffle(using: &random)
            let outcome = try clock.outcome(shuffled, calendar)
            #expect(outcome.reckoning == reckoning, comment)
        }
    }

    // Red when: a suspension or an extension shortens a limit, or an empty one moves it.
    @Test func `Nothing that happens brings the last day forward`() throws {
        try run(3_000) { clock, reckoning, comment, _ in
            let undisturbed = try clock.outcome(ClockHistory(), calendar)
            let plain = try #require(undisturbed.reckoning, comment)
            guard clock.rule.direction == .after else { return }
            #expect(plain.due <= reckoning.due, comment)
            guard clock.rule.suspendable else { return }
            let empty = Suspension(decidedOn: clock.start, resumedOn: clock.start)
            let same = try clock.outcome(ClockHistory(suspensions: [empty]), calendar)
            #expect(same.reckoning == plain, comment)
        }
    }

    // Red when: a denunciation extended before its suspension ends on another day than one that
    // was extended after it.
    @Test func `Extended and then suspended, or suspended and then extended, is the same`() throws {
        let clocks = Clocks(rulebook: .builtin, calendar: calendar)
        var random = SplitMix64(usualSeed: 20_261_128)
        for _ in 0..<1_000 {
            let start = day("2024-01-01") + Int.random(in: 0..<1_827, using: &random)
            let comment: Comment = "KNTC_SEED=\(random.seed) from \(start)"
            let running = try #require(
                clocks.start(["TC.RESOLVE"], by: "denunciation.acceptance_decision", on: start)
                    .first
            )
            let decided = start + Int.random(in: 0...30, using: &random)
            let resumed = decided + Int.random(in: 0...90, using: &random)
            let days = Int.random(in: 1...30, using: &random)
            func suspended(_ deadline: Deadline) throws -> Deadline {
                let still = clocks.suspend([deadline], on: decided)
                let resumed = try clocks.resume(still, on: resumed)
                return try #require(resumed.first, comment)
            }
            func extended(_ deadline: Deadline) throws -> Deadline {
                try clocks.extend(deadline, by: "TC.EXTEND.COMPLEX", days: days, on: decided)
            }
            let one = try suspended(try extended(running))
            let other = try extended(try suspended(running))
            #expect(one == other, comment)
        }
    }
}
