import Messages
import Storage

/// One key of a projection that is not as the journal makes it.
struct Difference: Sendable {
    enum Kind: String, Sendable {
        case missing = "is missing"
        case surplus = "stands without a fact"
        case other = "has other bytes than the journal gives"
    }

    let keyspace: Keyspace
    let key: [UInt8]
    let kind: Kind
    /// The value that the journal gives; nil for a surplus key.
    let value: [UInt8]?
}

extension RecordReader {
    /// The keys of all projections that differ from an image; `compared` is called for each key
    /// that stands.
    func differences(from image: Image, compared: () -> Void) throws -> [Difference] {
        var differences: [Difference] = []
        for keyspace in Keyspace.projections {
            var expected = image.tables[keyspace] ?? [:]
            try eachKey(of: keyspace) { key, value in
                compared()
                guard let wanted = expected.removeValue(forKey: key) else {
                    differences.append(
                        Difference(keyspace: keyspace, key: key, kind: .surplus, value: nil)
                    )
                    return
                }
                guard wanted != value else { return }
                differences.append(
                    Difference(keyspace: keyspace, key: key, kind: .other, value: wanted)
                )
            }
            differences += expected.map {
                Difference(keyspace: keyspace, key: $0.key, kind: .missing, value: $0.value)
            }
        }
        let head = image.tables[.settings]?[Keys.head]
        if try head != storedHead() {
            differences.append(
                Difference(keyspace: .settings, key: Keys.head, kind: .other, value: head)
            )
        }
        return differences
    }
}

extension RecordStore {
    /// Makes every projection anew from the journal and puts right what differs.
    ///
    /// - Returns: How many keys differed.
    /// - Throws: What the store throws; keys put right so far stay right.
    package func rebuild() async throws -> Int {
        let differences = try read { reader in
            let image = try reader.image { _, _, _ in }
            return try reader.differences(from: image) {}
        }
        var rest = differences[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Limits.commandMaxKeys / 2))
            rest = rest.dropFirst(part.count)
            try await store.write { view in
                for difference in part {
                    if let value = difference.value {
                        try view.put(difference.key, value, in: difference.keyspace)
                    } else {
                        try view.delete(difference.key, in: difference.keyspace)
                    }
                }
            }
        }
        return differences.count
    }
}
