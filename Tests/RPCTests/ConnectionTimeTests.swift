import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

/// Everything that waits, in virtual time.
@Suite("Time on a connection")
struct ConnectionTimeTests {
    @Test(
        "a call that is not answered ends at its deadline",
        arguments: [
            (Int64(0), TimeAmount.seconds(30)), (1_000_000, .milliseconds(1)),
            (Int64.max, .minutes(5)), (600_000_000_000, .minutes(5)),
        ]
    )
    func deadline(timeoutNano: Int64, after: TimeAmount) throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Hold", timeoutNano: timeoutNano))
        server.advance(after - .nanoseconds(1))
        #expect(try server.received() == [])
        server.advance(.nanoseconds(1))
        let frame = try #require(try server.received().first)
        #expect(frame.outcome == "DEADLINE_EXCEEDED DEADLINE_EXCEEDED")
        #expect(frame.status?.metadata == ["committed": "unknown"])
        #expect(server.methods.held.areCancelled == [true])
        // The late reply is dropped and the connection lives.
        server.answerHeld(.success([1]))
        try server.send(.request(3, "/t.T/Echo", [2]))
        #expect(try server.received().map(\.stream) == [3])
    }

    @Test("a deadline that has passed is answered at once, and nothing runs")
    func passed() throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Hold", timeoutNano: -1))
        let frame = try #require(try server.received().first)
        #expect(frame.outcome == "DEADLINE_EXCEEDED DEADLINE_EXCEEDED")
        #expect(frame.status?.metadata == ["committed": "no"])
        #expect(server.methods.held.count == 0)
    }

    @Test("deadlines fire each at its own time, whatever the order of the calls")
    func severalDeadlines() throws {
        let server = try EmbeddedServer()
        for (stream, seconds) in [(UInt32(1), Int64(9)), (3, 2), (5, 4), (7, 2)] {
            try server.send(
                .request(stream, "/t.T/Hold", timeoutNano: seconds * 1_000_000_000)
            )
        }
        var streams: [[UInt32]] = []
        for _ in 0..<10 {
            server.advance(.seconds(1))
            streams.append(try server.received().map(\.stream))
        }
        #expect(streams == [[], [3, 7], [], [5], [], [], [], [], [1], []])
    }

    @Test("a silent peer is closed after 10 s; one whole frame is enough to stay")
    func firstFrame() throws {
        let silent = try EmbeddedServer()
        silent.advance(.milliseconds(9_999))
        #expect(silent.isOpen)
        silent.advance(.milliseconds(1))
        #expect(!silent.isOpen)

        let speaking = try EmbeddedServer()
        speaking.advance(.seconds(9))
        try speaking.send(.request(1, "/t.T/Echo"))
        speaking.advance(.minutes(14))
        #expect(speaking.isOpen)
    }

    @Test("a call in flight for longer than a peer may be idle keeps the connection")
    func busyIsNotIdle() throws {
        var limits = Limits()
        limits.idleTimeout = .seconds(20)
        let server = try EmbeddedServer(limits: limits)
        try server.send(.request(1, "/t.T/Hold", timeoutNano: 60_000_000_000))
        server.advance(.seconds(59))
        #expect(server.isOpen)
        server.advance(.seconds(1))
        #expect(try server.received().count == 1)
        server.advance(.seconds(20))
        #expect(!server.isOpen)
    }

    @Test("an idle peer is closed after 15 min, counted from the last reply")
    func idle() throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Echo"))
        server.advance(.minutes(14))
        try server.send(.request(3, "/t.T/Hold", timeoutNano: 280_000_000_000))
        server.advance(.seconds(279))
        #expect(server.isOpen)
        server.answerHeld(.success([]))
        server.advance(.seconds(899))
        #expect(server.isOpen)
        server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a frame that dribbles in is cut off, one at the allowed pace is not")
    func slowFrame() throws {
        var announced = TestFrame(stream: 3, type: 1, body: .init(repeating: 0, count: 1_000_000))
            .bytes[...]
        func run(bytesPerSecond: Int, seconds: Int) throws -> Bool {
            announced = announced.prefix(announced.count)
            let server = try EmbeddedServer()
            try server.send(.request(1, "/t.T/Echo"))
            var rest = announced
            for _ in 0..<seconds {
                try server.send(Array(rest.prefix(bytesPerSecond)))
                rest = rest.dropFirst(bytesPerSecond)
                server.advance(.seconds(1))
            }
            return server.isOpen
        }
        #expect(try run(bytesPerSecond: 1_100, seconds: 60))
        #expect(try !run(bytesPerSecond: 100, seconds: 60))
        #expect(try !run(bytesPerSecond: 1, seconds: 6))
    }

    @Test("discarded bytes are held to the same pace")
    func slowDiscard() throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Echo"))
        var header = ByteBuffer()
        header.writeFrameHeader(FrameHeader(length: 5_000_000, stream: 3, type: 1))
        try server.send(Array(header.readableBytesView))
        server.advance(.seconds(5))
        #expect(server.isOpen)
        server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a peer that takes nothing is no longer read, and closed after 30 s")
    func stalled() throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Echo"))
        server.setWritable(false)
        server.advance(.milliseconds(29_999))
        #expect(server.isOpen)
        server.advance(.milliseconds(1))
        #expect(!server.isOpen)

        let recovering = try EmbeddedServer()
        try recovering.send(.request(1, "/t.T/Echo"))
        recovering.setWritable(false)
        recovering.advance(.seconds(29))
        recovering.setWritable(true)
        recovering.advance(.minutes(5))
        #expect(recovering.isOpen)
    }

    private static let hello = TestFrame.hello
    private static func pong(_ token: UInt8) -> TestFrame {
        TestFrame(stream: 0, type: FrameType.pong, body: [0, 0, 0, 0, 0, 0, 0, token])
    }

    @Test("a peer that said HELLO is asked after 30 s of silence and closed after 60")
    func silent() throws {
        let server = try EmbeddedServer()
        try server.send(Self.hello)
        #expect(try server.received().map(\.type) == [FrameType.hello])
        server.advance(.milliseconds(29_999))
        #expect(try server.received() == [])
        server.advance(.milliseconds(1))
        #expect(try server.received().map(\.type) == [FrameType.ping])
        server.advance(.milliseconds(29_999))
        #expect(try server.received() == [])
        #expect(server.isOpen)
        server.advance(.milliseconds(1))
        #expect(!server.isOpen)
    }

    @Test("a peer that answers PING stays, and is not idle")
    func answering() throws {
        let server = try EmbeddedServer()
        try server.send(Self.hello)
        for token in 1...100 {
            server.advance(.seconds(30))
            #expect(try server.received().map(\.type).last == FrameType.ping)
            try server.send(Self.pong(UInt8(token)))
        }
        #expect(server.isOpen)
    }

    // Red when: a pause of the server's reading counts as the peer's silence, or PING goes out in it.
    @Test("silence is the peer's only while the server reads")
    func silentWhileStalled() throws {
        var limits = Limits()
        limits.outboundStallTimeout = .minutes(5)
        let server = try EmbeddedServer(limits: limits)
        try server.send(Self.hello)
        _ = try server.received()
        server.advance(.seconds(25))
        server.setWritable(false)
        server.advance(.seconds(200))
        #expect(try server.received() == [])
        server.setWritable(true)
        server.advance(.milliseconds(29_999))
        #expect(try server.received() == [])
        server.advance(.milliseconds(1))
        #expect(try server.received().map(\.type) == [FrameType.ping])
    }

    @Test("a peer that said HELLO is never idle: it answers PING, or it is silent")
    func greetedIsNotIdle() throws {
        var limits = Limits()
        limits.idleTimeout = .seconds(20)
        let server = try EmbeddedServer(limits: limits)
        try server.send(Self.hello)
        server.advance(.milliseconds(59_999))
        #expect(server.isOpen)
    }

    @Test("a call in flight does not keep a silent peer that said HELLO")
    func silentWithCall() throws {
        let server = try EmbeddedServer()
        try server.send(Self.hello, .request(1, "/t.T/Hold", timeoutNano: 300_000_000_000))
        server.advance(.seconds(60))
        #expect(!server.isOpen)
        #expect(server.methods.held.areCancelled == [true])
    }

    @Test("an old connection takes no new streams, serves those it has, and closes")
    func old() throws {
        var limits = Limits()
        limits.connectionAgeMax = .seconds(100)
        let server = try EmbeddedServer(limits: limits)
        try server.send(Self.hello, .request(1, "/t.T/Hold", timeoutNano: 300_000_000_000))
        for token in 1...3 {
            server.advance(.seconds(30))
            try server.send(Self.pong(UInt8(token)))
        }
        _ = try server.received()
        server.advance(.milliseconds(9_999))
        #expect(try server.received() == [])
        server.advance(.milliseconds(1))
        #expect(try server.received().map(\.type) == [FrameType.goAway])
        // Once is enough.
        server.channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        #expect(try server.received() == [])
        try server.send(.request(3, "/t.T/Echo"))
        #expect(try server.received().map(\.outcome) == ["UNAVAILABLE DRAINING"])
        server.answerHeld(.success([1]))
        #expect(try server.received().map(\.stream) == [1])
        server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a plain peer is told nothing of PING and GOAWAY")
    func plainMeetsNoExtension() throws {
        var limits = Limits()
        limits.connectionAgeMax = .seconds(100)
        let server = try EmbeddedServer(limits: limits)
        try server.send(.request(1, "/t.T/Hold", timeoutNano: 300_000_000_000))
        server.advance(.seconds(200))
        server.channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        #expect(try server.received() == [])
        server.answerHeld(.success([1]))
        #expect(try server.received().map(\.type) == [FrameType.response])
    }
}
