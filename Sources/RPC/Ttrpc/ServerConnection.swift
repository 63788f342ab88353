import Messages
import NIOCore

/// One connection of the server: cuts frames, dispatches calls, writes replies, keeps the limits.
///
/// All that is ready is written with one flush. The rules are in ``ConnectionState``, ``ConnectionWatch`` and ``Liveness``; this only
/// performs them: here the connection, in `ServerConnection+Calls.swift` its calls.
final class ServerConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let outboundBytesReservedMax = 128 << 10

    let server: ServerContext
    let peer: Peer
    var state: ConnectionState<ServerCall>
    var context: ChannelHandlerContext?
    var outbound = ByteBuffer()
    /// What the last flush took: the next will take about as much.
    private var outboundBytes = 0
    var unsent: [(writer: RPCStreamWriter, bytes: Int)] = []
    /// Who the server is, for HELLO.
    var introduction = (software: "", storeEpoch: "")
    private(set) var isClosing = false

    private var reader: FrameReader
    private var watch: ConnectionWatch
    private var liveness: Liveness
    private var completedFrame = false
    private var isStalled = false
    /// Whether handlers are so far behind that the peer is not read.
    private var isHeld = false
    private var isReadWanted = false
    private var alarm = Alarm()

    init(
        server: ServerContext,
        peer: Peer,
        ageMax: TimeAmount,
        now: NIODeadline
    ) {
        self.server = server
        self.peer = peer
        state = ConnectionState(limits: server.limits)
        reader = FrameReader(frameBytesMax: server.limits.frameBytesMax)
        watch = ConnectionWatch(limits: server.limits, now: now)
        liveness = Liveness(limits: server.limits, ageMax: ageMax, now: now)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { setAlarm() }
    }

    func channelActive(context: ChannelHandlerContext) {
        setAlarm()
        context.fireChannelActive()
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
        for call in state.endAll() { call.cancel(.connectionLost) }
        for (writer, _) in unsent { writer.close(.connectionLost) }
        unsent = []
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isClosing { server.log.broke(error, peer: peer.address) }
        isClosing = true
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? ConnectionOrder {
        case .drain:
            retire()
            settle()
        case .close:
            close(.graceOver)
        case nil:
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Takes no new streams and says so to a peer that understands.
    private func retire() {
        liveness.retired()
        guard !state.isDraining, !isClosing else { return }
        state.drain()
        guard state.isGreeted else { return }
        outbound.writeGoAway(
            lastStream: state.lastStream,
            .draining(retryAfter: server.limits.retryDelay)
        )
    }

    func close(_ reason: CloseReason) {
        guard !isClosing, let context else { return }
        server.log.closed(reason, peer: peer.address, inFlight: state.inFlight)
        if state.isGreeted, let status = reason.status {
            outbound.writeGoAway(lastStream: state.lastStream, status)
            for call in state.endAll() { call.cancel(.connectionLost) }
            return linger()
        }
        flush()
        isClosing = true
        context.close(promise: nil)
    }

    private func closeIfDrained() {
        guard state.isDrained, !isClosing else { return }
        server.log.closed(.drained, peer: peer.address, inFlight: 0)
        linger()
    }

    private func linger() {
        flush()
        isClosing = true
        alarm.cancel()
        context?.linger(for: server.limits.lingerTimeout)
    }

    /// After something was done: writes what there is, and sees what is to be done next.
    func settle() {
        guard !isClosing, let context else { return }
        flush()
        closeIfDrained()
        hold(state.isInboundFull, context)
        setAlarm()
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        reader.append(unwrapInboundIn(data))
        while !isClosing, let event = reader.next() {
            switch event {
            case .frame(let header, let body):
                completedFrame = true
                perform(state.received(header, body: body), header, body)
            case .oversized(let header):
                completedFrame = true
                perform(state.received(header, oversized: true), header, ByteBuffer())
            case .framingLost(let firstByte):
                close(.framingLost(firstByte: firstByte))
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isClosing {
            watch.read(
                completedFrame: completedFrame,
                begunFrame: reader.bytesOfBegunFrame > 0,
                now: context.eventLoop.now
            )
            completedFrame = false
            liveness.read(now: context.eventLoop.now)
            settle()
        }
        context.fireChannelReadComplete()
    }

    // MARK: Writing

    func prepareOutbound() {
        if outbound.capacity == 0 { outbound.reserveCapacity(outboundBytes) }
    }

    func delivered() {
        guard let context else { return }
        watch.wrote(now: context.eventLoop.now)
        settle()
    }

    private func flush() {
        guard outbound.readableBytes > 0, let context else { return }
        let bytes = outbound
        // The channel keeps the written buffer, so the next one is a new one.
        outbound = ByteBuffer()
        outboundBytes = min(bytes.readableBytes, Self.outboundBytesReservedMax)
        guard !unsent.isEmpty else {
            context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
            return
        }
        let sent = unsent
        unsent = []
        context.writeAndFlush(wrapOutboundOut(bytes)).whenComplete { result in
            for (writer, bytes) in sent {
                switch result {
                case .success: writer.sent(bytes)
                case .failure: writer.close(.connectionLost)
                }
            }
        }
    }

    // MARK: Back-pressure

    func read(context: ChannelHandlerContext) {
        if isStalled || isHeld {
            isReadWanted = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isStalled = !context.channel.isWritable
        watch.stalled(isStalled, now: context.eventLoop.now)
        readAgain(context)
        if !isClosing { setAlarm() }
        context.fireChannelWritabilityChanged()
    }

    /// Stops reading while handlers are behind with what the client sent.
    private func hold(_ isFull: Bool, _ context: ChannelHandlerContext) {
        guard isFull != isHeld else { return }
        isHeld = isFull
        watch.held(isHeld, now: context.eventLoop.now)
        readAgain(context)
    }

    private func readAgain(_ context: ChannelHandlerContext) {
        liveness.reading(!isStalled && !isHeld, now: context.eventLoop.now)
        guard isReadWanted, !isStalled, !isHeld else { return }
        isReadWanted = false
        context.read()
    }

    // MARK: Time

    private func alarmWentOff() {
        alarm.wentOff()
        guard !isClosing, let context else { return }
        let now = context.eventLoop.now
        endCalls(now)
        if let due = nextClosing(), due.at <= now { return close(due.reason) }
        if state.isGreeted, let due = liveness.due, due.at <= now {
            switch due.what {
            case .close: return close(.silent)
            case .ping:
                liveness.pinged()
                outbound.writePing(state.ping())
            case .retire: retire()
            }
        }
        settle()
    }

    private func nextClosing() -> (at: NIODeadline, reason: CloseReason)? {
        // A peer that answers PING is never idle: it is there, or it is silent.
        watch.due(
            bytesOfBegunFrame: reader.bytesOfBegunFrame,
            inFlight: state.isGreeted ? 1 : state.inFlight
        )
    }

    private func setAlarm() {
        guard !isClosing, let context else { return }
        let alive = (state.isGreeted ? liveness.due?.at : nil) ?? .distantFuture
        let closing = nextClosing()?.at ?? .distantFuture
        let due = min(closing, alive, state.earliestEnd ?? .distantFuture)
        guard !alarm.goesOff(by: due) else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        alarm.set(to: due, on: context.eventLoop) { bound.value.alarmWentOff() }
    }
}
