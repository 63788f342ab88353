import Messages
import Testing

@testable import AdminClient

/// What people read of a scenario.
@Suite struct ScenarioTextTests {
    private static let step = #"{"identity":"head@H29.02"}"#

    private static func limit(_ rest: String, _ beside: String = "") -> String {
        #"{"deadline":{"rule_version":"R@2019-01-01","due_on":"2026-07-24",\#(rest)},"#
            + #""title":"Gửi quyết định"\#(beside)}"#
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let limit: String
        let expected: String
    }

    // Red when: people read a key, a state or a day of programs, or do not see what is over.
    @Test(arguments: [
        Row(
            testDescription: "in time",
            limit: limit(#""state":"DEADLINE_STATE_OPEN""#),
            expected: "đến hết 24/07/2026"
        ),
        Row(
            testDescription: "over",
            limit: limit(#""state":"DEADLINE_STATE_OPEN""#, #","overdue_days":14"#),
            expected: "đến hết 24/07/2026, QUÁ HẠN 14 ngày"
        ),
        Row(
            testDescription: "met",
            limit: limit(#""state":"DEADLINE_STATE_MET","stopped_on":"2026-07-23""#),
            expected: "đến hết 24/07/2026, đã xong ngày 23/07/2026, đúng hạn"
        ),
        Row(
            testDescription: "met too late",
            limit: limit(
                #""state":"DEADLINE_STATE_LATE","stopped_on":"2026-07-27""#,
                #","overdue_days":3"#
            ),
            expected: "đến hết 24/07/2026, đã xong ngày 27/07/2026, QUÁ HẠN 3 ngày"
        ),
        Row(
            testDescription: "replaced",
            limit: limit(#""state":"DEADLINE_STATE_REPLACED","stopped_on":"2026-07-20""#),
            expected: "đến hết 24/07/2026, đã thay ngày 20/07/2026"
        ),
        Row(
            testDescription: "standing still",
            limit: limit(#""state":"DEADLINE_STATE_SUSPENDED""#),
            expected: "tạm dừng"
        ),
        Row(
            testDescription: "not certain yet",
            limit: limit(#""state":"DEADLINE_STATE_OPEN","provisional":true"#),
            expected: "đến hết 24/07/2026 (tạm tính)"
        ),
        Row(
            testDescription: "a citizen's window",
            limit: limit(#""state":"DEADLINE_STATE_OPEN","window":true"#),
            expected: "đến hết 24/07/2026 (quyền của công dân)"
        ),
        Row(
            testDescription: "a window that ended",
            limit: limit(
                #""state":"DEADLINE_STATE_MET","stopped_on":"2026-07-23","window":true"#
            ),
            expected: "đến hết 24/07/2026, kết thúc ngày 23/07/2026 (quyền của công dân)"
        ),
    ])
    func `A limit says its title and how it stands`(row: Row) throws {
        let outcome = """
            {"date":"2026-07-20","method":"CaseService/SendDecision","done":true,\
            "title":"Gửi quyết định giải quyết","records":[{"name":"vu_viec",\
            "kind":"RECORD_KIND_CASE","state":"CASE_STATE_DECIDED","limits":[\(row.limit)],\
            "actions":[{"method":"CaseService/CloseCase","title":"Đóng hồ sơ"},\
            {"method":"RecordService/UndoStep","title":"Hoàn tác"}]}]}
            """
        let lines = try ScenarioText.lines(
            of: JSONValue(parsing: outcome),
            by: JSONValue(parsing: Self.step)
        )
        #expect(
            lines == [
                "20/07/2026  head@H29.02  Gửi quyết định giải quyết (CaseService/SendDecision): "
                    + "đã thực hiện",
                "    vu_viec (vụ việc): đã quyết định",
                "        Gửi quyết định [R@2019-01-01]: \(row.expected)",
                "        Làm tiếp được: Đóng hồ sơ",
            ]
        )
    }

    // Red when: a refusal says in English alone what is missing and where it is open.
    @Test(arguments: [
        (
            #"{"obstacle":"ACTION_OBSTACLE_STATE","missing_vi":"x","basis":"Đ.31","#
                + #""from":["CASE_STATE_REPORTED","CASE_STATE_DIALOGUE_HELD"]}"#,
            "    Chỉ thực hiện khi hồ sơ: đã báo cáo xác minh, đã đối thoại (Đ.31)"
        ),
        (
            #"{"obstacle":"ACTION_OBSTACLE_GUARD","missing_vi":"quyết định chưa gửi","#
                + #""basis":"Đ.32","from":["CASE_STATE_DECIDED"]}"#,
            "    Còn thiếu: quyết định chưa gửi (Đ.32)"
        ),
    ])
    func `A refusal says in Vietnamese what closes the step`(
        closed: String,
        expected: String
    ) throws {
        let outcome = """
            {"date":"2026-07-20","method":"X/Y","refusal":"FAILED_PRECONDITION ACTION_NOT_ALLOWED",\
            "refusal_vi":"Thao tác không thực hiện được.","problems":["it needs a report"],\
            "closed":\(closed)}
            """
        let lines = try ScenarioText.lines(
            of: JSONValue(parsing: outcome),
            by: JSONValue(parsing: Self.step)
        )
        #expect(
            lines == [
                "20/07/2026  head@H29.02  X/Y: BỊ TỪ CHỐI",
                "    Thao tác không thực hiện được.", expected,
                "    [FAILED_PRECONDITION ACTION_NOT_ALLOWED]", "    - it needs a report",
            ]
        )
    }
}
