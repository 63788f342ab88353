import Dispatch
import Foundation
import Storage
import Synchronization
import TestSeeds
import Testing

/// The seed of a property test: KNTC_SEED when set, or a new one; printed so that it can be set.
func chosenSeed(_ test: String = #function) -> UInt64 {
    let seed = SplitMix64.seeds(1)[0]
    print("\(test): KNTC_SEED=\(seed)")
    return seed
}

/// A directory that is removed with its owner.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kntc-storage-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The files whose name ends so, sorted by name.
    func files(ending suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(suffix) }.sorted().map { path + "/" + $0 }
    }
}

extension Keyspace {
    static let records = Keyspace(rawValue: "records")
    static let indexes = Keyspace(rawValue: "indexes")
    static let blobs = Keyspace(rawValue: "blobs")
}

let testKeyspaces = [
    KeyspaceDefinition(.records),
    KeyspaceDefinition(.indexes),
    KeyspaceDefinition(.blobs, valueMaxBytes: Limits.blobChunkMaxBytes, values: .files),
]

/// The engines that the contract suite runs on.
enum Engine: CaseIterable, Sendable {
    case memory
    case rocksDB

    /// Opens an empty store in an empty directory.
    func open(
        in directory: TemporaryDirectory,
        onGroupCommitted: (@Sendable () -> Void)? = nil
    ) throws -> any KeyValueStore {
        switch self {
        case .memory:
            MemoryStore(keyspaces: testKeyspaces, onGroupCommitted: onGroupCommitted)
        case .rocksDB:
            try openRocksDB(in: directory, onGroupCommitted: onGroupCommitted)
        }
    }

    /// Runs a body on a fresh store and closes it.
    func withStore<R>(_ body: (any KeyValueStore) async throws -> R) async throws -> R {
        let directory = try TemporaryDirectory()
        let store = try open(in: directory)
        defer { store.close() }
        return try await body(store)
    }
}

func openRocksDB(
    in directory: TemporaryDirectory,
    keyspaces: [KeyspaceDefinition] = testKeyspaces,
    diskSpace: @escaping @Sendable () -> DiskSpace? = { nil },
    onGroupCommitted: (@Sendable () -> Void)? = nil
) throws -> RocksDBStore {
    try RocksDBStore(
        path: directory.path,
        keyspaces: keyspaces,
        diskSpace: diskSpace,
        onGroupCommitted: onGroupCommitted
    )
}

/// Holds the writer inside a command, so that what is submitted meanwhile forms the next group.
struct Gate: Sendable {
    private let reached = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Returns once the writer waits inside the gate's command.
    init(closing store: any KeyValueStore) {
        store.submit(prefetch: []) { [reached, opened] _ in
            reached.signal()
            opened.wait()
        } completion: { _ in
        }
        reached.wait()
    }

    func open() {
        opened.signal()
    }
}

/// Collects the results of commands, in the order of their completions.
final class Results<R: Sendable>: Sendable {
    private let results = Mutex<[(Int, Result<R, any Error>)]>([])
    private let pending = DispatchGroup()

    /// Submits a command whose result is kept under its number.
    func submit(
        _ number: Int,
        to store: any KeyValueStore,
        _ body: @escaping @Sendable (any WriteView) throws -> R
    ) {
        pending.enter()
        store.submit(prefetch: [(.records, [1])], body) { result in
            self.results.withLock { $0.append((number, result)) }
            self.pending.leave()
        }
    }

    /// Waits for every completion.
    func all() -> [(Int, Result<R, any Error>)] {
        pending.wait()
        return results.withLock { $0 }
    }
}

/// An error that a command refuses with.
struct Refusal: Error, Equatable {}

func bytes(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

extension ReadView {
    /// The entries of a range, as text.
    func entries(
        _ keyspace: Keyspace,
        from: String,
        to: String,
        descending: Bool = false,
        limit: Int = .max
    ) throws -> [String] {
        var found: [String] = []
        try scan(keyspace, from: bytes(from), to: bytes(to), descending: descending) { key, value in
            let text = [key, value].map { String(decoding: $0, as: UTF8.self) }
            found.append(text.joined(separator: "="))
            return found.count < limit
        }
        return found
    }
}

extension KeyValueStore {
    /// The committed value of a key, both as text.
    func get(_ key: String, in keyspace: Keyspace) throws -> String? {
        let value = try read { try $0.get(bytes(key), in: keyspace) }
        return value.map { String(decoding: $0, as: UTF8.self) }
    }
}
