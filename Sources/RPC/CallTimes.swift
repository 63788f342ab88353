import Synchronization

/// How long unary calls took on the server's own clock, by method: from the moment a call was
/// queued for a worker to its answer.
package final class CallTimes: Sendable {
    /// Upper ends of the ranges that are counted, in milliseconds; what took longer is counted
    /// without one.
    package static let bounds: [Double] = [
        0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100, 200, 500, 1_000, 5_000,
    ]

    /// The calls of one method.
    package struct Counts: Sendable {
        /// How many calls fell in each range, and beyond the last bound.
        package fileprivate(set) var ranges = [Int](repeating: 0, count: bounds.count + 1)
        /// All of them together, in seconds.
        package fileprivate(set) var seconds = 0.0
    }

    private let counts = Mutex<[String: Counts]>([:])

    /// Begins with none.
    package init() {}

    /// The calls so far, by path.
    package var byPath: [String: Counts] { counts.withLock { $0 } }

    /// Counts a call.
    func add(_ duration: Duration, to path: String) {
        let milliseconds = duration / .milliseconds(1)
        let range = Self.bounds.firstIndex { milliseconds <= $0 } ?? Self.bounds.count
        counts.withLock {
            $0[path, default: Counts()].ranges[range] += 1
            $0[path, default: Counts()].seconds += milliseconds / 1_000
        }
    }
}
