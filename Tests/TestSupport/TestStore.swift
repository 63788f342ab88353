package import Crypto
import Foundation
package import Records
package import Storage

/// An engine beneath the records of a test.
package enum Engine: CaseIterable, Sendable {
    /// In memory.
    case memory
    /// RocksDB in a directory that is removed afterwards.
    case rocksDB
}

/// The master key of tests.
package let testKey = SymmetricKey(data: [UInt8](repeating: 7, count: 32))

extension Vault {
    /// A vault with the keys of tests.
    package static let test = Vault(
        masterKey: testKey,
        storeKey: SymmetricKey(data: [UInt8](repeating: 5, count: 32))
    )
}

/// Runs a test on an empty store of an engine, which is closed and removed afterwards.
package func withStore<R>(
    _ engine: Engine,
    _ body: (any KeyValueStore) async throws -> R
) async throws -> R {
    let path = NSTemporaryDirectory() + "kntc-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store: any KeyValueStore =
        switch engine {
        case .memory: MemoryStore(keyspaces: Keyspace.all)
        case .rocksDB: try RocksDBStore(path: path, keyspaces: Keyspace.all)
        }
    defer { store.close() }
    return try await body(store)
}

extension RecordStore {
    /// Runs a command and gives the bytes of its receipt once they are synced.
    ///
    /// - Throws: What refused the command.
    package func run(_ command: Command) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            submit(command) { continuation.resume(with: $0) }
        }
    }
}
