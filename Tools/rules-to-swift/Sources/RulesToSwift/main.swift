import Foundation
import Yams

/// Reads `rules.yaml` and `calendar.yaml` of one folder and writes their Swift into another.
func run() throws {
    guard CommandLine.arguments.count == 3 else {
        throw SourceError(
            "arguments",
            expected: "the rules' folder and the output folder",
            found: "\(CommandLine.arguments.count - 1) arguments"
        )
    }
    let source = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)
    let output = URL(filePath: CommandLine.arguments[2], directoryHint: .isDirectory)
    let rules = try fields(
        of: source.appending(path: "rules.yaml"),
        known: ["version", "counting", "transitions", "events", "rules"]
    )
    let calendar = try fields(
        of: source.appending(path: "calendar.yaml"),
        known: ["version", "years", "days"]
    )
    try write(renderRules(rules), to: output.appending(path: "BuiltinRules.swift"))
    try write(renderCalendar(calendar), to: output.appending(path: "NationalCalendar.swift"))
}

func fields(of file: URL, known: Set<String>) throws -> Fields {
    let name = file.lastPathComponent
    guard let node = try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8)) else {
        throw SourceError(name, expected: "a mapping", found: "nothing")
    }
    return try Fields(node, place: name, known: known)
}

func write(_ text: String, to file: URL) throws {
    try Data(text.utf8).write(to: file)
}

do {
    try run()
} catch {
    FileHandle.standardError.write(Data("rules-to-swift: \(error)\n".utf8))
    exit(1)
}
