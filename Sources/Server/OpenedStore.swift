import Crypto
import Foundation
import Logging
import Records
import Storage

/// The store of a data directory with its records, opened for a server or a verb.
struct OpenedStore {
    let records: RecordStore
    /// Why persons and files stay closed; nil when the key is there.
    let keyError: KeyError?
    private let store: RocksDBStore
    private let headFile: HeadFile

    /// For what a store is opened.
    enum Purpose {
        /// To serve the city.
        case production
        /// To try things out.
        case sandbox
        /// To look after it while no server has it, whichever it is.
        case upkeep
    }

    /// Opens a data directory; without its key too, as long as no other one is given.
    ///
    /// - Throws: `Refusal` with one sentence: held by another process, made by a newer version,
    ///   sealed with another key, or less of a journal than its head file says.
    init(
        data: String,
        keyFile: String,
        for purpose: Purpose = .upkeep,
        now: @escaping @Sendable () -> Int64 = OpenedStore.now
    ) async throws {
        let path = "\(data)/store"
        do {
            try FileManager.default.createDirectory(
                atPath: data,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Refusal(.io, "the directory \(data) can not be made")
        }
        headFile = HeadFile(path: "\(data)/HEAD")
        do {
            store = try RocksDBStore(path: path, keyspaces: Keyspace.all)
            try await Self.check(store, purpose, data)
            let key = try Self.key(FileKeyProvider(path: keyFile), store)
            records = try await Self.records(store, try? key.get(), headFile, now)
            if case .failure(let error) = key { keyError = error } else { keyError = nil }
        } catch let error as StorageError {
            throw Refusal(error)
        } catch let error as FormatError {
            throw Refusal(.config, "\(error)")
        } catch let error as KeyError {
            throw Refusal(.config, "\(error)")
        }
    }

    /// Keeps sandboxes and others apart; one that is begun as a sandbox says so from then on.
    private static func check(
        _ store: RocksDBStore,
        _ purpose: Purpose,
        _ data: String
    ) async throws {
        do {
            switch (purpose, try StoreFormat.isSandbox(store)) {
            case (.sandbox, nil): try await StoreFormat.markSandbox(store)
            case (.sandbox, false?):
                throw Refusal(.config, "the store in \(data) is no sandbox; give another folder")
            case (.production, true?):
                throw Refusal(
                    .config,
                    "the store in \(data) is a sandbox and serves nobody else: start it with "
                        + "--sandbox, or give another directory"
                )
            case (.production, _), (.sandbox, true?), (.upkeep, _): break
            }
        } catch {
            store.close()
            throw error
        }
    }

    /// The master key, or why a store that has persons must do without it for now; a store that
    /// has none yet is not begun without a key.
    private static func key(
        _ provider: some KeyProvider,
        _ store: RocksDBStore
    ) throws -> Result<SymmetricKey, KeyError> {
        do {
            let isFirst = try !StoreFormat.isSealed(store)
            let key = Result { () throws(KeyError) in try provider.masterKey(isFirst: isFirst) }
            return isFirst ? .success(try key.get()) : key
        } catch {
            store.close()
            throw error
        }
    }

    /// The records of an opened store; a store that is not theirs is closed again, because a
    /// process that ends while its writer closes the store crashes.
    private static func records(
        _ store: RocksDBStore,
        _ masterKey: SymmetricKey?,
        _ headFile: HeadFile,
        _ now: @escaping @Sendable () -> Int64
    ) async throws -> RecordStore {
        do {
            let records = try await RecordStore(store: store, masterKey: masterKey, now: now)
            let position = records.news.position
            if let noted = try headFile.read(), noted.position > UInt64(position) {
                throw Refusal(
                    .io,
                    "the store ends at position \(position), its head file says "
                        + "\(noted.position): acknowledged entries are missing; restore a backup"
                )
            }
            return records
        } catch {
            store.close()
            throw error
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    @Sendable static func now() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000)
    }

    /// Notes how far the journal has come, beside the store.
    func noteHead() throws {
        let head = try records.read { try $0.head() }
        try headFile.write(HeadFile.Head(position: UInt64(head.position), hash: head.hash))
    }

    /// Finishes what waits, notes the head and closes.
    func close() throws {
        try noteHead()
        store.close()
    }
}

extension Refusal {
    /// What a store refuses at its opening.
    init(_ error: StorageError) {
        switch error {
        case .locked: self.init(.temporary, "\(error)")
        case .unknownKeyspace: self.init(.config, "\(error)")
        case .corruption: self.init(.damaged, "\(error)")
        default: self.init(.io, "\(error)")
        }
    }
}
