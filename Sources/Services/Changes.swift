import Casework
import Messages

/// What a step changed on a record, field by field, by the names of the contract.
enum Changes {
    /// Fields that every step moves and that say nothing of it.
    private static let unsaid: Set = ["etag", "last_act_on"]

    /// The fields that differ, in the order of the contract; fields of repeated messages by their
    /// place: "deadlines[0].state".
    static func between<R: FiledRecord>(_ before: R, _ after: R) throws -> [FieldChange] {
        let old = try leaves(before)
        let new = try leaves(after)
        let former = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let present = Dictionary(new, uniquingKeysWith: { first, _ in first })
        let removed = old.filter { present[$0.0] == nil }
            .map { FieldChange(field: $0.0, beforeJson: $0.1) }
        let changed = new.filter { former[$0.0] != $0.1 }
            .map { FieldChange(field: $0.0, beforeJson: former[$0.0] ?? "", afterJson: $0.1) }
        return changed + removed
    }

    /// Every set field that is no message, by its path.
    private static func leaves<R: FiledRecord>(_ record: R) throws -> [(String, String)] {
        let json = try MessageJSON.encode(serialized: record.serialized(), type: R.typeName)
        var leaves: [(String, String)] = []
        flatten(json, "", &leaves)
        return leaves.filter { !unsaid.contains($0.0) }
    }

    private static func flatten(
        _ value: JSONValue,
        _ path: String,
        _ leaves: inout [(String, String)]
    ) {
        switch value {
        case .object(let members):
            for (name, member) in members {
                flatten(member, path.isEmpty ? name : "\(path).\(name)", &leaves)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                flatten(element, "\(path)[\(index)]", &leaves)
            }
        case .null, .bool, .number, .string:
            leaves.append((path, value.text(pretty: false)))
        }
    }
}

extension RecordStep {
    /// One fact of an entry with what it changed.
    init(
        _ entry: JournalEntry,
        _ event: Event,
        changes: [FieldChange],
        _ calendar: WorkingCalendar
    ) throws {
        let json = try MessageJSON.encode(serialized: event.serialized(), type: Event.typeName)
        let recorded = Day(recordedAtMs: entry.recordedAtMs)
        self.init(
            position: entry.position,
            recordedAtMs: entry.recordedAtMs,
            actor: entry.actor,
            method: entry.method,
            actedOn: event.actedOn,
            lateDays: Self.workingDays(from: event.actedOn, to: recorded, calendar),
            fact: Self.fact(json),
            document: Self.document(in: json) ?? "",
            changes: changes
        )
    }

    /// The name of the fact: the member of the event that is none of its plain fields.
    private static func fact(_ event: JSONValue) -> String {
        guard case .object(let members) = event else { return "" }
        let plain: Set = ["record", "acted_on", "deadlines"]
        return members.first { !plain.contains($0.0) }?.0 ?? ""
    }

    /// The number of the first document in the fact: a number with its day of issue.
    private static func document(in value: JSONValue) -> String? {
        switch value {
        case .object(let members):
            if value["issued_on"] != nil, let number = value["number"]?.text { return number }
            return members.lazy.compactMap { document(in: $0.1) }.first
        case .array(let elements): return elements.lazy.compactMap { document(in: $0) }.first
        case .null, .bool, .number, .string: return nil
        }
    }

    /// How many working days lie between an act and its entry.
    private static func workingDays(
        from acted: String,
        to recorded: Day,
        _ calendar: WorkingCalendar
    ) -> Int32 {
        guard var day = Day(iso: acted) else { return 0 }
        var count: Int32 = 0
        while day < recorded, count < 9_999 {
            day += 1
            if calendar.isWorkingDay(day) { count += 1 }
        }
        return count
    }
}
