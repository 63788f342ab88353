import Messages
import NIOCore
import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization
import TestSeeds
import Testing

@testable import RPC

@Suite("Server and client over sockets", .timeLimit(.minutes(2)))
struct ServerClientTests {
    private static func withClient<Result>(
        limits: Limits = Limits(),
        methods: TestMethods = TestMethods(),
        _ body: (RPCClient, RPCServer) async throws -> Result
    ) async throws -> Result {
        try await withServer(limits: limits, methods: methods) { port, server in
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let result = try await body(client, server)
            await client.close()
            return result
        }
    }

    /// The status a call ends with.
    private static func status(_ call: () async throws -> some Any) async throws -> Status {
        do {
            _ = try await call()
        } catch let status as Status {
            return status
        }
        throw TestDefect()
    }

    @Test("64 callers at a time each get their own reply", arguments: SplitMix64.seeds(3))
    func manyInFlight(seed: UInt64) async throws {
        try await Self.withClient { client, _ in
            try await withThrowingDiscardingTaskGroup { group in
                for caller in 0..<64 {
                    group.addTask {
                        var random = SplitMix64(seed: seed &+ UInt64(caller))
                        for _ in 0..<50 {
                            let count = Int.random(in: 0...2_000, using: &random)
                            let payload = (0..<count).map { _ in
                                UInt8.random(in: 0...255, using: &random)
                            }
                            let reply = try await client.call("/t.T/Echo", payload)
                            #expect(reply == payload, "KNTC_SEED=\(seed)")
                        }
                    }
                }
            }
        }
    }

    @Test("metadata, path and the largest payload arrive")
    func contents() async throws {
        try await Self.withClient { client, _ in
            let reply = try await client.call("/t.T/Call", [], metadata: ["a": "1", "B": "2"])
            #expect(String(decoding: reply, as: UTF8.self) == "/t.T/Call a=1,b=2")
            let payload = [UInt8](repeating: 3, count: 3_670_016)
            #expect(try await client.call("/t.T/Echo", payload) == payload)
        }
    }

