import Casework
package import Messages
import Records

/// Citizen reception of the caller's agency: visits from the counter to their result.
package struct ReceptionService: ReceptionHandlers {
    let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func checkIn(_ request: CheckInRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        try request.check(today: context.today)
        let vault = desk.records.vault
        let id = Vault.newID()
        let owner = SealOwner(
            RecordReference(kind: .visit, id: id),
            of: call.principal.agency
        )
        let sealed = try request.parties.map {
            try vault.seal($0, of: owner, guard: request.secret ? .secret : .ordinary)
        }
        let new = NewVisit(id: id, parties: sealed.map(\.reference))
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.visit, request.externalReference, agency.code)
            let events = try request.decide(
                new,
                agency: agency,
                session: try reader.session(request.sessionId, for: call),
                register: reader.register,
                context
            )
            var decided = Decided(events)
            decided.parties = sealed.map(\.sealed)
            return decided
        }
    }

    package func refuseReception(_ request: RefuseReceptionRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, context)
        }
    }

    package func issueRefusalNotice(
        _ request: IssueRefusalNoticeRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, reader in
            try request.decide(visit, agency: try reader.ownAgency(call), context)
        }
    }

    package func recordContent(_ request: RecordContentRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let heard = try heard(request, call)
        return Write(request.requestId) { reader in
            let visit = try reader.filed(Visit.self, request.id, for: call)
            let events = try request.decide(
                visit,
                sealed: heard.sealed.map(\.reference),
                known: try reader.known(request.contents, for: call),
                senders: heard.senders,
                context
            )
            return try heard.decided(events, visit, request.contents, reader, vault)
        }
    }

    /// Seals the representatives of what a visitor says, and learns whom its texts may not name.
    func heard(_ request: RecordContentRequest, _ call: Call) throws -> HeardVisitor {
        let vault = desk.records.vault
        let visit = try desk.records.read { try $0.filed(Visit.self, request.id, for: call) }
        let persons = try persons(request.id, call)
        let denounces = request.contents.contains { $0.type == .denunciation }
        return HeardVisitor(
            sealed: try request.representatives.prefix(50).map {
                try vault.seal($0, of: SealOwner(visit), guard: .ordinary)
            },
            senders: SenderNames(
                persons + request.representatives,
                withAddresses: denounces || visit.isGuarded
            )
        )
    }

    package func splitContents(_ request: SplitContentsRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let senders = try senders(request.id, call)
        return Write(request.requestId) { reader in
            let visit = try reader.filed(Visit.self, request.id, for: call)
            let known = try reader.known(request.contents, for: call)
            let events = try request.decide(visit, known: known, senders: senders, context)
            var decided = Decided(events)
            let split = events.reduce(into: visit) { $0.apply($1) }
            try decided.raise(around: split, reader, vault)
            return decided
        }
    }

    package func answerDirectly(_ request: AnswerDirectlyRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, senders: senders, context)
        }
    }

    package func openPetition(_ request: OpenPetitionRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let found = try desk.records.read { try $0.filed(Visit.self, request.id, for: call) }
        let persons = try persons(request.id, call)
        let sealed = try PetitionService(desk).seal(
            request.registration(found, persons),
            visit: request.id,
            call
        )
        return Write(request.requestId) { reader in
            let visit = try reader.filed(Visit.self, request.id, for: call)
            let letter = request.registration(visit, persons)
            let events = try request.decide(
                visit,
                sealed.new,
                letter,
                agency: try reader.ownAgency(call),
                register: reader.register,
                context
            )
            var decided = sealed.decided(events)
            // The visit may have become secret since the persons were sealed.
            if letter.secret { decided.parties = try decided.parties.guarded(by: vault) }
            return decided
        }
    }

    package func guideCitizen(_ request: GuideCitizenRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { visit, context, reader in
            let earlier = try reader.earlier(visit, request.number, for: call)
            return try request.decide(visit, earlier: earlier, senders: senders, context)
        }
    }

    package func urgeSubordinate(_ request: UrgeSubordinateRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, reader in
            let (target, day) = (request.targetAgency, request.document?.issuedOn ?? "")
            try reader.checkReceiver(target, "target_agency", on: day, call)
            let isBelow = try reader.isBelow(
                request.targetAgency,
                try reader.ownAgency(call),
                on: call.today
            )
            return try request.decide(visit, isBelow: isBelow, context)
        }
    }

    package func transferDenunciation(
        _ request: TransferDenunciationRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { visit, context, reader in
            let (target, day) = (request.targetAgency, request.document?.issuedOn ?? "")
            try reader.checkReceiver(target, "target_agency", on: day, call)
            return try request.decide(
                visit,
                earlier: try reader.earlier(visit, request.number, for: call),
                agency: try reader.ownAgency(call),
                senders: senders,
                context
            )
        }
    }

    package func reportToLeader(_ request: ReportToLeaderRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { visit, context, reader in
            let session = try reader.session(request.sessionId, for: call)
            return try request.decide(visit, session: session, senders: senders, context)
        }
    }

    package func notifyResult(_ request: NotifyResultRequest, _ call: Call) throws -> Write {
        let senders = try senders(request.id, call)
        return act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, senders: senders, context)
        }
    }

    package func recordDeparture(_ request: RecordDepartureRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, context)
        }
    }

    package func closeVisit(_ request: CloseVisitRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, context)
        }
    }

    package func notifyTransferrer(
        _ request: NotifyTransferrerRequest,
        _ call: Call
    ) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, context)
        }
    }

    package func relayToCitizen(_ request: RelayToCitizenRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { visit, context, _ in
            try request.decide(visit, context)
        }
    }

    /// An act on a visit that the caller may know of.
    private func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Visit, Context, RecordReader) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        return Write(requestID) { reader in
            let visit = try reader.filed(Visit.self, id, for: call)
            return Decided(try decide(visit, context, reader))
        }
    }

    /// The names that may not stand in the texts of a visit.
    private func senders(_ id: String, _ call: Call) throws -> SenderNames {
        try desk.senders { [try $0.filed(Visit.self, id, for: call)] }
    }

    /// The visitors in clear, for the server's own use.
    private func persons(_ id: String, _ call: Call) throws -> [Party] {
        let vault = desk.records.vault
        return try desk.records.read { reader in
            try reader.persons(of: try reader.filed(Visit.self, id, for: call), vault)
        }
    }
}

