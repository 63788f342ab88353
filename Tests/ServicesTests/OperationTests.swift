import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// Work on many records at once, over the wire.
@Suite struct OperationTests {
    private typealias M = OperationMethods

    private static func load(_ server: TestServer) async throws {
        let division = Agency(
            code: "H29.02.07",
            name: "Phòng Thanh tra",
            type: .division,
            parent: "H29.02",
            validFrom: "2025-07-01",
            offices: [Office(code: "H29.02.07.TP", title: "Trưởng phòng", head: true)]
        )
        _ = try await server.administrator.apply([division])
        let staff =
            ["anh", "binh"].map { Officer(code: $0, agency: "H29.02") }
            + [Officer(code: "chi", agency: "H29.02.07")]
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            ApplyOfficersRequest(officers: staff),
            \.requestId
        )
    }

    /// Petitions of Sở Nội vụ that lie with an officer.
    private static func files(
        _ count: Int,
        with officer: String,
        in unit: String = "",
        _ server: TestServer
    ) async throws -> [String] {
        var ids: [String] = []
        for _ in 0..<count {
            let id = try await server.head.register()
            let assign = AssignFileRequest(record: .petition(id), unit: unit, officer: officer)
            _ = try await server.head.write(CustodyMethods.assignFile, assign, \.requestId)
            ids.append(id)
        }
        return ids
    }

    private static let leaver = OperationPlan(
        work: .reassign(
            ReassignPlan(holder: .holderOfficer("anh"), officer: "binh", note: "Nghỉ hưu")
        )
    )

    private static func held(_ officer: String, _ server: TestServer) async throws -> Set<String> {
        let request = ListHeldRequest(kind: .petition, holder: .officer(officer), pageSize: 200)
        let reply = try await server.head.call(CustodyMethods.listHeld, request)
        return Set(reply.files.compactMap(\.record?.id))
    }

    // Red when: a step is lost or taken twice over a restart, or a stop does not stop.
    @Test func `A leaver's files go over in steps, across a stop and a restart`() async throws {
        try await withStore(.memory) { store in
            var files: [String] = []
            var id = ""
            try await TestServer.run(on: store) { server in
                try await Self.load(server)
                files = try await Self.files(120, with: "anh", server)
                id = try await server.start(Self.leaver, as: server.head)
                #expect(try await OperationMover(server.desk).step())
                let stop = StopOperationRequest(id: id, reason: "Xem lại")
                _ = try await server.head.write(M.stopOperation, stop, \.requestId)
                let stopped = try await server.finish(id, as: server.head)
                #expect(stopped.state == .stopped && stopped.done == 20 && stopped.previewed == 120)
                #expect(try await Self.held("binh", server).count == 20)
                let resume = ResumeOperationRequest(id: id)
                _ = try await server.head.write(M.resumeOperation, resume, \.requestId)
                #expect(try await OperationMover(server.desk).step())
            }
            try await TestServer.run(on: store) { server in
                let done = try await server.finish(id, as: server.head)
                #expect(done.state == .done && done.done == 120 && done.skipped == 0)
                #expect(done.finishedOn == "2026-07-15" && done.startedBy == "head")
                #expect(try await Self.held("binh", server) == Set(files))
                #expect(try await Self.held("anh", server).isEmpty)
                #expect(try server.records.verify().findings == [])
                let list = try await server.head.call(M.listOperations, ListOperationsRequest())
                #expect(list.operations == [done])
            }
        }
    }

    // Red when: taking back takes from a holder what went on there, or leaves the rest.
    @Test func `Files go back to the leaver, save those that went on`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let files = try await Self.files(60, with: "anh", server)
            let id = try await server.start(Self.leaver, as: server.head)
            _ = try await server.finish(id, as: server.head)
            let on = try #require(files.randomElement())
            _ = try await server.head.classify(on)
            let revert = RevertOperationRequest(id: id, reason: "An ở lại")
            _ = try await server.head.write(M.revertOperation, revert, \.requestId)
            let reverted = try await server.finish(id, as: server.head)
            #expect(reverted.state == .reverted && reverted.reverted == 59)
            #expect(reverted.skips.compactMap(\.record?.id) == [on])
            #expect(try await Self.held("anh", server) == Set(files).subtracting([on]))
            #expect(try await Self.held("binh", server) == [on])
            let custody = try await server.head.call(
                CustodyMethods.getCustody,
                GetCustodyRequest(record: .petition(files.first { $0 != on } ?? ""))
            )
            #expect(custody.steps.map(\.move) == [.unspecified, .assigned, .assigned, .takenBack])
            #expect(custody.steps.last?.custody?.officer == "anh")
            // What was taken back is neither gone on with nor taken back again.
            let again = RevertOperationRequest(id: id, reason: "Lại")
            await #expect(throws: Status.self) {
                try await server.head.write(M.revertOperation, again, \.requestId)
            }
        }
    }

    // Red when: a confirmation is good for other records, another plan or another caller.
    @Test func `A confirmation is good for what was previewed alone`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            _ = try await Self.files(2, with: "anh", server)
            let preview = try await server.head.call(
                M.previewOperation,
                PreviewOperationRequest(plan: Self.leaver)
            )
            #expect(
                preview.count == 2 && preview.kinds == [OperationCount(kind: .petition, count: 2)]
            )
            func start(
                _ plan: OperationPlan,
                _ caller: TestCaller
            ) async -> String {
                let request = StartOperationRequest(
                    plan: plan,
                    confirmation: preview.confirmation
                )
                do {
                    _ = try await caller.write(M.startOperation, request, \.requestId)
                    return "started"
                } catch {
                    return error.reason ?? ""
                }
            }
            var other = Self.leaver
            other.work = .reassign(ReassignPlan(holder: .holderOfficer("anh"), note: "Nghỉ hưu"))
            #expect(await start(other, server.head) == "FIELD_INVALID")
            #expect(await start(Self.leaver, server.caller("head@H29.02/other")) == "FIELD_INVALID")
            let more = try await Self.files(1, with: "anh", server)
            #expect(await start(Self.leaver, server.head) == "ACTION_NOT_ALLOWED")
            let take = TakeBackFileRequest(record: .petition(more[0]), reason: "Thôi")
            _ = try await server.head.write(CustodyMethods.takeBackFile, take, \.requestId)
            #expect(await start(Self.leaver, server.head) == "started")
        }
    }

    // Red when: a repeat of the start is counted anew, and so refused or another operation.
    @Test func `A repeated start is the same operation`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            _ = try await Self.files(1, with: "anh", server)
            let preview = try await server.head.call(
                M.previewOperation,
                PreviewOperationRequest(plan: Self.leaver)
            )
            let request = StartOperationRequest(
                requestId: TestCaller.newRequestID(),
                plan: Self.leaver,
                confirmation: preview.confirmation
            )
            let first = try await server.head.call(M.startOperation, request)
            let id = first.records.first?.record?.id ?? ""
            #expect(try await server.finish(id, as: server.head).state == .done)
            #expect(try await server.head.call(M.startOperation, request) == first)
        }
    }

    // Red when: files of a unit that ends stay behind, or those of another go along.
    @Test func `What a unit has goes to another unit`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let own = try await Self.files(2, with: "chi", in: "H29.02.07", server)
            let desk = try await Self.files(1, with: "", in: "H29.02.07", server)
            _ = try await Self.files(1, with: "anh", server)
            let plan = ReassignPlan(holder: .holderUnit("H29.02.07"), officer: "binh")
            let id = try await server.start(
                OperationPlan(work: .reassign(plan)),
                as: server.head
            )
            #expect(try await server.finish(id, as: server.head).done == 3)
            #expect(try await Self.held("binh", server) == Set(own + desk))
        }
    }

    // Red when: an answer that is not open to a case is written, or one refusal keeps the others.
    @Test func `Equal feedback is answered at once, and what can not be is named`() async throws {
        try await TestServer.run(today: "2026-08-20") { server in
            let head = server.head
            var cases: [String] = []
            for number in 0..<4 {
                let petition = try await head.register()
                _ = try await head.classify(petition, Sample.feedback)
                let propose = Sample.propose(petition)
                _ = try await head.write(PetitionMethods.proposeHandling, propose, \.requestId)
                let approve = Sample.approve(petition)
                _ = try await head.write(PetitionMethods.approveHandling, approve, \.requestId)
                let accept = Sample.acceptFeedback(petition)
                let file =
                    try await head
                    .new(FeedbackMethods.acceptFeedback, accept, \.requestId)
                cases.append(file)
                guard number < 3 else { continue }
                let task = Sample.assignTask(file, to: "H29.02")
                _ = try await head.write(FeedbackMethods.assignTask, task, \.requestId)
            }
            let answer = Sample.answer("")
            let plan = AnswerPlan(
                cases: cases,
                document: answer.document,
                summary: answer.summary
            )
            let id = try await server.start(OperationPlan(work: .answer(plan)), as: head)
            let done = try await server.finish(id, as: head)
            #expect(done.state == .done && done.done == 3 && done.previewed == 4)
            #expect(done.skips.compactMap(\.record?.id) == [cases[3]])
            #expect(done.skips.first?.rule.contains("feedback that is being worked on") == true)
            for file in cases.prefix(3) {
                let answered = try await head.call(
                    CaseMethods.getCase,
                    GetCaseRequest(name: .id(file))
                )
                #expect(answered.state == .answered)
                #expect(answered.feedback?.answers.first?.summary == answer.summary)
            }
            let revert = RevertOperationRequest(id: id, reason: "Nhầm")
            await #expect(throws: Status.self) {
                try await head.write(M.revertOperation, revert, \.requestId)
            }
        }
    }

    // Red when: undoing one step tears a file out of an operation.
    @Test func `A step of an operation is not undone by itself`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let file = try await Self.files(1, with: "anh", server)[0]
            let id = try await server.start(Self.leaver, as: server.head)
            _ = try await server.finish(id, as: server.head)
            let undo = UndoStepRequest(
                record: .petition(file),
                position: Int64(try await server.head.petition(file).etag) ?? 0,
                reason: "Nhầm"
            )
            let refused = await #expect(throws: Status.self) {
                try await server.head.write(RecordMethods.undoStep, undo, \.requestId)
            }
            #expect(refused?.message.contains("revert the operation") == true)
        }
    }
}
