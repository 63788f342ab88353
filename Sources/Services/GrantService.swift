import Casework
package import Messages
import RPC
import Records

/// Who may do what: roles granted for offices and officers.
package struct GrantService: GrantHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func proposeGrant(_ request: ProposeGrantRequest, _ call: Call) throws -> Write {
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            Decided(
                try request.decide(
                    id: id,
                    author: call.principal.name,
                    today: call.today,
                    agency: reader.agency,
                    officer: reader.officer,
                    held: reader.roles
                )
            )
        }
    }

    package func approveGrant(_ request: ApproveGrantRequest, _ call: Call) throws -> Write {
        Write(request.requestId) { reader in
            let grant = try reader.known(request.id)
            let record = RecordReference(kind: .grant, id: grant.id)
            return Decided(
                try reader.tellingChanges(of: record, since: request.etag) {
                    try request.decide(grant, author: call.principal.name, today: call.today)
                }
            )
        }
    }

    package func endGrant(_ request: EndGrantRequest, _ call: Call) throws -> Write {
        Write(request.requestId) { reader in
            Decided(try request.decide(try reader.known(request.id), today: call.today))
        }
    }

    package func listGrants(
        _ request: ListGrantsRequest,
        _ call: Call
    ) throws -> Encoded<ListGrantsReply> {
        let range: PageRange =
            switch (request.holder.isEmpty, request.unit.isEmpty) {
            case (false, _): .grants(of: request.holder)
            case (true, false): .grants(for: request.unit)
            case (true, true): .grants
            }
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: range,
            call: call,
            query: "\(request.holder)|\(request.unit)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            let (grants, last) = try reader.grants(page.range, limit: page.size)
            let shown = grants.filter { request.unit.isEmpty || $0.units.contains(request.unit) }
            return Encoded(
                ListGrantsReply(grants: shown, nextPageToken: try page.token(after: last))
            )
        }
    }

    package func canI(_ request: CanIRequest, _ call: Call) throws -> Encoded<CanIReply> {
        var checks = Checks(today: call.today)
        let method = Contract.methods.first { $0.path == "/kntc.v1.\(request.method)" }
        checks.require(
            method != nil,
            "method",
            "is no method of the contract",
            "write it as PetitionService/GetPetition"
        )
        checks.require(
            request.record == nil || request.officer.isEmpty,
            "record",
            "is given for another officer",
            "ask about the method alone: whether a record is in that officer's sight tells of it"
        )
        try checks.finish()
        guard let method else { throw CaseworkError.invalid([]) }
        return try desk.records.read { reader in
            var principal = call.principal
            if !request.officer.isEmpty {
                guard principal.holds("access.read") else {
                    throw Status.notPermitted("access.read")
                }
                guard
                    let other = try reader.principal(
                        of: request.officer,
                        office: request.office,
                        on: call.today
                    )
                else { throw CaseworkError.notFound(.officer) }
                principal = other
            }
            return Encoded(try Self.explain(method, request.record, principal, call, reader))
        }
    }

    private static func explain(
        _ method: MethodInfo,
        _ record: RecordReference?,
        _ principal: Principal,
        _ call: Call,
        _ reader: RecordReader
    ) throws -> CanIReply {
        let permission = method.permission
        let giving = principal.duties.filter { $0.role.permissions.contains(permission) }
        var reasons = [
            AccessReason(
                check: "permission",
                passed: !giving.isEmpty,
                wordsVi: giving.isEmpty
                    ? "Không vai trò nào đang giữ có quyền \(permission)."
                    : "Có quyền \(permission) theo vai trò "
                        + giving.map(\.role.title).joined(separator: ", ") + ".",
                words: giving.isEmpty
                    ? "no role that is held gives \(permission)"
                    : "\(permission) by " + giving.map(\.role.rawValue).joined(separator: ", ")
            )
        ]
        if !giving.isEmpty, let record {
            let asked = Call(
                principal: principal,
                login: call.login,
                method: method,
                transport: call.transport,
                today: call.today,
                scope: principal.scope(of: permission)
            )
            let isSeen = try reader.sees(record, asked)
            reasons.append(
                AccessReason(
                    check: "scope",
                    passed: isSeen,
                    // Nothing more: why it is out of sight would tell what it is.
                    wordsVi: isSeen
                        ? "Hồ sơ nằm trong phạm vi được biết."
                        : "Không tìm thấy hồ sơ trong phạm vi được biết.",
                    words: isSeen
                        ? "the record is in sight" : "there is no such record in sight"
                )
            )
        }
        return CanIReply(allowed: reasons.allSatisfy(\.passed), reasons: reasons)
    }
}

extension RecordReader {
    /// A grant that is there.
    fileprivate func known(_ id: String) throws -> Grant {
        guard let grant = try grant(id) else { throw CaseworkError.notFound(.grant) }
        return grant
    }
}
