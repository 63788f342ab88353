import Casework
import Messages
import TestSupport
import Testing

/// The table of transitions of petitions, row by row and state by state.
@Suite struct PetitionTableTests {
    static let office = "H29.02.GD"
    static let document = DocumentReference(number: "7/CV", issuedOn: "2026-07-20")

    /// A petition that lacks nothing, in a state: what the commands ask beside the state is there.
    static func sample(
        _ state: PetitionState,
        _ outcome: HandlingOutcome = .transfer,
        _ found: Classification = Sample.feedback
    ) -> Petition {
        var walk = Walk()
        walk.classification = found
        try? walk.go(to: .classified)
        var petition = walk.petition.with(etag: "1")
        petition.state = state
        petition.handling = HandlingProposal(
            outcome: outcome,
            reason: "Đề xuất",
            proposedOn: "2026-07-09",
            approvedOn: "2026-07-10",
            approvedBy: office,
            dispatchedOn: state == .dispatched ? "2026-07-14" : ""
        )
        if state == .received {
            petition.registerNumber = nil
            petition.registeredOn = ""
            petition.deadlines = []
        }
        return petition
    }

    static let plays: [Play<Petition>] = [
        Play("PetitionService/EnterRegister") {
            try EnterRegisterRequest(id: $0.id, actedOn: "2026-07-20")
                .decide($0, register: { _ in nil }, world)
        },
        Play("PetitionService/LinkDuplicate") {
            var first = sample(.classified)
            first.id = "first"
            return try LinkDuplicateRequest(id: $0.id, reason: "Cùng nội dung")
                .decide($0, root: first, senders: nobody, world)
        },
        Play("PetitionService/NameRespondents") { petition in
            try NameRespondentsRequest(
                id: petition.id,
                etag: "1",
                respondents: [Respondent(agency: "H29.02", rank: .head)],
                reason: "Ghi nhầm"
            )
            .decide(
                petition,
                nil,
                bodies: ["H29.02", "H29"],
                senders: nobody,
                body: { _ in Sample.home },
                officer: { _ in nil },
                world
            )
        },
        Play("PetitionService/ClassifyPetition") {
            try Sample.classify($0.id, etag: "1").decide($0, senders: nobody, world)
        },
        Play("PetitionService/SplitMatters") {
            try SplitTests.split.decide($0, SplitTests.new, senders: nobody, world)
        },
        Play("PetitionService/ProposeHandling") { petition in
            var eligible = petition
            eligible.classification = Sample.complaint
            return try Sample.propose(petition.id).decide(eligible, senders: nobody, world)
        },
        Play("PetitionService/ApproveHandling") {
            try Sample.approve($0.id).decide($0, agency: Sample.home, world)
        },
        Play("PetitionService/ReturnProposal") {
            try ReturnProposalRequest(id: $0.id, office: office, reason: "Chưa rõ")
                .decide($0, agency: Sample.home, senders: nobody, world)
        },
        Play("PetitionService/DispatchPetition") {
            try DispatchPetitionRequest(id: $0.id, document: document).decide($0, world)
        },
        Play("ComplaintService/AcceptComplaint") { petition in
            var accepted = petition
            accepted.handling?.outcome = .accept
            accepted.classification = Sample.complaint
            return try Sample.accept(petition.id)
                .decide(accepted, caseID: "c1", agency: Sample.home, world)
        },
        Play("FeedbackService/AcceptFeedback") { petition in
            var accepted = petition
            accepted.handling?.outcome = .accept
            return try Sample.acceptFeedback(petition.id).decide(
                accepted,
                caseID: "c1",
                agency: Sample.home,
                earlier: nil,
                senders: nobody,
                world
            )
        },
        Play("PetitionService/RefuseComplaint") { petition in
            var refused = petition
            refused.handling?.outcome = .refuseAccept
            refused.classification = Sample.complaint
            return try RefuseAcceptanceRequest(id: petition.id, notice: document, office: office)
                .decide(refused, .complaint, agency: Sample.home, world)
        },
        Play("PetitionService/RefuseDenunciation") { petition in
            var refused = petition
            refused.handling?.outcome = .refuseAccept
            refused.classification = Sample.denunciation
            return try RefuseAcceptanceRequest(id: petition.id, notice: document, office: office)
                .decide(refused, .denunciation, agency: Sample.home, world)
        },
        Play("DenunciationService/CheckDenunciation") { petition in
            var found = petition
            found.classification = Sample.denunciation
            return try DenunciationWalk().check.decide(found, senders: nobody, world)
        },
        Play("DenunciationService/AcceptDenunciation") { petition in
            var accepted = petition
            accepted.handling?.outcome = .accept
            accepted.classification = Sample.denunciation
            accepted.initialCheck = InitialCheck(identityVerified: true, result: .met)
            return try DenunciationWalk().acceptance.decide(
                accepted,
                caseID: "c1",
                agency: Sample.home,
                body: Sample.home,
                world
            )
        },
        Play("DenunciationService/NotifyForwarder") { petition in
            var forwarded = petition
            forwarded.classification = Sample.denunciation
            forwarded.forwarder = Forwarder(agency: "Báo Thanh Niên")
            return try NotifyForwarderRequest(id: petition.id, document: document)
                .decide(forwarded, world)
        },
        Play("DenunciationService/ReferToCriminal") { petition in
            var found = petition
            found.classification = Sample.denunciation
            return try ReferToCriminalRequest(
                record: .petition(petition.id),
                document: document,
                receiver: "Cơ quan CSĐT"
            ).decide(found, senders: nobody, world)
        },
        Play("PetitionService/RecordReply") {
            try RecordReplyRequest(id: $0.id, agency: "H29.05", document: document)
                .decide($0, senders: nobody, world)
        },
        Play("PetitionService/ClosePetition") {
            try ClosePetitionRequest(id: $0.id, reason: "Không cần phúc đáp")
                .decide($0, senders: nobody, world)
        },
        Play("PetitionService/WithdrawPetition") {
            try WithdrawPetitionRequest(id: $0.id, paperNumber: "1/RĐ")
                .decide($0, senders: nobody, world)
        },
        Play("PetitionService/AddSigners") {
            try SignerTests.request.decide($0, SignerTests.new, world)
        },
        Play("PetitionService/ReturnOriginals") {
            try ReturnOriginalsRequest(id: $0.id, document: document).decide($0, world)
        },
        Play("PetitionService/ReissueReceiptCode") { petition in
            let row = try petition.admit("PetitionService/ReissueReceiptCode", world)
            let fact = ReceiptCodeIssued(codeHash: [1], count: petition.receiptCodes + 1)
            #expect(row.to.isEmpty)
            return [petition.event(.receiptCodeIssued(fact), on: world.today)]
        },
    ]

