import Casework
package import Messages
import RPC
import Records

extension IdentityService {
    package func readIdentity(
        _ request: ReadIdentityRequest,
        _ call: Call
    ) throws -> Reveal<IdentityContent> {
        let context = desk.context(call)
        let vault = desk.records.vault
        let id = Vault.newID()
        let senders = try desk.records.read { reader in
            try reader.senders(of: reader.file(request.record, or: [.signer], for: call), vault)
        }
        try request.check(senders: senders, context)
        let officer = call.principal.officer
        return Reveal(request.requestId) { [desk] reader in
            let record = try reader.secret(request.record, or: [.signer], for: call)
            let now = desk.milliseconds
            let rights = try reader.identityRights(for: record, at: now)
            guard let right = rights.toRead(officer) else { throw rights.refusal(to: officer) }
            var decided = Decided(
                try request.decide(
                    try reader.identityFile(of: record),
                    right,
                    id: id,
                    by: officer,
                    at: now,
                    senders: senders,
                    context
                )
            )
            decided.agencies = record.readers
            let reading = try decided.reading
            return (decided, try reader.content(of: reading, right, vault))
        } again: { [desk] reader, entry in
            let reading = try entry.reading
            let record = try reader.secret(request.record, or: [.signer], for: call)
            let rights = try reader.identityRights(for: record, at: desk.milliseconds)
            guard let right = rights.toRead(officer), right.givenBy == reading.givenBy else {
                throw rights.refusal(to: officer)
            }
            return try reader.content(of: reading, right, vault)
        }
    }

    package func readOriginal(
        _ request: ReadOriginalRequest,
        _ call: Call
    ) throws -> Encoded<FileChunk> {
        let officer = call.principal.officer
        let now = desk.milliseconds
        let file = try desk.records.read { reader in
            // Another's reading is answered like one that is not there.
            guard let reading = try reader.filed(IdentityReading.self, request.reading),
                reading.opens(to: officer, at: now), reading.files.contains(request.file),
                let file = try reader.filed(StoredFile.self, request.file)
            else { throw CaseworkError.notFound(.identityReading) }
            let record = try reader.secret(reading.about, for: call)
            let rights = try reader.identityRights(for: record, at: now)
            guard let right = rights.toRead(officer), right.givenBy == reading.givenBy else {
                throw rights.refusal(to: officer)
            }
            return file
        }
        return Encoded(try desk.chunk(of: file, at: request.offset))
    }

    package func renderLetter(
        _ request: RenderLetterRequest,
        _ call: Call
    ) throws -> Reveal<RenderedLetter> {
        let context = desk.context(call)
        let vault = desk.records.vault
        let id = Vault.newID()
        let officer = call.principal.officer
        return Reveal(request.requestId) { [desk] reader in
            let document = try reader.filed(Document.self, request.document, for: call)
            let record = try reader.secret(document.about, for: call)
            let now = desk.milliseconds
            let rights = try reader.identityRights(for: record, at: now)
            guard let right = rights.toRender(officer) else { throw rights.refusal(to: officer) }
            let file = IdentityFile(
                agency: record.overseer,
                records: try reader.toldRecords(of: record),
                parties: [
                    try request.recipient(
                        of: document,
                        try reader.owners(of: record).flatMap { $0.parties.map(\.id) }
                    )
                ]
            )
            var decided = Decided(
                try request.decide(document, file, right, id: id, by: officer, at: now, context)
            )
            decided.agencies = record.readers
            return (decided, try reader.letter(try decided.reading, document, vault))
        } again: { [desk] reader, entry in
            let reading = try entry.reading
            let document = try reader.filed(Document.self, request.document, for: call)
            let record = try reader.secret(document.about, for: call)
            let rights = try reader.identityRights(for: record, at: desk.milliseconds)
            guard let right = rights.toRender(officer), right.givenBy == reading.givenBy else {
                throw rights.refusal(to: officer)
            }
            return try reader.letter(reading, document, vault)
        }
    }

