import Casework
import Messages
import TestSupport
import Testing

/// Verification, extensions, conclusion, continuation and protection, article by article.
@Suite struct SettleDenunciationTests {
    private func apply(_ events: [Event], to file: Case) -> Case {
        events.reduce(into: file) { $0.apply($1) }
    }

    // Red when: a team of one is taken, or the denounced body verifies itself.
    @Test func `A team has two members and is not the denounced one's`() throws {
        var file = try DenunciationWalk(to: .accepted).file
        var request = DenunciationWalk.assignment
        request.teamSize = 1
        #expect(
            refusal { try request.decide(file, verifier: Sample.foreign, world) }
                == "invalid: team_size"
        )
        file.respondent = Respondent(agency: "H29.05", rank: .head)
        #expect(
            refusal {
                try DenunciationWalk.assignment.decide(file, verifier: Sample.foreign, world)
            } == "invalid: agency"
        )
        file.respondent?.rank = .official
        #expect(
            refusal {
                try DenunciationWalk.assignment.decide(file, verifier: Sample.foreign, world)
            } == "accepted"
        )
    }

    // Red when: an extension counts from the rolled day, is given a third time, or after the end.
    @Test func `The limit is extended twice, each time before its end`() throws {
        var file = try DenunciationWalk(to: .accepted).file
        func extend(_ criteria: [ComplexityCriterion], _ day: String) throws -> [Event] {
            try DenunciationWalk.extend(criteria, on: day).decide(file, world)
        }
        #expect(refusal { try extend([], "2026-08-10") } == "invalid: criteria")
        #expect(
            refusal { try extend([.many], "2026-08-14") }
                == "CASE_STATE_ACCEPTED: a decision on or before 2026-08-13, "
                + "the last day of the limit"
        )
        file = apply(try extend([.many], "2026-08-13"), to: file)
        // 30 days on the nominal last day, 12/09/2026, a Saturday, rolled to Monday.
        #expect(
            file.settlement?.nominalOn == "2026-09-12" && file.settlement?.dueOn == "2026-09-14"
        )
        #expect(file.deadlines.contains { $0.rule == "TC.EXTEND_NOTICE" && $0.state == .open })
        #expect(refusal { try extend([.many], "2026-09-01") } == "invalid: criteria")
        file = apply(try extend([.many, .places], "2026-09-14"), to: file)
        #expect(file.settlement?.nominalOn == "2026-10-12")
        #expect(
            refusal { try extend([.many, .places], "2026-10-01") }
                == "CASE_STATE_ACCEPTED: a limit that was extended less than twice"
        )
        let told = NotifyExtensionRequest(id: "c1", actedOn: "2026-09-15")
        file = apply(try told.decide(file, world), to: file)
        #expect(!file.deadlines.contains { $0.rule == "TC.EXTEND_NOTICE" && $0.state == .open })
        var long = try DenunciationWalk.extend([.many], on: "2026-08-10")
        long.days = 31
        let fresh = try DenunciationWalk(to: .accepted).file
        #expect(refusal { try long.decide(fresh, world) } == "invalid: days")
    }

    // Red when: a conclusion is issued without report or simplified procedure.
    @Test func `A conclusion waits for the report, or for the simplified procedure`() throws {
        var file = try DenunciationWalk(to: .accepted).file
        let conclude = DenunciationWalk.conclusion
        #expect(
            refusal { try conclude.decide(file, senders: nobody, world) }
                == "CASE_STATE_ACCEPTED: a verification report, or the simplified procedure"
        )
        var half = DenunciationWalk.simplified
        half.criteria = [.clear, .simple, .atOnce]
        #expect(refusal { try half.decide(file, world) } == "invalid: criteria")
        file = apply(try DenunciationWalk.simplified.decide(file, world), to: file)
        #expect(refusal { try conclude.decide(file, senders: nobody, world) } == "accepted")
    }

    // Red when: a content is found on twice or not at all, or a true one is deliberately false.
    @Test func `A conclusion finds on every content that stands`() throws {
        var file = try DenunciationWalk(to: .reported).file
        file.contents.append(CaseContent(id: "2", summary: "Nội dung hai"))
        var request = DenunciationWalk.conclusion
        func found() -> String {
            refusal { try request.decide(file, senders: knownSender, world) }
        }
        #expect(found() == "invalid: conclusion.findings")
        request.conclusion?.findings.append(
            ContentFinding(content: "2", finding: .partly, deliberatelyFalse: true)
        )
        #expect(found() == "invalid: conclusion.findings[1].deliberately_false")
        request.conclusion?.findings[1].finding = .unfounded
        #expect(found() == "accepted")
        #expect(request.conclusion?.overall == .partly)
        file.contents[1].withdrawnOn = "2026-08-01"
        #expect(found() == "invalid: conclusion.findings")
        request.conclusion?.findings.removeLast()
        request.conclusion?.summary = "Bà Nguyễn Thị Ánh"
        #expect(found() == "invalid: conclusion.summary")
    }

    // Red when: a clock of the conclusion starts or stops by another act.
    @Test func `Each act on the conclusion stops its own clock`() throws {
        var walk = try DenunciationWalk(to: .concluded)
        func clock(_ rule: String) -> String {
            walk.file.deadlines.first { $0.rule == rule }?.line ?? ""
        }
        #expect(clock("TC.RESOLVE") == "TC.RESOLVE MET 2026-08-13")
        #expect(clock("TC.CONCLUSION_SEND") == "TC.CONCLUSION_SEND OPEN 2026-08-19")
        #expect(clock("TC.CONCLUSION_ACT") == "TC.CONCLUSION_ACT OPEN 2026-08-21")
        let send = SendConclusionRequest(id: "c1", actedOn: "2026-08-20")
        walk.take(try send.decide(walk.file, world))
        #expect(clock("TC.CONCLUSION_SEND") == "TC.CONCLUSION_SEND LATE 2026-08-19")
        var publish = PublishConclusionRequest(id: "c1", form: .site, actedOn: "2026-08-21")
        #expect(refusal { try publish.decide(walk.file, world) } == "invalid: redacted")
        publish.redacted = true
        walk.take(try publish.decide(walk.file, world))
        #expect(clock("TC.PUBLISH") == "TC.PUBLISH MET 2026-08-21")
        #expect(clock("TC.PUBLISH.POSTING_MIN") == "TC.PUBLISH.POSTING_MIN OPEN 2026-09-05")
        walk.take(try DenunciationWalk.acts.decide(walk.file, senders: nobody, world))
        #expect(clock("TC.CONCLUSION_ACT") == "TC.CONCLUSION_ACT MET 2026-08-21")
        let report = ReportRecommendationRequest(
            id: "c1",
            act: "1",
            result: "Đã khiển trách",
            resultOn: "2026-09-01",
            reportedOn: "2026-09-10"
        )
        walk.take(try report.decide(walk.file, senders: nobody, world))
        #expect(clock("TC.RECOMMENDATION_RESULT").contains(" LATE "))
        let again = refusal { try report.decide(walk.file, senders: nobody, world) }
        #expect(again == "invalid: act")
    }

    // Red when: a withdrawal ends a denunciation by itself, or without the finding of Đ.33.
    @Test func `A withdrawal is recorded and ends nothing by itself`() throws {
        var file = try DenunciationWalk(to: .accepted).file
        let withdraw = WithdrawPersonRequest(
            id: "c1",
            person: "s1",
            document: DocumentReference(number: "1/BB", issuedOn: "2026-07-20")
        )
        file = apply(try withdraw.decide(file, Sample.complainants, world), to: file)
        #expect(file.state == .accepted && file.withdrawals.count == 1)
        var end = TerminateCaseRequest(
            id: "c1",
            ground: .withdrawn,
            decision: DocumentReference(number: "2/QĐ", issuedOn: "2026-07-21")
        )
        #expect(
            refusal { try end.decide(file, Sample.complainants, world) }.contains(
                "no sign of a violation, coercion, bribery or slander"
            )
        )
        end.clean = true
        #expect(refusal { try end.decide(file, Sample.complainants, world) } == "accepted")
        end.ground = .dissolved
        #expect(refusal { try end.decide(file, Sample.complainants, world) } == "invalid: ground")
    }

    // Red when: another body than the direct superior decides, or a new settlement opens wrongly.
    @Test(arguments: [ContinuationResult.refuse, .orderAgain, .takeOver])
    func `The direct superior decides on a continued denunciation`(
        result: ContinuationResult
    ) throws {
        var file = try DenunciationWalk(to: .concluded).file
        let ask = ContinueDenunciationRequest(
            id: "c1",
            ground: .conclusion,
            receivedOn: "2026-09-03"
        )
        #expect(
            refusal { try ask.decide(file, body: Sample.home, world) }.contains(
                "the direct superior of the agency that settles"
            )
        )
        file = apply(try ask.decide(file, body: Sample.home, cityWorld), to: file)
        #expect(file.state == .continued && file.resumesTo == .concluded)
        #expect(file.deadlines.last?.line == "TC.CONTINUED_REVIEW OPEN 2026-09-23")
        // The conclusion is acted on meanwhile.
        file = apply(try DenunciationWalk.acts.decide(file, senders: nobody, world), to: file)
        #expect(file.state == .continued)
        let events = try DenunciationWalk.decision(result).decide(
            file,
            caseID: "c2",
            body: Sample.home,
            superior: Sample.city,
            cityWorld
        )
        var again = Case()
        for event in events where event.record?.id == "c2" { again.apply(event) }
        file = apply(events.filter { $0.record?.id == "c1" }, to: file)
        #expect(file.state == .handling)
        #expect(file.deadlines.first { $0.rule == "TC.CONTINUED_REVIEW" }?.state == .met)
        guard result != .refuse else {
            #expect(again == Case() && file.denunciation?.continuations[0].caseId == "")
            return
        }
        #expect(again.agency == (result == .takeOver ? "H29" : "H29.02"))
        #expect(again.state == .accepted && again.denunciation?.continuedFrom == "c1")
        #expect(again.deadlines.first?.rule == "TC.RESOLVE")
        #expect(file.denunciation?.continuations[0].caseId == "c2")
    }

    // Red when: a continued denunciation is taken before the limit passed, or its clocks differ.
    @Test func `What is overdue is asked about and reported on`() throws {
        var file = try DenunciationWalk(to: .accepted).file
        var ask = ContinueDenunciationRequest(
            id: "c1",
            ground: .overdue,
            receivedOn: "2026-08-13"
        )
        #expect(
            refusal { try ask.decide(file, body: Sample.home, cityWorld) }
                == "CASE_STATE_ACCEPTED: a limit of settlement that has passed with all its "
                + "extensions"
        )
        ask.receivedOn = "2026-08-14"
        file = apply(try ask.decide(file, body: Sample.home, cityWorld), to: file)
        func clock(_ rule: String) -> String {
            file.deadlines.first { $0.rule == rule }?.line ?? ""
        }
        #expect(
            clock("TC.OVERDUE.SUPERIOR_REQUEST") == "TC.OVERDUE.SUPERIOR_REQUEST OPEN 2026-08-21"
        )
        let request = RequestBySuperiorRequest(
            id: "c1",
            document: DocumentReference(number: "41/UBND", issuedOn: "2026-08-18"),
            receivedOn: "2026-08-20"
        )
        file = apply(try request.decide(file, body: Sample.home, cityWorld), to: file)
        #expect(clock("TC.OVERDUE.SUPERIOR_REQUEST").contains(" MET "))
        #expect(clock("TC.OVERDUE.REPORT") == "TC.OVERDUE.REPORT OPEN 2026-08-26")
        let report = ReportToSuperiorRequest(
            id: "c1",
            document: DocumentReference(number: "42/BC", issuedOn: "2026-08-28"),
            reason: "Chờ kết quả giám định"
        )
        file = apply(try report.decide(file, senders: nobody, world), to: file)
        #expect(clock("TC.OVERDUE.REPORT") == "TC.OVERDUE.REPORT LATE 2026-08-26")
    }

    // Red when: the duty to end protection does not start with the conclusion, or stays owed.
    @Test func `Protection ends when the denunciation is settled`() throws {
        var file = DenunciationWalk.protected(try DenunciationWalk(to: .reported).file)
        let end = EndProtectionRequest(
            id: "c1",
            protection: "1",
            end: .settled,
            decision: DocumentReference(number: "8/QĐ", issuedOn: "2026-08-20")
        )
        #expect(refusal { try end.decide(file, world) } == "invalid: end")
        file = apply(
            try DenunciationWalk.conclusion.decide(file, senders: nobody, world),
            to: file
        )
        #expect(file.deadlines.last?.line == "TC.PROTECTION_END OPEN -")
        file = apply(try end.decide(file, world), to: file)
        #expect(file.deadlines.last?.state == .met)
        #expect(
            refusal { try end.decide(file, world) } == "invalid: protection"
        )
    }
}
