import Casework
import Messages

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
        let name = Self.fact(json)
        let fact = json[name]
        self.init(
            position: entry.position,
            recordedAtMs: entry.recordedAtMs,
            actor: entry.actor,
            method: entry.method,
            actedOn: event.actedOn,
            lateDays: Int32(
                clamping: Day(iso: event.actedOn).map {
                    max(0, calendar.lateness(of: $0, on: recorded))
                } ?? 0
            ),
            fact: name,
            document: Self.document(in: json) ?? "",
            changes: changes,
            reason: fact?["reason"]?.text ?? "",
            office: fact?["office"]?.text ?? ""
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
}
