import Casework
import Messages

/// What a step of a scenario shows of the records that it is about.
struct ScenarioView {
    let step: ScenarioStep
    /// The limits before the step.
    let before: [RecordReference: [Deadline]]
    let rulebook: Rulebook

    /// The step's name in Vietnamese: that of the record's row, or of the first row of any kind.
    func title(of record: (any FiledRecord)?) -> String {
        if let record { return Self.title(of: step.method, for: record) }
        return RecordKind.known.lazy.compactMap(\.filed).map { Self.title(of: step.method, of: $0) }
            .first { !$0.isEmpty } ?? ""
    }

    /// Adds a record to an outcome.
    func add(
        _ record: any FiledRecord,
        _ actions: ListActionsReply,
        as name: String,
        to outcome: inout ScenarioOutcome
    ) {
        let own = title(of: record)
        if !own.isEmpty { outcome.title = own }
        if !outcome.done, outcome.closed == nil {
            outcome.closed = actions.actions.first { $0.method == step.method && !$0.open }
        }
        outcome.records.append(
            ScenarioRecord(
                name: name,
                kind: record.reference.kind,
                state: actions.state,
                limits: limits(of: record),
                actions: actions.actions.filter(\.open)
            )
        )
    }

    /// The limits that run or stand still, and those that the step ended.
    private func limits(of record: any FiledRecord) -> [ScenarioLimit] {
        let former = before[record.reference] ?? []
        return record.deadlines.filter { $0.isRunning || !former.contains($0) }.map {
            ScenarioLimit(
                deadline: $0,
                title: rulebook.rule(version: $0.ruleVersion)?.titleVi ?? "",
                overdueDays: overdueDays($0)
            )
        }
    }

    private func overdueDays(_ deadline: Deadline) -> Int32 {
        let last: Day? =
            switch deadline.state {
            case .open where !deadline.window: Day(iso: step.date)
            case .late: Day(iso: deadline.stoppedOn)
            default: nil
            }
        guard let last, let due = Day(iso: deadline.dueOn) else { return 0 }
        return Int32(clamping: max(0, last - due))
    }

    private static func title<R: FiledRecord>(of method: String, for record: R) -> String {
        let rows = record.rows(of: method)
        return (rows.first { $0.admits(record) } ?? rows.first)?.title ?? ""
    }

    private static func title<R: FiledRecord>(of method: String, of type: R.Type) -> String {
        R.rows(of: method).first?.title ?? ""
    }
}
