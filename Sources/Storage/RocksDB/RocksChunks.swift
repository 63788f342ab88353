import CRocksDB

/// Writes the chunks of files past the write-ahead log: their bytes are written once, to files of
/// their own, and a file counts only after its keyspace was flushed.
struct RocksChunks {
    private let database: RocksDatabase
    private let keyspace: Keyspace

    init(_ database: RocksDatabase, _ keyspace: Keyspace) {
        self.database = database
        self.keyspace = keyspace
    }

    func put(_ key: [UInt8], _ value: [UInt8]) throws(StorageError) {
        let family = unsafe try database.family(keyspace)
        unsafe try unlogged { options throws(StorageError) in
            unsafe try checked { slot in
                unsafe withCBytes(key) { keyStart, keyCount in
                    unsafe withCBytes(value) { valueStart, valueCount in
                        unsafe rocksdb_put_cf(
                            database.pointer,
                            options,
                            family,
                            keyStart,
                            keyCount,
                            valueStart,
                            valueCount,
                            slot
                        )
                    }
                }
            }
        }
    }

    func delete(from: [UInt8], to: [UInt8]) throws(StorageError) {
        let family = unsafe try database.family(keyspace)
        unsafe try unlogged { options throws(StorageError) in
            unsafe try checked { slot in
                unsafe withCBytes(from) { start, startCount in
                    unsafe withCBytes(to) { end, endCount in
                        unsafe rocksdb_delete_range_cf(
                            database.pointer,
                            options,
                            family,
                            start,
                            startCount,
                            end,
                            endCount,
                            slot
                        )
                    }
                }
            }
        }
    }

    /// Flushes the keyspace: what was put before is in synced files afterwards.
    func settle() throws(StorageError) {
        let family = unsafe try database.family(keyspace)
        guard let options = unsafe rocksdb_flushoptions_create() else {
            preconditionFailure("RocksDB allocates its settings or ends the process")
        }
        defer { unsafe rocksdb_flushoptions_destroy(options) }
        unsafe rocksdb_flushoptions_set_wait(options, 1)
        unsafe try checked { slot in
            unsafe rocksdb_flush_cf(database.pointer, options, family, slot)
        }
    }

    private func unlogged(
        _ body: (OpaquePointer) throws(StorageError) -> Void
    ) throws(StorageError) {
        guard let options = unsafe rocksdb_writeoptions_create() else {
            preconditionFailure("RocksDB allocates its settings or ends the process")
        }
        defer { unsafe rocksdb_writeoptions_destroy(options) }
        unsafe rocksdb_writeoptions_disable_WAL(options, 1)
        unsafe try body(options)
    }
}
