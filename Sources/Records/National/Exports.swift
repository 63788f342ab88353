import Casework
package import Messages

extension RecordReader {
    /// What an entry tells the national database: each fact with its record as it stood then.
    ///
    /// A petition is told from its classification on: the national record demands its type.
    package func exports(of entry: JournalEntry, _ vault: Vault) throws -> [Export] {
        try entry.events.compactMap { event in
            guard let record = event.record, event.isExported else { return nil }
            let past = try past(of: record, upTo: entry.position)
            var export = Export(
                position: entry.position,
                recordedAtMs: entry.recordedAtMs,
                sequence: Int64(past.filter(\.isExported).count),
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

    /// The facts of a record up to a position, oldest first.
    private func past(of record: RecordReference, upTo position: Int64) throws -> [Event] {
        try positions(of: record).filter { $0 <= position }
            .compactMap { try entry($0) }
            .flatMap { $0.events.filter { $0.record == record } }
    }

    /// The parties in clear, or none when one of them is guarded as secret.
    private func parties(
        of petition: Petition,
        _ vault: Vault
    ) throws -> (parties: [Party], withheld: Bool) {
        let sealed = try petition.parties.compactMap { try party($0.id) }
        let isOpen = petition.guard == .ordinary && sealed.allSatisfy { $0.guard == .ordinary }
        guard isOpen else { return ([], true) }
        return (try sealed.map { try vault.open($0) }, false)
    }
}

extension Event {
    /// Whether the national database is told of the fact (NĐ 55/2022/NĐ-CP Đ.6, Đ.8).
    fileprivate var isExported: Bool {
        switch fact {
        case .petitionClassified, .matterOpened, .petitionDispatched, .acceptanceRefused,
            .complaintAccepted, .caseMarkedComplex,
            .verificationAssigned, .reportSubmitted, .dialogueHeld, .decisionIssued,
            .decisionSent, .decisionReceived, .decisionEffective, .enforcementStarted,
            .enforcementFinished, .caseClosed:
            true
        default:
            false
        }
    }
}
