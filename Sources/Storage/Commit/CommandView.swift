/// The view that one command gets of its group's batch: it keeps the limits.
///
/// The first refused write is remembered, so that a command that swallows the error fails as well.
final class CommandView<Engine: CommitEngine>: WriteView {
    private let engine: Engine
    private let batch: Engine.Batch
    private var scans = 0
    private var ended = false

    /// The number of writes so far.
    private(set) var writes = 0
    /// The bytes of keys and values written so far.
    private(set) var bytes = 0
    /// The first write that was refused.
    private(set) var failure: StorageError?

    init(engine: Engine, batch: Engine.Batch) {
        self.engine = engine
        self.batch = batch
    }

    /// Ends the command; a view that its body has kept is of no use any more.
    func end() {
        ended = true
    }

    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
        checkNotEnded()
        return try batch.get(key, in: keyspace)
    }

    func scan(
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws {
        checkNotEnded()
        scans += 1
        defer { scans -= 1 }
        try batch.scan(keyspace, from: from, to: to, descending: descending, body)
    }

    func put(_ key: [UInt8], _ value: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        try admit(key, valueBytes: value.count, in: keyspace)
        try remembering { () throws(StorageError) in try batch.put(key, value, in: keyspace) }
    }

    func delete(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        try admit(key, valueBytes: 0, in: keyspace)
        try remembering { () throws(StorageError) in try batch.delete(key, in: keyspace) }
    }

    private func admit(
        _ key: [UInt8],
        valueBytes: Int,
        in keyspace: Keyspace
    ) throws(StorageError) {
        checkNotEnded()
        try remembering { () throws(StorageError) in
            guard scans == 0 else { throw .writeDuringScan }
            guard let valueMax = engine.valueMaxBytes(of: keyspace) else {
                throw .unknownKeyspace(keyspace.rawValue)
            }
            guard (1...Limits.keyMaxBytes).contains(key.count) else {
                throw .keyLength(found: key.count, max: Limits.keyMaxBytes)
            }
            guard valueBytes <= valueMax else {
                throw .valueTooLong(keyspace, found: valueBytes, max: valueMax)
            }
            guard writes < Limits.commandMaxKeys else {
                throw .commandTooManyKeys(max: Limits.commandMaxKeys)
            }
            guard bytes + key.count + valueBytes <= Limits.commandMaxBytes else {
                throw .commandTooLarge(max: Limits.commandMaxBytes)
            }
        }
        // A save point is set by the first write only: a command that refuses first costs nothing.
        if writes == 0 { batch.markSavePoint() }
        writes += 1
        bytes += key.count + valueBytes
    }

    private func remembering(_ write: () throws(StorageError) -> Void) throws(StorageError) {
        do {
            try write()
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    private func checkNotEnded() {
        precondition(!ended, "a view belongs to its command, and the command has ended")
    }
}
