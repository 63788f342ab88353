import ArgumentParser
import Foundation

/// The options of every command.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Address of the server (KNTC_ENDPOINT; default: 127.0.0.1:7410)",
            valueName: "host:port"
        )
    )
    var endpoint: String?

    @Option(
        help: ArgumentHelp(
            "Who calls, such as officer@H29.02 (KNTC_IDENTITY)",
            valueName: "role@agency"
        )
    )
    var identity: String?

    @Option(
        help: ArgumentHelp("Seconds to wait for an answer (default: 5)", valueName: "seconds")
    )
    var timeout: Int?

    @Option(name: .shortAndLong, help: "How to print the answer")
    var output: OutputFormat = .table

    @Option(help: ArgumentHelp("Name of a write, to repeat it safely", valueName: "id"))
    var requestId: String?

    func validate() throws {
        guard let timeout else { return }
        guard (1...3_600).contains(timeout) else {
            throw ValidationError("--timeout is \(timeout), outside 1 to 3600 seconds")
        }
    }
}

/// Where to call, and as whom.
struct Connection: Equatable {
    let host: String
    let port: Int
    let identity: String

    /// Takes flags before environment before defaults.
    ///
    /// - Parameters:
    ///   - options: The flags.
    ///   - environment: The process environment.
    ///   - permission: What the method demands: what an administrator may do needs no identity.
    /// - Throws: A usage `Failure` when the endpoint is none or the identity is missing.
    init(
        _ options: GlobalOptions,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        permission: String
    ) throws(Failure) {
        let endpoint = options.endpoint ?? environment["KNTC_ENDPOINT"] ?? "127.0.0.1:7410"
        guard let colon = endpoint.lastIndex(of: ":"), colon > endpoint.startIndex,
            let port = Int(endpoint[endpoint.index(after: colon)...]), (1...65_535).contains(port)
        else {
            throw Failure(usage: "the endpoint is no HOST:PORT: \(endpoint)")
        }
        host = endpoint[..<colon].trimmingCharacters(in: ["[", "]"])
        self.port = port
        let isAdministration = ["directory.", "system.", "deadline.compute", "calendar."]
            .contains { permission.hasPrefix($0) }
        let fallback = isAdministration ? "administrator@H29" : nil
        guard let identity = options.identity ?? environment["KNTC_IDENTITY"] ?? fallback else {
            throw Failure(usage: "say who calls: --identity officer@H29.02, or set KNTC_IDENTITY")
        }
        self.identity = identity
    }
}
