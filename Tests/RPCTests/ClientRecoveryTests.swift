import Messages
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import RPC

/// What a client does about connections and calls that fail, against servers that fail on purpose.
@Suite("A client recovers", .timeLimit(.minutes(2)))
struct ClientRecoveryTests {
    static func connect(_ port: Int, limits: Limits = Limits()) async throws -> RPCClient {
        try await RPCClient.connect(host: "127.0.0.1", port: port, limits: limits)
    }

    static func status(_ call: () async throws -> some Any) async throws -> Status {
        do {
            _ = try await call()
        } catch let status as Status {
            return status
        }
        throw TestDefect()
    }

    @Test("HELLO and the first call go together: nothing is waited for")
    func neverWaits() async throws {
        try await RawServer.run({ _, _ in [] }) { server in
            let client = try await Self.connect(server.port)
            let call = Task { try await client.call("/t.T/Echo", [1]) }
            await until { server.frames.count == 2 }
            #expect(server.frames.map(\.frame.type) == [FrameType.hello, FrameType.request])
            server.send(.response(1, [2]))
            #expect(try await call.value == [2])
            await client.close()
        }
    }

    @Test("a plain server is served without HELLO, whether it is silent or complains")
    func plainServer() async throws {
        let complaint = Status(.invalidArgument, reason: "X", "StreamID must be odd")
        for complains in [false, true] {
            try await RawServer.run({ _, frame in
                switch frame.type {
                case FrameType.request: [.response(frame.stream, [7])]
                case FrameType.hello where complains: [.failure(0, complaint)]
                default: []
                }
            }) { server in
                let client = try await Self.connect(server.port)
                #expect(try await client.call("/t.T/Echo", []) == [7])
                // It is told nothing that it does not know.
                let stream = try client.stream("/t.T/Endless", [])
                let reading = Task { for try await _ in stream {} }
                await until { server.requests.count == 2 }
                reading.cancel()
                _ = try? await reading.value
                #expect(try await client.call("/t.T/Echo", []) == [7])
                let types = Set(server.frames.map(\.frame.type))
                #expect(types == [FrameType.hello, FrameType.request])
                await client.close()
            }
        }
    }

    @Test("a caller that gives up stops the work on the server")
    func cancel() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, _ in
            let client = try await Self.connect(port)
            let call = Task { try await client.call("/t.T/Hold", []) }
            await until { methods.held.count == 1 }
            #expect(methods.held.areCancelled == [false])
            call.cancel()
            #expect(try await Self.status { try await call.value }.code == .cancelled)
            await until { methods.held.areCancelled == [true] }

