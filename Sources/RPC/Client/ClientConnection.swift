import Messages
import NIOCore

/// The client's end of one connection: many calls in flight, one flush for all that gathered.
final class ClientConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var state = ClientState<ClientCall>()
    private var streams: [ObjectIdentifier: UInt32] = [:]
    private var reader: FrameReader
    private var context: ChannelHandlerContext?
    private var isOpen = true
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?

    init(limits: Limits) {
        reader = FrameReader(frameBytesMax: limits.frameBytesMax)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

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
        isOpen = false
        timer?.task.cancel()
        timer = nil
        streams = [:]
        for call in state.endAll() { call.end(.failure(.connectionLost)) }
    }

    /// Does what callers asked, in order, with one flush.
    func perform(_ commands: [ClientCommand]) {
        guard isOpen, let context else {
            for case .open(let call, _, _, _) in commands { call.end(.failure(.notConnected)) }
            return
        }
        var outbound = ByteBuffer()
        var isClosing = false
        for command in commands {
            switch command {
            case .open(let call, let body, let flags, let timeout):
                open(call, body, flags, timeout, into: &outbound, context)
            case .forget(let call):
                guard let stream = streams.removeValue(forKey: ObjectIdentifier(call)) else {
                    continue
                }
                _ = state.end(stream)
            case .close:
                isClosing = true
            }
        }
        if outbound.readableBytes > 0 {
            context.writeAndFlush(wrapOutboundOut(outbound), promise: nil)
        }
        if isClosing {
            context.close(promise: nil)
        } else {
            armTimer()
        }
    }

    private func open(
        _ call: ClientCall,
        _ body: [UInt8],
        _ flags: FrameFlags,
        _ timeout: TimeAmount?,
        into outbound: inout ByteBuffer,
        _ context: ChannelHandlerContext
    ) {
        let deadline = timeout.map { context.eventLoop.now + $0 }
        guard let stream = state.open(call, deadline: deadline) else {
            // Two thousand million calls: the connection has no stream ids left.
            return call.end(.failure(.notConnected))
        }
        streams[ObjectIdentifier(call)] = stream
        outbound.writeFrameHeader(
            FrameHeader(
                length: UInt32(body.count),
                stream: stream,
                type: FrameType.request,
                flags: flags
            )
        )
        outbound.writeBytes(body)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
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

    private func take(_ header: FrameHeader, _ body: ByteBuffer) {
        switch state.received(header) {
        case .response(let call):
            finish(call, Self.result(of: body))
        case .message(let call):
            call.message(Array(body.readableBytesView))
        case .end(let call, let hasMessage):
            if hasMessage { call.message(Array(body.readableBytesView)) }
            finish(call, .success([]))
        case .skip:
            break
        case .close:
            context?.close(promise: nil)
        }
    }

    private func finish(_ call: ClientCall, _ result: Result<[UInt8], Status>) {
        streams[ObjectIdentifier(call)] = nil
        call.end(result)
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

    private func armTimer() {
        guard let due = state.earliestDeadline, let context else { return }
        if let timer {
            guard due < timer.due else { return }
            timer.task.cancel()
        }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: due) { bound.value.timerFired() }
        timer = (due, task)
    }

    private func timerFired() {
        timer = nil
        guard isOpen, let context else { return }
        for call in state.expire(now: context.eventLoop.now) {
            finish(call, .failure(.deadlineExceeded(begun: true)))
        }
        armTimer()
    }
}
