import Messages
import NIOCore
import Testing

@testable import RPC

@Suite("A client's calls", .timeLimit(.minutes(1)))
struct ClientCallTests {
    private static func call(
        retry: @escaping @Sendable (ClientCall, Int, Status?) -> Bool = { _, _, _ in false }
    ) -> ClientCall {
        ClientCall(
            ClientRequest(
                path: "/t.T/Echo",
                payload: [],
                metadata: [:],
                isStream: false,
                isRetrySafe: true,
                deadline: nil
            ),
            retry: retry
        )
    }

    @Test("a call ends once, with what came first")
    func endsOnce() async throws {
        let asked = Counter()
        let call = Self.call { _, _, _ in
            asked.add()
            return true
        }
        let result = await withCheckedContinuation { continuation in
            #expect(call.wait(.unary(continuation)))
            call.end(.success([1]))
            call.end(.failure(.connectionLost))
            // Nobody waits for another attempt.
            call.finish(.failure(.connectionLost))
        }
        #expect(try result.get() == [1])
        #expect(asked.count == 0)
    }

    @Test("a call that ended before anybody waited ends at once")
    func endedBefore() async throws {
        let call = Self.call()
        call.end(.failure(.cancelled))
        let result = await withCheckedContinuation { continuation in
            #expect(!call.wait(.unary(continuation)))
        }
        #expect(throws: Status.cancelled) { try result.get() }
    }

