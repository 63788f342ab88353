import Casework
package import Messages
import Records

/// Time limits of the law.
package struct DeadlineService: DeadlineHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func computeDeadline(
        _ request: ComputeDeadlineRequest,
        _ call: Call
    ) throws -> Encoded<DeadlineExplanation> {
        let agency = request.agency.isEmpty ? call.principal.agency : request.agency
        var checks = Checks(today: desk.today)
        let isKnown =
            try request.agency.isEmpty || desk.records.read { try $0.agency(agency) != nil }
        checks.require(
            isKnown,
            "agency",
            "is no agency of the directory",
            "give the code of one, or leave it out for your own"
        )
        try checks.finish()
        let calendar = try desk.calendar(of: agency)
        return Encoded(try request.compute(desk.rulebook, calendar))
    }

    package func explainDeadline(
        _ request: ExplainDeadlineRequest,
        _ call: Call
    ) throws -> Encoded<DeadlineExplanation> {
        let record = request.record ?? RecordReference()
        let (agency, deadlines) = try desk.records.read { reader in
            guard let type = record.kind.filed else {
                throw CaseworkError.invalid([
                    Violation(
                        field: "record.kind",
                        rule: "names no record with time limits",
                        remedy: "give a petition or a case"
                    )
                ])
            }
            let filed = try reader.filed(type, record.id, for: call)
            let seen: any FiledRecord = try Redaction(call.principal, reader).seen(filed)
            return (filed.agency, seen.deadlines)
        }
        // The same limit may have run before: the one that runs now is meant.
        let named = deadlines.filter {
            $0.rule == request.rule && (request.item.isEmpty || $0.item == request.item)
        }
        let clocks = Clocks(rulebook: desk.rulebook, calendar: try desk.calendar(of: agency))
        guard let deadline = named.first(where: \.isRunning) ?? named.last,
            let explanation = clocks.explanation(of: deadline)
        else {
            throw CaseworkError.invalid([
                Violation(
                    field: "rule",
                    rule: "is no time limit of this record, or of this item",
                    remedy: "give one of: " + deadlines.map(\.rule).joined(separator: ", ")
                )
            ])
        }
        return Encoded(explanation)
    }

    package func listDue(
        _ request: ListDueRequest,
        _ call: Call
    ) throws -> Encoded<ListDueReply> {
        let agency = try call.agency(request.agency, or: .agency)
        var checks = Checks(today: desk.today)
        checks.require(
            request.dueBy.isEmpty || Day(iso: request.dueBy) != nil,
            "due_by",
            "is no day",
            "write it as YYYY-MM-DD, or leave it out"
        )
        try checks.finish()
        let page = try Page(
            size: request.pageSize,
            token: request.pageToken,
            of: .due(agency: agency, by: request.dueBy.isEmpty ? nil : request.dueBy),
            call: call,
            query: "\(agency)|\(request.dueBy)",
            vault: desk.records.vault
        )
        return try desk.records.read { reader in
            let (items, last) = try reader.due(page.range, limit: page.size)
            let redaction = Redaction(call.principal, reader)
            let shown = try items.filter { item in
                // Another body's record may be among them, for what the caller's agency owes in it.
                guard let record = item.record, try !reader.isKept(record, from: call) else {
                    return false
                }
                guard item.deadline?.tellsOfDenouncer == true, record.kind == .petition else {
                    return true
                }
                return try !redaction.hides(record)
            }
            return Encoded(
                ListDueReply(items: shown, nextPageToken: try page.token(after: last))
            )
        }
    }
}
