import ArgumentParser
import Messages

/// Ask how the server is.
struct ServerNoun: AsyncParsableCommand {
    static let configuration = help(
        "server",
        "Ask how the server is, and verify what it keeps",
        example: "server status",
        subcommands: [ServerStatus.self, VerifyStore.self]
    )
}

/// Print how the server is.
struct ServerStatus: Verb {
    static let configuration = help(
        "status",
        "Print version, position and counters",
        example: "server status -o json"
    )
    static let method = "SystemService/GetStatus"

    @OptionGroup var options: GlobalOptions

    func request() -> Fields { Fields() }
}

/// Verify the store.
struct VerifyStore: AsyncParsableCommand {
    static let configuration = help(
        "verify",
        "Verify chain, projections and registers; exit 10 on findings",
        example: "server verify -o json"
    )

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await Session.with("SystemService/VerifyStore", [], options) { session in
            let report = try await session.call(.object([]), patience: 3_600)
            options.show(report, session.method.replyType)
            if Self.hasFindings(report) { throw ExitCode(10) }
        }
    }

    /// Whether a report tells of damage.
    static func hasFindings(_ report: JSONValue) -> Bool {
        !(report["findings"]?.elements.isEmpty ?? true)
    }
}

/// Print what the server remembers of a call.
struct TraceCall: Verb {
    static let configuration = help(
        "trace",
        "Print method, agency, time and reason of a call that failed, or of the calls of a trace",
        example: "trace 5f0c1d2e3a4b6978"
    )
    static let method = "SystemService/TraceCall"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Support id of a failure (16 digits) or W3C trace id (32 digits)")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}
