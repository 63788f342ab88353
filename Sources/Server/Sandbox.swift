import Certificates
import Configuration
import Foundation
import Messages
import RPC
import Services

/// A server to try things out on.
///
/// It has three agencies, an officer for each role, certificates for all of them and a clock that is
/// moved by a call. Its store never opens as another server's.
struct Sandbox: Sendable {
    /// Milliseconds for which its certificates are good: nobody tries things out for longer.
    private static let life = 90 * Authority.day

    let folder: String
    let clock: MovableClock

    /// What is set by it.
    var settings: [AbsoluteConfigKey: String?] {
        [
            ["kntc", "data"]: "\(folder)/data", ["kntc", "key", "file"]: "\(folder)/data.key",
            ["kntc", "identity"]: "development",
            ["kntc", "tls", "certificate"]: "\(folder)/tls/server.pem",
            ["kntc", "tls", "key"]: "\(folder)/tls/server.key",
            ["kntc", "tls", "trust"]: "\(folder)/tls/ca.pem",
            ["kntc", "tls", "issuer", "certificate"]: "\(folder)/tls/ca.pem",
            ["kntc", "tls", "issuer", "key"]: "\(folder)/tls/ca.key",
        ]
    }

    /// Opens the folder of a sandbox, or makes it; its store is looked at when it is opened.
    ///
    /// - Throws: `Refusal` with a sentence for people.
    init(_ folder: String) throws(Refusal) {
        self.folder = folder
        let moved = "\(folder)/clock"
        let ahead = try Self.ahead(moved)
        do {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/tls",
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            clock = MovableClock(
                ahead: ahead,
                machine: OpenedStore.now,
                keep: { try Data("\($0)".utf8).write(to: URL(filePath: moved), options: .atomic) }
            )
            try Self.makeCertificates("\(folder)/tls")
            try Data(SandboxAgencies.guide(folder).utf8)
                .write(to: URL(filePath: "\(folder)/README.md"))
        } catch {
            throw Refusal(.io, "the folder \(folder) of the sandbox can not be made")
        }
    }

    /// How far the clock was moved, in milliseconds; it never goes back because that is not known.
    private static func ahead(_ path: String) throws(Refusal) -> Int64 {
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        guard let ahead = text.flatMap({ Int64($0) }), ahead >= 0 else {
            throw Refusal(
                .config,
                "\(path) does not say how far ahead the clock is, in milliseconds: "
                    + "write that there, or begin a sandbox in another folder"
            )
        }
        return ahead
    }

    /// Makes an authority and what it signs; those that were made stay.
    private static func makeCertificates(_ folder: String) throws {
        guard !FileManager.default.fileExists(atPath: "\(folder)/ca.pem") else { return }
        let now = OpenedStore.now()
        let authority = try Authority(name: "kntc sandbox", days: 90, now: now)
        var files = [("server", Authority.Subject(hosts: ["127.0.0.1", "localhost"]))]
        files += SandboxAgencies.codes.map { ($0, Authority.Subject(agency: $0)) }
        for (name, subject) in files {
            let made = try authority.issueWithKey(to: subject, for: life, now: now)
            try write(made.key, to: "\(folder)/\(name).key", mode: 0o600)
            try write(made.certificate, to: "\(folder)/\(name).pem", mode: 0o644)
        }
        try write(authority.keyPEM(), to: "\(folder)/ca.key", mode: 0o600)
        try write(authority.certificatePEM(), to: "\(folder)/ca.pem", mode: 0o644)
    }

    private static func write(_ text: String, to path: String, mode: Int) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: attributes
        )
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Enters the agencies and their officers; a sandbox that has them is left as it is.
    func furnish(_ router: Router) async throws {
        let agencies = try JSONValue(parsing: SandboxAgencies.agencies)
        try await call(DirectoryMethods.applyAgencies.info, agencies, router)
        try await call(
            DirectoryMethods.applyOfficers.info,
            try JSONValue(parsing: SandboxAgencies.officers),
            router
        )
    }

    private func call(_ method: MethodInfo, _ request: JSONValue, _ router: Router) async throws {
        guard case .unary(let handler)? = router.route(path: method.path)?.handler else {
            preconditionFailure("the table has every method of the contract")
        }
        let payload = try MessageJSON.decode(request, type: method.requestType)
        let city = SandboxAgencies.city
        let call = RPCCall(
            path: method.path,
            metadata: [DevelopmentAuthenticator.key: "administrator@\(city)"],
            peer: Peer(
                certificate: PeerCertificate(fingerprint: [], agency: city, notAfter: .max)
            )
        )
        _ = try await withCheckedThrowingContinuation { continuation in
            handler(call, payload) { continuation.resume(with: $0) }
        }
    }
}
