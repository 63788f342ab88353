import Casework
package import Messages
import RPC
import Records

extension RecordService {
    package func correctEntry(_ request: CorrectEntryRequest, _ call: Call) throws -> Write {
        let (reference, type) = try Self.named(request.record)
        return try correct(request, type, reference, call)
    }

    private func correct<R: FiledRecord>(
        _ request: CorrectEntryRequest,
        _ type: R.Type,
        _ reference: RecordReference,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        var checks = Checks(today: context.today)
        for (index, person) in request.parties.enumerated() {
            (person.party ?? Party()).check(&checks, "parties[\(index)].party")
        }
        try checks.finish()
        let (record, wrong, names) = try desk.records.read { reader in
            let record = try reader.filed(type, reference.id, for: call)
            return (
                record, try reader.sealedParties(of: record), try reader.senders(of: record, vault)
            )
        }
        let sealed = try request.parties.map { person in
            let guarded: PartyGuard =
                wrong.first { $0.id == person.partyId }?.guard ?? .secret
            return try vault.seal(
                person.party ?? Party(),
                of: SealOwner(record),
                guard: guarded
            )
        }
        return Write(request.requestId) { reader in
            let record = try reader.filed(type, reference.id, for: call)
            try call.mayMend(record, record.isSettled)
            let agency = try reader.ownAgency(call)
            return try reader.tellingChanges(of: reference, since: request.etag) {
                let events = try request.decide(
                    record,
                    persons: sealed.map(\.reference),
                    names: SenderNames(request.parties.compactMap(\.party)),
                    agency: agency,
                    senders: names,
                    context
                )
                var decided = Decided(events)
                // The guard may have risen since the persons were sealed.
                decided.parties = try zip(sealed.map(\.sealed), request.parties).map { new, old in
                    let isSecret = try reader.party(old.partyId)?.guard == .secret
                    return isSecret && new.guard != .secret
                        ? try vault.rewrap(new, guard: .secret) : new
                }
                // Nobody is found any more by a number that was entered wrong.
                decided.parties += try request.parties.compactMap { old in
                    var wrong = try reader.party(old.partyId)
                    wrong?.idHash = []
                    return wrong
                }
                if let file = record as? Case {
                    decided.events += try request.mirror(in: file, agency, names, reader, context)
                }
                return decided
            }
        }
    }

    package func voidEntry(_ request: VoidEntryRequest, _ call: Call) throws -> Write {
        let (reference, type) = try Self.named(request.record)
        return try void(request, type, reference, call)
    }

    private func void<R: FiledRecord>(
        _ request: VoidEntryRequest,
        _ type: R.Type,
        _ reference: RecordReference,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let names = try names(of: type, reference, call)
        return Write(request.requestId) { reader in
            let record = try reader.filed(type, reference.id, for: call)
            try call.mayMend(record, record.isSettled)
            let agency = try reader.ownAgency(call)
            var events = try request.decide(record, agency: agency, senders: names, context)
            if let file = record as? Case {
                events += try request.reopen(file, reader, context)
            }
            events += try reader.released(by: record, context)
            if let file = record as? StoredFile, file.about?.kind == .document {
                let owner = try reader.filed(Document.self, file.about?.id ?? "")
                events += owner?.changed(context) ?? []
            }
            return Decided(events)
        }
    }

    package func undoStep(_ request: UndoStepRequest, _ call: Call) throws -> Write {
        let (reference, type) = try Self.named(request.record)
        return try undo(request, type, reference, call)
    }

    private func undo<R: FiledRecord>(
        _ request: UndoStepRequest,
        _ type: R.Type,
        _ reference: RecordReference,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let names = try names(of: type, reference, call)
        return Write(request.requestId) { reader in
            let record = try reader.filed(type, reference.id, for: call)
            try call.mayMend(record, record.isSettled)
            let agency = try reader.ownAgency(call)
            guard record.etag == String(request.position),
                let entry = try reader.entry(request.position)
            else {
                throw CaseworkError.invalid([
                    Violation(
                        field: "position",
                        rule: "is not that of the record's last step, \(record.etag)",
                        remedy: "undo the last step, or correct the entry"
                    )
                ])
            }
            let touched = try reader.touched(by: entry, record)
            return Decided(
                try request.decide(
                    record,
                    entry: entry,
                    touched: touched,
                    agency: agency,
                    senders: names,
                    context
                )
            )
        }
    }

