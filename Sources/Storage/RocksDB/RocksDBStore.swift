import Synchronization

/// The embedded durable store: one RocksDB database in one directory.
package final class RocksDBStore: KeyValueStore {
    private let engine: RocksEngine
    private let committer: Committer<RocksEngine>

    /// Opens the store of a directory, which is made when only its last part is missing.
    ///
    /// - Parameters:
    ///   - path: The directory.
    ///   - keyspaces: Every keyspace of the store; new ones are made.
    ///   - diskSpace: The space left for the store. Nil means unknown and refuses nothing, for a
    ///     disk that fails says so at the write.
    ///   - onFatal: Called on the writer's thread after a failed write. It should not return.
    ///   - onGroupCommitted: Called on the writer's thread after the completions of each group.
    /// - Throws: ``StorageError/locked(path:)``, ``StorageError/unknownKeyspace(_:)``,
    ///   ``StorageError/corruption(_:)`` or ``StorageError/io(_:)``.
    package init(
        path: String,
        keyspaces: [KeyspaceDefinition],
        diskSpace: (@Sendable () -> DiskSpace?)? = nil,
        onFatal: @escaping @Sendable (StorageError) -> Void = exitAfterFailedWrite,
        onGroupCommitted: (@Sendable () -> Void)? = nil
    ) throws(StorageError) {
        engine = RocksEngine(
            database: try RocksDatabase.open(path: path, keyspaces: keyspaces),
            diskSpace: diskSpace ?? { DiskSpace.ofDisk(holding: path) }
        )
        committer = Committer(engine: engine, onFatal: onFatal, onGroupCommitted: onGroupCommitted)
        committer.start()
    }

    deinit {
        committer.stop()
    }

    /// Runs `body` against one snapshot, on the calling thread; throws what the body throws.
    package func read<R>(_ body: (any ReadView) throws -> R) throws -> R {
        try body(RocksSnapshot(of: try engine.database()))
    }

    /// Queues one command; the rules are those of ``KeyValueStore``.
    package func submit<R: Sendable>(
        prefetch: [(Keyspace, [UInt8])],
        _ body: @escaping @Sendable (any WriteView) throws -> R,
        completion: @escaping @Sendable (Result<R, any Error>) -> Void
    ) {
        let command = Command(body, completion: completion)
        if let refusal = committer.refusal {
            committer.refuse(command, refusal)
            return
        }
        engine.touch(prefetch)
        committer.submit(command)
    }

    package func putChunk(
        _ key: [UInt8],
        _ value: [UInt8],
        in keyspace: Keyspace
    ) throws(StorageError) {
        let database = try engine.database()
        if let refusal = engine.refusal() { throw refusal }
        let max = database.valueMaxBytes(of: keyspace) ?? 0
        guard value.count <= max else {
            throw .valueTooLong(keyspace, found: value.count, max: max)
        }
        try RocksChunks(database, keyspace).put(key, value)
    }

    package func deleteChunks(
        from: [UInt8],
        to: [UInt8],
        in keyspace: Keyspace
    ) throws(StorageError) {
        try RocksChunks(try engine.database(), keyspace).delete(from: from, to: to)
    }

    package func settleChunks(in keyspace: Keyspace) throws(StorageError) {
        try RocksChunks(try engine.database(), keyspace).settle()
    }

    /// What the store has done since it was opened.
    package func statistics() -> StoreStatistics {
        committer.statistics()
    }

    /// Makes a consistent copy of the store in a new directory, by links when on the same disk.
    package func checkpoint(to path: String) throws(StorageError) {
        try engine.database().checkpoint(to: path)
    }

    /// Completes every queued command, then closes; again is harmless.
    package func close() {
        committer.stop()
        committer.waitUntilStopped()
    }
}

/// The database of a store until the store is closed.
private final class RocksEngine: CommitEngine {
    private let open: Mutex<RocksDatabase?>
    private let diskSpace: @Sendable () -> DiskSpace?

    init(database: RocksDatabase, diskSpace: @escaping @Sendable () -> DiskSpace?) {
        open = Mutex(database)
        self.diskSpace = diskSpace
    }

    func database() throws(StorageError) -> RocksDatabase {
        guard let database = open.withLock({ $0 }) else { throw .closed }
        return database
    }

    /// Brings keys into the cache; the command reads again, and meets any error itself.
    func touch(_ keys: [(Keyspace, [UInt8])]) {
        guard !keys.isEmpty, let database = try? database() else { return }
        let snapshot = RocksSnapshot(of: database)
        for (keyspace, key) in keys { _ = try? snapshot.get(key, in: keyspace) }
    }

    func openBatch() throws(StorageError) -> RocksBatch {
        RocksBatch(over: try database())
    }

    func refusal() -> StorageError? {
        diskSpace()?.refusal
    }

    func valueMaxBytes(of keyspace: Keyspace) -> Int? {
        open.withLock { $0?.valueMaxBytes(of: keyspace) }
    }

    func close() {
        open.withLock { $0 = nil }
    }
}
