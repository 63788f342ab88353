import Messages
import Testing

@testable import RPC

/// Bytes written out by hand from the protocol's text, not by the code under test.
@Suite("Golden transcripts", .timeLimit(.minutes(1)))
struct TranscriptTests {
    static func bytes(_ hex: String) -> [UInt8] {
        hex.split(whereSeparator: \.isWhitespace).flatMap { word -> [UInt8] in
            if word.hasPrefix("'") { return Array(word.dropFirst().utf8) }
            return [UInt8(word, radix: 16) ?? 0]
        }
    }

    @Test("a unary call: request with empty flags, response with the payload")
    func unary() throws {
        let server = try EmbeddedServer()
        // Request {service "t.T", method "Echo", payload "hi"}: 5 + 6 + 4 = 15 bytes.
        try server.send(
            Self.bytes("00 00 00 0F 00 00 00 01 01 00 0A 03 't.T 12 04 'Echo 1A 02 'hi")
        )
        // Response {payload "hi"}.
        #expect(
            try server.receivedBytes()
                == Self.bytes("00 00 00 04 00 00 00 01 02 00 12 02 'hi")
        )
    }

    @Test("an empty reply is an empty response body")
    func emptyReply() throws {
        let server = try EmbeddedServer()
        try server.send(Self.bytes("00 00 00 0B 00 00 00 05 01 00 0A 03 't.T 12 04 'Echo"))
        #expect(try server.receivedBytes() == Self.bytes("00 00 00 00 00 00 00 05 02 00"))
    }

    @Test("timeout and metadata stand in fields 4 and 5")
    func metadata() throws {
        let server = try EmbeddedServer()
        // timeout_nano 1000 (E8 07), metadata {k: v} and {K: w}.
        try server.send(
            Self.bytes(
                """
                00 00 00 1E 00 00 00 01 01 00
                0A 03 't.T 12 04 'Call 20 C0 96 B1 02
                2A 06 0A 01 'k 12 01 'v 2A 04 0A 00 12 00
                """
            )
        )
        let frame = try #require(try server.received().first)
        #expect(frame.outcome == "/t.T/Call k=v,=")
    }

    /// The detail that every failure ends with.
    private static let requestInfo = """
        1A 40 0A 2A 'type.googleapis.com/google.rpc.RequestInfo 12 12 0A 10 '0123456789abcdef
        """

    @Test("a failed call: response with status, code 5, message, reason and support id")
    func failure() throws {
        let server = try EmbeddedServer()
        try server.send(Self.bytes("00 00 00 0B 00 00 00 03 01 00 0A 03 't.T 12 04 'Fail"))
        // Response {status {5, "no case", [Any {type_url, ErrorInfo {reason, domain, {a: b}}},
        // Any {type_url, RequestInfo {support id}}]}}.
        let errorInfo = "0A 0E 'CASE_NOT_FOUND 12 04 'kntc 1A 06 0A 01 'a 12 01 'b"
        #expect(Self.bytes(errorInfo).count == 0x1E)
        #expect(
            try server.receivedBytes()
                == Self.bytes(
                    """
                    00 00 00 9C 00 00 00 03 02 00
                    0A 99 01 08 05 12 07 'no 20 'case
                    1A 4A 0A 28 'type.googleapis.com/google.rpc.ErrorInfo 12 1E \(errorInfo)
                    \(Self.requestInfo)
                    """
                )
        )
    }

    @Test(
        "streams: good ends are data frames, bad ends responses",
        arguments: [
            (
                "00 00 00 0F 00 00 00 01 01 01 0A 03 't.T 12 05 'Count 1A 01 '2",
                """
                00 00 00 01 00 00 00 01 03 00 '1
                00 00 00 01 00 00 00 01 03 00 '2
                00 00 00 00 00 00 00 01 03 05
                """, 3
            ),
            (
                "00 00 00 0C 00 00 00 07 01 01 0A 03 't.T 12 05 'Count",
                "00 00 00 00 00 00 00 07 03 05", 1
            ),
            (
                "00 00 00 14 00 00 00 01 01 01 0A 03 't.T 12 0D 'CountThenFail",
                """
                00 00 00 01 00 00 00 01 03 00 01
                00 00 00 8C 00 00 00 01 02 00
                0A 89 01 08 0B 12 04 'gone
                1A 3D 0A 28 'type.googleapis.com/google.rpc.ErrorInfo 12 11
                0A 09 'COMPACTED 12 04 'kntc
                \(requestInfo)
                """, 2
            ),
        ]
    )
    func stream(request: String, replies: String, count: Int) async throws {
        try await withServer { port, _ in
            let peer = try await RawPeer(port: port)
            try await peer.send(Self.bytes(request))
            let frames = await peer.frames(count)
            #expect(frames.flatMap(\.bytes) == Self.bytes(replies))
            try await peer.close()
        }
    }

    @Test(
        "the reply written without a detour is what Messages writes",
        arguments: [
            0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 3_670_016,
        ]
    )
    func replyBytes(count: Int) throws {
        let server = try EmbeddedServer()
        try server.send(.request(1, "/t.T/Size", Array(String(count).utf8)))
        let frame = try #require(try server.received().first)
        let expected = try TtrpcResponse(payload: [UInt8](repeating: 7, count: count)).serialized()
        #expect(frame.body == expected)
        #expect(frame.type == FrameType.response)
    }
}
