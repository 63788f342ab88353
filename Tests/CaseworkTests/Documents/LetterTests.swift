import Casework
import Messages
import TestSupport
import Testing

/// A document as a page to a person.
@Suite struct LetterTests {
    private static let document = Document(
        id: "d1",
        agency: "H29.02",
        state: .issued,
        form: "ND31/2019:05",
        register: .notice,
        title: "Thông báo thụ lý tố cáo",
        number: "05/TB-SNV",
        issuedOn: "2026-07-04",
        signerOffice: "H29.02.PP",
        signingMode: .deputy,
        secrecy: .confidential,
        copyNumber: 2
    )

    private static func page(
        _ spoil: (inout Document) -> Void = { _ in },
        to person: Party = Sample.sender
    ) throws -> String {
        var document = document
        spoil(&document)
        let file = try DenunciationWalk(to: .accepted).file
        return Letter(
            document,
            from: Sample.home,
            under: Sample.city.name,
            about: file,
            to: person,
            signedBy: Sample.home.offices[1].title
        ).html
    }

    // Red when: the page lacks what the form asks for.
    @Test func `A notice of acceptance says what the form asks for`() throws {
        let page = try Self.page()
        let words = [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ NỘI VỤ",
            "UBND THÀNH PHỐ", "Số: 05/TB-SNV", "ngày 04 tháng 7 năm 2026", "MẬT", "Bản số: 2",
            "<h1>THÔNG BÁO</h1>", "<h2>Về việc thụ lý tố cáo</h2>",
            "Kính gửi: <strong>Ông/Bà Nguyễn Thị Ánh</strong>", "12 Lê Lợi, phường Sài Gòn",
            "theo Quyết định số 15/QĐ-SNV ngày 14/07/2026", "KT. GIÁM ĐỐC</strong>",
            "<strong>PHÓ PHÒNG",
            "Thời hạn giải quyết tố cáo: đến hết ngày 13/08/2026",
        ]
        for word in words { #expect(page.contains(word), "\(word)") }
        // Nothing of the person but name and address.
        #expect(!page.contains(Sample.senderID) && !page.contains(Sample.senderPhone))
    }

    // Red when: a name or title can put anything into the page.
    @Test func `Nothing of a text becomes a part of the page`() throws {
        var person = Sample.sender
        person.fullName = "<script>alert(\"a\")</script> & 'b'"
        person.address?.text = "1\n2</p>"
        let page = try Self.page({ $0.title = "<b>x</b>" }, to: person)
        #expect(!page.contains("<script") && !page.contains("<b>x"))
        #expect(
            page.contains(
                "Ông/Bà &lt;script&gt;alert(&quot;a&quot;)&lt;/script&gt; &amp; &#39;b&#39;"
            )
        )
        #expect(page.contains("1 2&lt;/p&gt;"))
    }

    // Red when: a form gets the words of another, or one without words of its own gets none.
    @Test func `Each form has its words`() throws {
        let words = [
            "ND31/2019:KTL": "không thụ lý giải quyết tố cáo", "ND30/2020:1.7": "kính mời Ông/Bà",
            "ND30/2020:1.4-TB": "gửi Ông/Bà văn bản: Thông báo thụ lý tố cáo",
        ]
        for (form, word) in words {
            #expect(try Self.page { $0.form = form }.contains(word), "\(form)")
        }
        var body = Sample.sender
        body.kind = .organisation
        body.fullName = "Công ty Đỗ"
        let page = try Self.page(to: body)
        #expect(page.contains("Kính gửi: <strong>Công ty Đỗ</strong>"))
        #expect(page.contains("của quý cơ quan"))
    }

    // Red when: a draft without number and day, or a person without address, makes no page.
    @Test func `What is not known yet is left to be written`() throws {
        let page = try Self.page(
            {
                $0.number = ""
                $0.issuedOn = ""
            },
            to: Party(kind: .person, fullName: "Trần Văn Bê")
        )
        #expect(page.contains("Số: ……/……") && page.contains("ngày …… tháng …… năm"))
        #expect(page.contains("Địa chỉ: ……………………………"))
    }
}
