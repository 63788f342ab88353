import Messages

/// What a file changes of the bodies or officers that stand: what is new, changed field by field,
/// or stays.
struct DirectoryDifference {
    /// A field that changes.
    struct Change: Equatable {
        /// The field, with what tells an element of a list from the others: "offices H29.02.GD".
        let field: String
        /// What stands; empty for nothing.
        let from: String
        /// What the file says; empty for nothing.
        let to: String
    }

    /// Records of the file that do not stand yet.
    private(set) var new: [JSONValue] = []
    /// Records that stand otherwise.
    private(set) var changed: [(record: JSONValue, changes: [Change])] = []
    /// How many stand so already.
    private(set) var unchanged = 0
    /// New and changed ones in the order of the file.
    private(set) var wanted: [JSONValue] = []
    /// Codes of those that stand.
    let standing: Set<String>

    /// Compares.
    ///
    /// - Parameters:
    ///   - file: The records of the file, as the contract has them.
    ///   - standing: Those of the server; more than the file has, in any order.
    init(_ file: [JSONValue], _ standing: [JSONValue]) {
        let byCode = Dictionary(standing.map { ($0.code, $0) }) { first, _ in first }
        self.standing = Set(byCode.keys)
        for record in file {
            guard let before = byCode[record.code] else {
                new.append(record)
                wanted.append(record)
                continue
            }
            let changes = Self.changes(from: before, to: record)
            if changes.isEmpty {
                unchanged += 1
            } else {
                changed.append((record, changes))
                wanted.append(record)
            }
        }
    }

    /// The difference in Vietnamese, a line for each record and field.
    func text(_ noun: String) -> String {
        guard !new.isEmpty || !changed.isEmpty || unchanged > 0 else { return "" }
        let lines =
            new.map { "Mới       \($0.label)" }
            + changed.flatMap { record, changes in
                ["Thay đổi  \(record.label)"]
                    + changes.map { change in
                        let from = change.from.isEmpty ? "(trống)" : change.from
                        let to = change.to.isEmpty ? "(trống)" : change.to
                        return "            \(change.title): \(from) → \(to)"
                    }
            } + [
                "Tổng cộng \(noun): \(new.count) mới, \(changed.count) thay đổi, "
                    + "\(unchanged) giữ nguyên"
            ]
        return lines.map { "\($0)\n" }.joined()
    }

    /// The difference for programs.
    var json: JSONValue {
        .object([
            ("new", .array(new.map { .string($0.code) })),
            (
                "changed",
                .array(
                    changed.map { record, changes in
                        .object([
                            ("code", .string(record.code)),
                            ("changes", .array(changes.map(\.json))),
                        ])
                    }
                )
            ),
            ("unchanged", .number(String(unchanged))),
        ])
    }

    /// What the server keeps where a file says nothing of it: a version, the history.
    private static let kept: Set = ["etag", "former"]
    /// Lists that a file only adds to.
    private static let added: Set = ["predecessors", "successors"]

    private static func changes(
        from before: JSONValue,
        to after: JSONValue,
        _ path: String = ""
    ) -> [Change] {
        guard case .object(let old) = before, case .object(let new) = after else {
            let (from, to) = (before.summary, after.summary)
            return from == to ? [] : [Change(field: path, from: from, to: to)]
        }
        let names = new.map(\.0) + old.map(\.0).filter { name in !new.contains { $0.0 == name } }
        return names.flatMap { name -> [Change] in
            let field = path.isEmpty ? name : "\(path)/\(name)"
            let (from, to) = (before[name], after[name])
            if name == "etag" || kept.contains(name) && to == nil { return [] }
            if case .array = from ?? to ?? .null {
                return elements(from, to, field, isAdded: added.contains(name))
            }
            return changes(from: from ?? .string(""), to: to ?? .string(""), field)
        }
    }

    /// The elements of a list one by one, by what names each of them.
    private static func elements(
        _ from: JSONValue?,
        _ to: JSONValue?,
        _ field: String,
        isAdded: Bool
    ) -> [Change] {
        let old = from?.elements ?? []
        let new = to?.elements ?? []
        let gone = isAdded ? [] : old.filter { one in !new.contains { $0.key == one.key } }
        return new.flatMap { one -> [Change] in
            guard let before = old.first(where: { $0.key == one.key }) else {
                return [Change(field: field, from: "", to: one.summary)]
            }
            return changes(from: before, to: one, "\(field) \(one.key)")
        } + gone.map { Change(field: field, from: $0.summary, to: "") }
    }
}

extension DirectoryDifference.Change {
    /// The field in Vietnamese, an element's name after it.
    fileprivate var title: String {
        field.split(separator: "/").map { step in
            let parts = step.split(separator: " ", maxSplits: 1)
            let title = Labels.title(String(parts.first ?? ""))
            return parts.count > 1 ? "\(title) \(parts[1])" : title
        }
        .joined(separator: " / ")
    }

    fileprivate var json: JSONValue {
        .object([("field", .string(field)), ("from", .string(from)), ("to", .string(to))])
    }
}

extension JSONValue {
    fileprivate var code: String { self["code"]?.text ?? "" }

    /// Code and name.
    fileprivate var label: String {
        [code, self["name"]?.text ?? self["agency"]?.text ?? ""].joined(separator: "  ")
    }

    /// What tells an element of a list from the others.
    fileprivate var key: String {
        for names in [["code"], ["office", "valid_from"], ["scheme", "value"], ["valid_to"]] {
            let parts = names.compactMap { self[$0]?.text }
            if parts.count == names.count { return parts.joined(separator: " ") }
        }
        return summary
    }

    /// The value in one line.
    fileprivate var summary: String {
        switch self {
        case .object(let members): members.map(\.1.summary).joined(separator: " ")
        case .array(let elements): elements.map(\.summary).joined(separator: ", ")
        default: text ?? text(pretty: false)
        }
    }
}
