import Messages
import NIOCore

/// One connection of the server: cuts frames, dispatches calls, writes replies, keeps the limits.
///
/// All that one read brings is dispatched in one batch and all that is ready is written with one
/// flush. The rules are in ``ConnectionState`` and ``ConnectionWatch``; this only performs them.
final class ServerConnection: ChannelDuplexHandler, ServerReply.Taker {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: ServerContext
    private let outbox: Outbox<ServerReply>
    private var state: ConnectionState<ServerCall>
    private var reader: FrameReader
    private var watch: ConnectionWatch
    private var context: ChannelHandlerContext?
    private let peer: Peer

    private var jobs: [WorkerPool.Job] = []
    private var outbound = ByteBuffer()
    private var unsent: [(writer: RPCStreamWriter, bytes: Int)] = []
    private var completedFrame = false
    private var isStalled = false
    private var isReadHeld = false
    private var isClosing = false
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?

    init(server: ServerContext, outbox: Outbox<ServerReply>, peer: Peer, now: NIODeadline) {
        self.server = server
        self.outbox = outbox
        self.peer = peer
        state = ConnectionState(limits: server.limits)
        reader = FrameReader(frameBytesMax: server.limits.frameBytesMax)
        watch = ConnectionWatch(limits: server.limits, now: now)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { armTimer() }
    }

    func channelActive(context: ChannelHandlerContext) {
        armTimer()
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
        timer?.task.cancel()
        timer = nil
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
        server.log.closed(reason, peer: peer.address, inFlight: state.inFlight)
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
        server.log.closed(.drained, peer: peer.address, inFlight: 0)
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
                try admit(TtrpcRequest(body: body), stream, flags)
            } catch {
                outbound.writeFailure(error, stream: stream)
            }
        case .refuse(let stream, let status, let ended):
            outbound.writeFailure(ended?.cancel(status) ?? status, stream: stream)
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
        let head = CallHead(
            door: "ttrpc",
            path: "/\(request.service)/\(request.method)",
            timeoutNano: request.timeoutNano,
            metadata: RPCMetadata(
                request.metadata.map { RPCMetadata.Entry(key: $0.key, value: $0.value) }
            ),
            peer: peer
        )
        let admitted = try AdmittedCall(head, bytes: request.payload.count, server: server)
        if case .stream = admitted.handler, !flags.contains(.remoteClosed) {
            throw admitted.refuse(
                .protocolViolation("a request to a streaming method closes its side")
            )
        }
        let bound = NIOLoopBound<any ServerReply.Taker>(self, eventLoop: context.eventLoop)
        let (call, job) = admitted.begin(request.payload) { [outbox] content in
            outbox.post(ServerReply(taker: bound, stream: stream, content: content))
        }
        if let job { jobs.append(job) }
        let deadline = admitted.timeout.map { context.eventLoop.now + $0 }
        state.open(stream, call: call, deadline: deadline)
    }

    // MARK: Writing

    func take(_ content: ServerReply.Content, on stream: UInt32) {
        guard !isClosing else { return }
        switch content {
        case .reply(let result):
            guard let call = state.end(stream) else { return }
            reply(result, to: call, on: stream)
        case .message(let payload):
            guard let writer = state.call(on: stream)?.stream?.writer else { return }
            unsent.append((writer, payload.count))
            outbound.writeMessage(payload, stream: stream)
        case .end(let status):
            guard let call = state.end(stream) else { return }
            if let status = call.end(status) {
                outbound.writeFailure(status, stream: stream)
            } else {
                outbound.writeEnd(stream: stream)
            }
        }
    }

    private func reply(
        _ result: Result<[UInt8], Status>,
        to call: ServerCall,
        on stream: UInt32
    ) {
        do {
            let payload = try result.get()
            try server.limits.check(reply: payload.count)
            call.end(nil, bytes: payload.count)
            outbound.writeSuccess(payload, stream: stream)
        } catch {
            outbound.writeFailure(call.end(error) ?? error, stream: stream)
        }
    }

    func delivered() {
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
            outbound.writeFailure(
                call.cancel(.deadlineExceeded(begun: true)),
                stream: stream
            )
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

extension TtrpcRequest {
    /// Decodes the body of a request frame.
    fileprivate init(body: ByteBuffer) throws(Status) {
        do {
            try self.init(serialized: body.readableBytesSpan)
        } catch {
            throw .malformed(Self.typeName, error)
        }
    }
}
