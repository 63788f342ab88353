import Storage

/// The epochs of a store: one since it was made, and one more since each restoring of a backup.
///
/// What a restore loses is written anew under the same positions: a position tells of the same entry
/// only within an epoch, and up to where the epochs after it began.
package struct Epochs: Hashable, Sendable {
    private struct Epoch: Hashable, Sendable {
        let id: String
        /// The head of the journal when it began.
        let after: Int64
    }

    private var all: [Epoch]

    /// Begins the first one.
    init(first id: String) {
        all = [Epoch(id: id, after: 0)]
    }

    init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        all = []
        for _ in 0..<(try decoder.int64()) {
            all.append(Epoch(id: try decoder.string(), after: try decoder.int64()))
        }
    }

    var bytes: [UInt8] {
        all.reduce(TupleEncoder().adding(int64: Int64(all.count))) {
            $0.adding(string: $1.id).adding(int64: $1.after)
        }
        .bytes
    }

    /// Id of the epoch that holds now.
    package var current: String { all.last?.id ?? "" }

    /// The head of the journal when it began.
    package var began: Int64 { all.last?.after ?? 0 }

    /// How far what somebody read, up to a position in an epoch, still stands; 0 for an epoch that
    /// the store does not know.
    package func common(upTo position: Int64, in epoch: String) -> Int64 {
        guard let index = all.firstIndex(where: { $0.id == epoch }) else { return 0 }
        return all[(index + 1)...].reduce(position) { min($0, $1.after) }
    }

    /// Begins a new one.
    mutating func begin(_ id: String, after position: Int64) {
        all.append(Epoch(id: id, after: position))
    }
}

extension RecordReader {
    /// The store's epochs.
    package func epochs() throws -> Epochs {
        // Opening a store has put them there.
        try view.get(Keys.epochs, in: .settings).map { try Epochs($0) } ?? Epochs(first: "")
    }
}

extension RecordStore {
    /// Begins a new epoch at the head of the journal: what restoring a backup does last, so that
    /// positions that were given before it, and lost by it, are told from those given afterwards.
    ///
    /// Subscriptions that came further than the journal go back to its head.
    ///
    /// - Throws: What the store throws.
    package func renewEpoch() async throws {
        let id = Vault.newID()
        try await store.write { view in
            let reader = RecordReader(view)
            var epochs = try reader.epochs()
            let head = try reader.head().position
            epochs.begin(id, after: head)
            try view.put(Keys.epochs, epochs.bytes, in: .settings)
            try WorkingState(view).reconcileSubscriptions(head: head)
        }
    }
}
