import Foundation
import Messages

/// A table as a file that spreadsheets open: UTF-8 with a mark, RFC 4180, nothing that they run.
enum Sheet {
    /// The bytes: a head, then the rows.
    static func bytes(_ head: [String], _ rows: [[String]]) -> [UInt8] {
        let lines = ([head] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }
        return [0xEF, 0xBB, 0xBF] + Array(lines.joined().utf8)
    }

    /// Columns of a list as a sheet.
    static func bytes(of records: [JSONValue], _ columns: [Column]) -> [UInt8] {
        bytes(
            columns.map(\.title),
            records.map { record in
                columns.map { column in
                    let value = record.at(column.path)
                    return value == nil ? "" : Cell.text(value, named: column.path)
                }
            }
        )
    }

    /// A cell that begins like a formula is told to be text by an apostrophe.
    private static func cell(_ text: String) -> String {
        let first = text.unicodeScalars.first
        let isFormula = first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'\(text)" : text
        let isPlain = safe.unicodeScalars.allSatisfy { !"\",\r\n".unicodeScalars.contains($0) }
        return isPlain ? safe : "\"\(safe.replacing("\"", with: "\"\""))\""
    }

    /// Writes bytes to a file that nobody else may read: persons stand in it.
    ///
    /// - Throws: A usage `Failure` when the file can not be written.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let manager = FileManager.default
        let isMade = manager.createFile(
            atPath: path,
            contents: Data(bytes),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw Failure(usage: "the file \(path) can not be written") }
    }
}
