import ArgumentParser
import Foundation
import GRPC
import Logging
import NIOCore
import RPC

/// Serves gRPC's test service at both doors until it is told to stop.
@main
struct InteropServer: AsyncParsableCommand {
    @Option(help: "Level of the log")
    var logLevel = "info"

    @Option(help: "Seconds in which a connection has to make its first request")
    var firstRequest = 10

    @Option(help: "Seconds of silence after which a peer is asked for a sign of life")
    var keepalive = 60

    @Option(help: "Seconds in which it has to give one")
    var keepaliveTimeout = 20

    func run() async throws {
        var router = Router()
        TestService.mount(in: &router)
        TestService.mountEcho(in: &router)
        var limits = Limits()
        limits.firstFrameTimeout = .seconds(Int64(firstRequest))
        limits.keepaliveInterval = .seconds(Int64(keepalive))
        limits.keepaliveTimeout = .seconds(Int64(keepaliveTimeout))
        var logger = Logger(label: "interop", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
        let server = RPCServer(
            router: router,
            listeners: [
                Listener(TtrpcDoor(), host: "127.0.0.1", port: 0),
                Listener(GRPCDoor(), host: "127.0.0.1", port: 0),
            ],
            limits: limits,
            logger: logger
        )
        let ports = try await server.start()
        let text = "ttrpc 127.0.0.1:\(ports[0])\ngrpc 127.0.0.1:\(ports[1])\n"
        FileHandle.standardOutput.write(Data(text.utf8))
        signal(SIGTERM, SIG_IGN)
        let stop = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        await withCheckedContinuation { continuation in
            stop.setEventHandler {
                stop.cancel()
                continuation.resume()
            }
            stop.resume()
        }
        await server.drain(gracePeriod: .seconds(10))
    }
}
