import Casework
import Messages
import TestSupport
import Testing

/// Proposing, approving, returning and dispatching.
@Suite struct HandlePetitionTests {
    struct Proposal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        var found = Sample.complaint
        var outcome = HandlingOutcome.accept
        var spoil: @Sendable (inout ProposeHandlingRequest, inout Petition) -> Void = { _, _ in }
    }

    static let proposals: [Proposal] = [
        Proposal(testDescription: "accept", expected: "accepted"),
        Proposal(
            testDescription: "accept another's business",
            expected: "PETITION_STATE_CLASSIFIED: "
                + "an eligible petition within this agency's competence",
            found: found { $0.competence = .other }
        ),
        Proposal(
            testDescription: "guide one's own business",
            expected: "PETITION_STATE_CLASSIFIED: "
                + "a complaint of another body's competence, or an ineligible petition",
            outcome: .guide
        ),
        Proposal(
            testDescription: "guide another's business",
            expected: "accepted",
            found: found { $0.competence = .other },
            outcome: .guide
        ),
        Proposal(
            testDescription: "archive what is eligible",
            expected: "PETITION_STATE_CLASSIFIED: "
                + "an ineligible petition, or one settled at the last instance",
            outcome: .archive
        ),
        Proposal(
            testDescription: "archive what is settled",
            expected: "accepted",
            found: found { $0.repetition = .settledFinal },
            outcome: .archive
        ),
        Proposal(
            testDescription: "anything of mixed contents",
            expected: "PETITION_STATE_CLASSIFIED: contents split into matters of one type each",
            found: found {
                $0.type = .mixed
                $0.complaintSubtype = .unspecified
            }
        ),
        Proposal(
            testDescription: "no outcome",
            expected: "invalid: outcome",
            outcome: .unspecified
        ),
        Proposal(testDescription: "no reason", expected: "invalid: reason") { request, _ in
            request.reason = ""
        },
        Proposal(testDescription: "a sender's number", expected: "invalid: reason") { request, _ in
            request.reason = "CCCD 0791 8500 1234"
        },
        Proposal(testDescription: "before registration", expected: "invalid: acted_on") {
            request,
            _ in request.actedOn = "2026-07-05"
        },
        Proposal(testDescription: "tomorrow", expected: "invalid: acted_on") { request, _ in
            request.actedOn = "2026-12-31"
        },
        Proposal(
            testDescription: "not classified",
            expected: "PETITION_STATE_REGISTERED: a classification"
        ) { _, petition in petition.state = .registered },
    ]

    private static func found(_ change: (inout Classification) -> Void) -> Classification {
        var found = Sample.complaint
        change(&found)
        return found
    }

    // Red when: `Classification.lacks(for:)` lets an outcome pass, or a check is taken out.
    @Test(arguments: proposals)
    func `An outcome goes with the classification`(row: Proposal) throws {
        var petition = try Walk(to: .classified) { $0.classification = row.found }.petition
        var request = Sample.propose("p1", row.outcome)
        row.spoil(&request, &petition)
        #expect(
            refusal { try request.decide(petition, senders: knownSender, world) } == row.expected
        )
    }

    struct Approval: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        var office = "H29.02.GD"
        var day = "2026-07-10"
        var state = PetitionState.proposed
    }

    static let approvals = [
        Approval(testDescription: "by the head", expected: "accepted"),
        Approval(testDescription: "by a deputy", expected: "invalid: office", office: "H29.02.PP"),
        Approval(
            testDescription: "by another agency's head",
            expected: "invalid: office",
            office: "H29.05.GD"
        ),
        Approval(
            testDescription: "before the proposal",
            expected: "invalid: acted_on",
            day: "2026-07-08"
        ),
        Approval(testDescription: "tomorrow", expected: "invalid: acted_on", day: "2026-12-31"),
        Approval(
            testDescription: "of nothing",
            expected: "PETITION_STATE_CLASSIFIED: a proposal",
            state: .classified
        ),
    ]

    // Red when: the office, the day or the state is not asked.
    @Test(arguments: approvals)
    func `The head approves or returns a proposal`(row: Approval) throws {
        var petition = try Walk(to: .proposed).petition
        petition.state = row.state
        let approve = ApproveHandlingRequest(id: "p1", office: row.office, actedOn: row.day)
        let back = ReturnProposalRequest(
            id: "p1",
            office: row.office,
            reason: "Chưa rõ thẩm quyền",
            actedOn: row.day
        )
        #expect(
            refusal { try approve.decide(petition, agency: Sample.home, world) } == row.expected
        )
        let returned = refusal {
            try back.decide(petition, agency: Sample.home, senders: knownSender, world)
        }
        #expect(returned == row.expected)
    }

    // Red when: a return needs no reason, keeps the proposal or leaves the state.
    @Test func `A returned proposal is classified again`() throws {
        var walk = try Walk(to: .proposed)
        var back = ReturnProposalRequest(id: "p1", office: "H29.02.GD", actedOn: "2026-07-10")
        for reason in ["", "Của bà Nguyễn Thị Ánh"] {
            back.reason = reason
            let found = refusal {
                try back.decide(
                    walk.petition,
                    agency: Sample.home,
                    senders: knownSender,
                    world
                )
            }
            #expect(found == "invalid: reason")
        }
        back.reason = "Chưa rõ thẩm quyền"
        walk.take(
            try back.decide(walk.petition, agency: Sample.home, senders: knownSender, world)
        )
        #expect(walk.petition.state == .classified && walk.petition.handling == nil)
        walk.take(try Sample.propose("p1").decide(walk.petition, senders: nobody, world))
        #expect(walk.petition.state == .proposed)
    }

    /// A complaint of another body, to be guided there; approved.
    private static func guided() throws -> Walk {
        var walk = try Walk(to: .classified) { $0.classification.competence = .other }
        let proposal = Sample.propose("p1", .guide)
        walk.take(try proposal.decide(walk.petition, senders: nobody, world))
        walk.take(try Sample.approve("p1").decide(walk.petition, agency: Sample.home, world))
        return walk
    }

    struct Dispatch: Sendable {
        let day: String
        let state: String
    }

    // Red when: dispatching leaves clocks open, or calls a late one met.
    @Test(arguments: [
        Dispatch(day: "2026-07-20", state: "MET"), Dispatch(day: "2026-07-21", state: "LATE"),
    ])
    func `Dispatching stops the clocks in time or late`(row: Dispatch) throws {
        var walk = try Self.guided()
        let request = DispatchPetitionRequest(
            id: "p1",
            document: DocumentReference(number: "7/HD", issuedOn: row.day)
        )
        walk.take(try request.decide(walk.petition, world))
        #expect(walk.petition.state == .dispatched && walk.petition.caseId.isEmpty)
        #expect(
            walk.clocks == [
                "PET.PROCESS \(row.state) 2026-07-20",
                "PET.DISCIPLINE.NOT_PROCESSED MET 2026-08-20",
            ]
        )
    }

    // Red when: dispatching skips number, day, state or the outcome.
    @Test func `Dispatching needs a document and an approved outcome`() throws {
        let request = DispatchPetitionRequest(
            id: "p1",
            document: DocumentReference(number: "7/HD", issuedOn: "2026-07-20")
        )
        let guided = try Self.guided().petition
        #expect(refusal { try request.decide(guided, world) } == "accepted")
        var spoilt = request
        spoilt.document?.number = ""
        #expect(refusal { try spoilt.decide(guided, world) } == "invalid: document.number")
        spoilt = request
        spoilt.document?.issuedOn = "2026-07-09"
        #expect(refusal { try spoilt.decide(guided, world) } == "invalid: document.issued_on")
        let proposed = try Walk(to: .proposed).petition
        #expect(
            refusal { try request.decide(proposed, world) }
                == "PETITION_STATE_PROPOSED: an approved proposal"
        )
        let accepted = try Walk(to: .approved).petition
        #expect(refusal { try request.decide(accepted, world) }.contains("AcceptComplaint"))
    }
}
