import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// A leader's session through a real server.
@Suite struct SessionTests {
    typealias M = SessionMethods
    static let office = "H29.02.GD"

    /// An instant of a day in Vietnam, in milliseconds.
    static func instant(_ iso: String, hour: Int64) -> Int64 {
        (Int64(Day(iso: iso)?.daysSince1970 ?? 0) * 24 + hour - 7) * 3_600_000
    }

    /// A proposal that is screened, about a new petition.
    private static func screened(_ head: TestCaller) async throws -> String {
        let petition = try await head.register()
        let draft = DraftProposalRequest(about: .petition(petition), reason: "Vụ việc phức tạp")
        let id = try await head.new(M.draftProposal, draft, \.requestId)
        _ = try await head.write(M.submitProposal, SubmitProposalRequest(id: id), \.requestId)
        let screen = ScreenProposalRequest(
            id: id,
            matterHistory: "Gửi ba lần",
            priorSettlements: "Đã trả lời năm 2025"
        )
        _ = try await head.write(M.screenProposal, screen, \.requestId)
        return id
    }

    private static func conclusion(_ id: String, _ visit: String) -> IssueConclusionRequest {
        IssueConclusionRequest(
            id: id,
            conclusion: DocumentReference(number: "1/TB", issuedOn: "2026-07-20"),
            instructions: [
                InstructionDraft(
                    agency: "H29.05",
                    content: "Kiểm tra lại hồ sơ",
                    dueOn: "2026-07-31",
                    visitId: visit
                ),
                InstructionDraft(
                    agency: "H29",
                    content: "Tổ chức đối thoại",
                    dueOn: "2026-08-10"
                ),
            ],
            office: office
        )
    }

    // Red when: a step of the life is lost, the assignee sees more than its instruction, or a
    // stranger sees anything.
    @Test func `A session is proposed, held, concluded and followed to its end`() async throws {
        try await TestServer.run(today: "2026-07-06") { server in
            let head = server.head
            _ = try await server.administrator.apply([
                Sample.agency("H29.06", "Sở Công Thương", .department)
            ])
            let proposal = try await Self.screened(head)
            let plan = PlanSessionRequest(
                kind: .leaderPeriodic,
                office: Self.office,
                heldOn: "2026-07-20"
            )
            let id = try await head.new(M.planSession, plan, \.requestId)
            let approve = ApproveProposalRequest(id: proposal, sessionId: id, office: Self.office)
            _ = try await head.write(M.approveProposal, approve, \.requestId)
            _ = try await head.write(
                M.publishSchedule,
                PublishScheduleRequest(id: id),
                \.requestId
            )
            let invite = InviteAgenciesRequest(
                id: id,
                agencies: ["H29.05"],
                invitation: DocumentReference(number: "5/GM", issuedOn: "2026-07-06")
            )
            _ = try await head.write(M.inviteAgencies, invite, \.requestId)

            server.clock.set(day: "2026-07-20")
            _ = try await head.write(M.openSession, OpenSessionRequest(id: id), \.requestId)
            let visitor = CheckInRequest(
                kind: .leaderPeriodic,
                sessionId: id,
                parties: [Sample.sender],
                identityPaper: .card
            )
            let visit = try await server.officer.new(
                ReceptionMethods.checkIn,
                visitor,
                \.requestId
            )
            try await Self.recordTurn(server, id, visit)
            _ = try await head.write(M.endSession, EndSessionRequest(id: id), \.requestId)
            let conclude = Self.conclusion(id, visit)
            _ = try await head.write(M.issueConclusion, conclude, \.requestId)
            try await Self.expectFollowed(server, id, proposal)
            #expect(try server.records.verify().findings == [])
        }
    }

    /// A denunciation is heard: its visitor is sealed as secret and named nowhere.
    private static func recordTurn(
        _ server: TestServer,
        _ id: String,
        _ visit: String
    ) async throws {
        var turn = RecordTurnRequest(
            id: id,
            visitId: visit,
            contents: [
                VisitContent(
                    type: .denunciation,
                    field: "HC.CV",
                    summary: "Bà \(Sample.senderName) tố cáo",
                    competence: .mine
                )
            ],
            minutesNumber: "7/BB"
        )
        do {
            _ = try await server.officer.write(M.recordTurn, turn, \.requestId)
            Issue.record("a text that names the visitor was taken")
        } catch {
            #expect(error.fieldViolations.map(\.field) == ["contents[0].summary"])
        }
        turn.contents[0].summary = "Tố cáo cán bộ địa chính"
        _ = try await server.officer.write(M.recordTurn, turn, \.requestId)
        let guards = try server.records.read { reader in
            try reader.filed(Visit.self, visit)?.parties.map { try reader.party($0.id)?.guard }
        }
        #expect(guards == [.secret])
        let due = try await server.officer.call(DeadlineMethods.listDue, ListDueRequest())
        let result = due.items.first { $0.deadline?.rule == "RCP.RESULT_NOTICE" }
        #expect(result?.record?.id == visit && result?.deadline?.dueOn == "2026-08-03")
    }

