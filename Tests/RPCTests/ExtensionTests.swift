import Messages
import NIOCore
import Testing

@testable import RPC

/// The frames beside those of ttrpc, without sockets: what each means in each state.
@Suite("Extensions of the protocol")
struct ExtensionTests {
    static func header(
        _ type: UInt8,
        _ stream: UInt32,
        _ flags: FrameFlags = [],
        length: Int = 0
    ) -> FrameHeader {
        FrameHeader(length: UInt32(length), stream: stream, type: type, flags: flags)
    }

    static func credit(_ messages: UInt32) -> ByteBuffer { ByteBuffer(integer: messages) }
    static let hello = ByteBuffer(
        bytes: (try? Hello(protocol: 1, windowMessages: 4).serialized()) ?? []
    )

    /// The frame's verdict in a word.
    static func judge(
        _ state: inout ConnectionState<String>,
        _ type: UInt8,
        _ stream: UInt32,
        _ flags: FrameFlags = [],
        _ body: ByteBuffer = ByteBuffer(),
        oversized: Bool = false
    ) -> String {
        ConnectionStateTests.text(
            state.received(
                header(type, stream, flags, length: oversized ? 5 << 20 : body.readableBytes),
                body: body,
                oversized: oversized
            )
        )
    }

    /// A peer that said HELLO, with a unary call on 1, a server stream on 3 whose peer takes 4
    /// messages, a client stream on 5 that may send 2, and 7 that is over.
    static func greeted() -> ConnectionState<String> {
        var limits = Limits()
        limits.streamWindowMessages = 2
        limits.payloadBytesMax = 100
        var state = ConnectionState<String>(limits: limits)
        #expect(judge(&state, FrameType.hello, 0, [], hello) == "greet window 2")
        for (stream, call, kind) in [
            (UInt32(1), "unary", ConnectionState<String>.Kind.unary),
            (3, "server", .serverStream), (5, "client", .clientStream), (7, "over", .unary),
        ] {
            #expect(judge(&state, FrameType.request, stream) == "admit \(stream)")
            state.open(stream, call: call, kind: kind)
        }
        _ = state.end(7)
        return state
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let type: UInt8
        let stream: UInt32
        var flags: FrameFlags = []
        var body = ByteBuffer()
        var oversized = false
        let verdict: String
        var testDescription: String { name }
    }

    private static func refused(_ stream: Int, _ ended: String? = nil) -> String {
        "refuse \(stream) INVALID_ARGUMENT PROTOCOL_VIOLATION"
            + (ended.map { " ends \($0)" } ?? "")
    }

    private static let word = ByteBuffer(integer: UInt64(9))

