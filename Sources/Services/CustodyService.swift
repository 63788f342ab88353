import Casework
package import Messages
import Records

/// In whose hands files lie.
package struct CustodyService: CustodyHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func assignFile(_ request: AssignFileRequest, _ call: Call) throws -> Write {
        try move(request.requestId, request.record, call) { file, senders, context, reader in
            let colleagues = reader.colleagues(on: file, context.today)
            return try request.decide(file, colleagues, senders: senders, context)
        }
    }

    package func handOnFile(_ request: HandOnFileRequest, _ call: Call) throws -> Write {
        try move(request.requestId, request.record, call) { file, senders, context, reader in
            let colleagues = reader.colleagues(on: file, context.today)
            return try request.decide(file, colleagues, senders: senders, context)
        }
    }

    package func returnFile(_ request: ReturnFileRequest, _ call: Call) throws -> Write {
        try move(request.requestId, request.record, call) { file, senders, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func takeBackFile(_ request: TakeBackFileRequest, _ call: Call) throws -> Write {
        try move(request.requestId, request.record, call) { file, senders, context, _ in
            let leads = call.principal.holds(Permission.assignFiles, for: file)
            return try request.decide(file, leads: leads, senders: senders, context)
        }
    }

    /// A movement of a file that the caller may know of; the units between which it moves see it.
    private func move(
        _ requestID: String,
        _ record: RecordReference?,
        _ call: Call,
        decide:
            @escaping @Sendable (
                any FiledRecord, SenderNames, Context, RecordReader
            ) throws -> [Event]
    ) throws -> Write {
        let context = desk.context(call)
        let vault = desk.records.vault
        return Write(requestID) { reader in
            let file = try reader.circulated(record, for: call)
            let senders = try reader.senders(of: file, vault)
            var context = context
            context.standsInFor = try reader.substituted(by: context.officer, on: context.today)
            var decided = Decided(try decide(file, senders, context, reader))
            // Where it lay is told too.
            decided.agencies = file.readers
            return decided
        }
    }

    package func getCustody(
        _ request: GetCustodyRequest,
        _ call: Call
    ) throws -> Encoded<GetCustodyReply> {
        try desk.records.read { reader in
            let file = try reader.circulated(request.record, for: call)
            let agency = try reader.agency(file.agency)
            let head = agency?.offices.first(where: \.head)?.code ?? ""
            return Encoded(
                GetCustodyReply(
                    agency: file.agency,
                    competentOffice: (file as? Case)?.competentOffice ?? head,
                    custody: file.isOpenFile ? file.place : nil,
                    steps: try reader.custodySteps(of: file)
                )
            )
        }
    }

    package func listHeld(
        _ request: ListHeldRequest,
        _ call: Call
    ) throws -> Encoded<ListHeldReply> {
        let holder: String? =
            switch request.holder {
            case .officer(let code): code
            case .unitDesk(let unit): unit
            case nil: nil
            }
        var checks = Checks(today: desk.today)
        checks.require(
            holder?.isEmpty == false,
            "holder",
            "is missing",
            "name an officer, or the unit whose desk is meant"
        )
        checks.require(
            request.kind.filed?.isCirculated ?? false,
            "kind",
            "is no kind of file",
            "give PETITION or CASE"
        )
        try checks.finish()
        guard let holder, let type = request.kind.filed else { throw CaseworkError.invalid([]) }
        let agency = try agency(request, of: holder, call)
        return Encoded(try held(type, agency, holder, request, call))
    }

    /// The agency that is asked about: one in the caller's scope, or of an officer for whom the
    /// caller stands in.
    private func agency(
        _ request: ListHeldRequest,
        of holder: String,
        _ call: Call
    ) throws -> String {
        let isForHolder = try desk.records.read { reader in
            try reader.substituted(by: call.principal.name, on: call.today).contains(holder)
        }
        guard isForHolder, !request.agency.isEmpty else {
            return try call.agency(request.agency, or: .agency)
        }
        return request.agency
    }

    private func held<R: FiledRecord>(
        _ type: R.Type,
        _ agency: String,
        _ holder: String,
        _ request: ListHeldRequest,
        _ call: Call
    ) throws -> ListHeldReply {
        try desk.records.read { reader in
            let (files, next) = try desk.page(
                of: type,
                .held(R.recordKind, agency: agency, holder: holder),
                "\(agency)|\(R.recordKind.rawValue)|\(holder)",
                request.pageSize,
                request.pageToken,
                call,
                reader
            )
            return ListHeldReply(files: files.map(HeldFile.init), nextPageToken: next)
        }
    }
}

extension HeldFile {
    init(_ file: some FiledRecord) {
        self.init(
            record: file.reference,
            agency: file.agency,
            state: file.state.protoName,
            custody: file.place,
            dueOn: file.deadlines.filter(\.isOwed).map(\.dueOn).min() ?? ""
        )
    }
}

extension RecordReader {
    /// A petition or case that the caller may know of.
    ///
    /// - Throws: `CaseworkError.invalid` for a kind that is no file, `.notFound` as for petitions.
    func circulated(_ reference: RecordReference?, for call: Call) throws -> any FiledRecord {
        guard let reference, let type = reference.kind.filed, type.isCirculated else {
            throw CaseworkError.invalid([
                Violation(
                    field: "record",
                    rule: "names no file that moves from hand to hand",
                    remedy: "give the kind and the id of a petition or case"
                )
            ])
        }
        return try filed(type, reference.id, for: call)
    }

    /// Whom a file, or something in it, may be given to.
    func colleagues(on file: any FiledRecord, _ today: Day) -> Colleagues {
        Colleagues(
            unit: { try lies($0, in: file.agency, on: today) ? try agency($0) : nil },
            officer: officer,
            isKept: { try isKept(file, fromAny: [$0.code], of: $0.agency, on: today) },
            substitution: substitution(on: today)
        )
    }

    /// Every movement of a file with how long it lay there, from its first entry to its end.
    fileprivate func custodySteps<R: FiledRecord>(of file: R) throws -> [CustodyStep] {
        var record = R()
        var steps: [CustodyStep] = []
        var isHeld = false
        for entry in try entries(of: file.reference) {
            for event in entry.events where event.record == file.reference {
                record.apply(event)
                var step = CustodyStep(
                    position: entry.position,
                    recordedAtMs: entry.recordedAtMs,
                    custody: record.place
                )
                if case .custodyChanged(let fact) = event.fact {
                    step.move = fact.move
                    step.movedBy = fact.movedBy
                    step.movedFor = fact.movedFor
                    step.note = fact.note
                } else if case .bodySucceeded = event.fact, record.isOpenFile {
                    step.move = .succeeded
                } else if case .stepUndone(let fact) = event.fact, record.isOpenFile,
                    steps.last?.custody != record.place
                {
                    step.move = .takenBack
                    step.movedBy = entry.actor?.principal ?? ""
                    step.note = fact.reason
                } else if isHeld == record.isOpenFile {
                    continue
                }
                if isHeld, let last = steps.indices.last {
                    let lay = entry.recordedAtMs - steps[last].recordedAtMs
                    steps[last].heldSeconds = lay / 1_000
                }
                isHeld = record.isOpenFile
                if isHeld { steps.append(step) }
            }
        }
        return steps
    }
}
