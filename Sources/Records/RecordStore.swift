import Casework
package import Crypto
import Messages
package import Storage

/// The records of the city on a key-value store: commands in, receipts out, snapshots to read.
package final class RecordStore: Sendable {
    /// The store beneath.
    package let store: any KeyValueStore
    /// Seals and opens persons and files.
    package let vault: Vault
    /// Wakes those who wait for something new.
    package let news: News
    /// Random name of the store, made when it was.
    package let storeID: String
    private let now: @Sendable () -> Int64

    /// Opens the records of a store, and makes a new store theirs.
    ///
    /// - Parameters:
    ///   - store: The store beneath.
    ///   - masterKey: The key provider's; nil when it has none: persons and files then stay closed.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `FormatError` when another version or another key made the store.
    package init(
        store: any KeyValueStore,
        masterKey: SymmetricKey?,
        now: @escaping @Sendable () -> Int64
    ) async throws {
        self.store = store
        self.now = now
        let settled = try await StoreFormat.settle(store, masterKey)
        storeID = settled.storeID
        vault = Vault(masterKey: masterKey, storeKey: settled.storeKey)
        self.news = News(position: try store.read { try JournalHead(in: $0).position })
        guard settled.format < StoreFormat.known else { return }
        // What a newer format projects otherwise is made anew, once.
        _ = try await rebuild()
        try await store.write { try StoreFormat.mark($0) }
    }

    /// Reads a snapshot on the calling thread.
    package func read<R>(_ body: (RecordReader) throws -> R) throws -> R {
        try store.read { try body(RecordReader($0)) }
    }

    /// Queues a command; `completion` gets the receipt's bytes once they are synced.
    package func submit(
        _ command: Command,
        completion: @escaping @Sendable (Result<[UInt8], any Error>) -> Void
    ) {
        run(command) { outcome, vault in
            try outcome.shown(by: vault).serialized()
        } completion: {
            completion($0)
        }
    }

    /// Queues a command that opens something; `completion` gets what it opened once the entry that
    /// tells of it is synced, and nothing without such an entry.
    package func reveal(
        _ command: Command,
        completion: @escaping @Sendable (Result<[UInt8], any Error>) -> Void
    ) {
        run(command) { outcome, _ in
            guard case .written(_, let content) = outcome else {
                throw CommandError.inconsistent("something was opened without a fact that says so")
            }
            return content
        } completion: {
            completion($0)
        }
    }

    /// Queues a command; `completion` gets what `answer` makes of its outcome once it is synced.
    private func run(
        _ command: Command,
        answer: @escaping @Sendable (JournalEntry.Outcome, Vault) throws -> [UInt8],
        completion: @escaping @Sendable (Result<[UInt8], any Error>) -> Void
    ) {
        let hashes: [[UInt8]]
        do {
            // Requests of several methods have the same shape: the bytes alone do not tell.
            hashes = try vault.hashes(
                ofRequest: Array("\(command.method)\n".utf8) + command.body,
                namesSomebody: command.namesSomebody
            )
        } catch {
            return completion(.failure(error))
        }
        let requestKey = Keys.request(
            agency: command.principal.agency,
            principal: command.principal.name,
            id: command.requestID
        )
        store.submit(prefetch: [(.requests, requestKey)]) { [now, vault] view in
            let outcome = try Self.commit(command, hashes, requestKey, at: now(), view)
            return (outcome, try answer(outcome, vault))
        } completion: { [news] result in
            if case .success((.written(let entry, _), _)) = result {
                news.advance(to: entry.position, concerning: entry.agencies)
            }
            completion(result.map(\.1))
        }
    }

    /// Queues a change of working state; `completion` gets its reply once it is synced.
    package func change<R: Sendable>(
        _ body: @escaping @Sendable (WorkingState) throws -> R,
        completion: @escaping @Sendable (Result<R, any Error>) -> Void
    ) {
        store.submit(prefetch: []) {
            try body(WorkingState($0))
        } completion: {
            completion($0)
        }
    }

    /// Changes working state and waits until it is synced.
    package func change<R: Sendable>(
        _ body: @escaping @Sendable (WorkingState) throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            change(body) { continuation.resume(with: $0) }
        }
    }

    /// Runs one command on the writer's thread: nothing is put before the decision stands.
    private static func commit(
        _ command: Command,
        _ hashes: [[UInt8]],
        _ requestKey: [UInt8],
        at milliseconds: Int64,
        _ view: any WriteView
    ) throws -> JournalEntry.Outcome {
        let reader = RecordReader(view)
        if let bytes = try view.get(requestKey, in: .requests) {
            let mark = try RequestMark(bytes)
            guard hashes.contains(mark.bodyHash) else { throw CommandError.requestIDReused }
            guard let entry = try reader.entry(mark.position) else {
                throw CommandError.inconsistent("a request id points to no journal entry")
            }
            return .written(entry, content: try command.again?(reader, entry) ?? [])
        }
        let decided = try command.decide(reader)
        let head = try JournalHead(in: view)
        guard !decided.events.isEmpty else { return .unchanged(head.position) }
        let changed = try reader.changed(by: decided.events)
        let entry = JournalEntry(
            position: head.position + 1,
            previousHash: head.hash,
            recordedAtMs: milliseconds,
            actor: Author(agency: command.principal.agency, principal: command.principal.name),
            method: command.method,
            requestId: command.requestID,
            bodyHash: hashes.first ?? [],
            agencies: try reader.concerned(by: decided, changed, command.principal),
            events: decided.events
        )
        let bytes = try entry.serialized()
        try view.put(Keys.journal(entry.position), bytes, in: .journal)
        for party in decided.parties { try keep(party, view) }
        for (file, sealed) in decided.files {
            try view.put(Keys.blob(file.id), sealed, in: .blobs)
        }
        try Projection.apply(entry, stored: bytes, changed, to: view)
        return .written(entry, content: decided.content)
    }

    /// Keeps a sealed party and its place among what its agency has of the person; a party that
    /// becomes secret leaves that place.
    private static func keep(_ party: SealedParty, _ view: any WriteView) throws {
        let place = Keys.visitor(party)
        if place == nil, let former = try RecordReader(view).party(party.id),
            let left = Keys.visitor(former)
        {
            try view.delete(left, in: .visitors)
        }
        try view.put(Keys.party(party.id), party.serialized(), in: .parties)
        if let place { try view.put(place, [], in: .visitors) }
    }
}

extension JournalEntry {
    /// What a command came to.
    fileprivate enum Outcome: Sendable {
        /// An entry, now or at an earlier try, and what was opened with it.
        case written(JournalEntry, content: [UInt8])
        /// Nothing; the journal's head.
        case unchanged(Int64)

        /// The receipt, with the citizen's code where the entry gave one.
        func shown(by vault: Vault) throws(KeyUnavailable) -> Receipt {
            switch self {
            case .unchanged(let position): return Receipt(position: position)
            case .written(let entry, _):
                var receipt = entry.receipt
                for event in entry.events {
                    guard case .receiptCodeIssued(let fact) = event.fact,
                        let id = event.record?.id
                    else { continue }
                    let given = try vault.receiptCode(of: id, count: fact.count)
                    receipt.receiptCode = given.code.printed
                }
                return receipt
            }
        }
    }
}
