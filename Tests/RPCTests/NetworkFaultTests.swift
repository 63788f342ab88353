import NIOCore
import Synchronization
import TestFaults
import Testing

@testable import RPC

/// Peers and networks that fail, on sockets and through a relay that harms.
@Suite("Network faults", .timeLimit(.minutes(3)))
struct NetworkFaultTests {
    private static func connect(_ port: Int, limits: Limits = Limits()) async throws -> RPCClient {
        try await RPCClient.connect(host: "127.0.0.1", port: port, limits: limits)
    }

    /// Limits of a server that loses patience soon.
    private static func impatient(_ change: (inout Limits) -> Void = { _ in }) -> Limits {
        var limits = Limits()
        (limits.pingAfter, limits.silenceTimeout) = (.milliseconds(200), .milliseconds(500))
        change(&limits)
        return limits
    }

    // N1. Red when: dribbled bytes keep a connection, or those who dribble hold up those who do not.
    @Test("peers that dribble are closed, and who calls meanwhile is served")
    func slowLoris() async throws {
        let limits = Self.impatient {
            $0.firstFrameTimeout = .milliseconds(500)
            $0.frameGrace = .milliseconds(300)
        }
        try await withServer(limits: limits) { port, _ in
            let honest = try await Self.connect(port)
            let bytes = TestFrame.request(1, "/t.T/Echo", [UInt8](repeating: 1, count: 9_999)).bytes
            try await withThrowingDiscardingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let peer = try await RawPeer(port: port)
                        // Some have said a whole frame before, some are in their first header.
                        if number % 2 == 0 {
                            try? await peer.send(TestFrame.request(1, "/t.T/Hold").bytes)
                        }
                        let dribble = Task {
                            for byte in bytes {
                                try await peer.send([byte])
                                try await Task.sleep(for: .milliseconds(50))
                            }
                        }
                        _ = await peer.bytesToEnd()
                        dribble.cancel()
                    }
                }
                group.addTask {
                    for number in 0..<500 {
                        let payload = [UInt8(number & 0xFF)]
                        let reply = try await honest.call("/t.T/Echo", payload)
                        #expect(reply == payload)
                    }
                }
            }
            await honest.close()
        }
    }

    // N2. Red when: a peer that vanished without a word keeps its calls and its place.
    @Test("a peer whose cable was pulled is found out and its calls end")
    func halfOpenPeer() async throws {
        let methods = TestMethods()
        let limits = Self.impatient {
            ($0.pingAfter, $0.silenceTimeout) = (.seconds(1), .seconds(3))
        }
        try await withServer(limits: limits, methods: methods) { port, server in
            try await FaultProxy.before(port) { proxy in
                let client = try await Self.connect(proxy.port)
                #expect(try await client.call("/t.T/Echo", [1]) == [1])
                let call = Task { try? await client.call("/t.T/Hold", [], timeout: .seconds(5)) }
                await until { methods.held.count == 1 }
                let lost = Faults.with { $0.loseAfter = 0 }
                proxy.set(toServer: lost, toClient: lost)
                await until { methods.held.areCancelled == [true] }
                call.cancel()
                _ = await call.value
                await client.close()
            }
        }
    }

    // N2, the other end. Red when: a client waits for ever for a server that vanished.
    @Test("a server that vanished is given up, and found again")
    func vanishedServer() async throws {
        let limits = Self.impatient {
            ($0.pingAfter, $0.silenceTimeout) = (.seconds(1), .seconds(3))
        }
        try await withServer(limits: limits) { port, _ in
            try await FaultProxy.before(port) { proxy in
                let client = try await Self.connect(proxy.port, limits: limits)
                #expect(try await client.call("/t.T/Echo", [1]) == [1])
                proxy.heal(after: 1)
                proxy.set(
                    toServer: .with { $0.loseAfter = 0 },
                    toClient: .with { $0.loseAfter = 0 }
                )
                let call = Task { try await client.call("/t.T/Echo", [2], isRetrySafe: true) }
                #expect(try await call.value == [2])
                #expect(proxy.connections == 2)
                await client.close()
            }
        }
    }

    // N3. Red when: replies for a peer that takes none pile up, or it is never closed.
    @Test("a peer that sends and never reads is closed")
    func neverReads() async throws {
        var limits = Limits()
        limits.outboundStallTimeout = .milliseconds(300)
        limits.outboundBytesMax = 1 << 20
        try await withServer(limits: limits) { port, _ in
            let honest = try await Self.connect(port)
            try await FaultProxy.before(port) { proxy in
                proxy.set(toClient: .with { $0.stallAfter = 1 })
                let peer = try await RawPeer(port: proxy.port)
                let sending = Task {
                    var stream: UInt32 = 1
                    while true {
                        let payload = [UInt8](repeating: 1, count: 100_000)
                        try await peer.send(TestFrame.request(stream, "/t.T/Echo", payload).bytes)
                        stream += 2
                    }
                }
                #expect(await peer.bytesToEnd().count <= 1)
                _ = try? await sending.value
            }
            #expect(try await honest.call("/t.T/Echo", [1]) == [1])
            await honest.close()
        }
    }

    // N4 without records. Red when: a call that may have been begun is begun again though its method
    // does not allow it, or one that is allowed is not.
    @Test(
        "a call cut anywhere is answered by a retry where that is allowed",
        arguments: [true, false]
    )
    func cutAnywhere(isRetrySafe: Bool) async throws {
        try await withServer { port, server in
            for toServer in [true, false] {
                var cut = 0
                var isCut = true
                while isCut {
                    let bytes = cut
                    isCut = try await FaultProxy.before(port) { proxy in
                        let faults = Faults.with { $0.cutAfter = bytes }
                        proxy.set(
                            toServer: toServer ? faults : Faults(),
                            toClient: toServer ? Faults() : faults
                        )
                        proxy.heal(after: 1)
                        let client = try await Self.connect(proxy.port)
                        let result: String
                        do throws(Status) {
                            let reply = try await client.call(
                                "/t.T/Echo",
                                [UInt8](repeating: 65, count: 30),
                                isRetrySafe: isRetrySafe
                            )
                            result = String(decoding: reply, as: UTF8.self)
                        } catch {
                            result = "\(error)"
                        }
                        await client.close()
                        let good = String(repeating: "A", count: 30)
                        let allowed = isRetrySafe ? [good] : [good, "UNAVAILABLE CONNECTION_LOST"]
                        #expect(allowed.contains(result), "cut after \(bytes): \(result)")
                        return proxy.connections > 1 || result != good
                    }
                    cut += 3
                }
                #expect(cut > 60)
            }
        }
    }

    // N13. Red when: clients come back all at once and never get in, or more get in than may.
    @Test("a thousand clients find a restarted server again")
    func reconnectStorm() async throws {
        let count = 1_000
        var limits = Limits()
        limits.connectionsMax = count + 100
        let methods = TestMethods()
        let port = try await withServer(limits: limits) { port, _ in port }
        func serve(_ body: () async throws -> Void) async throws {
            let server = RPCServer(
                router: methods.router,
                listeners: [Listener(TtrpcDoor(), host: "127.0.0.1", port: port)],
                limits: limits,
                logger: quiet
            )
            _ = try await server.start()
            try await body()
            await server.drain(gracePeriod: .zero)
        }
        let clients = Mutex<[RPCClient]>([])
        try await serve {
            for _ in 0..<count {
                let client = try await Self.connect(port)
                clients.withLock { $0.append(client) }
            }
        }
        let all = clients.withLock { $0 }
        await until { !all.contains { $0.isConnected } }
        try await serve {
            try await withThrowingDiscardingTaskGroup { group in
                for client in all {
                    group.addTask {
                        let reply = try await client.call("/t.T/Echo", [1], isRetrySafe: true)
                        #expect(reply == [1])
                    }
                }
            }
            for client in all { await client.close() }
        }
    }

    // N15. Red when: what is too late or given up is begun all the same.
    @Test("a deadline that has passed begins nothing, and what is given up in the queue neither")
    func tooLate() async throws {
        var limits = Limits()
        limits.workerThreads = 1
        let methods = TestMethods()
        methods.gate.close()
        try await withServer(limits: limits, methods: methods) { port, server in
            let peer = try await RawPeer(port: port)
            let streams = (1...10).map { UInt32(2 * $0 + 1) }
            // The only worker is busy with the first; the next is too late, the rest given up.
            try await peer.send(
                TestFrame.hello.bytes + TestFrame.request(1, "/t.T/Block").bytes
                    + TestFrame.request(3, "/t.T/Block", timeoutNano: -1).bytes
                    + streams.dropFirst().flatMap { TestFrame.request($0, "/t.T/Block").bytes }
                    + streams.dropFirst().flatMap { TestFrame(stream: $0, type: 0x11).bytes }
            )
            let answers = await peer.frames(2)
            #expect(answers.map(\.stream) == [0, 3])
            #expect(answers.last?.outcome == "DEADLINE_EXCEEDED DEADLINE_EXCEEDED")
            await until { methods.sent.count == 1 }
            methods.gate.open()
            try await peer.send(TestFrame.request(99, "/t.T/Echo", [65]).bytes)
            #expect(await peer.frames(2).map(\.stream) == [1, 99])
            #expect(methods.sent.count == 1)
            let calls = server.ledger.byPath["/t.T/Block"]?[""]
            #expect(calls?.handled == ["OK": 1, "DEADLINE_EXCEEDED": 1, "CANCELLED": 9])
            try await peer.close()
        }
    }

    // N16. Red when: a slow network makes the server or the client take the other for dead.
    @Test("half a second each way is no reason to give anybody up")
    func slowNetwork() async throws {
        let limits = Self.impatient {
            ($0.pingAfter, $0.silenceTimeout) = (.milliseconds(300), .seconds(20))
        }
        try await withServer(limits: limits) { port, _ in
            try await FaultProxy.before(port) { proxy in
                let delay = Faults.with { $0.delay = .milliseconds(500) }
                proxy.set(toServer: delay, toClient: delay)
                let client = try await Self.connect(proxy.port, limits: limits)
                for number in 0..<4 {
                    let payload = [UInt8](repeating: UInt8(number), count: 100_000)
                    #expect(try await client.call("/t.T/Echo", payload) == payload)
                }
                var numbers = 0
                for try await _ in try client.stream("/t.T/Count", Array("600".utf8)) {
                    numbers += 1
                }
                #expect(numbers == 600)
                #expect(proxy.connections == 1)
                await client.close()
            }
        }
    }
}
