import Casework
import Messages
import TestSupport

/// Records and requests of a leader's session on Wednesday 30/12/2026; tests spoil one thing at a
/// time.
enum SessionSample {
    static let office = "H29.02.GD"
    static let heldOn = "2026-12-30"
    /// 08:00 in Vietnam on the day of the session.
    static let begin = instant(heldOn, hour: 8)
    static let paper = DocumentReference(number: "1/TB", issuedOn: "2026-12-30")

    /// An instant of a day in Vietnam, in milliseconds.
    static func instant(_ iso: String, hour: Int64) -> Int64 {
        (Int64(day(iso).daysSince1970) * 24 + hour - 7) * 3_600_000
    }

    /// A session in a state, with the limits that its state leaves open.
    static func session(
        _ state: SessionState,
        online: Bool = false,
        heldOn: String = heldOn
    ) -> Session {
        var session = Session(
            id: "s1",
            agency: "H29.02",
            state: state,
            kind: .leaderPeriodic,
            online: online,
            office: office,
            heldOn: heldOn,
            beginsAtMs: online ? instant(heldOn, hour: 8) : 0,
            lastActOn: "2026-06-01"
        )
        session.deadlines = world.clocks.start(
            ["RCP.SCHEDULE_POST"],
            by: "reception.session_date",
            on: day(heldOn)
        )
        if online {
            session.deadlines += world.clocks.start(
                ["RCP.ONLINE.NOTICE", "RCP.ONLINE.LINE_TEST", "RCP.ONLINE.CONNECT"],
                by: "reception.online_session_at",
                on: day(heldOn)
            )
        }
        if state == .ended {
            session.endedOn = heldOn
            session.deadlines += world.clocks.start(
                ["RCP.LEADER.CONCLUSION_NOTICE"],
                by: "reception.leader_session_closed",
                on: day(heldOn)
            )
        }
        return session
    }

    static let plan = PlanSessionRequest(
        kind: .leaderPeriodic,
        office: office,
        heldOn: "2027-01-15",
        place: "Trụ sở tiếp công dân"
    )

    static let open = OpenSessionRequest(
        id: "s1",
        lineTestedOn: "2026-12-29",
        connectedAtMs: begin - 3_600_000,
        recording: "ghi-hinh-1"
    )

    static let visit = Visit(
        id: "v1",
        agency: "H29.02",
        state: .checkedIn,
        sessionId: "s1",
        partySize: 1,
        guard: .ordinary
    )
    static let content = VisitContent(
        type: .complaint,
        field: "HC.DD",
        summary: "Về thu hồi đất",
        competence: .mine
    )
    static let turn = RecordTurnRequest(
        id: "s1",
        visitId: "v1",
        contents: [content],
        minutesNumber: "1"
    )

    static let conclusion = IssueConclusionRequest(
        id: "s1",
        conclusion: paper,
        instructions: [InstructionDraft(agency: "H29.05", content: "Báo cáo", dueOn: "2027-01-10")],
        office: office
    )

    /// Concludes a session, with the visits of its turns.
    static func conclude(
        _ session: Session,
        _ request: IssueConclusionRequest = conclusion,
        visits: [Visit] = [],
        proposals: [ReceptionProposal] = []
    ) throws -> [Event] {
        try request.decide(
            session,
            ids: request.instructions.indices.map { "i\($0 + 1)" },
            agency: Sample.home,
            known: ["H29.05", "H29.02"],
            visits: visits,
            proposals: proposals,
            senders: knownSender,
            world
        )
    }

    /// An instruction to the foreign agency, due on 19/12/2026.
    static func instruction(_ state: InstructionState) -> Instruction {
        var instruction = Instruction(
            id: "i1",
            agency: "H29.05",
            state: state,
            givenBy: "H29.02",
            sessionId: "s1",
            dueOn: "2026-12-19",
            conclusion: DocumentReference(number: "1/TB", issuedOn: "2026-12-10"),
            lastActOn: "2026-12-10"
        )
        var clocks = world.clocks.start(
            ["RCP.LEADER.INSTRUCTION"],
            by: "reception.conclusion_issued",
            on: day("2026-12-10")
        )
        for index in clocks.indices { clocks[index].dueOn = "2026-12-19" }
        instruction.deadlines = clocks
        return instruction
    }

    /// The world of the agency that carries instructions out.
    static let theirs = Context(
        today: day("2026-12-30"),
        agency: "H29.05",
        calendar: .national,
        rulebook: .builtin
    )

    static func proposal(_ state: ProposalState) -> ReceptionProposal {
        ReceptionProposal(id: "p1", agency: "H29.02", state: state, lastActOn: "2026-12-01")
    }
}

extension RecordTurnRequest {
    /// Decides a turn without representatives or earlier visits.
    func decide(
        _ session: Session,
        visit: Visit,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        try decide(session, visit: visit, sealed: [], known: [], senders: senders, context)
    }
}
