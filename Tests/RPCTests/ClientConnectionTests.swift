import Messages
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import RPC

/// A client's end of a connection on an embedded channel: virtual time, the test is the server.
private final class EmbeddedClient {
    let connection: ClientConnection
    let channel: EmbeddedChannel
    private let ends = Ends()

    /// How attempts at calls ended, in order: the call and "well", or what for.
    private final class Ends: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    init(limits: Limits = Limits()) throws {
        connection = ClientConnection(limits: limits)
        channel = EmbeddedChannel(handler: connection)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        #expect(try sent().map(\.type) == [FrameType.hello])
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    var isOpen: Bool { channel.isActive }
    var ended: [String] { ends.all }

    func call(_ name: String, isStream: Bool = false, deadline: NIODeadline? = nil) -> ClientCall {
        ClientCall(
            ClientRequest(
                path: "/t.T/\(name)",
                payload: [],
                metadata: [:],
                isStream: isStream,
                isRetrySafe: false,
                deadline: deadline
            )
        ) { [ends] _, _, status in
            let text = status.map { "\($0) \($0.metadata["committed"] ?? "")" } ?? "well"
            ends.add("\(name) \(text)")
            return false
        }
    }

    func open(_ calls: ClientCall...) {
        connection.perform(calls.map { .open($0, body: [1]) })
    }

    func receive(_ frames: TestFrame...) throws {
        try channel.writeInbound(ByteBuffer(bytes: frames.flatMap(\.bytes)))
    }

    func advance(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    func sent() throws -> [TestFrame] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            bytes += Array(buffer.readableBytesView)
        }
        return TestFrame.frames(of: bytes)
    }
}

/// What a client does with the frames of its server, and without them.
@Suite("A client's connection")
struct ClientConnectionTests {
    private static func cancel(_ stream: UInt32) -> TestFrame {
        TestFrame(stream: stream, type: FrameType.cancel)
    }

    // Red when: a caller waits for ever, or is told that a server may have begun what it never saw.
    @Test("whoever calls on a lost connection is told that nothing was begun")
    func lost() throws {
        let client = try EmbeddedClient()
        let call = client.call("a")
        client.open(call)
        try client.channel.close().wait()
        #expect(client.ended == ["a UNAVAILABLE CONNECTION_LOST unknown"])
        client.open(client.call("b"))
        #expect(client.ended.dropFirst() == ["b UNAVAILABLE CONNECTION_LOST no"])
        #expect(client.connection.sign.standing == .lost)
    }

    @Test("a call that is over before it is sent is not sent")
    func overBefore() throws {
        let client = try EmbeddedClient()
        let call = client.call("a")
        call.giveUp()
        client.open(call, client.call("b"))
        #expect(try client.sent().map(\.stream) == [1])
        #expect(!call.wasSent)
    }

    // Red when: a plain server is sent what it does not know, or one that answers HELLO late is not
    // told of whom it works for in vain.
    @Test("CANCEL and CREDIT go to a server that has answered HELLO; CANCEL waits for that")
    func afterHello() throws {
        let client = try EmbeddedClient()
        let (first, second) = (client.call("a", isStream: true), client.call("b", isStream: true))
        client.open(first, second)
        #expect(first.wasSent)
        #expect(try client.sent().map(\.stream) == [1, 3])
        client.connection.perform([.grant(second, messages: 3), .forget(first)])
        #expect(try client.sent() == [])
        try client.receive(.hello)
        #expect(try client.sent() == [Self.cancel(1)])
        client.connection.perform([.grant(second, messages: 3)])
        let credit = TestFrame(stream: 3, type: FrameType.credit, body: [0, 0, 0, 3])
        #expect(try client.sent() == [credit])
        client.connection.perform([.forget(second), .forget(second)])
        #expect(try client.sent() == [Self.cancel(3)])
        // Neither has a credit to give any more.
        client.connection.perform([.grant(first, messages: 1), .grant(second, messages: 1)])
        #expect(try client.sent() == [])
    }

    @Test("a reply over the limit of frames fails its own call, and the connection goes on")
    func oversized() throws {
        var limits = Limits()
        limits.frameBytesMax = 70_000
        let client = try EmbeddedClient(limits: limits)
        client.open(client.call("a"), client.call("b"))
        let large = [UInt8](repeating: 0, count: 70_001)
        try client.receive(TestFrame(stream: 1, type: FrameType.response, body: large))
        #expect(client.ended == ["a INTERNAL MALFORMED_REPLY unknown"])
        try client.receive(.response(3, []))
        #expect(client.ended.last == "b well")
    }

