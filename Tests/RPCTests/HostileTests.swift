import Messages
import NIOCore
import NIOEmbedded
import TestSeeds
import Testing

@testable import RPC

/// What a peer may do wrong: each gets one precise status or a close, and the others feel nothing.
@Suite("Hostile input", .timeLimit(.minutes(2)))
struct HostileTests {
    private static func header(_ length: UInt32, _ stream: UInt32, _ type: UInt8 = 1) -> [UInt8] {
        var buffer = ByteBuffer()
        buffer.writeFrameHeader(FrameHeader(length: length, stream: stream, type: type))
        return Array(buffer.readableBytesView)
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        /// The answer on the wire, or nothing when the connection is closed without one.
        let outcome: String?
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(
            name: "length 0",
            bytes: header(0, 1),
            outcome: "UNIMPLEMENTED UNKNOWN_METHOD"
        ),
        Row(
            name: "length at the limit, not protobuf",
            bytes: header(4 << 20, 1) + [UInt8](repeating: 0xFF, count: 4 << 20),
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "length over the limit",
            bytes: header(4 << 20 | 1, 1) + zeros(4 << 20 | 1),
            outcome: "RESOURCE_EXHAUSTED FRAME_TOO_LARGE"
        ),
        Row(
            name: "longest length that is discarded",
            bytes: header(0x00FF_FFFF, 1) + zeros(0x00FF_FFFF),
            outcome: "RESOURCE_EXHAUSTED FRAME_TOO_LARGE"
        ),
        Row(name: "length 2^24", bytes: header(1 << 24, 1), outcome: nil),
        Row(name: "length 2^31", bytes: header(1 << 31, 1), outcome: nil),
        Row(name: "length 2^32 - 1", bytes: header(.max, 1), outcome: nil),
        Row(name: "HTTP/1", bytes: Array("GET / HTTP/1.1\r\n\r\n".utf8), outcome: nil),
        Row(name: "TLS", bytes: [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3], outcome: nil),
        Row(name: "HTTP/2", bytes: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), outcome: nil),
        Row(name: "unknown type", bytes: header(0, 1, 9), outcome: nil),
        Row(name: "response", bytes: header(0, 1, 2), outcome: nil),
        Row(
            name: "stream 0",
            bytes: header(0, 0),
            outcome: "INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "even stream",
            bytes: header(0, 2),
            outcome: "INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "data on no stream",
            bytes: header(0, 1, 3),
            outcome: "INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "truncated protobuf",
            bytes: TestFrame(stream: 1, type: 1, body: [0x0A, 9]).bytes,
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "overlong varint",
            bytes: TestFrame(
                stream: 1,
                type: 1,
                body: [0x20] + [UInt8](repeating: 0xFF, count: 11)
            ).bytes,
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "wrong wire type",
            bytes: TestFrame(stream: 1, type: 1, body: [0x08, 1]).bytes,
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "invalid UTF-8",
            bytes: TestFrame(stream: 1, type: 1, body: [0x0A, 2, 0xC3, 0x28]).bytes,
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "NUL in a string",
            bytes: TestFrame(stream: 1, type: 1, body: [0x0A, 2, 0x61, 0]).bytes,
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "a million repeated elements",
            bytes: TestFrame(
                stream: 1,
                type: 1,
                body: (0..<1_000_000).flatMap { _ in [0x2A, 0] as [UInt8] }
            ).bytes,
            outcome: "INVALID_ARGUMENT MALFORMED"
        ),
        Row(
            name: "unknown method",
            bytes: TestFrame.request(1, "/t.T/Nothing").bytes,
            outcome: "UNIMPLEMENTED UNKNOWN_METHOD"
        ),
        Row(
            name: "unknown service",
            bytes: TestFrame.request(1, "/t.X/Echo").bytes,
            outcome: "UNIMPLEMENTED UNKNOWN_METHOD"
        ),
        Row(
            name: "stream method asked as unary",
            bytes: TestFrame.request(1, "/t.T/Count").bytes,
            outcome: "INVALID_ARGUMENT PROTOCOL_VIOLATION"
        ),
        Row(
            name: "payload over its limit",
            bytes: TestFrame.request(1, "/t.T/Echo", zeros(3_670_017)).bytes,
            outcome: "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"
        ),
        Row(
            name: "reply over its limit",
            bytes: TestFrame.request(1, "/t.T/Size", Array("3670017".utf8)).bytes,
            outcome: "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE"
        ),
        Row(
            name: "65 metadata entries",
            bytes: TestFrame.request(
                1,
                "/t.T/Echo",
                metadata: .init(repeating: TtrpcKeyValue(key: "a"), count: 65)
            ).bytes,
            outcome: "RESOURCE_EXHAUSTED METADATA_TOO_LARGE"
        ),
        Row(
            name: "metadata of 8 KiB and a byte",
            bytes: TestFrame.request(
                1,
                "/t.T/Echo",
                metadata: [
                    TtrpcKeyValue(key: "k", value: String(repeating: "v", count: 8_192))
                ]
            ).bytes,
            outcome: "RESOURCE_EXHAUSTED METADATA_TOO_LARGE"
        ),
    ]

    @Test("one answer or a close", arguments: rows)
    func oneAnswer(row: Row) throws {
        let server = try EmbeddedServer()
        try server.send(row.bytes)
        let frames = try server.received()
        #expect(frames.map(\.outcome) == [row.outcome].compactMap { $0 })
        // Those who run the server find what they are asked about.
        #expect(frames.allSatisfy { $0.status?.supportID == testSupportID })
        #expect(frames.allSatisfy { $0.status?.localizedMessage?.message.isEmpty == false })
        #expect(server.ledger.calls(named: testSupportID).count == frames.count)
        #expect(server.isOpen == (row.outcome != nil))
        guard row.outcome != nil else { return }
        try server.send(.request(3, "/t.T/Echo", Array("alive".utf8)))
        #expect(try server.received().map(\.outcome) == ["alive"])
    }

    /// Red when a call that is refused unread is not written down, or not under its method.
    @Test("what is refused before it is read is found by its support id")
    func refusedUnread() throws {
        var limits = Limits()
        limits.streamsPerConnectionMax = 1
        let server = try EmbeddedServer(limits: limits)
        try server.send(.request(1, "/t.T/Hold"), .request(3, "/t.T/Echo", [1, 2]))
        server.channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        try server.send(.request(5, "/t.T/Echo"), .request(7, "/t.T/NguyenVanA"))
        let calls = server.ledger.calls(named: testSupportID)
        #expect(calls.map(\.path) == ["unknown", "/t.T/Echo", "/t.T/Echo"])
        #expect(calls.map(\.reason) == ["DRAINING", "DRAINING", "OVERLOAD"])
        #expect(try server.received().compactMap(\.status?.supportID).count == 3)
    }

    @Test("the same over sockets, beside a connection that works", arguments: rows)
    func overSockets(row: Row) async throws {
        try await withServer { port, _ in
            let neighbour = try await RPCClient.connect(host: "127.0.0.1", port: port)
            let peer = try await RawPeer(port: port)
            // The server may close while this is still sending.
            try? await peer.send(row.bytes)
            if let outcome = row.outcome {
                #expect(await peer.frames(1).map(\.outcome) == [outcome])
            } else {
                #expect(await peer.bytesToEnd() == [])
            }
            #expect(try await neighbour.call("/t.T/Echo", [1]) == [1])
            try? await peer.close()
            await neighbour.close()
        }
    }

    @Test("a malformed body is answered with the field and the rule, not the value")
    func malformedNamesTheField() throws {
        let server = try EmbeddedServer()
        let body: [UInt8] = [0x2A, 6, 0x0A, 4, 0x73, 0x65, 0x63, 0xFF]
        try server.send(TestFrame(stream: 1, type: 1, body: body))
        let status = try #require(try server.received().first?.status)
        #expect(status.metadata["type"] == "ttrpc.Request")
        #expect(status.metadata["field"]?.hasPrefix("metadata") == true)
        #expect(!status.message.contains("sec"))
    }

    @Test("metadata exactly at its limits passes")
    func metadataAtLimit() throws {
        let server = try EmbeddedServer()
        let entry = TtrpcKeyValue(key: "k", value: String(repeating: "v", count: 127))
        try server.send(
            .request(1, "/t.T/Echo", [65], metadata: .init(repeating: entry, count: 64))
        )
        #expect(try server.received().map(\.outcome) == ["A"])
    }

    @Test("frame types with the high bit are read past, whole and in pieces")
    func skippedTypes() throws {
        let server = try EmbeddedServer()
        let bytes =
            TestFrame(stream: 0, type: 0x80, body: [1, 2, 3]).bytes
            + TestFrame(stream: 7, type: 0xFF, flags: .noData).bytes
            + TestFrame.request(1, "/t.T/Echo", [65]).bytes
        for byte in bytes { try server.send([byte]) }
        #expect(try server.received().map(\.outcome) == ["A"])
    }

    @Test("two frames in one packet, and a call split at every byte")
    func splits() throws {
        let first = TestFrame.request(1, "/t.T/Echo", [65]).bytes
        let second = TestFrame.request(3, "/t.T/Echo", [66]).bytes
        for index in 0...(first.count + second.count) {
            let server = try EmbeddedServer()
            let bytes = first + second
            try server.send(Array(bytes[..<index]))
            try server.send(Array(bytes[index...]))
            #expect(try server.received().map(\.outcome) == ["A", "B"], "split at \(index)")
        }
    }

    @Test("a reused stream ends the call in flight: one response, the late reply dropped")
    func reusedInFlight() throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Hold"))
        try server.send(.request(1, "/t.T/Echo"))
        #expect(
            try server.received().map(\.outcome) == ["INVALID_ARGUMENT PROTOCOL_VIOLATION"]
        )
        #expect(server.methods.held.areCancelled == [true])
        server.answerHeld(.success([1]))
        #expect(try server.received() == [])
    }

    @Test("the 101st call in flight is refused, and there is room again after an answer")
    func tooManyInFlight() throws {
        let server = try EmbeddedServer()
        for index in 0...100 { try server.send(.request(UInt32(index * 2 + 1), "/t.T/Hold")) }
        let refused = try server.received()
        #expect(refused.map(\.outcome) == ["RESOURCE_EXHAUSTED OVERLOAD"])
        #expect(refused.first?.stream == 201)
        #expect(refused.first?.status?.retryDelay == .seconds(1))
        server.answerHeld(.success([]))
        #expect(try server.received().count == 100)
        try server.send(.request(203, "/t.T/Echo", [65]))
        #expect(try server.received().map(\.outcome) == ["A"])
    }

    @Test("ten thousand calls opened and abandoned leave nothing behind")
    func opensAndCuts() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, _ in
            for _ in 0..<100 {
                let peer = try await RawPeer(port: port)
                try await peer.send(
                    (0..<100).flatMap { TestFrame.request($0 * 2 + 1, "/t.T/Hold").bytes }
                )
                try await peer.close()
            }
            let client = try await RPCClient.connect(host: "127.0.0.1", port: port)
            #expect(try await client.call("/t.T/Echo", [1]) == [1])
            await client.close()
            await until { methods.held.areCancelled.allSatisfy(\.self) }
        }
    }

    @Test("random bytes never harm the server", arguments: SplitMix64.seeds(200))
    func randomBytes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let server = try EmbeddedServer()
        var bytes = TestFrame.request(1, "/t.T/Echo", [1]).bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[.random(in: 0..<bytes.count, using: &random)] = .random(
                in: 0...255,
                using: &random
            )
        }
        try server.send(bytes)
        let frames = try server.received()
        // A changed length may cut the frame short, and the rest of it is then judged too.
        #expect(frames.count <= TestFrame.frames(of: bytes).count, "KNTC_SEED=\(seed)")
    }
}
