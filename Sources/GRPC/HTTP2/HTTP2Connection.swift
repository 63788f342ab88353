import NIOCore
import NIOHPACK
import NIOHTTP2
import RPC

/// One HTTP/2 connection of the door: keeps its streams, its limits and its time.
///
/// All that is ready is written with one flush. The rules of time are in ``HTTP2Watch``; this only performs them.
final class HTTP2Connection: ChannelInboundHandler, ServerReply.Taker {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    let server: ServerContext
    let peer: Peer
    let methods: ContractMethods
    private let gate: Gate
    private var watch: HTTP2Watch
    private var context: ChannelHandlerContext?

    private var streams: [UInt32: HTTP2Stream] = [:]
    private var lastStream: UInt32 = 0
    private var isDraining = false
    private var isClosing = false
    private var alarm = Alarm()

    /// Bytes of requests that are not whole yet.
    var bytesBegun = 0
    /// Bytes of replies that have not left yet.
    var bytesUnsent = 0
    /// When the peer last made room on the connection.
    private(set) var lastRoom: NIODeadline
    /// Bytes that the peer takes on a stream before it makes room there.
    private(set) var streamWindow = 65_535

    init(
        server: ServerContext,
        peer: Peer,
        methods: ContractMethods,
        gate: Gate,
        now: NIODeadline
    ) {
        self.server = server
        self.peer = peer
        self.methods = methods
        self.gate = gate
        watch = HTTP2Watch(limits: server.limits, ageMax: server.connectionAge(), now: now)
        lastRoom = now
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setAlarm(by: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ended()
        self.context = nil
    }

    private func ended() {
        isClosing = true
        alarm.cancel()
        // The streams end by themselves: each has a channel that becomes inactive.
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isClosing else { return }
        switch error {
        case is IOError, is ChannelError:
            server.log.broke(error, peer: peer.address)
            isClosing = true
            context.close(promise: nil)
        default:
            // What breaks one stream ends that one alone.
            if gate.isGivenUp { close(.ruleBroken("\(type(of: error))")) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? ConnectionOrder {
        case .drain:
            drain()
        case .close:
            close(.graceOver)
        case nil:
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Takes no new calls: those above the last stream were never run and may be made elsewhere.
    private func drain() {
        watch.retired()
        guard !isDraining, !isClosing else { return }
        isDraining = true
        sayGoodbye()
        closeIfDrained()
    }

    private func sayGoodbye() {
        guard let context else { return }
        let last = HTTP2StreamID(Int(lastStream))
        let frame = HTTP2Frame(
            streamID: .rootStream,
            payload: .goAway(lastStreamID: last, errorCode: .noError, opaqueData: nil)
        )
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    private func close(_ reason: CloseReason) {
        guard !isClosing, let context else { return }
        server.log.closed(reason, peer: peer.address, inFlight: streams.count)
        if !gate.isGivenUp, !isDraining { sayGoodbye() }
        isClosing = true
        gate.release()
        context.close(promise: nil)
    }

    /// Ends a drained connection.
    private func closeIfDrained() {
        guard isDraining, streams.isEmpty, !isClosing, let context else { return }
        server.log.closed(.drained, peer: peer.address, inFlight: 0)
        gate.release()
        isClosing = true
        alarm.cancel()
        context.linger(for: server.limits.lingerTimeout)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data).payload {
        case .windowUpdate:
            lastRoom = context.eventLoop.now
        case .settings(.settings(let settings)):
            let window = settings.last { $0.parameter == .initialWindowSize }
            streamWindow = window?.value ?? streamWindow
        default:
            break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if gate.takeRead() { watch.read(now: context.eventLoop.now) }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        watch.stalled(!context.channel.isWritable, now: context.eventLoop.now)
        setAlarm(by: nil)
        context.fireChannelWritabilityChanged()
    }

    // MARK: Streams

    /// Takes a stream in that has its first headers, or says no: there are as many as there may be.
    func open(_ id: UInt32, _ stream: HTTP2Stream) -> Bool {
        guard !isClosing, !isDraining, streams.count < server.limits.streamsPerConnectionMax,
            let context
        else { return false }
        streams[id] = stream
        lastStream = max(lastStream, id)
        watch.called(now: context.eventLoop.now)
        return true
    }

    /// Lets a stream go that is over on the wire.
    func closed(_ id: UInt32) {
        guard streams.removeValue(forKey: id) != nil, let context else { return }
        watch.called(now: context.eventLoop.now)
        closeIfDrained()
    }

    /// A way by which a handler's replies come to a stream of this connection.
    func post(to id: UInt32) -> @Sendable (ServerReply.Content) -> Void {
        guard let context else { return { _ in } }
        let bound = NIOLoopBound<any ServerReply.Taker>(self, eventLoop: context.eventLoop)
        return { [server] content in
            server.outbox.post(ServerReply(taker: bound, stream: id, content: content))
        }
    }

    func take(_ content: ServerReply.Content, on stream: UInt32) {
        guard !isClosing else { return }
        gate.hold()
        streams[stream]?.take(content)
    }

    func delivered() { gate.release() }

    // MARK: Time

    /// Sees to it that the alarm goes off no later than the next moment that matters.
    ///
    /// - Parameter moment: When a stream has to be looked at; nil when only the connection has changed.
    func setAlarm(by moment: NIODeadline?) {
        guard !isClosing, let context else { return }
        let due = min(watch.due(inFlight: streams.count).at, moment ?? .distantFuture)
        guard !alarm.goesOff(by: due) else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        alarm.set(to: due, on: context.eventLoop) { bound.value.alarmWentOff() }
    }

    private func alarmWentOff() {
        alarm.wentOff()
        guard !isClosing, let context else { return }
        let now = context.eventLoop.now
        gate.hold()
        var next: NIODeadline?
        for stream in streams.values {
            guard let due = stream.check(now: now) else { continue }
            next = min(next ?? due, due)
        }
        let due = watch.due(inFlight: streams.count)
        if due.at <= now {
            switch due.what {
            case .ping:
                watch.pinged(now: now)
                let ping = HTTP2Frame.FramePayload.ping(HTTP2PingData(), ack: false)
                let frame = HTTP2Frame(streamID: .rootStream, payload: ping)
                context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
            case .retire:
                drain()
            case .close(let reason):
                close(reason)
            }
        }
        gate.release()
        setAlarm(by: next)
    }
}