    package func moveEntry(_ request: MoveEntryRequest, _ call: Call) throws -> Write {
        let (reference, type) = try Self.named(request.record)
        let target = try Self.named(request.to, "to")
        return try move(request, type, reference, to: target, call)
    }

    private func move<R: FiledRecord>(
        _ request: MoveEntryRequest,
        _ type: R.Type,
        _ reference: RecordReference,
        to target: (RecordReference, any FiledRecord.Type),
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let names = try names(of: type, reference, call)
        return Write(request.requestId) { reader in
            let record = try reader.filed(type, reference.id, for: call)
            var to: any FiledRecord = try reader.filed(target.1, target.0.id, for: call)
            // A duplicate of a duplicate is about the matter of the first.
            if record is Petition, let named = to as? Petition {
                to = try reader.first(from: named, for: call) { $0.duplicateOf }
            }
            var from: any FiledRecord = record
            if let above = record.liesIn, let kind = above.kind.filed {
                from = try reader.filed(kind, above.id, for: call)
            }
            try call.mayMend(record, request.isSettled(record, from))
            return Decided(
                try request.decide(
                    record,
                    from: from,
                    to: to,
                    agency: try reader.ownAgency(call),
                    senders: names,
                    context
                )
            )
        }
    }

    /// The names that may not stand in a reason about a record.
    private func names<R: FiledRecord>(
        of type: R.Type,
        _ reference: RecordReference,
        _ call: Call
    ) throws -> SenderNames {
        let vault = desk.records.vault
        return try desk.records.read { reader in
            try reader.senders(of: try reader.filed(type, reference.id, for: call), vault)
        }
    }
}

extension Call {
    /// Demands the head where a settled record is mended.
    ///
    /// - Throws: `Status` PERMISSION_DENIED for anybody else.
    fileprivate func mayMend(_ record: some FiledRecord, _ isSettled: Bool) throws(Status) {
        guard isSettled, !principal.holds(Permission.consent, for: record) else { return }
        throw .notPermitted(Permission.consent)
    }
}

extension CorrectEntryRequest {
    /// What a corrected acceptance changes in the petitions that were accepted by it.
    fileprivate func mirror(
        in file: Case,
        _ agency: Agency,
        _ names: SenderNames,
        _ reader: RecordReader,
        _ context: Context
    ) throws -> [Event] {
        let mirrored = Case.mirrored(fields)
        guard !mirrored.isEmpty else { return [] }
        return try file.petitions.compactMap { try reader.petition($0) }
            .flatMap { petition in
                var request = self
                request.fields = mirrored
                request.parties = []
                request.etag = petition.etag
                return try request.decide(
                    petition,
                    persons: [],
                    agency: agency,
                    senders: names,
                    context
                )
            }
    }
}

extension RecordReader {
    /// What a voided record leaves open elsewhere: the content of the visit that a petition was
    /// opened from, the instruction that a session waits for.
    fileprivate func released(by record: any FiledRecord, _ context: Context) throws -> [Event] {
        if let petition = record as? Petition,
            let visit = try filed(Visit.self, petition.visitId), !visit.isVoid,
            let content = visit.contents.first(where: { $0.petitionId == petition.id })
        {
            return [visit.reopened(content, on: context.today)]
        }
        if let task = record as? Instruction, task.state != .closed,
            let session = try filed(Session.self, task.sessionId)
        {
            let noted = SessionTaskNoted(instructionId: task.id, closed: true)
            return [session.event(.sessionTaskNoted(noted), on: context.today)]
        }
        return []
    }
}

