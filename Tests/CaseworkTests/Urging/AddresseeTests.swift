import Casework
import Messages
import TestSupport
import Testing

/// Whom an urging is for, up the reporting line.
@Suite struct AddresseeTests {
    private static let bodies = [
        "H29": Sample.city, "H29.02": Sample.home, "H29.02.01": CustodyTests.division,
        "H29.05": headless, "H29.80.01": headless,
    ]

    private static var headless: Agency {
        var agency = Sample.foreign
        agency.offices.removeAll(where: \.head)
        return agency
    }

    struct Row: CustomTestStringConvertible, Sendable {
        var testDescription: String
        let rung: UrgingRung
        var officer = ""
        var unit = "H29.02"
        var owedBy = ""
        var kept: Set<String> = []
        var vacant: Set<String> = []
        var absences: [Absence] = []
        let expected: String
    }

    static let rows = [
        Row(
            testDescription: "the officer who holds the file",
            rung: .holder,
            officer: "an",
            expected: "holder H29.02 an"
        ),
        Row(testDescription: "a desk", rung: .holder, expected: "agencyHead H29.02 H29.02.GD"),
        Row(
            testDescription: "the desk of a unit",
            rung: .holder,
            unit: "H29.02.01",
            expected: "unitHead H29.02.01 H29.02.01.GD"
        ),
        Row(
            testDescription: "the head of the unit of a holder",
            rung: .unitHead,
            officer: "an",
            unit: "H29.02.01",
            expected: "unitHead H29.02.01 H29.02.01.GD"
        ),
        Row(
            testDescription: "the agency's head, whoever holds",
            rung: .agencyHead,
            officer: "an",
            unit: "H29.02.01",
            expected: "agencyHead H29.02 H29.02.GD"
        ),
        Row(testDescription: "the body above", rung: .superior, expected: "superior H29 H29.GD"),
        Row(
            testDescription: "a holder who is kept out",
            rung: .holder,
            officer: "an",
            kept: ["an"],
            expected: "agencyHead H29.02 H29.02.GD"
        ),
        Row(
            testDescription: "a whole agency that is kept out",
            rung: .holder,
            officer: "an",
            unit: "H29.02.01",
            kept: ["an", "H29.02.01.GD", "H29.02.GD"],
            expected: "superior H29 H29.GD"
        ),
        Row(
            testDescription: "everybody kept out",
            rung: .holder,
            kept: ["H29.02.GD", "H29.GD"],
            expected: "nobody"
        ),
        Row(
            testDescription: "an office that nobody holds",
            rung: .agencyHead,
            vacant: ["H29.02.GD"],
            expected: "superior H29 H29.GD"
        ),
        Row(
            testDescription: "no office held at all",
            rung: .agencyHead,
            vacant: ["H29.02.GD", "H29.GD"],
            expected: "agencyHead H29.02 H29.02.GD"
        ),
        Row(
            testDescription: "a vacant office below one that is kept out",
            rung: .agencyHead,
            kept: ["H29.GD"],
            vacant: ["H29.02.GD"],
            expected: "agencyHead H29.02 H29.02.GD"
        ),
        Row(
            testDescription: "another agency that owes, without a head",
            rung: .holder,
            officer: "an",
            owedBy: "H29.05",
            expected: "superior H29 H29.GD"
        ),
        Row(
            testDescription: "who stands in for the holder",
            rung: .holder,
            officer: "an",
            absences: [Sample.absence(by: "chi")],
            expected: "holder H29.02.01 chi for an"
        ),
        Row(
            testDescription: "who stands in for who stands in",
            rung: .holder,
            officer: "an",
            absences: [Sample.absence(), Sample.absence(of: "binh", by: "giang")],
            expected: "holder H29.02 giang for an"
        ),
        Row(
            testDescription: "a substitute who is kept out",
            rung: .holder,
            officer: "an",
            kept: ["chi"],
            absences: [Sample.absence(by: "chi")],
            expected: "agencyHead H29.02 H29.02.GD"
        ),
        Row(
            testDescription: "an absence that is over",
            rung: .holder,
            officer: "an",
            absences: [Sample.absence(by: "chi", to: "2026-12-29")],
            expected: "holder H29.02 an"
        ),
        Row(
            testDescription: "who stands in for the head",
            rung: .agencyHead,
            absences: [Sample.absence(of: "holder of H29.02.GD", by: "giang")],
            expected: "agencyHead H29.02 giang for holder of H29.02.GD"
        ),
        Row(
            testDescription: "an absent holder and nobody else whom the file is not kept from",
            rung: .holder,
            officer: "an",
            kept: ["chi", "H29.02.GD", "H29.GD"],
            absences: [Sample.absence(by: "chi")],
            expected: "holder H29.02 an"
        ),
        Row(
            testDescription: "another agency that owes",
            rung: .holder,
            officer: "an",
            owedBy: "H29",
            expected: "agencyHead H29 H29.GD"
        ),
    ]

