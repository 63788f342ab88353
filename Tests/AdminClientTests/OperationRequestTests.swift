import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of work on many records become the members of the request",
    arguments: [
        Line(
            line: """
                operation hand-over H29.14 --to H29.12 --kind petition --kind case \
                --officer anh --number 7/QĐ --date 2026-09-01
                """,
            method: "OperationService/PreviewOperation",
            request: """
                {"plan":{"hand_over":{"from":"H29.14","to":"H29.12",\
                "kinds":["RECORD_KIND_PETITION","RECORD_KIND_CASE"],"officer":"anh"}}}
                """
        ),
        Line(
            line: "operation reassign --from anh --officer binh --note N",
            method: "OperationService/PreviewOperation",
            request: """
                {"plan":{"reassign":{"holder_officer":"anh","officer":"binh","note":"N"}}}
                """
        ),
        Line(
            line: "operation reassign --from-unit H29.02.07 --unit H29.02.08",
            method: "OperationService/PreviewOperation",
            request: """
                {"plan":{"reassign":{"holder_unit":"H29.02.07","unit":"H29.02.08"}}}
                """
        ),
        Line(
            line: "operation answer c1 c2 --number 9/TB --date 2026-07-15 --summary S",
            method: "OperationService/PreviewOperation",
            request: """
                {"plan":{"answer":{"cases":["c1","c2"],\
                "document":{"number":"9/TB","issued_on":"2026-07-15"},"summary":"S"}}}
                """
        ),
        Line(
            line: "operation list --agency H29.02 --state running",
            method: "OperationService/ListOperations",
            request: #"{"agency":"H29.02","state":"OPERATION_STATE_RUNNING"}"#
        ),
        Line(
            line: "operation watch o1",
            method: "OperationService/GetOperation",
            request: #"{"id":"o1"}"#
        ),
        Line(
            line: "operation stop o1 --reason R",
            method: "OperationService/StopOperation",
            request: #"{"id":"o1","reason":"R"}"#
        ),
        Line(
            line: "operation resume o1",
            method: "OperationService/ResumeOperation",
            request: #"{"id":"o1"}"#
        ),
        Line(
            line: "operation revert o1 --reason R",
            method: "OperationService/RevertOperation",
            request: #"{"id":"o1","reason":"R"}"#
        ),
    ]
)
func operationFlags(line: Line) throws {
    try makesRequest(line)
}

/// What people read of a preview.
@Suite struct OperationTextTests {
    // Red when: a preview of nothing, or of much, does not say how many records it is about.
    @Test func `A preview tells how many records of which kinds it is about`() {
        let reply = JSONValue.object([
            ("count", .string("2")),
            (
                "kinds",
                .array([
                    .object([("kind", .string("RECORD_KIND_PETITION")), ("count", .string("2"))])
                ])
            ),
            ("confirmation", .string("00")),
        ])
        let type = "kntc.v1.PreviewOperationReply"
        #expect(
            View(of: reply, type: type) == .record([["Số hồ sơ", "2"], ["đơn", "2"]])
        )
        #expect(View(of: .object([]), type: type) == .record([["Số hồ sơ", "0"]]))
    }
}
