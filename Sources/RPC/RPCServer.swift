import Glibc
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Serves a method table over ttrpc on one TCP port.
package final class RPCServer: Service {
    /// A step of the server's life taken out of order.
    package enum LifecycleError: Error, Hashable {
        /// `start` was called a second time.
        case alreadyStarted
    }

    private struct Serving {
        let group: MultiThreadedEventLoopGroup
        let pool: WorkerPool
        let outboxes: [ObjectIdentifier: Outbox<ServerReply>]
        let listener: any Channel
        let registry: ConnectionRegistry
    }

    private enum State {
        case idle
        case starting
        case serving(Serving)
        case stopped
    }

    private let router: Router
    private let host: String
    private let port: Int
    private let limits: Limits
    private let gracePeriod: Duration
    private let log: ServerLog
    /// How long calls took.
    package let times = CallTimes()
    private let state = Mutex(State.idle)

    /// A server that is not listening yet.
    ///
    /// - Parameters:
    ///   - router: The methods served.
    ///   - host: Address or name to listen on.
    ///   - port: TCP port; 0 takes a free one.
    ///   - limits: The bounds of the transport.
    ///   - gracePeriod: How long a graceful shutdown waits for calls in flight.
    ///   - logger: Takes the server's notes; no payloads, no persons.
    package init(
        router: Router,
        host: String,
        port: Int,
        limits: Limits = Limits(),
        gracePeriod: Duration = .seconds(30),
        logger: Logger
    ) {
        self.router = router
        self.host = host
        self.port = port
        self.limits = limits
        self.gracePeriod = gracePeriod
        log = ServerLog(logger)
    }

    /// Serves until the task is cancelled or asked for a graceful shutdown.
    ///
    /// Starts the server if `start` was not called before; throws what `start` throws.
    package func run() async throws {
        let isIdle = state.withLock { if case .idle = $0 { true } else { false } }
        if isIdle { _ = try await start() }
        do {
            try await gracefulShutdown()
            await drain(gracePeriod: gracePeriod)
        } catch {
            await drain(gracePeriod: .zero)
        }
    }

    /// Binds the port and serves from then on; the port bound.
    ///
    /// Throws `IOError` or `SocketAddressError` when the port cannot be bound, and
    /// ``LifecycleError`` on a second call.
    package func start() async throws -> Int {
        try state.withLock { state throws(LifecycleError) in
            guard case .idle = state else { throw .alreadyStarted }
            state = .starting
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: limits.eventLoops)
        let pool = WorkerPool(threads: limits.workerThreads)
        do {
            let serving = try await listen(on: group, pool: pool)
            state.withLock { $0 = .serving(serving) }
            let bound = serving.listener.localAddress?.port ?? port
            log.listening(port: bound)
            return bound
        } catch {
            state.withLock { $0 = .stopped }
            try? await pool.shutdown()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func listen(
        on group: MultiThreadedEventLoopGroup,
        pool: WorkerPool
    ) async throws -> Serving {
        let registry = ConnectionRegistry(connectionsMax: limits.connectionsMax, log: log)
        let context = ServerContext(
            router: router,
            limits: limits,
            submit: { pool.submit($0) },
            log: log,
            times: times
        )
        var outboxes: [ObjectIdentifier: Outbox<ServerReply>] = [:]
        for loop in group.makeIterator() {
            outboxes[ObjectIdentifier(loop)] = Outbox(
                eventLoop: loop,
                deliver: ServerConnection.deliver
            )
        }
        let watermark = ChannelOptions.Types.WriteBufferWaterMark(
            low: limits.outboundBytesMax / 8 * 7,
            high: limits.outboundBytesMax
        )
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(registry: registry))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: watermark)
            .childChannelInitializer { [outboxes] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let outbox = outboxes[ObjectIdentifier(channel.eventLoop)] else {
                        preconditionFailure("every loop of the group has its outbox")
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        ServerConnection(
                            server: context,
                            outbox: outbox,
                            now: channel.eventLoop.now
                        )
                    )
                    if registry.isDraining {
                        channel.pipeline.fireUserInboundEventTriggered(
                            ServerConnection.Order.drain
                        )
                    }
                }.flatMap { Self.keepAlive(channel) }
            }
            .bind(host: host, port: port).get()
        return Serving(
            group: group,
            pool: pool,
            outboxes: outboxes,
            listener: listener,
            registry: registry
        )
    }

    /// Lets the kernel find peers that vanished: after 60 s of silence, three probes 10 s apart.
    private static func keepAlive(_ channel: any Channel) -> EventLoopFuture<Void> {
        let options: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
            (.socketOption(.so_keepalive), 1),
            (.tcpOption(.init(rawValue: TCP_KEEPIDLE)), 60),
            (.tcpOption(.init(rawValue: TCP_KEEPINTVL)), 10),
            (.tcpOption(.init(rawValue: TCP_KEEPCNT)), 3),
        ]
        return .andAllSucceed(
            options.map { channel.setOption($0.0, value: $0.1) },
            on: channel.eventLoop
        )
    }

    /// Stops: accepts nobody, answers new calls DRAINING, lets those in flight finish for as long
    /// as the grace period or the task lasts, then closes what is left and frees all resources.
    package func drain(gracePeriod: Duration) async {
        let serving: Serving? = state.withLock { state in
            guard case .serving(let serving) = state else { return nil }
            state = .stopped
            return serving
        }
        guard let serving else { return }
        try? await serving.listener.close().get()
        let channels = serving.registry.drain()
        log.draining(connections: channels.count)
        @Sendable func order(_ order: ServerConnection.Order) {
            for channel in channels { channel.pipeline.fireUserInboundEventTriggered(order) }
        }
        let loop = serving.group.next()
        let end = loop.scheduleTask(in: TimeAmount(gracePeriod)) { order(.close) }
        order(.drain)
        await withTaskCancellationHandler {
            try? await EventLoopFuture.andAllComplete(channels.map(\.closeFuture), on: loop).get()
        } onCancel: {
            order(.close)
        }
        end.cancel()
        for outbox in serving.outboxes.values { outbox.close() }
        try? await serving.pool.shutdown()
        try? await serving.group.shutdownGracefully()
        log.drained()
    }
}
