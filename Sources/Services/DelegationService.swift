import Casework
package import Messages
import Records

/// Who signs for the heads of agencies.
package struct DelegationService: DelegationHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func giveDelegation(_ request: GiveDelegationRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let agency = try reader.actingAgency(call)
            var decided = Decided(
                try request.decide(
                    agency,
                    id: id,
                    reader.signingRight(of: agency),
                    context
                )
            )
            decided.agencies = [Agency.code(ofOffice: request.toOffice)]
            return decided
        }
    }

    package func endDelegation(_ request: EndDelegationRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let delegation = try reader.filed(Delegation.self, request.id, for: call)
            var decided = Decided(try request.decide(delegation, context))
            decided.agencies = delegation.keepers
            return decided
        }
    }

    package func getDelegation(
        _ request: GetDelegationRequest,
        _ call: Call
    ) throws -> Encoded<Delegation> {
        try desk.records.read { try $0.stored(Delegation.self, request.id, for: call) }
    }

    package func listDelegations(
        _ request: ListDelegationsRequest,
        _ call: Call
    ) throws -> Encoded<ListDelegationsReply> {
        let (found, next) = try desk.page(
            of: Delegation.self,
            agency: try call.agency(request.agency, or: .delegation),
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListDelegationsReply(delegations: found, nextPageToken: next))
    }
}

extension RecordReader {
    /// By what somebody signs for the head of an agency.
    func signingRight(of agency: Agency) -> SigningRight {
        SigningRight(
            of: agency,
            given: {
                var given: [Delegation] = []
                _ = try listed(.list(.delegation, agency: agency.code), limit: .max) { id in
                    if let one = try filed(Delegation.self, id), one.agency == agency.code {
                        given.append(one)
                    }
                }
                return given
            },
            unit: { try lies($0, in: agency.code, on: $1) ? try self.agency($0) : nil },
            officer: officer
        )
    }
}