    @Test("failures arrive with code, reason and details")
    func failures() async throws {
        try await Self.withClient { client, _ in
            let status = try await Self.status { try await client.call("/t.T/Fail", []) }
            #expect(status.code == .notFound)
            #expect(status.message == "no case")
            #expect(status.reason == "CASE_NOT_FOUND")
            #expect(status.metadata == ["a": "b"])
            let unknown = try await Self.status { try await client.call("/t.T/Nope", []) }
            #expect(unknown.metadata == ["method": "/t.T/Nope"])
            let big = [UInt8](repeating: 0, count: 3_670_017)
            #expect(
                try await Self.status { try await client.call("/t.T/Echo", big) }.reason
                    == "PAYLOAD_TOO_LARGE"
            )
        }
    }

    @Test("typed calls and streams")
    func typed() async throws {
        try await withTypedServer { client in
            let request = TtrpcKeyValue(key: "k", value: "v")
            #expect(try await client.call(Self.typedUnary, request) == request)
            var replies: [TtrpcKeyValue] = []
            for try await reply in try client.stream(Self.typedStream, request) {
                replies.append(reply)
            }
            #expect(replies == [request, request, request])
        }
    }

    // Red when: such a method takes a worker like any other.
    @Test("a method that never blocks is answered while every worker is at work")
    func neverBlocks() async throws {
        var limits = Limits()
        limits.workerThreads = 1
        let methods = TestMethods()
        methods.gate.close()
        try await Self.withClient(limits: limits, methods: methods) { client, _ in
            async let blocked = client.call("/t.T/Block", [])
            await until { methods.sent.count == 1 }
            let ready = try? await client.call("/t.T/Ready", [], timeout: .seconds(5))
            #expect(ready == [])
            methods.gate.open()
            _ = try await blocked
        }
    }

    @Test("a stream gives its messages in order and ends well or badly")
    func streams() async throws {
        try await Self.withClient { client, _ in
            var numbers: [String] = []
            for try await message in try client.stream("/t.T/Count", Array("500".utf8)) {
                numbers.append(String(decoding: message, as: UTF8.self))
            }
            #expect(numbers == (1...500).map(String.init))

            var messages: [[UInt8]] = []
            let status = try await Self.status {
                for try await message in try client.stream("/t.T/CountThenFail", []) {
                    messages.append(message)
                }
            }
            #expect(messages == [[1]])
            #expect(status.description == "OUT_OF_RANGE COMPACTED")

            let defect = try await Self.status {
                for try await _ in try client.stream("/t.T/Defect", []) {}
            }
            #expect(defect.description == "INTERNAL INTERNAL")
        }
    }

    @Test("a client's own deadline holds, and so does cancelling the caller")
    func clientDeadlineAndCancel() async throws {
        let methods = TestMethods()
        try await Self.withClient(methods: methods) { client, _ in
            let late = try await Self.status {
                try await client.call("/t.T/Hold", [], timeout: .milliseconds(1))
            }
            #expect(late.code == .deadlineExceeded)
            let past = try await Self.status {
                try await client.call("/t.T/Hold", [], timeout: .zero)
            }
            #expect(past.code == .deadlineExceeded)

            let before = methods.held.count
            let caller = Task { try await Self.status { try await client.call("/t.T/Hold", []) } }
            await until { methods.held.count > before }
            caller.cancel()
            #expect(try await caller.value.code == .cancelled)
            #expect(try await client.call("/t.T/Echo", [1]) == [1])
        }
    }

    @Test("losing the connection ends every pending call and stream")
    func connectionLoss() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, server in
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let callers = (0..<10).map { _ in
                Task { try await Self.status { try await client.call("/t.T/Hold", []) } }
            }
            await until { methods.held.count == 10 }
            await server.drain(gracePeriod: .zero)
            for caller in callers {
                let status = try await caller.value
                #expect(status.description == "UNAVAILABLE CONNECTION_LOST")
                #expect(status.metadata == ["committed": "unknown"])
            }
            #expect(!methods.held.areCancelled.contains(false))
            let after = try await Self.status { try await client.call("/t.T/Echo", []) }
            #expect(after.metadata == ["committed": "no"])
            await #expect(throws: Status.self) {
                try await RPCClient.connect(host: "127.0.0.1", port: port)
            }
        }
    }

    @Test("a drain answers what is in flight, refuses what is new, then closes")
    func drain() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, server in
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let idle = try await RawPeer(port: port)
            let held = Task { try await client.call("/t.T/Hold", []) }
            await until { methods.held.count == 1 }
            let drained = Task { await server.drain(gracePeriod: .seconds(60)) }
            // The idle connection is closed by the drain, so from here on it has begun.
            #expect(await idle.bytesToEnd() == [])
            let refused = try await Self.status {
                while true { _ = try await client.call("/t.T/Echo", []) }
            }
            // It was sent away, and nobody else is there.
            #expect(refused.description == "UNAVAILABLE CONNECTION_LOST")
            #expect(refused.metadata == ["committed": "no"])
            methods.held.answerAll(.success([7]))
            #expect(try await held.value == [7])
            await drained.value
            await until { !client.isConnected }
        }
    }

    @Test("as a service: a graceful shutdown drains, a second start is refused")
    func service() async throws {
        let server = RPCServer(
            router: TestMethods().router,
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            logger: quiet
        )
        let port = try await server.start()[0]
        await #expect(throws: RPCServer.LifecycleError.alreadyStarted) {
            try await server.start()
        }
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
                #expect(try await client.call("/t.T/Echo", [1]) == [1])
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
                await until { !client.isConnected }
            }
        }
    }

    @Test("calls are counted by path and by how they ended")
    func counted() async throws {
        try await withServer { port, server in
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            for _ in 0..<3 { _ = try await client.call("/t.T/Echo", [1, 2]) }
            _ = try? await client.call("/t.T/Fail", [1])
            _ = try? await client.call("/t.T/None", [])
            let counts = server.ledger.byPath
            #expect(counts.keys.sorted() == ["/t.T/Echo", "/t.T/Fail", "unknown"])
            let echoes = try #require(counts["/t.T/Echo"]?[""])
            #expect(echoes.ranges.reduce(0, +) == 3)
            #expect(echoes.handled == ["OK": 3])
            #expect(echoes.started == 3 && echoes.inFlight == 0)
            #expect(echoes.bytesIn == 6 && echoes.bytesOut == 6)
            #expect(echoes.seconds > 0 && echoes.seconds < 60)
            #expect(counts["/t.T/Fail"]?[""]?.handled == ["NOT_FOUND": 1])
            #expect(counts["unknown"]?[""]?.handled == ["UNIMPLEMENTED": 1])
        }
    }

    @Test("a failure carries the name under which the server remembers the call")
    func supportID() async throws {
        try await withServer { port, server in
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            let status = try await Self.status {
                try await client.call(
                    "/t.T/Fail",
                    [1],
                    metadata: ["traceparent": "00-\(trace)-00f067aa0ba902b7-01"]
                )
            }
            let id = try #require(status.supportID)
            let call = try #require(server.ledger.calls(named: id).first)
            #expect(server.ledger.calls(named: trace) == [call])
            #expect(call.path == "/t.T/Fail" && call.code == .notFound)
            #expect(call.reason == "CASE_NOT_FOUND" && call.bytesIn == 1)
            #expect(server.ledger.calls(named: "").isEmpty)
            _ = try await Self.status { try await client.call("/t.T/None", []) }
            let calls = server.ledger.calls(named: testSupportID)
            #expect(calls.map(\.path) == ["unknown", "/t.T/Fail"])
        }
    }

    @Test("a service whose task is cancelled ends without waiting")
    func cancelledService() async throws {
        let methods = TestMethods()
        let server = RPCServer(
            router: methods.router,
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            logger: quiet
        )
        let port = try await server.start()[0]
        let service = Task { try await server.run() }
        let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
        let held = Task { try await Self.status { try await client.call("/t.T/Hold", []) } }
        await until { methods.held.count == 1 }
        service.cancel()
        #expect(try await held.value.code == .unavailable)
        try await service.value
    }

    @Test("one connection more than allowed is closed, and there is room again after one left")
    func connectionCap() async throws {
        var limits = Limits()
        limits.connectionsMax = 2
        // A connection let in by mistake would stay, not be closed for its silence.
        limits.firstFrameTimeout = .hours(1)
        try await withServer(limits: limits) { port, _ in
            let first = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let second = try await RPCClient.connect(host: "127.0.0.1", port: port)
            #expect(try await first.call("/t.T/Echo", [1]) == [1])
            #expect(try await second.call("/t.T/Echo", [2]) == [2])
            #expect(try await RawPeer(port: port).bytesToEnd() == [])
            await first.close()
            while true {
                let third = try await RPCClient.connect(host: "127.0.0.1", port: port)
                let reply = try? await third.call("/t.T/Echo", [3])
                await third.close()
                if reply == [3] { break }
            }
            #expect(try await second.call("/t.T/Echo", [4]) == [4])
            await second.close()
        }
    }

    @Test("a stream to a peer that reads nothing waits, and ends when the peer goes")
    func streamBackPressure() async throws {
        let progress = Progress()
        var router = Router()
        router.stream("/t.T/Flood") { _, _, writer in
            defer { progress.end() }
            while true {
                try await writer.send([UInt8](repeating: 1, count: 64 << 10))
                progress.sent()
            }
        }
        var limits = Limits()
        limits.streamStallTimeout = .seconds(3_600)
        limits.plainStreamMessagesMax = .max
        let server = RPCServer(
            router: router,
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            limits: limits,
            logger: quiet
        )
        let port = try await server.start()[0]
        let peer = try await RawPeer(port: port, autoRead: false)
        try await peer.send(TestFrame.request(1, "/t.T/Flood", flags: .remoteClosed).bytes)
        await until { progress.count > 4 }
        // The kernel's buffers take some MiB; then the writer stands still.
        var last = -1
        while last != progress.count {
            last = progress.count
            for _ in 0..<20_000 { await Task.yield() }
        }
        #expect(progress.count < 64 << 20 / (64 << 10))
        #expect(!progress.hasEnded)
        try await peer.close()
        await until { progress.hasEnded }
        await server.drain(gracePeriod: .zero)
    }

    private final class Progress: Sendable {
        private let state = Mutex((sent: 0, ended: false))
        var count: Int { state.withLock { $0.sent } }
        var hasEnded: Bool { state.withLock { $0.ended } }
        func sent() { state.withLock { $0.sent += 1 } }
        func end() { state.withLock { $0.ended = true } }
    }
}

// MARK: Typed methods

extension ServerClientTests {
    private static func method(
        _ name: String,
        _ effect: MethodEffect
    ) -> Method<TtrpcKeyValue, TtrpcKeyValue> {
        Method(service: "t.T", name: name, effect: effect, permission: "none", isRetrySafe: true)
    }

    static var typedUnary: Method<TtrpcKeyValue, TtrpcKeyValue> { method("Typed", .read) }

    static var typedStream: Method<TtrpcKeyValue, TtrpcKeyValue> {
        method("TypedStream", .stream)
    }

    private func withTypedServer(_ body: (RPCClient) async throws -> Void) async throws {
        var router = Router()
        router.unary(Self.typedUnary.info) { _, payload, respond in respond(.success(payload)) }
        router.stream(Self.typedStream.info) { _, payload, writer in
            for _ in 0..<3 { try await writer.send(payload) }
        }
        #expect(router.paths == ["/t.T/Typed", "/t.T/TypedStream"])
        let server = RPCServer(
            router: router,
            listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: 0)],
            logger: quiet
        )
        let client = try await RPCClient.connect(host: "127.0.0.1", port: server.start()[0])
        try await body(client)
        await client.close()
        await server.drain(gracePeriod: .zero)
    }
}