    package func lowerGuard(_ request: LowerGuardRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(request.requestId) { [desk] reader in
            let officer = call.principal.officer
            guard let stored = try reader.filed(IdentityRequest.self, request.id),
                stored.requester == officer
                    || call.principal.holds(Permission.approveIdentity, in: stored.agency)
            else { throw CaseworkError.notFound(.identityRequest) }
            guard reader.isIntact(stored) else { throw Status.identitySealed }
            let record = try reader.file(stored.record, for: call)
            var decided = Decided(
                try request.decide(
                    stored,
                    record,
                    beside: try reader.recordsBeside(record),
                    by: officer,
                    at: desk.milliseconds,
                    context
                )
            )
            decided.agencies = record.readers
            decided.parties = try reader.parties(of: record, loweredBy: vault)
            return decided
        }
    }

    /// Readings that one page looks at.
    private static let readingsLookedAtMax = 5_000

    package func listIdentityReads(
        _ request: ListIdentityReadsRequest,
        _ call: Call
    ) throws -> Encoded<ListIdentityReadsReply> {
        let principal = call.principal
        var checks = Checks(today: desk.today)
        checks.require(
            request.since.isEmpty || Day(iso: request.since) != nil,
            "since",
            "is no day",
            "write it as YYYY-MM-DD, or leave it out"
        )
        try checks.finish()
        guard request.agency.isEmpty || principal.audits(request.agency) else {
            throw CaseworkError.notFound(.agency)
        }
        let (range, query) = request.range(of: principal)
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: range,
            call: call,
            query: "\(query)|\(request.agency)|\(request.since)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            var found: [IdentityReading] = []
            var range = page.range
            var last: [UInt8]?
            var looked = 0
            repeat {
                last = try reader.listed(range, limit: page.size - found.count) { id in
                    looked += 1
                    guard let reading = try reader.filed(IdentityReading.self, id),
                        principal.audits(reading.agency), request.covers(reading),
                        try !reader.isKept(reading, from: call)
                    else { return }
                    found.append(reading)
                }
                guard let end = last, let next = range.after(end) else { break }
                range = next
            } while found.count < page.size && looked < Self.readingsLookedAtMax
            return Encoded(
                ListIdentityReadsReply(
                    readings: found,
                    nextPageToken: try page.token(after: last)
                )
            )
        }
    }
}

extension ListIdentityReadsRequest {
    /// The list to read from, and its name in a token.
    fileprivate func range(of principal: Principal) -> (PageRange, String) {
        func about(_ record: RecordReference) -> (PageRange, String) {
            (.list(.identityReading, about: record), "\(record.kind.rawValue)/\(record.id)")
        }
        switch subject {
        case .record(let record): return about(record)
        case .party(let id): return about(IdentityReading.readings(ofParty: id))
        case .reader(let officer):
            let agency = officer.agency.isEmpty ? principal.agency : officer.agency
            return about(
                IdentityReading.readings(
                    by: OfficerReference(agency: agency, officer: officer.officer)
                )
            )
        case nil where agency.isEmpty && principal.roles.contains(.auditor):
            return about(IdentityReading.everywhere)
        case nil:
            let agency = agency.isEmpty ? principal.agency : agency
            return (.list(.identityReading, agency: agency), agency)
        }
    }

    fileprivate func covers(_ reading: IdentityReading) -> Bool {
        (agency.isEmpty || reading.agency == agency)
            && Day(recordedAtMs: reading.readAtMs).iso >= since
    }
}

extension RenderLetterRequest {
    /// The party that a document goes to.
    ///
    /// - Throws: `CaseworkError.invalid` unless it is one recipient of the document and a party of
    ///   its file.
    fileprivate func recipient(
        of document: Document,
        _ parties: [String]
    ) throws(CaseworkError) -> String {
        let recipients = document.recipients.filter(parties.contains)
        let only = recipients.count == 1 ? recipients.first : nil
        guard let found = party.isEmpty ? only : recipients.first(where: { $0 == party }) else {
            throw .invalid([
                Violation(
                    field: "party",
                    rule: "is no party of the file to whom the document goes",
                    remedy: "give one of the document's recipients that is a party of its file"
                )
            ])
        }
        return found
    }
}

extension Decided {
    /// The reading among the facts.
    fileprivate var reading: IdentityReading {
        get throws { try events.reading }
    }
}

extension JournalEntry {
    /// The reading among the facts.
    fileprivate var reading: IdentityReading {
        get throws { try events.reading }
    }
}

extension [Event] {
    fileprivate var reading: IdentityReading {
        get throws {
            for event in self {
                if case .identityRead(let fact) = event.fact, let reading = fact.reading {
                    return reading
                }
            }
            throw CommandError.inconsistent("a reading left no fact")
        }
    }
}
