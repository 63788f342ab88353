import NIOCore

/// How long to wait before an attempt: exponential, with the whole of it by chance, so that those who
/// failed together do not come back together.
struct Backoff: Hashable, Sendable {
    /// The longest wait before the second attempt.
    var first = Duration.milliseconds(100)
    /// By how much it grows with each further one.
    var growth = 2.0
    /// The longest wait of all.
    var most = Duration.seconds(5)

    /// The wait after so many failed attempts.
    ///
    /// - Parameters:
    ///   - attempts: Attempts that failed, at least 1.
    ///   - random: 0 up to 1.
    /// - Returns: The wait.
    func delay(after attempts: Int, random: Double) -> Duration {
        var longest = first
        for _ in 1..<max(1, min(attempts, 64)) { longest = min(longest * growth, most) }
        return min(longest, most) * random
    }
}

/// Holds back retries of a client when too many of its calls fail.
struct RetryBudget: Hashable, Sendable {
    private static let most = 10.0
    private static let gain = 0.1
    private var tokens = most

    /// Whether a failed call may be tried again.
    var allows: Bool { tokens > Self.most / 2 }

    /// Notes that a call failed for want of a server.
    mutating func failed() { tokens = max(0, tokens - 1) }

    /// Notes that a call was answered.
    mutating func succeeded() { tokens = min(Self.most, tokens + Self.gain) }
}

/// Whether a failed attempt is followed by another, and when.
enum RetryDecision: Hashable, Sendable {
    /// The caller gets the failure.
    case giveUp
    /// Try again after a wait.
    case again(after: Duration)

    /// Attempts of one call, the first included.
    static let attemptsMax = 5

    /// A failed attempt.
    struct Failure {
        /// What it failed with.
        let status: Status
        /// Attempts so far, at least 1.
        let attempts: Int
        /// Whether the method may be called again after a lost answer.
        let isRetrySafe: Bool
        /// How long the caller still waits; nil for as long as it takes.
        let timeLeft: Duration?
        /// Whether the budget of retries allows one.
        let isAllowed: Bool

        /// Whether it is sure that no server has begun the call.
        var wasNeverRun: Bool {
            status.code == .unavailable && status.metadata["committed"] == "no"
        }
    }

    /// Decides on a failed attempt; `random` is 0 up to 1.
    init(_ failure: Failure, backoff: Backoff = Backoff(), random: Double) {
        self = .giveUp
        guard failure.attempts < Self.attemptsMax, failure.status.code == .unavailable else {
            return
        }
        var delay = backoff.delay(after: failure.attempts, random: random)
        if failure.wasNeverRun {
            // What no server has seen goes elsewhere at once.
            if failure.attempts == 1 { delay = .zero }
        } else {
            guard failure.isRetrySafe, failure.isAllowed else { return }
        }
        if let asked = failure.status.retryDelay { delay += max(.zero, asked) }
        if let timeLeft = failure.timeLeft, delay >= timeLeft { return }
        self = .again(after: delay)
    }
}
