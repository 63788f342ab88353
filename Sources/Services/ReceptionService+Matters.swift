import Casework
package import Messages
import RPC
import Records

extension ReceptionService {
    package func findMatters(
        _ request: FindMattersRequest,
        _ call: Call
    ) throws -> Work<FindMattersReply> {
        let hash = try idHash(of: request.idNumber)
        let page = try Page(
            size: request.pageSize == 0 ? 20 : min(request.pageSize, 50),
            token: request.pageToken,
            of: .matters(ofPerson: hash),
            call: call,
            query: hash.hex,
            vault: desk.records.vault
        )
        let (now, records) = (desk.milliseconds, desk.records)
        let (agency, name) = (call.principal.agency, call.principal.name)
        return Work(later: {
            let left = try await records.change { state in
                try state.countLookup(agency: agency, principal: name, at: now)
            }
            guard left >= 0 else { throw Status.tooManyLookups(now) }
            return try records.read { reader in
                let (found, last) = try reader.matters(page.range, limit: page.size)
                return FindMattersReply(
                    matters: try found.compactMap { try reader.matter($0) },
                    nextPageToken: try page.token(after: last),
                    callsLeft: left
                )
            }
        })
    }

    /// The hash of a number that a person shows.
    func idHash(of number: String) throws -> [UInt8] {
        var checks = Checks(today: desk.today)
        checks.text(number, "id_number", max: 30)
        let hash = try desk.records.vault.idHash(of: number)
        checks.require(
            !hash.isEmpty || number.isEmpty,
            "id_number",
            "holds neither letter nor digit",
            "give an identification or passport number"
        )
        try checks.finish()
        return hash
    }
}

extension RecordReader {
    /// What everybody at a counter may know of a matter; nil for one that is guarded as secret or
    /// void.
    fileprivate func matter(_ record: RecordReference) throws -> FoundMatter? {
        if let visit = try filed(Visit.self, record.id) {
            guard visit.guard == .ordinary, !visit.isVoid else { return nil }
            let types = Set(visit.contents.map(\.type)).subtracting([.unspecified])
            return FoundMatter(
                agency: visit.agency,
                kind: .visit,
                day: visit.receivedOn,
                types: types.sorted { $0.rawValue < $1.rawValue },
                state: visit.state.protoName
            )
        }
        // A signer stands for the petition that was signed.
        let signer = try filed(Signer.self, record.id)
        guard signer?.isVoid != true,
            let petition = try petition(signer?.about?.id ?? record.id),
            petition.guard == .ordinary, !petition.isVoid
        else { return nil }
        return FoundMatter(
            agency: petition.agency,
            kind: .petition,
            day: petition.stamp?.date ?? "",
            types: petition.classification.map { [$0.type] } ?? [],
            state: petition.state.protoName
        )
    }
}

extension Status {
    /// The officer looked more persons up in this hour than anybody needs to.
    fileprivate static func tooManyLookups(_ now: Int64) -> Status {
        Status(
            .lookupQuota,
            "persons may be looked up \(WorkingState.lookupsPerHour) times an hour; "
                + "wait for the next hour",
            metadata: ["per_hour": "\(WorkingState.lookupsPerHour)"]
        )
        .with(retryAfter: .milliseconds(3_600_000 - now % 3_600_000))
        .with(vietnamese: "Đã hết lượt tra cứu theo số định danh trong giờ này.")
    }
}
