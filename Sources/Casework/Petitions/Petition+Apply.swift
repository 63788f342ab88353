package import Messages

extension Petition: FiledRecord {
    package static let recordKind = RecordKind.petition

    /// The first petition of the matter knows those that repeat it.
    package var listedUnder: [RecordReference] {
        let first = classification?.repeats ?? ""
        return first.isEmpty ? [] : [.petition(first)]
    }

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .petitionRegistered(let fact): self = fact.petition ?? Petition()
        case .petitionReceived(let fact): self = fact.petition ?? Petition()
        case .matterOpened(let fact): self = fact.matter ?? Petition()
        case .registerEntered(let fact):
            registerNumber = fact.number
            registeredOn = day
            state = .registered
        case .petitionClassified(let fact):
            classification = fact.classification
            // What was checked was another kind of petition, or may be: it is checked anew.
            initialCheck = nil
            self.guard = fact.guard
            state = .classified
        case .duplicateLinked(let fact):
            duplicateOf = fact.duplicateOf
            state = .duplicateLinked
        case .duplicateJoined(let fact): joined.append(fact.petitionId)
        case .mattersSplit(let fact):
            matters = fact.matters
            self.guard = fact.guard
            state = .split
        case .petitionWithdrawn:
            withdrawnOn = day
            state = .withdrawn
        case .receiptCodeIssued(let fact): receiptCodes = fact.count
        case .guardRaised: self.guard = .secret
        case .respondentsNamed(let fact):
            respondents = fact.respondents
            superior = fact.superior
        case .guardLowered: self.guard = .ordinary
        case .onceNoted(let fact): if let used = fact.used { once.append(used) }
        case .onceReleased(let fact): once.removeAll { $0 == fact.used }
        case .petitionReferred(let fact):
            transferId = fact.transferId
            state = .referred
        case .petitionSettledBack(let fact):
            transferId = ""
            handling = nil
            competenceSettled = fact.competenceSettled
            state = .classified
        case .petitionTakenOver(let fact): transferredTo = fact.petitionId
        case _ where putDenunciation(fact): break
        default: putHandling(fact, on: day)
        }
    }

    private mutating func putHandling(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .handlingProposed(let fact):
            handling = HandlingProposal(
                outcome: fact.outcome,
                reason: fact.reason,
                proposedOn: day,
                receiver: fact.receiver,
                targetGroup: fact.targetGroup,
                grounds: fact.grounds,
                alsoReturnOriginals: fact.alsoReturnOriginals
            )
            state = .proposed
        case .handlingApproved(let fact):
            handling?.approvedOn = day
            handling?.approvedBy = fact.office
            state = .decided
        case .handlingReturned:
            handling = nil
            state = .classified
        case .petitionDispatched(let fact):
            caseId = fact.caseId
            transferId = fact.transferId
            handling?.document = fact.document
            handling?.dispatchedOn = day
            state = .dispatched
        case .acceptanceRefused(let fact):
            handling?.document = fact.notice
            handling?.dispatchedOn = day
            state = .dispatched
        case .replyRecorded(let fact): if let reply = fact.reply { replies.append(reply) }
        case .originalsReturned(let fact): originalsReturned = fact.document
        case .signersCounted(let fact):
            signersListed = fact.listed
            signersWithdrawn = fact.withdrawn
        case .petitionClosed:
            closedOn = day
            state = .closed
        default: return
        }
    }
}

extension [Deadline] {
    /// Puts changed time limits in the place of their former selves, new ones at the end.
    package mutating func merge(_ changed: [Deadline]) {
        for deadline in changed {
            let index = firstIndex { $0.isSame(as: deadline) }
            if let index { self[index] = deadline } else { append(deadline) }
        }
    }
}
