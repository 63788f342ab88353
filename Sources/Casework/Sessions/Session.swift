package import Messages

extension Session: FiledRecord {
    package static let recordKind = RecordKind.session

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .sessionPlanned(let fact):
            self = fact.session ?? Session()
        case .schedulePublished:
            state = .published
            publishedOn = day
        case .agenciesInvited(let fact):
            invite(fact.agencies)
        case .bridgePointsNotified(let fact):
            invite(fact.agencies)
            bridgePointsNotifiedOn = day
        case .sessionRescheduled(let fact):
            putOff(fact)
        case .sessionOpened(let fact):
            state = .inSession
            if let found = fact.preparation {
                let conditions = preparation?.conditions ?? []
                preparation = found
                preparation?.conditions = conditions
            }
        case .turnRecorded(let fact):
            turns += fact.turn.map { [$0] } ?? []
        case .sessionEnded:
            state = .ended
            endedOn = day
        case .conclusionIssued(let fact):
            state = .concluded
            conclusion = fact.conclusion
            instructions = fact.instructions
        case .sessionTaskNoted(let fact):
            if fact.closed { instructionsClosed += 1 }
            state = Int(instructionsClosed) < instructions.count ? .tasksOpen : .tasksDone
        case .sessionProposalNoted(let fact):
            proposals.append(fact.proposalId)
        default:
            return
        }
    }

    private mutating func invite(_ agencies: [String]) {
        for agency in agencies where !invited.contains(agency) { invited.append(agency) }
    }

    private mutating func putOff(_ fact: SessionRescheduled) {
        // A session that is put off without a deputy is the leader's own again.
        delegated = !fact.deputyOffice.isEmpty
        deputyOffice = fact.deputyOffice
        changeReason = fact.reason
        guard !fact.heldOn.isEmpty else { return }
        formerDays.append(heldOn)
        heldOn = fact.heldOn
        beginsAtMs = fact.beginsAtMs
        bridgePointsNotifiedOn = ""
        publishedOn = fact.publishedOn
        state = fact.publishedOn.isEmpty ? .planned : .published
    }
}
