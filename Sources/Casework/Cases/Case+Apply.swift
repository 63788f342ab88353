package import Messages

extension Case {
    /// The case after a fact; facts of other records leave it as it is.
    package mutating func apply(_ event: Event) {
        switch event.fact {
        case .complaintAccepted(let fact):
            self = fact.acceptedCase ?? Case()
        case .caseMarkedComplex(let fact):
            complexity = fact.criteria
        case .verificationAssigned(let fact):
            verification = Verification(agency: fact.agency, assignment: fact.assignment)
            state = .verifying
        case .reportSubmitted(let fact):
            verification?.report = fact.report
            verification?.resultsDiffer = fact.resultsDiffer
            state = .reported
        case .dialogueHeld(let fact):
            dialogue = fact.dialogue
            state = .dialogueHeld
        case .decisionIssued(let fact):
            decision = fact.decision
            state = .decided
        case .decisionSent:
            decision?.sentOn = event.actedOn
        case .decisionReceived:
            decision?.receivedOn = event.actedOn
        case .decisionEffective:
            decision?.effectiveOn = event.actedOn
            state = .effective
        case .enforcementStarted(let fact):
            enforcement = Enforcement(agency: fact.agency, startedOn: event.actedOn)
            state = .enforcing
        case .enforcementFinished(let fact):
            enforcement?.finishedOn = event.actedOn
            enforcement?.moneyDoneVnd = fact.moneyDoneVnd
            enforcement?.landDoneCentiM2 = fact.landDoneCentiM2
            state = .enforced
        case .caseClosed:
            closedOn = event.actedOn
            state = .closed
        default:
            return
        }
        lastActOn = max(lastActOn, event.actedOn)
        deadlines.merge(event.deadlines)
    }
}
