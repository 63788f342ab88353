import Messages
import NIOCore

/// One connection of the server: cuts frames, dispatches calls, writes replies, keeps the limits.
///
/// All that one read brings is dispatched in one batch and all that is ready is written with one
/// flush. The rules are in ``ConnectionState`` and ``ConnectionWatch``; this only performs them.
final class ServerConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the server tells a connection, as a user event.
    enum Order: Sendable {
        /// Take no new calls and close when those in flight are done.
        case drain
        /// Close now.
        case close
    }

    private let server: ServerContext
    private let outbox: Outbox<ServerReply>
    private var state: ConnectionState<ServerCall>
    private var reader: FrameReader
    private var watch: ConnectionWatch
    private var context: ChannelHandlerContext?
    private var peer = ""

    private var jobs: [WorkerPool.Job] = []
    private var outbound = ByteBuffer()
    private var unsent: [(writer: RPCStreamWriter, bytes: Int)] = []
    private var completedFrame = false
    private var isStalled = false
    private var isReadHeld = false
    private var isClosing = false
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?

    init(server: ServerContext, outbox: Outbox<ServerReply>, now: NIODeadline) {
        self.server = server
        self.outbox = outbox
        state = ConnectionState(limits: server.limits)
        reader = FrameReader(frameBytesMax: server.limits.frameBytesMax)
        watch = ConnectionWatch(limits: server.limits, now: now)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { began(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        began(context)
        context.fireChannelActive()
    }

    private func began(_ context: ChannelHandlerContext) {
        peer = context.remoteAddress.map(Self.describe) ?? ""
        armTimer()
    }

    private static func describe(_ address: SocketAddress) -> String {
        guard let host = address.ipAddress, let port = address.port else { return "" }
        return address.protocol == .inet6 ? "[\(host)]:\(port)" : "\(host):\(port)"
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
        timer?.task.cancel()
        timer = nil
        for call in state.endAll() { call.cancel(.connectionLost) }
        for (writer, _) in unsent { writer.close(.connectionLost) }
        unsent = []
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isClosing { server.log.broke(error, peer: peer) }
        isClosing = true
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? Order {
        case .drain:
            state.drain()
            closeIfDrained()
        case .close:
            close(.graceOver)
        case nil:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func close(_ reason: CloseReason) {
        guard !isClosing, let context else { return }
        server.log.closed(reason, peer: peer, inFlight: state.inFlight)
        isClosing = true
        flush()
        context.close(promise: nil)
    }

    /// Ends a drained connection so that its last replies arrive.
    ///
    /// Closing with unread bytes would reset it, so the output is closed first and the peer has a
    /// moment to close its side.
    private func closeIfDrained() {
        guard state.isDrained, !isClosing, let context else { return }
        server.log.closed(.drained, peer: peer, inFlight: 0)
        flush()
        isClosing = true
        timer?.task.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.close(mode: .output).whenFailure { _ in bound.value.close(promise: nil) }
        let task = context.eventLoop.scheduleTask(in: server.limits.lingerTimeout) {
            bound.value.close(promise: nil)
        }
        timer = (context.eventLoop.now + server.limits.lingerTimeout, task)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        reader.append(unwrapInboundIn(data))
        while !isClosing, let event = reader.next() {
            switch event {
            case .frame(let header, let body):
                completedFrame = true
                perform(state.received(header), flags: header.flags, body: body)
            case .oversized(let header):
                completedFrame = true
                perform(
                    state.received(header, oversized: true),
                    flags: header.flags,
                    body: ByteBuffer()
                )
            case .framingLost(let firstByte):
                close(.framingLost(firstByte: firstByte))
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !jobs.isEmpty {
            server.submit(jobs)
            jobs.removeAll(keepingCapacity: true)
        }
        if !isClosing {
            watch.read(
                completedFrame: completedFrame,
                begunFrame: reader.bytesOfBegunFrame > 0,
                now: context.eventLoop.now
            )
            completedFrame = false
            flush()
            closeIfDrained()
            armTimer()
        }
        context.fireChannelReadComplete()
    }

    private func perform(
        _ verdict: ConnectionState<ServerCall>.Verdict,
        flags: FrameFlags,
        body: ByteBuffer
    ) {
        switch verdict {
        case .admit(let stream):
            do {
                try admit(TtrpcRequest(body: body, limits: server.limits), stream, flags)
            } catch {
                outbound.writeFailure(error, stream: stream)
            }
        case .refuse(let stream, let status, let ended):
            ended?.cancel(status)
            outbound.writeFailure(status, stream: stream)
        case .skip:
            break
        case .close(let reason):
            close(reason)
        }
    }

    private func admit(
        _ request: TtrpcRequest,
        _ stream: UInt32,
        _ flags: FrameFlags
    ) throws(Status) {
        guard let context else { return }
        let admitted = try AdmittedCall(request, flags: flags, peer: peer, server: server)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (call, job) = admitted.begin(server: server) { [outbox] content in
            outbox.post(ServerReply(connection: bound, stream: stream, content: content))
        }
        if let job { jobs.append(job) }
        let deadline = admitted.timeout.map { context.eventLoop.now + $0 }
        state.open(stream, call: call, deadline: deadline)
    }

    // MARK: Writing

    /// Writes what handlers have sent, with one flush for each connection.
    static func deliver(_ replies: [ServerReply]) {
        var touched: [ServerConnection] = []
        for reply in replies {
            let connection = reply.connection.value
            if touched.last !== connection { touched.append(connection) }
            connection.take(reply.content, on: reply.stream)
        }
        for connection in touched { connection.delivered() }
    }

    private func take(_ content: ServerReply.Content, on stream: UInt32) {
        guard !isClosing else { return }
        switch content {
        case .reply(.success(let payload)):
            guard state.end(stream) != nil else { return }
            guard payload.count <= server.limits.payloadBytesMax else {
                let status = Status.replyTooLarge(
                    found: payload.count,
                    max: server.limits.payloadBytesMax
                )
                return outbound.writeFailure(status, stream: stream)
            }
            outbound.writeSuccess(payload, stream: stream)
        case .reply(.failure(let status)):
            guard state.end(stream) != nil else { return }
            outbound.writeFailure(status, stream: stream)
        case .message(let payload):
            guard let writer = state.call(on: stream)?.stream?.writer else { return }
            unsent.append((writer, payload.count))
            outbound.writeMessage(payload, stream: stream)
        case .end(let status):
            guard let call = state.end(stream) else { return }
            call.cancellation.set()
            call.stream?.writer.close(status ?? .streamEnded)
            if let status {
                outbound.writeFailure(status, stream: stream)
            } else {
                outbound.writeEnd(stream: stream)
            }
        }
    }

    private func delivered() {
        guard !isClosing, let context else { return }
        watch.wrote(now: context.eventLoop.now)
        flush()
        closeIfDrained()
        armTimer()
    }

    private func flush() {
        guard outbound.readableBytes > 0, let context else { return }
        let bytes = outbound
        // The channel keeps the written buffer, so the next one is a new one.
        outbound = ByteBuffer()
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
        if isStalled {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isStalled = !context.channel.isWritable
        watch.stalled(isStalled, now: context.eventLoop.now)
        if !isStalled, isReadHeld {
            isReadHeld = false
            context.read()
        }
        if !isClosing { armTimer() }
        context.fireChannelWritabilityChanged()
    }

    // MARK: Time

    private func timerFired() {
        timer = nil
        guard !isClosing, let context else { return }
        let now = context.eventLoop.now
        for (stream, call) in state.expire(now: now) {
            let status = Status.deadlineExceeded(begun: true)
            call.cancel(status)
            outbound.writeFailure(status, stream: stream)
        }
        if let due = nextClosing(), due.at <= now { return close(due.reason) }
        flush()
        closeIfDrained()
        armTimer()
    }

    private func nextClosing() -> (at: NIODeadline, reason: CloseReason)? {
        watch.due(bytesOfBegunFrame: reader.bytesOfBegunFrame, inFlight: state.inFlight)
    }

    /// Sees to it that the timer fires no later than the next moment that matters.
    ///
    /// A timer that is early finds nothing to do and is set anew, which costs less than moving it
    /// at every read.
    private func armTimer() {
        guard !isClosing, let context else { return }
        let dues = [nextClosing()?.at, state.earliestDeadline].compactMap(\.self)
        guard let due = dues.min() else { return }
        if let timer {
            guard due < timer.due else { return }
            timer.task.cancel()
        }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: due) { bound.value.timerFired() }
        timer = (due, task)
    }
}
