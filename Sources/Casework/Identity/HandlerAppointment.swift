package import Messages

private typealias Row = StateTransition<HandlerAppointment>

extension HandlerAppointment: FiledRecord {
    package static let recordKind = RecordKind.handlerAppointment

    static let basis = "Luật Tố cáo 2018 Đ.8 k.1, Đ.11, Đ.56; QĐ 774/QĐ-TTg"

    package static let table: [StateTransition<HandlerAppointment>] = [
        Row(
            "IdentityService/AppointHandlers",
            "Phân công người được biết thông tin người tố cáo",
            to: [.standing],
            basis: basis
        ),
        Row(
            "IdentityService/EndHandlers",
            "Kết thúc phân công trước hạn",
            from: [.standing],
            to: [.ended],
            needs: "an appointment that was not ended",
            basis: basis
        ),
    ]

    package var about: RecordReference? { record }

    /// It belongs to its file and to no other.
    package var liesIn: RecordReference? { nil }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .handlersAppointed(let fact): self = fact.appointment ?? HandlerAppointment()
        case .handlersEnded(let fact):
            state = .ended
            endedOn = day
            endReason = fact.reason
        default: return
        }
    }

    /// Whether it gives a right after what happened to its file.
    ///
    /// The stage ends by a fact after the appointment that was not undone; nothing that comes later
    /// gives the right back.
    ///
    /// - Parameters:
    ///   - entries: The entries of the file's records, in any order.
    ///   - records: The file's records: a petition and its case are one file.
    /// - Returns: Whether it gives a right.
    package func holds(
        after entries: [JournalEntry],
        of records: Set<RecordReference>
    ) -> Bool {
        guard state == .standing, let made = Int64(etag) else { return false }
        let later = entries.filter { $0.position > made }
        let undone = later.flatMap(\.undonePositions)
        return !later.contains { entry in
            !undone.contains(entry.position)
                && entry.events.contains { event in
                    event.record.map(records.contains) == true
                        && event.fact.map(until.ends) == true
                }
        }
    }
}

extension JournalEntry {
    fileprivate var undonePositions: [Int64] {
        events.compactMap { event in
            if case .stepUndone(let fact) = event.fact { fact.position } else { nil }
        }
    }
}

extension HandlerStage {
    /// Whether a fact of the file ends the stage; an unknown stage is ended by anything.
    func ends(with fact: Event.Fact) -> Bool {
        switch self {
        case .report: fact.reports || fact.concludes || fact.closes
        case .conclusion: fact.concludes || fact.closes
        case .closing: fact.closes
        case .unspecified, .unknown: true
        }
    }

    /// Whether a file is past the stage already.
    func isOver(in record: any FiledRecord) -> Bool {
        switch record {
        case let file as Case: isOver(in: file)
        case let petition as Petition: isOver(in: petition)
        case let visit as Visit: [.closed, .refused, .voided].contains(visit.state)
        default: true
        }
    }

    private func isOver(in file: Case) -> Bool {
        let state = file.state == .suspended ? file.resumesTo : file.state
        let isSettling = [.accepted, .verifying, .reported, .dialogueHeld, .processing]
            .contains(state)
        return switch self {
        case .report: !isSettling || state == .reported || state == .dialogueHeld
        case .conclusion: !isSettling
        case .closing: [.closed, .voided].contains(state)
        case .unspecified, .unknown: true
        }
    }

    /// A petition that was accepted goes on as its case, which is asked instead.
    private func isOver(in petition: Petition) -> Bool {
        switch petition.state {
        case .closed, .withdrawn, .voided, .duplicateLinked, .split: true
        case .dispatched: self != .closing
        default: false
        }
    }
}

extension Event.Fact {
    fileprivate var reports: Bool {
        if case .reportSubmitted = self { true } else { false }
    }

    /// Whether it is a result, or leaves none to come.
    fileprivate var concludes: Bool {
        switch self {
        case .denunciationConcluded, .decisionIssued, .feedbackAnswered, .caseTerminated,
            .acceptanceRefused:
            true
        case .petitionDispatched(let fact): fact.caseId.isEmpty
        default: false
        }
    }

    fileprivate var closes: Bool {
        switch self {
        case .caseClosed, .petitionClosed, .petitionWithdrawn, .duplicateLinked, .mattersSplit,
            .visitClosed, .entryVoided, .guardLowered:
            true
        default: false
        }
    }
}