extension VoidEntryRequest {
    /// The petitions of a voided case stand where they stood before the acceptance.
    fileprivate func reopen(
        _ file: Case,
        _ reader: RecordReader,
        _ context: Context
    ) throws -> [Event] {
        try file.petitions.compactMap { id in
            // A denunciation that is settled again has the petitions of the first settlement.
            guard let petition = try reader.petition(id), !petition.isVoid,
                petition.caseId == file.id
            else { return nil }
            let entries = try reader.entries(of: petition.reference)
            guard let accepted = entries.firstIndex(where: { $0.accepts(into: file.id) }) else {
                return try unlinked(petition, context)
            }
            guard petition.etag == String(entries[accepted].position) else {
                throw file.refusal(
                    of: "RecordService/VoidEntry",
                    missing: "petitions on which nobody acted since the acceptance",
                    basis: "NĐ 55/2022/NĐ-CP Đ.8"
                )
            }
            let before = Petition().after(entries[..<accepted], of: petition.reference)
            let entry = entries[accepted]
            return petition.steppedBack(
                to: before,
                entry.position,
                entry.step,
                (reason, office),
                on: context.today
            )
        }
    }
}

extension VoidEntryRequest {
    /// A petition that was linked to an imported case is linked to none.
    private func unlinked(_ petition: Petition, _ context: Context) throws -> Event {
        var free = petition
        free.caseId = ""
        let fact = EntryCorrected(
            after: RecordImage(free),
            changes: try Changes.between(petition, free),
            reason: reason,
            office: office
        )
        return petition.event(.entryCorrected(fact), on: context.today)
    }
}

extension JournalEntry {
    /// Whether the entry accepted a petition into a case.
    fileprivate func accepts(into file: String) -> Bool {
        events.contains { event in
            if case .petitionDispatched(let fact) = event.fact { return fact.caseId == file }
            return false
        }
    }
}

extension RecordReader {
    /// The records that an entry touched, each with how it stood before.
    ///
    /// - Throws: `CaseworkError.notAllowed` when somebody acted on one of them since, or the
    ///   national database was told of the step.
    fileprivate func touched(
        by entry: JournalEntry,
        _ record: any FiledRecord
    ) throws -> [Undone] {
        var seen: Set<RecordReference> = []
        let references = entry.events.compactMap(\.record).filter { seen.insert($0).inserted }
        return try references.compactMap { reference in
            guard let type = reference.kind.filed else { return nil }
            return try undone(type, reference, entry, record)
        }
    }

    /// How a record stood before an entry, which must be the last about it.
    ///
    /// - Throws: As for all that an entry touched.
    func undone<R: FiledRecord>(
        _ type: R.Type,
        _ reference: RecordReference,
        _ entry: JournalEntry,
        _ asked: any FiledRecord
    ) throws -> Undone {
        let entries = try entries(of: reference)
        let isTold = entries.contains { $0.answers(entry.position) }
        guard let current = try filed(type, reference.id), !isTold,
            current.etag == String(entry.position)
        else {
            throw asked.refusal(
                of: "RecordService/UndoStep",
                missing: isTold
                    ? "a step that the national database was not told of; correct it instead"
                    : "a step after which nobody acted on the records that it touched",
                basis: "NĐ 55/2022/NĐ-CP Đ.8"
            )
        }
        let past = entries.prefix { $0.position < entry.position }
        guard !past.isEmpty else { return .made(current) }
        return .changed(current, before: R().after(past, of: reference))
    }

    /// The names and numbers of a record's own persons and of those of what it belongs to.
    func senders(of record: any FiledRecord, _ vault: Vault) throws -> SenderNames {
        try senders(in: owners(of: record), vault)
    }
}

extension JournalEntry {
    /// Whether the entry holds the national database's answer to a position.
    fileprivate func answers(_ position: Int64) -> Bool {
        events.contains { event in
            if case .nationalAnswered(let fact) = event.fact {
                return fact.aboutPosition == position
            }
            return false
        }
    }
}