    // Red when: the connection is closed while a call is in flight, or stays open when none is.
    @Test("a connection that is sent away serves what it has, then closes")
    func sentAway() throws {
        let client = try EmbeddedClient()
        try client.receive(.hello)
        client.open(client.call("a"), client.call("b"))
        try client.receive(.goAway(after: 1))
        #expect(client.ended == ["b UNAVAILABLE CONNECTION_LOST no"])
        #expect(client.connection.sign.standing == .retired)
        #expect(client.isOpen)
        client.open(client.call("c"))
        #expect(client.ended.last == "c UNAVAILABLE CONNECTION_LOST no")
        try client.receive(.response(1, []))
        #expect(client.ended.last == "a well")
        #expect(!client.isOpen)
    }

    @Test("a connection that is sent away without calls closes, and so does one whose last gave up")
    func sentAwayIdle() throws {
        let idle = try EmbeddedClient()
        try idle.receive(.hello, .goAway(after: 0))
        #expect(!idle.isOpen)
        let left = try EmbeddedClient()
        try left.receive(.hello)
        let call = left.call("a")
        left.open(call)
        try left.receive(.goAway(after: 1))
        #expect(left.isOpen)
        left.connection.perform([.forget(call)])
        #expect(!left.isOpen)
    }

    // Red when: what a server sends is no sign of life, or its silence is borne for ever.
    @Test("a server that answered HELLO and is silent for 90 s is given up")
    func silent() throws {
        let client = try EmbeddedClient()
        try client.receive(.hello)
        client.open(client.call("a"))
        client.advance(.seconds(80))
        let ping = TestFrame(stream: 0, type: FrameType.ping, body: [0, 0, 0, 0, 0, 0, 0, 7])
        _ = try client.sent()
        try client.receive(ping)
        #expect(try client.sent().map(\.type) == [FrameType.pong])
        client.advance(.milliseconds(89_999))
        #expect(client.isOpen)
        client.advance(.milliseconds(1))
        #expect(!client.isOpen)
        #expect(client.ended == ["a UNAVAILABLE CONNECTION_LOST unknown"])
    }

    // Red when: a server that has never said a word keeps its callers, counts from another call than
    // the first, or a plain one that has answered is given up.
    @Test("a server that has never said a word is given up 90 s after its first call")
    func neverSaid() throws {
        let client = try EmbeddedClient()
        client.advance(.hours(1))
        client.open(client.call("a"))
        client.advance(.seconds(60))
        client.open(client.call("b"))
        client.advance(.milliseconds(29_999))
        #expect(client.isOpen)
        client.advance(.milliseconds(1))
        #expect(!client.isOpen)
        let lost = ["a", "b"].map { "\($0) UNAVAILABLE CONNECTION_LOST unknown" }
        #expect(client.ended.sorted() == lost)
    }

    @Test("a plain server that has answered may be silent for as long as its calls last")
    func plainSilence() throws {
        let client = try EmbeddedClient()
        client.open(client.call("a"), client.call("b"))
        client.advance(.seconds(89))
        try client.receive(.response(1, []))
        client.advance(.hours(1))
        #expect(client.isOpen && client.ended == ["a well"])
        client.open(client.call("c"))
        client.advance(.hours(1))
        #expect(client.isOpen && client.ended == ["a well"])
    }

    @Test("calls end each at its own deadline, whatever their order, and late replies find nobody")
    func deadlines() throws {
        let client = try EmbeddedClient()
        let start = client.channel.embeddedEventLoop.now
        let calls = [3, 1, 2, 4].map { client.call("\($0)", deadline: start + .seconds($0)) }
        client.connection.perform(calls.map { .open($0, body: []) })
        var over: [Int] = []
        for _ in 1...5 {
            client.advance(.milliseconds(999))
            over.append(calls.count { $0.isOver })
            client.advance(.milliseconds(1))
            over.append(calls.count { $0.isOver })
        }
        #expect(over == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4])
        try client.receive(.response(1, []))
        #expect(client.ended == [] && client.isOpen)
    }
}
