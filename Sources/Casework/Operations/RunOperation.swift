package import Messages

/// What a preview counted: an operation is confirmed for these records and no others.
package struct OperationPreview: Hashable, Sendable {
    /// How many records.
    package let count: Int64
    /// Digest of their references in the order in which they are taken.
    package let digest: [UInt8]
    /// Journal position at which they were counted.
    package let position: Int64

    /// Takes count, digest and position.
    package init(count: Int64, digest: [UInt8], position: Int64) {
        self.count = count
        self.digest = digest
        self.position = position
    }
}

extension StartOperationRequest {
    /// Decides that an operation starts that was previewed.
    ///
    /// - Parameters:
    ///   - id: Random id of the operation.
    ///   - confirmed: What the confirmation says was previewed; nil for one of another caller or plan.
    ///   - found: What the plan is about now.
    ///   - context: The world.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError.invalid` with every violation; `.notAllowed` when other records are
    ///   concerned than were previewed.
    package func decide(
        _ id: String,
        confirmed: OperationPreview?,
        found: OperationPreview,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        checks.require(
            confirmed != nil,
            "confirmation",
            "is not of this caller and this plan",
            "preview the plan, and send the confirmation of its reply"
        )
        if case .handOver = plan?.work { _ = checks.document(decision, "decision") }
        checks.require(
            found.count > 0,
            "plan",
            "concerns no record",
            "nothing is left to do, or the plan names something else"
        )
        try checks.finish()
        guard let confirmed, confirmed.count == found.count, confirmed.digest == found.digest else {
            let count = confirmed?.count ?? 0
            throw .notAllowed(
                action: "StartOperation",
                state: "\(found.count) records",
                missing: "the \(count) records that were previewed at position "
                    + "\(confirmed?.position ?? 0); preview it again",
                basis: Operation.basis
            )
        }
        let operation = Operation(
            id: id,
            agency: context.agency,
            state: .running,
            plan: plan,
            previewed: found.count,
            previewedAt: confirmed.position,
            startedBy: context.officer,
            startedOn: context.today.iso,
            decision: decision
        )
        let fact = OperationStarted(operation: operation)
        return [operation.event(.operationStarted(fact), on: context.today)]
    }
}

extension StopOperationRequest {
    /// Decides that an operation stops.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ operation: Operation,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try operation.admit("OperationService/StopOperation", context)
        var checks = Checks(today: context.today)
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        let fact = OperationStopped(reason: reason)
        return [operation.event(.operationStopped(fact), on: context.today)]
    }
}

extension ResumeOperationRequest {
    /// Decides that a stopped operation goes on.
    ///
    /// - Throws: `CaseworkError` naming the state that forbids it.
    package func decide(
        _ operation: Operation,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try operation.admit("OperationService/ResumeOperation", context)
        return [operation.event(.operationResumed(OperationResumed()), on: context.today)]
    }
}

extension RevertOperationRequest {
    /// Decides that what an operation did is taken back.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ operation: Operation,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try operation.admit("OperationService/RevertOperation", context)
        var checks = Checks(today: context.today)
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        let fact = OperationReverted(reason: reason)
        return [operation.event(.operationReverted(fact), on: context.today)]
    }
}

extension CaseworkError {
    /// Why an operation left a record as it was: the rule, in English, which names nobody.
    package var rule: String {
        switch self {
        case .invalid(let violations):
            violations.map { "\($0.field) \($0.rule)" }.joined(separator: "; ")
        case .notAllowed(_, let state, let missing, _): "stands in \(state) and needs \(missing)"
        case .etagMismatch: "changed since"
        case .notFound: "is not there"
        case .alreadyExists(let field, let rule): "\(field) \(rule)"
        }
    }
}
