import Messages
import Testing

@testable import AdminClient

/// What a file changes of the directory that stands.
@Suite struct DirectoryDifferenceTests {
    private static let standing = #"""
        {"code":"H29.02","name":"Sở Nội vụ","type":"AGENCY_TYPE_DEPARTMENT","parent":"H29",
        "valid_from":"2025-07-01","codes":[{"scheme":"gso","value":"1"}],
        "successors":["H29.05"],"etag":"7",
        "offices":[{"code":"H29.02.GD","title":"Giám đốc","head":true,
        "former":[{"title":"Quyền Giám đốc","valid_to":"2025-12-31"}]},
        {"code":"H29.02.PP","title":"Phó phòng"}],
        "former":[{"name":"Sở Cũ","type":"AGENCY_TYPE_DEPARTMENT","parent":"H29",
        "valid_to":"2025-12-31"}]}
        """#

    private static func change(
        _ field: String,
        _ from: String,
        _ to: String
    )
        -> DirectoryDifference.Change
    {
        DirectoryDifference.Change(field: field, from: from, to: to)
    }

    // Red when: what a file leaves to the server is a change, or a field or an element is missed.
    @Test(arguments: [
        ("same", "DEPARTMENT", []),
        (#""name":"Sở Mới""#, "DEPARTMENT", [change("name", "Sở Nội vụ", "Sở Mới")]),
        (
            #""valid_to":"2026-12-31""#, "DEPARTMENT",
            [change("valid_to", "", "2026-12-31")]
        ),
        (#""successors":["H29.05"]"#, "DEPARTMENT", []),
        (
            #""successors":["H29.06"]"#, "DEPARTMENT",
            [change("successors", "", "H29.06")]
        ),
        (
            #""codes":[{"scheme":"gso","value":"2"}]"#, "DEPARTMENT",
            [
                change("codes", "", "gso 2"), change("codes", "gso 1", ""),
            ]
        ),
        (
            "same", "DIVISION",
            [change("type", "AGENCY_TYPE_DEPARTMENT", "AGENCY_TYPE_DIVISION")]
        ),
        (
            #""offices":[{"code":"H29.02.GD","title":"Giám đốc Sở","head":true}]"#, "DEPARTMENT",
            [
                change("offices H29.02.GD/title", "Giám đốc", "Giám đốc Sở"),
                change("offices", "H29.02.PP Phó phòng", ""),
            ]
        ),
    ])
    func `A body is compared field by field`(
        member: String,
        type: String,
        expected: [DirectoryDifference.Change]
    ) throws {
        let name = String(member.dropFirst().prefix { $0 != "\"" })
        let members = [
            ("code", #""code":"H29.02""#), ("name", #""name":"Sở Nội vụ""#),
            ("parent", #""parent":"H29""#), ("valid_from", #""valid_from":"2025-07-01""#),
            ("codes", #""codes":[{"scheme":"gso","value":"1"}]"#),
            ("type", #""type":"\#(type)""#),
            (
                "offices",
                #""offices":[{"code":"H29.02.PP","title":"Phó phòng"},"#
                    + #"{"code":"H29.02.GD","title":"Giám đốc","head":true}]"#
            ),
        ]
        let kept = members.filter { $0.0 != name }.map(\.1) + (member == "same" ? [] : [member])
        let text = "{\"agencies\":[{\(kept.joined(separator: ","))}]}"
        let file = try DirectoryFile(try JSONValue(parsing: text))
        let difference = DirectoryDifference(
            file.agencies,
            [try JSONValue(parsing: Self.standing)]
        )
        #expect(difference.changed.flatMap(\.changes) == expected)
        #expect(difference.unchanged == (expected.isEmpty ? 1 : 0))
        #expect(difference.wanted.count == (expected.isEmpty ? 0 : 1))
    }

    // Red when: officers are left out, or people read another language.
    @Test func `The difference reads in Vietnamese`() throws {
        let text = #"""
            {"agencies":[{"code":"H29.02","name":"Sở Mới","type":"DEPARTMENT","parent":"H29",
            "valid_from":"2025-07-01","codes":[{"scheme":"gso","value":"1"}],
            "offices":[{"code":"H29.02.GD","title":"Giám đốc","head":true},
            {"code":"H29.02.PP","title":"Phó phòng","valid_to":"2026-12-31"}]},
            {"code":"H29.03","name":"Sở Ba","type":"DEPARTMENT","parent":"H29",
            "valid_from":"2026-09-01"}],
            "officers":[{"code":"lan.nv","agency":"H29.02",
            "appointments":[{"office":"H29.02.GD","valid_from":"2026-01-01"}]}]}
            """#
        let file = try DirectoryFile(try JSONValue(parsing: text))
        let agencies = DirectoryDifference(file.agencies, [try JSONValue(parsing: Self.standing)])
        #expect(
            agencies.text("cơ quan") == """
                Mới       H29.03  Sở Ba
                Thay đổi  H29.02  Sở Mới
                            Tên: Sở Nội vụ → Sở Mới
                            Chức danh H29.02.PP / Đến ngày: (trống) → 2026-12-31
                Tổng cộng cơ quan: 1 mới, 1 thay đổi, 0 giữ nguyên

                """
        )
        let before = #"""
            {"code":"lan.nv","agency":"H29.02","etag":"9",
            "appointments":[{"office":"H29.02.PP","valid_from":"2025-07-01"}]}
            """#
        let officers = DirectoryDifference(file.officers, [try JSONValue(parsing: before)])
        #expect(
            officers.text("cán bộ") == """
                Thay đổi  lan.nv  H29.02
                            Chức danh nắm giữ: (trống) → H29.02.GD 2026-01-01
                            Chức danh nắm giữ: H29.02.PP 2025-07-01 → (trống)
                Tổng cộng cán bộ: 0 mới, 1 thay đổi, 0 giữ nguyên

                """
        )
    }

    // Red when: a body is sent before one that it came from stands, or its link is lost.
    @Test func `A link to a body of a later part is loaded once both stand`() throws {
        let bodies = (0..<60).map { index in
            let link = index == 0 ? #","successors":["H29.59"]"# : ""
            return #"{"code":"H29.\#(index)","name":"Tên","type":"DEPARTMENT"\#(link)}"#
        }
        let text = "[\(bodies.joined(separator: ","))]"
        let file = try DirectoryFile(try JSONValue(parsing: text))
        let requests = file.requests(for: DirectoryDifference(file.agencies, []))
        #expect(requests.map { ($0["agencies"]?.elements ?? []).count } == [50, 10, 1])
        #expect(requests[0]["agencies"]?.elements.first?["successors"] == nil)
        let last = requests[2]["agencies"]?.elements.first
        #expect(last?["successors"]?.elements.first?.text == "H29.59")
        #expect(last?["code"]?.text == "H29.0")
    }
}
