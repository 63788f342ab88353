import NIOCore
import NIOPosix
import Synchronization

/// A relay before a server that harms what passes, in each direction as it is told.
package final class FaultProxy: Sendable {
    struct State {
        var toServer = Faults()
        var toClient = Faults()
        var connections = 0
        var bytesRead = 0
        var healthyAfter = Int.max
        var channels: [any Channel] = []
    }

    let state = Mutex(State())
    private let listener: Mutex<(any Channel)?> = Mutex(nil)

    private init() {}

    /// Relays to a port of this machine while the body lasts.
    ///
    /// - Parameters:
    ///   - port: The server's port.
    ///   - body: What is done with the relay.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    package static func before<Result>(
        _ port: Int,
        _ body: (FaultProxy) async throws -> Result
    ) async throws -> Result {
        let proxy = FaultProxy()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 4_096)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { client in proxy.accept(client, to: port) }
            .bind(host: "127.0.0.1", port: 0).get()
        proxy.listener.withLock { $0 = listener }
        do {
            let result = try await body(proxy)
            await proxy.stop()
            return result
        } catch {
            await proxy.stop()
            throw error
        }
    }

    /// Where it listens.
    package var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }

    /// Connections relayed so far.
    package var connections: Int { state.withLock { $0.connections } }

    /// Bytes that came from all ends so far, those included that were not handed on.
    package var bytesRead: Int { state.withLock { $0.bytesRead } }

    /// Says what is done from now on, to connections there are and those to come.
    package func set(toServer: Faults = Faults(), toClient: Faults = Faults()) {
        state.withLock { ($0.toServer, $0.toClient) = (toServer, toClient) }
    }

    /// Leaves all connections alone but the first ones.
    package func heal(after connections: Int) {
        state.withLock { $0.healthyAfter = connections }
    }

    private func faults(
        of connection: Int,
        _ direction: KeyPath<State, Faults>,
        reading bytes: Int
    ) -> Faults {
        state.withLock {
            $0.bytesRead += bytes
            return connection > $0.healthyAfter ? Faults() : $0[keyPath: direction]
        }
    }

    private func stop() async {
        let channels = state.withLock { $0.channels }
        let listener = listener.withLock { $0 }
        try? await listener?.close()
        for channel in channels { try? await channel.close() }
    }

    private func accept(_ client: any Channel, to port: Int) -> EventLoopFuture<Void> {
        ClientBootstrap(group: client.eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port)
            .flatMapThrowing { [self] server in
                let number = state.withLock {
                    $0.connections += 1
                    $0.channels += [client, server]
                    return $0.connections
                }
                try client.pipeline.syncOperations.addHandler(
                    Relay(to: server) { [self] in faults(of: number, \.toServer, reading: $0) }
                )
                try server.pipeline.syncOperations.addHandler(
                    Relay(to: client) { [self] in faults(of: number, \.toClient, reading: $0) }
                )
                return server
            }
            .flatMap { server in server.setOption(.autoRead, value: true) }
    }
}

/// Hands the bytes of one end to the other.
private final class Relay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let faults: @Sendable (_ bytesRead: Int) -> Faults
    private var line = FaultLine()

    init(to other: any Channel, faults: @escaping @Sendable (_ bytesRead: Int) -> Faults) {
        self.other = other
        self.faults = faults
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let read = unwrapInboundIn(data)
        let faults = faults(read.readableBytes)
        let outcome = line.take(Array(read.readableBytesView), faults)
        let bytes = ByteBuffer(bytes: outcome.bytes)
        let (channel, other) = (context.channel, other)
        later(faults, context) {
            if bytes.readableBytes > 0 { other.writeAndFlush(bytes, promise: nil) }
            if outcome.isCut {
                other.close(promise: nil)
                channel.close(promise: nil)
            }
        }
        if outcome.isStalled {
            channel.setOption(.autoRead, value: false).whenComplete { _ in }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let faults = faults(0)
        let other = other
        if faults.loseAfter == nil { later(faults, context) { other.close(promise: nil) } }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func later(
        _ faults: Faults,
        _ context: ChannelHandlerContext,
        _ body: @escaping @Sendable () -> Void
    ) {
        guard faults.delay > .zero else { return body() }
        context.eventLoop.scheduleTask(in: TimeAmount(faults.delay), body)
    }
}
