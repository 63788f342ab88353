/// How often somebody has failed to prove to be an officer, and when the next try is allowed.
///
/// A try is counted before it is looked at, so that tries at the same time count each; success
/// forgives them all.
package struct Throttle: Hashable, Sendable {
    /// Failures within ``windowMilliseconds`` that are allowed.
    package static let failuresMax = 10
    /// 15 minutes.
    package static let windowMilliseconds: Int64 = 15 * 60_000
    /// Failures in a row after which an administrator must unlock.
    package static let lockedAfter = 100
    /// Failures in a row that nobody waits for: people mistype.
    private static let free = 3

    /// What becomes of a try.
    package enum Verdict: Hashable, Sendable {
        /// It is counted and may be looked at.
        case allowed
        /// It is not looked at; the next one after so many milliseconds is.
        case wait(milliseconds: Int64)
        /// It is not looked at, and none is before an administrator unlocks.
        case locked
    }

    /// Instants of the latest failures, oldest first, in milliseconds since 1970-01-01T00:00:00Z.
    package private(set) var failures: [Int64]
    /// Failures since the last success.
    package private(set) var inRow: Int

    /// Takes what was kept; nothing for somebody who never failed.
    package init(failures: [Int64] = [], inRow: Int = 0) {
        self.failures = failures
        self.inRow = inRow
    }

    /// Whether the officer waits for an administrator.
    package var isLocked: Bool { inRow >= Self.lockedAfter }

    /// Counts a try at an instant, or says why it is not looked at.
    package mutating func attempt(at now: Int64) -> Verdict {
        guard !isLocked else { return .locked }
        failures.removeAll { $0 <= now - Self.windowMilliseconds }
        let free = nextFree
        guard free <= now else { return .wait(milliseconds: free - now) }
        failures.append(now)
        inRow += 1
        return .allowed
    }

    /// The instant from which a try is looked at, as the failures stand.
    private var nextFree: Int64 {
        guard let last = failures.last, let oldest = failures.first else { return .min }
        // 2, 4, 8 … seconds, at most the window itself.
        let doublings = inRow - Self.free
        let delay =
            doublings <= 0 ? 0 : min(Int64(1_000) << min(doublings, 20), Self.windowMilliseconds)
        let room = failures.count < Self.failuresMax ? .min : oldest + Self.windowMilliseconds
        return max(last + delay, room)
    }
}
