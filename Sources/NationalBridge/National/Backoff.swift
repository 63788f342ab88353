/// How long to wait before the next attempt: exponential, with full jitter.
struct Backoff: Sendable {
    /// Attempts at one message in all.
    var attemptsMax = 5
    /// The longest wait after the first attempt.
    var base: Duration = .seconds(1)
    /// The longest wait of all.
    var cap: Duration = .seconds(30)

    /// The wait after an attempt.
    ///
    /// - Parameters:
    ///   - attempt: Which attempt failed, from 1.
    ///   - retryAfter: The wait that the far side demands.
    ///   - retryAfterMax: The longest demand that is waited for; a longer one ends the run.
    ///   - fraction: The jitter, from 0 to 1.
    /// - Returns: The wait, or nil when no other attempt follows.
    func delay(
        after attempt: Int,
        retryAfter: Duration?,
        retryAfterMax: Duration,
        fraction: Double
    ) -> Duration? {
        guard attempt < attemptsMax else { return nil }
        if let retryAfter, retryAfter > retryAfterMax { return nil }
        let ceiling = min(cap, base * (1 << min(attempt - 1, 16)))
        return max(retryAfter ?? .zero, ceiling * fraction)
    }
}
