import Casework
import Messages
import TestSupport
import Testing

/// Registering a petition: what is demanded, what is only noted, and what starts.
@Suite struct RegisterPetitionTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let fields: String
        let spoil: @Sendable (inout RegisterPetitionRequest) -> Void

        init(
            _ name: String,
            _ fields: String,
            _ spoil: @escaping @Sendable (inout RegisterPetitionRequest) -> Void
        ) {
            testDescription = name
            self.fields = fields
            self.spoil = spoil
        }
    }

    // Red when: any `checks.require` of RegisterPetitionRequest.check is taken out.
    @Test(arguments: [
        Row("no source", "source") { $0.source = .unspecified },
        Row("unknown source", "source") { $0.source = .unknown(77) },
        Row("no stamp", "stamp") { $0.stamp = nil },
        Row("stamp without number", "stamp.number") { $0.stamp?.number = " " },
        Row("stamp of tomorrow", "stamp.date, registered_on") { $0.stamp?.date = "2026-12-31" },
        Row("stamp of no day", "stamp.date") { $0.stamp?.date = "2026-02-29" },
        Row("empty summary", "summary") { $0.summary = " \n" },
        Row("long summary", "summary") { $0.summary = String(repeating: "ô", count: 4_001) },
        Row("summary names the sender", "summary") { $0.summary = "Bà nguyen thi anh khiếu nại" },
        Row("day of a letter without a month", "written_on") {
            $0.writtenOn = PartialDate(year: 2026, month: 0, day: 3)
        },
        Row("letter of the future", "written_on") {
            $0.writtenOn = PartialDate(year: 2027, month: 1)
        },
        Row("negative month", "written_on") {
            $0.writtenOn = PartialDate(year: 2026, month: -3)
        },
        Row("negative day", "written_on") {
            $0.writtenOn = PartialDate(year: 2026, month: 3, day: -1)
        },
        Row("month 13", "written_on") { $0.writtenOn = PartialDate(year: 2025, month: 13) },
        Row("51 parties", "parties") {
            $0.parties = Array(repeating: Sample.sender, count: 51)
        },
        Row("party without role or kind", "parties[1].role, parties[1].kind") {
            $0.parties.append(Party())
        },
        Row("party with a long name", "parties[0].full_name") {
            $0.parties[0].fullName = String(repeating: "Ă", count: 201)
        },
        Row("address with no day of its map", "parties[0].address.map_date") {
            $0.parties[0].address?.mapDate = "2025"
        },
        Row("fewer senders than named", "sender_count") {
            $0.parties += [Sample.sender]
            $0.senderCount = 1
        },
        Row("negative senders", "sender_count") { $0.senderCount = -1 },
        Row("forwarded by nobody", "forwarder.agency") { $0.source = .press },
        Row("forwarded tomorrow", "forwarder.document_date") {
            $0.forwarder = Forwarder(agency: "Báo", documentDate: "2026-12-31")
        },
        Row("letter too long", "full_text") {
            $0.fullText = [UInt8](repeating: 1, count: 262_145)
        },
        Row("negative paper number", "paper_number") { $0.paperNumber = -1 },
        Row("external reference without id", "external_reference.id") {
            $0.externalReference = ExternalReference(system: "dvc")
        },
        Row("entered before the stamp", "registered_on") { $0.registeredOn = "2026-07-05" },
        Row("entered tomorrow", "registered_on") { $0.registeredOn = "2026-12-31" },
        Row("several at once", "source, stamp, summary, paper_number") {
            $0.source = .unspecified
            $0.stamp = nil
            $0.summary = ""
            $0.paperNumber = -4
        },
    ])
    func `A spoilt request is refused with every field that is wrong`(row: Row) {
        var request = Sample.registration
        row.spoil(&request)
        #expect(refusal { try request.check(today: world.today) } == "invalid: \(row.fields)")
    }

    // Red when: a combining character may be as long as one likes (`Checks.limit` counts
    // characters only).
    @Test func `A text of few characters and many bytes is refused`() {
        var request = Sample.registration
        request.summary = "a" + String(repeating: "\u{301}", count: 20_000)
        #expect(request.summary.count == 1)
        #expect(refusal { try request.check(today: world.today) } == "invalid: summary")
    }

    // Red when: `defects` forgets one, or a defect becomes a violation.
    @Test func `What a letter lacks is noted and refuses nothing`() throws {
        var walk = Walk()
        walk.registration.parties = []
        walk.registration.signed = false
        walk.registration.writtenOn = nil
        try walk.go(to: .registered)
        #expect(walk.petition.defects == [.noName, .noAddress, .noSignature, .noDate])
        #expect(try Walk(to: .registered).petition.defects == [])
    }

    // Red when: clocks count from the day of entry, or a rule of the stamp is forgotten.
    @Test func `The clocks run from the stamp, not from the entry`() throws {
        let walk = try Walk(to: .registered) { $0.registration.registeredOn = "2026-07-09" }
        #expect(
            walk.clocks == [
                "PET.PROCESS OPEN 2026-07-20", "PET.DISCIPLINE.NOT_PROCESSED OPEN 2026-08-20",
            ]
        )
        #expect(walk.petition.registeredOn == "2026-07-09")
        #expect(walk.petition.deadlines.map(\.startOn) == ["2026-07-06", "2026-07-06"])
    }

    // Red when: the register is chosen by the day of entry.
    @Test func `The register is that of the stamp's year`() throws {
        let walk = try Walk(to: .registered) {
            $0.registration.stamp?.date = "2025-12-31"
            $0.registration.registeredOn = "2026-01-05"
        }
        let number = try #require(walk.petition.registerNumber)
        #expect(number.year == 2025 && number.number == 1)
        #expect(walk.events.last?.record?.id == "H29.02/1/2025")
        // The rule of 45 days is in force from 01/07/2026 only.
        #expect(walk.petition.deadlines.map(\.rule) == ["PET.PROCESS"])
    }

    // Red when: `isInBeing` is not asked.
    @Test func `A body that was not in being receives nothing`() throws {
        var request = Sample.registration
        request.stamp?.date = "2025-06-30"
        let new = NewPetition(id: "p", parties: [], fullText: nil)
        let found = refusal {
            try request.decide(new, agency: Sample.home, register: { _ in nil }, world)
        }
        #expect(found == "NOT_IN_BEING: an agency that is in being on 2025-06-30")
    }
}
