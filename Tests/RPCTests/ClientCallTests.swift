import NIOCore
import Testing

@testable import RPC

@Suite("A client's calls", .timeLimit(.minutes(1)))
struct ClientCallTests {
    @Test("a call ends once, with what came first")
    func endsOnce() async throws {
        let call = ClientCall()
        let result = await withCheckedContinuation { continuation in
            #expect(call.wait(.unary(continuation)))
            call.end(.success([1]))
            call.end(.failure(.connectionLost))
        }
        #expect(try result.get() == [1])
    }

    @Test("a call that ended before anybody waited ends at once")
    func endedBefore() async throws {
        let call = ClientCall()
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
        let call = ClientCall()
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
        #expect(state.expire(now: start).isEmpty)
        #expect(state.expire(now: start + .seconds(1)) == ["b"])
        #expect(state.earliestDeadline == start + .seconds(2))
        #expect(state.endAll().sorted() == ["a", "c"])
    }
}
