package import Messages

extension Case: FiledRecord {
    package static let recordKind = RecordKind.case

    package mutating func put(_ fact: Event.Fact, on day: String) {
        _ =
            putShared(fact, on: day)
            || putCourse(fact, on: day)
            || putComplaint(fact, on: day)
            || putEnforcement(fact, on: day)
            || putFeedback(fact, on: day)
            || putDenunciation(fact, on: day)
    }

    /// Puts a fact that every kind of case knows in place; false for any other.
    private mutating func putShared(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .verificationAssigned(let fact):
            verification = Verification(
                agency: fact.agency,
                assignment: fact.assignment,
                teamSize: fact.teamSize
            )
            state = .verifying
        case .reportSubmitted(let fact):
            verification?.report = fact.report
            verification?.resultsDiffer = fact.resultsDiffer
            state = .reported
        case .caseClosed:
            closedOn = day
            state = .closed
        case .fileHandedOver(let fact):
            handOver = fact.handOver
        case .respondentsNamed(let fact):
            respondents = fact.respondents
            superior = fact.superior
        default: return false
        }
        return true
    }
}
