import NIOCore
import Testing

@testable import GRPC
@testable import RPC

@Suite("What comes of a request")
struct RequestStateTests {
    enum Step {
        case bytes([UInt8])
        case end
        case shut
    }

    private static func events(
        _ steps: [Step],
        _ framing: RequestState.Framing,
        takesMany: Bool,
        limits: Limits = Limits()
    ) -> [String] {
        var state = RequestState(framing, takesMany: takesMany, limits: limits)
        var events: [String] = []
        for step in steps {
            switch step {
            case .bytes(let bytes): state.append(ByteBuffer(bytes: bytes))
            case .end: state.end()
            case .shut: state.shut()
            }
            while let event = state.next() {
                switch event {
                case .request(let bytes):
                    events.append("request " + String(decoding: bytes, as: UTF8.self))
                case .message(let bytes):
                    events.append("message " + String(decoding: bytes, as: UTF8.self))
                case .end: events.append("end")
                case .broken(let status):
                    events.append(status.metadata["rule"] ?? status.description)
                }
            }
        }
        return events
    }

    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]
        let expected: [String]
        var framing = RequestState.Framing.messages
        var takesMany = false
    }

    static let rows = [
        Row(
            testDescription: "one request and its end",
            steps: [.bytes(framed("a")), .end],
            expected: ["request a"]
        ),
        Row(
            testDescription: "one empty request",
            steps: [.bytes(framed("")), .end],
            expected: ["request "]
        ),
        Row(
            testDescription: "one request without its end is not begun",
            steps: [.bytes(framed("a"))],
            expected: []
        ),
        Row(
            testDescription: "no request",
            steps: [.end],
            expected: ["the call ended without its request"]
        ),
        Row(
            testDescription: "two requests where one is taken",
            steps: [.bytes(framed("a") + framed("b")), .end],
            expected: ["the method takes one request, not several"]
        ),
        Row(
            testDescription: "the end inside a prefix",
            steps: [.bytes([0, 0]), .end],
            expected: ["the request ended inside a message"]
        ),
        Row(
            testDescription: "the end inside a message",
            steps: [.bytes(framed("ab").dropLast()), .end],
            expected: ["the request ended inside a message"]
        ),
        Row(
            testDescription: "the end inside the second message",
            steps: [.bytes(framed("a") + [0]), .end],
            expected: ["the request ended inside a message"]
        ),
        Row(
            testDescription: "bytes after the end",
            steps: [.bytes(framed("a")), .end, .bytes(framed("b"))],
            expected: ["request a"]
        ),
        Row(
            testDescription: "a second end",
            steps: [.bytes(framed("a")), .end, .end],
            expected: ["request a"]
        ),
        Row(
            testDescription: "bytes after the call is over",
            steps: [.shut, .bytes(framed("a")), .end],
            expected: []
        ),
        Row(
            testDescription: "bytes after what is broken",
            steps: [.bytes([7, 0, 0, 0, 0]), .bytes(framed("a")), .end],
            expected: ["the first byte of a message says whether it is compressed: 0 or 1"]
        ),
        Row(
            testDescription: "many as they come",
            steps: [.bytes(framed("a")), .bytes(framed("b") + framed("c")), .end],
            expected: ["message a", "message b", "message c", "end"],
            takesMany: true
        ),
        Row(
            testDescription: "none of many",
            steps: [.end],
            expected: ["end"],
            takesMany: true
        ),
        Row(
            testDescription: "many that end inside one",
            steps: [.bytes(framed("a") + [0, 0]), .end],
            expected: ["message a", "the request ended inside a message"],
            takesMany: true
        ),
        Row(
            testDescription: "a bare body in pieces",
            steps: [.bytes(Array("{".utf8)), .bytes(Array("}".utf8)), .end],
            expected: ["request {}"],
            framing: .bare
        ),
        Row(
            testDescription: "an empty bare body",
            steps: [.end],
            expected: ["request "],
            framing: .bare
        ),
        Row(
            testDescription: "a bare body without its end",
            steps: [.bytes(Array("{}".utf8))],
            expected: [],
            framing: .bare
        ),
    ]

    /// Red when any of the rules named is taken out of the state.
    @Test("every order of events", arguments: rows)
    func orders(row: Row) {
        #expect(Self.events(row.steps, row.framing, takesMany: row.takesMany) == row.expected)
    }

    @Test("a bare body is refused as soon as it is too long")
    func bareLimit() {
        var limits = Limits()
        limits.payloadBytesMax = 4
        let steps: [Step] = [.bytes([1, 2, 3, 4]), .bytes([5]), .end]
        #expect(
            Self.events(steps, .bare, takesMany: false, limits: limits)
                == ["RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"]
        )
    }

    @Test("JSON has a limit of its own")
    func jsonLimit() {
        var limits = Limits()
        limits.jsonBytesMax = 4
        for (isJSON, expected) in [(true, false), (false, true)] {
            var state = RequestState(.bare, isJSON: isJSON, limits: limits)
            state.append(ByteBuffer(bytes: [1, 2, 3, 4, 5]))
            state.end()
            var isRead = false
            if case .request = state.next() { isRead = true }
            #expect(isRead == expected)
        }
    }

    @Test("what is held is counted and given back")
    func held() {
        var state = RequestState(.messages, takesMany: false, limits: Limits())
        state.append(ByteBuffer(bytes: framed("abc") + [0]))
        #expect(state.next() == nil)
        #expect(state.bytesBegun == 4)
        state.shut()
        #expect(state.bytesBegun == 0)
    }
}
