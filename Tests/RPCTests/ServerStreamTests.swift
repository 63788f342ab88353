import Messages
import NIOCore
import Testing

@testable import RPC

/// Streams and the end of connections on a server over sockets, frame by frame.
@Suite("Streams of a server", .timeLimit(.minutes(1)))
struct ServerStreamTests {
    // Red when: who breaks a rule is told so and its calls go on until the connection is closed.
    @Test("a broken rule ends the calls at once, and not only with the connection")
    func brokenRule() async throws {
        var limits = Limits.patient
        limits.lingerTimeout = .hours(1)
        let methods = TestMethods()
        try await withServer(limits: limits, methods: methods) { port, _ in
            let peer = try await RawPeer(port: port, staysOpen: true)
            try await peer.send(TestFrame.hello.bytes + TestFrame.request(1, "/t.T/Hold").bytes)
            await until { methods.held.count == 1 }
            try await peer.send(TestFrame(stream: 0, type: FrameType.goAway).bytes)
            #expect(await peer.frames(2).map(\.type) == [FrameType.hello, FrameType.goAway])
            await until { methods.held.areCancelled == [true] }
            try await peer.close()
        }
    }

    // Red when: the server reads on though a handler is behind, or holds against the peer what it
    // does not read itself.
    @Test("a peer that is not read is not closed for the frame that it has begun")
    func held() async throws {
        var limits = Limits.patient
        limits.inboundBytesMax = 1
        limits.frameGrace = .milliseconds(50)
        let methods = TestMethods()
        methods.gate.close()
        try await withServer(limits: limits, methods: methods) { port, _ in
            let peer = try await RawPeer(port: port)
            try await peer.send(
                TestFrame.request(1, "/t.T/Collect", flags: .remoteOpen).bytes
                    + TestFrame.data(1, [1]).bytes + [0, 0, 0]
            )
            try await Task.sleep(for: .milliseconds(200))
            #expect(peer.channel.isActive)
            methods.gate.open()
            try? await peer.close()
        }
    }

    @Test(
        "a request opens its client's side or closes it, as its method wants it",
        arguments: [
            ("Echo", .remoteOpen), ("Count", []), ("Count", .remoteOpen),
            ("Count", [.remoteOpen, .remoteClosed]), ("Repeat", []),
            ("Repeat", [.remoteOpen, .remoteClosed]),
        ] as [(String, FrameFlags)]
    )
    func flags(method: String, flags: FrameFlags) throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/\(method)", flags: flags))
        #expect(try server.received().map(\.outcome) == ["INVALID_ARGUMENT PROTOCOL_VIOLATION"])
    }

    @Test("what a client sends on its stream is counted")
    func counted() async throws {
        try await withServer { port, server in
            let peer = try await RawPeer(port: port)
            try await peer.send(
                TestFrame.request(1, "/t.T/Repeat", [1, 2], flags: .remoteOpen).bytes
                    + TestFrame.data(1, [3, 4, 5], flags: .remoteClosed).bytes
            )
            #expect(await peer.frames(3).map(\.body) == [[1, 2], [3, 4, 5], []])
            let calls = try #require(server.ledger.byPath["/t.T/Repeat"]?[""])
            #expect(calls.bytesIn == 5 && calls.bytesOut == 5)
            try await peer.close()
        }
    }

    // A reply has its field and length before it: 4 bytes here, for which 6 are kept.
    @Test(
        "a peer gets no frame longer than it takes",
        arguments: [(65_530, true), (65_531, false), (65_533, false)]
    )
    func longest(bytes: Int, isTaken: Bool) throws {
        let server = try EmbeddedServer()
        try server.send(
            .hello(frameMaxBytes: 65_536),
            .request(1, "/t.T/Size", Array(String(bytes).utf8))
        )
        let frame = try #require(try server.received().last)
        #expect(frame.body.count <= 65_536)
        #expect((frame.response?.payload.count == bytes) == isTaken)
        #expect((frame.status == nil) == isTaken)
    }

    @Test(
        "a peer gets no message longer than it takes: the stream ends instead",
        arguments: [(65_536, FrameType.data), (65_537, FrameType.response)]
    )
    func longestMessage(bytes: Int, type: UInt8) async throws {
        try await withServer { port, _ in
            let peer = try await RawPeer(port: port)
            try await peer.send(
                TestFrame.hello(window: 1, frameMaxBytes: 65_536).bytes
                    + TestFrame.request(
                        1,
                        "/t.T/Endless",
                        Array(String(bytes).utf8),
                        flags: .remoteClosed
                    ).bytes
            )
            #expect(await peer.frames(2).last?.type == type)
            try await peer.close()
        }
    }
}
