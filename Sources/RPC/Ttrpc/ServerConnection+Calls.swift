import Messages
import NIOCore

/// The calls of a connection: what the verdicts on frames come to, and what handlers send.
extension ServerConnection: ServerReply.Taker {
    /// Does what was decided on a frame.
    func perform(
        _ verdict: ConnectionState<ServerCall>.Verdict,
        _ header: FrameHeader,
        _ body: ByteBuffer
    ) {
        switch verdict {
        case .admit(let stream):
            do {
                try admit(decoded(body), stream, header.flags)
            } catch {
                outbound.writeFailure(error, stream: stream)
            }
        case .refuse(let stream, let status, let ended):
            // What is refused unread may still say which call it was to be.
            let request = header.type == FrameType.request ? try? TtrpcRequest(body: body) : nil
            let stamped = ended?.cancel(status) ?? refuse(request, body.readableBytes, status)
            outbound.writeFailure(stamped, stream: stream)
        case .deliver(let call, let hasMessage, let isLast):
            if hasMessage {
                call.entry?.add(bytesIn: body.readableBytes)
                call.stream?.requests?.push(Array(body.readableBytesView))
            }
            if isLast { call.stream?.requests?.end() }
        case .grant(let call, let messages):
            call.stream?.writer.grant(messages)
        case .cancel(let call):
            call.cancel(.cancelled)
        case .greet(var hello):
            hello.software = introduction.software
            hello.storeEpoch = introduction.storeEpoch
            outbound.writeHello(hello)
        case .pong(let token):
            outbound.writePing(token, type: FrameType.pong)
        case .skip:
            break
        case .close(let reason):
            close(reason)
        }
    }

    private func decoded(_ body: ByteBuffer) throws(Status) -> TtrpcRequest {
        do {
            return try TtrpcRequest(body: body)
        } catch {
            throw refuse(nil, body.readableBytes, error)
        }
    }

    /// Refuses what is no call yet; the status as the peer gets it.
    private func refuse(_ request: TtrpcRequest?, _ bytes: Int, _ status: Status) -> Status {
        server.ledger.begin(head(of: request ?? TtrpcRequest()), bytes: bytes).refuse(status)
    }

    private func head(of request: TtrpcRequest) -> CallHead {
        CallHead(
            door: "ttrpc",
            path: "/\(request.service)/\(request.method)",
            timeoutNano: request.timeoutNano,
            metadata: RPCMetadata(
                request.metadata.map { RPCMetadata.Entry(key: $0.key, value: $0.value) }
            ),
            peer: peer
        )
    }

    private func admit(
        _ request: TtrpcRequest,
        _ stream: UInt32,
        _ flags: FrameFlags
    ) throws(Status) {
        guard let context else { return }
        let admitted = try AdmittedCall(
            head(of: request),
            bytes: request.payload.count,
            server: server
        )
        let kind = try kind(of: admitted, flags)
        let bound = NIOLoopBound<any ServerReply.Taker>(self, eventLoop: context.eventLoop)
        let post: @Sendable (ServerReply.Content) -> Void = { [server] content in
            server.outbox.post(ServerReply(taker: bound, stream: stream, content: content))
        }
        var ends = admitted.timeout.map { [State.End(at: context.eventLoop.now + $0)] } ?? []
        guard kind != .unary else {
            let call = admitted.begin(request.payload, post: post)
            return state.open(stream, call: call, end: ends.first)
        }
        let (allowance, age) = allowance()
        let grace = server.limits.streamEndGrace
        ends.append(State.End(at: context.eventLoop.now + age + grace, isGood: true))
        let end = ends.min { $0.at < $1.at }
        if kind == .clientStream {
            let requests = requests(on: stream, context)
            let call = admitted.begin(requests, allowance: allowance, post: post)
            state.open(stream, call: call, kind: kind, end: end)
            // Some clients put the first message into the request.
            guard !request.payload.isEmpty else { return }
            state.opened(stream, with: request.payload.count)
            requests.push(request.payload)
        } else {
            let call = admitted.begin(request.payload, allowance: allowance, post: post)
            state.open(stream, call: call, kind: kind, end: end)
        }
    }

