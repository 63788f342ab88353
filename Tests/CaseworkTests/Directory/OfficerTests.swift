import Casework
import Messages
import TestSupport
import Testing

private let today = day("2026-07-15")
private let paper = DocumentReference(number: "45/QĐ-SNV", issuedOn: "2026-07-10")

private func officer(_ code: String, _ appointments: Appointment...) -> Officer {
    Officer(code: code, agency: "H29.02", appointments: appointments)
}

private func held(_ office: String, _ from: String, _ to: String = "") -> Appointment {
    Appointment(office: office, validFrom: from, validTo: to)
}

/// Offices and who holds them on which days.
@Suite struct OfficerTests {
    /// Sở Nội vụ, whose second office ends on 2026-09-30.
    private static let home: Agency = {
        var agency = Sample.home
        agency.offices[1].validTo = "2026-09-30"
        return agency
    }()

    private func apply(_ officers: [Officer], to standing: [Officer] = []) throws -> [Event] {
        try Officer.apply(
            officers,
            today: today,
            existing: { code in standing.first { $0.code == code } },
            agency: { $0 == "H29.02" ? Self.home : nil },
            holders: { office in
                standing.filter { $0.appointments.contains { $0.office == office } }
            }
        )
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let officers: [Officer]

        init(_ name: String, _ expected: String, _ officers: Officer...) {
            testDescription = name
            self.expected = expected
            self.officers = officers
        }
    }

    private static let place = "invalid: officers[0].appointments[0]"

    // Red when: the check of the row is taken out of Officer.apply.
    @Test(arguments: [
        Row("no office", "accepted", officer("new.01")),
        Row("a head", "accepted", officer("new.01", held("H29.02.GD", "2026-08-01"))),
        Row(
            "a head beside the one that stands",
            "\(place).office",
            officer("new.01", held("H29.02.GD", "2026-07-31"))
        ),
        Row(
            "a head before the one that stands",
            "accepted",
            officer("new.01", held("H29.02.GD", "2025-07-01", "2025-12-31"))
        ),
        Row(
            "two heads in one request",
            "invalid: officers[1].appointments[0].office",
            officer("new.01", held("H29.02.GD", "2026-08-01")),
            officer("new.02", held("H29.02.GD", "2026-12-01"))
        ),
        Row(
            "the head moves on and another one comes",
            "accepted",
            officer("old.01", held("H29.02.GD", "2026-01-01", "2026-07-19")),
            officer("new.01", held("H29.02.GD", "2026-07-20"))
        ),
        Row(
            "two deputies",
            "accepted",
            officer("new.01", held("H29.02.PP", "2026-07-01", "2026-09-30")),
            officer("new.02", held("H29.02.PP", "2026-07-01", "2026-09-30"))
        ),
        Row(
            "after the last day of the office",
            "\(place).valid_to",
            officer("new.01", held("H29.02.PP", "2026-07-01"))
        ),
        Row(
            "before the first day of the agency",
            "\(place).valid_to",
            officer("new.01", held("H29.02.PP", "2025-06-30", "2025-12-31"))
        ),
        Row(
            "an unknown office",
            "\(place).office",
            officer("new.01", held("H29.02.XX", "2026-07-01"))
        ),
        Row(
            "days out of order",
            "\(place).valid_to",
            officer("new.01", held("H29.02.PP", "2026-07-02", "2026-07-01"))
        ),
    ])
    func `An appointment is checked`(row: Row) {
        let standing = [officer("old.01", held("H29.02.GD", "2026-01-01", "2026-07-31"))]
        #expect(refusal { try apply(row.officers, to: standing) } == row.expected)
    }

    // Red when: what stands already is refused because its office ended meanwhile.
    @Test func `Loading an officer again changes nothing`() throws {
        let standing = [officer("old.02", held("H29.02.PP", "2026-01-01"))]
        #expect(try apply(standing, to: standing).isEmpty)
    }

    private static let leaving = officer(
        "old.01",
        held("H29.02.GD", "2026-01-01"),
        held("H29.02.PP", "2025-07-01", "2025-12-31")
    )
    private static let follower = officer("new.01")
    private static let grant = Holding(
        kind: .grant,
        record: RecordReference(kind: .grant, id: "g1")
    )
    private static let session = Holding(
        kind: .session,
        record: RecordReference(kind: .session, id: "s1"),
        withOffice: true
    )

