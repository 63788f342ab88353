import NIOCore
import NIOHTTP2
import RPC

/// One HTTP/2 connection of the door: keeps its streams, its limits and its time.
///
/// Its streams are plain objects that share its channel, so that no call pays for the making of one. All
/// that is ready is written with one flush. The rules of time are in ``HTTP2Watch``; this only performs
/// them.
final class HTTP2Connection: ChannelInboundHandler, ServerReply.Taker {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    let server: ServerContext
    let peer: Peer
    let methods: ContractMethods
    let eventLoop: any EventLoop
    private let gate: Gate
    private var watch: HTTP2Watch
    private var context: ChannelHandlerContext?

    private var streams: [UInt32: HTTP2Stream] = [:]
    private var lastStream: UInt32 = 0
    private var window = ReadWindow(HTTP2Connection.windowBytes)
    /// Whether more may be written before it is flushed, and whether something is to be.
    private var isHolding = false
    private var isFlushDue = false
    private var isDraining = false
    private var isClosing = false
    private var alarm = Alarm()

    /// Bytes that a peer may have on the way on a connection.
    static let windowBytes = 1 << 20
    /// Bytes that a peer may send on a stream before they are read.
    static let streamWindowBytes = 256 << 10

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
        eventLoop: any EventLoop
    ) {
        self.server = server
        self.peer = peer
        self.methods = methods
        self.gate = gate
        self.eventLoop = eventLoop
        let now = eventLoop.now
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
        let ended = streams.values
        streams = [:]
        for stream in ended { stream.closed() }
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
        switch event {
        case let event as NIOHTTP2WindowUpdatedEvent:
            guard let bytes = event.inboundWindowSize else { break }
            windowChanged(bytes, of: event.streamID)
        case let event as StreamClosedEvent:
            closed(event.streamID)
        case is NIOHTTP2StreamCreatedEvent:
            break
        case ConnectionOrder.drain:
            drain()
        case ConnectionOrder.close:
            close(.graceOver)
        default:
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
        let last = HTTP2StreamID(Int(lastStream))
        write(.goAway(lastStreamID: last, errorCode: .noError, opaqueData: nil), on: 0)
        flush()
    }

    private func close(_ reason: CloseReason) {
        guard !isClosing, let context else { return }
        server.log.closed(reason, peer: peer.address, inFlight: streams.count)
        if !gate.isGivenUp, !isDraining { sayGoodbye() }
        isClosing = true
        context.flush()
        context.close(promise: nil)
    }

    /// Ends a drained connection.
    private func closeIfDrained() {
        guard isDraining, streams.isEmpty, !isClosing, let context else { return }
        server.log.closed(.drained, peer: peer.address, inFlight: 0)
        isClosing = true
        alarm.cancel()
        context.flush()
        context.linger(for: server.limits.lingerTimeout)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        isHolding = true
        let frame = unwrapInboundIn(data)
        if frame.streamID == .rootStream { return read(frame.payload) }
        let id = UInt32(Int(frame.streamID))
        if let stream = streams[id] {
            stream.read(frame.payload)
        } else if case .headers = frame.payload {
            open(id)?.read(frame.payload)
        }
    }

    private func read(_ frame: HTTP2Frame.FramePayload) {
        switch frame {
        case .windowUpdate:
            lastRoom = now
        case .settings(.settings(let settings)):
            let window = settings.last { $0.parameter == .initialWindowSize }
            streamWindow = window?.value ?? streamWindow
        default:
            break
        }
    }

    private func windowChanged(_ bytes: Int, of id: HTTP2StreamID) {
        guard id == .rootStream else { return streams[UInt32(Int(id))]?.windowChanged(bytes) ?? () }
        // What a stream holds back, its own window holds back.
        window.left = bytes
        guard let room = window.refill() else { return }
        write(.windowUpdate(windowSizeIncrement: room), on: 0)
        flush()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        release()
        if gate.takeRead() { watch.read(now: now) }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        watch.stalled(!context.channel.isWritable, now: now)
        setAlarm(by: nil)
        context.fireChannelWritabilityChanged()
    }

    // MARK: Streams

    /// Takes a stream in, or says no: there are as many as there may be.
    private func open(_ id: UInt32) -> HTTP2Stream? {
        // HTTP/2 itself sees to it once the peer has taken note of the setting.
        guard streams.count < server.limits.streamsPerConnectionMax else {
            // The peer is told that the call was not begun; it may be made again.
            write(.rstStream(.refusedStream), on: id)
            flush()
            return nil
        }
        let stream = HTTP2Stream(id, of: self)
        streams[id] = stream
        lastStream = max(lastStream, id)
        watch.called(now: now)
        return stream
    }

    private func closed(_ id: HTTP2StreamID) {
        guard let stream = streams.removeValue(forKey: UInt32(Int(id))) else { return }
        stream.closed()
        watch.called(now: now)
        closeIfDrained()
    }

    // MARK: Writing

    /// Writes a frame on a stream; it leaves with the next flush.
    func write(
        _ payload: HTTP2Frame.FramePayload,
        on stream: UInt32,
        _ promise: EventLoopPromise<Void>? = nil
    ) {
        guard let context else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let frame = HTTP2Frame(streamID: HTTP2StreamID(Int(stream)), payload: payload)
        context.write(wrapOutboundOut(frame), promise: promise)
    }

    /// Sends what was written, together with what is still to be written at this moment.
    func flush() {
        if isHolding { isFlushDue = true } else { context?.flush() }
    }

    /// Flushes what was held back.
    private func release() {
        isHolding = false
        guard isFlushDue else { return }
        isFlushDue = false
        context?.flush()
    }

    /// A way by which a handler's replies come to a stream of this connection.
    func post(to id: UInt32) -> @Sendable (ServerReply.Content) -> Void {
        let bound = NIOLoopBound<any ServerReply.Taker>(self, eventLoop: eventLoop)
        return { [server] content in
            server.outbox.post(ServerReply(taker: bound, stream: id, content: content))
        }
    }

    func take(_ content: ServerReply.Content, on stream: UInt32) {
        guard !isClosing else { return }
        isHolding = true
        streams[stream]?.take(content)
    }

    func delivered() { release() }

    // MARK: Time

    /// The present.
    var now: NIODeadline { eventLoop.now }

    /// Sees to it that the alarm goes off no later than the next moment that matters.
    ///
    /// - Parameter moment: When a stream has to be looked at; nil when only the connection has changed.
    func setAlarm(by moment: NIODeadline?) {
        guard !isClosing else { return }
        let due = min(watch.due(inFlight: streams.count).at, moment ?? .distantFuture)
        guard !alarm.goesOff(by: due) else { return }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        alarm.set(to: due, on: eventLoop) { bound.value.alarmWentOff() }
    }

    private func alarmWentOff() {
        alarm.wentOff()
        guard !isClosing else { return }
        let now = now
        isHolding = true
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
                write(.ping(HTTP2PingData(), ack: false), on: 0)
                flush()
            case .retire:
                drain()
            case .close(let reason):
                close(reason)
            }
        }
        release()
        setAlarm(by: next)
    }
}
