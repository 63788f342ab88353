import Casework
import Messages
import TestSupport
import Testing

/// The directory: codes, days in being, and what loading changes.
@Suite struct AgencyTests {
    // Red when: `isCode` takes one letter, digit or group too many or too few.
    @Test(arguments: [
        ("H29", true), ("H29.06", true), ("H29.80.01", true), ("H29.80.01.02", true),
        ("H29.80.01.02.03", false), ("h29", false), ("G29", false), ("H2", false),
        ("H290", false), ("H29.", false), (".H29", false), ("H29.6", false), ("H29.006", false),
        ("H29,06", false), ("H29.0٦", false), ("H29 .06", false), ("", false), ("H", false),
        ("H29.AB", false), ("Đ29", false),
    ])
    func `A code has the shape of an electronic identifier`(code: String, isCode: Bool) {
        #expect(Agency.isCode(code) == isCode)
    }

    // Red when: the first or last day in being does not count.
    @Test(arguments: [
        ("2025-06-30", false), ("2025-07-01", true), ("2026-06-30", true), ("2026-07-01", false),
    ])
    func `The days in being include the first and the last`(iso: String, isInBeing: Bool) {
        var agency = Sample.home
        agency.validTo = "2026-06-30"
        #expect(agency.isInBeing(on: day(iso)) == isInBeing)
    }

    fileprivate func apply(_ agencies: [Agency], to standing: [Agency] = []) throws -> [Event] {
        try Agency.apply(agencies, today: world.today, standing: StandingDirectory(of: standing))
    }

    // Red when: an agency that stands so already is written again, or its etag counts.
    @Test func `Loading changes only what differs`() throws {
        let all = [Sample.city, Sample.home, Sample.foreign]
        #expect(try apply(all).count == 3)
        var standing = all
        for index in standing.indices { standing[index].etag = "7" }
        #expect(try apply(all, to: standing).isEmpty)
        var renamed = all
        renamed[1].name = "Sở Nội vụ Thành phố"
        #expect(try apply(renamed, to: standing).map { $0.record?.id } == ["H29.02"])
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let field: String
        let spoil: @Sendable (inout Agency) -> Void

        init(_ name: String, _ field: String, _ spoil: @escaping @Sendable (inout Agency) -> Void) {
            testDescription = name
            self.field = field
            self.spoil = spoil
        }
    }

    // Red when: the check of the row is taken out of Agency.apply.
    @Test(arguments: [
        Row("bad code", "code") {
            $0.code = "29"
            $0.offices = []
        },
        Row("no name", "name") { $0.name = "" },
        Row("no type", "type") { $0.type = .unspecified },
        Row("no first day", "valid_from") { $0.validFrom = "01/07/2025" },
        Row("last day before the first", "valid_to") { $0.validTo = "2025-06-30" },
        Row("its own parent", "parent") { $0.parent = "H29.02" },
        Row("unknown parent", "parent") { $0.parent = "H29.99" },
        Row("office without code", "offices[1].code") { $0.offices[1].code = "" },
        Row("office of another", "offices[1].code") { $0.offices[1].code = "H29.99.CT" },
        Row("office in small letters", "offices[1].code") { $0.offices[1].code = "\($0.code).ct" },
        Row("office of nine letters", "offices[1].code") {
            $0.offices[1].code = "\($0.code).ABCDEFGHI"
        },
        Row("office without title", "offices[0].title") { $0.offices[0].title = "" },
    ])
    func `An entry is checked`(row: Row) {
        var agency = Sample.home
        row.spoil(&agency)
        #expect(
            refusal { try apply([agency], to: [Sample.city]) }
                == "invalid: agencies[0].\(row.field)"
        )
    }

    // Red when: an empty, an overlong or a doubled list passes.
    @Test func `A list holds 1 to 50 agencies, each once`() {
        #expect(refusal { try apply([]) } == "invalid: agencies")
        #expect(refusal { try apply([Sample.city, Sample.city]) } == "invalid: agencies")
        let many = (10...60).map { Sample.agency("H\($0)", "Tỉnh", .central, parent: "") }
        #expect(refusal { try apply(many) } == "invalid: agencies")
        #expect(refusal { try apply(Array(many.dropLast())) } == "accepted")
    }
}

extension AgencyTests {
    /// The home agency, which gets another name and another title on 2027-02-01.
    private static let planned: Agency = {
        var agency = Sample.home
        agency.former = [
            FormerAgency(
                name: agency.name,
                type: agency.type,
                parent: agency.parent,
                validTo: "2027-01-31"
            )
        ]
        agency.name = "Sở Nội vụ và Lao động"
        agency.offices[0].former = [FormerTitle(title: "Giám đốc", validTo: "2027-01-31")]
        agency.offices[0].title = "Giám đốc mới"
        return agency
    }()

