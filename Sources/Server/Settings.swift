import ArgumentParser
import Certificates
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

    @Option(
        help: "Address of the door of gRPC and of JSON over HTTP (default: 127.0.0.1:7411)"
    )
    var grpc: String?

    @Option(help: "Address of health and metrics over HTTP (default: 127.0.0.1:7412)")
    var operations: String?

    @Option(help: "File of the master key, made when it is absent (default: DATA.key)")
    var keyFile: String?

    @Option(help: ArgumentHelp("The server's certificate, in PEM; with it, TLS", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's private key, in PEM", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp("Authorities that callers' certificates come from", valueName: "file")
    )
    var tlsTrust: String?

    @Option(
        help: ArgumentHelp(
            "Certificates that were taken back: on each line a SHA-256 or a serial number",
            valueName: "file"
        )
    )
    var tlsDeny: String?

    @Option(
        help: ArgumentHelp("Authority that gives agencies certificates, in PEM", valueName: "file")
    )
    var tlsIssuerCertificate: String?

    @Option(help: ArgumentHelp("The authority's private key, in PEM", valueName: "file"))
    var tlsIssuerKey: String?

    @Option(
        help: ArgumentHelp(
            "Address of a door that asks for no certificate and gives the first one, for a code",
            valueName: "host:port"
        )
    )
    var enrol: String?

    @Option(
        help: """
            Who callers are: development believes callers on this machine, sessions asks them to \
            sign in (default: development on loopback without TLS, else sessions)
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
    let grpc: Endpoint
    let operations: Endpoint
    let keyFile: String
    let logLevel: String
    let subscriptionLag: Int
    let tls: TLSFiles?
    let enrol: Endpoint?
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
            ["kntc", "tls", "certificate"]: flags.tlsCertificate,
            ["kntc", "tls", "key"]: flags.tlsKey, ["kntc", "tls", "trust"]: flags.tlsTrust,
            ["kntc", "tls", "deny"]: flags.tlsDeny, ["kntc", "enrol"]: flags.enrol,
            ["kntc", "tls", "issuer", "certificate"]: flags.tlsIssuerCertificate,
            ["kntc", "tls", "issuer", "key"]: flags.tlsIssuerKey,
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
        data = reader.string(forKey: "data", default: "var/data")
        listen = try Endpoint(reader.string(forKey: "listen", default: "127.0.0.1:7410"), "listen")
        grpc = try Endpoint(reader.string(forKey: "grpc", default: "127.0.0.1:7411"), "grpc")
        operations = try Endpoint(
            reader.string(forKey: "operations", default: "127.0.0.1:7412"),
            "operations"
        )
        keyFile = reader.string(forKey: "key.file", default: "\(data).key")
        logLevel = reader.string(forKey: "log.level", default: "info")
        subscriptionLag = try Self.subscriptionLag(reader)
        tls = try TLSFiles(reader)
        enrol = try Self.enrol(reader, hasTLS: tls != nil)
        identity = try IdentitySettings(reader, isPlain: tls == nil)
        limits = try Self.limits(reader.scoped(to: "limits"))
        guard tls != nil || (listen.isLoopback && grpc.isLoopback) else {
            throw Refusal(
                .config,
                "without TLS the server listens on loopback only: use 127.0.0.1"
            )
        }
        guard operations.isLoopback else {
            throw Refusal(
                .config,
                "health and metrics have no TLS: operations is on loopback only, use 127.0.0.1"
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
struct Endpoint: CustomStringConvertible {
    let host: String
    let port: Int

    var description: String { "\(host):\(port)" }

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
