import Casework
package import Messages
import RPC
import Records

/// The one way to the national database.
package struct NationalService: NationalHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func takeLease(_ request: TakeLeaseRequest, _ call: Call) throws -> Work<Lease> {
        var checks = Checks(today: desk.today)
        checks.text(request.runId, "run_id", max: 64)
        checks.require(
            (10...3_600).contains(request.seconds),
            "seconds",
            "is \(request.seconds), outside 10 to 3,600",
            "take the lease for at most an hour and renew it"
        )
        try checks.finish()
        let now = desk.milliseconds
        return Work { state in
            let held = try state.nationalLease()
            guard held.runID.isEmpty || held.runID == request.runId || held.expiresAtMs <= now
            else { throw Status.leaseHeld(for: held.expiresAtMs - now) }
            let taken = NationalLease(
                runID: request.runId,
                expiresAtMs: now + Int64(request.seconds) * 1_000,
                acknowledgedPosition: held.acknowledgedPosition
            )
            try state.set(taken)
            return Lease(taken)
        }
    }

    package func releaseLease(
        _ request: ReleaseLeaseRequest,
        _ call: Call
    ) throws -> Work<Lease> {
        let now = desk.milliseconds
        return Work { state in
            let held = try state.nationalLease()
            guard held.runID == request.runId else {
                throw Status.leaseHeld(for: max(0, held.expiresAtMs - now))
            }
            let head = try state.records.head().position
            let reached = min(request.acknowledgedPosition, head)
            let free = NationalLease(
                runID: "",
                expiresAtMs: 0,
                acknowledgedPosition: max(held.acknowledgedPosition, reached)
            )
            try state.set(free)
            return Lease(free)
        }
    }

    package func listExports(
        _ request: ListExportsRequest,
        _ call: Call
    ) throws -> Encoded<ListExportsReply> {
        var checks = Checks(today: desk.today)
        checks.require(request.after >= 0, "after", "is negative", "give a position, or 0")
        checks.require(request.pageSize >= 0, "page_size", "is negative", "give 0 to 200")
        try checks.finish()
        let size = request.pageSize == 0 ? 50 : min(Int64(request.pageSize), 200)
        let vault = desk.records.vault
        return try desk.records.read { reader in
            let head = try reader.head().position
            guard request.after < head else {
                return Encoded(ListExportsReply(position: request.after, end: true))
            }
            let last = min(head, request.after + size)
            var exports: [Export] = []
            let redaction = Redaction(call.principal, reader)
            for position in (request.after + 1)...last {
                guard let entry = try reader.entry(position) else { continue }
                exports += try reader.exports(of: entry, vault).map { try redaction.seen($0) }
            }
            return Encoded(
                ListExportsReply(
                    exports: exports,
                    position: last,
                    end: last >= head
                )
            )
        }
    }

    package func recordAnswer(_ request: RecordAnswerRequest, _ call: Call) throws -> Write {
        let answer = request.answer ?? NationalAnswered()
        var checks = Checks(today: desk.today)
        checks.text(answer.messageId, "answer.message_id", max: 64)
        checks.limit(answer.nationalId, "answer.national_id", max: 100)
        checks.require(
            answer.refusals.count <= 50 && answer.refusals.allSatisfy { $0.count <= 500 },
            "answer.refusals",
            "holds more than 50 entries or one of more than 500 characters",
            "shorten it"
        )
        try checks.finish()
        let record = request.record ?? RecordReference()
        let today = desk.today
        return Write(request.requestId) { reader in
            let agency =
                switch record.kind {
                case .petition: try reader.petition(record.id, for: call).agency
                case .case: try reader.caseFile(record.id, for: call).agency
                case .visit: try reader.filed(Visit.self, record.id, for: call).agency
                default:
                    throw CaseworkError.notFound(record.kind)
                }
            var decided = Decided([
                Event(record: record, actedOn: today.iso, fact: .nationalAnswered(answer))
            ])
            decided.agencies = [agency]
            return decided
        }
    }
}

extension Lease {
    fileprivate init(_ lease: NationalLease) {
        self.init(
            acknowledgedPosition: lease.acknowledgedPosition,
            expiresAtMs: lease.expiresAtMs
        )
    }
}

extension Status {
    /// Another run of the bridge holds the lease.
    fileprivate static func leaseHeld(for milliseconds: Int64) -> Status {
        Status(
            .leaseHeld,
            "another run of the bridge holds the lease for \(milliseconds / 1_000) s more"
        )
        .with(retryAfter: .milliseconds(max(1_000, milliseconds)))
    }
}
