import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import RPC

/// When a client makes its connections: waits in virtual time, connections over sockets.
@Suite("Connections of a client", .timeLimit(.minutes(1)))
struct ConnectionSourceTests {
    /// A source that connects as the test says, by a chance of one half.
    private final class Trial: Sendable {
        let loop = NIOAsyncTestingEventLoop()
        private let made = Mutex<(tries: Int, next: RPCConnection?)>((0, nil))

        var tries: Int { made.withLock { $0.tries } }

        /// What the next try gives; without one it fails.
        func provide(_ connection: RPCConnection?) { made.withLock { $0.next = connection } }

        func source() -> ConnectionSource {
            ConnectionSource(loop: loop, random: { 0.5 }) { [self] in
                made.withLock { made in
                    made.tries += 1
                    let connection = made.next.take()
                    return connection.map { loop.makeSucceededFuture($0) }
                        ?? loop.makeFailedFuture(Status.notConnected)
                }
            }
        }

        /// How long the next connection is waited for, in milliseconds.
        func wait(_ source: ConnectionSource) async -> Int {
            let before = tries
            _ = source.connection()
            await loop.run()
            var milliseconds = 0
            while tries == before, milliseconds < 1_000 {
                await loop.advanceTime(by: .milliseconds(1))
                milliseconds += 1
            }
            return milliseconds
        }
    }

    private static func connect(_ server: RawServer) async throws -> RPCConnection {
        try await RPCConnection.connect(
            host: "127.0.0.1",
            port: server.port,
            timeout: .seconds(10),
            limits: Limits(),
            security: nil,
            on: MultiThreadedEventLoopGroup.singleton.next()
        ).get()
    }

    private static let answer: RawServer.Answer = { _, frame in
        frame.type == FrameType.hello ? [.hello] : []
    }

    // Red when: a wait does not grow, is not left to chance, or a failure or a loss costs none; when
    // a connection made does not end the row, or one sent away is followed after a wait.
    @Test("failures and losses are waited after, longer each time; a connection sent away is not")
    func waits() async throws {
        try await RawServer.run(Self.answer) { server in
            let trial = Trial()
            let source = trial.source()
            for wait in [0, 50, 100, 200] { #expect(await trial.wait(source) == wait) }
            let first = try await Self.connect(server)
            trial.provide(first)
            #expect(await trial.wait(source) == 400)
            #expect(source.usable === first)
            // While there is one, none is made.
            #expect(await trial.wait(source) == 1_000)
            await until { server.frames.count == 1 }
            let call = Self.call()
            first.open(call)
            await until { server.requests.count == 1 }
            server.send(.goAway(after: 1))
            await until { first.standing == .retired }
            #expect(source.usable == nil)
            let second = try await Self.connect(server)
            trial.provide(second)
            #expect(await trial.wait(source) == 0)
            #expect(source.usable === second)
            second.close()
            await until { second.standing == .lost }
            #expect(await trial.wait(source) == 50)
            #expect(await trial.wait(source) == 100)
            first.close()
            await first.closed()
        }
    }

    private static func call() -> ClientCall {
        ClientCall(
            ClientRequest(
                path: "/t.T/Hold",
                payload: [],
                metadata: [:],
                isStream: false,
                isRetrySafe: false,
                deadline: nil
            )
        )
    }

    // Red when: attempts that found no connection are not counted, and there is no end of them.
    @Test("a call that finds no connection five times ends, and nothing was begun")
    func attempts() async throws {
        let trial = Trial()
        let client = RPCClient(source: trial.source(), limits: Limits())
        let ended = Counter()
        let call = Task {
            defer { ended.add() }
            return try await client.call("/t.T/Echo", [], timeout: .seconds(3_600))
        }
        while ended.count == 0, trial.tries < 20 {
            await trial.loop.advanceTime(by: .seconds(10))
        }
        #expect(trial.tries == 5)
        call.cancel()
        await #expect(throws: Status.notConnected) { try await call.value }
    }

    @Test("all who come at once get the same connection")
    func together() async throws {
        try await RawServer.run(Self.answer) { server in
            let trial = Trial()
            let source = trial.source()
            let connection = try await Self.connect(server)
            trial.provide(connection)
            let waiting = (0..<3).map { _ in source.connection() }
            await trial.loop.run()
            for future in waiting { #expect(try await future.get() === connection) }
            #expect(trial.tries == 1)
            await source.close()
        }
    }

    // Red when: a connection stays open that nobody uses any more, or a closed client connects.
    @Test("closing closes what is open, that which was sent away, and that which is being made")
    func close() async throws {
        try await RawServer.run({ _, frame in
            frame.type == FrameType.request ? [.hello, .goAway(after: 1)] : []
        }) { server in
            let trial = Trial()
            let source = trial.source()
            let sentAway = try await Self.connect(server)
            trial.provide(sentAway)
            _ = await trial.wait(source)
            sentAway.open(Self.call())
            await until { sentAway.standing == .retired }
            let current = try await Self.connect(server)
            trial.provide(current)
            _ = await trial.wait(source)
            await source.close()
            await until { sentAway.standing == .lost && current.standing == .lost }
            #expect(source.isClosed && source.usable == nil)
            let refused = source.connection()
            await trial.loop.run()
            await #expect(throws: Status.notConnected) { try await refused.get() }
            #expect(trial.tries == 2)

            let late = Trial()
            let lateSource = late.source()
            // After a failure the next one is made in 50 ms.
            _ = await late.wait(lateSource)
            let made = try await Self.connect(server)
            late.provide(made)
            let waiting = lateSource.connection()
            await lateSource.close()
            await late.loop.advanceTime(by: .milliseconds(50))
            await #expect(throws: Status.notConnected) { try await waiting.get() }
            await made.closed()
        }
    }

    @Test("a lost connection is let go once there is another")
    func forgotten() async throws {
        try await RawServer.run(Self.answer) { server in
            let trial = Trial()
            let source = trial.source()
            weak var lost: RPCConnection?
            do {
                let first = try await Self.connect(server)
                lost = first
                trial.provide(first)
                _ = await trial.wait(source)
                first.close()
                await until { first.standing == .lost }
            }
            trial.provide(try await Self.connect(server))
            _ = await trial.wait(source)
            await until { lost == nil }
            await source.close()
        }
    }
}
