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

    private func apply(_ agencies: [Agency], to standing: [Agency] = []) throws -> [Event] {
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
