import Messages
import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

/// Bytes written out by hand from the protocol's text, for what goes beyond ttrpc and for streams of
/// clients.
@Suite("Golden transcripts of the extensions", .timeLimit(.minutes(1)))
struct ExtensionTranscriptTests {
    private static func bytes(_ hex: String) -> [UInt8] { TranscriptTests.bytes(hex) }

    /// Hello {protocol 1, window_messages 1}.
    private static let hello = "00 00 00 04 00 00 00 00 10 00 08 01 28 01"

    @Test("HELLO is answered with what the server has, and its name and epoch")
    func greeting() throws {
        let server = try EmbeddedServer()
        // Hello {protocol 1, window_messages 4, software "t"} and a call with it.
        try server.send(
            Self.bytes(
                """
                00 00 00 07 00 00 00 00 10 00 08 01 28 04 32 01 't
                00 00 00 0B 00 00 00 01 01 00 0A 03 't.T 12 04 'Echo
                """
            )
        )
        // Hello {protocol 1, frame_max_bytes 2^22, streams_max 100, window_messages 16, software,
        // store_epoch}.
        #expect(
            try server.receivedBytes()
                == Self.bytes(
                    """
                    00 00 00 26 00 00 00 00 10 00
                    08 01 18 80 80 80 02 20 64 28 10 32 10 'kntc-server 20 'test 3A 07 'epoch-1
                    00 00 00 00 00 00 00 01 02 00
                    """
                )
        )
    }

    @Test("PING is answered by PONG, and the server asks after 30 s of silence")
    func ping() throws {
        let server = try EmbeddedServer()
        try server.send(
            Self.bytes("\(Self.hello) 00 00 00 08 00 00 00 00 13 00 01 02 03 04 05 06 07 08")
        )
        let answer = try server.receivedBytes().suffix(18)
        #expect(
            Array(answer) == Self.bytes("00 00 00 08 00 00 00 00 14 00 01 02 03 04 05 06 07 08")
        )
        server.advance(.seconds(30))
        #expect(
            try server.receivedBytes()
                == Self.bytes("00 00 00 08 00 00 00 00 13 00 00 00 00 00 00 00 00 01")
        )
        try server.send(Self.bytes("00 00 00 08 00 00 00 00 14 00 00 00 00 00 00 00 00 01"))
        #expect(try server.receivedBytes() == [])
    }

    @Test("GOAWAY at a drain names the last stream taken, and why")
    func goAway() throws {
        let server = try EmbeddedServer()
        try server.send(Self.bytes(Self.hello) + TestFrame.request(5, "/t.T/Hold").bytes)
        _ = try server.receivedBytes()
        server.channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        // GoAway {5, Status {14, "…", [ErrorInfo {DRAINING, kntc, {committed: no}},
        // LocalizedMessage {vi-VN, "…"}, RetryInfo {1 s}]}}.
        #expect(
            try server.receivedBytes()
                == Self.bytes(
                    """
                    00 00 01 1E 00 00 00 00 15 00 08 05 12 99 02
                    08 0E 12 1B 'the 20 'server 20 'is 20 'shutting 20 'down
                    1A 4D 0A 28 'type.googleapis.com/google.rpc.ErrorInfo 12 21
                    0A 08 'DRAINING 12 04 'kntc 1A 0F 0A 09 'committed 12 02 'no
                    1A 77 0A 2F 'type.googleapis.com/google.rpc.LocalizedMessage 12 44
                    0A 05 'vi-VN 12 3B 'Gửi 20 'lại 20 'qua 20 'kết 20 'nối 20 'khác 20 'sau 20
                    'thời 20 'gian 20 'gợi 20 'ý.
                    1A 30 0A 28 'type.googleapis.com/google.rpc.RetryInfo 12 04 0A 02 08 01
                    """
                )
        )
        server.answerHeld(.success([]))
        #expect(try server.receivedBytes() == Self.bytes("00 00 00 00 00 00 00 05 02 00"))
    }

    @Test("a peer whose frame breaks the rules is told so by GOAWAY, if it said HELLO")
    func brokenRule() throws {
        let server = try EmbeddedServer()
        try server.send(
            Self.bytes(Self.hello) + TestFrame.request(1, "/t.T/Hold").bytes
                + Self.bytes("00 00 00 00 00 00 00 00 15 00")
        )
        let frames = try server.received()
        #expect(frames.map(\.type) == [0x10, 0x15])
        let goAway = try GoAway(serialized: frames[1].body)
        let status = try #require(goAway.status.flatMap(Status.init(received:)))
        #expect(goAway.lastStreamId == 1)
        // Nobody waits for the call any more.
        #expect(server.methods.held.areCancelled == [true])
        #expect(status.description == "INVALID_ARGUMENT PROTOCOL_VIOLATION")
        #expect(status.message == "only a server sends GOAWAY")
        server.advance(.seconds(1))
        #expect(!server.isOpen)
    }

    @Test("a server stream stops without credit and goes on with CREDIT; CANCEL ends it")
    func credit() async throws {
        let methods = TestMethods()
        try await withServer(methods: methods) { port, _ in
            let peer = try await RawPeer(port: port)
            try await peer.send(
                Self.bytes(
                    """
                    \(Self.hello)
                    00 00 00 0F 00 00 00 01 01 01 0A 03 't.T 12 05 'Count 1A 01 '3
                    """
                )
            )
            let begun = await peer.frames(2)
            #expect(
                begun.dropFirst().flatMap(\.bytes) == Self.bytes("00 00 00 01 00 00 00 01 03 00 '1")
            )
            // CREDIT for 2, and with it a stream that would not end.
            try await peer.send(
                Self.bytes(
                    """
                    00 00 00 04 00 00 00 01 12 00 00 00 00 02
                    00 00 00 0E 00 00 00 03 01 01 0A 03 't.T 12 07 'Endless
                    """
                )
            )
            let rest = await peer.frames(4)
            #expect(
                rest.filter { $0.stream == 1 }.flatMap(\.bytes)
                    == Self.bytes(
                        """
                        00 00 00 01 00 00 00 01 03 00 '2
                        00 00 00 01 00 00 00 01 03 00 '3
                        00 00 00 00 00 00 00 01 03 05
                        """
                    )
            )
            try await peer.send(Self.bytes("00 00 00 00 00 00 00 03 11 00"))
            await until { methods.ended.count == 1 }
            // Nothing is answered to a CANCEL: the next answer is the next call's.
            try await peer.send(TestFrame.request(5, "/t.T/Echo", [65]).bytes)
            #expect(await peer.frames(1).map(\.outcome) == ["A"])
            try await peer.close()
        }
    }

    @Test(
        "client streams: an open request, data, an end; the last data may carry the end",
        arguments: [
            "03 00 'b 00 00 00 00 00 00 00 01 03 05", "03 01 'b",
        ]
    )
    func clientStream(end: String) async throws {
        try await withServer { port, _ in
            let peer = try await RawPeer(port: port)
            try await peer.send(
                Self.bytes(
                    """
                    00 00 00 0D 00 00 00 01 01 02 0A 03 't.T 12 06 'Repeat
                    00 00 00 01 00 00 00 01 03 00 'a
                    00 00 00 01 00 00 00 01 \(end)
                    """
                )
            )
            #expect(
                await peer.frames(3).flatMap(\.bytes)
                    == Self.bytes(
                        """
                        00 00 00 01 00 00 00 01 03 00 'a
                        00 00 00 01 00 00 00 01 03 00 'b
                        00 00 00 00 00 00 00 01 03 05
                        """
                    )
            )
            try await peer.close()
        }
    }

    @Test("a client that said HELLO gets CREDIT as its messages are taken")
    func clientCredit() async throws {
        try await withServer { port, _ in
            let peer = try await RawPeer(port: port)
            let messages = (0..<8).map { _ in "00 00 00 01 00 00 00 01 03 00 'a" }
            try await peer.send(
                Self.bytes(
                    """
                    \(Self.hello)
                    00 00 00 0E 00 00 00 01 01 02 0A 03 't.T 12 07 'Collect
                    \(messages.joined(separator: " "))
                    """
                )
            )
            let frames = await peer.frames(2)
            #expect(
                frames.dropFirst().flatMap(\.bytes)
                    == Self.bytes("00 00 00 04 00 00 00 01 12 00 00 00 00 08")
            )
            try await peer.send(Self.bytes("00 00 00 00 00 00 00 01 03 05"))
            #expect(
                await peer.frames(2).flatMap(\.bytes)
                    == Self.bytes(
                        "00 00 00 01 00 00 00 01 03 00 '8 00 00 00 00 00 00 00 01 03 05"
                    )
            )
            try await peer.close()
        }
    }
}
