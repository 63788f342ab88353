import ArgumentParser
import Certificates
import Foundation
import GRPC
import Logging
import RPC
import ServiceLifecycle
import UnixSignals

/// Serves an echo until it is told to stop.
struct EchoServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve an echo over ttrpc and gRPC on loopback, with a worker thread and without"
    )

    @Option(help: "Port of the ttrpc door; 0 picks one")
    var ttrpc = 0

    @Option(help: "Port of the gRPC door; 0 picks one")
    var grpc = 0

    @Option(help: "Directory of certificates made by kntc-admin tls; without one both are plain")
    var tls: String?

    func run() async throws {
        var router = Router()
        let echo: UnaryHandler = { _, payload, respond in respond(.success(payload)) }
        router.unary("/bench.Echo/Echo", neverBlocks: true, handler: echo)
        router.unary("/bench.Echo/EchoOnWorker", handler: echo)
        var limits = Limits()
        limits.connectionsMax = 4_096
        limits.connectionsPerAgencyMax = 4_096
        limits.firstFrameTimeout = limits.idleTimeout
        var logger = Logger(label: "kntc-echo", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = .error
        let host = "127.0.0.1"
        let server = RPCServer(
            router: router,
            listeners: [
                Listener(
                    TtrpcDoor(),
                    host: host,
                    port: ttrpc,
                    security: try security(limits, logger)
                ),
                Listener(
                    GRPCDoor(),
                    host: host,
                    port: grpc,
                    // h2load has no certificate to show; what follows the handshake is the same.
                    security: try security(
                        limits,
                        logger,
                        protocols: ["h2"],
                        asksForCertificate: false
                    )
                ),
            ],
            limits: limits,
            logger: logger
        )
        let ports = try await server.start()
        let line = ports.map(String.init).joined(separator: " ") + "\n"
        FileHandle.standardOutput.write(Data(line.utf8))
        try await ServiceGroup(
            services: [server],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        ).run()
    }
}

extension EchoServe {
    /// TLS before a door, where certificates are given.
    private func security(
        _ limits: Limits,
        _ logger: Logger,
        protocols: [String] = [],
        asksForCertificate: Bool = true
    ) throws -> (any TransportSecurity)? {
        guard let tls else { return nil }
        let files = TLSFiles(
            certificate: "\(tls)/127.0.0.1.pem",
            key: "\(tls)/127.0.0.1.key",
            trust: "\(tls)/ca.pem"
        )
        return try ServerTLS(files, limits: limits, now: currentMilliseconds, logger: logger)
            .security(protocols: protocols, asksForCertificate: asksForCertificate)
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
@Sendable func currentMilliseconds() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1_000)
}
