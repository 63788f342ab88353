import Casework
import Messages
import TestSupport
import Testing

/// The table of work on many records, and what a body leaves in records of every kind.
@Suite struct OperationTableTests {
    static func sample(_ state: OperationState) -> Operation {
        Operation(
            id: "o1",
            agency: "H29.02",
            state: state,
            plan: OperationPlan(
                work: .reassign(ReassignPlan(holder: .holderOfficer("anh"), officer: "binh"))
            ),
            previewed: 3
        )
    }

    static let plays: [Play<Operation>] = [
        Play("OperationService/StopOperation") {
            try StopOperationRequest(id: "o1", reason: "Xem lại").decide($0, world)
        },
        Play("OperationService/ResumeOperation") {
            try ResumeOperationRequest(id: "o1").decide($0, world)
        },
        Play("OperationService/RevertOperation") {
            try RevertOperationRequest(id: "o1", reason: "Nhầm").decide($0, world)
        },
    ]

    // Red when: an operation is stopped, resumed or taken back from another state.
    @Test func `Every command on an operation acts from the states of its rows`() {
        expectTable(Self.plays) { Self.sample($0) }
    }

    // Red when: the list of operations at work holds one whose steps are not taken, or leaves one
    // out.
    @Test(arguments: OperationState.known)
    func `Only what is at work is listed as such`(state: OperationState) {
        let isAtWork = state == .running || state == .reverting
        #expect(Self.sample(state).listedUnder.isEmpty != isAtWork)
    }

    // Red when: the last step leaves an operation at work, or counts forth as back.
    @Test(arguments: [(OperationState.running, OperationState.done), (.reverting, .reverted)])
    func `The last step ends an operation`(from: OperationState, to: OperationState) {
        var operation = Self.sample(from)
        let skips = (0..<120).map { OperationSkip(record: .petition("p\($0)"), rule: "r") }
        for place in [OperationPlace(list: 1), nil] {
            let fact = OperationStepped(place: place, done: 2, skips: skips)
            operation.apply(operation.event(.operationStepped(fact), on: day("2026-07-20")))
            #expect(operation.state == (place == nil ? to : from) && operation.place == place)
        }
        #expect(operation.done == (from == .running ? 4 : 0))
        #expect(operation.reverted == (from == .running ? 0 : 4))
        #expect(operation.skipped == 240 && operation.skips.count == 100)
        #expect(operation.finishedOn == "2026-07-20")
    }

    private static let after = Succession(
        from: "H29.05",
        to: Sample.home,
        lineage: ["H29.02", "H29"],
        operation: "o1"
    )

    /// A record in which the body that ended stands in each place that it can have.
    struct Place: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let record: any FiledRecord
        let expected: @Sendable (any FiledRecord) -> Bool
    }

    private static let places: [Place] = [
        Place(
            testDescription: "the agency of a petition",
            record: Petition(id: "p", agency: "H29.05", state: .registered)
        ) {
            ($0 as? Petition)?.sealedFor == "H29.05" && $0.sealOwner == "H29.05"
                && $0.agency == "H29.02"
        },
        Place(
            testDescription: "the agency of a petition that came from one before",
            record: Petition(id: "p", agency: "H29.05", state: .registered, sealedFor: "H29.09")
        ) { $0.sealOwner == "H29.09" && $0.agency == "H29.02" },
        Place(
            testDescription: "the body above a petition",
            record: Petition(
                id: "p",
                agency: "H29.05.01",
                state: .registered,
                respondents: [Respondent(agency: "H29.05.01", rank: .head)],
                superior: "H29.05"
            )
        ) {
            ($0 as? Petition)?.superior == "H29.02" && $0.agency == "H29.05.01"
                && $0.sealOwner == "H29.05.01"
        },
        Place(
            testDescription: "agency, office and limits of a case",
            record: Case(
                id: "c",
                agency: "H29.05",
                competentOffice: "H29.05.GD",
                state: .accepted,
                deadlines: [
                    Deadline(rule: "a", dueOn: "2026-08-01", state: .open),
                    Deadline(rule: "b", dueOn: "2026-08-01", state: .open, owedBy: "H29.05"),
                ]
            )
        ) {
            ($0 as? Case)?.competentOffice == "H29.02.GD" && $0.agency == "H29.02"
                && $0.deadlines.map(\.owedBy) == ["", "H29.02"]
                && $0.deadlines.map(\.dueOn) == ["2026-08-01", "2026-08-01"]
        },
        Place(
            testDescription: "a case that another office settles",
            record: Case(id: "c", agency: "H29.05", competentOffice: "H29.GD", state: .accepted)
        ) { ($0 as? Case)?.competentOffice == "H29.GD" },
        Place(
            testDescription: "who verifies and who enforces in another body's case",
            record: Case(
                id: "c",
                agency: "H29.08",
                state: .enforcing,
                verification: Verification(agency: "H29.05"),
                enforcement: Enforcement(agency: "H29.05")
            )
        ) {
            let file = $0 as? Case
            return file?.verification?.agency == "H29.02"
                && file?.enforcement?.agency == "H29.02" && file?.agency == "H29.08"
        },
        Place(
            testDescription: "who verified and who enforced",
            record: Case(
                id: "c",
                agency: "H29.08",
                state: .enforcing,
                verification: Verification(
                    agency: "H29.05",
                    report: DocumentReference(number: "1/BC", issuedOn: "2026-07-01")
                ),
                enforcement: Enforcement(agency: "H29.05", finishedOn: "2026-07-01")
            )
        ) {
            let file = $0 as? Case
            return file?.verification?.agency == "H29.05"
                && file?.enforcement?.agency == "H29.05"
        },
        Place(
            testDescription: "an adviser",
            record: Petition(
                id: "p",
                agency: "H29.08",
                state: .registered,
                custody: Custody(officer: "anh", unit: "H29.08", advisers: ["H29.05", "H29"])
            )
        ) {
            $0.custody?.advisers == ["H29.02", "H29"] && $0.custody?.officer == "anh"
                && $0.agency == "H29.08"
        },
        Place(
            testDescription: "who gave an instruction",
            record: Instruction(id: "i", agency: "H29.08", state: .open, givenBy: "H29.05")
        ) { ($0 as? Instruction)?.givenBy == "H29.02" && $0.agency == "H29.08" },
        Place(
            testDescription: "the receiver of a transfer",
            record: Transfer(id: "t", agency: "H29.08", state: .sent, receiver: "H29.05")
        ) { ($0 as? Transfer)?.receiver == "H29.02" && $0.agency == "H29.08" },
        Place(
            testDescription: "the office of a session",
            record: Session(id: "s", agency: "H29.05", state: .planned, office: "H29.05.GD")
        ) { ($0 as? Session)?.office == "H29.02.GD" },
        Place(
            testDescription: "the agency of a draft",
            record: Document(id: "d", agency: "H29.05", state: .draft)
        ) { $0.agency == "H29.02" },
    ]

    // Red when: a record goes on naming the body that ended where it is to act, or a day changes.
    @Test(arguments: places)
    func `A successor stands wherever the body stood`(place: Place) {
        var record = place.record
        record.lastActOn = "2026-07-01"
        let event = record.succeeded(Self.after, seat: "", world)
        record.apply(event)
        #expect(place.expected(record))
        #expect(record.lastActOn == "2026-07-01")
    }
}
