import Messages
import Testing

@testable import AdminClient

private let due = """
    {"items":[{"record":{"kind":"RECORD_KIND_PETITION","id":"a1"},"deadline":{"rule":"PET.PROCESS",\
    "start_on":"2026-06-30","due_on":"2026-07-10","provisional":true}},{"record":{"kind":\
    "RECORD_KIND_CASE","id":"b,\\"2"},"deadline":{"rule":"KN.SETTLE1","start_on":"2026-07-01"}}],\
    "next_page_token":"ff"}
    """

private let petition = """
    {"id":"a1","state":"PETITION_STATE_REGISTERED","register_number":{"year":2026,"number":"7"},\
    "summary":"Thu hồi đất\\n\\u001b[31m","defects":["PETITION_DEFECT_NO_DATE"],"deadlines":\
    [{"rule":"PET.PROCESS","due_on":"2026-07-10"},{"rule":"X","provisional":true}]}
    """

/// One reply in one format.
struct Golden: Sendable {
    let reply: String
    let type: String
    let format: OutputFormat
    let text: String
}

private let goldens = [
    Golden(
        reply: due,
        type: "kntc.v1.ListDueReply",
        format: .table,
        text: """
            Hồ sơ    Mã    Thời hạn     Từ ngày     Đến hạn     Tạm tính
            đơn      a1    PET.PROCESS  30/06/2026  10/07/2026  có
            vụ việc  b,"2  KN.SETTLE1   01/07/2026  –           –
            """
    ),
    Golden(
        reply: due,
        type: "kntc.v1.ListDueReply",
        format: .csv,
        text: """
            record.kind,record.id,deadline.rule,deadline.start_on,deadline.due_on,deadline.provisional
            RECORD_KIND_PETITION,a1,PET.PROCESS,2026-06-30,2026-07-10,true
            RECORD_KIND_CASE,"b,""2",KN.SETTLE1,2026-07-01,,
            """
    ),
    Golden(
        reply: petition,
        type: "kntc.v1.Petition",
        format: .table,
        text: """
            Mã               a1
            Trạng thái       đã vào sổ
            Số vào sổ / Năm  2026
            Số vào sổ / Số   7
            Nội dung         Thu hồi đất  [31m
            Còn thiếu        không ngày
            Thời hạn         PET.PROCESS · 10/07/2026
                             X · có
            """
    ),
    Golden(
        reply: petition,
        type: "kntc.v1.Petition",
        format: .yaml,
        text: """
            id: "a1"
            state: "PETITION_STATE_REGISTERED"
            register_number:
              year: 2026
              number: "7"
            summary: "Thu hồi đất\\n\\u001b[31m"
            defects:
              - "PETITION_DEFECT_NO_DATE"
            deadlines:
              - rule: "PET.PROCESS"
                due_on: "2026-07-10"
              - rule: "X"
                provisional: true
            """
    ),
    Golden(
        reply: #"{"id":"a1","year":2026,"list":["a","b"],"empty":[],"none":{}}"#,
        type: "",
        format: .json,
        text: """
            {
              "id": "a1",
              "year": 2026,
              "list": [
                "a",
                "b"
              ],
              "empty": [],
              "none": {}
            }
            """
    ),
    Golden(
        reply: #"{"due":"2026-07-10","lines":[{"vi":"Mốc tính.","en":"Start."},{"vi":"Hạn."}]}"#,
        type: "kntc.v1.DeadlineExplanation",
        format: .table,
        text: "Mốc tính.\nHạn."
    ),
    Golden(
        reply: """
            {"position":"6","records":[{"record":{"kind":"RECORD_KIND_PETITION","id":"a1"},\
            "etag":"6"}],"numbers":[{"year":2026,"number":"1"}]}
            """,
        type: "kntc.v1.Receipt",
        format: .table,
        text: "đơn a1 (etag 6)\nSố 1/2026\nĐã ghi, vị trí 6."
    ),
    Golden(
        reply: #"{"position":"6"}"#,
        type: "kntc.v1.Receipt",
        format: .table,
        text: "Không có gì thay đổi, vị trí 6."
    ),
    Golden(
        reply: """
            {"items":[{"position":"6","recorded_at_ms":"1795490257000","actor":{"agency":"H29.02",\
            "principal":"officer"},"events":[{"record":{"id":"a1"},"acted_on":"2026-11-24",\
            "petition_registered":{}}]}],"position":"6"}
            """,
        type: "kntc.v1.FeedPage",
        format: .table,
        text: """
            Vị trí  Lúc                  Cơ quan  Người dùng  Sự kiện
            6       24/11/2026 10:17:37  H29.02   officer     vào sổ
            """
    ),
]

@Test("Replies are printed as they always were", arguments: goldens)
func printsReply(_ golden: Golden) throws {
    let reply = try JSONValue(parsing: golden.reply)
    #expect(golden.format.text(of: reply, type: golden.type) == golden.text)
}

@Test("JSON that was printed reads back as the same value", arguments: goldens, [true, false])
func readsBack(_ golden: Golden, pretty: Bool) throws {
    let reply = try JSONValue(parsing: golden.reply)
    #expect(try JSONValue(parsing: reply.text(pretty: pretty)) == reply)
}

@Test(
    "Texts take the columns that a terminal gives them",
    arguments: [
        ("", 0), ("abc", 3), ("Đơn", 3), ("Quyết định", 10),
        ("Quye\u{302}\u{301}t", 5), ("胡志明", 6), ("👍", 2), ("\u{301}", 0),
    ]
)
func measuresWidth(_ text: String, width: Int) {
    #expect(text.displayWidth == width)
    #expect(text.padded(to: 12).displayWidth == 12)
}

@Test("Nothing in a cell steers the terminal")
func cleansCells() {
    let cell = Cell.text(.string("a\u{1b}[2J\u{202e}b\nc\u{85}e\u{301}"), named: "summary")
    #expect(cell == "a [2Jb c \u{e9}")
}

@Test("A letter is shown in words, and what is no text as it travels")
func showsLetters() {
    let words = Cell.text(.string("xJDGoW4gdOG7kSBjw6FvCsO0bmcgSC4="), named: "full_text")
    #expect(words == "Đơn tố cáo ông H.")
    #expect(Cell.text(.string("//79"), named: "letters.full_text") == "//79")
}

@Test(
    "Instants are told in the city's time",
    arguments: [
        (0, "01/01/1970 07:00:00"), (1_795_490_257_123, "24/11/2026 10:17:37"),
        (1_709_139_600_000, "29/02/2024 00:00:00"), (1_709_139_599_999, "28/02/2024 23:59:59"),
    ] as [(Int64, String)]
)
func tellsInstants(_ milliseconds: Int64, text: String) {
    #expect(Cell.instant(milliseconds) == text)
}

@Test("Only a day is told as a day", arguments: ["2026-7-01", "2026-07-01T", "abcd-ef-gh", ""])
func leavesOthers(_ text: String) {
    #expect(Cell.day(text) == nil)
}
