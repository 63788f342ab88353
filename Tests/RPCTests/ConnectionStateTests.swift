import Messages
import NIOCore
import Testing

@testable import RPC

@Suite("Rules of a connection")
struct ConnectionStateTests {
    /// A verdict in one word and the status it names.
    static func text(_ verdict: ConnectionState<String>.Verdict) -> String {
        switch verdict {
        case .admit(let stream): "admit \(stream)"
        case .refuse(let stream, let status, let ended):
            "refuse \(stream) \(status)" + (ended.map { " ends \($0)" } ?? "")
        case .deliver(let call, let hasMessage, let isLast):
            "deliver \(call)" + (hasMessage ? " message" : "") + (isLast ? " last" : "")
        case .grant(let call, let messages): "grant \(call) \(messages)"
        case .cancel(let call): "cancel \(call)"
        case .greet(let hello): "greet window \(hello.windowMessages)"
        case .pong(let token): "pong \(token)"
        case .skip: "skip"
        case .close(.ruleBroken(let rule)): "close \(rule)"
        case .close(let reason): "close \(reason)"
        }
    }

    private static func header(
        _ type: UInt8,
        _ stream: UInt32,
        _ flags: FrameFlags = [],
        length: UInt32 = 5
    ) -> FrameHeader {
        FrameHeader(length: length, stream: stream, type: type, flags: flags)
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let header: FrameHeader
        var oversized = false
        let verdict: String
        var inFlightAfter = 2
        var testDescription: String { name }
    }

    /// Before each row: stream 3 answered, 5 and 7 in flight, at most 3 in flight.
    static let rows: [Row] = [
        Row(name: "next", header: header(1, 9), verdict: "admit 9"),
        Row(name: "a jump", header: header(1, 4_000_000_001), verdict: "admit 4000000001"),
        Row(
            name: "stream 0",
            header: header(1, 0),
            verdict: "refuse 0 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "even",
            header: header(1, 10),
            verdict: "refuse 10 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "falling",
            header: header(1, 1),
            verdict: "refuse 1 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "reused after its end",
            header: header(1, 3),
            verdict: "refuse 3 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "reused in flight",
            header: header(1, 5),
            verdict: "refuse 5 INVALID_ARGUMENT PROTOCOL_VIOLATION ends five",
            inFlightAfter: 1
        ),
        Row(
            name: "data on a unary stream",
            header: header(3, 5),
            verdict: "refuse 5 INVALID_ARGUMENT PROTOCOL_VIOLATION ends five",
            inFlightAfter: 1
        ),
        Row(
            name: "data after end",
            header: header(3, 3),
            verdict: "refuse 3 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "data on a stream never opened",
            header: header(3, 99),
            verdict: "refuse 99 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(name: "client streaming", header: header(1, 9, .remoteOpen), verdict: "admit 9"),
        Row(
            name: "oversized request",
            header: header(1, 9, length: 5_000_000),
            oversized: true,
            verdict: "refuse 9 RESOURCE_EXHAUSTED FRAME_TOO_LARGE"
        ),
        Row(
            name: "oversized on an even stream",
            header: header(1, 8, length: 5_000_000),
            oversized: true,
            verdict: "refuse 8 INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "response",
            header: header(2, 5),
            verdict: "close responseFromClient"
        ),
        Row(name: "type 0", header: header(0, 9), verdict: "close unknownFrameType(0)"),
        Row(name: "type 4", header: header(4, 9), verdict: "close unknownFrameType(4)"),
        Row(name: "type 0x7F", header: header(0x7F, 9), verdict: "close unknownFrameType(127)"),
        Row(name: "type 0x80", header: header(0x80, 9), verdict: "skip"),
        Row(name: "type 0xFF", header: header(0xFF, 0), oversized: true, verdict: "skip"),
    ]

    private static func prepared() -> ConnectionState<String> {
        var limits = Limits()
        limits.streamsPerConnectionMax = 3
        var state = ConnectionState<String>(limits: limits)
        for (stream, call) in [(UInt32(3), "three"), (5, "five"), (7, "seven")] {
            #expect(text(state.received(header(1, stream))) == "admit \(stream)")
            state.open(stream, call: call)
        }
        #expect(state.end(3) == "three")
        return state
    }

    @Test("each frame gets its one verdict", arguments: rows)
    func verdict(row: Row) {
        var state = Self.prepared()
        #expect(Self.text(state.received(row.header, oversized: row.oversized)) == row.verdict)
        #expect(state.inFlight == row.inFlightAfter)
    }

    @Test("a refused stream id is used up")
    func refusedIdIsUsed() {
        var state = Self.prepared()
        _ = state.received(Self.header(1, 9, length: 5_000_000), oversized: true)
        #expect(Self.text(state.received(Self.header(1, 9))).hasPrefix("refuse 9 INVALID"))
        #expect(Self.text(state.received(Self.header(1, 11))) == "admit 11")
    }

    @Test("one call more than allowed is refused with a delay, until one ends")
    func overload() throws {
        var state = Self.prepared()
        state.open(9, call: "nine")
        guard case .refuse(9, let status, nil) = state.received(Self.header(1, 9)) else {
            Issue.record("not refused")
            return
        }
        #expect(status.description == "RESOURCE_EXHAUSTED OVERLOAD")
        #expect(status.retryDelay == .seconds(1))
        #expect(state.end(5) == "five")
        #expect(Self.text(state.received(Self.header(1, 11))) == "admit 11")
    }

    @Test("a drain refuses new calls and is done when the last ends")
    func drain() {
        var state = Self.prepared()
        state.drain()
        #expect(!state.isDrained)
        guard case .refuse(9, let status, nil) = state.received(Self.header(1, 9)) else {
            Issue.record("not refused")
            return
        }
        #expect(status.description == "UNAVAILABLE DRAINING")
        #expect(status.retryDelay == .seconds(1))
        #expect(state.end(5) == "five")
        #expect(state.end(5) == nil)
        #expect(!state.isDrained)
        #expect(state.end(7) == "seven")
        #expect(state.isDrained)
    }

    @Test("deadlines end their calls in order, the others stay")
    func deadlines() {
        var state = ConnectionState<String>(limits: Limits())
        let start = NIODeadline.uptimeNanoseconds(1_000)
        state.open(1, call: "a", end: .init(at: start + .seconds(3)))
        state.open(3, call: "b", end: .init(at: start + .seconds(1)))
        state.open(5, call: "c")
        state.open(7, call: "d", end: .init(at: start + .seconds(1)))
        state.open(9, call: "e", end: .init(at: start + .seconds(4)))
        #expect(state.earliestEnd == start + .seconds(1))
        #expect(state.expire(now: start + .milliseconds(999)).isEmpty)
        #expect(state.expire(now: start + .seconds(1)).map(\.call) == ["b", "d"])
        #expect(state.end(3) == nil)
        #expect(state.earliestEnd == start + .seconds(3))
        #expect(state.expire(now: start + .seconds(9)).map(\.call) == ["a", "e"])
        #expect(state.earliestEnd == nil)
        #expect(state.inFlight == 1)
    }

    @Test("losing the connection ends every call")
    func endAll() {
        var state = Self.prepared()
        #expect(state.endAll().sorted() == ["five", "seven"])
        #expect(state.inFlight == 0)
    }
}
