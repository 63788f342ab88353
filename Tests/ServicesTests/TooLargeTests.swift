import Casework
import Logging
import Messages
import RPC
import Records
import TestSupport
import Testing

@testable import Services

/// Handlers that come to more than a message holds, whatever the way of their reply.
@Suite struct TooLargeTests {
    /// A text that outgrows what one encoding may take.
    private static let huge = String(repeating: "đ", count: MessageLimits.arenaBytesMax / 2)

    /// Methods that reply each in another way, and one that works.
    private static func router(_ desk: Desk) -> Router {
        var routes = Routes(
            desk,
            authenticator: DevelopmentAuthenticator(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        routes.read(PetitionMethods.getPetition) { _, _ in Encoded(Petition(summary: huge)) }
        routes.wait(FeedMethods.listJournal) { _, _ in
            Encoded(FeedPage(items: Array(repeating: FeedItem(), count: 500_000)))
        }
        routes.work(FileMethods.beginUpload) { _, _ in Work(done: Upload(id: huge)) }
        routes.work(FileMethods.putChunk) { _, _ in Work { _ in Upload(id: huge) } }
        routes.work(FileMethods.finishUpload) { _, _ in Work(later: { Upload(id: huge) }) }
        routes.stream(FeedMethods.watchJournal) { _, _, stream in
            try await stream.send(FeedItem(method: huge))
        }
        routes.write(PetitionMethods.registerPetition) { request, _ in
            Write(request.requestId) { _ in
                let fact = PetitionRegistered(petition: Petition(summary: huge))
                let record = RecordReference(kind: .petition, id: "p")
                return Decided([Event(record: record, fact: .petitionRegistered(fact))])
            }
        }
        routes.reveal(IdentityMethods.renderLetter) { _, _ in
            let letter = RenderedLetter(html: huge)
            return Reveal(TestCaller.newRequestID()) { _ in
                (Decided([]), letter)
            } again: { _, _ in
                letter
            }
        }
        routes.read(SystemMethods.getStatus) { _, _ in Encoded(ServerStatus(version: "1")) }
        return routes.router
    }

    /// Runs a test against these methods on a port of their own, with one connection.
    private static func run(
        _ body: (RPCClient, RecordStore) async throws -> Void
    ) async throws {
        try await TestServer.run { server in
            let own = RPCServer(
                router: router(server.desk),
                listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            let client = try await RPCClient.connect(host: "127.0.0.1", port: own.start()[0])
            try await body(client, server.records)
            await client.close()
            await own.drain(gracePeriod: .zero)
        }
    }

    private static let head: RPCMetadata = ["kntc-identity": "clerk+head@H29.02"]

    /// Red when: a reply that outgrows the arena ends the server, or is said to be the server's
    /// own fault.
    @Test(arguments: [
        PetitionMethods.getPetition.info, FeedMethods.listJournal.info,
        FileMethods.beginUpload.info,
        FileMethods.putChunk.info, FileMethods.finishUpload.info,
        IdentityMethods.renderLetter.info,
    ])
    func `A reply that is too large is refused, and the next call works`(
        method: MethodInfo
    ) async throws {
        try await Self.run { client, _ in
            do {
                _ = try await client.call(method.path, [], metadata: Self.head)
                Issue.record("\(method.path) replied")
            } catch let error as Status {
                #expect(error.description == "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE")
                #expect(error.message.hasSuffix("ask for less at once, such as a smaller page"))
            }
            let status: ServerStatus = try await client.call(
                SystemMethods.getStatus,
                GetStatusRequest(),
                metadata: Self.head
            )
            #expect(status.version == "1")
        }
    }

    // Red when: a message of a stream that is too large ends more than the stream.
    @Test func `A message of a stream that is too large ends that stream alone`() async throws {
        try await Self.run { client, _ in
            let items = try client.stream(
                FeedMethods.watchJournal,
                WatchJournalRequest(),
                metadata: Self.head
            )
            do {
                for try await _ in items { Issue.record("an item came") }
                Issue.record("the stream ended well")
            } catch let status as Status {
                #expect(status.description == "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE")
            }
            _ = try await client.call(SystemMethods.getStatus.info.path, [], metadata: Self.head)
        }
    }

    // Red when: an entry that is too large ends the server or is written in part.
    @Test func `An entry that is too large is refused, and nothing is written`() async throws {
        try await Self.run { client, records in
            let before = records.news.position
            do {
                let request = RegisterPetitionRequest(requestId: TestCaller.newRequestID())
                _ = try await client.call(
                    PetitionMethods.registerPetition,
                    request,
                    metadata: Self.head
                )
                Issue.record("written")
            } catch let error as Status {
                #expect(error.description == "INVALID_ARGUMENT REQUEST_TOO_LARGE")
            }
            #expect(records.news.position == before)
            #expect(try records.verify().findings == [])
            let path = SystemMethods.getStatus.info.path
            _ = try await client.call(path, [], metadata: Self.head)
        }
    }
}
