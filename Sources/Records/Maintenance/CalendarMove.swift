import Casework
package import Messages
import Storage

/// How far open time limits have been reckoned again since the layer of a body's calendar was
/// replaced: work, not a fact, so a restored store simply begins anew.
package struct CalendarMove: Hashable, Sendable {
    /// Version of the layer that it follows.
    package var etag: String
    /// Key of the last record that was looked at; empty at the start.
    package var place: [UInt8] = []
    /// Records looked at.
    package var examined: Int64 = 0
    /// Records whose limits moved.
    package var moved: Int64 = 0
    /// Whether every record was looked at.
    package var isDone = false

    /// Begins at the first record.
    package init(etag: String) {
        self.etag = etag
    }

    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        etag = try decoder.string()
        place = try decoder.bytes()
        examined = try decoder.int64()
        moved = try decoder.int64()
        isDone = try decoder.bool()
    }

    fileprivate var bytes: [UInt8] {
        TupleEncoder().adding(string: etag).adding(bytes: place).adding(int64: examined)
            .adding(int64: moved).adding(bool: isDone).bytes
    }
}

extension RecordReader {
    /// How far the limits have followed a layer; at the start when it was replaced since.
    package func move(of calendar: AgencyCalendar) throws -> CalendarMove {
        let bytes = try view.get(Keys.calendarMove(calendar.agency), in: .work)
        let move = try bytes.map { try CalendarMove($0) }
        return move.flatMap { $0.etag == calendar.etag ? $0 : nil }
            ?? CalendarMove(etag: calendar.etag)
    }

    /// A layer that limits have not followed to the end, and how far they have.
    package func unfinishedMove() throws -> (calendar: AgencyCalendar, move: CalendarMove)? {
        let prefix = Keys.records(of: .calendar)
        var calendars: [AgencyCalendar] = []
        try view.scan(.records, from: prefix, to: prefixEnd(prefix), descending: false) {
            calendars.append(try AgencyCalendar(serialized: $1))
            return true
        }
        for calendar in calendars {
            let move = try move(of: calendar)
            if !move.isDone { return (calendar, move) }
        }
        return nil
    }
}

extension WorkingState {
    /// Notes how far the limits have followed the layer of a body.
    package func set(_ move: CalendarMove, of agency: String) throws {
        try view.put(Keys.calendarMove(agency), move.bytes, in: .work)
    }
}
