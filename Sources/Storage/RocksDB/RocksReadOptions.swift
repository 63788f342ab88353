import CRocksDB

/// The settings of reads: every block is checked against its checksum, every key is in order.
@safe final class RocksReadOptions {
    let pointer: OpaquePointer

    init() {
        guard let options = unsafe rocksdb_readoptions_create() else {
            preconditionFailure("RocksDB allocates its settings or ends the process")
        }
        unsafe pointer = options
        unsafe rocksdb_readoptions_set_verify_checksums(pointer, 1)
        unsafe rocksdb_readoptions_set_total_order_seek(pointer, 1)
    }

    deinit {
        unsafe rocksdb_readoptions_destroy(pointer)
    }
}
