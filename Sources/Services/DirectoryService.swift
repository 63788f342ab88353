import Casework
package import Messages
import Records

/// Who is who among the bodies of the city.
package struct DirectoryService: DirectoryHandlers {
    let desk: Desk
    let front: FrontDesk

    /// Works at a desk; the front desk knows who is signed in.
    package init(_ desk: Desk, _ front: FrontDesk) {
        self.desk = desk
        self.front = front
    }

    package func applyAgencies(_ request: ApplyAgenciesRequest, _ call: Call) throws -> Write {
        let today = desk.today
        return Write(request.requestId) { reader in
            Decided(
                try Agency.apply(request.agencies, today: today, standing: reader.directory)
            )
        }
    }

    package func getAgency(_ request: GetAgencyRequest, _ call: Call) throws -> Encoded<Agency> {
        let day = try Self.day(request.on, call)
        return try desk.records.read { reader in
            let found = try reader.agency(
                request.code,
                of: request.scheme,
                on: day ?? call.today
            )
            guard let agency = day.map({ found?.asOf($0) }) ?? found else {
                throw CaseworkError.notFound(.agency)
            }
            return Encoded(agency)
        }
    }

    package func applyOfficers(_ request: ApplyOfficersRequest, _ call: Call) throws -> Write {
        let today = desk.today
        return Write(request.requestId) { reader in
            Decided(
                try Officer.apply(
                    request.officers,
                    today: today,
                    existing: reader.officer,
                    agency: reader.agency,
                    holders: reader.holders
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
        let day = try Self.day(request.on, call)
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: request.parent.isEmpty ? .agencies : .children(of: request.parent),
            call: call,
            query: "\(request.parent)|\(request.on)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            let (agencies, last) = try reader.agencies(page.range, limit: page.size)
            // The list of a body holds what lay under it on other days, too.
            let shown = agencies.compactMap { agency in day.map { agency.asOf($0) } ?? agency }
                .filter { request.parent.isEmpty || $0.parent == request.parent }
            return Encoded(
                ListAgenciesReply(agencies: shown, nextPageToken: try page.token(after: last))
            )
        }
    }

    /// The day that a read is about; nil when none is given.
    static func day(_ value: String, _ call: Call) throws(CaseworkError) -> Day? {
        guard !value.isEmpty else { return nil }
        var checks = Checks(today: call.today)
        let day = Day(iso: value)
        checks.require(day != nil, "on", "is no day", "write it as YYYY-MM-DD")
        try checks.finish()
        return day
    }
}