    private typealias State = ConnectionState<ServerCall>

    /// How the call goes on, when its method and its flags agree.
    private func kind(of admitted: AdmittedCall, _ flags: FrameFlags) throws(Status) -> State.Kind {
        let isOpen = flags.contains(.remoteOpen)
        switch admitted.handler {
        case .unary:
            guard !isOpen else {
                throw admitted.refuse(.protocolViolation("the method takes one request"))
            }
            return .unary
        case .stream:
            guard flags.contains(.remoteClosed), !isOpen else {
                throw admitted.refuse(
                    .protocolViolation("a request to a streaming method closes its side")
                )
            }
            return .serverStream
        case .duplex:
            guard flags.contains(.remoteClosed) != isOpen else {
                throw admitted.refuse(
                    .protocolViolation(
                        "a request to this method either closes its side or opens it"
                    )
                )
            }
            return isOpen ? .clientStream : .serverStream
        }
    }

    /// How much a stream may carry, and its age.
    private func allowance() -> (StreamAllowance, age: TimeAmount) {
        let limits = server.limits
        let age = state.isGreeted ? limits.streamAgeMax : limits.plainStreamAgeMax
        var allowance = StreamAllowance(endsAt: .now + Duration(age))
        allowance.credit = state.agreement?.window
        if !state.isGreeted { allowance.messagesMax = limits.plainStreamMessagesMax }
        return (allowance, age)
    }

    /// The requests of a client stream; each one taken may let the client send more.
    private func requests(on stream: UInt32, _ context: ChannelHandlerContext) -> CallRequests {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        return CallRequests { loop.execute { bound.value.taken(on: stream) } }
    }

    private func taken(on stream: UInt32) {
        guard !isClosing else { return }
        if let credit = state.taken(on: stream) { outbound.writeCredit(credit, stream: stream) }
        settle()
    }

    // MARK: Writing

    func take(_ content: ServerReply.Content, on stream: UInt32) {
        guard !isClosing else { return }
        prepareOutbound()
        switch content {
        case .reply(let result):
            guard let call = state.end(stream) else { return }
            reply(result, to: call, on: stream)
        case .message(let payload):
            guard let writer = state.call(on: stream)?.stream?.writer else { return }
            if let tooLarge = tooLarge(payload.count) {
                guard let call = state.end(stream) else { return }
                return outbound.writeFailure(call.cancel(tooLarge), stream: stream)
            }
            state.sent(on: stream)
            unsent.append((writer, payload.count))
            outbound.writeMessage(payload, stream: stream)
        case .end(let status):
            guard let call = state.end(stream) else { return }
            end(call, status, on: stream)
        }
    }

    private func reply(
        _ result: Result<[UInt8], Status>,
        to call: ServerCall,
        on stream: UInt32
    ) {
        do throws(Status) {
            let payload = try result.get()
            try server.limits.check(reply: payload.count)
            // With the field's own bytes before it.
            if let tooLarge = tooLarge(payload.count + 6) { throw tooLarge }
            call.end(nil, bytes: payload.count)
            outbound.writeSuccess(payload, stream: stream)
        } catch {
            outbound.writeFailure(call.end(error) ?? error, stream: stream)
        }
    }

    /// What a peer is told that takes no frame of that length.
    private func tooLarge(_ bytes: Int) -> Status? {
        guard let most = state.agreement?.frameBytesMax, bytes > most else { return nil }
        return .replyTooLarge(found: bytes, max: most)
    }

    private func end(_ call: ServerCall, _ status: Status?, on stream: UInt32) {
        if let status = call.end(status) {
            outbound.writeFailure(status, stream: stream)
        } else {
            outbound.writeEnd(stream: stream)
        }
    }

    /// Ends the calls whose time has come.
    func endCalls(_ now: NIODeadline) {
        for (stream, call, isGood) in state.expire(now: now) {
            if isGood {
                call.finish()
                outbound.writeEnd(stream: stream)
            } else {
                let status = call.cancel(.deadlineExceeded(begun: true))
                outbound.writeFailure(status, stream: stream)
            }
        }
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
