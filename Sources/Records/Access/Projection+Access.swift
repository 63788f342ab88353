import Casework
import Messages
import Storage

/// Officers and grants, with the lists in which they are found.
extension Projection {
    static func applyOfficer(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        guard case .officerRecorded(let fact) = event.fact, var officer = fact.officer else {
            return
        }
        if let former = try view.get(Keys.record(record), in: .records) {
            for key in Keys.places(of: try Officer(serialized: former)) {
                try view.delete(key, in: .indexes)
            }
        }
        officer.etag = entry.etag
        try view.put(Keys.record(record), officer.serialized(), in: .records)
        for key in Keys.places(of: officer) { try view.put(key, [], in: .indexes) }
    }

    static func applyGrant(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        let former = try view.get(Keys.record(record), in: .records)
        var grant = try former.map { try Grant(serialized: $0) } ?? Grant()
        grant.apply(event)
        grant.etag = entry.etag
        try view.put(Keys.record(record), grant.serialized(), in: .records)
        guard former == nil else { return }
        let lists =
            grant.holders.map(Keys.grants(of:)) + grant.units.map(Keys.grants(for:))
            + [Keys.grants]
        for list in lists {
            try view.put(Keys.place(list, entry.position, grant.id), [], in: .indexes)
        }
    }
}

extension Grant {
    /// Codes of the office or the officers that hold it.
    var holders: [String] { office.isEmpty ? officers : [office] }
}
