import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import RPC

/// What streams may hold, and how far one end may be ahead of the other.
extension LimitsTests {
    static let onStreams: [Row] = [
        Row("streamOutboundBytesMax") { limits in
            var limits = limits
            limits.streamOutboundBytesMax = 25
            limits.streamStallTimeout = .seconds(3_600)
            let stream = Stream(limits)
            await until { stream.posted.count == 3 }
            for _ in 0..<1_000 { await Task.yield() }
            #expect(stream.posted.count == 3)
            stream.call?.stream?.writer.sent(10)
            await until { stream.posted.count == 4 }
            stream.call?.cancel(.cancelled)
        },
        Row("streamStallTimeout") { limits in
            var limits = limits
            limits.streamOutboundBytesMax = 25
            limits.streamStallTimeout = .milliseconds(100)
            let begun = ContinuousClock.now
            let stream = Stream(limits)
            await until { stream.hasStalled.count == 1 }
            #expect(begun.duration(to: .now) >= .milliseconds(100))
        },
        Row("streamWindowMessages") { limits in
            var limits = limits
            limits.streamWindowMessages = 2
            let methods = TestMethods()
            methods.gate.close()
            try await withServer(limits: limits, methods: methods) { port, _ in
                for count in [2, 3] {
                    let peer = try await RawPeer(port: port)
                    try await peer.send(
                        TestFrame.hello.bytes
                            + TestFrame.request(1, "/t.T/Collect", flags: .remoteOpen).bytes
                            + (0..<count).flatMap { _ in TestFrame.data(1, [1]).bytes }
                            + TestFrame.request(3, "/t.T/Echo", [65]).bytes
                    )
                    let outcomes = await peer.frames(count).dropFirst().map(\.outcome)
                    let refused = "INVALID_ARGUMENT PROTOCOL_VIOLATION"
                    #expect(outcomes == (count == 2 ? ["A"] : [refused, "A"]))
                    try await peer.close()
                }
                methods.gate.open()
            }
        },
        Row("inboundBytesMax") { limits in
            var limits = limits
            limits.inboundBytesMax = 1 << 20
            let methods = TestMethods()
            methods.gate.close()
            try await withServer(limits: limits, methods: methods) { port, _ in
                let peer = try await RawPeer(port: port)
                let chunk = [UInt8](repeating: 1, count: 256 << 10)
                try await peer.send(
                    TestFrame.request(1, "/t.T/Collect", flags: .remoteOpen).bytes
                )
                // Three leave room, and the next call is answered.
                for _ in 0..<3 { try await peer.send(TestFrame.data(1, chunk).bytes) }
                try await peer.send(TestFrame.request(3, "/t.T/Echo", [65]).bytes)
                #expect(await peer.frames(1).map(\.outcome) == ["A"])
                // With the fourth the connection is not read until something is taken. What comes
                // in one read with it still is, so the next call waits for an answer to the last.
                try await peer.send(
                    TestFrame.data(1, chunk).bytes + TestFrame.request(5, "/t.T/None").bytes
                )
                #expect(await peer.frames(1).map(\.outcome) == ["UNIMPLEMENTED UNKNOWN_METHOD"])
                try await peer.send(TestFrame.request(7, "/t.T/Echo", [66]).bytes)
                let answered = Counter()
                let answer = Task {
                    defer { answered.add() }
                    return await peer.frames(1)
                }
                try await Task.sleep(for: .milliseconds(100))
                #expect(answered.count == 0)
                methods.gate.open()
                #expect(await answer.value.map(\.outcome) == ["B"])
                try await peer.send(
                    TestFrame.data(1, [], flags: [.remoteClosed, .noData]).bytes
                )
                let total = Array(String(4 * chunk.count).utf8)
                #expect(await peer.frames(1).map(\.body) == [total])
                try await peer.close()
            }
        },
        Row("plainStreamMessagesMax") { limits in
            var limits = limits
            limits.plainStreamMessagesMax = 3
            try await withServer(limits: limits) { port, _ in
                let peer = try await RawPeer(port: port)
                for (stream, count) in [(UInt32(1), "3"), (3, "4"), (5, "1000000")] {
                    let request = TestFrame.request(
                        stream,
                        "/t.T/Count",
                        Array(count.utf8),
                        flags: .remoteClosed
                    )
                    try await peer.send(request.bytes)
                    let frames = await peer.frames(4)
                    #expect(frames.map(\.type) == [3, 3, 3, 3])
                    #expect(frames.last?.flags == [.remoteClosed, .noData])
                }
                try await peer.close()
            }
        },
        Row("clientStreamMessagesMax") { limits in
            var limits = limits
            limits.clientStreamMessagesMax = 3
            let methods = TestMethods()
            try await withServer(methods: methods) { port, _ in
                let client = try await RPCClient.connect(
                    host: "127.0.0.1",
                    port: port,
                    limits: limits
                )
                var messages = try client.stream("/t.T/Endless", []).makeAsyncIterator()
                for taken in 0...2 {
                    await until { methods.sent.count == 3 + taken }
                    try await Task.sleep(for: .milliseconds(20))
                    #expect(methods.sent.count == 3 + taken)
                    _ = try await messages.next()
                }
                await client.close()
            }
        },
        Row("outboundBytesMax") { limits in
            var limits = limits
            limits.outboundBytesMax = 1 << 20
            // What the kernels of both ends hold is the same each time; the rest is the limit.
            let less = try await answersUnread(limits)
            limits.outboundBytesMax = 33 << 20
            let more = try await answersUnread(limits)
            #expect((more - less - (32 << 20)).magnitude < 8 << 20)
        },
    ]

