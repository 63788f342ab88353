import Messages
import TestSupport
import Testing

@testable import Casework

/// What puts something on a desk of an agency, and whose entries a scope holds.
@Suite struct ArrivalTests {
    /// A fact, the record that it is about, and where it arrives.
    struct Row: Sendable, CustomTestStringConvertible {
        let fact: Event.Fact
        let record: any FiledRecord
        let arrivesAt: Set<String>

        var testDescription: String { "\(fact)".prefix(60).description }
    }

    private static let petition = Petition(id: "p", agency: "H29.02")
    /// About the head: the body above sees to it.
    private static let overseen = Petition(
        id: "o",
        agency: "H29.02",
        guard: .secret,
        respondents: [Respondent(agency: "H29.02", rank: .head)],
        superior: "H29"
    )
    private static let file = Case(id: "c", agency: "H29.02")
    private static let draft = Document(id: "d", agency: "H29.02", state: .draft)
    private static let instruction = Instruction(id: "i", agency: "H29.05", givenBy: "H29.02")
    private static let proposal = ReceptionProposal(id: "r", agency: "H29.02")

    static let rows = [
        Row(fact: .petitionRegistered(.init()), record: petition, arrivesAt: ["H29.02"]),
        Row(fact: .petitionReceived(.init()), record: petition, arrivesAt: ["H29.02"]),
        Row(fact: .matterOpened(.init()), record: petition, arrivesAt: ["H29.02"]),
        Row(fact: .petitionRegistered(.init()), record: overseen, arrivesAt: ["H29.02", "H29"]),
        Row(fact: .handlingProposed(.init()), record: petition, arrivesAt: ["H29.02"]),
        Row(fact: .secondComplaintFiled(.init()), record: file, arrivesAt: ["H29.02"]),
        Row(
            fact: .feedbackAssigned(FeedbackAssigned(task: FeedbackTask(agency: "H29.05"))),
            record: file,
            arrivesAt: ["H29.05"]
        ),
        Row(
            fact: .verificationAssigned(VerificationAssigned(agency: "H29.05")),
            record: file,
            arrivesAt: ["H29.05"]
        ),
        Row(
            fact: .instructionGiven(InstructionGiven(instruction: instruction)),
            record: instruction,
            arrivesAt: ["H29.05"]
        ),
        Row(
            fact: .delegationGiven(.init()),
            record: Sample.delegation(.authorised, to: "H29.02.01.GD"),
            arrivesAt: ["H29.02.01"]
        ),
        Row(fact: .delegationGiven(.init()), record: Sample.delegation(), arrivesAt: []),
        Row(fact: .absenceEntered(.init()), record: Sample.absence(), arrivesAt: ["H29.02"]),
        Row(fact: .instructionUrged(.init()), record: instruction, arrivesAt: ["H29.05"]),
        Row(fact: .instructionReported(.init()), record: instruction, arrivesAt: ["H29.02"]),
        Row(fact: .proposalSubmitted(.init()), record: proposal, arrivesAt: ["H29.02"]),
        Row(
            fact: .agenciesInvited(AgenciesInvited(agencies: ["H29.05", "H29.06"])),
            record: Session(id: "s", agency: "H29.02"),
            arrivesAt: ["H29.05", "H29.06"]
        ),
        Row(
            fact: .respondentsNamed(RespondentsNamed(superior: "H29")),
            record: petition,
            arrivesAt: ["H29"]
        ),
        Row(
            fact: .handlersAppointed(.init()),
            record: HandlerAppointment(id: "h", agency: "H29.02"),
            arrivesAt: ["H29.02"]
        ),
        Row(
            fact: .identityRequested(.init()),
            record: IdentityRequest(id: "q", agency: "H29.02"),
            arrivesAt: ["H29.02"]
        ),
        Row(
            fact: .nationalAnswered(NationalAnswered(accepted: false)),
            record: petition,
            arrivesAt: ["H29.02"]
        ),
        Row(fact: .custodyChanged(.init()), record: petition, arrivesAt: ["H29.02"]),
        Row(fact: .draftSubmitted(.init()), record: draft, arrivesAt: ["H29.02"]),
        Row(fact: .draftApproved(.init()), record: draft, arrivesAt: ["H29.02"]),
        Row(fact: .draftReturned(.init()), record: draft, arrivesAt: ["H29.02"]),
        Row(fact: .remarkMade(.init()), record: draft, arrivesAt: ["H29.02"]),
        Row(fact: .remarkResolved(.init()), record: draft, arrivesAt: ["H29.02"]),
        Row(fact: .draftWithdrawn(.init()), record: draft, arrivesAt: []),
        Row(
            fact: .transferSent(TransferSent(transfer: transfer(.sent))),
            record: transfer(.sent),
            arrivesAt: ["H29.05"]
        ),
        Row(
            fact: .transferSent(TransferSent(transfer: transfer(.stopped))),
            record: transfer(.stopped),
            arrivesAt: ["H29"]
        ),
        Row(fact: .petitionSettledBack(.init()), record: petition, arrivesAt: ["H29.02"]),
        Row(
            fact: .consultationAsked(ConsultationAsked(consultation: consultation)),
            record: consultation,
            arrivesAt: ["H29.05"]
        ),
        Row(fact: .consultationAnswered(.init()), record: consultation, arrivesAt: ["H29.02"]),
        // What only tells how far something is.
        Row(fact: .paperArrived(.init()), record: transfer(.received), arrivesAt: []),
        Row(
            fact: .nationalAnswered(NationalAnswered(accepted: true)),
            record: petition,
            arrivesAt: []
        ),
        Row(fact: .petitionClassified(.init()), record: petition, arrivesAt: []),
        Row(fact: .decisionSent(.init()), record: file, arrivesAt: []),
        Row(fact: .entryCorrected(.init()), record: petition, arrivesAt: []),
        Row(fact: .deadlinesMoved(.init()), record: petition, arrivesAt: []),
        Row(fact: .caseClosed(.init()), record: file, arrivesAt: []),
        Row(fact: .receiptCodeIssued(.init()), record: petition, arrivesAt: []),
    ]

