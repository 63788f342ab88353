import Casework
import Messages
import TestSupport
import Testing

/// The tables of sessions, instructions, proposals and meetings, row by row and state by state.
@Suite struct SessionTableTests {
    private typealias S = SessionSample

    private static func paper(_ number: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: "2026-12-20")
    }

    private static let later = RescheduleSessionRequest(
        id: "s1",
        heldOn: "2027-01-15",
        beginsAtMs: S.instant("2027-01-15", hour: 8),
        reason: "Đi vắng"
    )

    static let sessionPlays: [Play<Session>] = [
        Play("SessionService/PublishSchedule") {
            try PublishScheduleRequest(id: "s1", actedOn: "2026-12-20").decide($0, world)
        },
        Play("SessionService/InviteAgencies") {
            try InviteAgenciesRequest(id: "s1", agencies: ["H29.05"], invitation: paper("1/GM"))
                .decide($0, known: ["H29.05"], world)
        },
        Play("SessionService/NotifyBridgePoints") {
            try NotifyBridgePointsRequest(id: "s1", agencies: ["H29.05"])
                .decide($0, known: ["H29.05"], world)
        },
        Play("SessionService/RescheduleSession") {
            try later.decide($0, agency: Sample.home, senders: knownSender, world)
        },
        Play("SessionService/OpenSession") {
            var session = $0
            // A periodic session must be posted first; one on a pressing ground need not.
            if session.state == .planned { session.kind = .leaderAdhoc }
            return try S.open.decide(session, world)
        },
        Play("SessionService/RecordTurn") {
            try S.turn.decide($0, visit: S.visit, senders: knownSender, world)
        },
        Play("SessionService/EndSession") {
            try EndSessionRequest(id: "s1").decide($0, proposals: [], world)
        },
        Play("SessionService/IssueConclusion") { try S.conclude($0) },
    ]

    static let instructionPlays: [Play<Instruction>] = [
        Play("SessionService/ReportTask") {
            try ReportTaskRequest(id: "i1", report: paper("1/BC"))
                .decide($0, session: S.session(.concluded), S.theirs)
        },
        Play("SessionService/UrgeTask") {
            try UrgeTaskRequest(id: "i1", letter: paper("1/BC"))
                .decide($0, session: S.session(.concluded), world)
        },
        Play("SessionService/CloseTask") {
            try CloseTaskRequest(id: "i1").decide($0, session: S.session(.concluded), world)
        },
    ]

    static let proposalPlays: [Play<ReceptionProposal>] = [
        Play("SessionService/SubmitProposal") {
            try SubmitProposalRequest(id: "p1").decide($0, world)
        },
        Play("SessionService/ScreenProposal") {
            try ScreenProposalRequest(id: "p1", matterHistory: "Đã trả lời")
                .decide($0, lastSession: nil, senders: knownSender, world)
        },
        Play("SessionService/ApproveProposal") {
            try ApproveProposalRequest(id: "p1", sessionId: "s1", office: S.office)
                .decide($0, session: S.session(.planned), agency: Sample.home, world)
        },
        Play("SessionService/DeclineProposal") {
            try DeclineProposalRequest(id: "p1", reason: "Đã tiếp", office: S.office)
                .decide($0, agency: Sample.home, senders: knownSender, world)
        },
        Play("SessionService/AnswerProposal") {
            try AnswerProposalRequest(id: "p1", answer: paper("1/CV"), office: S.office)
                .decide($0, agency: Sample.home, world)
        },
    ]

    // Red when: a row of the table is not what the deciders do, or a clock is left alone.
    @Test func `A session goes by its table`() {
        expectTable(
            Self.sessionPlays,
            sample: { S.session($0, online: true) }
        )
    }

    // Red when: a row of the table of instructions is not what the deciders do.
    @Test func `An instruction goes by its table`() {
        expectTable(
            Self.instructionPlays,
            sample: { S.instruction($0) }
        )
    }

    // Red when: a row of the table of proposals is not what the deciders do.
    @Test func `A proposal goes by its table`() {
        expectTable(
            Self.proposalPlays,
            sample: { S.proposal($0) }
        )
    }

    // Red when: a meeting gets a life of its own, or loses what was entered.
    @Test func `A meeting stands as it was entered`() throws {
        expectTable([Play<BoardMeeting>](), sample: { _ in BoardMeeting(id: "b1") })
        let board = Sample.agency("H29.01.01", "Ban Tiếp công dân", .receptionBoard)
        let minutes = DocumentReference(number: "3/BB", issuedOn: "2026-12-21")
        let request = RecordBoardMeetingRequest(heldOn: "2026-12-20", minutes: minutes)
        var meeting = BoardMeeting()
        for event in try request.decide(id: "b1", agency: board, world) { meeting.apply(event) }
        #expect(
            meeting
                == BoardMeeting(
                    id: "b1",
                    agency: "H29.01.01",
                    heldOn: "2026-12-20",
                    minutes: minutes,
                    lastActOn: "2026-12-20"
                )
        )
    }

    // Red when: a command that makes a record is not in the table of its kind, or starts other
    // clocks than the row says.
    @Test func `What makes a record starts the clocks of its row`() throws {
        var plan = S.plan
        plan.online = true
        plan.beginsAtMs = S.instant("2027-01-15", hour: 8)
        plan.conditions = ["DUONG_TRUYEN"]
        var session = Session()
        for event in try plan.decide(id: "s1", agency: Sample.home, world) { session.apply(event) }
        let planned = Session.table.first { $0.method == "SessionService/PlanSession" }
        #expect(session.deadlines.map(\.rule) == planned?.starts.map(\.rule))
        #expect(session.state == .planned && planned?.to == [.planned])
        var task = Instruction()
        for event in try S.conclude(S.session(.ended)) { task.apply(event) }
        let given = Instruction.table.first { $0.method == "SessionService/IssueConclusion" }
        #expect(task.deadlines.map(\.rule) == given?.starts.map(\.rule))
        #expect(task.state == .open && given?.to == [.open])
    }
}
