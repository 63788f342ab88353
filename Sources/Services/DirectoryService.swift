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

    package func applyOfficers(_ request: ApplyOfficersRequest, _ call: Call) throws -> Write {
        let today = desk.today
        return Write(request.requestId) { reader in
            Decided(
                try Officer.apply(
                    request.officers,
                    today: today,
                    existing: reader.officer,
                    agency: reader.agency
                )
            )
        }
    }

    package func getOfficer(_ request: GetOfficerRequest, _ call: Call) throws -> Encoded<Officer> {
        let record = RecordReference(kind: .officer, id: request.code)
        guard let bytes = try desk.records.read({ try $0.stored(record) }) else {
            throw CaseworkError.notFound(.officer)
        }
        return Encoded(stored: bytes)
    }

    package func listOfficers(
        _ request: ListOfficersRequest,
        _ call: Call
    ) throws -> Encoded<ListOfficersReply> {
        let agency = request.agency.isEmpty ? call.principal.agency : request.agency
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .officers(of: agency),
            call: call,
            query: agency,
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            let (officers, last) = try reader.officers(page.range, limit: page.size)
            return Encoded(
                ListOfficersReply(officers: officers, nextPageToken: try page.token(after: last))
            )
        }
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
