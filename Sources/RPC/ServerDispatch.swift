import Messages
import NIOCore

/// A request that is going to be served.
struct AdmittedCall {
    /// How long the caller waits; streams may have no end.
    let timeout: TimeAmount?

    private let handler: Router.Handler
    private let payload: [UInt8]
    private let call: RPCCall
    private let cancellation = Cancellation()

    /// Finds the method of a decoded request and its deadline, or throws the refusal.
    init(
        _ request: TtrpcRequest,
        flags: FrameFlags,
        peer: String,
        server: ServerContext
    ) throws(Status) {
        guard
            let route = server.router.route(service: request.service, method: request.method)
        else {
            throw .unknownMethod("/\(request.service)/\(request.method)")
        }
        guard request.timeoutNano >= 0 else { throw .deadlineExceeded(begun: false) }
        let asked: TimeAmount? =
            request.timeoutNano == 0 ? nil : .nanoseconds(request.timeoutNano)
        switch route.handler {
        case .unary:
            timeout = min(asked ?? server.limits.deadlineDefault, server.limits.deadlineMax)
        case .stream:
            guard flags.contains(.remoteClosed) else {
                throw .protocolViolation("a request to a streaming method closes its side")
            }
            timeout = asked.map { min($0, server.limits.streamDeadlineMax) }
        }
        handler = route.handler
        payload = request.payload
        call = RPCCall(
            path: route.path,
            metadata: RPCMetadata(
                request.metadata.map { RPCMetadata.Entry(key: $0.key, value: $0.value) }
            ),
            deadline: timeout.map { .now + .nanoseconds($0.nanoseconds) },
            remoteAddress: peer,
            cancellation: cancellation
        )
    }

    /// Begins the call: a unary one leaves a job for the worker threads, a stream has its task.
    ///
    /// - Parameters:
    ///   - server: What all connections share.
    ///   - post: Takes what the handler sends.
    /// - Returns: What the connection keeps, and the job to submit.
    func begin(
        server: ServerContext,
        post: @escaping @Sendable (ServerReply.Content) -> Void
    ) -> (ServerCall, WorkerPool.Job?) {
        switch handler {
        case .unary(let handler):
            let begun = ContinuousClock.now
            let job: WorkerPool.Job = { [call, payload] in
                // Nobody waits for it any more: it was ended while it was queued.
                guard !call.isCancelled else { return }
                handler(call, payload) {
                    server.times.add(ContinuousClock.now - begun, to: call.path)
                    post(.reply($0))
                }
            }
            return (ServerCall(cancellation: cancellation, stream: nil), job)
        case .stream(let handler):
            let stream = run(handler, server: server, post: post)
            return (ServerCall(cancellation: cancellation, stream: stream), nil)
        }
    }

    /// Runs a streaming handler in a task that the connection holds.
    ///
    /// It is cancelled when the call ends for the peer, and a drain waits for its end.
    private func run(
        _ handler: @escaping StreamHandler,
        server: ServerContext,
        post: @escaping @Sendable (ServerReply.Content) -> Void
    ) -> (writer: RPCStreamWriter, task: Task<Void, Never>) {
        let writer = RPCStreamWriter(
            bytesUnsentMax: server.limits.streamOutboundBytesMax,
            payloadBytesMax: server.limits.payloadBytesMax,
            stallMax: server.limits.streamStallTimeout,
            post: { post(.message($0)) }
        )
        let task = Task { [call, payload] in
            do {
                try await handler(call, payload, writer)
                post(.end(nil))
            } catch let status as Status {
                post(.end(status))
            } catch {
                if !call.isCancelled { server.log.defect(error, path: call.path) }
                post(.end(.internalError))
            }
        }
        return (writer, task)
    }
}

extension TtrpcRequest {
    /// Decodes the body of a request frame and holds it against the limits.
    init(body: ByteBuffer, limits: Limits) throws(Status) {
        do {
            try self.init(serialized: body.readableBytesSpan)
        } catch {
            throw .malformed(Self.typeName, error)
        }
        guard payload.count <= limits.payloadBytesMax else {
            throw .tooLarge(
                Status.Reason.payloadTooLarge,
                "payload bytes",
                found: payload.count,
                max: limits.payloadBytesMax
            )
        }
        guard metadata.count <= limits.metadataEntriesMax else {
            throw .tooLarge(
                Status.Reason.metadataTooLarge,
                "metadata entries",
                found: metadata.count,
                max: limits.metadataEntriesMax
            )
        }
        let bytes = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= limits.metadataBytesMax else {
            throw .tooLarge(
                Status.Reason.metadataTooLarge,
                "metadata bytes",
                found: bytes,
                max: limits.metadataBytesMax
            )
        }
    }
}
