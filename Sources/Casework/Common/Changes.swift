package import Messages

/// What a step changed on a record, field by field, by the names of the contract.
package enum Changes {
    /// Fields that every step moves and that say nothing of it.
    private static let unsaid: Set = ["etag", "last_act_on"]

    /// The fields that differ, in the order of the contract; fields of repeated messages by their
    /// place: "deadlines[0].state".
    package static func between<R: FiledRecord>(_ before: R, _ after: R) throws -> [FieldChange] {
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
