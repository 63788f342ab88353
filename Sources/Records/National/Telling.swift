import Casework
import Messages

/// A fact and where it stands in the journal.
struct Fact {
    let position: Int64
    let event: Event
}

extension [Fact] {
    /// The places of those facts of one record that the national database is told of.
    var told: [Int] {
        var isKnown = false
        var isClassified = false
        var isSilent = false
        var visit = Visit()
        let undone = untold
        return indices.filter { index in
            let event = self[index].event
            let wasVoid = visit.state == .voided
            if event.record?.kind == .visit { visit.apply(event) }
            let isWhole = visit.id.isEmpty || visit.isWhole
            switch event.fact {
            case _ where wasVoid || undone.contains(self[index].position): return false
            case .stepUndone(let fact) where undone.contains(fact.position): return false
            case .recordImported(let fact):
                let origin = fact.record?.filed?.imported
                isSilent = true
                isKnown = !(origin?.nationalId ?? "").isEmpty
                isClassified = fact.record?.isTellable ?? false
                return false
            case .importConfirmed:
                isSilent = false
                guard isClassified, isWhole, !isKnown else { return false }
                isKnown = true
                return true
            case .entryCorrected, .entryVoided, .stepUndone, .petitionWithdrawn,
                .conclusionIssued:
                return isKnown && !isSilent && isWhole
            default:
                guard event.isExported, isWhole else { return false }
                isClassified = true
                guard !isSilent else { return false }
                isKnown = true
                return true
            }
        }
    }

    /// Positions of steps that were undone before the national database answered to them: it never
    /// hears of them.
    private var untold: Set<Int64> {
        var answered: Set<Int64> = []
        var untold: Set<Int64> = []
        for fact in self {
            switch fact.event.fact {
            case .nationalAnswered(let answer): answered.insert(answer.aboutPosition)
            case .stepUndone(let undone) where !answered.contains(undone.position):
                untold.insert(undone.position)
            default: continue
            }
        }
        return untold
    }
}

extension RecordImage {
    /// Whether the record holds what the national record demands.
    fileprivate var isTellable: Bool {
        if case .petition(let petition) = record { return petition.classification != nil }
        return true
    }
}

extension Event {
    /// Whether the fact may be told, by its kind alone.
    var mayBeTold: Bool {
        switch fact {
        case .importConfirmed, .petitionWithdrawn, .conclusionIssued: true
        default: isMending || isExported
        }
    }

    /// Whether the fact mends a record.
    var isMending: Bool {
        switch fact {
        case .entryCorrected, .entryVoided, .stepUndone: true
        default: false
        }
    }

    /// Whether the national database is told of the fact (NĐ 55/2022/NĐ-CP Đ.6, Đ.8).
    fileprivate var isExported: Bool {
        switch fact {
        case .receptionRefused, .refusalNoticeIssued, .visitClosed,
            .petitionClassified, .matterOpened, .petitionDispatched, .acceptanceRefused,
            .complaintAccepted, .denunciationAccepted, .settlementExtended, .caseMarkedComplex,
            .denunciationConcluded, .conclusionSent,
            .verificationAssigned, .reportSubmitted, .dialogueHeld, .decisionIssued,
            .decisionSent, .decisionReceived, .decisionEffective, .enforcementStarted,
            .enforcementReported, .enforcementItemDropped, .enforcementFinished,
            .caseSuspended, .caseResumed, .caseTerminated, .feedbackAccepted, .feedbackAssigned,
            .feedbackAnswered, .feedbackReraised,
            .caseClosed:
            true
        default:
            false
        }
    }
}
