import CRocksDB
import Glibc

/// A walk over `from ..< to` of one keyspace.
@safe final class RocksIterator {
    /// The snapshot or batch that is walked; it keeps the database open.
    private let owner: AnyObject
    private let options = RocksReadOptions()
    private let from: [UInt8]
    private let to: [UInt8]
    /// RocksDB keeps pointers to the bounds, so they live as long as the iterator.
    private let bounds: UnsafeMutablePointer<CChar>
    private let iterator: OpaquePointer

    /// Makes an iterator over a snapshot, or over the newest state seen through a batch.
    init(
        of owner: AnyObject,
        over database: RocksDatabase,
        _ keyspace: Keyspace,
        from: [UInt8],
        to: [UInt8],
        at snapshot: OpaquePointer? = nil,
        through batch: OpaquePointer? = nil
    ) throws(StorageError) {
        let family = unsafe try database.family(keyspace)
        self.owner = owner
        self.from = from
        self.to = to
        unsafe bounds = .allocate(capacity: from.count + to.count + 1)
        let both = from + to
        for index in both.indices { unsafe bounds[index] = CChar(bitPattern: both[index]) }
        unsafe rocksdb_readoptions_set_iterate_lower_bound(options.pointer, bounds, from.count)
        unsafe rocksdb_readoptions_set_iterate_upper_bound(
            options.pointer,
            bounds + from.count,
            to.count
        )
        if let snapshot = unsafe snapshot {
            unsafe rocksdb_readoptions_set_snapshot(options.pointer, snapshot)
        }
        let base = unsafe rocksdb_create_iterator_cf(database.pointer, options.pointer, family)
        var iterator = unsafe base
        if let batch = unsafe batch {
            // The base belongs to the iterator that is made over it.
            unsafe iterator = rocksdb_writebatch_wi_create_iterator_with_base_cf(
                batch,
                base,
                family
            )
        }
        guard let iterator = unsafe iterator else {
            preconditionFailure("RocksDB makes iterators that report their errors later")
        }
        unsafe self.iterator = iterator
    }

    deinit {
        unsafe rocksdb_iter_destroy(iterator)
        unsafe bounds.deallocate()
    }

    /// Visits the entries in order until the body returns false.
    func visit(
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) throws {
        guard from.lexicographicallyPrecedes(to) else { return }
        seek(descending: descending)
        while unsafe rocksdb_iter_valid(iterator) != 0 {
            let key = unsafe copy(rocksdb_iter_key)
            // The bounds given to RocksDB spare it work but do not bind what the batch holds.
            guard isInside(key, descending: descending) else { break }
            guard unsafe try body(key, copy(rocksdb_iter_value)) else { return }
            if descending {
                unsafe rocksdb_iter_prev(iterator)
            } else {
                unsafe rocksdb_iter_next(iterator)
            }
        }
        unsafe try checked { slot in unsafe rocksdb_iter_get_error(iterator, slot) }
    }

    /// Visits the entries of sorted ranges; a range is sought only when the walk has not come to
    /// it by itself, and one before the next entry not at all.
    func visit(
        _ ranges: [KeyRange],
        _ body: (_ range: Int, _ key: RawSpan, _ value: RawSpan) throws -> ScanStep
    ) throws {
        var index = 0
        var isPlaced = false
        ranges: while index < ranges.count {
            let range = ranges[index]
            if unsafe !isPlaced || lent(rocksdb_iter_key).precedes(range.from) {
                unsafe withCBytes(range.from) { unsafe rocksdb_iter_seek(iterator, $0, $1) }
                isPlaced = true
            }
            while unsafe rocksdb_iter_valid(iterator) != 0 {
                let key = unsafe lent(rocksdb_iter_key)
                let value = unsafe lent(rocksdb_iter_value)
                guard unsafe key.precedes(range.to) else {
                    index += 1
                    continue ranges
                }
                switch unsafe try body(index, key.bytes, value.bytes) {
                case .next: unsafe rocksdb_iter_next(iterator)
                case .nextRange:
                    index += 1
                    continue ranges
                case .end: return
                }
            }
            break
        }
        unsafe try checked { slot in unsafe rocksdb_iter_get_error(iterator, slot) }
    }

    /// A part of the entry that the iterator is at, good until it moves.
    private func lent(
        _ part: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?
    ) -> UnsafeRawBufferPointer {
        var count = 0
        let start = unsafe part(iterator, &count)
        return unsafe UnsafeRawBufferPointer(start: start, count: count)
    }

    private func seek(descending: Bool) {
        guard descending else {
            unsafe withCBytes(from) { unsafe rocksdb_iter_seek(iterator, $0, $1) }
            return
        }
        unsafe withCBytes(to) { unsafe rocksdb_iter_seek_for_prev(iterator, $0, $1) }
        // The upper bound itself is outside.
        if unsafe rocksdb_iter_valid(iterator) != 0, unsafe copy(rocksdb_iter_key) == to {
            unsafe rocksdb_iter_prev(iterator)
        }
    }

    private func isInside(_ key: [UInt8], descending: Bool) -> Bool {
        descending ? !key.lexicographicallyPrecedes(from) : key.lexicographicallyPrecedes(to)
    }

    private func copy(
        _ part: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?
    ) -> [UInt8] {
        var count = 0
        guard let start = unsafe part(iterator, &count) else { return [] }
        return unsafe copyCBytes(start, count)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes come before others.
    fileprivate func precedes(_ other: [UInt8]) -> Bool {
        unsafe other.withUnsafeBytes { other in
            guard let own = baseAddress, let others = other.baseAddress
            else { return count < other.count }
            let order = unsafe memcmp(own, others, Swift.min(count, other.count))
            return order == 0 ? count < other.count : order < 0
        }
    }
}
