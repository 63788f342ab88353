import Casework
package import Messages
import RPC
import Records

extension ReceptionService {
    package func getVisit(_ request: GetVisitRequest, _ call: Call) throws -> Encoded<Visit> {
        try desk.records.read { reader in
            let id: String? =
                switch request.name {
                case .id(let id): id
                case .externalReference(let name):
                    try reader.id(of: .visit, agency: call.principal.agency, named: name)
                case nil: nil
                }
            guard let id else { throw CaseworkError.notFound(.visit) }
            return try reader.stored(Visit.self, id, for: call)
        }
    }

    package func getVisitIdentity(
        _ request: GetVisitIdentityRequest,
        _ call: Call
    ) throws -> Encoded<VisitIdentity> {
        let vault = desk.records.vault
        return try desk.records.read { reader in
            let visit = try reader.filed(Visit.self, request.id, for: call)
            guard let parties = try reader.visitors(of: visit, vault) else {
                throw Status.visitorSealed
            }
            return Encoded(VisitIdentity(parties: parties))
        }
    }

    package func listVisits(
        _ request: ListVisitsRequest,
        _ call: Call
    ) throws -> Encoded<ListVisitsReply> {
        let agency = try call.agency(request.agency, or: .visit)
        let (visits, next) = try desk.page(
            of: Visit.self,
            agency: agency,
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListVisitsReply(visits: visits, nextPageToken: next))
    }

    package func getVisitorHistory(
        _ request: GetVisitorHistoryRequest,
        _ call: Call
    ) throws -> Encoded<VisitorHistory> {
        let hash = try idHash(of: request.idNumber)
        return try desk.records.read { reader in
            let found = try reader.records(
                ofVisitor: hash,
                agency: call.principal.agency,
                limit: Self.recordsMax
            )
            var visits: [Visit] = []
            var petitions: [Petition] = []
            for record in found {
                guard try reader.sees(record, call) else { continue }
                if let visit = try reader.filed(Visit.self, record.id),
                    visit.guard == .ordinary, !visit.isVoid
                {
                    visits.append(visit)
                } else if let petition = try reader.petition(record.id),
                    petition.guard == .ordinary, !petition.isVoid
                {
                    petitions.append(petition)
                }
            }
            visits.sort { $0.order > $1.order }
            petitions.sort { $0.order > $1.order }
            let more =
                found.count == Self.recordsMax || max(visits.count, petitions.count) > Self.listMax
            return Encoded(
                VisitorHistory(
                    visits: Array(visits.prefix(Self.listMax)),
                    petitions: Array(petitions.prefix(Self.listMax)),
                    refusals: Int32(clamping: visits.filter { $0.state == .refused }.count),
                    firstVisit: visits.isEmpty && petitions.isEmpty,
                    more: more
                )
            )
        }
    }

    /// Records of one person that are looked at.
    private static let recordsMax = 1_000
    /// Visits, and petitions, that a history shows.
    private static let listMax = 100

    package func listReceptionRegister(
        _ request: ListReceptionRegisterRequest,
        _ call: Call
    ) throws -> Encoded<ListReceptionRegisterReply> {
        let id = RegisterID(agency: call.principal.agency, kind: .reception, year: request.year)
        try id.check(thisYear: desk.today.date.year)
        try request.check(today: desk.today)
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .numbers(id),
            call: call,
            query: "\(request.year)|\(request.from)|\(request.to)",
            vault: desk.records.vault
        )
        let vault = desk.records.vault
        return try desk.records.read { reader in
            var rows: [ReceptionRegisterRow] = []
            var range = page.range
            var last: [UInt8]?
            var looked = 0
            repeat {
                var visits: [Visit] = []
                last = try reader.listed(range, limit: page.size - rows.count) { visit in
                    looked += 1
                    if let visit = try reader.filed(Visit.self, visit),
                        try reader.sees(visit, call)
                    {
                        visits.append(visit)
                    }
                }
                for visit in visits where request.covers(visit) {
                    let row = try visit.registerRow(try reader.visitors(of: visit, vault)) {
                        try reader.agency($0)?.name ?? $0
                    } petitionNumber: {
                        try reader.petition($0)?.registerNumber
                    }
                    rows.append(row)
                }
                guard let end = last, let next = range.after(end) else { break }
                range = next
            } while rows.count < page.size && looked < 2_000
            return Encoded(
                ListReceptionRegisterReply(rows: rows, nextPageToken: try page.token(after: last))
            )
        }
    }
}

extension ListReceptionRegisterRequest {
    fileprivate func check(today: Day) throws(CaseworkError) {
        var checks = Checks(today: today)
        for (field, value) in [("from", from), ("to", to)] {
            checks.require(
                value.isEmpty || Day(iso: value) != nil,
                field,
                "is no day",
                "write it as YYYY-MM-DD, or leave it empty"
            )
        }
        checks.require(
            from.isEmpty || to.isEmpty || from <= to,
            "to",
            "is before from",
            "give a day from the first one on"
        )
        try checks.finish()
    }

    fileprivate func covers(_ visit: Visit) -> Bool {
        (from.isEmpty || visit.receivedOn >= from) && (to.isEmpty || visit.receivedOn <= to)
    }
}

extension RecordReader {
    /// The visitors in clear; nil when the visit or one of them is guarded as secret.
    fileprivate func visitors(of visit: Visit, _ vault: Vault) throws -> [Party]? {
        let sealed = try sealedParties(of: visit)
        // The guard on the sealed party decides; the record's says so to lists and readers.
        guard visit.guard == .ordinary, sealed.allSatisfy({ $0.guard == .ordinary }) else {
            return nil
        }
        return try persons(of: visit, vault)
    }
}

extension Visit {
    /// Day and number, by which a person's visits are ordered.
    fileprivate var order: (String, Int64) { (receivedOn, registerNumber?.number ?? 0) }
}

extension Petition {
    /// Day and number, by which a person's petitions are ordered.
    fileprivate var order: (String, Int64) { (stamp?.date ?? "", registerNumber?.number ?? 0) }
}

extension Status {
    /// The caller may know the visit, but not who came.
    fileprivate static var visitorSealed: Status {
        Status(
            .identitySealed,
            "the visitors are sealed: one content is a denunciation or may be one"
        )
        .with(vietnamese: "Thông tin người đến được giữ bí mật theo Luật Tố cáo 2018.")
    }
}