    // Red when: loading loses the history, rewrites the past, or undoes what is planned.
    @Test func `What is loaded holds from today on and keeps the past`() throws {
        let today = world.today
        let standing = [Sample.city, Sample.home]
        var renamed = Sample.home
        renamed.name = "Sở Mới"
        renamed.offices[0].title = "Giám đốc mới"
        let events = try apply([renamed], to: standing)
        guard case .agencyRecorded(let fact) = events.first?.fact, let after = fact.agency else {
            Issue.record("nothing was recorded")
            return
        }
        let (before, now) = (after.asOf(today - 1), after.asOf(today))
        #expect(before?.name == "Sở Nội vụ" && now?.name == "Sở Mới")
        #expect(before?.offices.first?.title == "Giám đốc")
        #expect(now?.offices.first?.title == "Giám đốc mới")
        #expect(try apply([renamed], to: [Sample.city, after]).isEmpty)
        // Whoever gives the history corrects it.
        var corrected = renamed
        corrected.former = [
            FormerAgency(
                name: "Sở Cũ",
                type: .department,
                parent: "H29",
                validTo: (today - 1).iso
            )
        ]
        let corrections = try apply([corrected], to: [Sample.city, after])
        guard case .agencyRecorded(let second) = corrections.first?.fact else {
            Issue.record("nothing was corrected")
            return
        }
        #expect(second.agency?.asOf(today - 1)?.name == "Sở Cũ")
    }

    // Red when: a file that leaves links out takes them away on one side.
    @Test func `Loading takes no predecessor and no successor away`() throws {
        var (home, foreign) = (Sample.home, Sample.foreign)
        (home.successors, home.predecessors) = (["H29.05"], ["H29"])
        (foreign.predecessors, home.etag) = (["H29.02"], "7")
        var city = Sample.city
        city.successors = ["H29.02"]
        #expect(try apply([Sample.home], to: [city, home, foreign]).isEmpty)
    }

    // Red when: a file that knows nothing of a change to come takes it back.
    @Test func `Loading does not undo a change to come`() throws {
        let standing = [Sample.city, Self.planned]
        #expect(
            refusal { try apply([Sample.home], to: standing) }
                == "invalid: agencies[0].name, agencies[0].offices[0].title"
        )
        var same = Sample.home
        (same.name, same.offices[0].title) = (Self.planned.name, "Giám đốc mới")
        #expect(try apply([same], to: standing).isEmpty)
        #expect(Self.planned.asOf(day("2027-01-31"))?.name == "Sở Nội vụ")
        #expect(Self.planned.asOf(day("2027-02-01"))?.name == "Sở Nội vụ và Lao động")
    }

    /// Wrong days, codes and heads of what is loaded, with what stands beside.
    static let whole: [(String, String, @Sendable (inout Agency) -> Void)] = [
        ("before the body above", "parent", { $0.validFrom = "1976-01-01" }),
        ("two heads", "offices[1].head", { $0.offices[1].head = true }),
        (
            "a head after a head", "accepted",
            {
                $0.offices[0].validTo = "2026-12-31"
                $0.offices[1].head = true
                $0.offices[1].validFrom = "2027-01-01"
            }
        ),
        (
            "an office before its body", "offices[1].valid_from",
            {
                $0.offices[1].validFrom = "2025-06-30"
            }
        ),
        (
            "an office out of order", "offices[1].valid_from",
            {
                $0.offices[1].validFrom = "2027-01-02"
                $0.offices[1].validTo = "2027-01-01"
            }
        ),
        ("another's code", "codes[0]", { $0.codes = [AgencyCode(scheme: "gso", value: "79")] }),
        (
            "an unknown list", "codes[0].scheme",
            { $0.codes = [AgencyCode(scheme: "x", value: "1")] }
        ),
        (
            "a code twice", "codes",
            {
                $0.codes = Array(repeating: AgencyCode(scheme: "gso", value: "1"), count: 2)
            }
        ),
        ("an office twice", "offices", { $0.offices[1].code = $0.offices[0].code }),
        ("an unknown successor", "successors[0]", { $0.successors = ["H29.99"] }),
        ("its own predecessor", "predecessors[0]", { $0.predecessors = ["H29.02"] }),
        ("an end before a division's", "valid_to", { $0.validTo = "2026-12-31" }),
        (
            "a history out of order", "former",
            {
                $0.former = ["2026-02-01", "2026-01-01"].map {
                    FormerAgency(name: "Sở", type: .department, parent: "H29", validTo: $0)
                }
            }
        ),
        (
            "a history after the end", "former",
            {
                $0.former = [
                    FormerAgency(
                        name: "Sở",
                        type: .department,
                        parent: "H29",
                        validTo: "2025-06-30"
                    )
                ]
            }
        ),
    ]

    // Red when: the check of the row is taken out of the draft.
    @Test(arguments: whole)
    func `The whole directory is checked`(
        name: String,
        field: String,
        spoil: @Sendable (inout Agency) -> Void
    ) {
        var city = Sample.city
        city.codes = [AgencyCode(scheme: "gso", value: "79")]
        let division = Sample.agency("H29.02.01", "Phòng", .division, parent: "H29.02")
        var agency = Sample.home
        spoil(&agency)
        let expected = field == "accepted" ? field : "invalid: agencies[0].\(field)"
        #expect(
            refusal { try apply([agency], to: [city, Sample.home, division]) } == expected,
            "\(name)"
        )
    }
}