    static let rows: [Row] = [
        // HELLO
        Row(
            name: "HELLO twice",
            type: 0x10,
            stream: 0,
            body: hello,
            verdict: "close HELLO comes once"
        ),
        // CANCEL
        Row(name: "CANCEL of a unary call", type: 0x11, stream: 1, verdict: "cancel unary"),
        Row(name: "CANCEL of a stream", type: 0x11, stream: 5, verdict: "cancel client"),
        Row(name: "CANCEL of a call that is over", type: 0x11, stream: 7, verdict: "skip"),
        Row(
            name: "CANCEL of what was never opened",
            type: 0x11,
            stream: 9,
            verdict: "close CANCEL of a stream never opened"
        ),
        Row(
            name: "CANCEL of stream 0",
            type: 0x11,
            stream: 0,
            verdict: "close CANCEL of a stream never opened"
        ),
        Row(
            name: "CANCEL with a body",
            type: 0x11,
            stream: 1,
            body: credit(1),
            verdict: "close CANCEL has no body"
        ),
        // CREDIT
        Row(
            name: "CREDIT",
            type: 0x12,
            stream: 3,
            body: credit(7),
            verdict: "grant server 7"
        ),
        Row(
            name: "CREDIT up to the most",
            type: 0x12,
            stream: 3,
            body: credit(0x7FFF_FFFB),
            verdict: "grant server 2147483643"
        ),
        Row(
            name: "CREDIT beyond the most",
            type: 0x12,
            stream: 3,
            body: credit(0x7FFF_FFFC),
            verdict: refused(3, "server")
        ),
        Row(
            name: "CREDIT of 2^32 - 1",
            type: 0x12,
            stream: 5,
            body: credit(.max),
            verdict: refused(5, "client")
        ),
        Row(
            name: "CREDIT of nothing",
            type: 0x12,
            stream: 3,
            body: credit(0),
            verdict: refused(3, "server")
        ),
        Row(
            name: "CREDIT for a unary call",
            type: 0x12,
            stream: 1,
            body: credit(1),
            verdict: refused(1, "unary")
        ),
        Row(name: "CREDIT too late", type: 0x12, stream: 7, body: credit(1), verdict: "skip"),
        Row(
            name: "CREDIT for what was never opened",
            type: 0x12,
            stream: 9,
            body: credit(1),
            verdict: "close CREDIT for a stream never opened"
        ),
        Row(
            name: "CREDIT without its body",
            type: 0x12,
            stream: 3,
            verdict: "close the body of CREDIT is 4 bytes"
        ),
        // PING, PONG, GOAWAY
        Row(name: "PING", type: 0x13, stream: 0, body: word, verdict: "pong 9"),
        Row(
            name: "PING on a stream",
            type: 0x13,
            stream: 3,
            body: word,
            verdict: "close PING stands on stream 0"
        ),
        Row(
            name: "PING of 4 bytes",
            type: 0x13,
            stream: 0,
            body: credit(1),
            verdict: "close the body of PING is 8 bytes"
        ),
        Row(
            name: "PONG unasked",
            type: 0x14,
            stream: 0,
            body: word,
            verdict: "close PONG answers no PING"
        ),
        Row(
            name: "PONG on a stream",
            type: 0x14,
            stream: 1,
            body: word,
            verdict: "close PONG stands on stream 0"
        ),
        Row(
            name: "GOAWAY",
            type: 0x15,
            stream: 0,
            verdict: "close only a server sends GOAWAY"
        ),
        Row(
            name: "an oversized frame of the extensions",
            type: 0x11,
            stream: 1,
            oversized: true,
            verdict: "close a frame of the extensions is over the limit of frames"
        ),
        // Data
        Row(
            name: "a message",
            type: 3,
            stream: 5,
            body: credit(1),
            verdict: "deliver client message"
        ),
        Row(
            name: "an empty message",
            type: 3,
            stream: 5,
            verdict: "deliver client message"
        ),
        Row(
            name: "the last message",
            type: 3,
            stream: 5,
            flags: .remoteClosed,
            body: credit(1),
            verdict: "deliver client message last"
        ),
        Row(
            name: "the end",
            type: 3,
            stream: 5,
            flags: [.remoteClosed, .noData],
            verdict: "deliver client last"
        ),
        Row(
            name: "no data, not closed",
            type: 3,
            stream: 5,
            flags: .noData,
            verdict: "deliver client"
        ),
        Row(
            name: "no data with a body",
            type: 3,
            stream: 5,
            flags: [.remoteClosed, .noData],
            body: credit(1),
            verdict: refused(5, "client")
        ),
        Row(
            name: "a message at the limit of payloads",
            type: 3,
            stream: 5,
            body: ByteBuffer(repeating: 1, count: 100),
            verdict: "deliver client message"
        ),
        Row(
            name: "a message over the limit of payloads",
            type: 3,
            stream: 5,
            body: ByteBuffer(repeating: 1, count: 101),
            verdict: "refuse 5 RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE ends client"
        ),
        Row(
            name: "a message over the limit of frames",
            type: 3,
            stream: 5,
            oversized: true,
            verdict: "refuse 5 RESOURCE_EXHAUSTED FRAME_TOO_LARGE ends client"
        ),
        Row(name: "data on a unary call", type: 3, stream: 1, verdict: refused(1, "unary")),
        Row(name: "data on a server stream", type: 3, stream: 3, verdict: refused(3, "server")),
        Row(name: "data on a call that is over", type: 3, stream: 7, verdict: refused(7)),
        Row(name: "data on what was never opened", type: 3, stream: 9, verdict: refused(9)),
        Row(
            name: "a second request on a stream",
            type: 1,
            stream: 5,
            verdict: refused(5, "client")
        ),
    ]

    @Test("each frame gets its one verdict", arguments: rows)
    func verdict(row: Row) {
        var state = Self.greeted()
        let text = Self.judge(
            &state,
            row.type,
            row.stream,
            row.flags,
            row.body,
            oversized: row.oversized
        )
        #expect(text == row.verdict)
    }

