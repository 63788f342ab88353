import CRocksDB

/// The settings of a database, freed with it.
@safe final class RocksOptions {
    /// The settings of the database and of its ordinary keyspaces.
    let ordinary: OpaquePointer
    /// The settings of keyspaces whose values are kept in files of their own.
    let files: OpaquePointer

    /// What carries the promise that an acknowledged command is found again, or its loss noticed.
    ///
    /// A torn record at the end of the last log is the write that was never acknowledged; a log
    /// that is missing, or shorter than the manifest says, stops the start.
    private static let durability = """
        wal_recovery_mode=kTolerateCorruptedTailRecords;\
        track_and_verify_wals_in_manifest=true;\
        paranoid_checks=true;
        """

    /// The cache is one for all keyspaces, because copies of the settings share it.
    ///
    /// What is flushed and compacted is written back a little at a time: a burst of hundreds of
    /// megabytes, as uploads make it, would keep the sync of the log waiting.
    private static let resources = """
        create_if_missing=true;create_missing_column_families=true;\
        bytes_per_sync=1048576;rate_limiter_bytes_per_sec=67108864;\
        db_write_buffer_size=134217728;max_total_wal_size=268435456;\
        max_background_jobs=2;max_open_files=512;\
        keep_log_file_num=4;max_log_file_size=4194304;
        """

    /// Filters and indexes of large files are kept in parts: a whole one of some megabytes is larger
    /// than its share of the cache, and would be read anew for every key.
    private static let tables = """
        compression=kLZ4Compression;bottommost_compression=kZSTD;\
        block_based_table_factory={block_cache=67108864;filter_policy=bloomfilter:10:false;\
        index_type=kTwoLevelIndexSearch;partition_filters=true;\
        cache_index_and_filter_blocks=true;pin_top_level_index_and_filter=true;\
        pin_l0_filter_and_index_blocks_in_cache=true};
        """

    /// Chunks are sealed, so that compressing them gains nothing.
    private static let blobFiles = """
        enable_blob_files=true;min_blob_size=1024;blob_compression_type=kNoCompression;\
        enable_blob_garbage_collection=true;
        """

    private init(ordinary: OpaquePointer, files: OpaquePointer) {
        unsafe self.ordinary = ordinary
        unsafe self.files = files
    }

    deinit {
        unsafe rocksdb_options_destroy(files)
        unsafe rocksdb_options_destroy(ordinary)
    }

    /// Makes the settings of every store.
    static func make() throws(StorageError) -> RocksOptions {
        guard let defaults = unsafe rocksdb_options_create(),
            let ordinary = unsafe rocksdb_options_create(),
            let files = unsafe rocksdb_options_create()
        else { preconditionFailure("RocksDB allocates its settings or ends the process") }
        defer { unsafe rocksdb_options_destroy(defaults) }
        let options = unsafe RocksOptions(ordinary: ordinary, files: files)
        unsafe try checked { slot in
            unsafe rocksdb_get_options_from_string(
                defaults,
                durability + resources + tables,
                ordinary,
                slot
            )
        }
        unsafe try checked { slot in
            unsafe rocksdb_get_options_from_string(ordinary, blobFiles, files, slot)
        }
        return options
    }
}
