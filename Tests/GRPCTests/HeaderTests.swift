import NIOCore
import NIOHPACK
import Testing

@testable import GRPC
@testable import RPC

@Suite("Headers")
struct HeaderTests {
    @Test(
        "grpc-timeout",
        arguments: [
            ("1n", 1), ("2u", 2_000), ("3m", 3_000_000), ("4S", 4_000_000_000),
            ("5M", 300_000_000_000), ("6H", 21_600_000_000_000), ("00000001S", 1_000_000_000),
            ("99999999H", .max), ("0S", -1), ("123456789S", nil), ("S", nil), ("", nil),
            ("1", nil), ("1s", nil), ("-1S", nil), ("+1S", nil), ("1 S", nil), ("٣S", nil),
            ("1.5S", nil), ("0x1S", nil),
        ] as [(String, Int64?)]
    )
    func grpcTimeout(text: String, expected: Int64?) {
        #expect((try? TimeoutText.nanoseconds(grpc: text)) == expected)
    }

    @Test(
        "connect-timeout-ms",
        arguments: [
            ("1", 1_000_000), ("0", -1), ("9999999999", 9_999_999_999_000_000),
            ("12345678901", nil),
            ("", nil), ("-1", nil), ("1ms", nil),
        ] as [(String, Int64?)]
    )
    func connectTimeout(text: String, expected: Int64?) {
        #expect((try? TimeoutText.nanoseconds(connect: text)) == expected)
    }

    @Test("a wrong header is named with its rule, never with its value")
    func wrongHeader() {
        let error = #expect(throws: Status.self) { try TimeoutText.nanoseconds(grpc: "secret") }
        #expect(error?.description == "INVALID_ARGUMENT MALFORMED")
        #expect(error?.metadata["field"] == "grpc-timeout")
        #expect(error?.message.contains("secret") == false)
    }

    @Test(
        "grpc-message",
        arguments: [
            ("plain text ~", "plain text ~"), ("100%", "100%25"), ("\t\n", "%09%0A"),
            ("đơn", "%C4%91%C6%A1n"), ("😈", "%F0%9F%98%88"), ("", ""),
        ]
    )
    func percentEncoding(text: String, expected: String) {
        #expect(HeaderText.percentEncoded(text) == expected)
    }

    @Test(
        "bytes in headers, with and without padding",
        arguments: [
            ("q6ur", [0xAB, 0xAB, 0xAB]), ("AA", [0]), ("AA==", [0]), ("AAA", [0, 0]),
            ("AAA=", [0, 0]), ("", []), ("A", nil), ("?", nil), ("AA=A", nil),
        ] as [(String, [UInt8]?)]
    )
    func base64(text: String, expected: [UInt8]?) {
        #expect(HeaderText.bytes(base64: text[...]) == expected)
        if let expected { #expect(!HeaderText.base64(expected).contains("=")) }
    }

    private static func head(
        _ headers: [(String, String)],
        method: String = "POST"
    ) -> RequestHead {
        RequestHead(
            method: method,
            path: "/t.T/Echo",
            headers: headers.map { (name: $0.0, value: $0.1) },
            peer: Peer()
        )
    }

    private static func describe(_ head: RequestHead) -> String {
        switch head {
        case .refused(let refusal): refusal.rawValue
        case .call(_, .grpc(let type), let refusal):
            type + (refusal.map { " \($0)" } ?? "")
        case .call(_, .connect(let codec), let refusal):
            "connect \(codec)" + (refusal.map { " \($0)" } ?? "")
        }
    }

    @Test(
        "what is asked for",
        arguments: [
            ("POST", [("content-type", "application/grpc")], "application/grpc"),
            ("POST", [("content-type", "application/grpc+proto")], "application/grpc+proto"),
            ("POST", [("content-type", "Application/gRPC; x=y")], "application/grpc"),
            ("POST", [("content-type", "application/grpc+json")], "415"),
            ("POST", [("content-type", "application/grpc-web")], "415"),
            ("POST", [("content-type", "application/connect+json")], "415"),
            ("POST", [("content-type", "text/html")], "415"),
            ("POST", [], "415"),
            ("GET", [("content-type", "application/grpc")], "405"),
            ("post", [("content-type", "application/grpc")], "405"),
            ("POST", [("content-type", "application/json")], "connect json"),
            ("POST", [("content-type", "application/json; charset=utf-8")], "connect json"),
            ("POST", [("content-type", "application/proto")], "connect proto"),
            (
                "POST", [("content-type", "application/grpc"), ("grpc-encoding", "identity")],
                "application/grpc"
            ),
            (
                "POST", [("content-type", "application/grpc"), ("grpc-encoding", "gzip")],
                "application/grpc UNIMPLEMENTED COMPRESSION_UNSUPPORTED"
            ),
            (
                "POST", [("content-type", "application/json"), ("content-encoding", "br")],
                "connect json UNIMPLEMENTED COMPRESSION_UNSUPPORTED"
            ),
            (
                "POST", [("content-type", "application/json"), ("connect-protocol-version", "1")],
                "connect json"
            ),
            (
                "POST", [("content-type", "application/json"), ("connect-protocol-version", "2")],
                "connect json INVALID_ARGUMENT MALFORMED"
            ),
            (
                "POST", [("content-type", "application/grpc"), ("grpc-timeout", "x")],
                "application/grpc INVALID_ARGUMENT MALFORMED"
            ),
            (
                "POST", [("content-type", "application/grpc"), ("a-bin", "AA==, AAA")],
                "application/grpc"
            ),
            (
                "POST", [("content-type", "application/grpc"), ("a-bin", "!")],
                "application/grpc INVALID_ARGUMENT MALFORMED"
            ),
        ] as [(String, [(String, String)], String)]
    )
    func dialects(method: String, headers: [(String, String)], expected: String) {
        #expect(Self.describe(Self.head(headers, method: method)) == expected)
    }

    @Test("what is no header of the protocols is metadata, in the order sent")
    func metadata() throws {
        let head = Self.head([
            (":path", "/t.T/Echo"), ("content-type", "application/grpc"), ("te", "trailers"),
            ("user-agent", "x"), ("grpc-timeout", "5S"), ("grpc-previous-rpc-attempts", "1"),
            ("kntc-identity", "a"), ("k", "1"), ("k", "2"), ("traceparent", "t"),
        ])
        guard case .call(let call, _, nil) = head else { return #expect(Bool(false)) }
        #expect(
            call.metadata.entries.map { "\($0.key)=\($0.value)" }
                == ["kntc-identity=a", "k=1", "k=2", "traceparent=t"]
        )
        #expect(call.timeoutNano == 5_000_000_000)
        #expect(call.door == "grpc")
    }

    @Test(
        "the first bytes say what is spoken",
        arguments: [
            ("", nil), ("P", nil), ("PR", nil), ("PRI", nil), ("PRI ", .http2),
            ("PRI * HTTP/2.0", .http2), ("PO", .http1), ("PRIOR", .http1), ("GET /", .http1),
            ("\u{16}\u{3}", .foreign(firstByte: 0x16)), ("\0\0", .foreign(firstByte: 0)),
            ("get", .foreign(firstByte: 0x67)),
        ] as [(String, Doorstep.Speech?)]
    )
    func firstBytes(text: String, expected: Doorstep.Speech?) {
        #expect(Doorstep.Speech(ByteBuffer(string: text).readableBytesView) == expected)
    }
}
