import Casework
import Messages
import TestSupport
import Testing

/// Turns, conclusions, instructions and proposals.
@Suite struct ConclusionTests {
    private typealias S = SessionSample

    // Red when: a denunciation leaves its visitor unguarded, or the result's clock does not run.
    @Test func `Luật TC Đ.23: a turn goes to the visit, a denunciation makes it secret`() throws {
        var request = S.turn
        func recorded() throws -> (fact: ContentRecorded?, rules: [String]) {
            let events = try request.decide(
                S.session(.inSession),
                visit: S.visit,
                senders: knownSender,
                world
            )
            guard case .contentRecorded(let fact) = events[0].fact else { return (nil, []) }
            return (fact, events[0].deadlines.map(\.rule))
        }
        #expect(try recorded().fact?.guard == .ordinary)
        request.contents.append(
            VisitContent(
                number: 9,
                type: .denunciation,
                field: "HC.CV",
                summary: "Về cán bộ",
                competence: .mine
            )
        )
        let found = try recorded()
        #expect(found.fact?.guard == .secret && found.fact?.contents.map(\.number) == [1, 2])
        #expect(found.rules == ["RCP.RESULT_NOTICE"])
        request.contents[0].summary = "Bà \(Sample.senderName)"
        #expect(refusal { try recorded() } == "invalid: contents[0].summary")
        request.minutesNumber = ""
        #expect(refusal { try recorded() } == "invalid: minutes_number")
    }

    // Red when: a turn is recorded for somebody who is not checked in here, or twice.
    @Test func `Luật TCD Đ.28 k.1: a turn is one visitor who is checked in for the session`() {
        let needs = "SESSION_STATE_IN_SESSION: a visitor who is checked in for this session"
        func answer(_ visit: Visit, _ session: Session = S.session(.inSession)) -> String {
            refusal { try S.turn.decide(session, visit: visit, senders: knownSender, world) }
        }
        #expect(answer(S.visit) == "accepted")
        var elsewhere = S.visit
        elsewhere.sessionId = "s2"
        var refused = S.visit
        refused.state = .refused
        var twice = S.session(.inSession)
        twice.turns = [SessionTurn(number: 1, visitId: "v1")]
        #expect(answer(elsewhere) == needs && answer(refused) == needs)
        #expect(answer(S.visit, twice) == needs)
    }