            let stream = Task {
                for try await _ in try client.stream("/t.T/Endless", []) {}
            }
            await until { methods.sent.count > 0 }
            stream.cancel()
            _ = try? await stream.value
            await until { methods.ended.count == 1 }
            #expect(try await client.call("/t.T/Echo", [1]) == [1])
            await client.close()
        }
    }

    @Test("a stream that is given up in the middle ends on the server")
    func abandoned() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, _ in
            let client = try await Self.connect(port)
            var count = 0
            for try await _ in try client.stream("/t.T/Endless", []) {
                count += 1
                if count == 1_000 { break }
            }
            await until { methods.ended.count == 1 }
            // No more was sent than the client lets a server be ahead.
            #expect(methods.sent.count <= 1_000 + Limits().clientStreamMessagesMax)
            await client.close()
        }
    }

    @Test(
        "a lost answer is asked for again where the method allows it, and nowhere else",
        arguments: [(true, 3), (false, 1)]
    )
    func lostAnswer(isRetrySafe: Bool, attempts: Int) async throws {
        let answer: RawServer.Answer = { connection, frame in
            guard frame.type == FrameType.request else { return [] }
            return connection < 3 ? nil : [.response(frame.stream, [9])]
        }
        try await RawServer.run(answer) { server in
            let client = try await Self.connect(server.port)
            let result: String
            do throws(Status) {
                let reply = try await client.call("/t.T/Echo", [1], isRetrySafe: isRetrySafe)
                result = "\(reply)"
            } catch {
                result = "\(error) \(error.metadata)"
            }
            #expect(
                result
                    == (isRetrySafe
                        ? "[9]" : "UNAVAILABLE CONNECTION_LOST [\"committed\": \"unknown\"]")
            )
            #expect(server.requests.count == attempts)
            // The same request each time.
            let payloads = server.requests.map { try? TtrpcRequest(serialized: $0.body).payload }
            #expect(payloads.allSatisfy { $0 == [1] })
            await client.close()
        }
    }

    @Test("five attempts are the most, and one deadline is over all of them")
    func attempts() async throws {
        let unavailable = Status(.unavailable, reason: "X", "not now")
        let answer: RawServer.Answer = { _, frame in
            frame.type == FrameType.request ? [.failure(frame.stream, unavailable)] : []
        }
        try await RawServer.run(answer) { server in
            let client = try await Self.connect(server.port)
            let status = try await Self.status {
                try await client.call("/t.T/Echo", [], isRetrySafe: true)
            }
            #expect(status.description == "UNAVAILABLE X")
            #expect(server.requests.count == 5)
            await client.close()
        }
        let late = unavailable.with(retryAfter: .seconds(3_600))
        try await RawServer.run({ _, frame in
            frame.type == FrameType.request ? [.failure(frame.stream, late)] : []
        }) { server in
            let client = try await Self.connect(server.port)
            let begun = ContinuousClock.now
            _ = try await Self.status {
                try await client.call("/t.T/Echo", [], isRetrySafe: true)
            }
            #expect(begun.duration(to: .now) < .seconds(20))
            #expect(server.requests.count == 1)
            await client.close()
        }
    }

    @Test("when many calls fail, retries stop before the server is stormed")
    func storm() async throws {
        let unavailable = Status(.unavailable, reason: "X", "not now")
        let answer: RawServer.Answer = { _, frame in
            frame.type == FrameType.request ? [.failure(frame.stream, unavailable)] : []
        }
        try await RawServer.run(answer) { server in
            let client = try await Self.connect(server.port)
            await withDiscardingTaskGroup { group in
                for _ in 0..<200 {
                    group.addTask {
                        _ = try? await client.call("/t.T/Echo", [], isRetrySafe: true)
                    }
                }
            }
            #expect(server.requests.count <= 205)
            await client.close()
        }
    }

    @Test("GOAWAY: what was taken is answered, what was not goes elsewhere, whatever the method")
    func goAway() async throws {
        let answer: RawServer.Answer = { connection, frame in
            switch frame.type {
            case FrameType.hello: [.hello]
            case FrameType.request where connection == 2: [.response(frame.stream, [2])]
            default: []
            }
        }
        try await RawServer.run(answer) { server in
            let client = try await Self.connect(server.port)
            let calls = (0..<2).map { _ in Task { try await client.call("/t.T/Hold", []) } }
            await until { server.requests.count == 2 }
            server.send(.goAway(after: 1))
            await until { server.requests.count == 3 }
            #expect(try await client.call("/t.T/Echo", []) == [2])
            server.send(.response(1, [1]))
            var replies: [[UInt8]] = []
            for call in calls { replies.append(try await call.value) }
            #expect(replies.sorted { $0[0] < $1[0] } == [[1], [2]])
            #expect(server.connections == 2)
            await client.close()
        }
    }

    @Test("a server that restarts is found again, with everybody's calls")
    func restart() async throws {
        let methods = TestMethods()
        let port = try await withServer(methods: methods) { port, _ in port }
        func serve(_ body: () async throws -> Void) async throws {
            let server = RPCServer(
                router: methods.router,
                listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: port)],
                logger: quiet
            )
            _ = try await server.start()
            try await body()
            await server.drain(gracePeriod: .zero)
        }
        let client = Mutex<RPCClient?>(nil)
        try await serve {
            let connected = try await Self.connect(port)
            client.withLock { $0 = connected }
            #expect(try await connected.call("/t.T/Echo", [1]) == [1])
        }
        let connected = try #require(client.withLock { $0 })
        await until { !connected.isConnected }
        let begun = (0..<50).map { number in
            Task {
                let payload = [UInt8(number)]
                return try await connected.call("/t.T/Echo", payload) == payload
            }
        }
        try await serve {
            for call in begun {
                let isRight = try await call.value
                #expect(isRight)
            }
        }
        await connected.close()
        let closed = try await Self.status { try await connected.call("/t.T/Echo", []) }
        #expect(closed.metadata == ["committed": "no"])
    }

    @Test("a call does not wait for a connection longer than its caller does")
    func deadlineWhileConnecting() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let never = loop.makePromise(of: RPCConnection.self)
        defer { never.fail(Status.notConnected) }
        let source = ConnectionSource(loop: loop) { never.futureResult }
        let client = RPCClient(source: source, limits: Limits())
        let status = try await Self.status {
            try await client.call("/t.T/Echo", [], timeout: .milliseconds(50))
        }
        #expect(status.description == "DEADLINE_EXCEEDED DEADLINE_EXCEEDED")
        #expect(status.metadata == ["committed": "no"])
        let call = Task { try await client.call("/t.T/Echo", []) }
        try await Task.sleep(for: .milliseconds(20))
        call.cancel()
        #expect(try await Self.status { try await call.value }.code == .cancelled)
    }

    @Test("a stream that no server has begun begins elsewhere; one that has begun does not")
    func streams() async throws {
        let answer: RawServer.Answer = { connection, frame in
            guard frame.type == FrameType.request else { return [] }
            switch connection {
            case 1: return nil
            case 2: return [.data(frame.stream, [1])]
            default: return [.data(frame.stream, [9])]
            }
        }
        try await RawServer.run(answer) { server in
            let client = try await Self.connect(server.port)
            var messages = try client.stream("/t.T/Count", [], isRetrySafe: true)
                .makeAsyncIterator()
            #expect(try await messages.next() == [1])
            #expect(server.connections == 2)
            server.send(.goAway(after: 0), on: 2)
            // Without HELLO that is no frame for a client: the connection is closed.
            let status = try await Self.status { try await messages.next() }
            #expect(status.description == "UNAVAILABLE CONNECTION_LOST")
            #expect(server.requests.count == 2)
            await client.close()
        }
    }
}