    // Red when: a row has no test, a command acts from a state that the table does not allow or
    // leads to another, or a clock of a row neither starts nor stops.
    @Test func `Every command acts from the states of its rows and from no other`() {
        expectTable(Self.plays) { Self.sample($0) }
    }

    // Red when: a row that makes a petition makes it in another state or starts other clocks.
    @Test func `A received letter runs no clock before it is entered`() throws {
        let new = NewPetition(id: "p1", parties: [], fullText: nil)
        let letter = ReceivePetitionRequest(petition: Sample.registration)
        var petition = Petition()
        for event in try letter.decide(new, agency: Sample.home, world) { petition.apply(event) }
        #expect(petition.state == .received && petition.deadlines.isEmpty)
        #expect(petition.registerNumber == nil && petition.registeredOn.isEmpty)
        let enter = EnterRegisterRequest(id: "p1", actedOn: "2026-07-20")
        let events = try enter.decide(petition, register: { _ in nil }, world)
        for event in events { petition.apply(event) }
        #expect(petition.state == .registered && petition.registerNumber?.number == 1)
        // From the stamp of 06/07, not from the entry of 20/07.
        #expect(
            petition.deadlines.map(\.line) == [
                "PET.PROCESS OPEN 2026-07-20", "PET.DISCIPLINE.NOT_PROCESSED OPEN 2026-08-20",
            ]
        )
        var early = enter
        early.actedOn = "2026-07-05"
        #expect(
            refusal { try early.decide(Self.sample(.received), register: { _ in nil }, world) }
                == "invalid: acted_on"
        )
    }

    // Red when: originals of an accepted petition, or ones that went back already, are returned.
    @Test(arguments: [
        (HandlingOutcome.refuseAccept, false, "accepted"), (.archive, false, "accepted"),
        (.accept, false, "a petition that was not accepted; the case keeps its originals"),
        (.guide, true, "originals that were not returned yet"),
    ])
    func `Originals go back by themselves after a refusal, once`(
        outcome: HandlingOutcome,
        withIt: Bool,
        expected: String
    ) throws {
        var petition = Self.sample(.dispatched, outcome)
        petition.handling?.alsoReturnOriginals = withIt
        let request = ReturnOriginalsRequest(id: "p1", document: Self.document)
        let answer = refusal { try request.decide(petition, world) }
        #expect(answer.hasSuffix(expected))
        guard expected == "accepted" else { return }
        for event in try request.decide(petition, world) { petition.apply(event) }
        #expect(petition.originalsReturned?.number == Self.document.number)
        #expect(petition.originalsReturned?.form == "TT05/2021:TG")
        #expect(refusal { try request.decide(petition, world) }.contains("not returned yet"))
    }

    // Red when: a duplicate stops the first one's clocks, or keeps its own.
    @Test func `A duplicate stops its own clocks and not the first one's`() throws {
        var first = Self.sample(.classified)
        first.id = "first"
        var twin = Self.sample(.classified)
        let request = LinkDuplicateRequest(id: "p1", reason: "Trùng", actedOn: "2026-07-16")
        for event in try request.decide(twin, root: first, senders: nobody, world) {
            twin.apply(event)
            first.apply(event)
        }
        #expect(twin.state == .duplicateLinked && twin.duplicateOf == "first")
        #expect(twin.deadlines.allSatisfy { $0.state == .met })
        #expect(first.joined == ["p1"] && first.deadlines.allSatisfy { $0.state == .open })
        let again = refusal {
            try request.decide(Self.sample(.classified), root: first, senders: nobody, world)
        }
        #expect(again == "accepted")
        first.state = .withdrawn
        #expect(
            refusal {
                try request.decide(Self.sample(.classified), root: first, senders: nobody, world)
            }
            .hasPrefix("PETITION_STATE_CLASSIFIED: a first petition")
        )
        first.id = "p1"
        #expect(
            refusal {
                try request.decide(Self.sample(.classified), root: first, senders: nobody, world)
            } == "invalid: duplicate_of"
        )
    }

    // Red when: a refusal does not stop the clock of acceptance, or its notice stays owed.
    @Test(arguments: [PetitionType.complaint, .denunciation])
    func `A refusal stops the clocks of acceptance`(type: PetitionType) throws {
        let found = type == .complaint ? Sample.complaint : Sample.denunciation
        var petition = Self.sample(.decided, .refuseAccept, found)
        let notice = DocumentReference(number: "4/TB", issuedOn: "2026-07-14")
        let request = RefuseAcceptanceRequest(id: "p1", notice: notice, office: Self.office)
        for event in try request.decide(petition, type, agency: Sample.home, world) {
            petition.apply(event)
        }
        #expect(petition.state == .dispatched)
        #expect(petition.handling?.document?.number == notice.number)
        #expect(
            petition.deadlines.allSatisfy { $0.state == .met },
            "\(petition.deadlines.map(\.line))"
        )
        let notices = petition.deadlines.filter { $0.rule == "TC.NONACCEPT_NOTICE" }
        #expect(notices.count == (type == .denunciation ? 1 : 0))
        let other: PetitionType = type == .complaint ? .denunciation : .complaint
        let wrong = Self.sample(.decided, .refuseAccept, found)
        #expect(
            refusal { try request.decide(wrong, other, agency: Sample.home, world) }
                .hasPrefix("PETITION_STATE_DECIDED: an approved refusal")
        )
    }

    // Red when: a file that waits for a reply can be closed without a word.
    @Test func `A file that waits for a reply is closed with the reply or a reason`() throws {
        var petition = Self.sample(.dispatched)
        let close = ClosePetitionRequest(id: "p1")
        #expect(
            refusal { try close.decide(petition, senders: nobody, world) } == "invalid: reason"
        )
        let reply = RecordReplyRequest(
            id: "p1",
            agency: "H29.05",
            document: Self.document,
            receivedOn: "2026-07-22"
        )
        for event in try reply.decide(petition, senders: nobody, world) { petition.apply(event) }
        #expect(petition.replies.map(\.receivedOn) == ["2026-07-22"])
        for event in try close.decide(petition, senders: nobody, world) { petition.apply(event) }
        #expect(petition.state == .closed)
        let guided = Self.sample(.dispatched, .guide)
        #expect(
            refusal { try reply.decide(guided, senders: nobody, world) }.contains(
                "a transfer or an urging"
            )
        )
        #expect(refusal { try close.decide(guided, senders: nobody, world) } == "accepted")
    }
}
