import Messages
package import NIOCore
import ServiceContextModule

/// What a call says of itself before its first message.
package struct CallHead: Sendable {
    /// The door that it came by.
    package let door: String
    /// The method, `/kntc.v1.PetitionService/GetPetition`.
    package let path: String
    /// How long the caller waits, in nanoseconds: 0 when it does not say, less when that has passed.
    package let timeoutNano: Int64
    /// What the caller sent beside the request.
    package let metadata: RPCMetadata
    /// Who is at the other end.
    package let peer: Peer
    /// The context of the work, when the caller told of one.
    let context: ServiceContext?

    /// The head of a call.
    package init(
        door: String,
        path: String,
        timeoutNano: Int64,
        metadata: RPCMetadata,
        peer: Peer
    ) {
        self.door = door
        self.path = path
        self.timeoutNano = timeoutNano
        self.metadata = metadata
        self.peer = peer
        context = metadata.serviceContext
    }
}

/// What a handler sends towards its peer.
package struct ServerReply: Sendable {
    /// What is sent.
    package enum Content: Sendable {
        /// The one answer of a unary call.
        case reply(Result<[UInt8], Status>)
        /// One message of a stream.
        case message([UInt8])
        /// The end of a stream; with a status, its bad end.
        case end(Status?)
    }

    /// Takes what handlers send; lives on one event loop.
    package protocol Taker: AnyObject {
        /// Puts it with what is to be written.
        func take(_ content: Content, on stream: UInt32)
        /// Writes it: nothing more is at hand.
        func delivered()
    }

    let taker: NIOLoopBound<any Taker>
    let stream: UInt32
    let content: Content

    /// A reply for a stream of a connection.
    package init(taker: NIOLoopBound<any Taker>, stream: UInt32, content: Content) {
        self.taker = taker
        self.stream = stream
        self.content = content
    }

    /// Hands over what handlers have sent, so that each connection writes once.
    static func deliver(_ replies: [ServerReply]) {
        var touched: [any Taker] = []
        for reply in replies {
            let taker = reply.taker.value
            if touched.last !== taker { touched.append(taker) }
            taker.take(reply.content, on: reply.stream)
        }
        for taker in touched { taker.delivered() }
    }
}

/// What all connections of a server share.
package struct ServerContext: Sendable {
    /// Work that may block.
    package typealias Job = @Sendable () -> Void

    /// The method table.
    package let router: Router
    /// The bounds of the transport.
    package let limits: Limits
    /// Keeps account of the calls.
    package let ledger: CallLedger
    /// Runs jobs on worker threads.
    package let submit: @Sendable ([ServerContext.Job]) -> Void
    /// Takes notes of closed connections and defects.
    package let log: ServerLog
    /// Goes up once the server is about to stop.
    package let stopping: Cancellation
}

