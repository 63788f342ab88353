import Logging
import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import Certificates
@testable import RPC

/// A server over TLS with its files, its clock and its log.
final class Station: Sendable {
    let folder: TestFolder
    let clock: TestClock
    let log: TestLog
    let authority: Authority
    let tls: ServerTLS
    let port: Int

    /// Methods: `Who` answers the caller's agency, `Ticks` sends a message each 20 ms.
    static var router: Router {
        var router = Router()
        router.unary("/t.T/Who") { call, _, respond in
            respond(.success(Array((call.peer.certificate?.agency ?? "nobody").utf8)))
        }
        router.stream("/t.T/Ticks") { _, _, writer in
            while true {
                try await writer.send([1])
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return router
    }

    private init(
        _ folder: TestFolder,
        _ clock: TestClock,
        _ authority: Authority,
        _ tls: ServerTLS,
        _ port: Int,
        _ log: TestLog
    ) {
        self.folder = folder
        self.clock = clock
        self.authority = authority
        self.tls = tls
        self.port = port
        self.log = log
    }

    /// Serves while `body` runs.
    static func with(
        limits: Limits = Limits(),
        asksForCertificate: Bool = true,
        _ body: (Station) async throws -> Void
    ) async throws {
        let folder = try TestFolder()
        let clock = TestClock()
        let authority = try Authority.test()
        try folder.write(authority.identity(nil, hosts: ["127.0.0.1"]), trust: [authority])
        let log = TestLog()
        let tls = try ServerTLS(
            folder.files,
            limits: limits,
            now: { clock.now },
            logger: log.logger
        )
        let server = RPCServer(
            router: router,
            listeners: [
                Listener(
                    TtrpcDoor(),
                    host: "127.0.0.1",
                    port: 0,
                    security: try tls.security(asksForCertificate: asksForCertificate)
                )
            ],
            limits: limits,
            logger: log.logger
        )
        let port = try await server.start()[0]
        let station = Station(folder, clock, authority, tls, port, log)
        do {
            try await body(station)
        } catch {
            await server.drain(gracePeriod: .zero)
            throw error
        }
        await server.drain(gracePeriod: .zero)
    }

    /// A connection of somebody who has these certificates and trusts the station's authority.
    func connect(_ identity: TestIdentity) async throws -> RPCClient {
        let own = try TestFolder()
        try own.write(identity, trust: [authority])
        return try await RPCClient.connect(
            host: "127.0.0.1",
            port: port,
            // Early enough that the client's own look at its certificate lets it try.
            security: ClientTLS(own.files, now: 0)
        )
    }

    /// Whom the server takes a peer for; nil when it does not let it in.
    func agency(of identity: TestIdentity) async throws -> String? {
        let client = try await connect(identity)
        let reply = try? await client.call("/t.T/Who", [], timeout: .seconds(10))
        await client.close()
        return reply.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Expects the server to take a peer for an agency, or not to let it in.
    func expect(_ agency: String?, for identity: TestIdentity) async throws {
        let found = try await self.agency(of: identity)
        #expect(found == agency)
    }

    /// The lines of the log about TLS.
    var lines: [String] {
        log.all.filter { $0.hasPrefix("handshake") || $0.hasPrefix("certificates") }
    }
}

/// Waits until something is so, at most ten seconds.
func until(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<1_000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not become so in ten seconds")
}
