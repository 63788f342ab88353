import Casework
package import Messages

extension RecordReader {
    /// What an entry tells the national database: each fact with its record as it stood then.
    ///
    /// A petition is told from its classification on: the national record demands its type. A visit
    /// is told when it is closed or refused, for the record holds what came of it, and again when
    /// the conclusion of its session comes later. What was told is corrected, voided and withdrawn
    /// there too; an imported record is told once its unit has confirmed it.
    package func exports(of entry: JournalEntry, _ vault: Vault) throws -> [Export] {
        try entry.events.flatMap { event in
            try subjects(of: event).compactMap { try export(of: $0, event, entry, vault) }
        }
    }

    /// The records of which a fact may tell: its own, or the visits that a conclusion is about.
    private func subjects(of event: Event) throws -> [RecordReference] {
        guard let record = event.record, event.mayBeTold else { return [] }
        return switch record.kind {
        case .petition, .case, .visit: [record]
        case .session, .instruction: try visits(concludedIn: record)
        default: []
        }
    }

    /// What a fact tells of a record; nil when it is none that is told.
    private func export(
        of record: RecordReference,
        _ event: Event,
        _ entry: JournalEntry,
        _ vault: Vault
    ) throws -> Export? {
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
        export.event?.record = record
        switch record.kind {
        case .petition:
            var petition = past.record(Petition.self)
            petition.etag = entry.etag
            export.record = .petition(petition)
            (export.parties, export.withheld) = try parties(of: petition, vault)
        case .case:
            var file = past.record(Case.self)
            file.etag = entry.etag
            export.record = .acceptedCase(file)
        case .visit:
            var visit = past.toldVisit
            visit.etag = entry.etag
            export.record = .visit(visit)
            (export.parties, export.withheld) = try parties(of: visit, vault)
            try addSession(of: visit, to: &export)
        default:
            return nil
        }
        return export
    }

    /// The facts that may tell of a record, oldest first: its own, and for a visit those of the
    /// conclusion of its session.
    private func life(of record: RecordReference) throws -> [Fact] {
        let own = try facts(of: record)
        guard record.kind == .visit else { return own }
        let conclusion = try conclusionFacts(of: own.map(\.event).record(Visit.self))
        return (own + conclusion).enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element)
    }

    /// The facts of a record with the positions of their entries, oldest first.
    func facts(of record: RecordReference) throws -> [Fact] {
        try entries(of: record).flatMap { entry in
            entry.events.filter { $0.record == record }
                .map { Fact(position: entry.position, event: $0) }
        }
    }

    /// The parties in clear, or none when one of them is guarded as secret.
    private func parties(
        of record: some FiledRecord,
        _ vault: Vault
    ) throws -> (parties: [Party], withheld: Bool) {
        let sealed = try sealedParties(of: record)
        let isOpen = !record.isGuarded && sealed.allSatisfy { $0.guard == .ordinary }
        guard isOpen else { return ([], true) }
        return (try persons(of: record, vault), false)
    }
}

extension [Event] {
    /// A record after these facts of its own, the others aside.
    func record<R: FiledRecord>(_ type: R.Type) -> R {
        var record = R()
        for event in self { record.apply(event) }
        return record
    }
}
