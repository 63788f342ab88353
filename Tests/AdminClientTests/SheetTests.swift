import Foundation
import Messages
import Testing

@testable import AdminClient

/// A register as a file for spreadsheets.
@Suite struct SheetTests {
    private let reply = """
        {"rows":[{"number":"7","received_on":"2026-07-15","visitor":"Nguyễn Thị \\"Ánh\\", 12 Lê Lợi",\
        "identity_paper":"Căn cước 079185001234","party_size":1,"content":"=1+1","note":"a\\nb"},\
        {"number":"8","received_on":"2026-07-16","visitor":"Bí mật","party_size":12,\
        "guided":"-x","result":"@y","classification":"+z"}],"next_page_token":"t"}
        """

    // Red when: the mark, a heading, a quote or a line end is another, or a spreadsheet would run
    // what a citizen said.
    @Test func `The bytes are what spreadsheets read`() throws {
        let rows = try #require(JSONValue(parsing: reply)["rows"]?.elements)
        let bytes = Sheet.bytes(of: rows, Columns.receptionRegister)
        #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        let head =
            "Số thứ tự,Ngày tiếp,\"Họ tên, địa chỉ\",Giấy tờ tùy thân,Số người,"
            + "Nội dung vụ việc,\"Phân loại đơn, vụ việc\",Cơ quan đã giải quyết,"
            + "Thụ lý để giải quyết,\"Hướng dẫn, trả lời\",\"Chuyển, đôn đốc, báo cáo\","
            + "Theo dõi kết quả giải quyết,Ghi chú\r\n"
        let first =
            "7,15/07/2026,\"Nguyễn Thị \"\"Ánh\"\", 12 Lê Lợi\",Căn cước 079185001234,1,"
            + "'=1+1,,,,,,,a b\r\n"
        let second = "8,16/07/2026,Bí mật,,12,,'+z,,,'-x,,'@y,\r\n"
        #expect(text == head + first + second)
        #expect(Columns.receptionRegister.count == 13)
    }

    // Red when: others than its owner may read a file with persons in it.
    @Test func `The file is its owner's alone`() throws {
        let path = NSTemporaryDirectory() + "kntc-sheet-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = Sheet.bytes(["Số"], [["1"]])
        try Sheet.write(bytes, to: path)
        #expect(FileManager.default.contents(atPath: path).map { Array($0) } == bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(throws: Failure.self) { try Sheet.write(bytes, to: "/nowhere/a.csv") }
    }

    // Red when: a person who is known is told to be new, or a list is left out.
    @Test func `A history shows visits and petitions one after the other`() throws {
        let known = """
            {"visits":[{"id":"v1","state":"VISIT_STATE_REFUSED","received_on":"2026-07-15"}],\
            "petitions":[{"id":"p1","state":"PETITION_STATE_REGISTERED"}],"refusals":1,"more":true}
            """
        let text = VisitorHistory.text(of: try JSONValue(parsing: known))
        for part in ["v1", "15/07/2026", "từ chối tiếp", "p1", "Số lần bị từ chối tiếp: 1", "Còn"] {
            #expect(text.contains(part), "\(part)")
        }
        let new = try JSONValue(parsing: #"{"first_visit":true}"#)
        #expect(VisitorHistory.text(of: new) == "Chưa có lượt tiếp hoặc đơn nào.")
    }
}
