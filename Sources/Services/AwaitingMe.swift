import Casework
import Messages
import Records

/// What waits for a caller, kind by kind: what the caller may know of and act on, in what one reader
/// sees.
///
/// Each kind is read from the lists of the caller's offices, of the officer or of the bodies that the
/// caller belongs to, and from nothing else.
struct AwaitingMe {
    /// How much of a list is looked at, the oldest first.
    private static let readMax = 1_000
    private let reader: RecordReader
    private let call: Call
    private let context: Context
    private let now: Int64
    private let redaction: Redaction

    init(_ reader: RecordReader, _ call: Call, _ context: Context, now: Int64) {
        self.reader = reader
        self.call = call
        self.context = context
        self.now = now
        redaction = Redaction(call.principal, reader)
    }

    /// What waits of one kind.
    struct Found {
        fileprivate(set) var items: [AwaitingItem] = []
        fileprivate var seen: Set<RecordReference> = []
        fileprivate var isMore = false

        var total: TrackedCount { TrackedCount(count: Int64(items.count), atLeast: isMore) }
    }

    /// What waits of a kind; nothing of none.
    func items(of kind: AwaitingKind) throws -> Found {
        var found = Found()
        switch kind {
        case .draft, .signature: try drafts(kind, context.offices.sorted(), &found)
        case .remark, .returned: try drafts(kind, [call.principal.name], &found)
        case .handling:
            try records(Petition.self, [.proposed], kind, "PetitionService/ApproveHandling", &found)
        case .reception:
            for (state, method) in [
                (ProposalState.submitted, "ScreenProposal"), (.screened, "ApproveProposal"),
            ] {
                let method = "SessionService/\(method)"
                try records(ReceptionProposal.self, [state], kind, method, &found)
            }
        case .identity: try identities(&found)
        case .file:
            try held(Petition.self, &found)
            try held(Case.self, &found)
        case .instruction:
            try records(Instruction.self, [.open], kind, "SessionService/ReportTask", &found)
        case .consultation:
            let method = "ConsultationService/AnswerConsultation"
            try records(Consultation.self, [.asked], kind, method, &found)
        case .transfer:
            try records(Transfer.self, [.sent], kind, "TransferService/ReceiveTransfer", &found)
        case .arbitration:
            let method = "TransferService/ArbitrateTransfer"
            try records(Transfer.self, [.stopped], kind, method, &found)
        case .unspecified, .unknown: break
        }
        return found
    }

    /// The bodies that the caller belongs to: its files lie with one of them.
    private var bodies: [String] {
        get throws { try reader.lineage(of: call.principal.agency, on: call.today) }
    }

    private func drafts(
        _ kind: AwaitingKind,
        _ holders: [String],
        _ found: inout Found
    ) throws {
        let ranges = holders.map { PageRange.awaited(Awaited(kind, $0)) }
        try collect(Document.self, ranges, kind, &found) {
            mayAct("ApprovalService/ApproveDrafts", on: $0)
        }
    }

    /// The records in some states on which a command is open to the caller.
    private func records<R: FiledRecord>(
        _ type: R.Type,
        _ states: [R.State],
        _ kind: AwaitingKind,
        _ method: String,
        _ found: inout Found
    ) throws {
        guard call.principal.holds(permission(of: method)) else { return }
        try collect(type, ranges(type, states), kind, &found) {
            mayAct(method, on: $0) && $0.closing(method, context) == nil
        }
    }

    private func ranges<R: FiledRecord>(
        _ type: R.Type,
        _ states: [R.State]
    ) throws -> [PageRange] {
        try bodies.flatMap { body in
            states.map { .list(R.recordKind, agency: body, state: $0.rawValue) }
        }
    }

    private func held<R: FiledRecord>(_ type: R.Type, _ found: inout Found) throws {
        let officer = call.principal.name
        let holders = [officer] + (try reader.substituted(by: officer, on: call.today).sorted())
        let ranges = try bodies.flatMap { body in
            holders.map { PageRange.held(R.recordKind, agency: body, holder: $0) }
        }
        try collect(type, ranges, .file, &found) { _ in true }
    }

    /// The requests that the caller has not decided on, made within the last quarter of an hour: the
    /// newest ones of their lists, which keep what nobody ever decided on.
    private func identities(_ found: inout Found) throws {
        let officer = call.principal.officer
        for range in try ranges(IdentityRequest.self, [.requested, .approved]) {
            try reader.newest(range) { id in
                guard let request = try reader.filed(IdentityRequest.self, id) else { return true }
                guard request.standing(at: now).state != .expired else { return false }
                guard request.requester != officer,
                    !request.approvals.contains(where: { $0.approver == officer }),
                    call.principal.holds(Permission.approveIdentity, in: request.agency),
                    let type = request.record?.kind.filed,
                    let file = try reader.filed(type, request.record?.id ?? ""),
                    try reader.sees(file, call)
                else { return true }
                try add(request, .identity, &found)
                return true
            }
        }
    }

    private func mayAct(_ method: String, on record: some FiledRecord) -> Bool {
        call.principal.holds(permission(of: method), for: record)
    }

    private func permission(of method: String) -> String {
        Contract.methods.first { $0.path == "/kntc.v1.\(method)" }?.permission ?? ""
    }

    private func collect<R: FiledRecord>(
        _ type: R.Type,
        _ ranges: [PageRange],
        _ kind: AwaitingKind,
        _ found: inout Found,
        if waits: (R) throws -> Bool
    ) throws {
        for range in ranges {
            let last = try reader.listed(range, limit: Self.readMax) { id in
                guard let record = try reader.filed(type, id), try reader.sees(record, call),
                    try waits(record)
                else { return }
                try add(record, kind, &found)
            }
            found.isMore = found.isMore || last != nil
        }
    }

    /// Adds a record once, or once for each remark on it.
    private func add(
        _ record: some FiledRecord,
        _ kind: AwaitingKind,
        _ found: inout Found
    ) throws {
        guard found.seen.insert(record.reference).inserted else { return }
        var item = AwaitingItem(
            kind: kind,
            record: record.reference,
            agency: record.agency,
            state: record.state.protoName,
            about: record.about
        )
        guard kind == .remark, let draft = record as? Document else {
            item.dueOn = try due(record)
            found.items.append(item)
            return
        }
        for remark in draft.openRemarks where remark.assignee == call.principal.name {
            item.remark = remark.number
            item.dueOn = remark.wantedBy
            found.items.append(item)
        }
    }

    /// The next last day of a record, else of what it belongs to; empty for none.
    private func due(_ record: any FiledRecord) throws -> String {
        for one in try reader.chain(of: record) {
            if let next = try next(one) { return next }
        }
        return ""
    }

    private func next(_ record: some FiledRecord) throws -> String? {
        try redaction.seen(record).deadlines.filter(\.isOwed).map(\.dueOn).min()
    }
}

extension AwaitingItem {
    /// Its place in the order: what is due first stands first, and what is due on no day last.
    var place: (Int, String, Int32, String, Int32) {
        (dueOn.isEmpty ? 1 : 0, dueOn, kind.rawValue, record?.id ?? "", remark)
    }
}
