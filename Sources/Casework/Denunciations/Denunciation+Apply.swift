import Messages

extension Case {
    /// Puts a fact of a denunciation in place; false for any other.
    mutating func putDenunciation(_ fact: Event.Fact, on day: String) -> Bool {
        if case .denunciationAccepted(let fact) = fact {
            self = fact.acceptedCase ?? Case()
            return true
        }
        var own = denunciation ?? Denunciation()
        guard
            own.putVerification(fact, on: day) || own.putConclusion(fact, on: day)
                || own.putContinuation(fact) || own.putProtection(fact)
        else { return false }
        denunciation = own
        moveDenunciation(fact)
        return true
    }

    /// The state that a fact of a denunciation leads to.
    private mutating func moveDenunciation(_ fact: Event.Fact) {
        switch fact {
        case .denunciationConcluded: state = .concluded
        case .conclusionActedOn:
            // What the superior looks at goes on meanwhile.
            if state == .continued { resumesTo = .handling } else { state = .handling }
        case .denunciationContinued(let fact) where fact.continuation?.ground == .conclusion:
            resumesTo = state
            state = .continued
        case .continuationDecided:
            state = resumesTo
            resumesTo = .unspecified
        default: break
        }
    }
}

extension Denunciation {
    fileprivate mutating func putVerification(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .acceptanceNotified(let fact):
            acceptanceNotice = fact.notice
            contentNotice = fact.contentNotice
            notifiedOn = day
        case .referredToCriminal(let fact): referral = fact.referral
        case .meetingRecorded(let fact): if let meeting = fact.meeting { meetings.append(meeting) }
        case .expertiseRequested(let fact):
            if let expertise = fact.expertise { expertises.append(expertise) }
        case .settlementSimplified: simplifiedOn = day
        case .settlementExtended(let fact):
            if let given = fact.extension { extensions.append(given) }
        case .extensionNotified:
            for index in extensions.indices where extensions[index].notifiedOn.isEmpty {
                extensions[index].notifiedOn = day
            }
        default: return false
        }
        return true
    }

    fileprivate mutating func putConclusion(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .denunciationConcluded(let fact): conclusion = fact.conclusion
        case .conclusionSent(let fact):
            conclusion?.sentOn = day
            conclusion?.denouncerToldOn = fact.denouncerToldOn
        case .conclusionActedOn(let fact):
            acts = fact.acts
            conclusion?.actedOn = day
        case .recommendationReported(let fact):
            guard let index = acts.firstIndex(where: { $0.id == fact.act }) else { break }
            acts[index].result = fact.result
            acts[index].resultOn = fact.resultOn
            acts[index].reportedOn = day
        case .conclusionPublished(let fact):
            if let disclosure = fact.disclosure { disclosures.append(disclosure) }
        default: return false
        }
        return true
    }

    fileprivate mutating func putContinuation(_ fact: Event.Fact) -> Bool {
        let last = continuations.indices.last
        switch fact {
        case .denunciationContinued(let fact):
            if let continuation = fact.continuation { continuations.append(continuation) }
        case .continuationDecided(let fact):
            guard let last else { break }
            continuations[last].result = fact.result
            continuations[last].decision = fact.decision
            continuations[last].caseId = fact.caseId
        case .superiorRequested(let fact):
            guard let last else { break }
            continuations[last].request = fact.request
            continuations[last].requestReceivedOn = fact.receivedOn
        case .reportedToSuperior(let fact):
            guard let last else { break }
            continuations[last].report = fact.report
        default: return false
        }
        return true
    }

    fileprivate mutating func putProtection(_ fact: Event.Fact) -> Bool {
        func place(_ id: String) -> Int? { protections.firstIndex { $0.id == id } }
        switch fact {
        case .protectionRequested(let fact):
            if let protection = fact.protection { protections.append(protection) }
        case .protectionDecided(let fact):
            guard let index = place(fact.protection) else { break }
            protections[index].granted = fact.granted
            protections[index].decision = fact.decision
            protections[index].protector = fact.protector
        case .protectionEnded(let fact):
            guard let index = place(fact.protection) else { break }
            protections[index].end = fact.end
            protections[index].ending = fact.ending
        default: return false
        }
        return true
    }
}
