import Messages

/// JSON values as YAML in block style.
///
/// Texts are always quoted: no text is taken for a number,
/// a date or a truth value.
enum YAML {
    static func text(of value: JSONValue) -> String {
        lines(of: value).joined(separator: "\n")
    }

    private static func lines(of value: JSONValue) -> [String] {
        switch value {
        case .object(let members) where !members.isEmpty:
            members.flatMap { name, member in
                isBlock(member)
                    ? ["\(name):"] + lines(of: member).map { "  \($0)" }
                    : ["\(name): \(member.text(pretty: false))"]
            }
        case .array(let elements) where !elements.isEmpty:
            elements.flatMap { element in
                let inner = lines(of: element)
                return inner.prefix(1).map { "- \($0)" } + inner.dropFirst().map { "  \($0)" }
            }
        case .object, .array, .null, .bool, .number, .string:
            [value.text(pretty: false)]
        }
    }

    private static func isBlock(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members): !members.isEmpty
        case .array(let elements): !elements.isEmpty
        case .null, .bool, .number, .string: false
        }
    }
}
