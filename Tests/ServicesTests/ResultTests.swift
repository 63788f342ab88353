import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// What follows a result, over the wire: enforcement by another agency, feedback, ratings.
@Suite struct ResultTests {
    private func reason<R>(_ body: () async throws(Status) -> R) async -> String {
        do {
            _ = try await body()
            return "accepted"
        } catch {
            return error.description
        }
    }

    /// A case of the home agency whose decision is in effect.
    private func effective(_ server: TestServer) async throws -> String {
        let head = server.head
        let file = try await head.accepted().file
        typealias C = ComplaintMethods
        _ = try await head.write(CaseMethods.assignVerification, Sample.assign(file), \.requestId)
        _ = try await head.write(CaseMethods.submitReport, Sample.report(file), \.requestId)
        _ = try await head.write(C.holdDialogue, Sample.dialogue(file), \.requestId)
        _ = try await head.write(C.issueDecision, Sample.decide(file), \.requestId)
        let sent = SendDecisionRequest(id: file, actedOn: "2026-08-14")
        _ = try await head.write(C.sendDecision, sent, \.requestId)
        let received = RecordDecisionReceiptRequest(id: file, actedOn: "2026-08-18")
        _ = try await head.write(C.recordDecisionReceipt, received, \.requestId)
        _ = try await head.write(C.confirmEffect, ConfirmEffectRequest(id: file), \.requestId)
        return file
    }

    private func due(_ caller: TestCaller) async throws -> [String] {
        try await caller.call(DeadlineMethods.listDue, ListDueRequest(pageSize: 200)).items
            .compactMap(\.deadline).filter { !$0.item.isEmpty }
            .map { "\($0.rule) \($0.item) \($0.dueOn)" }
    }

    // Red when: the enforcing agency can not report, sees more than the enforcement, or its items
    // stand in no list; or anybody else learns of the case.
    @Test func `Another agency enforces and sees only what it enforces`() async throws {
        try await TestServer.run(today: "2026-10-20") { server in
            typealias E = EnforcementMethods
            let file = try await effective(server)
            let enforcer = server.stranger
            let get = GetEnforcementRequest(id: file)
            let absent = GetEnforcementRequest(id: Names.absent.file)
            let hidden = await reason { () async throws(Status) in
                try await enforcer.call(E.getEnforcement, get)
            }
            let nothing = await reason { () async throws(Status) in
                try await enforcer.call(E.getEnforcement, absent)
            }
            #expect(hidden == nothing && hidden == "NOT_FOUND CASE_NOT_FOUND")
            let early = await reason { () async throws(Status) in
                try await server.head.call(E.getEnforcement, get)
            }
            #expect(early == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
            let start = Sample.start(file, by: "H29.05")
            _ = try await server.head.write(E.startEnforcement, start, \.requestId)
            let items = ["KN.ENFORCE.ITEM 2 2026-10-15", "KN.ENFORCE.ITEM 1 2026-10-31"]
            #expect(try await due(enforcer) == items)
            #expect(try await due(server.head) == items)
            let seen = try await enforcer.call(E.getEnforcement, get)
            #expect(seen.agency == "H29.02" && seen.decision?.number == "88/QĐ-SNV")
            #expect(seen.enforcement?.items.count == 2)
            for outsider in ["head@H29", "head@H29.77"] {
                let caller = server.caller(outsider)
                let refused = await reason { () async throws(Status) in
                    try await caller.write(E.reportEnforcement, Sample.progress(file), \.requestId)
                }
                #expect(refused == "NOT_FOUND CASE_NOT_FOUND")
            }
            // The rest of the case stays with the agency whose it is.
            let whole = await reason { () async throws(Status) in
                try await enforcer.call(CaseMethods.getCase, GetCaseRequest(name: .id(file)))
            }
            #expect(whole == "NOT_FOUND CASE_NOT_FOUND")
            let drop = await reason { () async throws(Status) in
                try await enforcer.write(E.dropItem, Sample.drop(file, "1"), \.requestId)
            }
            #expect(drop == "NOT_FOUND CASE_NOT_FOUND")
            let before = server.records.news.position
            let report = Sample.progress(file, [("2", 12_050)], on: "2026-10-14")
            _ = try await enforcer.write(E.reportEnforcement, report, \.requestId)
            let feed = try await server.head.call(
                FeedMethods.listJournal,
                ListJournalRequest(after: before, pageSize: 10)
            )
            #expect(feed.items.map { $0.events.count } == [1])
            #expect(try await due(enforcer) == ["KN.ENFORCE.ITEM 1 2026-10-31"])
            _ = try await server.head.write(E.dropItem, Sample.drop(file, "1"), \.requestId)
            let left = try await [due(enforcer), due(server.head)]
            #expect(left == [[], []])
            let finish = FinishEnforcementRequest(id: file, actedOn: "2026-10-19")
            _ = try await enforcer.write(E.finishEnforcement, finish, \.requestId)
            let closed = try await close(file, server)
            #expect(closed.state == .closed && closed.handOver?.receiver == "H29.03")
        }
    }