    @Test("a stream that is not read loses what is too much, and says so at its end")
    func slowReader() async throws {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: [UInt8].self,
            bufferingPolicy: .bufferingOldest(2)
        )
        let call = Self.call()
        #expect(call.wait(.stream(continuation)))
        for byte in 1...4 { call.message([UInt8(byte)]) }
        call.end(.success([]))
        var messages: [[UInt8]] = []
        await #expect(throws: Status.readerTooSlow) {
            for try await message in stream { messages.append(message) }
        }
        #expect(messages == [[1], [2]])
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let type: UInt8
        let stream: UInt32
        var flags: FrameFlags = []
        let verdict: String
        var testDescription: String { "type \(type) stream \(stream) flags \(flags.rawValue)" }
    }

    @Test(
        "each frame of the server gets its one verdict; calls 1 and 3 are in flight",
        arguments: [
            Row(type: 2, stream: 1, verdict: "response a"),
            Row(type: 2, stream: 5, verdict: "skip"),
            Row(type: 2, stream: 0, verdict: "skip"),
            Row(type: 3, stream: 3, verdict: "message b"),
            Row(type: 3, stream: 3, flags: [.remoteClosed, .noData], verdict: "end b"),
            Row(type: 3, stream: 3, flags: .remoteClosed, verdict: "end b with message"),
            Row(type: 3, stream: 7, verdict: "skip"),
            Row(type: 3, stream: 7, flags: .remoteClosed, verdict: "skip"),
            Row(type: 0x80, stream: 1, verdict: "skip"),
            Row(type: 1, stream: 1, verdict: "close"),
            Row(type: 0x11, stream: 1, verdict: "close"),
            Row(type: 0x12, stream: 1, verdict: "close"),
            Row(type: 0x13, stream: 0, verdict: "close"),
            Row(type: 0x14, stream: 0, verdict: "close"),
            Row(type: 0x15, stream: 0, verdict: "close"),
            Row(type: 0x10, stream: 0, verdict: "greeted"),
            Row(type: 0x10, stream: 1, verdict: "close"),
            Row(type: 9, stream: 1, verdict: "close"),
        ]
    )
    func verdicts(row: Row) {
        var state = ClientState<String>()
        #expect(state.open("a", deadline: nil) == 1)
        #expect(state.open("b", deadline: nil) == 3)
        let header = FrameHeader(length: 0, stream: row.stream, type: row.type, flags: row.flags)
        let (text, inFlight): (String, Int) =
            switch state.received(header) {
            case .response(let call): ("response \(call)", 1)
            case .message(let call): ("message \(call)", 2)
            case .end(let call, let hasMessage):
                ("end \(call)" + (hasMessage ? " with message" : ""), 1)
            case .greeted: ("greeted", 2)
            case .pong(let token): ("pong \(token)", 2)
            case .retired(let neverRun): ("retired \(neverRun)", 2 - neverRun.count)
            case .skip: ("skip", 2)
            case .close: ("close", 2)
            }
        #expect(text == row.verdict)
        #expect(state.inFlight == inFlight)
    }

    @Test("deadlines end their calls, the others stay")
    func deadlines() {
        var state = ClientState<String>()
        let start = NIODeadline.uptimeNanoseconds(1_000)
        _ = state.open("a", deadline: start + .seconds(2))
        _ = state.open("b", deadline: start + .seconds(1))
        _ = state.open("c", deadline: nil)
        _ = state.open("d", deadline: start + .seconds(3))
        #expect(state.expire(now: start).isEmpty)
        #expect(state.expire(now: start + .seconds(1)) == ["b"])
        #expect(state.earliestDeadline == start + .seconds(2))
        #expect(state.expire(now: start + .seconds(3)).sorted() == ["a", "d"])
        #expect(state.endAll() == ["c"])
    }

    @Test("a server that answered HELLO may ask, give credit and send away, not more than that")
    func extensions() throws {
        var state = ClientState<String>()
        func judge(_ type: UInt8, _ stream: UInt32, _ body: [UInt8]) -> ClientState<String>.Verdict
        {
            let length = UInt32(body.count)
            let header = FrameHeader(length: length, stream: stream, type: type)
            return state.received(header, body: ByteBuffer(bytes: body))
        }
        for call in ["a", "b", "c"] { _ = state.open(call, deadline: nil) }
        guard case .greeted = judge(FrameType.hello, 0, []),
            case .pong(7) = judge(FrameType.ping, 0, [0, 0, 0, 0, 0, 0, 0, 7]),
            case .close = judge(FrameType.ping, 0, [7]),
            case .skip = judge(FrameType.credit, 1, [0, 0, 0, 1]),
            case .close = judge(FrameType.hello, 0, []),
            case .close = judge(FrameType.cancel, 1, []),
            case .close = judge(FrameType.pong, 0, [0, 0, 0, 0, 0, 0, 0, 7]),
            case .close = judge(FrameType.goAway, 0, [0xFF]),
            case .retired(let neverRun) = judge(
                FrameType.goAway,
                0,
                try GoAway(lastStreamId: 1).serialized()
            )
        else {
            Issue.record("another verdict")
            return
        }
        #expect(neverRun == ["b", "c"])
        #expect(state.inFlight == 1)
        #expect(state.open("d", deadline: nil) == nil)
    }

    @Test("GOAWAY after a stream that this client cannot have opened takes all it has")
    func goAwayBeyond() throws {
        var state = ClientState<String>()
        _ = state.open("a", deadline: nil)
        let hello = FrameHeader(length: 0, stream: 0, type: FrameType.hello)
        guard case .greeted = state.received(hello) else {
            Issue.record("not greeted")
            return
        }
        let body = ByteBuffer(bytes: try GoAway(lastStreamId: 1 << 32).serialized())
        let header = FrameHeader(length: 6, stream: 0, type: FrameType.goAway)
        guard case .retired(neverRun: []) = state.received(header, body: body) else {
            Issue.record("another verdict")
            return
        }
        #expect(state.inFlight == 1)
    }

    @Test("a failed attempt is followed by another as long as nothing came and somebody waits")
    func attempts() async throws {
        let failures = Counter()
        let call = Self.call { _, _, status in
            if status != nil { failures.add() }
            return failures.count < 3
        }
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        #expect(call.wait(.stream(continuation)))
        call.finish(.failure(.connectionLost))
        call.finish(.failure(.connectionLost))
        #expect(!call.isOver)
        call.message([1])
        call.finish(.failure(.connectionLost))
        #expect(failures.count == 2)
        var messages: [[UInt8]] = []
        await #expect(throws: Status.connectionLost) {
            for try await message in stream { messages.append(message) }
        }
        #expect(messages == [[1]])
        call.finish(.failure(.connectionLost))
        #expect(failures.count == 2)
    }
}
