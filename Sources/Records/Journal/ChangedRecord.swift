import Casework
import Messages

/// A record with a life of its own before some facts and after them: made once for an entry, for
/// whom it concerns and for what is projected.
struct ChangedRecord {
    /// Names it.
    let reference: RecordReference
    /// Before the facts; nil for one that begins with them.
    let former: (any FiledRecord)?
    /// After them, without the version that the entry gives it.
    let current: any FiledRecord
    /// Whether one of the facts changes it.
    let isChanged: Bool
}

extension RecordReader {
    /// The records that some facts are about, each once, as the facts leave it.
    func changed(by events: [Event]) throws -> [ChangedRecord] {
        var facts: [RecordReference: [Event]] = [:]
        var order: [RecordReference] = []
        for event in events {
            guard let record = event.record else { continue }
            if facts[record] == nil { order.append(record) }
            facts[record, default: []].append(event)
        }
        return try order.compactMap { record in
            try record.kind.filed.map { try changed($0, record, by: facts[record] ?? []) }
        }
    }

    private func changed<R: FiledRecord>(
        _ type: R.Type,
        _ record: RecordReference,
        by events: [Event]
    ) throws -> ChangedRecord {
        let former = try filed(type, record.id)
        let changing = events.filter(\.changesRecord)
        var current = former ?? R()
        for event in changing { current.apply(event) }
        return ChangedRecord(
            reference: record,
            former: former,
            current: current,
            isChanged: !changing.isEmpty
        )
    }
}
