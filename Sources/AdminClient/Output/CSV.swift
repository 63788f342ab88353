import Messages

/// JSON values as comma-separated values (RFC 4180): one row a record, one column a field.
enum CSV {
    static func text(of reply: JSONValue) -> String {
        let records = reply.records ?? [reply]
        let rows = records.map { $0.flattened }
        var columns: [String] = []
        for row in rows {
            for (name, _) in row where !columns.contains(name) { columns.append(name) }
        }
        let lines = rows.map { row in
            let cells = Dictionary(row) { first, _ in first }
            return columns.map { quoted(cells[$0] ?? "") }.joined(separator: ",")
        }
        return ([columns.map(quoted).joined(separator: ",")] + lines).joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { !"\",\r\n".unicodeScalars.contains($0) }
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }
}

extension JSONValue {
    /// The records of a list's reply; nothing for the reply of anything else.
    ///
    /// A list's reply has one array of objects, and beside it at most where the next page begins.
    var records: [JSONValue]? {
        guard case .object(let members) = self else { return nil }
        let rest = members.filter {
            !["next_page_token", "position", "epoch", "end", "state", "total"].contains($0.0)
        }
        guard rest.count == 1, case .array(let elements) = rest[0].1 else { return nil }
        let areObjects = elements.allSatisfy {
            if case .object = $0 { true } else { false }
        }
        return areObjects ? elements : nil
    }

    /// Names and texts of all members, with dots between the names of messages inside messages.
    var flattened: [(String, String)] {
        switch self {
        case .object(let members):
            members.flatMap { name, value in
                value.flattened.map { ($0.0.isEmpty ? name : "\(name).\($0.0)", $0.1) }
            }
        case .string(let text), .number(let text): [("", text)]
        case .bool(let flag): [("", flag ? "true" : "false")]
        case .null: []
        case .array(let elements):
            [
                (
                    "",
                    elements.allSatisfy { $0.text != nil }
                        ? elements.compactMap(\.text).joined(separator: " ")
                        : text(pretty: false)
                )
            ]
        }
    }

    /// The value at the end of a path of members with dots between.
    func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(self as JSONValue?) { $0?[String($1)] }
    }
}
