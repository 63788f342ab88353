import NIOCore
import NIOHPACK
import NIOHTTP2
import RPC
import Synchronization

/// One request over HTTP/2 and its reply.
///
/// The rules are in ``RequestState`` and ``ReplyState``; this only performs them.
final class HTTP2Stream: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private enum Phase {
        /// The headers have not come.
        case fresh
        /// The request is not whole.
        case receiving(AdmittedCall)
        case running(ServerCall)
        case over
    }

    private let connection: HTTP2Connection
    private var context: ChannelHandlerContext?
    private var id: UInt32 = 0
    private var phase = Phase.fresh
    private var request: RequestState?
    private var reply: ReplyState?

    /// Whether the peer has ended its side.
    private var isRequestEnded = false
    private var deadline: NIODeadline?
    /// Since when what has begun to come is not whole, and how much of it is here.
    private var begunAt: NIODeadline?
    private var bytesBegun = 0
    /// Since when bytes wait to be taken, and how many.
    private var waitingSince: NIODeadline?
    private var bytesUnsent = 0
    /// Bytes that were written, less the room that the peer has made for them on this stream.
    private var bytesBeyondRoom = 0
    private let taken = Taken()

    private var limits: Limits { connection.server.limits }

    init(connection: HTTP2Connection) { self.connection = connection }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        end(.cancelled)
        phase = .over
        setBegun(0)
        setUnsent(0)
        connection.closed(id)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset makes the channel inactive, which ends the call.
    }

    /// Ends the call for its peer, when there is one; the status as the peer gets it.
    @discardableResult
    private func end(_ status: Status) -> Status {
        switch phase {
        case .receiving(let admitted): admitted.refuse(status)
        case .running(let call): call.cancel(status)
        case .fresh, .over: status
        }
    }

    // MARK: Request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let frame):
            if case .fresh = phase { begin(frame.headers, context) }
            if frame.endStream { endRequest() }
        case .data(let frame):
            if case .byteBuffer(let bytes) = frame.data { request?.append(bytes) }
            if frame.endStream { endRequest() }
        case .windowUpdate(let room):
            bytesBeyondRoom -= room
            if waitingSince != nil { waitingSince = context.eventLoop.now }
            return
        default:
            return
        }
        performRequest()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        readMore()
        context.fireChannelReadComplete()
    }

    private func endRequest() {
        isRequestEnded = true
        request?.end()
    }

    private func begin(_ headers: HPACKHeaders, _ context: ChannelHandlerContext) {
        guard
            let id = try? context.channel.syncOptions?.getOption(HTTP2StreamChannelOptions.streamID)
        else { return context.close(promise: nil) }
        self.id = UInt32(Int(id))
        guard connection.open(self.id, self) else {
            // The peer is told that the call was not begun; it may be made again.
            phase = .over
            return context.writeAndFlush(wrapOutboundOut(.rstStream(.refusedStream)), promise: nil)
        }
        let head = RequestHead(
            method: headers.first(name: ":method") ?? "",
            path: headers.first(name: ":path") ?? "",
            headers: headers.lazy.map { ($0.name, $0.value) },
            peer: connection.peer
        )
        switch head {
        case .refused(let refusal):
            phase = .over
            let headers = HPACKHeaders([
                (":status", refusal.rawValue), refusal.remedy, ("content-length", "0"),
            ])
            write(.headers(headers, end: true))
            context.flush()
        case .call(let head, let dialect, let refusal):
            reply = ReplyState(dialect)
            do throws(Status) {
                try admit(head, dialect, refusal)
            } catch {
                fail(error)
            }
        }
    }

    private func admit(
        _ head: CallHead,
        _ dialect: RequestHead.Dialect,
        _ refusal: Status?
    ) throws(Status) {
        guard let context else { return }
        let admitted = try AdmittedCall(head, server: connection.server)
        phase = .receiving(admitted)
        if let refusal { throw refusal }
        if connection.bytesUnsent >= limits.outboundBytesMax {
            throw .outboundFull(limits.outboundBytesMax, retryAfter: limits.retryDelay)
        }
        deadline = admitted.timeout.map { context.eventLoop.now + $0 }
        var takesMany = false
        if case .duplex = admitted.handler { takesMany = true }
        switch dialect {
        case .grpc:
            request = RequestState(.messages, takesMany: takesMany, limits: limits)
        case .connect(let codec):
            guard case .unary = admitted.handler else { throw .streamOverConnect(head.path) }
            request = RequestState(.bare, isJSON: codec == .json, limits: limits)
        }
        if takesMany { beginMany(admitted, context) }
        if let deadline { connection.setAlarm(by: deadline) }
    }

    /// Begins a call whose requests are still to come.
    ///
    /// From now on the stream is read as they are taken, which keeps its window closed.
    private func beginMany(_ admitted: AdmittedCall, _ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let requests = CallRequests(onTaken: { [taken] in
            guard taken.add() else { return }
            bound.eventLoop.execute { bound.value.requestsTaken() }
        })
        phase = .running(admitted.begin(requests, post: connection.post(to: id)))
    }

    private func requestsTaken() {
        taken.clear()
        readMore()
    }

    /// Asks for more of a stream of requests once those that came are taken.
    private func readMore() {
        guard case .running(let call) = phase, let requests = call.stream?.requests,
            requests.waiting == 0
        else { return }
        // While it was not read, what has begun could not go on.
        begunAt = nil
        setBegun(bytesBegun)
        context?.read()
    }

    private func performRequest() {
        while let event = request?.next() {
            switch (event, phase) {
            case (.request(let payload), .receiving(let admitted)):
                begin(admitted, payload)
            case (.message(let message), .running(let call)):
                call.received(bytes: message.count)
                begunAt = nil
                call.stream?.requests?.push(message)
            case (.end, .running(let call)):
                call.stream?.requests?.end()
            case (.broken(let status), _):
                fail(status)
            case (.request, _), (.message, _), (.end, _):
                break
            }
        }
        setBegun(request?.bytesBegun ?? 0)
        guard connection.bytesBegun > limits.inboundBytesMax, bytesBegun > 0 else { return }
        fail(.inboundFull(limits.inboundBytesMax, retryAfter: limits.retryDelay))
    }

    private func begin(_ admitted: AdmittedCall, _ payload: [UInt8]) {
        let call = admitted.begin(
            payload,
            codec: reply?.codec(for: admitted.path, connection.methods),
            post: connection.post(to: id)
        )
        call.received(bytes: payload.count)
        phase = .running(call)
    }

    /// Notes how much of what has begun is here, and since when it is awaited.
    private func setBegun(_ bytes: Int) {
        connection.bytesBegun += bytes - bytesBegun
        bytesBegun = bytes
        guard isPeerAwaited, !isRequestEnded, let context else {
            begunAt = nil
            return
        }
        guard begunAt == nil else { return }
        begunAt = context.eventLoop.now
        connection.setAlarm(by: context.eventLoop.now + limits.frameGrace)
    }

    /// Whether it is the peer's turn: its request, or the rest of a message that it has begun.
    private var isPeerAwaited: Bool {
        switch phase {
        case .receiving: true
        case .running(let call): bytesBegun > 0 && call.stream?.requests?.waiting == 0
        case .fresh, .over: false
        }
    }

    // MARK: Reply

    /// Takes what the handler sends.
    func take(_ content: ServerReply.Content) {
        guard case .running(let call) = phase else { return }
        switch content {
        case .reply(.success(let payload)):
            do throws(Status) {
                try limits.check(reply: payload.count)
                end(call, .success(payload), bytes: payload.count)
            } catch {
                end(call, .failure(error))
            }
        case .reply(.failure(let status)):
            end(call, .failure(status))
        case .message(let message):
            var sending = reply
            sending?.message(message, call.replyMetadata) { write($0) }
            reply = sending
            context?.flush()
        case .end(let status):
            end(call, status.map { .failure($0) } ?? .success(nil))
        }
    }

    private func end(_ call: ServerCall, _ result: Result<[UInt8]?, Status>, bytes: Int = 0) {
        phase = .over
        let metadata = call.replyMetadata
        switch result {
        case .success:
            call.end(nil, bytes: bytes)
            endReply(result, metadata)
        case .failure(let status):
            endReply(.failure(call.end(status) ?? status), metadata)
        }
    }

    /// Answers with a failure that the peer or the clock has brought about.
    private func fail(_ status: Status) {
        let stamped = end(status)
        phase = .over
        endReply(.failure(stamped), ReplyMetadata())
    }

    private func endReply(_ result: Result<[UInt8]?, Status>, _ metadata: ReplyMetadata) {
        request?.shut()
        setBegun(0)
        var ending = reply.take()
        ending?.end(result, metadata) { write($0) }
        context?.flush()
    }

    private func write(_ part: ReplyState.Part) {
        guard let context else { return }
        switch part {
        case .headers(let headers, let end):
            write(.headers(.init(headers: headers, endStream: end)), bytes: 0, end: end, context)
        case .data(let bytes, let end):
            let payload = HTTP2Frame.FramePayload.Data(data: .byteBuffer(bytes), endStream: end)
            write(.data(payload), bytes: bytes.readableBytes, end: end, context)
        }
    }

    private func write(
        _ payload: HTTP2Frame.FramePayload,
        bytes: Int,
        end: Bool,
        _ context: ChannelHandlerContext
    ) {
        setUnsent(bytesUnsent + bytes)
        bytesBeyondRoom += bytes
        let writer: RPCStreamWriter? =
            if case .running(let call) = phase { call.stream?.writer } else { nil }
        // What ends a whole request closes the stream by itself when it has left.
        guard writer != nil || (end && !isRequestEnded) else {
            return context.write(wrapOutboundOut(payload), promise: nil)
        }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.write(wrapOutboundOut(payload)).whenComplete { result in
            guard case .success = result else { return }
            bound.value.left(bytes, end: end)
            if bytes > 0 { writer?.sent(bytes - MessageReader.prefixBytes) }
        }
    }

    /// Bytes have left for the peer.
    private func left(_ bytes: Int, end: Bool) {
        setUnsent(max(bytesUnsent - bytes, 0))
        // The answer is whole: what the peer may still send is not wanted.
        guard end, !isRequestEnded, let context else { return }
        context.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil)
    }

    private func setUnsent(_ bytes: Int) {
        connection.bytesUnsent += bytes - bytesUnsent
        let isProgress = bytes < bytesUnsent
        bytesUnsent = bytes
        guard bytes > 0, let context else {
            waitingSince = nil
            return
        }
        guard waitingSince == nil || isProgress else { return }
        waitingSince = context.eventLoop.now
        connection.setAlarm(by: context.eventLoop.now + limits.outboundStallTimeout)
    }

    // MARK: Time

    /// Does what is due on this stream; when it is to be looked at again.
    func check(now: NIODeadline) -> NIODeadline? {
        var next: NIODeadline?
        func isDue(_ moment: NIODeadline) -> Bool {
            if moment > now { next = min(next ?? moment, moment) }
            return moment <= now
        }
        if let deadline, reply != nil, isDue(deadline) {
            fail(.deadlineExceeded(begun: { if case .running = phase { true } else { false } }()))
        }
        if let begunAt {
            let earned = Int64(bytesBegun) * 1_000 / Int64(limits.frameBytesPerSecondMin)
            if isDue(begunAt + limits.frameGrace + .milliseconds(earned)) { fail(.requestTooSlow) }
        }
        if let waitingSince {
            // What the stream's own window lets through waits for the connection's, and moves with it.
            let isHeldBack = bytesBeyondRoom > connection.streamWindow
            let lastRoom = isHeldBack ? waitingSince : max(waitingSince, connection.lastRoom)
            guard isDue(lastRoom + limits.outboundStallTimeout) else { return next }
            end(.cancelled)
            phase = .over
            context?.close(promise: nil)
        }
        return next
    }
}

/// Whether requests were taken since the stream last looked; raised on any thread.
private final class Taken: Sendable {
    private let isRaised = Atomic(false)

    /// Raises it; whether it was down.
    func add() -> Bool { !isRaised.exchange(true, ordering: .acquiringAndReleasing) }

    func clear() { isRaised.store(false, ordering: .releasing) }
}
