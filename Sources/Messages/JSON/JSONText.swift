extension JSONValue {
    /// The value as text.
    ///
    /// - Parameter pretty: One member a line, indented by two spaces; else all on one line.
    /// - Returns: The text, without a line end.
    package func text(pretty: Bool) -> String {
        var text = ""
        write(to: &text, pretty: pretty, depth: 0)
        return text
    }

    private func write(to text: inout String, pretty: Bool, depth: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let value): Self.quote(value, into: &text)
        case .array(let elements):
            text += elements.isEmpty ? "[]" : "["
            for (index, element) in elements.enumerated() {
                Self.separate(index, pretty, depth + 1, &text)
                element.write(to: &text, pretty: pretty, depth: depth + 1)
            }
            if !elements.isEmpty { Self.close("]", pretty, depth, &text) }
        case .object(let members):
            text += members.isEmpty ? "{}" : "{"
            for (index, (name, value)) in members.enumerated() {
                Self.separate(index, pretty, depth + 1, &text)
                Self.quote(name, into: &text)
                text += pretty ? ": " : ":"
                value.write(to: &text, pretty: pretty, depth: depth + 1)
            }
            if !members.isEmpty { Self.close("}", pretty, depth, &text) }
        }
    }

    private static func separate(
        _ index: Int,
        _ pretty: Bool,
        _ depth: Int,
        _ text: inout String
    ) {
        if index > 0 { text += "," }
        if pretty { text += "\n" + String(repeating: "  ", count: depth) }
    }

    private static func close(_ mark: String, _ pretty: Bool, _ depth: Int, _ text: inout String) {
        if pretty { text += "\n" + String(repeating: "  ", count: depth) }
        text += mark
    }

    private static func quote(_ value: String, into text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // C1 controls and DEL steer terminals, line separators break scripts.
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
