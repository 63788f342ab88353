import NIOCore
import NIOEmbedded
import Testing

@testable import GRPC
@testable import RPC

@Suite("An HTTP/1.1 connection")
struct HTTP1ConnectionTests {
    private static func post(
        _ path: String,
        _ body: String = "",
        _ more: String = "",
        type: String = "application/proto"
    ) -> String {
        "POST \(path) HTTP/1.1\r\nhost: t\r\ncontent-type: \(type)\r\n\(more)"
            + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("calls one after the other, by themselves or in one packet")
    func calls() throws {
        let server = try EmbeddedHTTP1()
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: application/proto\r\ncontent-length: 2\r\n\r\nab"
        #expect(try server.send(Self.post("/t.T/Echo", "ab")) == answer)
        let two = Self.post("/t.T/Echo", "ab") + Self.post("/t.T/Echo", "ab")
        #expect(try server.send(two) == answer + answer)
        #expect(server.isOpen)
    }

    @Test("a request byte by byte is the same request")
    func splits() throws {
        let server = try EmbeddedHTTP1()
        var answer = ""
        for byte in Self.post("/t.T/Echo", "ab").utf8 {
            answer += try server.send(String(decoding: [byte], as: UTF8.self))
        }
        #expect(answer.hasSuffix("\r\n\r\nab"))
    }

    @Test(
        "what is refused, and whether the connection lives on",
        arguments: [
            ("no POST", "GET / HTTP/1.1\r\nhost: t\r\n\r\n", "405", false),
            ("another type", post("/t.T/Echo", "", type: "text/html"), "415", false),
            ("gRPC", post("/t.T/Echo", "", type: "application/grpc"), "505", false),
            ("no such method", post("/t.T/None"), "501", true),
            ("a stream", post("/t.T/Count"), "501", true),
            ("compressed", post("/t.T/Echo", "", "content-encoding: gzip\r\n"), "501", true),
            ("no time", post("/t.T/Echo", "", "connect-timeout-ms: 0\r\n"), "504", true),
            ("wrong time", post("/t.T/Echo", "", "connect-timeout-ms: x\r\n"), "400", true),
            ("no HTTP", "POST\r\n\r\n", "400", false),
            (
                "long headers",
                "POST / HTTP/1.1\r\nx: \(String(repeating: "x", count: 17_000))\r\n\r\n", "400",
                false
            ),
        ]
    )
    func refusals(name: String, request: String, status: String, lives: Bool) throws {
        let server = try EmbeddedHTTP1()
        let answer = try server.send(request)
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        try server.advance(.seconds(1))
        // What is answered before its end was read can not go on.
        #expect(server.isOpen == (lives && !answer.contains("connection: close")))
    }

    /// Red when a body beyond the limit is held, or the rest of it read as the next request.
    @Test("a body beyond the limit is refused as it comes, and the connection closed")
    func tooLarge() throws {
        var limits = Limits()
        limits.payloadBytesMax = 8
        let server = try EmbeddedHTTP1(limits: limits)
        let head =
            "POST /t.T/Echo HTTP/1.1\r\ncontent-type: application/proto\r\n"
            + "content-length: 1000\r\n\r\n"
        let answer = try server.send(head + "123456789")
        #expect(answer.hasPrefix("HTTP/1.1 429 "))
        #expect(answer.contains("connection: close"))
        #expect(try server.send("more") == "")
        try server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a deadline ends the call; the answer that comes late is nobody's")
    func deadline() throws {
        let server = try EmbeddedHTTP1()
        let held = try server.send(Self.post("/t.T/Hold", "", "connect-timeout-ms: 500\r\n"))
        #expect(held == "")
        try server.advance(.milliseconds(499))
        #expect(try server.received() == "")
        try server.advance(.milliseconds(1))
        #expect(try server.received().hasPrefix("HTTP/1.1 504 "))
        let next = Self.post("/t.T/Hold")
        #expect(try server.send(next) == "")
        server.methods.held.answer(0, .success(Array("late".utf8)))
        server.channel.embeddedEventLoop.run()
        #expect(try server.received() == "")
        server.methods.held.answer(1, .success(Array("its own".utf8)))
        server.channel.embeddedEventLoop.run()
        #expect(try server.received().hasSuffix("its own"))
    }

    /// Red when a connection may trickle, or be silent, for ever.
    @Test(
        "patience",
        arguments: [
            ("nothing", "", 10_000), ("half a preface", "PR", 10_000),
            ("half a method", "PO", 5_000),
            ("half a head", "POST /t.T/Echo HTTP/1.1\r\n", 5_000),
            ("half a body", post("/t.T/Echo", "ab").dropLast() + "", 5_000),
            ("a call", post("/t.T/Echo"), 900_000),
        ]
    )
    func patience(name: String, sent: String, milliseconds: Int64) throws {
        let server = try EmbeddedHTTP1()
        _ = try server.send(sent)
        try server.advance(.milliseconds(milliseconds - 1))
        #expect(server.isOpen)
        try server.advance(.milliseconds(5))
        #expect(!server.isOpen)
    }

    /// Red when a last answer that is not taken keeps the connection for ever.
    @Test(
        "an answer that is not taken is given up after 30 s",
        arguments: ["", "connection: close\r\n"]
    )
    func stalledAnswer(header: String) throws {
        let server = try EmbeddedHTTP1()
        let request = Self.post("/t.T/Size", "100000", header)
        server.gate.isShut = true
        #expect(try server.send(request) == "")
        try server.advance(.milliseconds(29_999))
        #expect(server.isOpen)
        try server.advance(.milliseconds(1))
        #expect(!server.isOpen)
    }

    /// Red when a connection lives for ever.
    @Test("an old connection answers once more and closes")
    func age() throws {
        var limits = Limits()
        limits.connectionAgeMax = .seconds(50)
        let server = try EmbeddedHTTP1(limits: limits)
        #expect(try !server.send(Self.post("/t.T/Echo", "a")).contains("connection: close"))
        try server.advance(.seconds(50))
        let last = try server.send(Self.post("/t.T/Echo", "b"))
        #expect(last.contains("connection: close") && last.hasSuffix("b"))
        try server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a drain lets the call in flight finish and closes")
    func drain() throws {
        let server = try EmbeddedHTTP1()
        _ = try server.send(Self.post("/t.T/Hold"))
        server.channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        #expect(server.isOpen)
        server.methods.held.answerAll(.success([]))
        server.channel.embeddedEventLoop.run()
        #expect(try server.received().contains("connection: close"))
        try server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a caller that waits to be asked for its body is asked")
    func expectContinue() throws {
        let server = try EmbeddedHTTP1()
        let request = Self.post("/t.T/Echo", "ab", "expect: 100-continue\r\n")
        #expect(try server.send(String(request.dropLast(2))) == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(try server.send("ab").hasPrefix("HTTP/1.1 200 OK"))
    }
}
