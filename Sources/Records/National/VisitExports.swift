import Casework
import Messages

// What is told of a visit besides its own facts: the leader's session that it belongs to.

extension RecordReader {
    /// The visits that a session's conclusion is about, or one of its instructions.
    func visits(concludedIn record: RecordReference) throws -> [RecordReference] {
        let instruction =
            record.kind == .instruction ? try filed(Instruction.self, record.id) : nil
        let session = try filed(Session.self, instruction?.sessionId ?? record.id)
        return (session?.turns ?? []).map(\.visitId)
            .filter { instruction?.concerns(visit: $0) ?? true }
            .map { RecordReference(kind: .visit, id: $0) }
    }

    /// The facts that make and mend what the leader concluded on a visit.
    func conclusionFacts(of visit: Visit) throws -> [Fact] {
        guard let session = try session(of: visit),
            session.turns.contains(where: { $0.visitId == visit.id })
        else { return [] }
        let facts = try facts(of: session.reference)
        let begin = facts.firstIndex { fact in
            if case .conclusionIssued = fact.event.fact { true } else { false }
        }
        guard let begin else { return [] }
        let instructions = try session.instructions.compactMap { try filed(Instruction.self, $0) }
            .filter { $0.concerns(visit: visit.id) }
            .flatMap { try self.facts(of: $0.reference) }
        return [facts[begin]]
            + (facts[(begin + 1)...] + instructions).filter { $0.event.isMending }
    }

    /// Adds the session of a visit, the instructions about the visit, and who received.
    func addSession(of visit: Visit, to export: inout Export) throws {
        let position = export.position
        guard let current = try session(of: visit) else { return }
        let session = try facts(of: current.reference, until: position).record(Session.self)
        export.session = session
        export.instructions = try session.instructions.map { id in
            let reference = RecordReference(kind: .instruction, id: id)
            return try facts(of: reference, until: position).record(Instruction.self)
        }
        .filter { $0.state != .voided && $0.concerns(visit: visit.id) }
        let office = session.delegated ? session.deputyOffice : session.office
        let agency = RecordReference(kind: .agency, id: session.agency)
        let held = Day(iso: session.heldOn)
        // Of an office that the directory dropped meanwhile the title that it had last.
        let titles = try facts(of: agency, until: position).compactMap { event -> String? in
            guard case .agencyRecorded(let fact) = event.fact else { return nil }
            let agency = fact.agency.map { held.flatMap($0.asOf) ?? $0 }
            return agency?.offices.first { $0.code == office }?.title
        }
        export.receiver = titles.last ?? ""
    }

    /// The session that a visit belongs to, of the same agency.
    private func session(of visit: Visit) throws -> Session? {
        guard !visit.sessionId.isEmpty else { return nil }
        return try filed(Session.self, visit.sessionId).flatMap {
            $0.agency == visit.agency ? $0 : nil
        }
    }

    private func facts(of record: RecordReference, until position: Int64) throws -> [Event] {
        try facts(of: record).filter { $0.position <= position }.map(\.event)
    }
}

extension Instruction {
    /// Whether it is about a visit: about this one, or about no visit alone.
    fileprivate func concerns(visit id: String) -> Bool { visitId.isEmpty || visitId == id }
}

extension Visit {
    /// Whether it holds what the national record demands.
    ///
    /// That is what was said and what came of it, or the refusal with the notice that its ground
    /// requires; of who left before saying anything there is nothing to tell. A void one is told of
    /// as void.
    var isWhole: Bool {
        switch state {
        case .closed: !contents.isEmpty
        case .refused: refusal?.requiresNotice != true || refusal?.notice != nil
        case .voided: true
        default: false
        }
    }
}

extension [Event] {
    /// The visit after these facts; a void one as it stood when it was whole last, since what was
    /// told of it is void, whatever was taken back of it in between.
    var toldVisit: Visit {
        var visit = Visit()
        var whole: Visit?
        for event in self {
            visit.apply(event)
            if visit.isWhole, visit.state != .voided { whole = visit }
        }
        guard visit.state == .voided, var void = whole else { return visit }
        void.state = .voided
        return void
    }
}