/// A call that is going to be served, whichever door it came by.
package struct AdmittedCall: Sendable {
    /// How long the caller waits; streams may have no end.
    package let timeout: TimeAmount?
    /// How the method is served.
    package let handler: Router.Handler

    /// The method.
    package var path: String { call.path }

    private let call: RPCCall
    private let context: ServiceContext?
    private let server: ServerContext
    private let cancellation = Cancellation()

    /// Finds the method of a call and its deadline.
    ///
    /// - Parameters:
    ///   - head: What the call says of itself.
    ///   - bytes: Bytes of its request, as far as they are here.
    ///   - server: What all connections share.
    /// - Throws: The refusal, which the ledger has taken in.
    package init(_ head: CallHead, bytes: Int = 0, server: ServerContext) throws(Status) {
        let entry = server.ledger.begin(head, bytes: bytes)
        do throws(Status) {
            try server.limits.check(head.metadata)
            try server.limits.check(payload: bytes)
            guard let route = server.router.route(path: head.path) else {
                throw Status.unknownMethod(head.path)
            }
            timeout = try Self.timeout(of: head, route.handler, server.limits)
            handler = route.handler
            self.server = server
            context = head.context
            call = RPCCall(
                path: route.path,
                metadata: head.metadata,
                deadline: timeout.map { .now + .nanoseconds($0.nanoseconds) },
                peer: head.peer,
                cancellation: cancellation,
                stopping: server.stopping,
                entry: entry
            )
        } catch {
            entry.end(error)
            throw error.with(supportID: entry.supportID)
        }
    }

    private static func timeout(
        of head: CallHead,
        _ handler: Router.Handler,
        _ limits: Limits
    ) throws(Status) -> TimeAmount? {
        guard head.timeoutNano >= 0 else { throw .deadlineExceeded(begun: false) }
        let asked: TimeAmount? = head.timeoutNano == 0 ? nil : .nanoseconds(head.timeoutNano)
        return switch handler {
        case .unary: min(asked ?? limits.deadlineDefault, limits.deadlineMax)
        case .stream, .duplex: asked.map { min($0, limits.streamDeadlineMax) }
        }
    }

    /// Refuses the call for how its door brought it.
    ///
    /// - Parameter status: Why.
    /// - Returns: The status as the peer gets it.
    package func refuse(_ status: Status) -> Status {
        ServerCall(cancellation: cancellation, entry: call.entry, stream: nil).cancel(status)
    }

    /// Begins a call whose one request is here.
    ///
    /// - Parameters:
    ///   - payload: The request.
    ///   - codec: How the door's payloads become messages; nil when they are messages.
    ///   - allowance: How much a stream may carry; nil for any number of messages until its age.
    ///   - post: Takes what the handler sends.
    /// - Returns: What the connection keeps, and for a unary call the job to submit.
    package func begin(
        _ payload: [UInt8],
        codec: PayloadCodec? = nil,
        allowance: StreamAllowance? = nil,
        post: @escaping @Sendable (ServerReply.Content) -> Void
    ) -> (ServerCall, ServerContext.Job?) {
        switch handler {
        case .unary(let handler):
            let job: ServerContext.Job = { [call, context] in
                // Nobody waits for it any more: it was ended while it was queued.
                guard !call.isCancelled else { return }
                ServiceContext.with(context) {
                    guard let codec else { return handler(call, payload) { post(.reply($0)) } }
                    do throws(Status) {
                        handler(call, try codec.decode(payload)) {
                            post(.reply(codec.encode($0)))
                        }
                    } catch {
                        post(.reply(.failure(error)))
                    }
                }
            }
            return (ServerCall(cancellation: cancellation, entry: call.entry, stream: nil), job)
        case .stream(let handler):
            return (
                run(post, allowance) { [call] in try await handler(call, payload, $0) }, nil
            )
        case .duplex:
            let requests = CallRequests(only: payload)
            return (begin(requests, allowance: allowance, post: post), nil)
        }
    }

    /// Begins a call of a method that takes a stream of requests.
    ///
    /// - Parameters:
    ///   - requests: The requests; ended badly by the connection when the call is over for the peer.
    ///   - allowance: How much the stream may carry; nil for any number of messages until its age.
    ///   - post: Takes what the handler sends.
    /// - Returns: What the connection keeps.
    package func begin(
        _ requests: CallRequests,
        allowance: StreamAllowance? = nil,
        post: @escaping @Sendable (ServerReply.Content) -> Void
    ) -> ServerCall {
        guard case .duplex(let handler) = handler else {
            preconditionFailure("the method takes one request: the door asks before it begins")
        }
        return run(post, allowance, requests) { [call] in try await handler(call, requests, $0) }
    }

    /// Runs a streaming handler in a task that the connection holds.
    ///
    /// It is cancelled when the call ends for the peer, and a drain waits for its end.
    private func run(
        _ post: @escaping @Sendable (ServerReply.Content) -> Void,
        _ allowance: StreamAllowance?,
        _ requests: CallRequests? = nil,
        _ serve: @escaping @Sendable (RPCStreamWriter) async throws -> Void
    ) -> ServerCall {
        let writer = RPCStreamWriter(
            bytesUnsentMax: server.limits.streamOutboundBytesMax,
            payloadBytesMax: server.limits.payloadBytesMax,
            stallMax: server.limits.streamStallTimeout,
            allowance: allowance
                ?? StreamAllowance(endsAt: .now + Duration(server.limits.streamAgeMax)),
            post: { [call] in
                call.entry?.add(bytesOut: $0.count)
                post(.message($0))
            }
        )
        let task = Task { [call, context, server] in
            do {
                try await ServiceContext.$current.withValue(context) {
                    try await serve(writer)
                }
                post(.end(nil))
            } catch is StreamSpent {
                post(.end(nil))
            } catch let status as Status {
                post(.end(status))
            } catch {
                if !call.isCancelled { server.log.defect(error, path: call.path) }
                post(.end(.internalError))
            }
        }
        return ServerCall(
            cancellation: cancellation,
            entry: call.entry,
            stream: ServerCall.Stream(writer: writer, requests: requests, task: task)
        )
    }
}

