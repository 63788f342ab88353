import Foundation
import Messages

/// Where text goes: data to stdout, everything else to stderr.
struct Terminal {
    var out: (String) -> Void = Self.output
    var error: (String) -> Void = { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }

    /// Writes to stdout; whoever reads it may have gone, as `head` does, or its disk be full.
    private static func output(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            exit(EX_IOERR)
        }
    }

    /// Whether people read stdout, who like heads in bold type.
    static var isInteractive: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    /// Prints data.
    func print(_ text: String) {
        out(text + "\n")
    }

    /// Tells of something beside the data.
    func note(_ text: String) {
        error(text + "\n")
    }

    /// Shows how far a long command is, on terminals only; nil clears the line.
    func progress(_ text: String?) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        error("\r\(text ?? "")\u{1b}[K")
    }

    /// Tells why a command failed: an object for those who asked for JSON, else text.
    func report(_ failure: Failure, _ format: OutputFormat) {
        note(format == .json ? failure.json.text(pretty: false) : failure.text)
    }
}
