import NIOCore
import NIOPosix
import Synchronization

/// What callers ask of a connection.
enum ClientCommand: Sendable {
    /// Send a request; the body lacks only its frame.
    case open(ClientCall, body: [UInt8])
    /// The caller has gone; its reply is not waited for.
    case forget(ClientCall)
    /// The caller takes so many messages more.
    case grant(ClientCall, messages: Int)
    /// Close the connection.
    case close
}

/// One connection to a server, for any number of calls at the same time.
final class RPCConnection: Sendable {
    /// Whether calls may be put on a connection.
    enum Standing: UInt8, AtomicRepresentable, Sendable {
        case open
        /// The server takes no new calls on it; those it has are served.
        case retired
        case lost
    }

    /// The standing as the connection's event loop sets it.
    final class Sign: Sendable {
        private let value = Atomic(Standing.open)
        var standing: Standing { value.load(ordering: .acquiring) }
        func set(_ standing: Standing) { value.store(standing, ordering: .releasing) }
    }

    private let channel: any Channel
    private let outbox: Outbox<ClientCommand>
    private let limits: Limits
    private let sign: Sign

    /// Whether calls may be put on it.
    var standing: Standing { sign.standing }

    private init(channel: any Channel, handler: ClientConnection, limits: Limits) {
        self.channel = channel
        self.limits = limits
        sign = handler.sign
        let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        outbox = Outbox(eventLoop: channel.eventLoop) { bound.value.perform($0) }
    }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - host: The server's address or name.
    ///   - port: The server's TCP port.
    ///   - timeout: How long to try.
    ///   - limits: The bounds of the transport.
    ///   - security: TLS; nil for a plain port.
    ///   - loop: What carries the connection.
    /// - Returns: The connection.
    static func connect(
        host: String,
        port: Int,
        timeout: Duration,
        limits: Limits,
        security: (any ClientSecurity)?,
        on loop: any EventLoop
    ) -> EventLoopFuture<RPCConnection> {
        ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try security?.secure(channel, host: host)
                    try channel.pipeline.syncOperations.addHandler(ClientConnection(limits: limits))
                }
            }
            .connect(host: host, port: port)
            .flatMapThrowing { channel in
                let handler = try channel.pipeline.syncOperations.handler(
                    type: ClientConnection.self
                )
                return RPCConnection(channel: channel, handler: handler, limits: limits)
            }
    }

    /// Makes an attempt at a call; a failure is the call's.
    func open(_ call: ClientCall) {
        guard call.attempt(on: self) else { return }
        do {
            outbox.post(.open(call, body: try call.request.body(at: .now(), limits: limits)))
        } catch {
            call.end(.failure(error))
        }
    }

    /// Waits no longer for a call's reply, and tells the server when it understands.
    func forget(_ call: ClientCall) { outbox.post(.forget(call)) }

    /// Lets the server send so many messages more.
    func grant(_ messages: Int, to call: ClientCall) {
        outbox.post(.grant(call, messages: messages))
    }

    /// Closes the connection; calls in flight end with UNAVAILABLE.
    func close() { outbox.post(.close) }

    /// Waits until the connection is closed.
    func closed() async { try? await channel.closeFuture.get() }
}
