import Messages
import NIOCore

/// The client's end of one connection: many calls in flight, one flush for all that gathered.
final class ClientConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Tells other threads whether calls may be put on the connection.
    let sign = RPCConnection.Sign()
    private let limits: Limits
    private var state = ClientState<ClientCall>()
    private var streams: [ObjectIdentifier: UInt32] = [:]
    /// Streams given up before it was known whether the server understands CANCEL.
    private var givenUp: [UInt32] = []
    private var reader: FrameReader
    private var outbound = ByteBuffer()
    private var context: ChannelHandlerContext?
    private var lastRead: NIODeadline?
    /// Since when a server is asked that has not said a word.
    private var askedAt: NIODeadline?
    private var alarm = Alarm()

    private var isOpen: Bool { sign.standing != .lost }

    init(limits: Limits) {
        self.limits = limits
        reader = FrameReader(frameBytesMax: limits.frameBytesMax)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelActive(context: ChannelHandlerContext) {
        outbound.writeHello(
            Hello(
                protocol: 1,
                frameMaxBytes: Int64(limits.frameBytesMax),
                windowMessages: Int64(limits.clientStreamMessagesMax),
                software: "kntc"
            )
        )
        flush()
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ended()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func ended() {
        sign.set(.lost)
        alarm.cancel()
        streams = [:]
        for call in state.endAll() { call.finish(.failure(.connectionLost)) }
    }

    /// Closes a connection that its server sent away, once its calls are done.
    private func closeIfDone() {
        guard state.isRetired, state.inFlight == 0 else { return }
        context?.close(promise: nil)
    }

    // MARK: What callers ask

    /// Does what callers asked, in order, with one flush.
    func perform(_ commands: [ClientCommand]) {
        guard isOpen, let context else {
            for case .open(let call, _) in commands { call.finish(.failure(.notConnected)) }
            return
        }
        var isClosing = false
        for command in commands {
            switch command {
            case .open(let call, let body): open(call, body)
            case .forget(let call): forget(call)
            case .grant(let call, let messages):
                guard state.isGreeted, let stream = streams[ObjectIdentifier(call)] else {
                    continue
                }
                outbound.writeCredit(messages, stream: stream)
            case .close: isClosing = true
            }
        }
        flush()
        if isClosing {
            context.close(promise: nil)
        } else {
            closeIfDone()
            setAlarm()
        }
    }

    private func open(_ call: ClientCall, _ body: [UInt8]) {
        guard !call.isOver else { return }
        guard let stream = state.open(call, deadline: call.request.deadline) else {
            sign.set(.retired)
            return call.finish(.failure(.notConnected))
        }
        call.sent()
        if lastRead == nil, askedAt == nil { askedAt = context?.eventLoop.now }
        streams[ObjectIdentifier(call)] = stream
        outbound.writeFrameHeader(
            FrameHeader(
                length: UInt32(body.count),
                stream: stream,
                type: FrameType.request,
                flags: call.request.isStream ? .remoteClosed : []
            )
        )
        outbound.writeBytes(body)
    }

    private func forget(_ call: ClientCall) {
        guard let stream = streams.removeValue(forKey: ObjectIdentifier(call)) else { return }
        _ = state.end(stream)
        if state.isGreeted {
            outbound.writeCancel(stream: stream)
        } else {
            givenUp.append(stream)
        }
    }

    // MARK: What the server sends

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastRead = context.eventLoop.now
        reader.append(unwrapInboundIn(data))
        while isOpen, let event = reader.next() {
            switch event {
            case .frame(let header, let body):
                take(header, body)
            case .oversized(let header):
                guard let call = state.end(header.stream) else { continue }
                finish(call, .failure(.malformedReply))
            case .framingLost:
                return context.close(promise: nil)
            }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        closeIfDone()
        setAlarm()
        context.fireChannelReadComplete()
    }

    private func take(_ header: FrameHeader, _ body: ByteBuffer) {
        switch state.received(header, body: body) {
        case .response(let call):
            finish(call, Self.result(of: body))
        case .message(let call):
            call.message(Array(body.readableBytesView))
        case .end(let call, let hasMessage):
            if hasMessage { call.message(Array(body.readableBytesView)) }
            finish(call, .success([]))
        case .greeted:
            for stream in givenUp { outbound.writeCancel(stream: stream) }
            givenUp = []
        case .pong(let token):
            outbound.writePing(token, type: FrameType.pong)
        case .retired(let neverRun):
            sign.set(.retired)
            for call in neverRun { finish(call, .failure(.notConnected)) }
        case .skip:
            break
        case .close:
            context?.close(promise: nil)
        }
    }

    private func finish(_ call: ClientCall, _ result: Result<[UInt8], Status>) {
        streams[ObjectIdentifier(call)] = nil
        call.finish(result)
    }

    private static func result(of body: ByteBuffer) -> Result<[UInt8], Status> {
        do {
            let response = try TtrpcResponse(serialized: body.readableBytesSpan)
            if let status = response.status.flatMap(Status.init(received:)) {
                return .failure(status)
            }
            return .success(response.payload)
        } catch {
            return .failure(.malformedReply)
        }
    }

    private func flush() {
        guard outbound.readableBytes > 0, let context else { return }
        let bytes = outbound
        outbound = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    // MARK: Time

    /// When a server is given up: that asks for no sign of life any more, or has never given one itself.
    ///
    /// A plain one that has answered something may be silent for as long as its calls take.
    private var silentAt: NIODeadline? {
        let since = state.isGreeted || lastRead == nil ? lastRead ?? askedAt : nil
        return since.map { $0 + limits.silenceTimeout + limits.pingAfter }
    }

    private func setAlarm() {
        guard isOpen, let context else { return }
        let due = min(state.earliestDeadline ?? .distantFuture, silentAt ?? .distantFuture)
        guard !alarm.goesOff(by: due) else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        alarm.set(to: due, on: context.eventLoop) { bound.value.alarmWentOff() }
    }

    private func alarmWentOff() {
        alarm.wentOff()
        guard isOpen, let context else { return }
        let now = context.eventLoop.now
        for call in state.expire(now: now) {
            streams[ObjectIdentifier(call)] = nil
            call.end(.failure(.deadlineExceeded(begun: true)))
        }
        if let silentAt, silentAt <= now { return context.close(promise: nil) }
        closeIfDone()
        setAlarm()
    }
}