/// Turns what a door carries into the messages that handlers take, and back; used off the event loops.
package struct PayloadCodec: Sendable {
    /// The message of a request.
    package let decode: @Sendable ([UInt8]) throws(Status) -> [UInt8]
    /// What is sent for a message.
    package let reply: @Sendable ([UInt8]) throws(Status) -> [UInt8]

    /// A codec of these functions.
    package init(
        decode: @escaping @Sendable ([UInt8]) throws(Status) -> [UInt8],
        reply: @escaping @Sendable ([UInt8]) throws(Status) -> [UInt8]
    ) {
        self.decode = decode
        self.reply = reply
    }

    func encode(_ result: Result<[UInt8], Status>) -> Result<[UInt8], Status> {
        result.flatMap { message in
            do throws(Status) { return .success(try reply(message)) } catch {
                return .failure(error)
            }
        }
    }
}

/// A call in flight on a server connection.
package struct ServerCall: Sendable {
    /// A call with any number of messages.
    package struct Stream: Sendable {
        /// Where the handler puts its messages.
        package let writer: RPCStreamWriter
        /// What the peer sends, when the method takes more than one request.
        package let requests: CallRequests?
        let task: Task<Void, Never>
    }

    let cancellation: Cancellation
    let entry: CallEntry?
    /// Nothing for a unary call.
    package let stream: Stream?

    /// Ends the call for its peer before its handler has: the handler is told, and the account closed.
    ///
    /// - Parameter status: Why.
    /// - Returns: The status as the peer gets it, when it gets one.
    @discardableResult
    package func cancel(_ status: Status) -> Status {
        stream?.writer.close(status)
        stream?.requests?.end(status)
        stream?.task.cancel()
        return end(status) ?? status
    }

    /// What the handler sends beside its reply.
    package var replyMetadata: ReplyMetadata { entry?.replyMetadata ?? ReplyMetadata() }

    /// Counts bytes of the peer that came after the call was admitted.
    package func received(bytes: Int) { entry?.add(bytesIn: bytes) }

    /// Ends the call well for its peer before its handler has.
    package func finish() {
        stream?.task.cancel()
        end(nil)
    }

    /// Ends the call as its handler has ended it.
    ///
    /// - Parameters:
    ///   - status: What it failed with; nil when it went well.
    ///   - bytes: Bytes of the reply.
    /// - Returns: The status as the peer gets it.
    @discardableResult
    package func end(_ status: Status?, bytes: Int = 0) -> Status? {
        cancellation.set()
        stream?.writer.close(status ?? .streamEnded)
        stream?.requests?.end(status ?? .streamEnded)
        guard let entry else { return status }
        entry.end(status, bytes: bytes)
        return status?.with(supportID: entry.supportID)
    }
}

extension Limits {
    /// Holds a payload against its limit.
    ///
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE.
    package func check(payload bytes: Int) throws(Status) {
        guard bytes > payloadBytesMax else { return }
        throw .tooLarge(
            .payloadTooLarge,
            "payload bytes",
            found: bytes,
            max: payloadBytesMax
        )
    }

    /// Holds a reply against the limit of payloads.
    ///
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE.
    package func check(reply bytes: Int) throws(Status) {
        guard bytes > payloadBytesMax else { return }
        throw .replyTooLarge(found: bytes, max: payloadBytesMax)
    }

    /// Holds metadata against its limits.
    func check(_ metadata: RPCMetadata) throws(Status) {
        let entries = metadata.entries
        guard entries.count <= metadataEntriesMax else {
            throw .tooLarge(
                .metadataTooLarge,
                "metadata entries",
                found: entries.count,
                max: metadataEntriesMax
            )
        }
        let bytes = entries.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= metadataBytesMax else {
            throw .tooLarge(
                .metadataTooLarge,
                "metadata bytes",
                found: bytes,
                max: metadataBytesMax
            )
        }
    }
}
