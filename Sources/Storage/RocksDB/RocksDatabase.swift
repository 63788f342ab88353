import CRocksDB
import Glibc

/// An open database; closed when the last snapshot, batch or iterator lets go of it.
///
/// Debian's build ends the process when a handle outlives its database, so nothing but this class
/// closes one, and everything made from it keeps it. Sendable because a `rocksdb_t` and its column
/// families may be used from any thread at once, and every property is constant.
@safe final class RocksDatabase: @unchecked Sendable {
    let pointer: OpaquePointer
    private let families: [OpaquePointer]
    private let familyOf: [Keyspace: OpaquePointer]
    private let valueMax: [Keyspace: Int]
    private let options: RocksOptions

    private init(
        pointer: OpaquePointer,
        families: [OpaquePointer],
        keyspaces: [KeyspaceDefinition],
        options: RocksOptions
    ) {
        unsafe self.pointer = pointer
        unsafe self.families = families
        self.options = options
        // The families of the keyspaces follow the one that RocksDB calls "default".
        let pairs = unsafe zip(keyspaces.map(\.keyspace), families.dropFirst())
        unsafe familyOf = Dictionary(uniqueKeysWithValues: pairs)
        valueMax = Dictionary(
            uniqueKeysWithValues: keyspaces.map { ($0.keyspace, $0.valueMaxBytes) }
        )
    }

    deinit {
        unsafe families.forEach { unsafe rocksdb_column_family_handle_destroy($0) }
        unsafe rocksdb_close(pointer)
    }

    /// Opens the database of a directory, which is made when only its last part is missing.
    ///
    /// Throws ``StorageError/locked(path:)`` when it is open elsewhere, and
    /// ``StorageError/unknownKeyspace(_:)`` when it holds a keyspace that is not among those given.
    static func open(
        path: String,
        keyspaces: [KeyspaceDefinition]
    ) throws(StorageError) -> RocksDatabase {
        let options = try RocksOptions.make()
        let names = ["default"] + keyspaces.map(\.keyspace.rawValue)
        for name in try existingFamilies(path: path, options: options) where !names.contains(name) {
            throw .unknownKeyspace(name)
        }
        let settings: [OpaquePointer?] =
            unsafe [options.ordinary]
            + keyspaces.map { unsafe $0.values == .inline ? options.ordinary : options.files }
        var handles = unsafe [OpaquePointer?](repeating: nil, count: names.count)
        let cNames = unsafe names.map { unsafe UnsafePointer(strdup($0)) }
        defer { unsafe cNames.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        let opened: OpaquePointer?
        do throws(StorageError) {
            unsafe opened = unsafe try checked { slot in
                unsafe rocksdb_open_column_families(
                    options.ordinary,
                    path,
                    Int32(names.count),
                    cNames,
                    settings,
                    &handles,
                    slot
                )
            }
        } catch {
            throw isLock(error) ? .locked(path: path) : error
        }
        let families = unsafe handles.compactMap { unsafe $0 }
        guard let pointer = unsafe opened, unsafe families.count == names.count else {
            preconditionFailure("RocksDB opens every family that is named, or reports an error")
        }
        return unsafe RocksDatabase(
            pointer: pointer,
            families: families,
            keyspaces: keyspaces,
            options: options
        )
    }

    /// The column family of a keyspace.
    func family(_ keyspace: Keyspace) throws(StorageError) -> OpaquePointer {
        guard let family = unsafe familyOf[keyspace] else {
            throw .unknownKeyspace(keyspace.rawValue)
        }
        return unsafe family
    }

    /// The largest value of a keyspace in bytes, or nil when it is not open.
    func valueMaxBytes(of keyspace: Keyspace) -> Int? {
        valueMax[keyspace]
    }

    /// Makes a consistent copy of the files in a new directory, by links on the same disk.
    func checkpoint(to path: String) throws(StorageError) {
        let checkpoint = unsafe try checked { slot in
            unsafe rocksdb_checkpoint_object_create(pointer, slot)
        }
        defer { unsafe rocksdb_checkpoint_object_destroy(checkpoint) }
        unsafe try checked { slot in unsafe rocksdb_checkpoint_create(checkpoint, path, 0, slot) }
    }

    private static func existingFamilies(
        path: String,
        options: RocksOptions
    ) throws(StorageError) -> [String] {
        // A directory without this file holds no database yet.
        guard unsafe access(path + "/CURRENT", F_OK) == 0 else { return [] }
        var count = 0
        let list = unsafe try checked { slot in
            unsafe rocksdb_list_column_families(options.ordinary, path, &count, slot)
        }
        defer { unsafe rocksdb_list_column_families_destroy(list, count) }
        let names = unsafe UnsafeBufferPointer(start: list, count: count)
        return unsafe names.compactMap { name in unsafe name.map { unsafe String(cString: $0) } }
    }

    /// RocksDB has no code for this; its text differs by whether the holder is this process.
    private static func isLock(_ error: StorageError) -> Bool {
        guard case .io(let message) = error else { return false }
        return message.contains("lock hold by current process")
            || message.contains("While lock file")
    }
}
