import Casework
import Messages
import TestSupport
import Testing

/// Recommendations and feedback, from acceptance to the answer; and the end of any file.
@Suite struct FeedbackTests {
    private static func accept(
        _ petition: Petition,
        earlier: Case? = nil,
        today: String = "2026-12-30",
        _ spoil: (inout AcceptFeedbackRequest) -> Void = { _ in }
    ) -> String {
        var request = Sample.acceptFeedback("p1")
        spoil(&request)
        return refusal {
            try request.decide(
                petition,
                caseID: "c1",
                agency: Sample.home,
                earlier: earlier,
                senders: knownSender,
                context(today: today)
            )
        }
    }

    // Red when: feedback is accepted without approval, by nobody's head, or as another kind.
    @Test func `Feedback is accepted by the head within the competence`() throws {
        let petition = try ResultSample.petition()
        #expect(Self.accept(petition) == "accepted")
        #expect(Self.accept(petition) { $0.office = "H29.02.PP" } == "invalid: office")
        #expect(Self.accept(petition) { $0.notice = nil } == "invalid: notice")
        #expect(
            Self.accept(petition) { $0.notice?.issuedOn = "2026-07-09" }
                == "invalid: notice.issued_on"
        )
        #expect(Self.accept(petition) { $0.contents = [""] } == "invalid: contents[0]")
        #expect(
            Self.accept(petition) { $0.contents = ["Nguyễn Thị Ánh"] } == "invalid: contents[0]"
        )
        let proposed = try Walk(to: .proposed) { $0.classification = Sample.feedback }.petition
        #expect(
            Self.accept(proposed) == "PETITION_STATE_PROPOSED: an approved proposal to accept"
        )
        let complaint = try Walk(to: .approved).petition
        #expect(
            Self.accept(complaint) == "PETITION_STATE_DECIDED: a petition classified as feedback"
        )
        var foreign = petition
        foreign.classification?.competence = .other
        #expect(
            Self.accept(foreign)
                == "PETITION_STATE_DECIDED: a petition within this agency's competence"
        )
        var empty = petition
        empty.summary = ""
        #expect(Self.accept(empty) == "invalid: contents")
    }

    // Red when: answered feedback without new facts is taken up again (NĐ 154/2026 Đ.4 k.1.h).
    @Test func `What was answered is raised again on its case`() throws {
        let petition = try ResultSample.petition()
        var earlier = try ResultSample.feedback(.answered)
        #expect(Self.accept(petition, earlier: earlier) == "accepted")
        earlier.feedback?.answers = [FeedbackAnswer(document: Sample.answer("c0").document)]
        let refused = Self.accept(petition, earlier: earlier)
        #expect(
            refused == "PETITION_STATE_DECIDED: feedback that was not answered before (D4.h); "
                + "new facts are raised again on the case c1"
        )
    }

    // Red when: a limit that is set does not run, or an answer does not stop it.
    @Test func `The limit is the one that is set`() throws {
        let unset = try ResultSample.feedback()
        #expect(unset.deadlines.map(\.line) == ["KNPA.RESOLVE OPEN -"])
        #expect(unset.kind == .feedback && unset.contents.map(\.id) == ["1"])
        let petition = try ResultSample.petition()
        let set = SettingValue(key: "KNPA.RESOLVE", value: "15 working_days")
        let settings = Settings(LawSettings(values: [set]))
        let settled = Context(
            today: world.today,
            agency: "H29.02",
            calendar: .national,
            rulebook: try settings.applied(to: .builtin)
        )
        var file = Case()
        func take(_ events: [Event]) { for event in events { file.apply(event) } }
        take(
            try Sample.acceptFeedback("p1").decide(
                petition,
                caseID: "c1",
                agency: Sample.home,
                earlier: nil,
                senders: nobody,
                settled
            )
        )
        #expect(file.deadlines.map(\.line) == ["KNPA.RESOLVE OPEN 2026-08-04"])
        take(
            try Sample.assignTask("c1")
                .decide(file, assignee: Sample.home, senders: nobody, settled)
        )
        take(try Sample.answer("c1").decide(file, senders: nobody, settled))
        #expect(file.state == .answered)
        #expect(file.deadlines.map(\.line) == ["KNPA.RESOLVE MET 2026-08-04"])
        take(
            try ReraiseFeedbackRequest(id: "c1", newFacts: "Đèn lại hỏng", actedOn: "2026-08-03")
                .decide(file, senders: nobody, settled)
        )
        #expect(file.state == .processing && file.feedback?.reraises.count == 1)
        #expect(
            file.deadlines.map(\.line)
                == ["KNPA.RESOLVE MET 2026-08-04", "KNPA.RESOLVE OPEN 2026-08-22"]
        )
    }

    // Red when: work, answer or new facts are taken that say nothing or name a sender.
    @Test func `Work, answer and new facts are said in words that name nobody`() throws {
        let file = try ResultSample.feedback(.processing)
        func assign(_ agency: Agency?, _ content: String) -> String {
            var request = Sample.assignTask("c1")
            request.content = content
            return refusal {
                try request.decide(file, assignee: agency, senders: knownSender, world)
            }
        }
        #expect(assign(nil, "Kiểm tra") == "invalid: agency")
        #expect(assign(Sample.home, "") == "invalid: content")
        #expect(assign(Sample.home, "Gặp Nguyễn Thị Ánh") == "invalid: content")
        func answer(_ spoil: (inout AnswerFeedbackRequest) -> Void) -> String {
            var request = Sample.answer("c1")
            spoil(&request)
            return refusal { try request.decide(file, senders: knownSender, world) }
        }
        #expect(answer { $0.document = nil } == "invalid: document")
        #expect(answer { $0.document?.issuedOn = "2026-07-13" } == "invalid: document.issued_on")
        #expect(answer { $0.summary = "" } == "invalid: summary")
        #expect(answer { $0.summary = "Nguyễn Thị Ánh" } == "invalid: summary")
        let answered = try ResultSample.feedback(.answered)
        for facts in ["", "Nguyễn Thị Ánh"] {
            let request = ReraiseFeedbackRequest(id: "c1", newFacts: facts)
            #expect(
                refusal { try request.decide(answered, senders: knownSender, world) }
                    == "invalid: new_facts"
            )
        }
    }

    // Red when: a file is handed over twice, to nobody, or before it was closed.
    @Test func `A closed file goes to the archive once`() throws {
        var walk = try Walk(to: .closed)
        func handOver(_ spoil: (inout HandOverFileRequest) -> Void = { _ in }) -> String {
            var request = ResultSample.handOver
            spoil(&request)
            return refusal { try request.decide(walk.file, senders: knownSender, world) }
        }
        #expect(handOver { $0.receiver = "" } == "invalid: receiver")
        #expect(handOver { $0.receiver = "bà Nguyễn Thị Ánh" } == "invalid: receiver")
        #expect(handOver { $0.minutes = nil } == "invalid: minutes")
        #expect(handOver { $0.minutes?.issuedOn = "2026-10-04" } == "invalid: minutes.issued_on")
        walk.take(try ResultSample.handOver.decide(walk.file, senders: nobody, world))
        #expect(walk.file.handOver?.receiver == "Trung tâm Lưu trữ lịch sử")
        #expect(walk.clocks.contains("KN.FILE_HANDOVER MET -"))
        #expect(handOver() == "CASE_STATE_CLOSED: a file that was not handed over yet")
        let open = try Walk(to: .enforced).file
        #expect(
            refusal { try ResultSample.handOver.decide(open, senders: nobody, world) }
                == "CASE_STATE_ENFORCED: a closed file"
        )
    }

    // Red when: a first file is closed while the second instance has not taken over, or one that
    // ended without a result while its decision lies here.
    @Test func `Each end has its own condition`() throws {
        let close = CloseCaseRequest(id: "c1", actedOn: "2026-10-05")
        var appealed = try Walk(to: .enforced).file
        appealed.state = .appealed
        #expect(
            refusal { try close.decide(appealed, world) }
                == "CASE_STATE_APPEALED: a second instance that has accepted the complaint"
        )
        appealed.secondCase = "c2"
        #expect(refusal { try close.decide(appealed, world) } == "accepted")
        var ended = try Walk(to: .accepted).file
        for event in try TerminateCaseRequest(
            id: "c1",
            ground: .death,
            decision: DocumentReference(number: "36/QĐ-SNV", issuedOn: "2026-07-31")
        ).decide(ended, Sample.complainants, world) {
            ended.apply(event)
        }
        #expect(
            refusal { try close.decide(ended, world) }
                == "CASE_STATE_TERMINATED: nothing that is owed any more; open: KN.TERMINATE_SEND"
        )
        for event in try RecordSendingRequest(
            id: "c1",
            document: .termination,
            actedOn: "2026-08-03"
        ).decide(ended, world) {
            ended.apply(event)
        }
        #expect(refusal { try close.decide(ended, world) } == "accepted")
        var acted = ResultSample.denunciation(.handling)
        #expect(
            refusal { try close.decide(acted, world) }.hasPrefix(
                "CASE_STATE_HANDLING: a conclusion that was sent and published"
            )
        )
        acted.denunciation = Denunciation(
            conclusion: DenunciationConclusion(
                findings: [ContentFinding(content: "1", finding: .unfounded)],
                sentOn: "2026-08-14"
            ),
            disclosures: [Disclosure(form: .posting, publishedOn: "2026-08-17")]
        )
        #expect(refusal { try close.decide(acted, world) } == "accepted")
        acted.enforcement = Enforcement(agency: "H29.02", startedOn: "2026-09-02")
        #expect(
            refusal { try close.decide(acted, world) }
                == "CASE_STATE_HANDLING: a finished enforcement"
        )
    }
}
