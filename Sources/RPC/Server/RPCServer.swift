import FoundationEssentials
import Glibc
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Serves a method table at any number of doors.
package final class RPCServer: Service {
    /// A step of the server's life taken out of order.
    package enum LifecycleError: Error, Hashable {
        /// `start` was called a second time.
        case alreadyStarted
    }

    private struct Serving {
        let group: MultiThreadedEventLoopGroup
        let pool: WorkerPool
        let lanes: [ObjectIdentifier: Lane]
        let ports: [any Channel]
        let registry: ConnectionRegistry
    }

    private enum State {
        case idle
        case starting
        case serving(Serving)
        case stopped
    }

    private let router: Router
    private let listeners: [Listener]
    private let limits: Limits
    private let gracePeriod: Duration
    private let log: ServerLog
    /// Keeps account of the calls.
    package let ledger: CallLedger
    private let stopping = Cancellation()
    private let state = Mutex(State.idle)

    /// A server that is not listening yet.
    ///
    /// - Parameters:
    ///   - router: The methods served.
    ///   - listeners: The doors and where they are.
    ///   - limits: The bounds of the transport; connections are counted over all doors.
    ///   - gracePeriod: How long a graceful shutdown waits for calls in flight.
    ///   - newNumber: Makes the number of a call, that no call had before.
    ///   - logger: Takes the server's notes; no payloads, no persons.
    package init(
        router: Router,
        listeners: [Listener],
        limits: Limits = Limits(),
        gracePeriod: Duration = .seconds(30),
        newNumber: @escaping @Sendable () -> UInt64 = RPCServer.numbers(),
        logger: Logger
    ) {
        self.router = router
        self.listeners = listeners
        self.limits = limits
        self.gracePeriod = gracePeriod
        log = ServerLog(logger)
        ledger = CallLedger(
            paths: router.paths,
            log: log,
            wallClock: Self.wallClock,
            newNumber: newNumber
        )
    }

    @Sendable private static func wallClock() -> Int64 {
        Int64(Date.now.timeIntervalSince1970 * 1_000)
    }

    /// Numbers that begin at a place by chance.
    package static func numbers() -> @Sendable () -> UInt64 {
        let numbers = CallNumbers(start: .random(in: 0...UInt64.max))
        return { numbers.next() }
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

    /// Binds the ports and serves from then on; the ports bound, in the order of the listeners.
    ///
    /// Throws `IOError` or `SocketAddressError` when a port cannot be bound, and
    /// ``LifecycleError`` on a second call.
    package func start() async throws -> [Int] {
        try state.withLock { state throws(LifecycleError) in
            guard case .idle = state else { throw .alreadyStarted }
            state = .starting
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: limits.eventLoops)
        let pool = WorkerPool(threads: limits.workerThreads, clock: group.next())
        do {
            let serving = try await listen(on: group, pool: pool)
            state.withLock { $0 = .serving(serving) }
            return zip(listeners, serving.ports).map { listener, channel in
                let port = channel.localAddress?.port ?? listener.port
                log.listening(listener.door.name, port: port)
                return port
            }
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
        let registry = ConnectionRegistry(limits: limits, log: log)
        let lanes = Dictionary(
            uniqueKeysWithValues: group.makeIterator().map {
                (ObjectIdentifier($0), Lane(between: $0, and: pool))
            }
        )
        var ports: [any Channel] = []
        do {
            for listener in listeners {
                let connection = NewConnection(
                    listener: listener,
                    registry: registry,
                    servers: lanes.mapValues { context(listener, $0) }
                )
                ports.append(try await bind(listener, on: group, connection))
            }
        } catch {
            for port in ports { try? await port.close() }
            throw error
        }
        return Serving(
            group: group,
            pool: pool,
            lanes: lanes,
            ports: ports,
            registry: registry
        )
    }

    private func context(_ listener: Listener, _ lane: Lane) -> ServerContext {
        ServerContext(
            router: listener.router ?? router,
            limits: limits,
            ledger: ledger,
            submit: { lane.jobs.post($0) },
            outbox: lane.replies,
            log: log,
            stopping: stopping
        )
    }

    private func bind(
        _ listener: Listener,
        on group: MultiThreadedEventLoopGroup,
        _ connection: NewConnection
    ) async throws -> any Channel {
        let watermark = ChannelOptions.Types.WriteBufferWaterMark(
            low: limits.outboundBytesMax / 8 * 7,
            high: limits.outboundBytesMax
        )
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptGate(registry: connection.registry)
                    )
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: watermark)
            // TLS keeps for each connection a buffer as large as the most that was read in one turn.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try connection.begin(channel) }
                    .flatMap { Self.keepAlive(channel) }
            }
            .bind(host: listener.host, port: listener.port).get()
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
        stopping.set()
        for port in serving.ports { try? await port.close().get() }
        let channels = serving.registry.drain()
        log.draining(connections: channels.count)
        @Sendable func order(_ order: ConnectionOrder) {
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
        for lane in serving.lanes.values { lane.close() }
        try? await serving.pool.shutdown()
        try? await serving.group.shutdownGracefully()
        log.drained()
    }
}

/// What goes between an event loop and the worker threads.
private struct Lane: Sendable {
    /// The jobs that a turn of the loop brings, which go to the threads in one batch.
    let jobs: Outbox<ServerContext.Job>
    /// What the threads send back.
    let replies: Outbox<ServerReply>

    init(between loop: any EventLoop, and pool: WorkerPool) {
        jobs = Outbox(eventLoop: loop) { pool.submit($0) }
        replies = Outbox(eventLoop: loop, deliver: ServerReply.deliver)
    }

    func close() {
        jobs.close()
        replies.close()
    }
}

/// Begins the connections of one listener.
private struct NewConnection: Sendable {
    let listener: Listener
    let registry: ConnectionRegistry
    /// By event loop.
    let servers: [ObjectIdentifier: ServerContext]

    /// Puts the door in, after the handshake where there is one.
    func begin(_ channel: any Channel) throws {
        let address = channel.remoteAddress.map(Self.describe) ?? ""
        guard let security = listener.security else {
            return try install(on: channel, Peer(address: address))
        }
        let bound = NIOLoopBound(channel, eventLoop: channel.eventLoop)
        try security.secure(channel) { certificate in
            let channel = bound.value
            guard registry.identify(channel, as: certificate) else {
                return channel.close(promise: nil)
            }
            try install(on: channel, Peer(address: address, certificate: certificate))
        }
        // A drain that began meanwhile finds no door yet.
        if registry.isDraining { channel.close(promise: nil) }
    }

    private func install(on channel: any Channel, _ peer: Peer) throws {
        guard let server = servers[ObjectIdentifier(channel.eventLoop)] else {
            preconditionFailure("every loop of the group has its context")
        }
        try listener.door.install(on: channel, peer: peer, server: server)
        if registry.isDraining {
            channel.pipeline.fireUserInboundEventTriggered(ConnectionOrder.drain)
        }
    }

    private static func describe(_ address: SocketAddress) -> String {
        guard let host = address.ipAddress, let port = address.port else { return "" }
        return address.protocol == .inet6 ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
