import Casework
import Messages
import TestSupport
import Testing

/// Who is kept from what is about them.
@Suite struct ConflictTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let who: String
        let line: ReportingLine
        let respondent: Respondent
        let withStaff: Bool
        let isKept: Bool

        init(
            _ who: String,
            _ line: ReportingLine,
            _ respondent: Respondent,
            withStaff: Bool = true,
            kept: Bool
        ) {
            self.who = who
            self.line = line
            self.respondent = respondent
            self.withStaff = withStaff
            isKept = kept
        }

        var testDescription: String { who }
    }

    private static func line(
        _ officer: String,
        _ offices: Set<String> = [],
        above: Set<String> = [],
        officersAbove: Set<String> = [],
        _ bodies: [String] = ["H29.02", "H29"],
        estate: Set<String> = [],
        head: Bool = false
    ) -> ReportingLine {
        ReportingLine(
            officer: officer,
            offices: offices,
            officesAbove: above,
            officersAbove: officersAbove,
            bodies: bodies,
            estate: estate,
            isHead: head
        )
    }

    private static let staff = line(
        "lan",
        ["H29.02.CV"],
        above: ["H29.02.PP"],
        officersAbove: ["minh"]
    )
    private static let chief = line("tuan", ["H29.02.GD"], head: true)
    private static let city = line("hoa", ["H29.CT"], ["H29"], head: true)
    private static let sister = line("an", ["H29.05.CV"], ["H29.05", "H29"])
    private static func about(
        _ rank: Rank,
        _ agency: String = "H29.02",
        office: String = "",
        officer: String = ""
    ) -> Respondent {
        Respondent(agency: agency, rank: rank, office: office, officer: officer)
    }

    private static let heir = line(
        "nga",
        ["H29.05.GD"],
        ["H29.05", "H29"],
        estate: ["H29.02"],
        head: true
    )

    static let rows = [
        Row("the head of a body that ended: who came after it", heir, about(.head), kept: true),
        Row("a body that ended: who came after it", heir, about(.body), kept: true),
        Row(
            "an office of a body that ended: who came after it",
            heir,
            about(.deputy, office: "H29.02.PP"),
            kept: true
        ),
        Row(
            "an officer of a body that ended: who came after it",
            heir,
            about(.official, officer: "lan"),
            kept: false
        ),
        Row("the head is denounced: the staff", staff, about(.head), kept: true),
        Row("the head is denounced: the head", chief, about(.head), kept: true),
        Row("the head is denounced: the superior", city, about(.head), kept: false),
        Row("the head is denounced: a sister body", sister, about(.head), kept: false),
        Row(
            "a division's staff reports to the department's head",
            line("x", [], ["H29.02.01", "H29.02", "H29"]),
            about(.head),
            kept: true
        ),
        Row("the body is denounced: the staff", staff, about(.body), kept: true),
        Row("the body is denounced: the superior", city, about(.body), kept: false),
        Row(
            "a deputy by office: that deputy",
            line("minh", ["H29.02.PP"]),
            about(.deputy, office: "H29.02.PP"),
            kept: true
        ),
        Row(
            "a deputy by office: who reports to it",
            staff,
            about(.deputy, office: "H29.02.PP"),
            kept: true
        ),
        Row(
            "a deputy by officer: who reports to the office held",
            staff,
            about(.deputy, officer: "minh"),
            kept: true
        ),
        Row(
            "a deputy by office: the head",
            chief,
            about(.deputy, office: "H29.02.PP"),
            kept: false
        ),
        Row(
            "a deputy by office: another line",
            line("vy", ["H29.02.KT"], above: ["H29.02.P2"], officersAbove: ["quan"]),
            about(.deputy, office: "H29.02.PP"),
            kept: false
        ),
        Row(
            "an official by code: that official",
            staff,
            about(.official, officer: "lan"),
            kept: true
        ),
        Row(
            "an official by code: a colleague",
            staff,
            about(.official, officer: "vy"),
            kept: false
        ),
        Row("an official whom nobody knows: a colleague", staff, about(.official), kept: true),
        Row("an official whom nobody knows: the head", chief, about(.official), kept: false),
        Row("an official whom nobody knows: a sister body", sister, about(.official), kept: false),
        Row(
            "the city's chairman: the city's staff",
            line("x", [], ["H29"]),
            about(.head, "H29"),
            kept: true
        ),
        Row(
            "the city's chairman: a department, or nobody could send it on",
            staff,
            about(.head, "H29"),
            kept: false
        ),
        Row(
            "second instance, the act of the head: that head",
            chief,
            about(.head),
            withStaff: false,
            kept: true
        ),
        Row(
            "second instance, the act of the head: the staff",
            staff,
            about(.head),
            withStaff: false,
            kept: false
        ),
        Row(
            "second instance, the act of an official: that official",
            staff,
            about(.official, officer: "lan"),
            withStaff: false,
            kept: true
        ),
        Row(
            "second instance, the act of an official: who reports to it",
            staff,
            about(.deputy, officer: "minh"),
            withStaff: false,
            kept: false
        ),
        Row(
            "second instance, an unknown official: a colleague",
            staff,
            about(.official),
            withStaff: false,
            kept: false
        ),
    ]

    // Red when: a row of `ReportingLine.isKept` is taken out or turned round.
    @Test(arguments: rows)
    func `Whoever it is about is kept from it, with those who report to that person`(row: Row) {
        let kept = KeptOut(row.respondent, withStaff: row.withStaff)
        #expect(row.line.isKept(by: kept) == row.isKept)
    }

    // Red when: the file of an excluded head goes to the wrong body, or to one where none is above.
    @Test(arguments: [
        (["H29.80.01", "H29"], "H29.80.01", Rank.head, "H29"),
        (["H29.80.01", "H29"], "H29.80.01", Rank.body, "H29"),
        (["H29.80.01", "H29"], "H29.80.01", Rank.official, ""),
        (["H29.80.01", "H29"], "H29.05", Rank.head, ""),
        (["H29.02.01", "H29.02", "H29"], "H29.02", Rank.head, "H29"),
        (["H29"], "H29", Rank.head, ""),
    ])
    func `The direct superior sees to what is about the head`(
        bodies: [String],
        agency: String,
        rank: Rank,
        superior: String
    ) {
        #expect([Self.about(rank, agency)].superior(over: bodies) == superior)
    }

    /// A row of the table of competence: whose act, who settles first, who second.
    struct Competence: CustomTestStringConvertible, Sendable {
        let act: String
        let body: Agency
        let first: String
        let second: [String]
        var testDescription: String { act }
    }

    static let competence = [
        Competence(
            act: "Luật Khiếu nại Đ.17: chairman or official of a commune",
            body: Sample.agency("H29.80.01", "UBND phường", .commune),
            first: "H29.80.01",
            second: ["H29"]
        ),
        Competence(
            act: "Đ.19: official of a division of a department",
            body: Sample.agency("H29.02.01", "Phòng", .division, parent: "H29.02"),
            first: "H29.02.01",
            second: ["H29.02"]
        ),
        Competence(
            act: "Đ.20, Đ.21 k.2: director of a department",
            body: Sample.home,
            first: "H29.02",
            second: ["H29"]
        ),
        Competence(
            act: "Đ.21 k.1, Đ.23 k.3: chairman of the city, second by a minister",
            body: Sample.city,
            first: "H29",
            second: []
        ),
        Competence(
            act: "Đ.51 k.1, k.2: disciplinary decision of a head",
            body: Sample.foreign,
            first: "H29.05",
            second: ["H29"]
        ),
        Competence(
            act: "Luật Tố cáo Đ.12, Đ.13: head of a commune",
            body: Sample.agency("H29.80.02", "UBND xã", .commune),
            first: "H29.80.02",
            second: ["H29"]
        ),
    ]

    // Red when: the body complained of loses its first-instance file, the maker of the act keeps
    // the second, or a denounced head keeps the file that the superior settles.
    @Test(arguments: competence)
    func `Each row of the table of competence keeps out whom the law keeps out`(row: Competence) {
        let day = Day(iso: "2026-07-15") ?? Day(daysSince1970: 0)
        #expect(CompetentBody.complaint(instance: 1, against: row.body, on: day) == [row.first])
        #expect(CompetentBody.complaint(instance: 2, against: row.body, on: day) == row.second)
        let about = Self.about(.head, row.body.code)
        var file = Case(
            agency: row.first,
            type: .complaint,
            instance: 1,
            respondent: about,
            respondents: [about]
        )
        #expect(file.kept == [])
        file.instance = 2
        let head = Self.line("head", [], [row.first] + row.second, head: true)
        let staff = Self.line("staff", [], [row.first] + row.second)
        #expect(file.kept.contains(where: head.isKept))
        #expect(!file.kept.contains(where: staff.isKept))
        file.type = .denunciation
        #expect(file.kept.contains(where: head.isKept))
        #expect(file.kept.contains(where: staff.isKept))
        for body in row.second {
            let above = Self.line("above", [], [body, "H29"], head: true)
            #expect(!file.kept.contains(where: above.isKept))
            #expect([about].superior(over: [row.first] + row.second) == body)
        }
    }

    // Red when: whoever made the act verifies it, or the body complained of may not settle it.
    @Test(arguments: [
        ("lan", "", true), ("vyy", "", false), ("vyy", "H29.02.PP", true), ("", "", false),
    ])
    func `Whoever made the act does not verify it`(
        officer: String,
        office: String,
        isRefused: Bool
    ) {
        let file = Case(
            agency: "H29.02",
            type: .complaint,
            instance: 1,
            respondent: Self.about(.official, office: "H29.02.PP", officer: "lan")
        )
        let context = Context(
            today: Day(iso: "2026-07-15") ?? Day(daysSince1970: 0),
            agency: "H29.02",
            officer: officer,
            office: office,
            calendar: WorkingCalendar(of: [], over: .national),
            rulebook: .builtin
        )
        for method in ["CaseService/AssignVerification", "CaseService/SubmitReport"] {
            let obstacle = file.obstacle(to: method, context)
            #expect((obstacle?.basis == "Luật Khiếu nại 2011 Đ.29") == isRefused, "\(method)")
        }
        #expect(file.obstacle(to: "CaseService/SuspendCase", context) == nil)
    }

    // Red when: what is not yet classified but marked, or is mixed, is open to the denounced.
    @Test(arguments: [
        (PartyGuard.secret, PetitionType?.none, true), (.ordinary, nil, false),
        (.secret, .denunciation, true), (.secret, .mixed, true), (.secret, .complaint, false),
        (.ordinary, .feedback, false),
    ])
    func `What may be a denunciation is kept from the denounced`(
        guarded: PartyGuard,
        type: PetitionType?,
        isKept: Bool
    ) {
        let petition = Petition(
            agency: "H29.02",
            classification: type.map { Classification(type: $0) },
            guard: guarded,
            respondents: [Self.about(.head)],
            superior: "H29"
        )
        #expect(petition.kept.isEmpty != isKept)
        #expect(petition.keepers == (isKept ? ["H29.02", "H29"] : ["H29.02"]))
    }
}