    /// Two agencies carry out what was concluded, one of them late.
    private static func expectFollowed(
        _ server: TestServer,
        _ id: String,
        _ proposal: String
    ) async throws {
        let head = server.head
        let concluded = try await head.call(M.getSession, GetSessionRequest(id: id))
        #expect(concluded.state == .concluded && concluded.proposals == [proposal])
        #expect(concluded.turns.map(\.minutesNumber) == ["7/BB"])
        let tasks = concluded.instructions
        try await expectSeen(server, id, tasks)
        let chair = server.caller("head@H29")
        server.clock.set(day: "2026-08-03")
        let letter = DocumentReference(number: "2/CV", issuedOn: "2026-08-03")
        _ = try await head.write(
            M.urgeTask,
            UrgeTaskRequest(id: tasks[0], letter: letter),
            \.requestId
        )
        let report = DocumentReference(number: "3/BC", issuedOn: "2026-08-03")
        for (caller, task) in [(server.stranger, tasks[0]), (chair, tasks[1])] {
            _ = try await caller.write(
                M.reportTask,
                ReportTaskRequest(id: task, report: report),
                \.requestId
            )
        }
        _ = try await head.write(M.closeTask, CloseTaskRequest(id: tasks[1]), \.requestId)
        // The giver follows both at once, whoever carries them out; the assignees gave nothing.
        func given(_ caller: TestCaller, _ state: InstructionState) async throws -> [String] {
            let request = ListInstructionsRequest(state: state, given: true)
            return try await caller.call(M.listInstructions, request).instructions.map(\.id)
        }
        #expect(try await given(head, .unspecified).sorted() == tasks.sorted())
        #expect(try await given(head, .closed) == [tasks[1]])
        #expect(try await given(chair, .unspecified) == [])
        let half = try await head.call(M.getSession, GetSessionRequest(id: id))
        #expect(half.state == .tasksOpen && half.instructionsClosed == 1)
        _ = try await head.write(M.closeTask, CloseTaskRequest(id: tasks[0]), \.requestId)
        let done = try await head.call(M.getSession, GetSessionRequest(id: id))
        #expect(done.state == .tasksDone && done.deadlines.map(\.state) == [.met, .met])
        let list = ListInstructionsRequest(sessionId: id)
        let closed = try await head.call(M.listInstructions, list).instructions
        #expect(closed.map(\.number) == [1, 2] && closed.map(\.late) == [true, false])
        #expect(closed.map { $0.deadlines.map(\.state) } == [[.late], [.met]])
        let ended = try await head.call(
            M.getReceptionProposal,
            GetReceptionProposalRequest(id: proposal)
        )
        #expect(ended.state == .concluded && ended.sessionId == id)
        let days = try await head.call(
            M.getReceptionDays,
            GetReceptionDaysRequest(fromMonth: "2026-07", toMonth: "2026-08")
        )
        #expect(days.rows.map(\.held) == [1, 0] && days.rows.map(\.missing) == [0, 1])
    }

    /// Each assignee finds its instruction in its list, its feed and what is due; nobody else does.
    private static func expectSeen(
        _ server: TestServer,
        _ id: String,
        _ tasks: [String]
    ) async throws {
        let chair = server.caller("head@H29")
        for (caller, task, due) in [
            (server.stranger, tasks[0], "2026-07-31"), (chair, tasks[1], "2026-08-10"),
        ] {
            let list = try await caller.call(M.listInstructions, ListInstructionsRequest())
            #expect(list.instructions.map(\.id) == [task])
            let feed = try await caller.call(FeedMethods.listJournal, ListJournalRequest())
            let told = feed.items.flatMap(\.events).filter { $0.record?.kind != .agency }
            #expect(told.map(\.record) == [RecordReference(kind: .instruction, id: task)])
            let owed = try await caller.call(DeadlineMethods.listDue, ListDueRequest())
            #expect(owed.items.map { $0.deadline?.dueOn } == [due])
        }
        let other = server.caller("head@H29.06")
        for (caller, task) in [(other, tasks[0]), (chair, tasks[0]), (server.stranger, tasks[1])] {
            await expectNotFound {
                _ = try await caller.call(M.getInstruction, GetInstructionRequest(id: task))
            }
        }
        await expectNotFound {
            _ = try await server.stranger.call(M.getSession, GetSessionRequest(id: id))
        }
        await expectNotFound {
            let list = ListInstructionsRequest(sessionId: id)
            _ = try await server.stranger.call(M.listInstructions, list)
        }
    }

