package import Messages

extension DraftProposalRequest {
    /// Decides a draft; the record that it is about is known to the caller.
    ///
    /// - Throws: `CaseworkError` naming every violation.
    package func decide(
        id: String,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.require(
            [.visit, .petition].contains(about?.kind),
            "about.kind",
            "names no visit and no petition",
            "give VISIT or PETITION"
        )
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        checks.externalReference(externalReference)
        try checks.finish()
        let proposal = ReceptionProposal(
            id: id,
            agency: agency.code,
            state: .drafted,
            about: about,
            reason: reason,
            draftedOn: day.iso,
            externalReference: externalReference
        )
        return [proposal.event(.proposalDrafted(ProposalDrafted(proposal: proposal)), on: day)]
    }
}

extension SubmitProposalRequest {
    /// Decides that a proposal goes to the board.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ proposal: ReceptionProposal,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try proposal.admit("SessionService/SubmitProposal", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: proposal, &checks)
        try checks.finish()
        return [proposal.event(.proposalSubmitted(ProposalSubmitted()), on: day)]
    }
}

extension ScreenProposalRequest {
    /// Decides what the board found.
    ///
    /// `lastSession` is the session that the request names, when the agency has it.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ proposal: ReceptionProposal,
        lastSession: Session?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try proposal.admit("SessionService/ScreenProposal", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: proposal, &checks)
        checks.text(matterHistory, "matter_history", max: 2_000)
        checks.namesNobody(matterHistory, "matter_history", senders)
        checks.limit(priorSettlements, "prior_settlements", max: 2_000)
        checks.namesNobody(priorSettlements, "prior_settlements", senders)
        checks.require(
            lastSessionId.isEmpty || lastSession?.endedOn.isEmpty == false,
            "last_session_id",
            "is no session of the agency that was held",
            "give the leader's last session on the matter, or none"
        )
        try checks.finish()
        let fact = ProposalScreened(
            matterHistory: matterHistory,
            priorSettlements: priorSettlements,
            lastSessionId: lastSessionId
        )
        return [proposal.event(.proposalScreened(fact), on: day)]
    }
}

extension ApproveProposalRequest {
    /// Decides that the head receives in a session that is still to come.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ proposal: ReceptionProposal,
        session: Session?,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try proposal.admit("SessionService/ApproveProposal", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: proposal, &checks)
        agency.checkHead(office: office, on: day, &checks)
        let isOpen = session.map { [.planned, .published].contains($0.state) } ?? false
        checks.require(
            isOpen && session?.agency == proposal.agency,
            "session_id",
            "is no session of the agency that is planned or posted",
            "plan a session first"
        )
        checks.require(
            !isOpen || session.map { day.iso <= $0.heldOn } ?? true,
            "session_id",
            "is a session whose day is over",
            "put it off first, or name a later one"
        )
        try checks.finish()
        guard let session else { return [] }
        let fact = ProposalScheduled(sessionId: session.id, office: office)
        let noted = SessionProposalNoted(proposalId: proposal.id)
        return [
            proposal.event(.proposalScheduled(fact), on: day),
            session.event(.sessionProposalNoted(noted), on: day),
        ]
    }
}

extension DeclineProposalRequest {
    /// Decides that the head does not receive.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ proposal: ReceptionProposal,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try proposal.admit("SessionService/DeclineProposal", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: proposal, &checks)
        agency.checkHead(office: office, on: day, &checks)
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        let fact = ProposalDeclined(reason: reason, office: office)
        return [proposal.event(.proposalDeclined(fact), on: day)]
    }
}

extension AnswerProposalRequest {
    /// Decides that the proposal was answered in writing.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ proposal: ReceptionProposal,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try proposal.admit("SessionService/AnswerProposal", context)
        var checks = Checks(today: context.today)
        let day = checks.document(answer, "answer")
        row.order(day, "answer.issued_on", in: proposal, &checks)
        agency.checkHead(office: office, on: day, &checks)
        try checks.finish()
        let fact = ProposalAnswered(answer: answer, office: office)
        return [proposal.event(.proposalAnswered(fact), on: day)]
    }
}
