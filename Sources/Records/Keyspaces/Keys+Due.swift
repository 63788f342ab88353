import Casework
import Messages
import Storage

/// What falls due, by who owes it, day and record.
extension Keys {
    static func due(agency: String) -> [UInt8] { text(agency) }

    /// An officer in the place of an agency in the keys of what is due.
    static func debtor(_ officer: String, of agency: String) -> String { "\(agency)/\(officer)" }

    static func due(agency: String, after day: String) -> [UInt8] {
        prefixEnd(TupleEncoder().adding(string: agency).adding(string: day).bytes)
    }

    static func due(
        agency: String,
        deadline: Deadline,
        of record: RecordReference
    ) -> [UInt8] {
        let key = TupleEncoder().adding(string: agency).adding(string: deadline.dueOn)
            .adding(record).adding(string: deadline.rule).adding(string: deadline.startOn)
        return deadline.item.isEmpty ? key.bytes : key.adding(string: deadline.item).bytes
    }

    /// The record that a key of what is due names.
    static func record(inDueKey key: [UInt8]) throws -> RecordReference {
        var decoder = TupleDecoder(key)
        _ = try decoder.string()
        return try dueRecord(&decoder)
    }

    /// The record that a key of what is due names after its agency.
    static func record(inDueRest rest: [UInt8]) throws -> RecordReference {
        var decoder = TupleDecoder(rest)
        return try dueRecord(&decoder)
    }

    /// The rule that a key of what is due names after its agency.
    static func rule(inDueRest rest: [UInt8]) throws -> String {
        var decoder = TupleDecoder(rest)
        _ = try dueRecord(&decoder)
        return try decoder.string()
    }

    private static func dueRecord(_ decoder: inout TupleDecoder) throws -> RecordReference {
        _ = try decoder.string()
        let kind = RecordKind(rawValue: Int32(clamping: try decoder.int64()))
        return RecordReference(kind: kind, id: try decoder.string())
    }
}
