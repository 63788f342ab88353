import Casework
package import Messages
import Records

/// Drafts on their way to the signature.
package struct ApprovalService: ApprovalHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func getApprovalRoutes(
        _ request: GetApprovalRoutesRequest,
        _ call: Call
    ) throws -> Encoded<GetApprovalRoutesReply> {
        try desk.records.read { reader in
            let agency = try reader.body(request.agency, for: call)
            let own = try reader.approvalRoutes(of: agency)
            return Encoded(
                GetApprovalRoutesReply(
                    holds: try reader.approvalRoutes(for: agency, on: desk.today),
                    ownRoutes: own ?? ApprovalRoutes(agency: agency)
                )
            )
        }
    }

    package func setApprovalRoutes(
        _ request: SetApprovalRoutesRequest,
        _ call: Call
    ) throws -> Write {
        let context = desk.context(call)
        return Write(request.requestId) { reader in
            let body = try reader.body(request.agency, for: call)
            let former = try reader.approvalRoutes(of: body) ?? ApprovalRoutes()
            let record = ApprovalRoutes.record(of: body)
            let events = try reader.tellingChanges(of: record, since: request.etag) {
                try request.decide(
                    former,
                    of: body,
                    isOffice: { office in
                        let home = Agency.code(ofOffice: office)
                        return try reader.lies(home, in: body, on: context.today)
                            && reader.agency(home)?.office(office, on: context.today) != nil
                    },
                    context
                )
            }
            return Decided(events)
        }
    }

    package func submitDraft(_ request: SubmitDraftRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, _, context, reader in
            let approvers = try reader.approvers(of: document, on: context.today)
            return try request.decide(document, approvers, context)
        }
    }

    package func approveDrafts(_ request: ApproveDraftsRequest, _ call: Call) throws -> Write {
        let context = try desk.draftContext(call)
        return Write(request.requestId) { reader in
            try request.check(context)
            var events: [Event] = []
            var refusals: [Violation] = []
            for (index, draft) in request.drafts.enumerated() {
                do {
                    let document = try reader.filed(Document.self, draft.id, for: call)
                    events += try reader.tellingChanges(of: document.reference, since: draft.etag) {
                        try draft.decide(document, context)
                    }
                } catch let error as CaseworkError where request.drafts.count > 1 {
                    refusals += error.refusals(of: "drafts[\(index)]")
                }
            }
            guard refusals.isEmpty else { throw CaseworkError.invalid(refusals) }
            return Decided(events)
        }
    }

    package func returnDraft(_ request: ReturnDraftRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, senders, context, _ in
            try request.decide(document, senders: senders, context)
        }
    }

    package func withdrawDraft(_ request: WithdrawDraftRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, _, context, _ in
            try request.decide(document, context)
        }
    }

    package func remarkDraft(_ request: RemarkDraftRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, senders, context, reader in
            let colleagues = reader.colleagues(on: document, context.today)
            return try request.decide(document, colleagues, senders: senders, context)
        }
    }

    package func resolveRemark(_ request: ResolveRemarkRequest, _ call: Call) throws -> Write {
        try act(request.requestId, request.id, call) { document, senders, context, _ in
            try request.decide(document, senders: senders, context)
        }
    }

    /// An act on a draft that the caller may know of.
    private func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide:
            @escaping @Sendable (
                Document, SenderNames, Context, RecordReader
            ) throws -> [Event]
    ) throws -> Write {
        let context = try desk.draftContext(call)
        let vault = desk.records.vault
        return Write(requestID) { reader in
            let document = try reader.filed(Document.self, id, for: call)
            let senders = try reader.senders(of: document, vault)
            return Decided(try decide(document, senders, context, reader))
        }
    }
}

extension RecordReader {
    /// Who may approve a draft: by the unit where its file lies now.
    fileprivate func approvers(of document: Document, on day: Day) throws -> Approvers {
        let file = try chain(of: document).first { type(of: $0).isCirculated }
        // Who drafts may sit in a division; it is the agency that signs.
        let agency = try agency(owning: document.agency)
        return Approvers(
            of: agency,
            unit: file?.place.unit ?? document.agency,
            body: self.agency,
            lies: { try lies($0, in: agency, on: day) },
            isKept: { try isKept(document, fromAllOf: $0, on: day) }
        )
    }

    /// Whether a draft is kept from everybody who holds an office; one that nobody holds stands for
    /// itself, as no officer has such a code.
    private func isKept(
        _ document: Document,
        fromAllOf office: String,
        on day: Day
    ) throws -> Bool {
        let holders = try holders(of: office, on: day)
        return try (holders.isEmpty ? [office] : holders).allSatisfy { holder in
            try isKept(
                document,
                fromAny: [holder],
                of: Agency.code(ofOffice: office),
                office: office,
                on: day
            )
        }
    }
}

extension CaseworkError {
    /// What it says of one of several things that are decided on together.
    fileprivate func refusals(of field: String) -> [Violation] {
        switch self {
        case .invalid(let violations):
            violations.map {
                Violation(field: "\(field).\($0.field)", rule: $0.rule, remedy: $0.remedy)
            }
        case .notAllowed(_, let state, let missing, let basis):
            [
                Violation(
                    field: field,
                    rule: "is \(state) and lacks \(missing)",
                    remedy: "leave it out, or see to that first (\(basis))"
                )
            ]
        case .etagMismatch(let current, _):
            [
                Violation(
                    field: "\(field).etag",
                    rule: "is not of the version that stands, \(current)",
                    remedy: "read the draft again"
                )
            ]
        case .notFound, .alreadyExists:
            [
                Violation(
                    field: "\(field).id",
                    rule: "names no document that the caller may know of",
                    remedy: "leave it out"
                )
            ]
        }
    }
}
