import Casework
import Certificates
import Configuration
import Foundation
import IdentityProvider
import Messages
import Records
import Services

/// Who callers are, as it is set.
struct IdentitySettings {
    /// Whether callers sign in; otherwise those on this machine are believed.
    let areSessions: Bool
    /// What is set for signing in.
    let frontDesk: FrontDesk.Settings
    private let provider: (settings: ProviderSettings, keys: String)?

    /// Reads the settings of who callers are: their names begin with identity, session, bridge,
    /// platform, tls.issuer or oidc.
    ///
    /// - Throws: `Refusal` with a sentence for people.
    init(_ reader: ConfigReader, isPlain: Bool) throws(Refusal) {
        switch reader.string(forKey: "identity", default: isPlain ? "development" : "sessions") {
        case "sessions": areSessions = true
        case "development" where isPlain: areSessions = false
        case "development":
            throw Refusal(
                .config,
                "callers are believed on loopback without TLS only: set identity to sessions"
            )
        case let other:
            throw Refusal(.config, "identity is neither development nor sessions: \(other)")
        }
        var frontDesk = FrontDesk.Settings()
        let idle = reader.string(forKey: "session.idle", default: "60")
        guard let minutes = Int64(idle), (1...480).contains(minutes) else {
            throw Refusal(.config, "session.idle is no number of minutes from 1 to 480: \(idle)")
        }
        frontDesk.limits.idleMilliseconds = minutes * 60_000
        if let text = reader.string(forKey: "bridge.certificate") {
            let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
            guard parts.count == 2, let hash = [UInt8](hex: parts[0].lowercased()),
                hash.count == 32, Agency.isCode(parts[1])
            else {
                throw Refusal(
                    .config,
                    "bridge.certificate is no SHA-256@AGENCY, 64 hexadecimal digits and a code"
                )
            }
            frontDesk.systems[hash] = Principal(
                agency: parts[1],
                roles: [.sync],
                name: Role.sync.rawValue
            )
        }
        frontDesk.carriers = try Self.carriers(reader)
        frontDesk.issuer = try Authority(reader)
        self.frontDesk = frontDesk
        provider = try Self.provider(reader)
    }

    /// The signed list of platforms, with its signature in the file beside it.
    private static func carriers(_ reader: ConfigReader) throws(Refusal) -> Carriers? {
        let path = reader.string(forKey: "platform.list")
        let key = reader.string(forKey: "platform.key")
        guard path != nil || key != nil else { return nil }
        guard let path, let bytes = key.flatMap({ [UInt8](hex: $0.lowercased()) }) else {
            throw Refusal(
                .config,
                "platform.list and platform.key (an Ed25519 public key, 64 hexadecimal digits) "
                    + "go together"
            )
        }
        let files = [path, "\(path).sig"].map { FileManager.default.contents(atPath: $0) }
        guard let list = files[0], let signature = files[1] else {
            throw Refusal(.config, "\(path) or its signature \(path).sig can not be read")
        }
        do {
            return try Carriers(Array(list), signature: Array(signature), key: bytes)
        } catch {
            let reason =
                switch error {
                case .notSigned: "\(path).sig is no signature of \(path) by platform.key"
                case .malformed:
                    "\(path) is no list of platforms: each has certificate (SHA-256) and agencies"
                }
            throw Refusal(.config, reason)
        }
    }

    private static func provider(
        _ reader: ConfigReader
    ) throws(Refusal) -> (settings: ProviderSettings, keys: String)? {
        let names = ["oidc.issuer", "oidc.audience", "oidc.claim", "oidc.keys"]
        let given = names.compactMap { reader.string(forKey: ConfigKey($0)) }
        guard !given.isEmpty else { return nil }
        guard given.count == names.count else {
            throw Refusal(
                .config,
                "an identity provider needs all of \(names.joined(separator: ", "))"
            )
        }
        let settings = ProviderSettings(
            issuer: given[0],
            audience: given[1],
            officerClaim: given[2]
        )
        return (settings, given[3])
    }

    /// What verifies id tokens; nil where no identity provider is set.
    ///
    /// - Throws: `Refusal` when the file of its keys is none.
    func verifier() async throws -> (any TokenVerifier)? {
        guard let provider else { return nil }
        guard let keys = FileManager.default.contents(atPath: provider.keys),
            let verifier = try? await KeySetVerifier(provider.settings, keySet: keys)
        else {
            throw Refusal(.config, "\(provider.keys) holds no set of public keys with names (JWKS)")
        }
        return verifier
    }

    /// What the server says at its start.
    var sentence: String {
        areSessions
            ? "sessions: officers sign in"
            : "development: callers on this machine are believed (no TLS)"
    }
}
