import ArgumentParser
import Configuration
import Foundation
import RPC
import SystemPackage

/// The flags of `serve`; what is not given here comes from environment, file or default.
struct SettingFlags: ParsableArguments {
    @Option(help: "Directory of the store, made when it is absent (default: var/data)")
    var data: String?

    @Option(help: "Address of the ttrpc door; port 0 picks one (default: 127.0.0.1:7410)")
    var listen: String?

    @Option(help: "Address of the gRPC door, which this version does not have")
    var grpc: String?

    @Option(help: "Address of health and metrics over HTTP (default: 127.0.0.1:7412)")
    var operations: String?

    @Option(help: "File of the master key, made when it is absent (default: DATA.key)")
    var keyFile: String?

    @Option(
        help: """
            Who callers are: development believes callers on this machine, sessions asks them to \
            sign in (default: development on loopback, else sessions)
            """
    )
    var identity: String?

    @Option(help: "Minutes without a call after which a session ends (default: 60)")
    var sessionIdle: String?

    @Option(
        help: "Entries that a subscription may be behind before the log says so (default: 1000)"
    )
    var subscriptionLag: String?

    @Option(help: "Least level that is logged: trace, debug, info, notice, warning, error")
    var logLevel: String?

    @Option(help: "JSON file with settings under \"kntc\"")
    var config: String?
}

/// What the server runs with.
struct Settings {
    let data: String
    let listen: Endpoint
    let operations: Endpoint
    let keyFile: String
    let logLevel: String
    let subscriptionLag: Int
    let identity: IdentitySettings
    let limits: RPC.Limits

    /// Reads flags > environment > file > defaults.
    ///
    /// - Throws: `Refusal` with a sentence for people.
    init(_ flags: SettingFlags) async throws {
        let given: [AbsoluteConfigKey: String?] = [
            ["kntc", "data"]: flags.data, ["kntc", "listen"]: flags.listen,
            ["kntc", "grpc"]: flags.grpc, ["kntc", "operations"]: flags.operations,
            ["kntc", "key", "file"]: flags.keyFile, ["kntc", "log", "level"]: flags.logLevel,
            ["kntc", "identity"]: flags.identity, ["kntc", "session", "idle"]: flags.sessionIdle,
            ["kntc", "subscription", "lag"]: flags.subscriptionLag,
        ]
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                values: given.compactMapValues {
                    $0.map { ConfigValue(.string($0), isSecret: false) }
                }
            ),
            EnvironmentVariablesProvider(),
        ]
        if let file = flags.config {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw Refusal(.config, "the configuration file \(file) is not readable JSON")
            }
        }
        let reader = ConfigReader(providers: providers).scoped(to: "kntc")
        if reader.string(forKey: "grpc") != nil {
            throw Refusal(.config, "this version has no gRPC door; leave --grpc out")
        }
        data = reader.string(forKey: "data", default: "var/data")
        listen = try Endpoint(reader.string(forKey: "listen", default: "127.0.0.1:7410"), "listen")
        operations = try Endpoint(
            reader.string(forKey: "operations", default: "127.0.0.1:7412"),
            "operations"
        )
        keyFile = reader.string(forKey: "key.file", default: "\(data).key")
        logLevel = reader.string(forKey: "log.level", default: "info")
        subscriptionLag = try Self.subscriptionLag(reader)
        identity = try IdentitySettings(reader, isLoopback: listen.isLoopback)
        limits = try Self.limits(reader.scoped(to: "limits"))
        guard listen.isLoopback, operations.isLoopback else {
            throw Refusal(
                .config,
                "without TLS the server listens on loopback only: use 127.0.0.1"
            )
        }
    }
}

extension Settings {
    /// How far subscriptions are counted.
    private static let lagMax = 9_999

    /// The bounds of the transport, those changed that are set under `limits`.
    private static func limits(_ reader: ConfigReader) throws(Refusal) -> RPC.Limits {
        var limits = RPC.Limits()
        for setting in LimitSetting.all {
            let key = ConfigKey([setting.key])
            // Files have numbers or strings; what is neither is refused with the rest.
            let given: [String?] = [
                reader.int(forKey: key).map(String.init), reader.string(forKey: key),
                reader.double(forKey: key).map { String($0) },
                reader.bool(forKey: key).map { String($0) },
            ]
            guard let text = given.compactMap(\.self).first else { continue }
            do {
                try setting.set(text, in: &limits)
            } catch {
                throw Refusal(.config, error.description)
            }
        }
        guard limits.pingAfter < limits.silenceTimeout else {
            throw Refusal(.config, "limits.pingAfterMs must be less than limits.silenceTimeoutMs")
        }
        return limits
    }

    private static func subscriptionLag(_ reader: ConfigReader) throws(Refusal) -> Int {
        let given = reader.string(forKey: "subscription.lag", default: "1000")
        guard let lag = Int(given), (0...lagMax).contains(lag) else {
            throw Refusal(.config, "subscription lag is no number of 0 to \(lagMax): \(given)")
        }
        return lag
    }
}

/// A host and a port.
struct Endpoint {
    let host: String
    let port: Int

    init(_ text: String, _ setting: String) throws(Refusal) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port),
            colon > text.startIndex
        else {
            throw Refusal(.config, "\(setting) is no HOST:PORT: \(text)")
        }
        host = String(text[..<colon])
        self.port = port
    }

    var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || host == "::1" || host.hasPrefix("127.")
    }
}

/// A reason not to run: one sentence for people and an exit code for scripts.
struct Refusal: Error, CustomStringConvertible {
    /// Exit codes of sysexits.h.
    enum Code: Int32 {
        /// Damage was found.
        case damaged = 10
        /// The disk failed.
        case io = 74
        /// Try later: another process holds the store.
        case temporary = 75
        /// The configuration is wrong.
        case config = 78
    }

    let code: Code
    let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Runs `body`; a refusal becomes its sentence on stderr and its exit code.
    static func reported(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let refusal as Refusal {
            FileHandle.standardError.write(Data("kntc-server: \(refusal)\n".utf8))
            throw ExitCode(refusal.code.rawValue)
        }
    }
}
