import Testing

@testable import RPC

/// When a client tries again, and after how long.
@Suite("Retries")
struct RetryTests {
    private static let plain = Status(.unavailable, reason: "X", "gone")
    private static let neverRun = Status.notConnected

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        var status = plain
        var attempts = 1
        var isRetrySafe = true
        var timeLeft: Duration? = .seconds(30)
        var isAllowed = true
        let decision: RetryDecision
        var testDescription: String { name }
    }

    /// With a chance of one half.
    static let rows: [Row] = [
        Row(name: "first failure", decision: .again(after: .milliseconds(50))),
        Row(name: "second failure", attempts: 2, decision: .again(after: .milliseconds(100))),
        Row(name: "fourth failure", attempts: 4, decision: .again(after: .milliseconds(400))),
        Row(name: "fifth failure", attempts: 5, decision: .giveUp),
        Row(name: "a method that is not safe", isRetrySafe: false, decision: .giveUp),
        Row(
            name: "not safe, never run",
            status: neverRun,
            isRetrySafe: false,
            decision: .again(after: .zero)
        ),
        Row(
            name: "never run, a second time",
            status: neverRun,
            attempts: 2,
            isRetrySafe: false,
            decision: .again(after: .milliseconds(100))
        ),
        Row(
            name: "asked to wait for less than nothing",
            status: plain.with(retryAfter: .seconds(-1)),
            decision: .again(after: .milliseconds(50))
        ),
        Row(
            name: "never run, again",
            status: neverRun,
            attempts: 3,
            isRetrySafe: false,
            decision: .again(after: .milliseconds(200))
        ),
        Row(name: "never run, too often", status: neverRun, attempts: 5, decision: .giveUp),
        Row(
            name: "a refusal while draining, not safe",
            status: .draining(retryAfter: .seconds(1)),
            isRetrySafe: false,
            decision: .again(after: .seconds(1))
        ),
        Row(
            name: "asked to wait",
            status: plain.with(retryAfter: .seconds(2)),
            decision: .again(after: .milliseconds(2_050))
        ),
        Row(
            name: "asked to wait longer than the caller does",
            status: plain.with(retryAfter: .seconds(30)),
            decision: .giveUp
        ),
        Row(name: "no time left", timeLeft: .milliseconds(50), decision: .giveUp),
        Row(
            name: "just time enough",
            timeLeft: .milliseconds(51),
            decision: .again(after: .milliseconds(50))
        ),
        Row(name: "no deadline", timeLeft: nil, decision: .again(after: .milliseconds(50))),
        Row(name: "no budget", isAllowed: false, decision: .giveUp),
        Row(
            name: "no budget, never run",
            status: neverRun,
            isAllowed: false,
            decision: .again(after: .zero)
        ),
        Row(
            name: "overload is no want of a server",
            status: .overload(inFlight: 1, retryAfter: .zero),
            decision: .giveUp
        ),
        Row(name: "cancelled", status: .cancelled, decision: .giveUp),
        Row(name: "too late", status: .deadlineExceeded(begun: true), decision: .giveUp),
        Row(
            name: "an answer, though it says that nothing was done",
            status: Status(.notFound, reason: "X", "no", metadata: ["committed": "no"]),
            decision: .giveUp
        ),
    ]

    @Test("a failed attempt is followed by another, or not", arguments: rows)
    func decision(row: Row) {
        let failure = RetryDecision.Failure(
            status: row.status,
            attempts: row.attempts,
            isRetrySafe: row.isRetrySafe,
            timeLeft: row.timeLeft,
            isAllowed: row.isAllowed
        )
        #expect(RetryDecision(failure, random: 0.5) == row.decision)
    }

    @Test("waits grow to their bound and are spread over all of it")
    func backoff() {
        let backoff = Backoff()
        let longest = (1...9).map { backoff.delay(after: $0, random: 1) / .milliseconds(1) }
        #expect(longest == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000])
        #expect(backoff.delay(after: 1_000_000, random: 1) == .seconds(5))
        #expect(backoff.delay(after: 5, random: 0) == .zero)
        #expect(backoff.delay(after: 0, random: 1) == .milliseconds(100))
    }

    @Test("a budget is used up by failures and comes back slowly")
    func budget() {
        var budget = RetryBudget()
        for _ in 0..<4 { budget.failed() }
        #expect(budget.allows)
        budget.failed()
        #expect(!budget.allows)
        for _ in 0..<20 { budget.failed() }
        for _ in 0..<50 { budget.succeeded() }
        #expect(!budget.allows)
        budget.succeeded()
        #expect(budget.allows)
        for _ in 0..<1_000 { budget.succeeded() }
        for _ in 0..<4 { budget.failed() }
        #expect(budget.allows)
    }
}
