import Messages
import NIOCore
import NIOHPACK
import Testing

@testable import GRPC
@testable import RPC

@Suite("What goes out of a reply")
struct ReplyStateTests {
    private static let grpc = RequestHead.Dialect.grpc(contentType: "application/grpc")
    private static let metadata = ReplyMetadata(
        initial: ["first": "1"],
        trailing: ["last-bin": "q6ur", "no name": "sent", "nor": "đây"]
    )

    private static func text(_ part: ReplyState.Part) -> String {
        switch part {
        case .headers(let headers, let end):
            headers.map { "\($0.name)=\($0.value)" }.joined(separator: " ") + (end ? "." : "")
        case .data(let bytes, let end):
            "\(Array(bytes.readableBytesView))" + (end ? "." : "")
        }
    }

    private static func parts(
        _ dialect: RequestHead.Dialect,
        _ body: (inout ReplyState, (ReplyState.Part) -> Void) -> Void
    ) -> [String] {
        var state = ReplyState(dialect)
        var parts: [String] = []
        body(&state) { parts.append(text($0)) }
        return parts
    }

    private static let head =
        ":status=200 content-type=application/grpc grpc-accept-encoding=identity"

    @Test("a unary success is headers, message, trailers")
    func unary() {
        let parts = Self.parts(Self.grpc) { $0.end(.success([1]), Self.metadata, write: $1) }
        #expect(
            parts == [
                Self.head + " first=1", "[0, 0, 0, 0, 1, 1]", "grpc-status=0 last-bin=q6ur.",
            ]
        )
    }

    @Test("a stream has its headers once, and nothing after its end")
    func stream() {
        let parts = Self.parts(Self.grpc) {
            $0.message([], Self.metadata, write: $1)
            $0.message([], Self.metadata, write: $1)
            $0.end(.success(nil), ReplyMetadata(), write: $1)
            $0.message([], Self.metadata, write: $1)
            $0.end(.success(nil), ReplyMetadata(), write: $1)
        }
        #expect(
            parts == [
                Self.head + " first=1", "[0, 0, 0, 0, 0]", "[0, 0, 0, 0, 0]", "grpc-status=0.",
            ]
        )
    }

    /// Red when a failure is sent behind headers of its own, or its details are left out.
    @Test("a failure before any message is one block of headers; after one, trailers")
    func failure() throws {
        let status = Status(.notFound, reason: "CASE_NOT_FOUND", "không có").with(supportID: "s")
        let parts = Self.parts(Self.grpc) { $0.end(.failure(status), ReplyMetadata(), write: $1) }
        let details = HeaderText.base64(try status.wireValue.serialized())
        let failure =
            "grpc-status=5 grpc-message=kh%C3%B4ng c%C3%B3 grpc-status-details-bin=\(details)."
        #expect(parts == [Self.head + " " + failure])
        let late = Self.parts(Self.grpc) {
            $0.message([], ReplyMetadata(), write: $1)
            $0.end(.failure(status), ReplyMetadata(), write: $1)
        }
        #expect(late == [Self.head, "[0, 0, 0, 0, 0]", failure])
    }

    /// Red when a failure is cut in the middle of a detail, or grows beyond what peers take.
    @Test("details that do not fit are left out whole, and what fits stays")
    func largeFailure() throws {
        let violations = (0..<200).map {
            Status.FieldViolation(field: "parties[\($0)].full_name", description: "too long")
        }
        let status = Status(.invalidArgument, reason: "INVALID", "m").with(
            fieldViolations: violations
        )
        .with(supportID: "s")
        var state = ReplyState(Self.grpc)
        var headers = HPACKHeaders()
        state.end(.failure(status), ReplyMetadata()) {
            if case .headers(let sent, _) = $0 { headers = sent }
        }
        let text = try #require(headers.first(name: "grpc-status-details-bin"))
        #expect(text.utf8.count < 6_000)
        let bytes = try #require(HeaderText.bytes(base64: text[...]))
        let sent = try #require(Status(received: GoogleStatus(serialized: bytes)))
        #expect(sent.reason == "INVALID")
        #expect(sent.supportID == "s")
        #expect(sent.fieldViolations.isEmpty)
    }

    @Test("Connect answers with the body alone, failures as JSON")
    func connect() {
        let good = Self.parts(.connect(.json)) {
            $0.end(.success(Array("{}".utf8)), Self.metadata, write: $1)
        }
        #expect(
            good == [
                ":status=200 content-type=application/json content-length=2 first=1 "
                    + "trailer-last-bin=q6ur", "[123, 125].",
            ]
        )
        let empty = Self.parts(.connect(.proto)) {
            $0.end(.success([]), ReplyMetadata(), write: $1)
        }
        #expect(empty == [":status=200 content-type=application/proto content-length=0."])
        let body = Connect.body(of: Status(.notFound, reason: "R", "m \"q\""))
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"code":"not_found","message":"m \"q\"","details":[{"type":"#
                + #""google.rpc.ErrorInfo","value":"CgFSEgRrbnRj"}]}"#
        )
    }

    @Test(
        "each code has the HTTP status that Connect gives it",
        arguments: [
            (Code.cancelled, "499"), (.unknown, "500"), (.invalidArgument, "400"),
            (.deadlineExceeded, "504"), (.notFound, "404"), (.alreadyExists, "409"),
            (.permissionDenied, "403"), (.resourceExhausted, "429"),
            (.failedPrecondition, "400"), (.aborted, "409"), (.outOfRange, "400"),
            (.unimplemented, "501"), (.internal, "500"), (.unavailable, "503"),
            (.dataLoss, "500"), (.unauthenticated, "401"),
        ]
    )
    func httpStatus(code: Code, expected: String) {
        #expect(Connect.httpStatus(of: code) == expected)
    }
}