    private static func expectNotFound(_ call: () async throws -> Void) async {
        do {
            try await call()
            Issue.record("a foreign record was served")
        } catch {
            #expect((error as? Status)?.code == .notFound)
        }
    }

    // Red when: a kind has no actions, no history or no past, or tells commands as open that the
    // deciders refuse.
    @Test func `Every kind says what can be done, how it stood and what changed`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let planted = try await PlantedSessions(server)
            let board = Sample.agency("H29.01.01", "Ban Tiếp công dân", .receptionBoard)
            _ = try await server.administrator.apply([board])
            let meet = RecordBoardMeetingRequest(
                heldOn: "2026-07-10",
                minutes: DocumentReference(number: "1/BB", issuedOn: "2026-07-10")
            )
            let chair = server.caller("head@H29.01.01")
            let meeting = try await chair.new(M.recordBoardMeeting, meet, \.requestId)
            let rows: [(TestCaller, RecordKind, String, [String])] = [
                (
                    server.head, .session, planted.planned,
                    [
                        "PublishSchedule", "InviteAgencies", "NotifyBridgePoints",
                        "RescheduleSession",
                    ]
                ),
                (server.head, .instruction, planted.instruction, ["ReportTask", "UrgeTask"]),
                (server.head, .proposal, planted.proposal, ["SubmitProposal"]),
                (chair, .boardMeeting, meeting, []),
            ]
            for (caller, kind, id, open) in rows {
                let record = RecordReference(kind: kind, id: id)
                let actions = try await caller.call(
                    RecordMethods.listActions,
                    ListActionsRequest(record: record)
                )
                let own = actions.actions.filter { $0.method.hasPrefix("SessionService/") }
                let names = own.filter(\.open).map { $0.method.dropFirst(15) }
                #expect(names.map(String.init) == open)
                let history = try await caller.call(
                    FeedMethods.getHistory,
                    GetHistoryRequest(record: record)
                )
                #expect(history.items.count == 1)
                let past = try await caller.call(
                    RecordMethods.getRecordAsOf,
                    GetRecordAsOfRequest(record: record, moment: .day("2026-07-15"))
                )
                #expect(past.record != nil && past.position == history.items[0].position)
                let changes = try await caller.call(
                    RecordMethods.getChanges,
                    GetChangesRequest(record: record)
                )
                #expect(changes.steps.count == 1 && changes.steps[0].changes.count > 3)
            }
        }
    }

    // Red when: an instruction's or a bridge's last day is not explained, though the rule has none.
    @Test func `A day that the record sets is told with the rule`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let planted = try await PlantedSessions(server)
            for (kind, id, rule, due) in [
                (RecordKind.instruction, planted.instruction, "RCP.LEADER.INSTRUCTION", "20"),
                (.session, planted.planned, "RCP.ONLINE.CONNECT", "30"),
            ] {
                let request = ExplainDeadlineRequest(
                    record: RecordReference(kind: kind, id: id),
                    rule: rule
                )
                let found = try await server.head.call(DeadlineMethods.explainDeadline, request)
                #expect(found.due == "2026-07-\(due)")
                #expect(found.lines.last?.vi == "Hạn cuối là ngày \(due)/07/2026, theo hồ sơ.")
            }
        }
    }

    // Red when: a list leaves out a state, shows another, or another agency's records.
    @Test func `Lists tell sessions, proposals and instructions by state`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let planted = try await PlantedSessions(server)
            let head = server.head
            func sessions(_ state: SessionState) async throws -> [String] {
                try await head.call(M.listSessions, ListSessionsRequest(state: state))
                    .sessions.map(\.id)
            }
            let all = try await sessions(.unspecified)
            #expect(all == [planted.planned, planted.concluded])
            #expect(try await sessions(.planned) == [planted.planned])
            #expect(try await sessions(.concluded) == [planted.concluded])
            #expect(try await sessions(.ended) == [])
            for (state, found) in [(InstructionState.open, 1), (.closed, 0)] {
                for session in ["", planted.concluded] {
                    let request = ListInstructionsRequest(state: state, sessionId: session)
                    let list = try await head.call(M.listInstructions, request)
                    #expect(list.instructions.count == found)
                }
            }
            for (state, found) in [(ProposalState.drafted, 1), (.submitted, 0)] {
                let request = ListReceptionProposalsRequest(state: state)
                let list = try await head.call(M.listReceptionProposals, request)
                #expect(list.proposals.count == found)
            }
        }
    }
}
