import Messages
package import NIOCore
import ServiceContextModule

/// A call that is going to be served, whichever door it came by.
package final class AdmittedCall: Sendable {
    /// How long the caller waits; streams may have no end.
    package let timeout: TimeAmount?
    /// How the method is served.
    package var handler: Router.Handler { route.handler }

    /// The method.
    package var path: String { call.path }

    private let route: Router.Route
    private let call: RPCCall
    private let context: ServiceContext?
    private let server: ServerContext
    private let cancellation = Cancellation()

    /// Finds the method of a call and its deadline.
    ///
    /// - Parameters:
    ///   - head: What the call says of itself.
    ///   - bytes: Bytes of its request, as far as they are here.
    ///   - server: What the connections of its event loop share.
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
            self.route = route
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
            throw entry.refuse(error)
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

    /// Begins a call whose one request is here; a unary one that may block on a worker thread.
    ///
    /// - Parameters:
    ///   - payload: The request.
    ///   - codec: How the door's payloads become messages; nil when they are messages.
    ///   - allowance: How much a stream may carry; nil for any number of messages until its age.
    ///   - post: Takes what the handler sends.
    /// - Returns: What the connection keeps.
    package func begin(
        _ payload: [UInt8],
        codec: PayloadCodec? = nil,
        allowance: StreamAllowance? = nil,
        post: @escaping @Sendable (ServerReply.Content) -> Void
    ) -> ServerCall {
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
            if route.neverBlocks { job() } else { server.submit(job) }
            return ServerCall(cancellation: cancellation, entry: call.entry, stream: nil)
        case .stream(let handler):
            return run(post, allowance) { [call] in try await handler(call, payload, $0) }
        case .duplex:
            return begin(CallRequests(only: payload), allowance: allowance, post: post)
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
