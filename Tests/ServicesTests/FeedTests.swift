import Casework
import Messages
import RPC
import Synchronization
import TestSupport
import Testing

/// The feed of an agency and the history of a record.
@Suite struct FeedTests {
    private func feed(
        _ caller: TestCaller,
        after: Int64 = 0,
        size: Int32 = 0,
        wait: Int32 = 0
    ) async throws -> FeedPage {
        try await caller.call(
            FeedMethods.listJournal,
            ListJournalRequest(after: after, pageSize: size, waitMs: wait)
        )
    }

    // Red when: a page leaves out or repeats an entry, or shows another agency's.
    @Test func `The feed tells one's own entries in order, page by page`() async throws {
        try await TestServer.run { server in
            for _ in 0..<3 {
                _ = try await server.officer.register()
                _ = try await server.caller("officer@H29.05").register()
            }
            let all = try await feed(server.officer)
            #expect(all.items.map(\.position) == [2, 4, 6] && all.position == 7)
            let path = PetitionMethods.registerPetition.info.path
            #expect(all.items.allSatisfy { $0.method == path && $0.actor?.agency == "H29.02" })
            let first = try await feed(server.officer, size: 2)
            #expect(first.items.map(\.position) == [2, 4] && first.position == 4)
            let rest = try await feed(server.officer, after: first.position, size: 2)
            #expect(rest.items.map(\.position) == [6])
            #expect(try await feed(server.stranger).items.map(\.position) == [3, 5, 7])
        }
    }

    // Red when: waiting does not end with the news, but with the time (25 s, beyond the limit).
    @Test(.timeLimit(.minutes(1)))
    func `Waiting ends with the news`() async throws {
        try await TestServer.run { server in
            // The waiting call is sent first on the connection; whichever comes first, it ends.
            async let waiting = feed(server.officer, after: 1, wait: 25_000)
            _ = try await server.caller("officer@H29.05").register()
            _ = try await server.officer.register()
            #expect(try await waiting.items.map(\.position) == [3])
            // Nothing to come: answers at once without waiting.
            #expect(try await feed(server.officer, after: 3).items.isEmpty)
        }
    }

    // Red when: a stream repeats, leaves out or reorders entries, or shows another agency's.
    @Test(.timeLimit(.minutes(1)))
    func `A stream tells what stands and what comes, in order`() async throws {
        try await TestServer.run { server in
            _ = try await server.officer.register()
            let items = try server.client.stream(
                FeedMethods.watchJournal,
                WatchJournalRequest(after: 1),
                metadata: server.officer.metadata
            )
            var positions: [Int64] = []
            for try await item in items {
                positions.append(item.position)
                guard positions.count < 4 else { break }
                _ = try await server.caller("officer@H29.05").register()
                _ = try await server.officer.register()
            }
            #expect(positions == [2, 4, 6, 8])
        }
    }

    // Red when: a stream tells no more than one reading brings, or does not end at its age.
    @Test func `A stream goes on past what is read at once, and ends well at its age`() async throws
    {
        try await withStore(.memory) { store in
            try await TestServer.run(on: store, streamsLast: .seconds(5)) { server in
                for _ in 0..<66 { _ = try await server.officer.register() }
                let items = try server.client.stream(
                    FeedMethods.watchJournal,
                    WatchJournalRequest(),
                    metadata: server.officer.metadata
                )
                var told: [Int64] = []
                for try await item in items where !item.events.isEmpty {
                    told.append(item.position)
                }
                #expect(told.count == 66)
                #expect(told == told.sorted())
            }
        }
    }

    // Red when: a history shows other records' facts, or leaves one out.
    @Test func `A history tells the facts of one record`() async throws {
        try await TestServer.run { server in
            let (petition, file) = try await server.head.accepted()
            _ = try await server.officer.register()
            let told = try await server.officer.call(
                FeedMethods.getHistory,
                GetHistoryRequest(record: .petition(petition))
            )
            #expect(told.items.map(\.position) == [2, 3, 4, 5, 6])
            #expect(
                told.items.flatMap(\.events).allSatisfy { $0.record?.id == petition }
            )
            let opened = try await server.officer.call(
                FeedMethods.getHistory,
                GetHistoryRequest(record: .caseFile(file))
            )
            #expect(opened.items.map(\.position) == [6])
        }
    }
}
