import Crypto
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Testing
import X509

@testable import Certificates
@testable import RPC

@Suite("Who comes in over TLS, over sockets", .timeLimit(.minutes(2)))
struct HandshakeTests {
    /// Somebody who wants in.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let line: String?
        let identity: @Sendable (Authority) throws -> TestIdentity
    }

    static let rows: [Row] = [
        Row(testDescription: "an agency", line: nil) { try $0.identity() },
        Row(testDescription: "an agency that is a server, too", line: nil) {
            try $0.identity(hosts: ["h29.vn"])
        },
        Row(testDescription: "a stranger", line: "handshake refused untrusted") { _ in
            try Authority.test("another").identity()
        },
        Row(testDescription: "a namesake's child", line: "handshake refused untrusted") { _ in
            try Authority.test().identity()
        },
        Row(testDescription: "self-signed", line: "handshake refused untrusted") { _ in
            try TestIdentity.selfSigned()
        },
        Row(testDescription: "expired", line: "handshake refused expired") {
            try $0.identity(now: testNow - 31 * Authority.day)
        },
        Row(testDescription: "not yet valid", line: "handshake refused notYetValid") {
            try $0.identity(now: testNow + Authority.day)
        },
        Row(testDescription: "lives too long", line: "handshake refused livesTooLong") {
            try $0.identity(days: 91)
        },
        Row(testDescription: "for servers", line: "handshake refused notForClients") {
            try $0.identity(nil, hosts: ["127.0.0.1"])
        },
        Row(testDescription: "no agency", line: "handshake refused namesNoAgency") {
            try $0.identity("H29.2")
        },
        Row(testDescription: "child of an agency", line: "handshake refused untrusted") {
            try $0.identity().child()
        },
    ]

    @Test("one line for each who does not", arguments: rows)
    func matrix(row: Row) async throws {
        try await Station.with { station in
            let agency = try await station.agency(of: row.identity(station.authority))
            #expect((agency != nil) == (row.line == nil))
            #expect(station.lines == row.line.map { [$0] } ?? [])
            let honest = try await station.agency(of: station.authority.identity("H29.80.01"))
            #expect(honest == "H29.80.01")
        }
    }

    @Test("a port that asks for no certificate takes everybody for nobody")
    func enrolment() async throws {
        try await Station.with(asksForCertificate: false) { station in
            try await station.expect("nobody", for: station.authority.identity())
            #expect(station.lines.isEmpty)
        }
    }

    @Test("a server whose certificate is for another host is left")
    func otherHost() async throws {
        try await Station.with { station in
            try station.folder.write(
                station.authority.identity(nil, hosts: ["127.0.0.2"]),
                trust: [station.authority]
            )
            station.tls.look()
            try await station.expect(nil, for: station.authority.identity())
        }
    }

    @Test("who says nothing is closed when the time of the handshake is over")
    func silent() async throws {
        var limits = Limits()
        limits.handshakeTimeout = .milliseconds(200)
        try await Station.with(limits: limits) { station in
            let silent = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: station.port).get()
            try await silent.closeFuture.get()
            #expect(station.lines == ["handshake refused tooSlow"])
        }
    }

    @Test("the connections of an agency are counted, a platform's by its own figure")
    func connections() async throws {
        let authority = try Authority.test()
        let (agency, platform) = (try authority.identity(), try authority.identity("H29.03"))
        var limits = Limits()
        limits.connectionsPerAgencyMax = 2
        limits.connectionsPerPlatformMax = 3
        limits.platforms = [try platform.fingerprint]
        try await Station.with(limits: limits) { station in
            try station.folder.write(
                station.authority.identity(nil, hosts: ["127.0.0.1"]),
                trust: [station.authority, authority]
            )
            station.tls.look()
            for (identity, most) in [(agency, 2), (platform, 3)] {
                var clients: [RPCClient] = []
                for place in 1...4 {
                    let client = try await station.connect(identity)
                    let reply = try? await client.call("/t.T/Who", [])
                    #expect((reply != nil) == (place <= most))
                    clients.append(client)
                }
                for client in clients { await client.close() }
            }
        }
    }
}

extension TestIdentity {
    /// One that nobody has signed but itself.
    static func selfSigned() throws -> TestIdentity {
        let key = P256.Signing.PrivateKey()
        let authority = try Authority.test("self")
        let name = authority.certificate.subject
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(milliseconds: testNow - Authority.day),
            notValidAfter: Date(milliseconds: testNow + Authority.day),
            issuer: name,
            subject: name,
            extensions: Certificate.Extensions {
                try ExtendedKeyUsage([.clientAuth])
                SubjectAlternativeNames([.uniformResourceIdentifier(Leaf.uri(of: "H29.02"))])
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        return TestIdentity(chain: [certificate], key: key)
    }

    /// One that an agency has signed with its own key.
    func child() throws -> TestIdentity {
        let key = P256.Signing.PrivateKey()
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(milliseconds: testNow - Authority.day),
            notValidAfter: Date(milliseconds: testNow + Authority.day),
            issuer: chain[0].subject,
            subject: try DistinguishedName { CommonName("child") },
            extensions: Certificate.Extensions {
                try ExtendedKeyUsage([.clientAuth])
                SubjectAlternativeNames([.uniformResourceIdentifier(Leaf.uri(of: "H29"))])
            },
            issuerPrivateKey: Certificate.PrivateKey(self.key)
        )
        return TestIdentity(chain: [certificate] + chain, key: key)
    }
}
