import Casework
import Messages
import TestSupport
import Testing

/// The initial check of a denunciation and its acceptance, article by article.
@Suite struct AcceptDenunciationTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let spoil: @Sendable (inout AcceptDenunciationRequest, inout Petition) -> Void

        init(
            _ name: String,
            _ expected: String,
            _ spoil: @escaping @Sendable (inout AcceptDenunciationRequest, inout Petition) -> Void
        ) {
            testDescription = name
            self.expected = expected
            self.spoil = spoil
        }
    }

    private static let decided = "PETITION_STATE_DECIDED: "

    // Red when: the guard of the row is taken out of AcceptDenunciationRequest.
    @Test(arguments: [
        Row("in order", "accepted") { _, _ in },
        Row(
            "no decision, no office, nobody denounced",
            "invalid: decision, office, "
                + "respondent.rank, respondent.agency"
        ) { request, _ in
            request.decision = nil
            request.office = ""
            request.respondent = nil
        },
        Row("a decision before the approval", "invalid: decision.issued_on") { request, _ in
            request.decision?.issuedOn = "2026-07-09"
        },
        Row("a content that names the denouncer", "invalid: contents[0]") { request, _ in
            request.contents = ["Bà Nguyễn Thị Ánh tố cáo"]
        },
        Row("evidence without a complaint", "invalid: new_evidence") { request, _ in
            request.newEvidence = true
        },
        Row(
            "letter a: unsigned",
            decided + "a denunciation that is dated and signed and gives name and address "
                + "(Luật Tố cáo 2018 Đ.29 k.1.a, Đ.23)"
        ) { _, petition in petition.defects = [.noSignature] },
        Row(
            "letter b: no capacity",
            decided + "conditions that the initial check found unmet: D29.b "
                + "(Luật Tố cáo 2018 Đ.29 k.1)"
        ) { _, petition in
            petition.initialCheck = InitialCheck(result: .unmet, unmet: ["D29.b"])
        },
        Row("letter c: the head is denounced to the own agency", "invalid: respondent.agency") {
            request,
            _ in request.respondent?.rank = .head
        },
        Row("letter c: a deputy is", "invalid: respondent.agency") { request, _ in
            request.respondent?.rank = .deputy
        },
        Row("letter c: the body is", "invalid: respondent.agency") { request, _ in
            request.respondent?.rank = .body
        },
        Row(
            "letter c: another body's",
            decided + "a denunciation within this agency's competence "
                + "(Luật Tố cáo 2018 Đ.29 k.1.c)"
        ) { _, petition in petition.classification?.competence = .other },
        Row(
            "letter d: no basis",
            decided + "conditions that the initial check found unmet: D29.d "
                + "(Luật Tố cáo 2018 Đ.29 k.1)"
        ) { _, petition in
            petition.initialCheck = InitialCheck(result: .unmet, unmet: ["D29.d"])
        },
        Row(
            "a settled complaint without evidence",
            decided + "information or evidence of the settler's own violation "
                + "(Luật Tố cáo 2018 Đ.29 k.1)"
        ) { request, _ in request.settledComplaint = true },
        Row("a settled complaint with evidence", "accepted") { request, _ in
            request.settledComplaint = true
            request.newEvidence = true
        },
        Row("a complaint", decided + "a petition classified as a denunciation") { _, petition in
            petition.classification = Sample.complaint
        },
        Row("approved to be archived", decided + "an approved outcome of acceptance") {
            _,
            petition in petition.handling?.outcome = .archive
        },
    ])
    func `Acceptance is checked`(row: Row) throws {
        let walk = try DenunciationWalk(to: .approved)
        var petition = walk.petition
        var request = walk.acceptance
        row.spoil(&request, &petition)
        let found = refusal {
            try request.decide(
                petition,
                caseID: "c1",
                agency: Sample.home,
                body: request.respondent == nil ? nil : Sample.home,
                senders: knownSender,
                world
            )
        }
        #expect(found == row.expected)
    }

    // Red when: leaders are settled by another body than the direct superior (Đ.12, Đ.13).
    @Test func `The direct superior settles what is denounced of leaders`() {
        let on = day("2026-07-14")
        for rank in [Rank.head, .deputy, .body] {
            #expect(CompetentBody.denunciation(against: rank, of: Sample.home, on: on) == ["H29"])
        }
        let own = CompetentBody.denunciation(against: .official, of: Sample.home, on: on)
        #expect(own == ["H29.02"])
        #expect(CompetentBody.denunciation(against: .head, of: Sample.city, on: on).isEmpty)
    }

    // Red when: acceptance leaves a clock of the petition open, or starts others than the law's.
    @Test func `Acceptance stops the clocks of the petition and opens those of settlement`() throws
    {
        let walk = try DenunciationWalk(to: .accepted)
        #expect(
            walk.petition.deadlines.map(\.line) == [
                "PET.PROCESS MET 2026-07-20", "PET.DISCIPLINE.NOT_PROCESSED MET 2026-08-20",
                "TC.INITIAL MET 2026-07-15",
            ]
        )
        #expect(
            walk.file.deadlines.map(\.line) == [
                "TC.RESOLVE OPEN 2026-08-13", "TC.NOTIFY_ACCEPT OPEN 2026-07-21",
                "TC.WITHDRAW_WINDOW OPEN -",
            ]
        )
        #expect(walk.petition.state == .dispatched && walk.petition.caseId == "c1")
        #expect(walk.file.acceptance?.form == "ND31/2019:04")
        #expect(walk.petition.handling?.document?.form == "ND31/2019:04")
    }

    // Red when: a delegated check keeps the short limit, counts from another day, or is checked
    // without a result.
    @Test func `A wide check has ten working days from the same stamp`() throws {
        var walk = DenunciationWalk()
        walk.check.delegatedTo = "H29.05"
        walk.check.result = .unspecified
        try walk.go(to: .checked)
        #expect(walk.petition.state == .classified)
        let lines = walk.petition.deadlines.map(\.line)
        #expect(lines.contains("TC.INITIAL REPLACED 2026-07-15"))
        #expect(lines.contains("TC.INITIAL.EXTENDED OPEN 2026-07-20"))
        let result = CheckDenunciationRequest(
            id: "p1",
            identityVerified: true,
            result: .met,
            actedOn: "2026-07-17"
        )
        walk.take(try result.decide(walk.petition, senders: nobody, world))
        #expect(walk.petition.state == .checked)
        #expect(walk.petition.initialCheck?.delegatedTo == "H29.05")
        #expect(walk.petition.initialCheck?.extendedOn == "2026-07-08")
        #expect(walk.petition.deadlines.filter { $0.rule == "TC.INITIAL.EXTENDED" }.count == 1)
    }

    // Red when: a rule on the check's fields is taken out.
    @Test func `The check is checked`() throws {
        let petition = try {
            var walk = Walk()
            walk.classification = Sample.denunciation
            try walk.go(to: .classified)
            return walk.petition
        }()
        func found(_ spoil: (inout CheckDenunciationRequest, inout Petition) -> Void) -> String {
            var request = DenunciationWalk().check
            var petition = petition
            spoil(&request, &petition)
            return refusal { try request.decide(petition, senders: knownSender, world) }
        }
        #expect(found { _, _ in } == "accepted")
        #expect(found { request, _ in request.result = .unspecified } == "invalid: result")
        #expect(
            found { request, _ in request.identityVerified = false }
                == "invalid: identity_verified"
        )
        #expect(found { request, _ in request.result = .unmet } == "invalid: unmet")
        #expect(found { request, _ in request.unmet = ["D29.a"] } == "invalid: unmet")
        #expect(found { request, _ in request.places = -1 } == "invalid: places")
        #expect(
            found { request, _ in request.delegatedTo = "Nguyễn Thị Ánh" }
                == "invalid: delegated_to"
        )
        let named = "PETITION_STATE_CLASSIFIED: a denunciation whose denouncer is named"
        #expect(found { _, petition in petition.defects = [.noName] } == named)
        #expect(found { _, petition in petition.classification = Sample.complaint } == named)
    }

    // Red when: a notice to the denounced person may name the denouncer.
    @Test func `The notices of acceptance name nobody and stop their clock`() throws {
        var walk = try DenunciationWalk(to: .accepted)
        var request = DenunciationWalk.notices
        request.contentText = "Bà Nguyễn Thị Ánh tố cáo ông B"
        #expect(
            refusal { try request.decide(walk.file, senders: knownSender, world) }
                == "invalid: content_text"
        )
        walk.take(try DenunciationWalk.notices.decide(walk.file, senders: knownSender, world))
        #expect(walk.file.deadlines[1].line == "TC.NOTIFY_ACCEPT MET 2026-07-21")
        #expect(walk.file.denunciation?.contentNotice?.form == "ND31/2019:06")
        #expect(
            refusal { try request.decide(walk.file, senders: nobody, world) }
                == "CASE_STATE_ACCEPTED: notices of acceptance that did not go out yet"
        )
    }
}
