import Messages

extension Case {
    /// Puts a fact of a complaint in place; false for any other.
    mutating func putComplaint(_ fact: Event.Fact, on day: String) -> Bool {
        putVerification(fact, on: day) || putDecision(fact, on: day) || putAppeal(fact, on: day)
    }

    private mutating func putVerification(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .complaintAccepted(let fact):
            self = fact.acceptedCase ?? Case()
        case .ownDecisionChecked(let fact):
            ownCheck = OwnCheck(checkedOn: day, right: fact.right)
        case .caseMarkedComplex(let fact):
            complexity = fact.criteria
        case .evidenceRequested(let fact):
            if let asked = fact.evidence { evidence.append(asked) }
        case .evidenceSupplied(let fact):
            guard let index = evidence.firstIndex(where: { $0.id == fact.evidence }) else { break }
            evidence[index].suppliedOn = day
        case .verificationExtended(let fact):
            verification?.extendedTo = fact.until
        case .councilSetUp(let fact):
            council = fact.decision
        case .dialogueNoticeSent(let fact):
            var planned = dialogue ?? Dialogue()
            planned.plannedOn = fact.plannedOn
            planned.noticeSentOn = day
            dialogue = planned
        case .dialogueHeld(let fact):
            let planned = dialogue
            dialogue = fact.dialogue
            dialogue?.plannedOn = planned?.plannedOn ?? ""
            dialogue?.noticeSentOn = fact.noticeSentOn
            state = .dialogueHeld
        case .executionStayed(let fact):
            if let stay = fact.stay { stays.append(stay) }
        case .stayLifted(let fact):
            if let last = stays.indices.last { stays[last].lifting = fact.decision }
        default: return false
        }
        return true
    }

    private mutating func putDecision(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .decisionIssued(let fact):
            decision = fact.decision
            state = .decided
        case .decisionSent:
            decision?.sentOn = day
        case .decisionReceived(let fact):
            var received = decision ?? Decision()
            received.receipts.append(DecisionReceipt(person: fact.person, receivedOn: day))
            received.receivedOn = max(received.receivedOn, day)
            decision = received
        case .decisionEffective:
            decision?.effectiveOn = day
            state = .effective
        case .decisionPublished(let fact):
            if let publication = fact.publication { publications.append(publication) }
        case .decisionAnnounced:
            announcedOn = day
        default: return false
        }
        return true
    }

    private mutating func putAppeal(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .secondComplaintFiled(let fact):
            appeal = fact.appeal
            guard decision != nil else { break }
            // What was in effect is so no longer; enforcement stops.
            decision?.effectiveOn = ""
            state = .appealed
        case .secondInstanceAccepted(let fact):
            secondCase = fact.caseId
        case .lawsuitFiled(let fact):
            lawsuit = fact.lawsuit
            if state == .decided, Branch.firstInstance.contains(kind) { state = .inCourt }
        case .lawsuitJudged(let fact):
            lawsuit?.judgment = fact.judgment
            if fact.judgment?.outcome == .annulled, decision != nil {
                decision?.effectiveOn = ""
                state = .reopened
            } else if state == .inCourt {
                state = .decided
            }
        case .reviewDemanded(let fact):
            review = fact.review
            state = .reopened
        default: return false
        }
        return true
    }
}
