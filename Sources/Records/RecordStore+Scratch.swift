import Crypto
import Storage

extension RecordStore {
    /// Records in memory alone, under a key that nobody keeps: what is played there is gone with it.
    ///
    /// - Parameter now: The clock, in milliseconds since 1970-01-01T00:00:00Z.
    /// - Returns: The empty records.
    /// - Throws: What kept the store from starting.
    package static func scratch(
        now: @escaping @Sendable () -> Int64
    ) async throws -> RecordStore {
        try await RecordStore(
            store: MemoryStore(keyspaces: Keyspace.all),
            masterKey: SymmetricKey(size: .bits256),
            now: now
        )
    }

    /// Lets go of what lies beneath; nothing may be asked of the records afterwards.
    package func close() {
        store.close()
    }
}