    /// One way to end an appointment.
    struct Ending: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        var request: EndAppointmentRequest
        var held: [Holding] = []
        var others: [Officer] = []

        init(
            _ name: String,
            _ expected: String,
            held: [Holding] = [],
            others: [Officer] = [],
            _ change: (inout EndAppointmentRequest) -> Void = { _ in }
        ) {
            testDescription = name
            self.expected = expected
            self.held = held
            self.others = others
            request = EndAppointmentRequest(
                officer: "old.01",
                office: "H29.02.GD",
                on: "2026-08-01",
                successor: "new.01",
                decision: paper
            )
            change(&request)
        }
    }

    private static func left(_ names: String) -> String { "another holder of \(names)" }

    static let endings: [Ending] = [
        Ending("with a successor", "accepted"),
        Ending("without anything held", "accepted") { $0.successor = "" },
        Ending(
            "a grant is left",
            "1 things are held that nobody takes over: " + left("GRANT g1"),
            held: [grant, session]
        ),
        Ending("what goes with the office", "accepted", held: [session]),
        Ending(
            "what goes with the office, to nobody",
            "2 things are held that nobody takes over: " + left("GRANT g1, SESSION s1"),
            held: [grant, session]
        ) { $0.successor = "" },
        Ending(
            "what goes with the office, to who holds it too",
            "accepted",
            held: [session],
            others: [officer("old.03", held("H29.02.GD", "2026-08-01"))]
        ) { $0.successor = "" },
        Ending(
            "a second head",
            "invalid: successor",
            others: [officer("old.03", held("H29.02.GD", "2026-08-20"))]
        ),
        Ending("an office not held", "invalid: office") { $0.office = "H29.02.PP" },
        Ending("before the appointment", "invalid: office") { $0.on = "2026-01-01" },
        Ending("on the first day after the beginning", "accepted") { $0.on = "2026-01-02" },
        Ending("no day", "invalid: on") { $0.on = "" },
        Ending("no decision", "invalid: decision") { $0.decision = nil },
        Ending("an unknown successor", "invalid: successor") { $0.successor = "nobody" },
        Ending("the same officer", "invalid: successor") { $0.successor = "old.01" },
    ]

    // Red when: the check of the row is taken out of EndAppointment.
    @Test(arguments: endings)
    func `An appointment ends once all has another holder`(row: Ending) {
        let known = [Self.follower, Self.leaving]
        let outcome = refusal {
            try row.request.decide(
                Self.leaving,
                follower: known.first { $0.code == row.request.successor },
                agency: Self.home,
                holders: [Self.leaving] + row.others,
                held: row.held,
                absences: [],
                today: today
            )
        }
        #expect(outcome == row.expected)
    }

    // Red when: the last day is one too many or too few, or the successor begins on another day.
    @Test func `Whoever comes after begins on the day after the last`() throws {
        let events = try Self.endings[0].request.decide(
            Self.leaving,
            follower: Self.follower,
            agency: Self.home,
            holders: [Self.leaving],
            held: [],
            absences: [],
            today: today
        )
        let officers = events.compactMap { event -> Officer? in
            if case .officerRecorded(let fact) = event.fact { fact.officer } else { nil }
        }
        #expect(officers.map(\.code) == ["old.01", "new.01"])
        #expect(officers.map { $0.offices(on: day("2026-07-31")) } == [["H29.02.GD"], []])
        #expect(officers.map { $0.offices(on: day("2026-08-01")) } == [[], ["H29.02.GD"]])
    }

    // Red when: who leaves stays absent, or an absence keeps somebody from leaving; or somebody leaves
    // who stands in for another.
    @Test func `An absence ends with the appointment`() throws {
        let absence = Sample.absence(of: "old.01", from: "2026-07-20", to: "2026-08-20")
        func leave(_ kind: HoldingKind, _ absences: [Absence]) throws -> [Event] {
            try Self.endings[0].request.decide(
                Self.leaving,
                follower: Self.follower,
                agency: Self.home,
                holders: [Self.leaving],
                held: [Holding(kind: kind, record: absence.reference)],
                absences: absences,
                today: today
            )
        }
        let events = try leave(.absence, [absence])
        let ended = events.reduce(into: absence) { $0.apply($1) }
        #expect(events.count == 3 && ended.state == .ended && ended.lastOn == "2026-07-31")
        #expect(
            refusal { try leave(.substitution, []) }
                == "1 things are held that nobody takes over: another holder of SUBSTITUTION "
                + "old.01-binh"
        )
    }
}
