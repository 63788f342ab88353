package import Messages

extension Petition {
    /// The petition after a fact; facts of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        switch event.fact {
        case .petitionRegistered(let fact):
            self = fact.petition ?? Petition()
        case .petitionClassified(let fact):
            classification = fact.classification
            self.guard = fact.guard
            state = .classified
        case .handlingProposed(let fact):
            handling = HandlingProposal(
                outcome: fact.outcome,
                reason: fact.reason,
                proposedOn: event.actedOn
            )
            state = .proposed
        case .handlingApproved(let fact):
            handling?.approvedOn = event.actedOn
            handling?.approvedBy = fact.office
            state = .decided
        case .handlingReturned:
            handling = nil
            state = .classified
        case .petitionDispatched(let fact):
            caseId = fact.caseId
            state = .dispatched
        default:
            return
        }
        deadlines.merge(event.deadlines)
    }
}

extension [Deadline] {
    /// Puts changed time limits in the place of their former selves, new ones at the end.
    package mutating func merge(_ changed: [Deadline]) {
        for deadline in changed {
            let index = firstIndex {
                $0.rule == deadline.rule && $0.startEvent == deadline.startEvent
                    && $0.startOn == deadline.startOn
            }
            if let index { self[index] = deadline } else { append(deadline) }
        }
    }
}
