import Casework
package import Messages
import Records

/// Working calendars in layers.
package struct CalendarService: CalendarHandlers {
    /// Records looked at for a page of a preview.
    private static let examinedMax = 20_000
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func getCalendar(
        _ request: GetCalendarRequest,
        _ call: Call
    ) throws -> Encoded<GetCalendarReply> {
        let year = request.year == 0 ? desk.today.date.year : Int(request.year)
        var checks = Checks(today: desk.today)
        checks.require(
            AgencyCalendar.years.contains(year),
            "year",
            "is \(year)",
            "give a year of 2000 to 2100, or none for this one"
        )
        try checks.finish()
        return try desk.records.read { reader in
            let agency = try reader.body(request.agency, for: call)
            let layers = try reader.calendars(for: agency, on: desk.today)
            let calendar = try desk.calendar(of: agency, reader)
            let days = WorkingCalendar.listed(in: year, of: layers, over: desk.national)
            let own = try reader.calendar(of: agency)
            let moves = try layers.map { try reader.move(of: $0) }
            return Encoded(
                GetCalendarReply(
                    agency: agency,
                    year: Int32(year),
                    version: calendar.version,
                    provisional: days.contains(where: \.provisional)
                        || !calendar.announces(year),
                    days: days,
                    own: own ?? AgencyCalendar(agency: agency),
                    moving: moves.contains { !$0.isDone },
                    examined: moves.reduce(0) { $0 + $1.examined },
                    moved: moves.reduce(0) { $0 + $1.moved }
                )
            )
        }
    }

    package func previewCalendar(
        _ request: PreviewCalendarRequest,
        _ call: Call
    ) throws -> Encoded<PreviewCalendarReply> {
        var checks = Checks(today: desk.today)
        return try desk.records.read { reader in
            let agency = try reader.body(request.agency, for: call)
            var proposed = AgencyCalendar(
                of: agency,
                entries: request.entries,
                announcedYears: request.announcedYears,
                &checks
            )
            try checks.finish()
            proposed.etag = "preview"
            let page = try Page(
                size: request.pageSize,
                token: request.pageToken,
                of: .filed,
                call: call,
                query: "\(agency)|\(desk.records.vault.plainHash(proposed.serialized()))",
                vault: desk.records.vault
            )
            var bodies = Bodies(desk, agency, proposed: proposed)
            var reply = PreviewCalendarReply()
            let last = try reader.filed(page.range, limit: Self.examinedMax) { record in
                reply.examined += 1
                guard let clocks = try bodies.clocks(of: record.agency, reader) else {
                    return true
                }
                let moves = record.moves(clocks)
                guard !moves.isEmpty else { return true }
                reply.moved += Int64(moves.count)
                reply.records.append(
                    RecordMoves(record: record.reference, agency: record.agency, moves: moves)
                )
                return reply.records.count < page.size
            }
            reply.nextPageToken = try page.token(after: last)
            return Encoded(reply)
        }
    }

    package func replaceCalendar(_ request: ReplaceCalendarRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let agency = try reader.body(request.agency, for: call)
            try reader.checkReceiver(agency, "agency", on: "", call)
            let former = try reader.calendar(of: agency) ?? AgencyCalendar()
            let record = AgencyCalendar.record(of: agency)
            return Decided(
                try reader.tellingChanges(of: record, since: request.etag) {
                    try request.decide(former, of: agency, context)
                }
            )
        }
    }
}

extension RecordReader {
    /// The body that a request means: the caller's own when it names none.
    ///
    /// - Throws: `CaseworkError.notFound` for one that the directory has not got.
    func body(_ named: String, for call: Call) throws -> String {
        let code = named.isEmpty ? call.principal.agency : named
        guard try agency(code) != nil else { throw CaseworkError.notFound(.agency) }
        return code
    }
}
