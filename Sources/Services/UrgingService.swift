import Casework
package import Messages
import Records

/// Who is urged about what.
package struct UrgingService: UrgingHandlers {
    /// Urgings in a digest.
    private static let digestMax = 1_000
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func urgeFile(_ request: UrgeFileRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        let id = Vault.newID()
        return Write(request.requestId) { [desk] reader in
            let file = try reader.urged(request.record, for: call)
            let events = try request.decide(
                file,
                id: id,
                reader.superiors(over: file, context.today),
                senders: try reader.senders(of: file, vault),
                try desk.calendar(of: file.agency, reader),
                context
            )
            var decided = Decided(events)
            let urging = events.reduce(into: Urging()) { $0.apply($1) }
            decided.agencies = file.readers + urging.keepers
            return decided
        }
    }

    package func getUrging(
        _ request: GetUrgingRequest,
        _ call: Call
    ) throws -> Encoded<UrgingView> {
        try desk.records.read { reader in
            let urging = try reader.filed(Urging.self, request.id, for: call)
            return Encoded(try view(of: urging, reader))
        }
    }

    package func listUrgings(
        _ request: ListUrgingsRequest,
        _ call: Call
    ) throws -> Encoded<ListUrgingsReply> {
        let agency: String
        switch request.of {
        case .record(let record): return Encoded(try list(about: record, request, call))
        case .agency(let code): agency = code
        case nil: agency = ""
        }
        let (found, next) = try desk.page(
            of: Urging.self,
            agency: try call.agency(agency, or: .agency),
            state: 0,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListUrgingsReply(urgings: found, nextPageToken: next))
    }

    private func list(
        about record: RecordReference,
        _ request: ListUrgingsRequest,
        _ call: Call
    ) throws -> ListUrgingsReply {
        try desk.records.read { reader in
            let found = try reader.record(record, "record", for: call)
            let (urgings, next) = try desk.page(
                of: Urging.self,
                .list(.urging, about: found.reference),
                "\(record.kind.rawValue)|\(record.id)",
                request.pageSize,
                request.pageToken,
                call,
                reader
            )
            return ListUrgingsReply(urgings: urgings, nextPageToken: next)
        }
    }

    package func getDigest(_ request: GetDigestRequest, _ call: Call) throws -> Encoded<Digest> {
        let agency = try call.agency(request.agency, or: .agency)
        let addressee =
            switch request.addressee {
            case .office(let code), .officer(let code): code
            case nil: ""
            }
        var checks = Checks(today: desk.today)
        checks.require(
            !addressee.isEmpty,
            "addressee",
            "is missing",
            "name the office or the officer that is urged"
        )
        let day = checks.actDay(request.day, "day")
        try checks.finish()
        return try desk.records.read { reader in
            var urgings: [Urging] = []
            let range = PageRange.urged(agency: agency, addressee: addressee, day: day.iso)
            _ = try reader.listed(range, limit: .max) { id in
                guard let urging = try reader.filed(Urging.self, id),
                    try reader.sees(urging, call)
                else { return }
                urgings.append(urging)
            }
            urgings.sort { ($1.lateDays, $0.dueOn, $0.id) < ($0.lateDays, $1.dueOn, $1.id) }
            return Encoded(
                Digest(
                    agency: agency,
                    day: day.iso,
                    urgings: try urgings.prefix(Self.digestMax).map { try view(of: $0, reader) },
                    more: Int32(clamping: max(0, urgings.count - Self.digestMax))
                )
            )
        }
    }

    package func getUrgingPolicy(
        _ request: GetUrgingPolicyRequest,
        _ call: Call
    ) throws -> Encoded<GetUrgingPolicyReply> {
        try desk.records.read { reader in
            let agency = try reader.body(request.agency, for: call)
            let own = try reader.urgingPolicy(of: agency)
            return Encoded(
                GetUrgingPolicyReply(
                    holds: try reader.urgingPolicy(for: agency, on: desk.today),
                    ownPolicy: own ?? UrgingPolicy(agency: agency)
                )
            )
        }
    }

    package func setUrgingPolicy(
        _ request: SetUrgingPolicyRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let agency = try reader.body(request.agency, for: call)
            let former = try reader.urgingPolicy(of: agency) ?? UrgingPolicy()
            let record = UrgingPolicy.record(of: agency)
            return Decided(
                try reader.tellingChanges(of: record, since: request.etag) {
                    try request.decide(former, of: agency, context)
                }
            )
        }
    }

    /// An urging with its text.
    private func view(of urging: Urging, _ reader: RecordReader) throws -> UrgingView {
        let type = urging.record?.kind.filed
        let record = try type.flatMap { try reader.filed($0, urging.record?.id ?? "") }
        let office = try reader.agency(urging.addressee?.agency ?? "")?.offices
            .first { $0.code == urging.addressee?.office }
        let rule = Day(iso: urging.startOn).flatMap { desk.rulebook.rule(urging.rule, on: $0) }
        let names = Urging.Names(
            of: urging.record,
            number: record?.takenNumber,
            agency: try reader.agency(urging.agency)?.name ?? "",
            addressee: office?.title ?? "",
            limit: rule?.titleVi ?? ""
        )
        return UrgingView(urging: urging, content: urging.text(names))
    }
}

extension RecordReader {
    /// A petition or case that the caller may know of, or that was urged up to a body of the
    /// caller.
    ///
    /// - Throws: As `circulated`.
    fileprivate func urged(
        _ reference: RecordReference?,
        for call: Call
    ) throws -> any FiledRecord {
        guard let reference, let type = reference.kind.filed, type.isCirculated,
            let file = try filed(type, reference.id), try !sees(file, call),
            try !isKept(file, from: call),
            try all(Urging.self, about: reference).contains(where: { urging in
                urging.keepers.contains(where: call.scope.covers(agency:))
            })
        else { return try circulated(reference, for: call) }
        return file
    }
}
