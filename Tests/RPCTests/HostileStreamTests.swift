import Glibc
import NIOCore
import Testing

@testable import RPC

/// What a peer may do wrong over several frames, on sockets and beside a connection that works.
@Suite("Hostile conversations", .timeLimit(.minutes(2)))
struct HostileStreamTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let frames: [TestFrame]
        /// What is answered, in order: the outcome of a response, the type of another frame.
        let answers: [String]
        /// Whether the connection is closed after that.
        var isClosed = false
        /// How many frames are sent and answered before the rest is.
        var answered = 0
        var testDescription: String { name }
    }

    private static let violation = "INVALID_ARGUMENT PROTOCOL_VIOLATION"
    private static func echo(_ stream: UInt32) -> TestFrame {
        .request(stream, "/t.T/Echo", [65])
    }
    private static let collect = TestFrame.request(1, "/t.T/Collect", flags: .remoteOpen)
    private static let silent = TestFrame.request(1, "/t.T/Silent", flags: .remoteClosed)
    private static let hold = TestFrame.request(1, "/t.T/Hold")
    private static let end = TestFrame.data(1, [], flags: [.remoteClosed, .noData])
    private static func credit(_ stream: UInt32, _ messages: [UInt8]) -> TestFrame {
        TestFrame(stream: stream, type: FrameType.credit, body: messages)
    }
    private static func bare(_ type: UInt8, _ stream: UInt32 = 0) -> TestFrame {
        TestFrame(stream: stream, type: type)
    }

    static let rows: [Row] = [
        Row(
            name: "a falling stream",
            frames: [echo(5), echo(3)],
            answers: ["A", violation],
            answered: 1
        ),
        Row(
            name: "a reused stream",
            frames: [echo(5), echo(5)],
            answers: ["A", violation],
            answered: 1
        ),
        Row(name: "a reused stream in flight", frames: [hold, hold], answers: [violation]),
        Row(name: "data after the end", frames: [collect, end, end], answers: [violation]),
        Row(name: "data on a unary call", frames: [hold, .data(1, [1])], answers: [violation]),
        Row(name: "data on a server stream", frames: [silent, end], answers: [violation]),
        Row(
            name: "data on a call that is over",
            frames: [echo(1), end],
            answers: ["A", violation],
            answered: 1
        ),
        Row(
            name: "a client stream where the method takes one request",
            frames: [.request(1, "/t.T/Echo", flags: .remoteOpen)],
            answers: [violation]
        ),
        Row(
            name: "a client stream that neither opens nor closes its side",
            frames: [.request(1, "/t.T/Collect")],
            answers: [violation]
        ),
        Row(
            name: "a client stream that opens and closes its side",
            frames: [.request(1, "/t.T/Collect", flags: [.remoteOpen, .remoteClosed])],
            answers: [violation]
        ),
        Row(
            name: "a message over the limit of payloads",
            frames: [collect, .data(1, [UInt8](repeating: 0, count: 3_670_017))],
            answers: ["RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"]
        ),
        Row(
            name: "a message over the limit of frames",
            frames: [collect, .data(1, [UInt8](repeating: 0, count: 4 << 20 | 1))],
            answers: ["RESOURCE_EXHAUSTED FRAME_TOO_LARGE"]
        ),
        Row(
            name: "17 messages with credit for 16",
            frames: [.hello, collect] + (0..<17).map { _ in TestFrame.data(1, [1]) },
            answers: ["type 16", violation]
        ),
        Row(
            name: "credit overflow",
            frames: [.hello, silent, credit(1, [0x7F, 0xFF, 0xFF, 0xFF])],
            answers: ["type 16", violation]
        ),
        Row(
            name: "credit for nothing",
            frames: [.hello, silent, credit(1, [0, 0, 0, 0])],
            answers: ["type 16", violation]
        ),
        Row(
            name: "credit for a unary call",
            frames: [.hello, hold, credit(1, [0, 0, 0, 1])],
            answers: ["type 16", violation]
        ),
        Row(
            name: "HELLO twice",
            frames: [.hello, .hello],
            answers: ["type 16", "type 21"],
            isClosed: true
        ),
        Row(
            name: "HELLO late",
            frames: [echo(1), .hello],
            answers: ["A"],
            isClosed: true,
            answered: 1
        ),
        Row(
            name: "CANCEL without HELLO",
            frames: [hold, bare(0x11, 1)],
            answers: [],
            isClosed: true
        ),
        Row(
            name: "CREDIT without HELLO",
            frames: [credit(1, [0, 0, 0, 1])],
            answers: [],
            isClosed: true
        ),
        Row(name: "PING without HELLO", frames: [bare(0x13)], answers: [], isClosed: true),
        Row(
            name: "CREDIT of a byte",
            frames: [.hello, silent, credit(1, [1])],
            answers: ["type 16", "type 21"],
            isClosed: true
        ),
        Row(
            name: "PONG unasked",
            frames: [.hello, TestFrame(stream: 0, type: 0x14, body: [0, 0, 0, 0, 0, 0, 0, 0])],
            answers: ["type 16", "type 21"],
            isClosed: true
        ),
        Row(
            name: "GOAWAY",
            frames: [.hello, hold, bare(0x15)],
            answers: ["type 16", "type 21"],
            isClosed: true
        ),
        Row(
            name: "an unknown type after HELLO",
            frames: [.hello, bare(0x16)],
            answers: ["type 16", "type 21"],
            isClosed: true
        ),
        Row(
            name: "a response",
            frames: [.hello, bare(FrameType.response, 1)],
            answers: ["type 16", "type 21"],
            isClosed: true
        ),
    ]

    private static func text(_ frame: TestFrame) -> String {
        frame.type == FrameType.response ? frame.outcome : "type \(frame.type)"
    }

    @Test("one answer or a close, in one packet and byte by byte", arguments: rows)
    func answers(row: Row) async throws {
        let methods = TestMethods()
        methods.gate.close()
        try await withServer(methods: methods) { port, _ in
            let neighbour = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let first = row.frames.prefix(row.answered).flatMap(\.bytes)
            let bytes = row.frames.dropFirst(row.answered).flatMap(\.bytes)
            let splits = bytes.count < 1_000 ? [bytes.count, 1] : [bytes.count, 100_000]
            for size in splits {
                let peer = try await RawPeer(port: port)
                if !first.isEmpty { try await peer.send(first) }
                var answers = await peer.frames(row.answered).map(Self.text)
                for index in stride(from: 0, to: bytes.count, by: size) {
                    // The server may close while this is still sending.
                    try? await peer.send(Array(bytes[index..<min(index + size, bytes.count)]))
                }
                if row.isClosed {
                    answers += TestFrame.frames(of: await peer.bytesToEnd()).map(Self.text)
                    #expect(answers == row.answers)
                } else {
                    answers += await peer.frames(row.answers.count - row.answered).map(Self.text)
                    #expect(answers == row.answers)
                    // And the connection lives.
                    try await peer.send(Self.echo(99).bytes)
                    #expect(await peer.frames(1).map(Self.text) == ["A"])
                }
                #expect(try await neighbour.call("/t.T/Echo", [1]) == [1])
                try? await peer.close()
            }
            await neighbour.close()
        }
        methods.gate.open()
    }

    /// Bytes of this process that are in memory.
    private static var residentBytes: Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { _ = unsafe fclose(file) }
        var text = [CChar](repeating: 0, count: 128)
        guard unsafe fgets(&text, 128, file) != nil else { return 0 }
        let words = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 4_096
    }

    // Red when: a call that was cancelled keeps its stream, its task or its place.
    @Test("ten thousand calls opened and cancelled leave nothing behind")
    func opensAndCancels() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, _ in
            let neighbour = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let peer = try await RawPeer(port: port)
            try await peer.send(TestFrame.hello(window: 0).bytes)
            func round(_ number: UInt32) async throws {
                let streams = (0..<100).map { (number * 100 + $0) * 2 + 1 }
                try await peer.send(
                    streams.flatMap { stream in
                        TestFrame.request(stream, "/t.T/Silent", flags: .remoteClosed).bytes
                            + TestFrame(stream: stream, type: FrameType.cancel).bytes
                    }
                )
            }
            for number in 0..<100 { try await round(UInt32(number)) }
            await until { methods.ended.count == 10_000 }
            #expect(try await neighbour.call("/t.T/Echo", [1]) == [1])
            // Nothing was refused and nothing answered: all that comes is the answer to this.
            try await peer.send(Self.echo(1_000_001).bytes)
            #expect(await peer.frames(2).map(Self.text) == ["type 16", "A"])
            try await peer.close()
            await neighbour.close()
        }
    }

    // Red when: what is announced, or what nobody takes, is held in memory.
    @Test("what is large and worthless does not stay in memory")
    func memory() async throws {
        try await withServer { port, _ in
            var header = ByteBuffer()
            header.writeFrameHeader(FrameHeader(length: 0x00FF_FFFF, stream: 1, type: 1))
            let announced = Array(header.readableBytesView)
            let elements = [UInt8](repeating: 0, count: 2_000_000).enumerated()
                .map { $0.offset & 1 == 0 ? UInt8(0x2A) : 0 }
            let repeated = TestFrame(stream: 1, type: 1, body: elements).bytes
            func round() async throws {
                let peers = [try await RawPeer(port: port), try await RawPeer(port: port)]
                try await peers[0].send(announced + [UInt8](repeating: 0, count: 4 << 20))
                try await peers[1].send(repeated)
                _ = await peers[1].frames(1)
                for peer in peers { try await peer.close() }
            }
            for _ in 0..<5 { try await round() }
            let before = Self.residentBytes
            for _ in 0..<100 { try await round() }
            // Other tests run beside this one; what was sent is 600 MiB.
            #expect(Self.residentBytes - before < 256 << 20)
        }
    }

    // Red when: a stream is not held back by its own peer, or is held back by holding up others.
    @Test("a slow reader slows its own stream and nobody else")
    func slowReader() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, _ in
            let peer = try await RawPeer(port: port, autoRead: false)
            let megabyte = Array(String(1 << 20).utf8)
            try await peer.send(
                TestFrame.hello(window: 1_000).bytes
                    + TestFrame.request(1, "/t.T/Endless", megabyte, flags: .remoteClosed).bytes
            )
            var last = -1
            while last != methods.sent.count {
                last = methods.sent.count
                try await Task.sleep(for: .milliseconds(200))
            }
            // What the server holds is what it was given to send, a MiB each.
            #expect(last < 32)
            let neighbour = try await RPCClient.connect(host: "127.0.0.1", port: port)
            for number in 0..<100 {
                #expect(try await neighbour.call("/t.T/Echo", [UInt8(number)]) == [UInt8(number)])
            }
            #expect(methods.sent.count == last)
            // As it reads, it is sent more.
            peer.channel.read()
            try await Task.sleep(for: .milliseconds(10))
            while methods.sent.count == last {
                peer.channel.read()
                try await Task.sleep(for: .milliseconds(5))
            }
            await neighbour.close()
            peer.channel.close(promise: nil)
            await until { methods.ended.count == 1 }
        }
    }
}
