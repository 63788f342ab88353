import Synchronization

/// What is counted of one method.
package final class MethodCounters: Sendable {
    /// Upper ends of the ranges of durations, in milliseconds; what took longer is counted beyond.
    package static let bounds: [Double] = [
        0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100, 200, 500, 1_000, 5_000,
    ]

    /// The calls of one agency; those that named none are counted under "".
    package struct Agency: Sendable {
        /// Calls that came in.
        package fileprivate(set) var started = 0
        /// Calls that are over, by the number of their code; 0 when they went well.
        fileprivate var handledByCode = [Int](repeating: 0, count: Code.allCases.count + 1)
        /// Bytes of their requests.
        package fileprivate(set) var bytesIn = 0
        /// Bytes of their replies.
        package fileprivate(set) var bytesOut = 0
        /// How many of those that are over fell in each range, and beyond the last bound.
        package fileprivate(set) var ranges = [Int](repeating: 0, count: bounds.count + 1)
        /// How long those that are over took together, in seconds.
        package fileprivate(set) var seconds = 0.0

        /// Calls that came in and are not over.
        package var inFlight: Int { started - handledByCode.reduce(0, +) }

        /// Calls that are over, by the name of their code, "OK" when they went well.
        package var handled: [String: Int] {
            var named = ["OK": handledByCode[0]]
            for code in Code.allCases { named[code.name] = handledByCode[Int(code.rawValue)] }
            return named.filter { $0.value > 0 }
        }
    }

    /// The method.
    let path: String
    private let state = Mutex([String: Agency]())

    init(path: String) { self.path = path }

    /// What was counted so far, by agency.
    package var byAgency: [String: Agency] { state.withLock { $0 } }

    /// Counts a call that begins to act for an agency.
    func begin(_ agency: String) {
        state.withLock { $0[agency, default: Agency()].started += 1 }
    }

    /// Counts a call that is over.
    func end(_ record: CallRecord) {
        let milliseconds = record.duration / .milliseconds(1)
        let range = Self.bounds.firstIndex { milliseconds <= $0 } ?? Self.bounds.count
        state.withLock { byAgency in
            // In one place, so that the table is searched once.
            func count(_ agency: inout Agency) {
                if record.agency.isEmpty { agency.started += 1 }
                agency.ranges[range] += 1
                agency.handledByCode[Int(record.code?.rawValue ?? 0)] += 1
                agency.bytesIn += record.bytesIn
                agency.bytesOut += record.bytesOut
                agency.seconds += milliseconds / 1_000
            }
            count(&byAgency[record.agency, default: Agency()])
        }
    }
}
