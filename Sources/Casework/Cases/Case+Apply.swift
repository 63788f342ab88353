package import Messages

extension Case: FiledRecord {
    package static let recordKind = RecordKind.case

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
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
            decision?.sentOn = day
        case .decisionReceived:
            decision?.receivedOn = day
        case .decisionEffective:
            decision?.effectiveOn = day
            state = .effective
        case .enforcementStarted(let fact):
            enforcement = Enforcement(agency: fact.agency, startedOn: day)
            state = .enforcing
        case .enforcementFinished(let fact):
            enforcement?.finishedOn = day
            enforcement?.moneyDoneVnd = fact.moneyDoneVnd
            enforcement?.landDoneCentiM2 = fact.landDoneCentiM2
            state = .enforced
        case .caseClosed:
            closedOn = day
            state = .closed
        default:
            return
        }
    }
}
