import NIOCore
import NIOEmbedded
import NIOHTTP2
import Testing

@testable import GRPC
@testable import RPC

@Suite("An HTTP/2 connection")
struct HTTP2ConnectionTests {
    @Test("a call is answered, and its failure says what it is")
    func calls() throws {
        let server = try EmbeddedHTTP2()
        let echo = try server.call(1, "/t.T/Echo", "hello")
        #expect(echo.body == framed("hello"))
        #expect(echo.headers["grpc-status"] == "0")
        #expect(echo.isEnded)
        let failed = try server.call(3, "/t.T/Fail")
        #expect(failed.headers["grpc-status"] == "5")
        #expect(failed.headers["grpc-message"] == "kh%C3%B4ng c%C3%B3")
        #expect(failed.headers["why"] == "asked")
        let unknown = try server.call(5, "/t.T/None")
        #expect(unknown.headers["grpc-status"] == "12")
        #expect(server.isOpen)
    }

    /// Red when each stream flushes for itself.
    @Test("the answers that are ready leave with one flush")
    func oneFlush() throws {
        let server = try EmbeddedHTTP2()
        for stream in stride(from: 1, to: 99, by: 2) {
            try server.open(stream, "/t.T/Hold")
            try server.data(stream, framed("x"), end: true)
        }
        try server.exchange()
        let before = server.flushCount
        server.methods.held.answerAll(.success([1]))
        try server.exchange()
        #expect(server.answers.values.filter(\.isEnded).count == 49)
        // One for the answers; one more may be that of the bytes that the client answered with.
        #expect(server.flushCount - before <= 2)
    }

