import NIOCore
import NIOHPACK
import NIOHTTP1
import RPC

/// One HTTP/1.1 connection of the door: unary calls over Connect, one after the other.
///
/// The rules are in ``RequestState``, ``ReplyState`` and ``ConnectionWatch``; this only performs them.
final class HTTP1Connection: ChannelInboundHandler, ServerReply.Taker {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase {
        case idle
        /// The request is not whole.
        case receiving(AdmittedCall)
        case running(ServerCall)
        /// The answer is given or being given; what still comes of the request is passed over.
        case over
    }

    /// A reply is written in pieces of this size, so that a peer is seen to take it.
    private static let pieceBytes = 64 << 10

    private let server: ServerContext
    private let peer: Peer
    private let methods: ContractMethods
    private let retiresAt: NIODeadline
    private var watch: ConnectionWatch
    private var context: ChannelHandlerContext?

    private var phase = Phase.idle
    /// Counts the requests, so that a reply that comes too late is told from the next one's.
    private var number: UInt32 = 0
    private var request: RequestState?
    private var reply: ReplyState?
    private var deadline: NIODeadline?
    private var isKeptAlive = true
    private var isRequestWhole = true
    private var hasPart = false
    private var bytesOfRequest = 0
    private var piecesUnsent = 0
    private var isDraining = false
    /// Whether the last answer is on its way: what comes meanwhile is not read.
    private var isEnding = false
    private var isClosing = false
    private var alarm = Alarm()

    private var isIdle: Bool { if case .idle = phase { true } else { false } }

    init(
        server: ServerContext,
        peer: Peer,
        methods: ContractMethods,
        now: NIODeadline
    ) {
        self.server = server
        self.peer = peer
        self.methods = methods
        retiresAt = now + server.connectionAge()
        watch = ConnectionWatch(limits: server.limits, now: now)
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setAlarm()
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
        endCall(.cancelled)
        phase = .over
    }

    /// Ends the call for its peer, when there is one; the status as the peer gets it.
    @discardableResult
    private func endCall(_ status: Status) -> Status {
        switch phase {
        case .receiving(let admitted): admitted.refuse(status)
        case .running(let call): call.cancel(status)
        case .idle, .over: status
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError {
            // It has been answered 400.
            close(.ruleBroken("\(type(of: error))"))
        } else {
            if !isClosing { server.log.broke(error, peer: peer.address) }
            isClosing = true
            context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ConnectionOrder.drain:
            isDraining = true
            if isIdle, !isEnding { close(.drained) }
        case ConnectionOrder.close:
            close(.graceOver)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func close(_ reason: CloseReason) {
        guard !isClosing, let context else { return }
        var inFlight = 0
        if case .running = phase { inFlight = 1 }
        server.log.closed(reason, peer: peer.address, inFlight: inFlight)
        isClosing = true
        context.close(promise: nil)
    }

    // MARK: Request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing, !isEnding else { return }
        hasPart = true
        switch unwrapInboundIn(data) {
        case .head(let head):
            begin(head, context)
        case .body(let bytes):
            bytesOfRequest += bytes.readableBytes
            request?.append(bytes)
        case .end:
            isRequestWhole = true
            request?.end()
        }
        performRequest()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isClosing {
            // Bytes that made no part are those of a head that is not whole.
            let isBegun = !isRequestWhole || (isIdle && !hasPart)
            watch.read(
                completedFrame: isRequestWhole && hasPart,
                begunFrame: isBegun,
                now: context.eventLoop.now
            )
            hasPart = false
            setAlarm()
        }
        context.fireChannelReadComplete()
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        number += 1
        bytesOfRequest = 0
        isKeptAlive = head.isKeepAlive && !isDraining && context.eventLoop.now < retiresAt
        isRequestWhole = false
        let call = RequestHead(
            method: head.method.rawValue,
            path: head.uri,
            headers: head.headers.lazy.map { ($0.name.lowercased(), $0.value) },
            peer: peer
        )
        switch call {
        case .refused(let refusal):
            refuse(
                refusal == .methodNotAllowed ? .methodNotAllowed : .unsupportedMediaType,
                refusal.remedy
            )
        case .call(_, .grpc, refusal: _):
            refuse(.httpVersionNotSupported, ("upgrade", "h2c"))
        case .call(let call, let dialect, let refusal):
            reply = ReplyState(dialect)
            do throws(Status) {
                try admit(call, refusal, context)
                askForBody(head, context)
            } catch {
                fail(error)
            }
        }
    }

    private func admit(
        _ head: CallHead,
        _ refusal: Status?,
        _ context: ChannelHandlerContext
    ) throws(Status) {
        let admitted = try AdmittedCall(head, server: server)
        phase = .receiving(admitted)
        if let refusal { throw refusal }
        guard case .unary = admitted.handler else { throw .streamOverConnect(head.path) }
        deadline = admitted.timeout.map { context.eventLoop.now + $0 }
        let isJSON = reply?.isJSON ?? false
        request = RequestState(.bare, isJSON: isJSON, limits: server.limits)
    }

    /// Tells a caller that waits for it to send its body.
    private func askForBody(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .receiving = phase,
            head.headers.first(name: "expect")?.lowercased() == "100-continue"
        else { return }
        let answer = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(answer)), promise: nil)
    }

