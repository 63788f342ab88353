import Messages
import Storage

/// All projections made anew in memory from the journal, to compare with those that stand or to
/// put in their place.
///
/// A dictionary for single keys; the one scan that projecting needs, the first position of a
/// record, goes over the keys that share the prefix's record.
final class Image: WriteView {
    private(set) var tables: [Keyspace: [[UInt8]: [UInt8]]] = [:]
    private var firstFeedKeys: [[UInt8]: [UInt8]] = [:]

    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
        tables[keyspace]?[key]
    }

    func put(_ key: [UInt8], _ value: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        tables[keyspace, default: [:]][key] = value
        guard keyspace == .indexes, let feed = Keys.feed(ofFeedKey: key) else { return }
        if firstFeedKeys[feed] == nil { firstFeedKeys[feed] = key }
    }

    func delete(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        tables[keyspace]?[key] = nil
    }

    /// Gives the first entry of a feed; positions only rise, so the first one put is the first.
    func scan(
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws {
        guard let feed = Keys.feed(ofFeedKey: from), let first = firstFeedKeys[feed] else {
            return
        }
        _ = try body(first, [])
    }
}

extension Keys {
    /// The feed that a key of a feed belongs to: all but the eight bytes of the position.
    static func feed(ofFeedKey key: [UInt8]) -> [UInt8]? {
        key.count > 8 ? Array(key.dropLast(8)) : nil
    }
}

extension RecordReader {
    /// Projects the whole journal anew, entry by entry, and then the sealed parties.
    ///
    /// `visit` is told of each entry, its stored bytes and the head before it.
    func image(
        visit: (_ entry: JournalEntry, _ stored: [UInt8], _ head: JournalHead) throws -> Void
    ) throws -> Image {
        let image = Image()
        var head = JournalHead.empty
        try eachStoredEntry { bytes in
            let entry = try JournalEntry(serialized: bytes)
            try visit(entry, bytes, head)
            let changed = try RecordReader(image).changed(by: entry.events)
            try Projection.apply(entry, stored: bytes, changed, to: image)
            head = JournalHead(entry: entry.position, stored: bytes)
        }
        // What an agency has of a person is made from the sealed parties, not from the journal,
        // which shall not keep what a denunciation takes away.
        try eachKey(of: .parties) { _, value in
            guard let place = Keys.visitor(try SealedParty(serialized: value)) else { return }
            try image.put(place, [], in: .visitors)
        }
        return image
    }
}
