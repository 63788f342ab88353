package import Messages

extension ProposeHandlingRequest {
    /// Decides a proposal: the outcome must go with the classification (``OutcomeRule``).
    ///
    /// `root` is the first petition with the same content, which keeps what was done once for it.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids the outcome.
    package func decide(
        _ petition: Petition,
        root: Petition? = nil,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "PetitionService/ProposeHandling"
        let found = petition.classification ?? Classification()
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        checks.require(
            OutcomeRule.of(outcome) != nil,
            "outcome",
            "is not of the list HandlingOutcome",
            "give one of its values"
        )
        check(&checks, found, senders, on: day)
        try checks.finish()
        _ = try petition.admit(method, context)
        guard let rule = OutcomeRule.of(outcome) else { throw .invalid([]) }
        let used = petition.once + (root?.once ?? [])
        if let missing = rule.missing(for: petition, found)
            ?? Self.spent(outcome, found, used, petition.agency, context.settings)
        {
            throw petition.refusal(of: method, missing: missing, basis: rule.basis)
        }
        let fact = HandlingProposed(
            outcome: outcome,
            reason: reason,
            receiver: receiver,
            targetGroup: targetGroup,
            grounds: grounds,
            alsoReturnOriginals: alsoReturnOriginals
        )
        return [petition.event(.handlingProposed(fact), on: day)]
    }

    /// What goes with the outcome: a body and its group, grounds, originals.
    private func check(
        _ checks: inout Checks,
        _ found: Classification,
        _ senders: SenderNames,
        on day: Day
    ) {
        guard let rule = OutcomeRule.of(outcome) else { return }
        checks.limit(receiver, "receiver", max: 200)
        checks.namesNobody(receiver, "receiver", senders)
        checks.require(
            !rule.needsReceiver || receiver.contains { !$0.isWhitespace },
            "receiver",
            "is missing",
            "name the body that the petition goes to, by code or by name"
        )
        checks.require(
            !rule.needsGroup || targetGroup != .unspecified,
            "target_group",
            "is missing",
            "give the group of that body, of the list TransferTargetGroup"
        )
        let known = outcome == .refuseAccept ? NonAcceptance.grounds(of: found.type, on: day) : []
        checks.require(
            (outcome == .refuseAccept) == !grounds.isEmpty && grounds.allSatisfy(known.contains),
            "grounds",
            "are not those of this outcome and type in force on \(day.iso)",
            known.isEmpty
                ? "leave them out" : "give one or more of \(known.joined(separator: ", "))"
        )
        checkTermination(&checks)
        checks.require(
            !alsoReturnOriginals || (rule.returnsOriginals && found.originalsAttached),
            "also_return_originals",
            "is given where no originals are attached, or for an outcome that keeps them",
            "leave it out"
        )
    }

    /// D11.8 stands against proceedings that were ended before 01/07/2026 only: from then on whoever
    /// withdrew may complain again in time (Luật 136/2025/QH15).
    private func checkTermination(_ checks: inout Checks) {
        let isEnded = grounds.contains("D11.8")
        checks.require(
            isEnded == !terminatedOn.isEmpty,
            "terminated_on",
            isEnded ? "is missing for the ground D11.8" : "is given without the ground D11.8",
            isEnded ? "give the day of the decision that ended the proceedings" : "leave it out"
        )
        guard isEnded, !terminatedOn.isEmpty,
            let ended = checks.pastDay(terminatedOn, "terminated_on")
        else { return }
        checks.require(
            ended.iso < "2026-07-01",
            "terminated_on",
            "is \(ended.iso), on or after 2026-07-01, when the ground D11.8 no longer holds",
            "accept the complaint, or name another ground (Luật 136/2025/QH15)"
        )
    }

    /// What may be done once for the same content and was done: guidance by anybody, transfer of
    /// a denunciation by this agency (TT 05/2021/TT-TTCP Đ.14; Luật Tố cáo 2018 Đ.24 k.3).
    private static func spent(
        _ outcome: HandlingOutcome,
        _ found: Classification,
        _ used: [OnceUsed],
        _ agency: String,
        _ settings: Settings
    ) -> String? {
        switch outcome {
        case .guide:
            used.contains {
                $0.outcome == .guide
                    && ($0.agency == agency || settings.isOn(.guidanceOnceByAnybody))
            }
                ? "a content that nobody was guided about before; guidance is given once" : nil
        case .transfer where found.type == .denunciation:
            used.contains { $0.outcome == .transfer && $0.agency == agency }
                ? "a denunciation that this agency has not transferred before" : nil
        default:
            nil
        }
    }
}

