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
        var checks = Checks(today: desk.today)
        let start = Day(iso: request.startOn)
        checks.require(start != nil, "start_on", "is no day", "write it as YYYY-MM-DD")
        checks.require(
            start.map { (1900...2190).contains($0.date.year) } ?? true,
            "start_on",
            "lies outside the years 1900 to 2190",
            "give a day that the calendar can reckon from"
        )
        let rules = desk.rulebook.rules.filter { $0.key == request.rule }
        checks.require(
            !rules.isEmpty,
            "rule",
            "is no key of the rulebook",
            "give a key such as KN.ACCEPT"
        )
        let found = start.flatMap { desk.rulebook.applicable(request.rule, startingOn: $0) }
        checks.require(
            start == nil || rules.isEmpty || found != nil,
            "start_on",
            "lies on a day on which no version of the rule is in force",
            "give a day on which the rule is in force"
        )
        try checks.finish()
        guard let found, let start else { throw CaseworkError.invalid([]) }
        let event = found.rule.startEvents.first ?? ""
        return Encoded(explanation(of: found.rule, startedBy: event, on: start))
    }

    package func explainDeadline(
        _ request: ExplainDeadlineRequest,
        _ call: Call
    ) throws -> Encoded<DeadlineExplanation> {
        let record = request.record ?? RecordReference()
        let deadlines = try desk.records.read { reader in
            guard let type = record.kind.filed else {
                throw CaseworkError.invalid([
                    Violation(
                        field: "record.kind",
                        rule: "names no record with time limits",
                        remedy: "give a petition or a case"
                    )
                ])
            }
            return try reader.filed(type, record.id, for: call).deadlines
        }
        // The same limit may have run before: the one that runs now is meant.
        let named = deadlines.filter {
            $0.rule == request.rule && (request.item.isEmpty || $0.item == request.item)
        }
        guard let deadline = named.first(where: { $0.state == .open }) ?? named.first,
            let rule = desk.rulebook.rule(version: deadline.ruleVersion),
            let start = Day(iso: deadline.startOn)
        else {
            throw CaseworkError.invalid([
                Violation(
                    field: "rule",
                    rule: "is no time limit of this record, or of this item",
                    remedy: "give one of: " + deadlines.map(\.rule).joined(separator: ", ")
                )
            ])
        }
        var found = explanation(of: rule, startedBy: deadline.startEvent, on: start)
        if found.due.isEmpty, let due = Day(iso: deadline.dueOn) {
            // The rule reckons no day: the record itself names it.
            found.nominalOn = deadline.nominalOn
            found.due = deadline.dueOn
            found.lines.append(
                ExplanationLine(
                    vi: "Hạn cuối là ngày \(due.ddMMyyyy), theo hồ sơ.",
                    en: "The last day is \(due.iso), as the record says.",
                    day: due.iso
                )
            )
        }
        return Encoded(found)
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
            return Encoded(
                ListDueReply(items: items, nextPageToken: try page.token(after: last))
            )
        }
    }

    private func explanation(
        of rule: Rule,
        startedBy event: String,
        on start: Day
    ) -> DeadlineExplanation {
        let clocks = Clocks(rulebook: desk.rulebook, calendar: desk.calendar)
        let reckoned = clocks.reckon(rule.key, on: start)
        let lines = reckoned?.explanation(startedBy: event) ?? []
        let reckoning = reckoned?.reckoning
        let skipped = (reckoning?.skipped ?? []) + (reckoning?.rolledOver ?? [])
        return DeadlineExplanation(
            rule: rule.key,
            ruleVersion: rule.version,
            title: rule.titleVi,
            basis: rule.basis,
            startEvent: event,
            startOn: start.iso,
            nominalOn: reckoning?.lastDay.iso ?? "",
            due: reckoning?.due.iso ?? "",
            skipped: skipped.map { .init(day: $0.day.iso, reason: $0.reason.vi) },
            provisional: reckoning?.provisional ?? false,
            calendarVersion: desk.calendar.version,
            lines: lines.map { .init(vi: $0.vi, en: $0.en, day: $0.day?.iso ?? "") }
        )
    }
}