    private func close(_ file: String, _ server: TestServer) async throws -> Case {
        let request = CloseCaseRequest(id: file, actedOn: "2026-10-19")
        _ = try await server.officer.write(CaseMethods.closeCase, request, \.requestId)
        let handOver = HandOverFileRequest(
            id: file,
            minutes: DocumentReference(number: "9/BB", issuedOn: "2026-10-20"),
            receiver: "H29.03"
        )
        _ = try await server.officer.write(CaseMethods.handOverFile, handOver, \.requestId)
        return try await server.head.call(
            CaseMethods.getCase,
            GetCaseRequest(name: .id(file))
        )
    }

    // Red when: a limit of an item can not be explained, or explains another item.
    @Test func `An item's limit is explained by its own day`() async throws {
        try await TestServer.run(today: "2026-10-20") { server in
            let file = try await effective(server)
            _ = try await server.head.write(
                EnforcementMethods.startEnforcement,
                Sample.start(file),
                \.requestId
            )
            for (item, day) in [("1", "2026-10-31"), ("2", "2026-10-15"), ("", "2026-10-31")] {
                let request = ExplainDeadlineRequest(
                    record: .caseFile(file),
                    rule: "KN.ENFORCE.ITEM",
                    item: item
                )
                let found = try await server.officer.call(
                    DeadlineMethods.explainDeadline,
                    request
                )
                #expect(found.due == day)
            }
        }
    }

    // Red when: feedback does not open a case, is answered twice without new facts, or its visitor
    // is not told by the visit's own step.
    @Test func `Feedback is accepted, answered and raised again`() async throws {
        try await TestServer.run(today: "2026-08-20") { server in
            typealias F = FeedbackMethods
            let head = server.head
            let petition = try await head.register()
            _ = try await head.classify(petition, Sample.feedback)
            _ = try await head.write(
                PetitionMethods.proposeHandling,
                Sample.propose(petition),
                \.requestId
            )
            _ = try await head.write(
                PetitionMethods.approveHandling,
                Sample.approve(petition),
                \.requestId
            )
            let receipt = try await head.write(
                F.acceptFeedback,
                Sample.acceptFeedback(petition),
                \.requestId
            )
            let file = receipt.records.first?.record?.id ?? ""
            #expect(try await head.petition(petition).caseId == file)
            #expect(try await head.petition(petition).state == .dispatched)
            let foreign = Sample.assignTask(file, to: "H29.05")
            _ = try await head.write(F.assignTask, foreign, \.requestId)
            _ = try await head.write(F.answerFeedback, Sample.answer(file), \.requestId)
            let again = ReraiseFeedbackRequest(
                id: file,
                newFacts: "Đèn lại hỏng",
                actedOn: "2026-08-03"
            )
            _ = try await server.officer.write(F.reraiseFeedback, again, \.requestId)
            var second = Sample.answer(file)
            second.document = DocumentReference(number: "81/SNV", issuedOn: "2026-08-10")
            _ = try await head.write(F.answerFeedback, second, \.requestId)
            let answered = try await head.call(
                CaseMethods.getCase,
                GetCaseRequest(name: .id(file))
            )
            #expect(answered.state == .answered && answered.feedback?.answers.count == 2)
            #expect(answered.feedback?.tasks.first?.agency == "H29.05")
            // Another letter about the same is no new case.
            let twin = try await head.register()
            var found = Sample.feedback
            found.repeats = petition
            found.repetition = .settledOnce
            _ = try await head.classify(twin, found)
            _ = try await head.write(
                PetitionMethods.proposeHandling,
                Sample.propose(twin),
                \.requestId
            )
            _ = try await head.write(
                PetitionMethods.approveHandling,
                Sample.approve(twin),
                \.requestId
            )
            let refused = await reason { () async throws(Status) in
                try await head.write(F.acceptFeedback, Sample.acceptFeedback(twin), \.requestId)
            }
            #expect(refused == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
        }
    }