    private static func transfer(_ state: TransferState) -> Transfer {
        Transfer(id: "t", agency: "H29.02", state: state, receiver: "H29.05", superior: "H29")
    }

    private static let consultation = Consultation(id: "c", agency: "H29.02", asked: "H29.05")

    // Red when: a fact arrives at nobody, at everybody, or at the body that gave the work away.
    @Test(arguments: rows)
    func `A fact arrives where somebody has to act`(row: Row) {
        let event = Event(record: row.record.reference, fact: row.fact)
        let agencies = ["H29", "H29.02", "H29.02.01", "H29.05", "H29.06"]
        #expect(Set(agencies.filter { event.arrives(at: $0) { row.record } }) == row.arrivesAt)
    }

    // Red when: something arrives at the agency of a record that is not there.
    @Test func `A fact about nothing arrives nowhere`() {
        let event = Event(fact: .petitionRegistered(.init()))
        #expect(!event.arrives(at: "H29.02") { nil })
        #expect(!Event().arrives(at: "H29.02") { Self.petition })
    }

    // Red when: the agencies of a period are left out, or the city ends in some agencies.
    @Test func `A scope reaches its agencies, those of its days too`() {
        let day = Day(daysSince1970: 20_000)
        var scope = Scope.agencies(["H29.02"])
        scope.form(union: .period(Scope.Period(agencies: ["H29.05"], days: day...day)))
        #expect(scope.reach == .agencies(["H29.02", "H29.05"]))
        #expect(scope.reach.meets(["H29", "H29.05"]) && !scope.reach.meets(["H29"]))
        scope.form(union: .city)
        #expect(scope.reach == .city && scope.reach.meets([]))
    }
}