extension ApproveHandlingRequest {
    /// Decides the head's approval of a proposal.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.handling?.proposedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        try checks.finish()
        _ = try petition.admit("PetitionService/ApproveHandling", context)
        return [petition.event(.handlingApproved(HandlingApproved(office: office)), on: day)]
    }
}

extension ReturnProposalRequest {
    /// Decides that a proposal goes back to its officer.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.handling?.proposedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        _ = try petition.admit("PetitionService/ReturnProposal", context)
        let fact = HandlingReturned(office: office, reason: reason)
        return [petition.event(.handlingReturned(fact), on: day)]
    }
}

extension DispatchPetitionRequest {
    /// Decides that an approved outcome was carried out; stops the petition's clocks.
    ///
    /// To an agency of the directory the file goes with the slip; a transfer that goes round in a
    /// circle, or one too many, is stopped and referred to the common superior.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - root: The first petition with the same content, when it is another one.
    ///   - sending: What goes to another agency of the directory; nil for other outcomes.
    ///   - context: The day and the agency that acts.
    /// - Returns: The facts of the petition, the transfer and what was done once.
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        root: Petition? = nil,
        sending: Sending? = nil,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "PetitionService/DispatchPetition"
        var checks = Checks(today: context.today)
        let field = document == nil ? "acted_on" : "document.issued_on"
        let day =
            document == nil ? checks.actDay(actedOn) : checks.document(document, "document")
        checks.order(day, field, notBefore: petition.handling?.approvedOn ?? "")
        let outcome = petition.handling?.outcome ?? .unspecified
        checks.require(
            document != nil || outcome == .archive || outcome == .reference,
            "document",
            "is missing",
            "give number and day of the document that went out"
        )
        try checks.finish()
        let row = try petition.admit(method, context)
        if let missing = sending?.missing(for: petition) {
            throw petition.refusal(of: method, missing: missing, basis: Transfer.basis)
        }
        let transfer = sending?.transfer(of: petition, by: document, on: day)
        if let transfer, transfer.state == .stopped {
            let referred = PetitionReferred(transferId: transfer.id)
            return [
                petition.event(.petitionReferred(referred), on: day),
                transfer.sent(on: day, context),
            ]
        }
        let fact = PetitionDispatched(
            documentNumber: document?.number ?? "",
            document: document,
            transferId: transfer?.id ?? ""
        )
        var clocks = row.clocks(of: petition, on: day, context)
        if outcome == .archive {
            let kept = ["PET.ARCHIVE_RETENTION"]
            clocks += context.clocks.start(kept, by: "petition.archived", on: day)
        }
        var events = [petition.event(.petitionDispatched(fact), on: day, deadlines: clocks)]
        if let transfer { events.append(transfer.sent(on: day, context)) }
        let isOnce =
            outcome == .guide
            || (outcome == .transfer && petition.classification?.type == .denunciation)
        guard isOnce else { return events }
        let used = OnceUsed(
            outcome: outcome,
            agency: petition.agency,
            petitionId: petition.id,
            on: day.iso
        )
        return events + [(root ?? petition).event(.onceNoted(OnceNoted(used: used)), on: day)]
    }
}

extension Petition {
    /// The petition's part in its acceptance: it goes out as a case, and what bounds its handling
    /// stops by the row of the acceptance.
    func accepted(
        as caseID: String,
        by document: DocumentReference?,
        on day: Day,
        _ row: StateTransition<Petition>,
        _ context: Context
    ) -> Event {
        let fact = PetitionDispatched(
            documentNumber: document?.number ?? "",
            caseId: caseID,
            document: document
        )
        return event(
            .petitionDispatched(fact),
            on: day,
            deadlines: row.clocks(of: self, on: day, context)
        )
    }
}
