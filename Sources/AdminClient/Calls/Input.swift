import Foundation
import Messages
import SwiftCSV

/// What a command reads besides its flags.
enum Input {
    /// Bytes that a file may have: more than any request, and than the city's directory.
    static let fileBytesMax = 16 * 1024 * 1024

    /// JSON of a file, or of stdin for "-".
    ///
    /// - Throws: A usage `Failure` when there is no such file or it is no JSON.
    static func json(at path: String) throws(Failure) -> JSONValue {
        try json(text(at: path), in: path == "-" ? "stdin" : path)
    }

    /// The rows of a sheet of comma-separated values, by the names in its first row.
    ///
    /// - Throws: A usage `Failure` when there is no such file or it is no such sheet.
    static func rows(at path: String) throws(Failure) -> [[String: String]] {
        // Spreadsheets write a mark before the first name.
        var text = try text(at: path)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        do {
            return try SwiftCSV.CSV<Named>(string: text, delimiter: .comma, loadColumns: false).rows
        } catch {
            throw Failure(usage: "\(path) is no sheet of comma-separated values")
        }
    }

    /// The text of a file, or of stdin for "-".
    ///
    /// - Throws: A usage `Failure` when there is no such file or it is no UTF-8.
    static func text(at path: String) throws(Failure) -> String {
        let name = path == "-" ? "stdin" : path
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else if let file = FileHandle(forReadingAtPath: path) {
            handle = file
        } else {
            throw Failure(usage: "there is no readable file \(path)")
        }
        guard let data = try? handle.read(upToCount: fileBytesMax + 1) ?? Data(),
            data.count <= fileBytesMax
        else {
            throw Failure(usage: "\(name) can not be read, or is larger than 16 MiB")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw Failure(usage: "\(name) is not UTF-8")
        }
        return text
    }

    /// JSON of a flag: the text itself, "@FILE" or "@-" for stdin.
    static func json(argument: String) throws(Failure) -> JSONValue {
        guard argument.hasPrefix("@") else { return try json(argument, in: "the argument") }
        return try json(at: String(argument.dropFirst()))
    }

    private static func json(_ text: String, in name: String) throws(Failure) -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw Failure(usage: "\(name) is no JSON: \(error)")
        }
    }
}
