/// One consistent state of a store, for as long as the closure that received it runs.
package protocol ReadView {
    /// The value of a key, or nil when the key is absent.
    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]?

    /// Visits the entries of `from ..< to` in the order of their bytes.
    ///
    /// The body gets key and value and returns whether to go on. Bounds may be longer than a key.
    func scan(
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws

    /// Visits the entries of ranges that are sorted and do not overlap, each in the order of their
    /// bytes; what is skipped costs nothing.
    ///
    /// The body gets the number of the range, and lends key and value for as long as it runs.
    func scanEach(
        _ keyspace: Keyspace,
        _ ranges: [KeyRange],
        _ body: (_ range: Int, _ key: RawSpan, _ value: RawSpan) throws -> ScanStep
    ) throws
}

/// The state that a command sees: all commands before it, and its own writes.
package protocol WriteView: ReadView {
    /// Sets a key.
    ///
    /// Not from inside a scan. A write refused here refuses its whole command, caught or not.
    func put(_ key: [UInt8], _ value: [UInt8], in keyspace: Keyspace) throws(StorageError)

    /// Removes a key, present or not, under the same rules as a put.
    func delete(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError)
}

/// An ordered store of named keyspaces with snapshots and one serial order of commands.
package protocol KeyValueStore: Sendable {
    /// Runs `body` against one snapshot, on the calling thread, which may block on the disk.
    ///
    /// Throws what the body throws, or a ``StorageError``.
    func read<R>(_ body: (any ReadView) throws -> R) throws -> R

    /// Queues one command; never waits for room, a full queue refuses.
    ///
    /// - Parameters:
    ///   - prefetch: Keys that the calling thread reads first, so that the writer finds them in
    ///     cache. Only this may block on the disk.
    ///   - body: The command. It runs once, on the writer's thread, after all commands queued
    ///     before it. It throws to refuse, and then leaves nothing; it should decide before it
    ///     writes, because undoing writes is dear.
    ///   - completion: Called once: after the synced write of the command's group, on the writer's
    ///     thread; or at once, on the calling thread, when the command is not queued. It must not
    ///     block or close the store.
    func submit<R: Sendable>(
        prefetch: [(Keyspace, [UInt8])],
        _ body: @escaping @Sendable (any WriteView) throws -> R,
        completion: @escaping @Sendable (Result<R, any Error>) -> Void
    )

    /// Sets a key of a keyspace of chunks, on the calling thread, beside the queue of commands.
    ///
    /// Reads see it at once; it is durable only after ``settleChunks(in:)``, so that large files
    /// neither wait for commands nor make them wait for a sync.
    func putChunk(_ key: [UInt8], _ value: [UInt8], in keyspace: Keyspace) throws(StorageError)

    /// Removes the keys `from ..< to` of a keyspace of chunks, under the same rules as a put.
    func deleteChunks(from: [UInt8], to: [UInt8], in keyspace: Keyspace) throws(StorageError)

    /// Returns when every chunk that was put before is durable.
    func settleChunks(in keyspace: Keyspace) throws(StorageError)

    /// What the store has done since it was opened.
    func statistics() -> StoreStatistics

    /// Completes every queued command, then closes; again is harmless.
    ///
    /// Later commands and reads are refused. A read that is still running keeps the files open
    /// until it ends. Not to be called from a command or a completion.
    func close()
}

extension KeyValueStore {
    /// Runs one command and returns when it is durable; throws what refused it.
    ///
    /// Prefetching blocks, so callers that prefetch should be on a thread that may.
    package func write<R: Sendable>(
        prefetch: [(Keyspace, [UInt8])] = [],
        _ body: @escaping @Sendable (any WriteView) throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            submit(prefetch: prefetch, body) { continuation.resume(with: $0) }
        }
    }
}

/// Counters of a store since it was opened.
package struct StoreStatistics: Hashable, Sendable {
    /// Synced writes.
    package var groups = 0
    /// Commands accepted and made durable.
    package var commands = 0
    /// Commands refused, by themselves or by the store.
    package var refused = 0
    /// Commands that threw after they had written: each one is a defect of its author.
    package var rollbacks = 0
    /// Bytes of keys and values in the synced writes.
    package var bytesWritten = 0
    /// Commands that wait now.
    package var queueDepth = 0

    /// Counters of a store that has done nothing.
    package init() {}
}
