import Synchronization

/// A store that forgets, for tests: the commands, order, limits and refusals of a durable one.
package final class MemoryStore: KeyValueStore {
    private let engine: MemoryEngine
    private let committer: Committer<MemoryEngine>

    /// Makes an empty store.
    ///
    /// `onGroupCommitted` is called on the writer's thread after the completions of each group.
    package init(
        keyspaces: [KeyspaceDefinition],
        onGroupCommitted: (@Sendable () -> Void)? = nil
    ) {
        engine = MemoryEngine(keyspaces: keyspaces)
        committer = Committer(
            engine: engine,
            onFatal: { preconditionFailure("memory cannot fail to commit: \($0)") },
            onGroupCommitted: onGroupCommitted
        )
        committer.start()
    }

    deinit {
        committer.stop()
    }

    /// Runs `body` against one snapshot, on the calling thread; throws what the body throws.
    package func read<R>(_ body: (any ReadView) throws -> R) throws -> R {
        try body(MemoryView(try engine.snapshot()))
    }

    /// Queues one command; the rules are those of ``KeyValueStore``.
    package func submit<R: Sendable>(
        prefetch: [(Keyspace, [UInt8])],
        _ body: @escaping @Sendable (any WriteView) throws -> R,
        completion: @escaping @Sendable (Result<R, any Error>) -> Void
    ) {
        committer.submit(Command(body, completion: completion))
    }

    package func putChunk(
        _ key: [UInt8],
        _ value: [UInt8],
        in keyspace: Keyspace
    ) throws(StorageError) {
        let max = engine.valueMaxBytes(of: keyspace) ?? 0
        guard value.count <= max else {
            throw .valueTooLong(keyspace, found: value.count, max: max)
        }
        try engine.change(keyspace) { $0[key] = value }
    }

    package func deleteChunks(
        from: [UInt8],
        to: [UInt8],
        in keyspace: Keyspace
    ) throws(StorageError) {
        try engine.change(keyspace) { $0.remove(from: from, to: to) }
    }

    package func settleChunks(in keyspace: Keyspace) throws(StorageError) {
        _ = try engine.snapshot()
    }

    /// What the store has done since it was opened.
    package func statistics() -> StoreStatistics {
        committer.statistics()
    }

    /// Completes every queued command, then closes; again is harmless.
    package func close() {
        committer.stop()
        committer.waitUntilStopped()
    }
}

/// The committed tables of a memory store.
private final class MemoryEngine: CommitEngine {
    typealias Tables = [Keyspace: MemoryTable]

    private let valueMax: [Keyspace: Int]
    /// Keyspaces that are written beside the queue.
    private let beside: Set<Keyspace>
    private let committed: Mutex<Tables?>

    init(keyspaces: [KeyspaceDefinition]) {
        valueMax = Dictionary(keyspaces.map { ($0.keyspace, $0.valueMaxBytes) }) { $1 }
        beside = Set(keyspaces.filter { $0.values == .chunks }.map(\.keyspace))
        committed = Mutex(valueMax.mapValues { _ in MemoryTable() })
    }

    func snapshot() throws(StorageError) -> Tables {
        guard let tables = committed.withLock({ $0 }) else { throw .closed }
        return tables
    }

    func publish(_ tables: Tables) {
        committed.withLock { current in
            guard let before = current else { return }
            // A group knows nothing of the chunks that came while it ran.
            current = tables.merging(before.filter { beside.contains($0.key) }) { $1 }
        }
    }

    /// Changes a table at once, beside the groups.
    func change(
        _ keyspace: Keyspace,
        _ body: (inout MemoryTable) -> Void
    ) throws(StorageError) {
        let isDone = committed.withLock { tables in
            guard var table = tables?[keyspace] else { return false }
            body(&table)
            tables?[keyspace] = table
            return true
        }
        if !isDone { throw .closed }
    }

    func openBatch() throws(StorageError) -> MemoryBatch {
        MemoryBatch(over: try snapshot(), of: self)
    }

    func refusal() -> StorageError? { nil }

    func valueMaxBytes(of keyspace: Keyspace) -> Int? { valueMax[keyspace] }

    func close() {
        committed.withLock { $0 = nil }
    }
}

/// One state of the tables, which later commits leave alone.
private class MemoryView: ReadView {
    fileprivate var tables: MemoryEngine.Tables

    init(_ tables: MemoryEngine.Tables) {
        self.tables = tables
    }

    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
        try table(keyspace)[key]
    }

    func scan(
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws {
        try table(keyspace).scan(from: from, to: to, descending: descending, body)
    }

    private func table(_ keyspace: Keyspace) throws(StorageError) -> MemoryTable {
        guard let table = tables[keyspace] else { throw .unknownKeyspace(keyspace.rawValue) }
        return table
    }
}

/// The writes of one group, made on a copy of the tables that is published by the commit.
private final class MemoryBatch: MemoryView, CommitBatch {
    private let engine: MemoryEngine
    /// What the running command has overwritten, oldest first.
    private var undo: [(keyspace: Keyspace, key: [UInt8], value: [UInt8]?)] = []

    init(over tables: MemoryEngine.Tables, of engine: MemoryEngine) {
        self.engine = engine
        super.init(tables)
    }

    func put(_ key: [UInt8], _ value: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        set(key, value, in: keyspace)
    }

    func delete(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        set(key, nil, in: keyspace)
    }

    func markSavePoint() {
        undo = []
    }

    func rollBack() throws(StorageError) {
        for entry in undo.reversed() { tables[entry.keyspace]?[entry.key] = entry.value }
        undo = []
    }

    func commit() throws(StorageError) {
        engine.publish(tables)
    }

    private func set(_ key: [UInt8], _ value: [UInt8]?, in keyspace: Keyspace) {
        undo.append((keyspace, key, tables[keyspace]?[key]))
        tables[keyspace]?[key] = value
    }
}
