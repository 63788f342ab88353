import ArgumentParser
import Messages

/// How an answer is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people, in Vietnamese.
    case table
    /// The reply as one JSON object.
    case json
    /// The reply as YAML.
    case yaml
    /// One row a record.
    case csv

    /// The format that a command line asks for, also one that can not be parsed as a whole.
    static func asked(in arguments: [String]) -> OutputFormat {
        for (index, argument) in arguments.enumerated() {
            if argument == "-o" || argument == "--output", index + 1 < arguments.count {
                return OutputFormat(rawValue: arguments[index + 1]) ?? .table
            }
            if argument.hasPrefix("--output=") {
                return OutputFormat(rawValue: String(argument.dropFirst(9))) ?? .table
            }
        }
        return .table
    }

    /// A reply as text, without the last line end.
    ///
    /// - Parameters:
    ///   - reply: The reply.
    ///   - type: Full name of its type, which the tables depend on.
    ///   - bold: Whether to set the heads of tables in bold type.
    /// - Returns: The text.
    func text(of reply: JSONValue, type: String, bold: Bool = false) -> String {
        switch self {
        case .json: reply.text(pretty: true)
        case .yaml: YAML.text(of: reply)
        case .csv: CSV.text(of: reply)
        case .table: View(of: reply, type: type).text(bold: bold)
        }
    }
}
