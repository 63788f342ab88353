import ArgumentParser
import Certificates
import Foundation
import RPC

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
        help: ArgumentHelp(
            "Authorities of the server's certificate; with them, TLS (KNTC_TLS_TRUST)",
            valueName: "file"
        )
    )
    var tlsTrust: String?

    @Option(
        help: ArgumentHelp("The own certificate (KNTC_TLS_CERTIFICATE)", valueName: "file")
    )
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Its private key (KNTC_TLS_KEY)", valueName: "file"))
    var tlsKey: String?

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
    /// As whom.
    enum Caller: Equatable {
        /// As who the caller says to be, which servers for development believe.
        case identity(String)
        /// In a session, by its token.
        case session(String)
        /// As nobody, to get in.
        case nobody
    }

    let host: String
    let port: Int
    let caller: Caller

    /// Takes flags before environment before the session file before defaults.
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
        guard permission != "none" else {
            caller = .nobody
            return
        }
        if let identity = options.identity ?? environment["KNTC_IDENTITY"] {
            caller = .identity(identity)
            return
        }
        if let token = try SessionFile(environment: environment).token(at: "\(host):\(port)") {
            caller = .session(token)
            return
        }
        let isAdministration = ["directory.", "system.", "deadline.compute", "calendar."]
            .contains { permission.hasPrefix($0) }
        guard isAdministration else {
            throw Failure(
                usage: "say who calls: sign in with login, or give --identity officer@H29.02 "
                    + "or KNTC_IDENTITY to a server for development"
            )
        }
        caller = .identity("administrator@H29")
    }

    /// What the session file knows the server by.
    var endpoint: String { "\(host):\(port)" }

    /// What travels with each call.
    var metadata: RPCMetadata {
        switch caller {
        case .identity(let identity): ["kntc-identity": identity]
        case .session(let token): ["authorization": "Bearer \(token)"]
        case .nobody: [:]
        }
    }
}

extension GlobalOptions {
    /// TLS, where flags or environment name its files.
    ///
    /// - Throws: A usage `Failure` for files that are not what they must be.
    func security(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Failure) -> ClientTLS? {
        do {
            return try ClientTLS.given(
                trust: tlsTrust ?? environment["KNTC_TLS_TRUST"],
                certificate: tlsCertificate ?? environment["KNTC_TLS_CERTIFICATE"],
                key: tlsKey ?? environment["KNTC_TLS_KEY"],
                now: currentMilliseconds()
            )
        } catch {
            throw Failure(usage: error.description)
        }
    }
}
