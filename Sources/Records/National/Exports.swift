import Casework
package import Messages

extension RecordReader {
    /// What an entry tells the national database: each fact with its record as it stood then.
    ///
    /// A petition is told from its classification on: the national record demands its type. What
    /// was told is corrected, voided and withdrawn there too; an imported record is told once its unit has
    /// confirmed it.
    package func exports(of entry: JournalEntry, _ vault: Vault) throws -> [Export] {
        try entry.events.compactMap { event in
            guard let record = event.record, event.mayBeTold else { return nil }
            let life = try life(of: record)
            let told = life.told.filter { life[$0].position <= entry.position }
            guard let last = told.last, life[last].event == event else { return nil }
            let past = life[...last].map(\.event)
            var export = Export(
                position: entry.position,
                recordedAtMs: entry.recordedAtMs,
                sequence: Int64(told.count),
                event: event
            )
            switch record.kind {
            case .petition:
                var petition = Petition()
                for event in past { petition.apply(event) }
                petition.etag = entry.etag
                export.record = .petition(petition)
                (export.parties, export.withheld) = try parties(of: petition, vault)
            case .case:
                var file = Case()
                for event in past { file.apply(event) }
                file.etag = entry.etag
                export.record = .acceptedCase(file)
            default:
                return nil
            }
            return export
        }
    }

    /// The facts of a record with the positions of their entries, oldest first.
    private func life(of record: RecordReference) throws -> [Fact] {
        try entries(of: record).flatMap { entry in
            entry.events.filter { $0.record == record }
                .map { Fact(position: entry.position, event: $0) }
        }
    }

    /// The parties in clear, or none when one of them is guarded as secret.
    private func parties(
        of petition: Petition,
        _ vault: Vault
    ) throws -> (parties: [Party], withheld: Bool) {
        let sealed = try sealedParties(of: petition)
        let isOpen = petition.guard == .ordinary && sealed.allSatisfy { $0.guard == .ordinary }
        guard isOpen else { return ([], true) }
        return (try persons(of: petition, vault), false)
    }
}

/// A fact of a record and where it stands in the journal.
private struct Fact {
    let position: Int64
    let event: Event
}

extension [Fact] {
    /// The places of those facts of one record that the national database is told of.
    fileprivate var told: [Int] {
        var isKnown = false
        var isClassified = false
        var isSilent = false
        let undone = untold
        return indices.filter { index in
            switch self[index].event.fact {
            case _ where undone.contains(self[index].position): return false
            case .stepUndone(let fact) where undone.contains(fact.position): return false
            case .recordImported(let fact):
                let origin = fact.record?.filed?.imported
                isSilent = true
                isKnown = !(origin?.nationalId ?? "").isEmpty
                isClassified = fact.record?.isTellable ?? false
                return false
            case .importConfirmed:
                isSilent = false
                guard isClassified, !isKnown else { return false }
                isKnown = true
                return true
            case .entryCorrected, .entryVoided, .stepUndone, .petitionWithdrawn:
                return isKnown && !isSilent
            default:
                guard self[index].event.isExported else { return false }
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
    fileprivate var mayBeTold: Bool {
        switch fact {
        case .entryCorrected, .entryVoided, .stepUndone, .importConfirmed, .petitionWithdrawn:
            true
        default: isExported
        }
    }

    /// Whether the national database is told of the fact (NĐ 55/2022/NĐ-CP Đ.6, Đ.8).
    fileprivate var isExported: Bool {
        switch fact {
        case .petitionClassified, .matterOpened, .petitionDispatched, .acceptanceRefused,
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
