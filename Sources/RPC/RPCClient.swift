package import Messages
import NIOCore
import NIOPosix

/// One connection to a server, for any number of calls at the same time.
package final class RPCClient: Sendable {
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup?
    private let outbox: Outbox<ClientCommand>
    private let limits: Limits

    private init(
        channel: any Channel, group: MultiThreadedEventLoopGroup?,
        outbox: Outbox<ClientCommand>, limits: Limits
    ) {
        self.channel = channel
        self.group = group
        self.outbox = outbox
        self.limits = limits
    }

    /// Connects; throws UNAVAILABLE CONNECTION_LOST when nobody answers in time.
    ///
    /// - Parameters:
    ///   - host: The server's address or name.
    ///   - port: The server's TCP port.
    ///   - timeout: How long to try.
    ///   - limits: The bounds of the transport.
    package static func connect(
        host: String, port: Int, timeout: Duration = .seconds(10), limits: Limits = Limits()
    ) async throws(Status) -> RPCClient {
        do {
            let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(timeout))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            ClientConnection(limits: limits))
                    }
                }
            let channel = try await bootstrap.connect(host: host, port: port).get()
            let connection = try await channel.pipeline.handler(type: ClientConnection.self)
                .map { NIOLoopBound($0, eventLoop: channel.eventLoop) }.get()
            let outbox = Outbox<ClientCommand>(eventLoop: channel.eventLoop) { commands in
                connection.value.perform(commands)
            }
            return RPCClient(channel: channel, group: nil, outbox: outbox, limits: limits)
        } catch {
            throw .notConnected
        }
    }

    /// Whether the connection stands.
    package var isConnected: Bool { channel.isActive }

    /// Closes the connection; calls in flight end with UNAVAILABLE.
    package func close() async {
        outbox.post(.close)
        try? await channel.closeFuture.get()
    }

    /// Calls a unary method with bytes.
    ///
    /// - Parameters:
    ///   - path: The method, `/kntc.v1.PetitionService/GetPetition`.
    ///   - payload: The request.
    ///   - timeout: How long to wait; the server is told what remains.
    ///   - metadata: Entries beside the request.
    /// - Returns: The reply.
    /// - Throws: The server's status, DEADLINE_EXCEEDED, CANCELLED when the task is cancelled, or
    ///   UNAVAILABLE when the connection is or gets lost.
    package func call(
        _ path: String, _ payload: [UInt8], timeout: Duration = .seconds(30),
        metadata: RPCMetadata = .init()
    ) async throws(Status) -> [UInt8] {
        let body = try request(path, payload, timeout, metadata)
        let cancelled = CallSlot()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let call = ClientCall(.unary(continuation))
                outbox.post(
                    .open(call, body: body, flags: [], timeout: TimeAmount(timeout)))
                cancelled.set(call, outbox)
            }
        } onCancel: {
            cancelled.cancel()
        }
        return try result.get()
    }
}
