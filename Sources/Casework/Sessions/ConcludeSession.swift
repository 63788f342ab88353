package import Messages

extension IssueConclusionRequest {
    /// Decides a conclusion: each instruction names an agency and a day.
    ///
    /// There is an id in `ids` for each instruction; `known` are those of the named agencies that
    /// the directory holds. `visits` are those of the session's turns, `proposals` those that it
    /// was set for, `senders` the persons whom both are about.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ session: Session,
        ids: [String],
        agency: Agency,
        known: Set<String>,
        visits: [Visit],
        proposals: [ReceptionProposal],
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try session.admit("SessionService/IssueConclusion", context)
        var checks = Checks(today: context.today)
        let day = checks.document(conclusion, "conclusion")
        row.order(day, "conclusion.issued_on", in: session, &checks)
        agency.checkHead(office: office, on: day, &checks)
        checks.require(
            (1...100).contains(instructions.count),
            "instructions",
            "are \(instructions.count), not 1 to 100 (NĐ 154/2026/NĐ-CP Đ.25)",
            "name the agency and the day for each matter"
        )
        checkInstructions(of: session, after: day, known, senders, &checks)
        checkCover(of: session, visits, &checks)
        try checks.finish()
        let clocks = row.clocks(of: session, on: day, context)
        let fact = ConclusionIssued(conclusion: conclusion, instructions: ids, office: office)
        return [session.event(.conclusionIssued(fact), on: day, deadlines: clocks)]
            + given(ids, in: session, on: day, context)
            + proposals.advanced(from: .received, to: .concluded, on: day)
    }

    /// NĐ 154/2026/NĐ-CP Đ.25: each instruction names an agency and the day by which it is done.
    private func checkInstructions(
        of session: Session,
        after day: Day,
        _ known: Set<String>,
        _ senders: SenderNames,
        _ checks: inout Checks
    ) {
        let turns = Set(session.turns.map(\.visitId))
        for (index, draft) in instructions.prefix(100).enumerated() {
            let field = "instructions[\(index)]"
            checks.require(
                known.contains(draft.agency),
                "\(field).agency",
                "is no agency of the directory that is in being on \(day.iso)",
                "give the code of the agency that carries it out"
            )
            checks.text(draft.content, "\(field).content", max: 2_000)
            checks.namesNobody(draft.content, "\(field).content", senders)
            let due = Day(iso: draft.dueOn)
            checks.require(
                due.map { $0 > day && draft.dueOn <= "2199-12-31" } ?? false,
                "\(field).due_on",
                "is no day after the conclusion (NĐ 154/2026/NĐ-CP Đ.25)",
                "give the day by which it is to be done"
            )
            checks.require(
                draft.visitId.isEmpty || turns.contains(draft.visitId),
                "\(field).visit_id",
                "is no visit of this session",
                "give the visit of a turn, or none"
            )
        }
    }

    /// Every matter gets an agency and a day: no visitor who waits for a result is left out.
    private func checkCover(of session: Session, _ visits: [Visit], _ checks: inout Checks) {
        let named = Set(instructions.map(\.visitId))
        let waiting = Set(visits.filter(\.awaitsConclusion).map(\.id))
        let left = session.turns.filter { waiting.contains($0.visitId) }
            .filter { !named.contains($0.visitId) }
        let turns = left.map { String($0.number) }.joined(separator: ", ")
        checks.require(
            left.isEmpty,
            "instructions",
            "name nothing for turn \(turns) (NĐ 154/2026/NĐ-CP Đ.25)",
            "name the agency and the day for the visit of each turn"
        )
    }

    private func given(
        _ ids: [String],
        in session: Session,
        on day: Day,
        _ context: Context
    ) -> [Event] {
        zip(ids, instructions).enumerated().map { index, pair in
            let (id, draft) = pair
            let instruction = Instruction(
                id: id,
                agency: draft.agency,
                state: .open,
                givenBy: session.agency,
                sessionId: session.id,
                number: Int32(clamping: index + 1),
                visitId: draft.visitId,
                content: draft.content,
                dueOn: draft.dueOn,
                conclusion: conclusion
            )
            // The decree knows no number: the conclusion sets the day.
            let clocks = context.clocks.start(
                ["RCP.LEADER.INSTRUCTION"],
                by: "reception.conclusion_issued",
                on: day
            ).map { clock in
                var clock = clock
                clock.nominalOn = draft.dueOn
                clock.dueOn = draft.dueOn
                return clock
            }
            let fact = InstructionGiven(instruction: instruction)
            return instruction.event(.instructionGiven(fact), on: day, deadlines: clocks)
        }
    }
}

extension ReportTaskRequest {
    /// Decides a report of the agency that carries the instruction out.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ instruction: Instruction,
        session: Session,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try instruction.admit("SessionService/ReportTask", context)
        var checks = Checks(today: context.today)
        let day = checks.document(report, "report")
        row.order(day, "report.issued_on", in: instruction, &checks)
        try checks.finish()
        let clocks = row.clocks(of: instruction, on: day, context)
        let fact = InstructionReported(report: report)
        return [
            instruction.event(.instructionReported(fact), on: day, deadlines: clocks),
            session.noted(instruction, on: day),
        ]
    }
}

extension UrgeTaskRequest {
    /// Decides an urging letter of the agency whose leader gave the instruction.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ instruction: Instruction,
        session: Session,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try instruction.admit("SessionService/UrgeTask", context)
        var checks = Checks(today: context.today)
        let day = checks.document(letter, "letter")
        row.order(day, "letter.issued_on", in: instruction, &checks)
        try checks.finish()
        return [
            instruction.event(.instructionUrged(InstructionUrged(letter: letter)), on: day),
            session.noted(instruction, on: day),
        ]
    }
}

extension CloseTaskRequest {
    /// Decides that an instruction is carried out; the last one ends the session's tasks.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ instruction: Instruction,
        session: Session,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try instruction.admit("SessionService/CloseTask", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: instruction, &checks)
        try checks.finish()
        return [
            instruction.event(.instructionClosed(InstructionClosed()), on: day),
            session.noted(instruction, closed: true, on: day),
        ]
    }
}

extension Session {
    fileprivate func noted(
        _ instruction: Instruction,
        closed: Bool = false,
        on day: Day
    ) -> Event {
        let fact = SessionTaskNoted(instructionId: instruction.id, closed: closed)
        return event(.sessionTaskNoted(fact), on: day)
    }
}

extension RecordBoardMeetingRequest {
    /// Decides that the reception board met.
    ///
    /// - Throws: `CaseworkError` naming every violation.
    package func decide(
        id: String,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "SessionService/RecordBoardMeeting"
        guard agency.type == .receptionBoard else {
            throw BoardMeeting().refusal(
                of: method,
                missing: "a reception board that records its own meeting",
                basis: BoardMeeting.table.first?.basis ?? ""
            )
        }
        var checks = Checks(today: context.today)
        let day = checks.pastDay(heldOn, "held_on")
        let issued = checks.document(minutes, "minutes")
        checks.order(issued, "minutes.issued_on", notBefore: heldOn)
        try checks.finish()
        let meeting = BoardMeeting(
            id: id,
            agency: agency.code,
            heldOn: heldOn,
            minutes: minutes
        )
        let fact = BoardMeetingHeld(meeting: meeting)
        return [meeting.event(.boardMeetingHeld(fact), on: day ?? issued)]
    }
}
