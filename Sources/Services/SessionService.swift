import Casework
package import Messages
import Records

/// Leaders' sessions of the caller's agency.
package struct SessionService: SessionHandlers {
    let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func planSession(_ request: PlanSessionRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.session, request.externalReference, agency.code)
            return Decided(try request.decide(id: id, agency: agency, context))
        }
    }

    package func publishSchedule(_ request: PublishScheduleRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            return Decided(try request.decide(session, context))
        }
    }

    package func inviteAgencies(_ request: InviteAgenciesRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            let known = try reader.known(request.agencies, on: call.today)
            return Decided(try request.decide(session, known: known, context))
        }
    }

    package func notifyBridgePoints(
        _ request: NotifyBridgePointsRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            let known = try reader.known(request.agencies, on: call.today)
            return Decided(try request.decide(session, known: known, context))
        }
    }

    package func rescheduleSession(
        _ request: RescheduleSessionRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let senders = try senders(ofSession: request.id, call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            let agency = try reader.ownAgency(call)
            return Decided(
                try request.decide(session, agency: agency, senders: senders, context)
            )
        }
    }

    package func openSession(_ request: OpenSessionRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            return Decided(try request.decide(session, context))
        }
    }

    package func recordTurn(_ request: RecordTurnRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let found = try desk.records.read { reader in
            _ = try reader.filed(Session.self, request.id, for: call)
            return try reader.filed(Visit.self, request.visitId, for: call)
        }
        let heard = try ReceptionService(desk).heard(
            RecordContentRequest(
                id: found.id,
                contents: request.contents,
                representatives: request.representatives
            ),
            call
        )
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            let visit = try reader.filed(Visit.self, request.visitId, for: call)
            let events = try request.decide(
                session,
                visit: visit,
                sealed: heard.sealed.map(\.reference),
                known: try reader.known(request.contents, for: call),
                senders: heard.senders,
                context
            )
            return try heard.decided(events, visit, request.contents, reader, vault)
        }
    }

    package func endSession(_ request: EndSessionRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            let proposals = try reader.proposals(of: session)
            return Decided(try request.decide(session, proposals: proposals, context))
        }
    }

    package func issueConclusion(_ request: IssueConclusionRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let ids = request.instructions.map { _ in Vault.newID() }
        let senders = try senders(ofSession: request.id, call)
        return Write(request.requestId) { reader in
            let session = try reader.filed(Session.self, request.id, for: call)
            let named = request.instructions.map(\.agency)
            let day = Day(iso: request.conclusion?.issuedOn ?? "") ?? call.today
            var decided = Decided(
                try request.decide(
                    session,
                    ids: ids,
                    agency: try reader.ownAgency(call),
                    known: try reader.known(named, on: day),
                    visits: try reader.visits(of: session),
                    proposals: try reader.proposals(of: session),
                    senders: senders,
                    context
                )
            )
            decided.agencies = named
            return decided
        }
    }

    package func reportTask(_ request: ReportTaskRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let (task, session) = try reader.task(request.id, for: call)
            return .task(task, try request.decide(task, session: session, context))
        }
    }

    package func urgeTask(_ request: UrgeTaskRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let (task, session) = try reader.task(request.id, for: call)
            return .task(task, try request.decide(task, session: session, context))
        }
    }

    package func closeTask(_ request: CloseTaskRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let (task, session) = try reader.task(request.id, for: call)
            return .task(task, try request.decide(task, session: session, context))
        }
    }

    package func recordBoardMeeting(
        _ request: RecordBoardMeetingRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            return Decided(try request.decide(id: id, agency: agency, context))
        }
    }
}

extension Decided {
    /// Facts about an instruction, for both agencies.
    fileprivate static func task(_ task: Instruction, _ events: [Event]) -> Decided {
        var decided = Decided(events)
        decided.agencies = task.readers
        return decided
    }
}

extension Desk {
    /// The names that may not stand in texts about some records.
    func senders(_ owners: (RecordReader) throws -> [any FiledRecord]) throws -> SenderNames {
        try records.read { try $0.senders(in: owners($0), records.vault) }
    }
}

extension SessionService {
    /// The names of those who came to a session and of those whom its proposals are about.
    private func senders(ofSession id: String, _ call: Call) throws -> SenderNames {
        try desk.senders { reader in
            let session = try reader.filed(Session.self, id, for: call)
            let proposed = try reader.proposals(of: session).compactMap(\.about)
            return try reader.visits(of: session)
                + proposed.compactMap { try reader.sender(of: $0) }
        }
    }
}

extension RecordReader {
    /// The visit or the petition that holds the persons.
    fileprivate func sender(of record: RecordReference) throws -> (any FiledRecord)? {
        record.kind == .visit ? try filed(Visit.self, record.id) : try petition(record.id)
    }

    /// The visits of a session's turns.
    fileprivate func visits(of session: Session) throws -> [Visit] {
        try session.turns.compactMap { try filed(Visit.self, $0.visitId) }
    }

    /// Those of some codes that the directory holds.
    fileprivate func known(_ codes: [String], on day: Day) throws -> Set<String> {
        Set(try Set(codes.prefix(200)).filter { try agency($0)?.isInBeing(on: day) ?? false })
    }

    /// The proposals that a session was set for.
    fileprivate func proposals(of session: Session) throws -> [ReceptionProposal] {
        try session.proposals.compactMap { try filed(ReceptionProposal.self, $0) }
    }

    /// An instruction that the caller may know of, with its session, which stays unknown to the
    /// agency that carries it out.
    fileprivate func task(
        _ id: String,
        for call: Call
    ) throws -> (task: Instruction, session: Session) {
        let task = try filed(Instruction.self, id, for: call)
        guard let session = try filed(Session.self, task.sessionId) else {
            throw CaseworkError.notFound(.session)
        }
        return (task, session)
    }
}