    // Red when: an instruction needs no agency or no day after the conclusion, or its clock has
    // another day than the conclusion sets.
    @Test func `NĐ 154/2026 Đ.25: each instruction names an agency and a day`() throws {
        let events = try S.conclude(S.session(.ended))
        let clock = events.last?.deadlines.first
        #expect(clock?.rule == "RCP.LEADER.INSTRUCTION" && clock?.dueOn == "2027-01-10")
        var spoilt = S.conclusion
        spoilt.instructions[0] = InstructionDraft(
            agency: "H29.77",
            content: "Trả lời bà \(Sample.senderName)",
            dueOn: S.heldOn,
            visitId: "v9"
        )
        #expect(
            refusal { try S.conclude(S.session(.ended), spoilt) }
                == "invalid: instructions[0].agency, instructions[0].content, "
                + "instructions[0].due_on, instructions[0].visit_id"
        )
        spoilt.instructions = []
        spoilt.office = "H29.02.PP"
        #expect(
            refusal { try S.conclude(S.session(.ended), spoilt) }
                == "invalid: office, instructions"
        )
    }

    // Red when: a visitor who waits is left out of the conclusion, or one who was told is demanded.
    @Test func `NĐ 154/2026 Đ.25: every turn that waits for a result gets an instruction`() {
        var session = S.session(.ended)
        session.turns = [
            SessionTurn(number: 1, visitId: "v1"), SessionTurn(number: 2, visitId: "v2"),
        ]
        var visits = [S.visit, S.visit]
        visits[0].state = .contentRecorded
        visits[1].id = "v2"
        visits[1].state = .contentRecorded
        var request = S.conclusion
        request.instructions[0].visitId = "v1"
        #expect(
            refusal { try S.conclude(session, request, visits: visits) }
                == "invalid: instructions"
        )
        visits[1].state = .resultNotified
        #expect(refusal { try S.conclude(session, request, visits: visits) } == "accepted")
    }

    // Red when: late is another day than the one after the due day, or a second report mends it.
    @Test func `NĐ 154/2026 Đ.25: an instruction is late when reported after its day`() throws {
        for (reported, late) in [("2026-12-19", false), ("2026-12-20", true)] {
            var task = S.instruction(.open)
            for day in [reported, "2026-12-28"] {
                let report = DocumentReference(number: "1/BC", issuedOn: day)
                let events = try ReportTaskRequest(id: "i1", report: report)
                    .decide(task, session: S.session(.concluded), S.theirs)
                for event in events { task.apply(event) }
            }
            #expect(task.late == late && task.reports.count == 2)
            #expect(task.deadlines.map(\.state) == [late ? .late : .met])
            #expect(task.deadlines.map(\.stoppedOn) == [reported])
        }
    }

    // Red when: the assignee closes its own instruction, another agency reports, or an instruction
    // that was reported in time is urged.
    @Test func `NĐ 154/2026 Đ.25: the assignee reports, the giver urges and closes`() {
        let paper = DocumentReference(number: "1/BC", issuedOn: "2026-12-15")
        let session = S.session(.concluded)
        func report(_ world: Context) -> String {
            refusal {
                try ReportTaskRequest(id: "i1", report: paper)
                    .decide(S.instruction(.open), session: session, world)
            }
        }
        func urge(_ state: InstructionState, _ world: Context) -> String {
            refusal {
                try UrgeTaskRequest(id: "i1", letter: paper)
                    .decide(S.instruction(state), session: session, world)
            }
        }
        func close(_ world: Context) -> String {
            refusal {
                try CloseTaskRequest(id: "i1")
                    .decide(S.instruction(.reported), session: session, world)
            }
        }
        let giver = "the agency whose leader gave the instruction"
        #expect(report(S.theirs) == "accepted")
        #expect(
            report(world)
                == "INSTRUCTION_STATE_OPEN: the agency that carries the instruction out"
        )
        #expect(urge(.open, context(today: "2026-12-15")) == "accepted")
        #expect(urge(.open, S.theirs) == "INSTRUCTION_STATE_OPEN: \(giver)")
        #expect(urge(.reported, context(today: "2026-12-20")) == "accepted")
        #expect(
            urge(.reported, context(today: "2026-12-19"))
                == "INSTRUCTION_STATE_REPORTED: an instruction that is late or not reported"
        )
        #expect(close(world) == "accepted")
        #expect(close(S.theirs) == "INSTRUCTION_STATE_REPORTED: \(giver)")
    }

    // Red when: the first instruction that is carried out ends the session, or the last does not.
    @Test func `The last instruction that is carried out ends the session`() throws {
        var session = S.session(.concluded)
        session.instructions = ["i1", "i2"]
        var states: [SessionState] = []
        for id in session.instructions {
            var task = S.instruction(.reported)
            task.id = id
            let events = try CloseTaskRequest(id: id).decide(task, session: session, world)
            for event in events { session.apply(event) }
            states.append(session.state)
        }
        #expect(states == [.tasksOpen, .tasksDone] && session.instructionsClosed == 2)
    }

    // Red when: proposals and sessions name each other one way only, or a session leaves its
    // proposals behind.
    @Test func `A proposal and its session know each other to the end`() throws {
        var proposal = S.proposal(.screened)
        var session = S.session(.published)
        let approve = ApproveProposalRequest(id: "p1", sessionId: "s1", office: S.office)
        for event in try approve.decide(proposal, session: session, agency: Sample.home, world) {
            proposal.apply(event)
            session.apply(event)
        }
        #expect(proposal.sessionId == "s1" && session.proposals == ["p1"])
        #expect(proposal.state == .scheduled && session.state == .published)
        session.state = .inSession
        for event in try EndSessionRequest(id: "s1")
            .decide(session, proposals: [proposal], world)
        {
            proposal.apply(event)
            session.apply(event)
        }
        #expect(proposal.state == .received)
        for event in try S.conclude(session, proposals: [proposal]) { proposal.apply(event) }
        #expect(proposal.state == .concluded)
    }

    // Red when: a proposal is set for a session that is over, not held yet as "last", or foreign.
    @Test func `Luật TCD Đ.18: a proposal is set for a session that is still to come`() {
        let approve = ApproveProposalRequest(id: "p1", sessionId: "s1", office: S.office)
        func answer(_ session: Session?) -> String {
            refusal {
                try approve.decide(
                    S.proposal(.screened),
                    session: session,
                    agency: Sample.home,
                    world
                )
            }
        }
        var foreign = S.session(.planned)
        foreign.agency = "H29.05"
        #expect(answer(S.session(.planned)) == "accepted")
        for session in [
            nil, foreign, S.session(.ended), S.session(.planned, heldOn: "2026-12-29"),
        ] {
            #expect(answer(session) == "invalid: session_id")
        }
        let screen = ScreenProposalRequest(
            id: "p1",
            matterHistory: "Đã trả lời",
            lastSessionId: "s0"
        )
        for (last, expected) in [
            (S.session(.ended), "accepted"), (S.session(.planned), "invalid: last_session_id"),
        ] {
            #expect(
                refusal {
                    try screen.decide(
                        S.proposal(.submitted),
                        lastSession: last,
                        senders: knownSender,
                        world
                    )
                } == expected
            )
        }
    }

    // Red when: somebody else than a reception board records its meetings.
    @Test func `NĐ 154/2026 Đ.30 k.3: a meeting is the reception board's`() {
        let minutes = DocumentReference(number: "3/BB", issuedOn: "2026-12-19")
        var request = RecordBoardMeetingRequest(heldOn: "2026-12-20", minutes: minutes)
        let board = Sample.agency("H29.01.01", "Ban Tiếp công dân", .receptionBoard)
        #expect(
            refusal { try request.decide(id: "b1", agency: board, world) }
                == "invalid: minutes.issued_on"
        )
        request.heldOn = "2026-12-19"
        #expect(refusal { try request.decide(id: "b1", agency: board, world) } == "accepted")
        #expect(
            refusal { try request.decide(id: "b1", agency: Sample.home, world) }
                == "STANDING: a reception board that records its own meeting"
        )
    }
}
