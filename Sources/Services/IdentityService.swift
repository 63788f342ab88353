import Casework
package import Messages
import RPC
import Records

/// Who stands behind what is secret: appointments, requests, readings.
package struct IdentityService: IdentityHandlers {
    let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func appointHandlers(_ request: AppointHandlersRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        let senders = try senders(of: request.record, call)
        return Write(request.requestId) { reader in
            let file = try reader.file(request.record, for: call)
            var decided = Decided(
                try request.decide(
                    file,
                    goesOn: try reader.goesOn(file),
                    isSecret: try reader.isSecret(file),
                    id: id,
                    head: try reader.ownAgency(call),
                    by: call.principal.officer,
                    senders: senders,
                    context
                )
            )
            decided.agencies = file.readers
            return decided
        }
    }

    package func endHandlers(_ request: EndHandlersRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(request.requestId) { reader in
            let appointment = try reader.filed(HandlerAppointment.self, request.id, for: call)
            guard call.principal.holds(Permission.assignIdentity, in: appointment.agency) else {
                throw CaseworkError.notFound(.handlerAppointment)
            }
            var decided = Decided(
                try request.decide(
                    appointment,
                    head: try reader.ownAgency(call),
                    senders: try reader.senders(of: appointment, vault),
                    context
                )
            )
            decided.agencies = try reader.readers(of: appointment)
            return decided
        }
    }

    package func listHandlers(
        _ request: ListHandlersRequest,
        _ call: Call
    ) throws -> Encoded<ListHandlersReply> {
        try desk.records.read { reader in
            let file = try reader.file(request.record, for: call)
            let officer = call.principal.officer
            let seesAll = try reader.assigns(call.principal, file)
            let items = try reader.rightRecords(of: file)
                .flatMap { try reader.appointments(about: $0) }
                .filter { seesAll || ($0.handlers + $0.clerks).contains(officer) }
                .map { HandlerItem(appointment: $0, holds: try reader.holds($0)) }
            return Encoded(ListHandlersReply(items: items))
        }
    }

    package func requestIdentity(_ request: RequestIdentityRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        let senders = try senders(of: request.record, call)
        return Write(request.requestId) { [desk] reader in
            let file = try reader.file(request.record, for: call)
            var decided = Decided(
                try request.decide(
                    file,
                    isSecret: try reader.isSecret(file),
                    beside: request.kind == .lower ? try reader.recordsBeside(file) : [],
                    id: id,
                    digest: \.sha256,
                    by: call.principal.officer,
                    at: desk.milliseconds,
                    senders: senders,
                    context
                )
            )
            decided.agencies = file.readers
            return decided
        }
    }

    package func approveIdentity(_ request: ApproveIdentityRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return decide(request.requestId, request.id, call) { stored, _, now in
            try request.decide(
                stored,
                digest: stored.canonical.sha256,
                by: call.principal.officer,
                at: now,
                context
            )
        }
    }

    package func refuseIdentity(_ request: RefuseIdentityRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return decide(request.requestId, request.id, call) { stored, senders, now in
            try request.decide(
                stored,
                by: call.principal.officer,
                at: now,
                senders: senders,
                context
            )
        }
    }

    package func revokeIdentity(_ request: RevokeIdentityRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return decide(request.requestId, request.id, call) { stored, senders, now in
            try request.decide(
                stored,
                by: call.principal.officer,
                at: now,
                senders: senders,
                context
            )
        }
    }

    package func getIdentityRequest(
        _ request: GetIdentityRequestRequest,
        _ call: Call
    ) throws -> Encoded<IdentityRequest> {
        try desk.records.read { reader in
            guard let found = try reader.filed(IdentityRequest.self, request.id),
                call.principal.mayKnow(found), try !reader.isKept(found, from: call)
            else { throw CaseworkError.notFound(.identityRequest) }
            return Encoded(found.standing(at: desk.milliseconds))
        }
    }

    package func listIdentityRequests(
        _ request: ListIdentityRequestsRequest,
        _ call: Call
    ) throws -> Encoded<ListIdentityRequestsReply> {
        let agency = try call.agency(request.agency, or: .agency)
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .list(.identityRequest, agency: agency),
            call: call,
            query: "\(agency)|\(request.waiting)|\(call.principal.name)",
            vault: desk.records.vault
        )
        let now = desk.milliseconds
        return try desk.records.read { reader in
            var found: [IdentityRequest] = []
            let last = try reader.listed(page.range, limit: page.size) { id in
                guard let stored = try reader.filed(IdentityRequest.self, id),
                    call.principal.mayKnow(stored), try !reader.isKept(stored, from: call)
                else { return }
                let seen = stored.standing(at: now)
                if !request.waiting || [.requested, .approved].contains(seen.state) {
                    found.append(seen)
                }
            }
            return Encoded(
                ListIdentityRequestsReply(
                    requests: found,
                    nextPageToken: try page.token(after: last)
                )
            )
        }
    }

    /// What somebody other than the requester decides on a request about a file that he may know of.
    private func decide(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        _ decide:
            @escaping @Sendable (IdentityRequest, SenderNames, _ now: Int64) throws -> [Event]
    ) -> Write {
        Write(requestID) { [desk] reader in
            guard let stored = try reader.filed(IdentityRequest.self, id),
                call.principal.holds(Permission.approveIdentity, in: stored.agency)
            else { throw CaseworkError.notFound(.identityRequest) }
            let file = try reader.file(stored.record, for: call)
            let senders = try reader.senders(of: stored, desk.records.vault)
            var decided = Decided(try decide(stored, senders, desk.milliseconds))
            decided.agencies = file.readers
            return decided
        }
    }

    /// The names that may not stand in texts about a file.
    func senders(of record: RecordReference?, _ call: Call) throws -> SenderNames {
        try desk.records.read { reader in
            try reader.senders(of: try reader.file(record, for: call), desk.records.vault)
        }
    }
}

extension RecordReader {
    /// The kinds of record for which rights are given.
    private static let files: Set<RecordKind> = [.petition, .case, .visit]

    /// The petition, case or visit that a request names, when the caller may know of it.
    ///
    /// - Throws: `CaseworkError.invalid` for another kind, `.notFound` as for petitions.
    func file(
        _ reference: RecordReference?,
        or others: Set<RecordKind> = [],
        for call: Call
    ) throws -> any FiledRecord {
        let kinds = Self.files.union(others)
        guard let reference, let type = reference.kind.filed, kinds.contains(reference.kind) else {
            let names = kinds.map { String($0.protoName.dropFirst("RECORD_KIND_".count)) }
            throw CaseworkError.invalid([
                Violation(
                    field: "record",
                    rule: "names no record whose persons are guarded",
                    remedy: "give kind and id, of \(names.sorted().joined(separator: ", "))"
                )
            ])
        }
        return try filed(type, reference.id, for: call)
    }

    /// The case that a petition was accepted into; any other record itself.
    fileprivate func goesOn(_ record: any FiledRecord) throws -> any FiledRecord {
        guard let petition = record as? Petition, !petition.caseId.isEmpty else { return record }
        return try caseFile(petition.caseId) ?? record
    }
}

extension Principal {
    /// Whether it may know of a request: its own, or one that it may decide upon or look through.
    fileprivate func mayKnow(_ request: IdentityRequest) -> Bool {
        request.requester == officer || holds(Permission.approveIdentity, in: request.agency)
            || audits(request.agency)
    }
}