    // Red when: an urging goes to somebody else, to whom the file is kept from, or to nobody.
    @Test(arguments: rows)
    func `An urging reaches the next one who may know`(row: Row) throws {
        let superiors = Superiors(
            body: { Self.bodies[$0] },
            home: { ["an": "H29.02", "chi": "H29.02.01", "giang": "H29.02"][$0] },
            holders: { row.vacant.contains($0) ? [] : ["holder of \($0)"] },
            isKept: { row.kept.contains($0.code) },
            substitution: Sample.substitution(row.absences)
        )
        var petition = PetitionTableTests.sample(.classified)
        petition.custody = Custody(officer: row.officer, unit: row.unit)
        let found = try superiors.addressee(from: row.rung, of: petition, owedBy: row.owedBy)
        let text =
            found.map { one in
                let place = one.standsInFor.isEmpty ? "" : " for \(one.standsInFor)"
                return "\(one.rung) \(one.agency) \(one.code)\(place)"
            } ?? "nobody"
        #expect(text == row.expected)
    }

    // Red when: what another system owed is urged before its unit confirmed it, or not afterwards.
    @Test(arguments: [("", 0), ("2026-07-20", 2)])
    func `What was imported is urged once it is confirmed`(day: String, count: Int) throws {
        let superiors = Superiors(
            body: { Self.bodies[$0] },
            home: { _ in nil },
            holders: { ["holder of \($0)"] },
            isKept: { _ in false },
            substitution: Sample.substitution()
        )
        var petition = PetitionTableTests.sample(.registered)
        petition.imported = Imported(confirmedOn: day)
        petition.deadlines = [
            Deadline(rule: "PET.PROCESS", startOn: "2026-07-06", dueOn: "2026-07-20", state: .open),
            // The same limit by another event is the same for whoever is urged.
            Deadline(
                rule: "PET.PROCESS",
                startEvent: "petition.received",
                startOn: "2026-07-06",
                dueOn: "2026-07-20",
                state: .open
            ),
        ]
        var policy = UrgingPolicy(levels: Array(UrgingPolicy.builtin.levels.prefix(2)))
        policy.stages = [
            StageLimit(kind: .petition, state: "PETITION_STATE_REGISTERED", days: 1)
        ]
        let today = try #require(Day(iso: "2026-07-21"))
        let found = try petition.urgings(
            policy,
            [],
            superiors,
            entered: { today - 1 },
            today: today,
            WorkingCalendar(of: [])
        )
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.urgedOn == "2026-07-21" && $0.agency == petition.agency })
    }

    // Red when: a letter goes to nobody, without what it needs, or says who sent the petition.
    @Test(arguments: [
        ("accepted", "", RequestSpoil.none), ("invalid: rung", "", .superior),
        ("invalid: letter", "", .letter), ("invalid: letter.issued_on", "", .future),
        ("invalid: reason", "", .reason), ("invalid: reason", "", .sender),
        (
            "PETITION_STATE_CLASSIFIED: somebody to urge from whom the file is not kept", "kept",
            .none
        ),
        ("PETITION_STATE_CLOSED: a file that goes on", "closed", .none),
    ])
    func `A letter needs its number, a reason and somebody`(
        expected: String,
        state: String,
        spoil: RequestSpoil
    ) {
        let superiors = Superiors(
            body: { Self.bodies[$0] },
            home: { _ in nil },
            holders: { ["holder of \($0)"] },
            isKept: { _ in state == "kept" },
            substitution: Sample.substitution()
        )
        var petition = PetitionTableTests.sample(.classified)
        if state == "closed" { petition.state = .closed }
        let request = spoil.spoilt
        let answer = refusal {
            try request.decide(
                petition,
                id: "u1",
                superiors,
                senders: knownSender,
                WorkingCalendar(of: []),
                acting("H29.02")
            )
        }
        #expect(answer == expected)
    }

    enum RequestSpoil: Sendable {
        case none
        case superior
        case letter
        case future
        case reason
        case sender

        var spoilt: UrgeFileRequest {
            var request = UrgeFileRequest(
                rung: .holder,
                letter: DocumentReference(number: "9/CV", issuedOn: "2026-07-15"),
                reason: "Đề nghị xử lý"
            )
            switch self {
            case .none: break
            case .superior: request.rung = .superior
            case .letter: request.letter = nil
            case .future: request.letter?.issuedOn = "2027-01-01"
            case .reason: request.reason = " "
            case .sender: request.reason = "Gọi \(Sample.senderName)"
            }
            return request
        }
    }

    struct PolicyRow: CustomTestStringConvertible, Sendable {
        var testDescription: String { expected }
        var levels: [UrgingLevel] = []
        var stages: [StageLimit] = []
        var reason = "Quy chế"
        var etag = ""
        let expected: String
    }

    private static func stage(
        _ state: String,
        _ days: Int32 = 2,
        _ kind: RecordKind = .petition
    ) -> StageLimit {
        StageLimit(kind: kind, state: state, days: days)
    }

    private static let registered = "PETITION_STATE_REGISTERED"

    static let policies = [
        PolicyRow(levels: UrgingPolicy.builtin.levels, expected: "accepted"),
        PolicyRow(stages: [stage(registered)], expected: "accepted"),
        PolicyRow(
            levels: [UrgingLevel(days: -31, rung: .holder)],
            expected: "invalid: levels[0].days"
        ),
        PolicyRow(
            levels: [UrgingLevel(days: 1, rung: .holder), UrgingLevel(days: 251)],
            expected: "invalid: levels[1].days, levels[1].rung"
        ),
        PolicyRow(
            levels: [UrgingLevel(days: 1, rung: .unknown(9))],
            expected: "invalid: levels[0].rung"
        ),
        PolicyRow(
            levels: Array(repeating: UrgingLevel(days: 1, rung: .holder), count: 2),
            expected: "invalid: levels[1]"
        ),
        PolicyRow(
            levels: (0..<21).map { UrgingLevel(days: $0, rung: .holder) },
            expected: "invalid: levels"
        ),
        PolicyRow(
            stages: [stage(registered, 2, .visit)],
            expected: "invalid: stages[0].kind"
        ),
        PolicyRow(
            stages: [stage("PETITION_STATE_VOIDED"), stage("REGISTERED")],
            expected: "invalid: stages[0].state, stages[1].state"
        ),
        PolicyRow(
            stages: [stage(registered, 2, .case)],
            expected: "invalid: stages[0].state"
        ),
        PolicyRow(
            stages: [stage(registered), stage(registered, 0)],
            expected: "invalid: stages[1], stages[1].days"
        ),
        PolicyRow(reason: "", expected: "invalid: reason"),
        PolicyRow(etag: "7", expected: "etag"),
    ]

    // Red when: a policy that says nothing, or the wrong thing, is taken.
    @Test(arguments: policies)
    func `A policy is in order or refused field by field`(row: PolicyRow) {
        let request = SetUrgingPolicyRequest(
            levels: row.levels,
            stages: row.stages,
            reason: row.reason,
            etag: row.etag
        )
        let answer = refusal {
            try request.decide(UrgingPolicy(), of: "H29.02", acting("H29.02"))
        }
        #expect(answer == row.expected)
    }
}
