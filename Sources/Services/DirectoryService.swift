import Casework
package import Messages
import Records

/// Who is who among the bodies of the city.
package struct DirectoryService: DirectoryHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func applyAgencies(_ request: ApplyAgenciesRequest, _ call: Call) throws -> Write {
        let today = desk.today
        return Write(request.requestId) { reader in
            Decided(
                try Agency.apply(request.agencies, today: today) { try reader.agency($0) }
            )
        }
    }

    package func getAgency(_ request: GetAgencyRequest, _ call: Call) throws -> Encoded<Agency> {
        let record = RecordReference(kind: .agency, id: request.code)
        guard let bytes = try desk.records.read({ try $0.stored(record) }) else {
            throw CaseworkError.notFound(.agency)
        }
        return Encoded(stored: bytes)
    }

    package func listAgencies(
        _ request: ListAgenciesRequest,
        _ call: Call
    ) throws -> Encoded<ListAgenciesReply> {
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: request.parent.isEmpty ? .agencies : .children(of: request.parent),
            call: call,
            query: request.parent,
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            let (agencies, last) = try reader.agencies(page.range, limit: page.size)
            return Encoded(
                ListAgenciesReply(agencies: agencies, nextPageToken: try page.token(after: last))
            )
        }
    }
}
