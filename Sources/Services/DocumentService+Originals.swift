import Casework
package import Messages
import Records

extension DocumentService {
    package func receiveOriginal(_ request: ReceiveOriginalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let owner = try owner(request.about, call)
        let id = Vault.newID()
        return Write(request.requestId) { reader in
            let agency = try reader.ownAgency(call)
            try reader.checkNew(.original, request.externalReference, agency.code)
            return Decided(try request.decide(id, owner: owner, context))
        }
    }

    package func moveOriginal(_ request: MoveOriginalRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let owner = try owner(of: Original.self, request.id, call)
        return Write(request.requestId) { reader in
            let original = try reader.filed(Original.self, request.id, for: call)
            return Decided(try request.decide(original, owner: owner, context))
        }
    }

    package func getOriginal(
        _ request: GetOriginalRequest,
        _ call: Call
    ) throws -> Encoded<Original> {
        try desk.records.read { reader in
            let id: String? =
                switch request.name {
                case .id(let id): id
                case .externalReference(let name):
                    try reader.id(of: .original, agency: call.principal.agency, named: name)
                case nil: nil
                }
            guard let id else { throw CaseworkError.notFound(.original) }
            return try reader.stored(Original.self, id, for: call)
        }
    }

    package func listOriginals(
        _ request: ListOriginalsRequest,
        _ call: Call
    ) throws -> Encoded<ListOriginalsReply> {
        var checks = Checks(today: desk.today)
        checks.require(
            request.about == nil || request.state == .unspecified,
            "state",
            "is given beside a record",
            "name the record, or the state"
        )
        try checks.finish()
        let page = try page(
            request.pageSize,
            request.pageToken,
            of: Original.self,
            about: request.about,
            state: request.state.rawValue,
            call
        )
        return try desk.records.read { reader in
            let (originals, last) = try reader.listed(Original.self, page, request.about, call)
            return Encoded(
                ListOriginalsReply(
                    originals: originals,
                    nextPageToken: try page.token(after: last)
                )
            )
        }
    }
}
