import Crypto
import Foundation
import Logging
import NIOCore
import NIOPosix
import SwiftASN1
import Synchronization
import X509

@testable import Certificates
@testable import RPC

/// The second in which the tests began: BoringSSL at the client's end has no other clock.
let testNow = Int64(Date().timeIntervalSince1970) * 1_000

/// A clock that stands until it is moved.
final class TestClock: Sendable {
    private let time: Mutex<Int64>

    init(_ time: Int64 = testNow) { self.time = Mutex(time) }

    var now: Int64 { time.withLock { $0 } }

    func advance(days: Int64 = 0, milliseconds: Int64 = 0) {
        time.withLock { $0 += days * Authority.day + milliseconds }
    }
}

/// The lines that a logger was given.
final class TestLog: LogHandler, @unchecked Sendable {
    private let lines = Mutex<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    var logger: Logger { Logger(label: "test") { _ in self } }

    /// `message reason` of all lines so far.
    var all: [String] { lines.withLock { $0 } }

    func log(event: LogEvent) {
        let reason = event.metadata?["reason"].map { " \($0)" } ?? ""
        lines.withLock { $0.append("\(event.message)\(reason)") }
    }
}

/// A certificate of the tests and its key.
struct TestIdentity {
    var chain: [Certificate]
    var key: P256.Signing.PrivateKey

    var chainPEM: String {
        get throws {
            try chain.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n")
        }
    }

    var fingerprint: [UInt8] {
        get throws { try Leaf(chain[0], der: chain[0].der).fingerprint }
    }
}

extension Authority {
    static func test(_ name: String = "kntc test") throws -> Authority {
        try Authority(name: name, days: 3_650, now: testNow - day)
    }

    func identity(
        _ agency: String? = "H29.02",
        hosts: [String] = [],
        days: Int64 = 30,
        now: Int64 = testNow
    ) throws -> TestIdentity {
        let key = P256.Signing.PrivateKey()
        let certificate = try issue(
            to: Subject(agency: agency, hosts: hosts),
            Certificate.PublicKey(key.publicKey),
            for: days * Self.day,
            now: now
        )
        return TestIdentity(chain: [certificate], key: key)
    }
}

/// A folder with the files of one end, gone with the value.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("kntc-tls-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var files: TLSFiles {
        TLSFiles(
            certificate: "\(path)/certificate.pem",
            key: "\(path)/key.pem",
            trust: "\(path)/trust.pem",
            deny: "\(path)/deny"
        )
    }

    func write(_ identity: TestIdentity, trust: [Authority], deny: String = "") throws {
        try write(identity.chainPEM, "certificate.pem")
        try write(identity.key.pemRepresentation, "key.pem")
        let roots = try trust.map { try $0.certificate.serializeAsPEM().pemString }
        try write(roots.joined(separator: "\n"), "trust.pem")
        try write(deny, "deny")
    }

    func write(_ text: String, _ name: String, mode: Int = 0o600) throws {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }
}
