import Casework
package import Messages
import RPC
import Records

/// What holds for records of every kind: what can be done, how it stood, what changed.
package struct RecordService: RecordHandlers {
    let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func listActions(
        _ request: ListActionsRequest,
        _ call: Call
    ) throws -> Encoded<ListActionsReply> {
        let (record, type) = try Self.named(request.record)
        var context = try desk.draftContext(call)
        let found = try desk.records.read { reader in
            context.standsInFor = try reader.substituted(by: context.officer, on: context.today)
            return try reader.shown(type, record.id, for: call)
        }
        return Encoded(found.actions(of: call.principal, context))
    }

    package func getRecordAsOf(
        _ request: GetRecordAsOfRequest,
        _ call: Call
    ) throws -> Encoded<RecordAsOf> {
        let (record, type) = try Self.named(request.record)
        var checks = Checks(today: desk.today)
        var day: Day?
        switch request.moment {
        case .day(let text): day = checks.pastDay(text, "day")
        case .position(let position):
            checks.require(position > 0, "position", "is not positive", "give a position")
        case nil: checks.require(false, "moment", "is missing", "give a day or a position")
        }
        try checks.finish()
        return try desk.records.read { reader in
            // Who may not know of the record now learns nothing of its past.
            _ = try reader.shown(type, record.id, for: call)
            let past = try reader.entries(of: record).filter { entry in
                if case .position(let position) = request.moment {
                    return entry.position <= position
                }
                return day.map { Day(recordedAtMs: entry.recordedAtMs) <= $0 } ?? false
            }
            guard let last = past.last else { throw CaseworkError.notFound(record.kind) }
            let stood: any FiledRecord = try Redaction(call.principal, reader)
                .seen(type.init().after(past, of: record))
            return Encoded(RecordAsOf(record: RecordImage(stood), position: last.position))
        }
    }

    package func getChanges(
        _ request: GetChangesRequest,
        _ call: Call
    ) throws -> Encoded<GetChangesReply> {
        let (record, type) = try Self.named(request.record)
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .history(of: record, after: request.after),
            call: call,
            query: "\(record.kind.rawValue)|\(record.id)|\(request.after)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            let filed = try reader.shown(type, record.id, for: call)
            let calendar = try desk.calendar(of: filed.agency, reader)
            var positions: [Int64] = []
            let last = try reader.history(page.range, limit: page.size) { positions.append($0) }
            let redaction = Redaction(call.principal, reader)
            let steps = try Self.steps(of: record, type, positions, reader, redaction, calendar)
            return Encoded(
                GetChangesReply(steps: steps, nextPageToken: try page.token(after: last))
            )
        }
    }

    /// The steps at some positions, each with what it changed.
    private static func steps<R: FiledRecord>(
        of record: RecordReference,
        _ type: R.Type,
        _ positions: [Int64],
        _ reader: RecordReader,
        _ redaction: Redaction,
        _ calendar: WorkingCalendar
    ) throws -> [RecordStep] {
        guard let last = positions.last else { return [] }
        var stood = R()
        var steps: [RecordStep] = []
        for entry in try reader.entries(of: record) where entry.position <= last {
            for event in entry.events where event.record == record {
                let before = stood
                stood.apply(event)
                guard positions.contains(entry.position), let event = try redaction.seen(event)
                else { continue }
                steps.append(
                    try RecordStep(
                        entry,
                        event,
                        changes: Changes.between(redaction.seen(before), redaction.seen(stood)),
                        calendar
                    )
                )
            }
        }
        return steps
    }

    /// The record that a request names, and the type of its kind.
    static func named(
        _ reference: RecordReference?,
        _ field: String = "record"
    ) throws(CaseworkError) -> (RecordReference, any FiledRecord.Type) {
        guard let reference, let type = reference.kind.filed, !reference.id.isEmpty else {
            throw .invalid([
                Violation(
                    field: field,
                    rule: "names no record with a life of its own",
                    remedy: "give the kind and the id of a petition, a case or a file"
                )
            ])
        }
        return (reference, type)
    }
}

extension RecordReader {
    /// A record of any kind that the caller may know of, other than the persons of a secret file;
    /// throws as for petitions.
    fileprivate func shown<R: FiledRecord>(
        _ type: R.Type,
        _ id: String,
        for call: Call
    ) throws -> R {
        let record = try filed(type, id, for: call)
        guard try !Redaction(call.principal, self).keepsBack(record) else {
            throw CaseworkError.notFound(R.recordKind)
        }
        return record
    }
}

extension FiledRecord {
    /// The record after all of its facts in some entries.
    func after(_ entries: some Sequence<JournalEntry>, of record: RecordReference) -> Self {
        var stood = self
        for entry in entries {
            for event in entry.events where event.record == record {
                stood.apply(event)
                stood.etag = String(entry.position)
            }
        }
        return stood
    }
}

extension Day {
    /// The day in Vietnam of an instant in milliseconds since 1970-01-01T00:00:00Z.
    init(recordedAtMs milliseconds: Int64) {
        self.init(daysSince1970: Int32(clamping: (milliseconds / 1_000 + 7 * 3_600) / 86_400))
    }
}
