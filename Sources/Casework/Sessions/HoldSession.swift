package import Messages

extension OpenSessionRequest {
    /// Decides that a session is opened on its day.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ session: Session, _ context: Context) throws(CaseworkError) -> [Event] {
        let row = try session.admit("SessionService/OpenSession", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: session, &checks)
        checks.onDay(of: session, day, "open it on its day, or put it off first")
        let tested = session.online ? checkLine(of: session, &checks, context) : nil
        try checks.finish()
        var clocks: [Deadline] = []
        if let tested {
            clocks = context.clocks.stop(
                session.deadlines,
                by: ["reception.line_tested"],
                on: tested
            )
            clocks += context.clocks.stop(
                session.deadlines,
                by: ["reception.bridges_connected"],
                on: day
            )
        }
        let preparation = OnlinePreparation(
            lineTestedOn: lineTestedOn,
            connectedAtMs: connectedAtMs,
            recording: recording
        )
        let fact = SessionOpened(preparation: session.online ? preparation : nil)
        return [session.event(.sessionOpened(fact), on: day, deadlines: clocks)]
    }

    /// NĐ 154/2026/NĐ-CP Đ.23: the line is tested a working day before, the bridge points stand an
    /// hour before, and the session is recorded.
    private func checkLine(
        of session: Session,
        _ checks: inout Checks,
        _ context: Context
    ) -> Day? {
        let tested = checks.pastDay(lineTestedOn, "line_tested_on")
        if let tested, var before = Day(iso: session.heldOn).map({ $0 - 1 }) {
            while !context.calendar.isWorkingDay(before) { before = before - 1 }
            checks.require(
                tested <= before,
                "line_tested_on",
                "is after \(before.iso), the working day before (NĐ 154/2026/NĐ-CP Đ.23 k.1)",
                "test the line by the working day before, or put the session off"
            )
        }
        checks.require(
            connectedAtMs <= session.beginsAtMs - 3_600_000
                && connectedAtMs > session.beginsAtMs - 86_400_000,
            "connected_at_ms",
            "is not an hour to a day before the begin (NĐ 154/2026/NĐ-CP Đ.23 k.1)",
            "connect the bridge points an hour before, or put the session off"
        )
        checks.text(recording, "recording", max: 200)
        return tested
    }
}

extension RecordTurnRequest {
    /// What the visitor says, as the visit records it on the day of the session.
    package func content(of session: Session) -> RecordContentRequest {
        RecordContentRequest(
            id: visitId,
            contents: contents,
            evidenceReceipt: evidenceReceipt,
            actedOn: session.heldOn,
            representatives: representatives,
            representation: representation
        )
    }

    /// Decides a turn: what the visitor says goes to the visit, its number to the session.
    ///
    /// `sealed` and `known` are as for ``RecordContentRequest``.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ session: Session,
        visit: Visit,
        sealed: [PartyReference],
        known: Set<String>,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        checks.text(minutesNumber, "minutes_number", max: 50)
        checks.namesNobody(minutesNumber, "minutes_number", senders)
        try checks.finish()
        _ = try session.admit("SessionService/RecordTurn", context)
        let isNew = !session.turns.contains { $0.visitId == visit.id }
        guard visit.sessionId == session.id, visit.state == .checkedIn, isNew,
            let day = Day(iso: session.heldOn)
        else {
            throw session.refusal(
                of: "SessionService/RecordTurn",
                missing: "a visitor who is checked in for this session",
                basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
            )
        }
        let heard = try content(of: session).decide(
            visit,
            sealed: sealed,
            known: known,
            senders: senders,
            isTurn: true,
            context
        )
        let turn = SessionTurn(
            number: Int32(clamping: session.turns.count + 1),
            visitId: visit.id,
            minutesNumber: minutesNumber
        )
        return heard + [session.event(.turnRecorded(TurnRecorded(turn: turn)), on: day)]
    }
}

extension Visit {
    /// Whether the visitor waits for what the leader concludes.
    var awaitsConclusion: Bool {
        ![.refused, .guided, .resultNotified, .closed].contains(state)
    }
}

extension EndSessionRequest {
    /// Decides that a session ended; its proposals are received.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ session: Session,
        proposals: [ReceptionProposal],
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try session.admit("SessionService/EndSession", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: session, &checks)
        checks.onDay(of: session, day, "give the day of the session")
        try checks.finish()
        let clocks = row.clocks(of: session, on: day, context)
        return [session.event(.sessionEnded(SessionEnded()), on: day, deadlines: clocks)]
            + proposals.advanced(from: .scheduled, to: .received, on: day)
    }
}

extension Checks {
    /// Demands the day of the session: a day of reception is one day.
    fileprivate mutating func onDay(of session: Session, _ day: Day, _ remedy: String) {
        require(
            day.iso == session.heldOn,
            "acted_on",
            "is \(day.iso), not \(session.heldOn), the day of the session",
            remedy
        )
    }
}

extension [ReceptionProposal] {
    /// The proposals in a state, led on by their session.
    func advanced(from: ProposalState, to state: ProposalState, on day: Day) -> [Event] {
        filter { $0.state == from }.map {
            $0.event(.proposalAdvanced(ProposalAdvanced(state: state)), on: day)
        }
    }
}