    @Test(
        "a peer without HELLO that sends a frame of the extensions is closed",
        arguments: [UInt8(0x11), 0x12, 0x13, 0x14, 0x15]
    )
    func withoutHello(type: UInt8) {
        var state = ConnectionState<String>(limits: Limits())
        let verdict = "close a frame of the extensions comes without HELLO"
        #expect(Self.judge(&state, type, 0, [], Self.word) == verdict)
        _ = Self.judge(&state, FrameType.request, 1)
        #expect(Self.judge(&state, type, 1, [], Self.credit(1)) == verdict)
    }

    @Test(
        "HELLO that is wrong closes",
        arguments: [
            (UInt32(0), Hello(), "HELLO names no protocol; 1 is the first"),
            (1, Hello(protocol: 1), "HELLO stands on stream 0"),
            (0, Hello(protocol: 1, frameMaxBytes: 65_535), "frame_max_bytes is less than 65536"),
            (0, Hello(protocol: 1, frameMaxBytes: -1), "frame_max_bytes is less than 65536"),
            (0, Hello(protocol: 1, windowMessages: -1), "window_messages is negative"),
        ]
    )
    func wrongHello(stream: UInt32, hello: Hello, rule: String) throws {
        var state = ConnectionState<String>(limits: Limits())
        let body = ByteBuffer(bytes: try hello.serialized())
        #expect(Self.judge(&state, FrameType.hello, stream, [], body) == "close \(rule)")
        #expect(!state.isGreeted)
    }

    @Test("HELLO that cannot be decoded closes, and so does one that comes late")
    func lateHello() {
        var state = ConnectionState<String>(limits: Limits())
        let verdict = Self.judge(&state, FrameType.hello, 0, [], ByteBuffer(bytes: [0xFF]))
        #expect(verdict == "close the body of HELLO cannot be decoded")
        for first in [FrameType.request, 0x80] {
            state = ConnectionState<String>(limits: Limits())
            _ = Self.judge(&state, first, 1)
            let verdict = Self.judge(&state, FrameType.hello, 0, [], Self.hello)
            #expect(verdict == "close HELLO comes first or not at all")
        }
    }

    @Test("the answer to HELLO is what both ends have")
    func answer() throws {
        var state = ConnectionState<String>(limits: Limits())
        let asked = Hello(
            protocol: 9,
            features: ["of-tomorrow"],
            frameMaxBytes: 65_536,
            streamsMax: 7,
            windowMessages: .max,
            software: "x"
        )
        let body = ByteBuffer(bytes: try asked.serialized())
        let header = Self.header(FrameType.hello, 0, length: body.readableBytes)
        guard case .greet(let answer) = state.received(header, body: body) else {
            Issue.record("not greeted")
            return
        }
        #expect(
            answer == Hello(protocol: 1, frameMaxBytes: 4 << 20, streamsMax: 7, windowMessages: 16)
        )
        #expect(state.agreement == .init(frameBytesMax: 65_536, window: Int(Int32.max)))
    }

    @Test("each PING is answered once, however late")
    func ping() {
        var state = Self.greeted()
        let tokens = [state.ping(), state.ping(), state.ping()]
        for token in tokens {
            let body = ByteBuffer(integer: token)
            #expect(Self.judge(&state, FrameType.pong, 0, [], body) == "skip")
            #expect(Self.judge(&state, FrameType.pong, 0, [], body) == "close PONG answers no PING")
        }
        let early = Self.judge(&state, FrameType.pong, 0, [], ByteBuffer(integer: UInt64(4)))
        #expect(early == "close PONG answers no PING")
    }

    @Test(
        "after a drain the last stream stays that which was taken last, and what follows is refused"
    )
    func drain() {
        var state = Self.greeted()
        state.drain()
        #expect(state.lastStream == 7)
        #expect(Self.judge(&state, FrameType.request, 9) == "refuse 9 UNAVAILABLE DRAINING")
        #expect(state.lastStream == 7)
        // Its peer may not know yet.
        #expect(Self.judge(&state, FrameType.cancel, 9) == "skip")
        #expect(Self.judge(&state, FrameType.credit, 9, [], Self.credit(1)) == "skip")
        #expect(Self.judge(&state, FrameType.cancel, 3) == "cancel server")
    }
}
