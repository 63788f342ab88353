import Casework
import Messages
import TestSupport
import Testing

/// What may not stand in a summary: a sender's name in any spelling, and numbers.
@Suite struct SenderNamesTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let text: String
        let isFound: Bool

        var testDescription: String { text }
    }

    // Red when: folding loses a letter, words match in part, or numbers with spaces pass.
    @Test(arguments: [
        Row(text: "Bà Nguyễn Thị Ánh khiếu nại", isFound: true),
        Row(text: "NGUYỄN THỊ ÁNH", isFound: true),
        Row(text: "nguyen thi anh", isFound: true),
        Row(text: "Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh", isFound: true),
        Row(text: "nguyễn-thị_ánh,", isFound: true),
        Row(text: "Nguyễn  Thị\nÁnh", isFound: true),
        Row(text: "Nguyễn Thị", isFound: false),
        Row(text: "Thị Ánh", isFound: false),
        Row(text: "Nguyễn Văn Thị Ánh", isFound: false),
        Row(text: "Nguyễn Thị Ánhh", isFound: false),
        Row(text: "xNguyễn Thị Ánh", isFound: false),
        Row(text: "CCCD 079185001234", isFound: true),
        Row(text: "CCCD 079 185 001 234", isFound: true),
        Row(text: "ĐT 0903.123.456", isFound: true),
        Row(text: "ĐT +84 903 123 456", isFound: true),
        Row(text: "ĐT ０９０３ １２３ ４５６", isFound: true),
        Row(text: "số 0903123", isFound: false),
        Row(text: "", isFound: false),
    ])
    func `A name is found in every spelling`(row: Row) {
        #expect(knownSender.occur(in: row.text) == row.isFound)
    }

    // Red when: names of one word, short numbers or empty names are looked for.
    @Test func `Words of the language are no names`() {
        let party = Party(role: .sender, kind: .person, fullName: "Hòa", idNumber: "1234567")
        let names = SenderNames([party, Party(), Party(fullName: " - ")])
        #expect(!names.occur(in: "Tổ hòa giải 1234567 đã họp"))
    }

    // Red when: an e-mail passes, an address of a denouncer does, or a complaint may not say where it
    // happened.
    @Test(arguments: [
        ("thư ANH@example.vn", true, true), ("nhà số 12 Lê Lợi", false, true),
        ("12 lê lợi, phường Sài Gòn", false, true), ("đường Lê Lợi, phường Sài Gòn", false, false),
    ])
    func `Contacts are found, addresses where they tell`(
        text: String,
        isFound: Bool,
        isFoundWithAddresses: Bool
    ) {
        let party = Party(
            role: .sender,
            kind: .person,
            address: Address(text: "Số 12 Lê Lợi, phường Sài Gòn"),
            email: "anh@example.vn"
        )
        #expect(SenderNames([party]).occur(in: text) == isFound)
        let strict = SenderNames([party], withAddresses: true)
        #expect(strict.occur(in: text) == isFoundWithAddresses)
    }

    // Red when: đ is not a d, or a representative is not looked for.
    @Test func `Every party counts, and đ is a d`() {
        let agent = Party(role: .agent, kind: .person, fullName: "Đỗ Đình Đức")
        #expect(SenderNames([Sample.sender, agent]).occur(in: "ông do dinh duc"))
    }

    // Red when: a marked letter folds to another one, composed or not.
    @Test func `Every Vietnamese letter folds to its base`() {
        let rows = [
            ("àáảãạăằắẳẵặâầấẩẫậ", "a"), ("èéẻẽẹêềếểễệ", "e"), ("ìíỉĩị", "i"),
            ("òóỏõọôồốổỗộơờớởỡợ", "o"), ("ùúủũụưừứửữự", "u"), ("ỳýỷỹỵ", "y"), ("đ", "d"),
        ]
        for (letters, base) in rows {
            for letter in letters {
                for form in [String(letter), letter.uppercased()] {
                    #expect(Fold.words(form) == [base], "\(form)")
                }
            }
        }
        #expect(Fold.words("Ca\u{323}nh Đo\u{302}\u{301}i 12a") == ["canh", "doi", "12a"])
    }
}