    private func performRequest() {
        guard let event = request?.next(), let context else { return }
        switch (event, phase) {
        case (.request(let payload), .receiving(let admitted)):
            let bound = NIOLoopBound<any ServerReply.Taker>(self, eventLoop: context.eventLoop)
            let call = admitted.begin(
                payload,
                codec: reply?.codec(for: admitted.path, methods)
            ) { [server, number] content in
                server.outbox.post(ServerReply(taker: bound, stream: number, content: content))
            }
            call.received(bytes: payload.count)
            phase = .running(call)
        case (.broken(let status), _):
            fail(status)
        default:
            break
        }
    }

    // MARK: Reply

    func take(_ content: ServerReply.Content, on stream: UInt32) {
        guard !isClosing, stream == number, case .running(let call) = phase,
            case .reply(let result) = content
        else { return }
        phase = .over
        let metadata = call.replyMetadata
        do throws(Status) {
            let payload = try result.get()
            try server.limits.check(reply: payload.count)
            call.end(nil, bytes: payload.count)
            endReply(.success(payload), metadata)
        } catch {
            endReply(.failure(call.end(error) ?? error), metadata)
        }
    }

    func delivered() {}

    /// Answers with a failure that the peer or the clock has brought about.
    private func fail(_ status: Status) {
        let stamped = endCall(status)
        phase = .over
        endReply(.failure(stamped), ReplyMetadata())
    }

    private func endReply(_ result: Result<[UInt8]?, Status>, _ metadata: ReplyMetadata) {
        request = nil
        deadline = nil
        // Taken out first: what ends one answer may begin the next request at once.
        var ending = reply.take()
        ending?.end(result, metadata) { part in
            switch part {
            case .headers(let headers, let end):
                writeHead(headers)
                if end { writeEnd() }
            case .data(let bytes, let end):
                writeBody(bytes)
                if end { writeEnd() }
            }
        }
    }

    /// Answers without a call.
    private func refuse(_ status: HTTPResponseStatus, _ remedy: (String, String)? = nil) {
        phase = .over
        var headers = HPACKHeaders([(":status", String(status.code)), ("content-length", "0")])
        if let remedy { headers.add(name: remedy.0, value: remedy.1) }
        writeHead(headers)
        writeEnd()
    }

    private func writeHead(_ headers: HPACKHeaders) {
        // What is left of a request that is answered early would be read as the next one.
        if !isRequestWhole || isDraining { isKeptAlive = false }
        let code = headers.first(name: ":status").flatMap(Int.init) ?? 500
        var http = HTTPHeaders(
            headers.lazy.filter { !$0.name.hasPrefix(":") }.map { ($0.name, $0.value) }
        )
        if !isKeptAlive { http.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: code),
            headers: http
        )
        context?.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func writeBody(_ bytes: ByteBuffer) {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        var bytes = bytes
        watch.stalled(true, now: context.eventLoop.now)
        while let piece = bytes.readSlice(length: min(bytes.readableBytes, Self.pieceBytes)),
            piece.readableBytes > 0
        {
            piecesUnsent += 1
            context.write(wrapOutboundOut(.body(.byteBuffer(piece))))
                .whenComplete { _ in bound.value.pieceLeft() }
        }
    }

    private func pieceLeft() {
        guard let context else { return }
        piecesUnsent -= 1
        watch.stalled(piecesUnsent > 0, now: context.eventLoop.now)
    }

    private func writeEnd() {
        guard let context else { return }
        let isLast = !isKeptAlive
        if isLast { isEnding = true }
        phase = isRequestWhole ? .idle : .over
        watch.wrote(now: context.eventLoop.now)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            let (connection, context) = bound.value
            if isLast { connection.endOutput(context) }
        }
        if !isClosing { setAlarm() }
    }

    private func endOutput(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        if isDraining { server.log.closed(.drained, peer: peer.address, inFlight: 0) }
        alarm.cancel()
        context.linger(for: server.limits.lingerTimeout)
    }

    // MARK: Time

    private func setAlarm() {
        guard !isClosing, let context else { return }
        let closing = watch.due(bytesOfBegunFrame: bytesOfRequest, inFlight: isIdle ? 0 : 1)?.at
        let due = min(closing ?? .distantFuture, deadline ?? .distantFuture)
        guard !alarm.goesOff(by: due) else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        alarm.set(to: due, on: context.eventLoop) { bound.value.alarmWentOff() }
    }

    private func alarmWentOff() {
        alarm.wentOff()
        guard !isClosing, let context else { return }
        let now = context.eventLoop.now
        if let deadline, deadline <= now {
            var isBegun = false
            if case .running = phase { isBegun = true }
            fail(.deadlineExceeded(begun: isBegun))
        }
        let due = watch.due(bytesOfBegunFrame: bytesOfRequest, inFlight: isIdle ? 0 : 1)
        if let due, due.at <= now { return close(due.reason) }
        setAlarm()
    }
}