    /// Red when a call is not ended by the server's own clock.
    @Test("a deadline ends the call at its moment, not before")
    func deadline() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold", "", [("grpc-timeout", "500m")])
        try server.advance(.milliseconds(499))
        #expect(server.answers[1]?.isEnded != true)
        try server.advance(.milliseconds(1))
        #expect(server.answers[1]?.headers["grpc-status"] == "4")
        #expect(server.methods.held.areCancelled == [true])
        server.methods.held.answerAll(.success([1]))
        try server.exchange()
        #expect(server.answers[1]?.body == [])
    }

    @Test("a call without a deadline gets the default one")
    func defaultDeadline() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold")
        try server.advance(.seconds(30))
        #expect(server.answers[1]?.headers["grpc-status"] == "4")
    }

    @Test("a reset cancels the call")
    func reset() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold")
        #expect(server.methods.held.areCancelled == [false])
        try server.send(.rstStream(.cancel), on: 1)
        try server.exchange()
        #expect(server.methods.held.areCancelled == [true])
    }

    @Test("the end of the connection cancels its calls")
    func connectionLost() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold")
        server.server.close(promise: nil)
        server.server.embeddedEventLoop.run()
        #expect(server.methods.held.areCancelled == [true])
    }

    /// Red when a drain does not say goodbye, cuts what is in flight, or never closes.
    @Test("a drain says goodbye, lets calls in flight finish, then closes")
    func drain() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold")
        server.server.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        try server.exchange()
        #expect(server.goAways == [1])
        #expect(server.isOpen)
        server.methods.held.answerAll(.success([1]))
        try server.exchange()
        #expect(server.answers[1]?.headers["grpc-status"] == "0")
        try server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a drained connection closes when its last call is given up")
    func drainedByReset() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold")
        server.server.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        try server.send(.rstStream(.cancel), on: 1)
        try server.exchange()
        try server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("an order to close closes at once")
    func close() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Hold")
        server.server.pipeline.fireUserInboundEventTriggered(ConnectionOrder.close)
        try server.exchange()
        #expect(!server.isOpen)
        #expect(server.methods.held.areCancelled == [true])
    }

    /// Red when the first request may come as late as it likes.
    @Test("a connection without a request is closed after 10 s")
    func firstRequest() throws {
        let server = try EmbeddedHTTP2()
        try server.advance(.milliseconds(9_999))
        #expect(server.isOpen)
        try server.advance(.milliseconds(1))
        #expect(!server.isOpen)
    }

    /// Red when a silent peer is not asked, or stays although it does not answer.
    @Test("a silent peer is asked after 60 s, and closed 20 s later when it does not answer")
    func keepalive() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Echo")
        try server.advance(.seconds(60))
        #expect(server.pings == 1)
        try server.advance(.seconds(60))
        #expect(server.pings == 2)
        #expect(server.isOpen)
        server.answersPings = false
        try server.advance(.seconds(60))
        try server.advance(.milliseconds(19_999))
        #expect(server.isOpen)
        try server.advance(.milliseconds(1))
        #expect(!server.isOpen)
    }

    @Test("a peer that lives and calls nothing is closed after 15 minutes")
    func idle() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Echo")
        for _ in 0..<14 { try server.advance(.seconds(60)) }
        #expect(server.isOpen)
        try server.advance(.seconds(60))
        #expect(!server.isOpen)
    }

    /// Red when a request may trickle in for ever.
    @Test("a request that trickles is given up after 5 s and what its bytes earn")
    func trickle() throws {
        let server = try EmbeddedHTTP2()
        try server.open(1, "/t.T/Hold", [("grpc-timeout", "60S")])
        try server.data(1, Array(framed(String(repeating: "x", count: 5_000)).prefix(2_048)))
        try server.exchange()
        try server.advance(.milliseconds(6_999))
        #expect(server.answers[1]?.isEnded != true)
        try server.advance(.milliseconds(1))
        #expect(server.answers[1]?.headers["grpc-status"] == "4")
        #expect(server.answers[1]?.reset == .noError)
        #expect(server.isOpen)
    }

    /// Red when a reply stays for ever that its peer does not take.
    @Test("a reply that is not taken is given up after 30 s, and its stream alone")
    func stalledReply() throws {
        let server = try EmbeddedHTTP2()
        // More than the client's window, and the client's handler opens it only when it is read.
        let first = try server.call(1, "/t.T/Size", "100000")
        #expect(!first.isEnded)
        try server.advance(.milliseconds(29_999))
        #expect(server.answers[1]?.reset == nil)
        try server.advance(.milliseconds(1))
        #expect(server.answers[1]?.reset == .cancel)
        #expect(server.isOpen)
    }

    /// Red when what the connection moves counts for a stream that its own window holds back.
    @Test("a stream that is not taken is given up although the connection moves")
    func stalledStream() throws {
        let server = try EmbeddedHTTP2()
        _ = try server.call(1, "/t.T/Size", "100000")
        for _ in 0..<5 {
            try server.advance(.seconds(5))
            try server.send(.windowUpdate(windowSizeIncrement: 1_000), on: 0)
            try server.exchange()
        }
        try server.advance(.milliseconds(4_999))
        #expect(server.answers[1]?.reset == nil)
        try server.advance(.milliseconds(1))
        #expect(server.answers[1]?.reset == .cancel)
        #expect(server.isOpen)
    }

    /// Red when a stream is given up for which the connection has no room.
    @Test("a stream that waits for the room of the connection stays while that moves")
    func slowConnection() throws {
        let server = try EmbeddedHTTP2()
        let window = HTTP2Setting(parameter: .initialWindowSize, value: 1 << 20)
        try server.send(.settings(.settings([window])), on: 0)
        _ = try server.call(1, "/t.T/Size", "100000")
        for _ in 0..<10 {
            try server.advance(.seconds(5))
            try server.send(.windowUpdate(windowSizeIncrement: 1_000), on: 0)
            try server.exchange()
        }
        #expect(server.answers[1]?.reset == nil)
        try server.advance(.seconds(30))
        #expect(server.answers[1]?.reset == .cancel)
    }

    /// Red when a connection lives for ever, or its calls end with its age.
    @Test("an old connection says goodbye, lets its calls finish, then closes")
    func age() throws {
        var limits = Limits()
        limits.connectionAgeMax = .seconds(50)
        let server = try EmbeddedHTTP2(limits: limits)
        _ = try server.call(1, "/t.T/Hold", "", [("grpc-timeout", "80S")])
        // A tenth of it is by chance.
        try server.advance(.milliseconds(44_999))
        #expect(server.goAways == [])
        try server.advance(.milliseconds(5_001))
        #expect(server.goAways == [1])
        server.methods.held.answerAll(.success([1]))
        try server.exchange()
        #expect(server.answers[1]?.headers["grpc-status"] == "0")
        try server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("headers beyond the limit end the connection or the call, at the limit they do not")
    func headers() throws {
        var limits = Limits()
        limits.headerBytesMax = 2_048
        limits.metadataBytesMax = 4_096
        for (bytes, isTaken) in [(1_500, true), (2_049, false)] {
            let server = try EmbeddedHTTP2(limits: limits)
            let value = String(repeating: "v", count: bytes)
            let answer = try? server.call(1, "/t.T/Echo", "", [("x", value)])
            #expect((answer?.headers["grpc-status"] == "0") == isTaken)
        }
    }

    /// Red when a peer that takes no note of the settings may have as many as HTTP/2 begins with.
    @Test("streams beyond the limit are refused so that they may be made again")
    func tooMany() throws {
        var limits = Limits()
        limits.streamsPerConnectionMax = 2
        let server = try EmbeddedHTTP2(limits: limits, isAcknowledged: false)
        for stream in [1, 3, 5] {
            try server.open(stream, "/t.T/Hold")
            try server.data(stream, framed("x"), end: true)
        }
        try server.exchange()
        #expect(server.answers.mapValues(\.reset) == [5: .refusedStream])
        server.methods.held.answerAll(.success([]))
        try server.exchange()
        #expect([1, 3].allSatisfy { server.answers[$0]?.headers["grpc-status"] == "0" })
        #expect(try server.call(7, "/t.T/Echo").headers["grpc-status"] == "0")
    }

    /// Red when the room of a stream or of the connection is not made anew.
    @Test("requests of many times the window come in")
    func upload() throws {
        let server = try EmbeddedHTTP2()
        let text = String(repeating: "x", count: 3 << 20)
        for stream in [1, 3] {
            #expect(try server.call(stream, "/t.T/Measure", text).body == framed("\(3 << 20)"))
        }
    }
}