extension RecordReader {
    /// A session that the caller may know of; nil when none is named.
    fileprivate func session(_ id: String, for call: Call) throws -> Session? {
        id.isEmpty ? nil : try filed(Session.self, id, for: call)
    }

    /// Those of the earlier visits that some contents name which the caller may know of.
    ///
    /// A visit in clear that named one with a denunciation would tell who denounces.
    func known(_ contents: [VisitContent], for call: Call) throws -> Set<String> {
        let isSecret = contents.contains { $0.type == .denunciation }
        let named = Set(contents.prefix(50).map(\.sameAsVisit)).subtracting([""])
        return try named.filter { id in
            guard let visit = try filed(Visit.self, id), !visit.contents.isEmpty else {
                return false
            }
            return try sees(visit, call) && (visit.guard == .ordinary || isSecret)
        }
    }

    /// The visits with the same content before this one; a chain that comes round ends there.
    fileprivate func earlier(
        _ visit: Visit,
        _ number: Int32,
        for call: Call
    ) throws -> [Visit] {
        guard let content = visit.contents.first(where: { $0.number == number }) else { return [] }
        var seen: Set<String> = [visit.id]
        var next = [content.sameAsVisit]
        var found: [Visit] = []
        while let id = next.popLast(), found.count < 100 {
            guard !id.isEmpty, seen.insert(id).inserted, let visit = try filed(Visit.self, id),
                try sees(visit, call)
            else { continue }
            // What came of a void visit never happened.
            if !visit.isVoid { found.append(visit) }
            next += visit.contents.filter { $0.type == content.type }.map(\.sameAsVisit)
        }
        return found
    }

    /// Whether the directory has a body below an agency; a reception board urges for the body
    /// that it serves.
    fileprivate func isBelow(_ code: String, _ agency: Agency, on day: Day) throws -> Bool {
        let above = try lineage(of: code, on: day).dropFirst()
        guard agency.type == .receptionBoard, code != agency.code else {
            return above.contains(agency.code)
        }
        return try !Set(above).isDisjoint(with: lineage(of: agency.code, on: day).dropFirst())
    }
}

/// What is sealed and known before a visitor's words are decided upon.
struct HeardVisitor: Sendable {
    let sealed: [(sealed: SealedParty, reference: PartyReference)]
    let senders: SenderNames

    /// What the words came to, with everybody sealed as they demand.
    func decided(
        _ events: [Event],
        _ visit: Visit,
        _ contents: [VisitContent],
        _ reader: RecordReader,
        _ vault: Vault
    ) throws -> Decided {
        var decided = Decided(events)
        decided.parties = sealed.map(\.sealed)
        let heard = events.reduce(into: visit) { $0.apply($1) }
        try decided.raise(around: heard, reader, vault)
        return decided
    }
}
