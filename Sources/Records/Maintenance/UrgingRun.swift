package import Casework
package import Messages
import Storage

/// How far the urging of a day has come: work, not a fact.
///
/// What was urged stands in the journal, so a run that begins anew urges nothing twice.
package struct UrgingRun: Hashable, Sendable {
    /// The day that it urges on.
    package var day: String
    /// Code of the agency that it is at; empty at the start.
    package var agency = ""
    /// Number of the list of that agency that it is at: what is due, then the stages.
    package var list = 0
    /// Key of the last place of the list that it left; empty at its start.
    package var place: [UInt8] = []
    /// Whether every agency was looked at.
    package var isDone = false

    /// Begins at the first agency.
    package init(day: String) {
        self.day = day
    }

    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        day = try decoder.string()
        agency = try decoder.string()
        list = Int(clamping: try decoder.int64())
        place = try decoder.bytes()
        isDone = try decoder.bool()
    }

    fileprivate var bytes: [UInt8] {
        TupleEncoder().adding(string: day).adding(string: agency).adding(int64: Int64(list))
            .adding(bytes: place).adding(bool: isDone).bytes
    }
}

extension RecordReader {
    /// How far the urging of a day has come; at the start when another day was the last.
    package func urgingRun(on day: String) throws -> UrgingRun {
        let run = try view.get(Keys.urgingRun, in: .work).map { try UrgingRun($0) }
        return run.flatMap { $0.day == day ? $0 : nil } ?? UrgingRun(day: day)
    }

    /// A body's own policy of urging.
    package func urgingPolicy(of agency: String) throws -> UrgingPolicy? {
        try stored(UrgingPolicy.record(of: agency)).map { try UrgingPolicy(serialized: $0) }
    }

    /// The policy of urging that holds for a body on a day: its own, that of the nearest body above, or the
    /// built-in one.
    package func urgingPolicy(for agency: String, on day: Day) throws -> UrgingPolicy {
        for body in try lineage(of: agency, on: day) {
            if let own = try urgingPolicy(of: body) { return own }
        }
        return .builtin
    }
}

extension WorkingState {
    /// Notes how far the urging of a day has come.
    package func set(_ run: UrgingRun) throws {
        try view.put(Keys.urgingRun, run.bytes, in: .work)
    }
}
