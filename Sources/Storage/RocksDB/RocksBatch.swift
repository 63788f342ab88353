import CRocksDB

/// The writes of one group over the newest state; used by the writer's thread alone.
///
/// Reads need no snapshot, because nobody else writes while the group runs.
@safe final class RocksBatch: CommitBatch {
    private let database: RocksDatabase
    private let batch: OpaquePointer
    private let readOptions = RocksReadOptions()

    init(over database: RocksDatabase) {
        self.database = database
        // With its keys overwritten in place, the batch shows each key once.
        guard let batch = unsafe rocksdb_writebatch_wi_create(0, 1) else {
            preconditionFailure("RocksDB allocates a batch or ends the process")
        }
        unsafe self.batch = batch
    }

    deinit {
        unsafe rocksdb_writebatch_wi_destroy(batch)
    }

    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
        let family = unsafe try database.family(keyspace)
        var count = 0
        let value = unsafe try checked { slot in
            unsafe withCBytes(key) { start, length in
                unsafe rocksdb_writebatch_wi_get_from_batch_and_db_cf(
                    batch,
                    database.pointer,
                    readOptions.pointer,
                    family,
                    start,
                    length,
                    &count,
                    slot
                )
            }
        }
        guard let value = unsafe value else { return nil }
        defer { unsafe rocksdb_free(value) }
        return unsafe copyCBytes(value, count)
    }

    func scan(
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws {
        let iterator = unsafe try RocksIterator(
            of: self,
            over: database,
            keyspace,
            from: from,
            to: to,
            through: batch
        )
        try iterator.visit(descending: descending, body)
    }

    func put(_ key: [UInt8], _ value: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        let family = unsafe try database.family(keyspace)
        unsafe withCBytes(key) { keyStart, keyCount in
            unsafe withCBytes(value) { valueStart, valueCount in
                unsafe rocksdb_writebatch_wi_put_cf(
                    batch,
                    family,
                    keyStart,
                    keyCount,
                    valueStart,
                    valueCount
                )
            }
        }
    }

    func delete(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) {
        let family = unsafe try database.family(keyspace)
        unsafe withCBytes(key) { unsafe rocksdb_writebatch_wi_delete_cf(batch, family, $0, $1) }
    }

    func markSavePoint() {
        unsafe rocksdb_writebatch_wi_set_save_point(batch)
    }

    func rollBack() throws(StorageError) {
        unsafe try checked { slot in
            unsafe rocksdb_writebatch_wi_rollback_to_save_point(batch, slot)
        }
    }

    func commit() throws(StorageError) {
        guard let options = unsafe rocksdb_writeoptions_create() else {
            preconditionFailure("RocksDB allocates its settings or ends the process")
        }
        defer { unsafe rocksdb_writeoptions_destroy(options) }
        unsafe rocksdb_writeoptions_set_sync(options, 1)
        unsafe try checked { slot in
            unsafe rocksdb_write_writebatch_wi(database.pointer, options, batch, slot)
        }
    }
}
