package import Messages

extension ProposeHandlingRequest {
    /// Decides a proposal: the outcome must go with the classification.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ petition: Petition,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        checks.require(
            HandlingOutcome.known.contains(outcome) && outcome != .unspecified,
            "outcome",
            "is not of the list HandlingOutcome",
            "give one of its values"
        )
        try checks.finish()
        try petition.demand([.classified], for: "ProposeHandling", missing: "a classification")
        if let missing = petition.classification?.lacks(for: outcome) {
            throw petition.refusal(of: "ProposeHandling", missing: missing)
        }
        let fact = HandlingProposed(outcome: outcome, reason: reason)
        return [petition.event(.handlingProposed(fact), on: day)]
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
        try petition.demand([.proposed], for: "ApproveHandling", missing: "a proposal")
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
        try petition.demand([.proposed], for: "ReturnProposal", missing: "a proposal")
        let fact = HandlingReturned(office: office, reason: reason)
        return [petition.event(.handlingReturned(fact), on: day)]
    }
}

extension DispatchPetitionRequest {
    /// Decides that an approved outcome was carried out; stops the petition's clocks.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ petition: Petition, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.handling?.approvedOn ?? "")
        checks.text(documentNumber, "document_number", max: 50)
        try checks.finish()
        try petition.demand([.decided], for: "DispatchPetition", missing: "an approved proposal")
        guard petition.handling?.outcome != .accept else {
            throw petition.refusal(
                of: "DispatchPetition",
                missing: "an outcome other than acceptance, which AcceptComplaint carries out"
            )
        }
        let clocks = context.clocks.stop(petition.deadlines, by: ["petition.dispatched"], on: day)
        let fact = PetitionDispatched(documentNumber: documentNumber)
        return [petition.event(.petitionDispatched(fact), on: day, deadlines: clocks)]
    }
}

extension Classification {
    /// What is missing before an outcome can be proposed; nil when nothing is.
    fileprivate func lacks(for outcome: HandlingOutcome) -> String? {
        guard type != .mixed else { return "contents split into matters of one type each" }
        let acceptable = eligibility == .eligible && competence == .mine
        return switch outcome {
        case .accept:
            acceptable ? nil : "an eligible petition within this agency's competence"
        case .guide:
            type == .complaint && acceptable
                ? "a complaint of another body's competence, or an ineligible one" : nil
        case .archive:
            eligibility == .ineligible || repetition == .settledFinal
                ? nil : "an ineligible petition, or one settled at the last instance"
        case .unspecified, .unknown:
            "an outcome of the list"
        }
    }
}

extension Petition {
    /// One fact of this petition.
    package func event(_ fact: Event.Fact, on day: Day, deadlines: [Deadline] = []) -> Event {
        Event(record: .petition(id), actedOn: day.iso, deadlines: deadlines, fact: fact)
    }

    /// Demands one of the states.
    package func demand(
        _ states: [PetitionState],
        for action: String,
        missing: String
    ) throws(CaseworkError) {
        guard states.contains(state) else { throw refusal(of: action, missing: missing) }
    }

    /// Refuses an action, naming the state and what is missing.
    package func refusal(of action: String, missing: String) -> CaseworkError {
        .notAllowed(
            action: action,
            state: state.protoName,
            missing: missing,
            basis: "TT 05/2021/TT-TTCP"
        )
    }
}
