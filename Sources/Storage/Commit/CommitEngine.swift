/// What an engine gives to the committer; used on the writer's thread only.
protocol CommitEngine: Sendable {
    associatedtype Batch: CommitBatch

    /// Opens a batch over the committed state.
    func openBatch() throws(StorageError) -> Batch

    /// Why nothing may be written now, or nil.
    func refusal() -> StorageError?

    /// The largest value of a keyspace in bytes, or nil when it is not open.
    func valueMaxBytes(of keyspace: Keyspace) -> Int?

    /// Gives up the files once nobody reads them.
    func close()
}

/// The writes of one group over the committed state, readable before they are committed.
protocol CommitBatch: WriteView {
    /// Marks the state that `rollBack` returns to.
    func markSavePoint()

    /// Undoes everything since the last save point.
    func rollBack() throws(StorageError)

    /// Makes the batch durable.
    func commit() throws(StorageError)
}
