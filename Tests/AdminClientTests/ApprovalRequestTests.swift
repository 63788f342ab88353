import ArgumentParser
import Foundation
import Messages
import Testing

@testable import AdminClient

@Test(
    "Flags of approval become the members of the request",
    arguments: [
        Line(
            line: "approvals submit d1 --route Gấp",
            method: "ApprovalService/SubmitDraft",
            request: #"{"id":"d1","route":"Gấp"}"#
        ),
        Line(
            line: "approvals approve d1/7 d2/9",
            method: "ApprovalService/ApproveDrafts",
            request: #"{"drafts":[{"id":"d1","etag":"7"},{"id":"d2","etag":"9"}]}"#
        ),
        Line(
            line: "approvals return d1 --level 2 --reason R",
            method: "ApprovalService/ReturnDraft",
            request: #"{"id":"d1","level":2,"reason":"R"}"#
        ),
        Line(
            line: "approvals withdraw d1",
            method: "ApprovalService/WithdrawDraft",
            request: #"{"id":"d1"}"#
        ),
        Line(
            line: "approvals remark d1 --text T --assignee an.nv --wanted-by 2026-07-17",
            method: "ApprovalService/RemarkDraft",
            request: """
                {"id":"d1","content":"T","assignee":"an.nv","wanted_by":"2026-07-17"}
                """
        ),
        Line(
            line: "approvals resolve d1 3 --resolution R",
            method: "ApprovalService/ResolveRemark",
            request: #"{"id":"d1","number":3,"resolution":"R"}"#
        ),
        Line(
            line: "approvals routes show --agency H29.02",
            method: "ApprovalService/GetApprovalRoutes",
            request: #"{"agency":"H29.02"}"#
        ),
        Line(
            line: "awaiting --kind draft --page-size 5",
            method: "TrackingService/ListAwaitingMe",
            request: #"{"kind":"AWAITING_KIND_DRAFT","page_size":5}"#
        ),
    ]
)
func approvalFlags(line: Line) throws {
    try makesRequest(line)
}

/// What people write and read of approvals.
@Suite struct ApprovalTextTests {
    // Red when: the routes of a file are not the ones that are sent, or the example is none.
    @Test func `Routes come from a file, by themselves or as show tells them`() throws {
        let routes = #"{"routes":[{"name":"Chung","levels":[{"title":"Duyệt"}]}]}"#
        for text in [routes, #"{"own_routes":\#(routes),"holds":{}}"#] {
            let path = NSTemporaryDirectory() + "kntc-routes-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: path) }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let line = ["approvals", "routes", "set", path, "--reason", "R", "--etag", "7"]
            let verb = try #require(try KntcAdmin.parseAsRoot(line) as? any Verb)
            let expected = routes.dropLast() + #","reason":"R","etag":"7"}"#
            #expect(try verb.request().json.text(pretty: false) == String(expected))
        }
    }

    // Red when: a draft is named without the version that was read.
    @Test(arguments: ["approvals approve d1", "approvals approve d1/", "approvals approve d1/2/3"])
    func `A draft is approved with its version`(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let verb = try #require(try KntcAdmin.parseAsRoot(words) as? any Verb)
        #expect(throws: Failure.self) { try verb.request() }
    }

    // Red when: the page hides how much there is, what it is or when it is due.
    @Test func `What waits is a line that counts and a line each`() throws {
        let reply = try JSONValue(
            parsing: """
                {"items":[{"kind":"AWAITING_KIND_REMARK","record":{"kind":"RECORD_KIND_DOCUMENT",\
                "id":"d1"},"remark":2,"due_on":"2026-07-16"},{"kind":"AWAITING_KIND_FILE",\
                "record":{"kind":"RECORD_KIND_PETITION","id":"p1"}}],\
                "counts":[{"kind":"AWAITING_KIND_REMARK","total":{"count":"1"}},\
                {"kind":"AWAITING_KIND_FILE","total":{"count":"1000","at_least":true}}]}
                """
        )
        #expect(
            AwaitingText.lines(of: reply) == [
                "Chờ xử lý: ý kiến chờ tiếp thu 1; hồ sơ đang giữ 1000 trở lên",
                "1. ý kiến chờ tiếp thu số 2: văn bản d1, hạn 16/07/2026",
                "2. hồ sơ đang giữ: đơn p1",
            ]
        )
        #expect(AwaitingText.lines(of: .object([])) == ["Không có việc nào chờ xử lý."])
    }
}