    /// Bytes of replies that a server makes for a peer that reads none.
    private static func answersUnread(_ limits: Limits) async throws -> Int {
        var limits = limits
        limits.streamsPerConnectionMax = 1_000
        return try await withServer(limits: limits) { port, server in
            let peer = try await RawPeer(port: port, autoRead: false)
            let request = TestFrame.request(1, "/t.T/Size", Array("262144".utf8))
            var stream: UInt32 = 1
            func answered() -> Int {
                server.ledger.byPath["/t.T/Size"]?[""]?.bytesOut ?? 0
            }
            while true {
                let before = answered()
                for _ in 0..<8 {
                    var next = request
                    next.stream = stream
                    stream += 2
                    try await peer.send(next.bytes)
                }
                for _ in 0..<100 where answered() < before + 8 * 262_144 {
                    try await Task.sleep(for: .milliseconds(10))
                }
                if answered() == before { break }
            }
            defer { peer.channel.close(promise: nil) }
            return answered()
        }
    }

    /// A stream whose peer takes nothing; its handler sends ten bytes after ten bytes.
    private final class Stream: Sendable {
        let posted = Counter()
        let hasStalled = Counter()
        private let state = Mutex<ServerCall?>(nil)
        var call: ServerCall? { state.withLock { $0 } }

        init(_ limits: Limits) {
            var router = Router()
            router.stream("/t.T/Ten") { [hasStalled] _, _, writer in
                do {
                    while true { try await writer.send([UInt8](repeating: 0, count: 10)) }
                } catch is PeerStalled {
                    hasStalled.add()
                }
            }
            let log = ServerLog(quiet)
            let context = ServerContext(
                router: router,
                limits: limits,
                ledger: CallLedger(
                    paths: router.paths,
                    log: log,
                    wallClock: { 0 },
                    newNumber: { 0x0123_4567_89AB_CDEF }
                ),
                submit: { _ in },
                outbox: Outbox(
                    eventLoop: MultiThreadedEventLoopGroup.singleton.any(),
                    deliver: ServerReply.deliver
                ),
                log: log,
                stopping: Cancellation()
            )
            let head = CallHead(
                door: "test",
                path: "/t.T/Ten",
                timeoutNano: 0,
                metadata: [:],
                peer: Peer()
            )
            do {
                let call = try AdmittedCall(head, server: context).begin([]) { [posted] content in
                    if case .message = content { posted.add() }
                }
                state.withLock { $0 = call }
            } catch {
                Issue.record(error)
            }
        }
    }
}
