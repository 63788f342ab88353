import Casework
import Crypto
package import Messages
import Records
import Storage

/// Work on many records at once.
package struct OperationService: OperationHandlers {
    /// Records that a preview names.
    private static let shownMax = 50
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func previewOperation(
        _ request: PreviewOperationRequest,
        _ call: Call
    ) throws -> Encoded<PreviewOperationReply> {
        let plan = request.plan ?? OperationPlan()
        let (records, preview) = try count(plan, call)
        let kinds = Set(records.map(\.kind)).sorted { $0.rawValue < $1.rawValue }
        return Encoded(
            PreviewOperationReply(
                count: preview.count,
                kinds: kinds.map { kind in
                    OperationCount(kind: kind, count: Int64(records.count { $0.kind == kind }))
                },
                records: Array(records.prefix(Self.shownMax)),
                position: preview.position,
                confirmation: try desk.records.vault.token(preview.bytes, for: query(plan, call))
            )
        )
    }

    package func startOperation(_ request: StartOperationRequest, _ call: Call) throws -> Write {
        let context = desk.context(call)
        let id = Vault.newID()
        let plan = request.plan ?? OperationPlan()
        let confirmed = try desk.records.vault
            .place(in: request.confirmation, for: query(plan, call))
            .flatMap { try? OperationPreview($0) }
        // Counted beside the writer, who is not kept waiting; a repeat is not counted again.
        let found = Result { try count(plan, call).preview }
        return Write(request.requestId) { _ in
            Decided(
                try request.decide(id, confirmed: confirmed, found: try found.get(), context)
            )
        }
    }

    package func stopOperation(_ request: StopOperationRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { try request.decide($0, $1) }
    }

    package func resumeOperation(_ request: ResumeOperationRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { try request.decide($0, $1) }
    }

    package func revertOperation(_ request: RevertOperationRequest, _ call: Call) throws -> Write {
        act(request.requestId, request.id, call) { try request.decide($0, $1) }
    }

    package func getOperation(
        _ request: GetOperationRequest,
        _ call: Call
    ) throws -> Encoded<Operation> {
        try desk.records.read { try $0.stored(Operation.self, request.id, for: call) }
    }

    package func listOperations(
        _ request: ListOperationsRequest,
        _ call: Call
    ) throws -> Encoded<ListOperationsReply> {
        let (operations, next) = try desk.page(
            of: Operation.self,
            agency: try call.agency(request.agency, or: .operation),
            state: request.state.rawValue,
            request.pageSize,
            request.pageToken,
            call
        )
        return Encoded(ListOperationsReply(operations: operations, nextPageToken: next))
    }

    private func act(
        _ requestID: String,
        _ id: String,
        _ call: Call,
        decide: @escaping @Sendable (Operation, Context) throws -> [Event]
    ) -> Write {
        let context = desk.context(call)
        return Write(requestID) { reader in
            Decided(try decide(try reader.filed(Operation.self, id, for: call), context))
        }
    }

    /// What a plan is about now.
    ///
    /// - Throws: `CaseworkError.invalid` for a plan that says nothing that can be done.
    private func count(
        _ plan: OperationPlan,
        _ call: Call
    ) throws -> (records: [RecordReference], preview: OperationPreview) {
        let context = desk.context(call)
        return try desk.records.read { reader in
            try plan.check(reader.ground(of: call), context)
            let records = try OperationWork(plan, call.principal, context.today).all(reader)
            var digest = SHA256()
            for record in records { digest.update(data: Array("\(record.name)\n".utf8)) }
            let preview = OperationPreview(
                count: Int64(records.count),
                digest: Array(digest.finalize()),
                position: try reader.head().position
            )
            return (records, preview)
        }
    }

    /// Binds a confirmation to the caller and the plan.
    private func query(_ plan: OperationPlan, _ call: Call) throws -> [UInt8] {
        Array("operation|\(call.principal.agency)|\(call.principal.name)|".utf8)
            + (try plan.serialized())
    }
}

extension OperationPreview {
    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        self.init(
            count: try decoder.int64(),
            digest: try decoder.bytes(),
            position: try decoder.int64()
        )
    }

    fileprivate var bytes: [UInt8] {
        TupleEncoder().adding(int64: count).adding(bytes: digest).adding(int64: position).bytes
    }
}

extension RecordReference {
    fileprivate var name: String { "\(kind.rawValue)/\(id)" }
}

extension RecordReader {
    /// What the checks of a plan ask of directory and records.
    fileprivate func ground(of call: Call) -> PlanGround {
        PlanGround(
            agency: agency,
            lies: { try lies($0, in: $1, on: call.today) },
            officer: officer,
            covers: call.scope.coversAll(of:),
            hasCase: { id in
                guard let file = try caseFile(id) else { return false }
                return try file.agency == call.principal.agency && sees(file, call)
            }
        )
    }
}