    // Red when: the visit through which feedback came forgets that its visitor waits for the answer.
    @Test func `A visitor is told of the answer by the visit`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let head = server.head
            let visit = try await desk.visited(.feedback, .mine)
            _ = try await desk.open(visit)
            let petition = try await desk.visit(visit).contents.first?.petitionId ?? ""
            let classify = ClassifyPetitionRequest(
                id: petition,
                etag: try await head.petition(petition).etag,
                classification: Sample.feedback
            )
            _ = try await head.write(PetitionMethods.classifyPetition, classify, \.requestId)
            var propose = Sample.propose(petition)
            propose.actedOn = ""
            _ = try await head.write(PetitionMethods.proposeHandling, propose, \.requestId)
            let approve = ApproveHandlingRequest(id: petition, office: "H29.02.GD")
            _ = try await head.write(PetitionMethods.approveHandling, approve, \.requestId)
            var accept = Sample.acceptFeedback(petition)
            accept.notice?.issuedOn = "2026-07-15"
            let receipt = try await head.write(
                FeedbackMethods.acceptFeedback,
                accept,
                \.requestId
            )
            let file = receipt.records.first?.record?.id ?? ""
            server.clock.set(day: "2026-07-20")
            let assign = AssignTaskRequest(id: file, content: "Kiểm tra hiện trường")
            _ = try await head.write(FeedbackMethods.assignTask, assign, \.requestId)
            var answer = Sample.answer(file)
            answer.document?.issuedOn = "2026-07-20"
            _ = try await head.write(FeedbackMethods.answerFeedback, answer, \.requestId)
            #expect(
                try await desk.visit(visit).deadlines.map(\.rule) == ["RCP.RESULT_NOTICE"]
            )
            let notice = VisitNotice(result: .answered, form: .written, document: answer.document)
            _ = try await server.officer.write(
                ReceptionMethods.notifyResult,
                NotifyResultRequest(id: visit, notice: notice),
                \.requestId
            )
            #expect(try await desk.visit(visit).deadlines.map(\.state) == [.met])
        }
    }

    // Red when: a rating is not listed or counted, a poor one is not among the poor, or a voided
    // one counts.
    @Test func `Ratings are listed and counted`() async throws {
        try await TestServer.run(today: "2026-10-20") { server in
            typealias S = SatisfactionMethods
            var ratings: [String] = []
            for score: Int32 in [1, 2, 5] {
                let file = try await effective(server)
                let request = RateResultRequest(id: file, score: score, words: "Lời \(score)")
                let receipt = try await server.officer.write(S.rateResult, request, \.requestId)
                ratings.append(receipt.records.first?.record?.id ?? "")
                let twice = await reason { () async throws(Status) in
                    try await server.officer.write(S.rateResult, request, \.requestId)
                }
                #expect(twice == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
            }
            let head = server.head
            let first = try await head.call(S.listRatings, ListRatingsRequest(pageSize: 2))
            #expect(first.ratings.map(\.score) == [1, 2] && !first.nextPageToken.isEmpty)
            #expect(first.counts.map(\.count) == [1, 1, 0, 0, 1])
            let rest = try await head.call(
                S.listRatings,
                ListRatingsRequest(pageSize: 2, pageToken: first.nextPageToken)
            )
            #expect(rest.ratings.map(\.words) == ["Lời 5"] && rest.nextPageToken.isEmpty)
            let poor = try await head.call(S.listRatings, ListRatingsRequest(poor: true))
            #expect(poor.ratings.map(\.id) == Array(ratings.prefix(2)))
            let void = VoidEntryRequest(
                record: RecordReference(kind: .rating, id: ratings[0]),
                reason: "Ghi nhầm vụ việc",
                office: "H29.02.GD"
            )
            let officer = await reason { () async throws(Status) in
                try await server.officer.write(RecordMethods.voidEntry, void, \.requestId)
            }
            #expect(officer == "PERMISSION_DENIED PERMISSION_DENIED")
            _ = try await head.write(RecordMethods.voidEntry, void, \.requestId)
            let left = try await head.call(S.listRatings, ListRatingsRequest(poor: true))
            #expect(left.ratings.map(\.score) == [2])
            #expect(left.counts.map(\.count) == [0, 1, 0, 0, 1])
        }
    }
}
