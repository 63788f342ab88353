import Casework
import Messages
import Testing

/// What a case must bring along when it begins in another system.
@Suite struct DemandedTests {
    private static let opening = [
        "competent_office", "acceptance.number", "acceptance.issued_on",
    ]
    private static let conclusion = [
        "denunciation.conclusion.document.number", "denunciation.conclusion.document.issued_on",
        "denunciation.conclusion.findings", "denunciation.conclusion.summary",
    ]
    private static let decision = [
        "decision.document.number", "decision.document.issued_on", "decision.conclusion",
        "decision.action", "decision.summary",
    ]

    // Red when: a denunciation or feedback must bring a decision, which it never has, or need not
    // bring what settled it.
    @Test(
        "each kind brings what settled it",
        arguments: [
            (PetitionType.denunciation, CaseState.accepted, []),
            (.denunciation, .continued, []),
            (.denunciation, .concluded, conclusion),
            (.denunciation, .handling, conclusion),
            (.denunciation, .enforcing, conclusion + ["enforcement.started_on"]),
            (.denunciation, .enforced, conclusion + ["enforcement.finished_on"]),
            (.denunciation, .closed, conclusion + ["closed_on"]),
            (.feedback, .processing, []),
            (.feedback, .answered, ["feedback.answers"]),
            (.feedback, .closed, ["feedback.answers", "closed_on"]),
            (.complaint, .decided, decision),
            (.complaint, .inCourt, decision + ["lawsuit.filed_on"]),
            (.complaint, .effective, decision + ["decision.effective_on"]),
            (
                .complaint, .enforced,
                decision + ["decision.effective_on", "enforcement.finished_on"]
            ),
        ]
    )
    func kinds(type: PetitionType, state: CaseState, demanded: [String]) {
        #expect(Case(type: type, state: state).demanded == Self.opening + demanded)
    }

    // Red when: an enforcement is said to carry out another document.
    @Test func `A conclusion is carried out as a decision is`() {
        let paper = DocumentReference(number: "24/KL", issuedOn: "2026-11-03")
        let concluded = Denunciation(conclusion: DenunciationConclusion(document: paper))
        #expect(Case(type: .denunciation, denunciation: concluded).enforcedDocument == paper)
        #expect(
            Case(type: .complaint, decision: Decision(document: paper)).enforcedDocument == paper
        )
        #expect(Case(type: .denunciation).enforcedDocument == nil)
    }
}
