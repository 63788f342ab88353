import Casework
import Synchronization

/// A clock that stands still until a test moves it.
package final class VirtualClock: Sendable {
    private let milliseconds: Mutex<Int64>

    /// Starts at 09:00 in Vietnam on a day.
    package init(day: String) {
        milliseconds = Mutex(Self.nineOClock(day))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var now: Int64 { milliseconds.withLock { $0 } }

    /// The day in Vietnam.
    package var day: String {
        Day(daysSince1970: Int32((now + 7 * 3_600_000) / 86_400_000)).iso
    }

    /// Goes to 09:00 in Vietnam on a day.
    package func set(day: String) {
        milliseconds.withLock { $0 = Self.nineOClock(day) }
    }

    /// Goes on by some milliseconds.
    package func advance(milliseconds step: Int64) {
        milliseconds.withLock { $0 += step }
    }

    private static func nineOClock(_ iso: String) -> Int64 {
        guard let day = Day(iso: iso) else { preconditionFailure("not a date: \(iso)") }
        return (Int64(day.daysSince1970) * 24 + 2) * 3_600_000
    }
}
