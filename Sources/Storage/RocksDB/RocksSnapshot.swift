import CRocksDB

/// One state of the database, which later commits leave alone; keeps the database open.
@safe final class RocksSnapshot: ReadView {
    private let database: RocksDatabase
    private let snapshot: OpaquePointer
    private let options = RocksReadOptions()

    init(of database: RocksDatabase) {
        self.database = database
        guard let snapshot = unsafe rocksdb_create_snapshot(database.pointer) else {
            preconditionFailure("this kind of database always gives snapshots")
        }
        unsafe self.snapshot = snapshot
        unsafe rocksdb_readoptions_set_snapshot(options.pointer, snapshot)
    }

    deinit {
        unsafe rocksdb_release_snapshot(database.pointer, snapshot)
    }

    func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
        let family = unsafe try database.family(keyspace)
        let pinned = unsafe try checked { slot in
            unsafe withCBytes(key) { start, count in
                unsafe rocksdb_get_pinned_cf(
                    database.pointer,
                    options.pointer,
                    family,
                    start,
                    count,
                    slot
                )
            }
        }
        guard let pinned = unsafe pinned else { return nil }
        defer { unsafe rocksdb_pinnableslice_destroy(pinned) }
        var count = 0
        guard let start = unsafe rocksdb_pinnableslice_value(pinned, &count) else { return [] }
        return unsafe copyCBytes(start, count)
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
            at: snapshot
        )
        try iterator.visit(descending: descending, body)
    }

    func scanEach(
        _ keyspace: Keyspace,
        _ ranges: [KeyRange],
        _ body: (_ range: Int, _ key: RawSpan, _ value: RawSpan) throws -> ScanStep
    ) throws {
        guard let first = ranges.first, let last = ranges.last else { return }
        let iterator = unsafe try RocksIterator(
            of: self,
            over: database,
            keyspace,
            from: first.from,
            to: last.to,
            at: snapshot
        )
        try iterator.visit(ranges, body)
    }
}
