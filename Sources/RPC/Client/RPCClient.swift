package import Messages
import NIOCore
import NIOPosix
import Synchronization

/// A client of one server, for any number of calls at the same time over one connection.
///
/// A connection that is lost or sent away is followed by another. A call that no server has begun is
/// tried again elsewhere; one whose answer was lost is, when its method allows that (`retry_safe`).
/// All attempts share the call's one deadline.
package final class RPCClient: Sendable {
    private let source: ConnectionSource
    private let limits: Limits
    private let budget = Mutex(RetryBudget())

    init(source: ConnectionSource, limits: Limits) {
        self.source = source
        self.limits = limits
    }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - host: The server's address or name.
    ///   - port: The server's TCP port.
    ///   - timeout: How long to try, now and whenever the connection is made anew.
    ///   - limits: The bounds of the transport.
    ///   - security: TLS; nil for a plain port.
    /// - Returns: The client, connected.
    /// - Throws: UNAVAILABLE CONNECTION_LOST when nobody answers in time.
    package static func connect(
        host: String,
        port: Int,
        timeout: Duration = .seconds(10),
        limits: Limits = Limits(),
        security: (any ClientSecurity)? = nil
    ) async throws(Status) -> RPCClient {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let source = ConnectionSource(loop: loop) {
            RPCConnection.connect(
                host: host,
                port: port,
                timeout: timeout,
                limits: limits,
                security: security,
                on: loop
            )
        }
        do {
            _ = try await source.connection().get()
        } catch {
            throw .notConnected
        }
        return RPCClient(source: source, limits: limits)
    }

    /// Whether there is a connection to put calls on.
    package var isConnected: Bool { source.usable != nil }

    /// Closes the connections; calls in flight end with UNAVAILABLE, and none begins any more.
    package func close() async { await source.close() }

    /// Calls a unary method with bytes.
    ///
    /// - Parameters:
    ///   - path: The method, `/kntc.v1.PetitionService/GetPetition`.
    ///   - payload: The request.
    ///   - timeout: How long to wait over all attempts; the server is told.
    ///   - metadata: Entries beside the request.
    ///   - isRetrySafe: Whether the method may be called again after a lost answer.
    /// - Returns: The reply.
    /// - Throws: The server's status, DEADLINE_EXCEEDED, CANCELLED when the task is cancelled, or
    ///   UNAVAILABLE when the connection is or gets lost.
    package func call(
        _ path: String,
        _ payload: [UInt8],
        timeout: Duration = .seconds(30),
        metadata: RPCMetadata = .init(),
        isRetrySafe: Bool = false
    ) async throws(Status) -> [UInt8] {
        let call = ClientCall(
            ClientRequest(
                path: path,
                payload: payload,
                metadata: metadata.traced,
                isStream: false,
                isRetrySafe: isRetrySafe,
                deadline: .now() + TimeAmount(timeout)
            ),
            retry: retry
        )
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if call.wait(.unary(continuation)) { begin(call) }
            }
        } onCancel: {
            call.giveUp()
        }
        return try result.get()
    }

    /// Calls a unary method of the contract; throws as the call with bytes does.
    package func call<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request,
        timeout: Duration = .seconds(30),
        metadata: RPCMetadata = .init()
    ) async throws(Status) -> Reply {
        let reply = try await call(
            method.info.path,
            Self.encode(request),
            timeout: timeout,
            metadata: metadata,
            isRetrySafe: method.info.isRetrySafe
        )
        do {
            return try Reply(serialized: reply)
        } catch {
            throw .malformedReply
        }
    }

    /// Calls a streaming method with bytes.
    ///
    /// The server sends as the messages are read. Giving up the sequence gives up the stream. A stream
    /// whose first message came is not begun anew: whoever reads it knows where to go on.
    ///
    /// - Parameters:
    ///   - path: The method, `/kntc.v1.FeedService/WatchJournal`.
    ///   - payload: The request.
    ///   - timeout: How long the stream may last; without one, as long as the server lets it.
    ///   - metadata: Entries beside the request.
    ///   - isRetrySafe: Whether the method may be called again when nothing has come.
    /// - Returns: The messages; the sequence throws a ``Status`` at a bad end.
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE when the request is over the limit.
    package func stream(
        _ path: String,
        _ payload: [UInt8],
        timeout: Duration? = nil,
        metadata: RPCMetadata = .init(),
        isRetrySafe: Bool = false
    ) throws(Status) -> RPCMessages {
        let request = ClientRequest(
            path: path,
            payload: payload,
            metadata: metadata.traced,
            isStream: true,
            isRetrySafe: isRetrySafe,
            deadline: timeout.map { .now() + TimeAmount($0) }
        )
        try limits.check(payload: payload.count)
        let call = ClientCall(request, retry: retry)
        let (messages, continuation) = AsyncThrowingStream.makeStream(
            of: [UInt8].self,
            bufferingPolicy: .bufferingOldest(limits.clientStreamMessagesMax)
        )
        continuation.onTermination = { reason in
            if case .cancelled = reason { call.giveUp() }
        }
        if call.wait(.stream(continuation)) { begin(call) }
        return RPCMessages(messages, of: call, window: limits.clientStreamMessagesMax)
    }

    /// Calls a streaming method of the contract; ends as the stream of bytes does.
    package func stream<Request, Reply>(
        _ method: Method<Request, Reply>,
        _ request: Request,
        timeout: Duration? = nil,
        metadata: RPCMetadata = .init()
    ) throws(Status) -> RPCReplies<Reply> {
        RPCReplies(
            bytes: try stream(
                method.info.path,
                Self.encode(request),
                timeout: timeout,
                metadata: metadata,
                isRetrySafe: method.info.isRetrySafe
            )
        )
    }

    private static func encode(_ request: some Message) throws(Status) -> [UInt8] {
        do {
            return try request.serialized()
        } catch {
            throw .requestTooLarge
        }
    }

    // MARK: Attempts

    /// Puts a call on the connection, waiting for one no longer than the caller does.
    private func begin(_ call: ClientCall) {
        if let connection = source.usable { return connection.open(call) }
        let patience = call.request.deadline.map { deadline in
            source.loop.scheduleTask(deadline: deadline) {
                call.end(.failure(.deadlineExceeded(begun: call.wasSent)))
            }
        }
        source.connection().whenComplete { result in
            patience?.cancel()
            switch result {
            case .success(let connection): connection.open(call)
            case .failure: call.failedToConnect()
            }
        }
    }

    /// Sees to another attempt at a call, when there is to be one.
    @Sendable private func retry(_ call: ClientCall, attempts: Int, after status: Status?) -> Bool {
        guard let status, status.code == .unavailable else {
            budget.withLock { $0.succeeded() }
            return false
        }
        guard !source.isClosed else { return false }
        let isAllowed = budget.withLock { budget in
            let isAllowed = budget.allows
            if status.metadata["committed"] != "no" { budget.failed() }
            return isAllowed
        }
        let failure = RetryDecision.Failure(
            status: status,
            attempts: attempts,
            isRetrySafe: call.request.isRetrySafe,
            timeLeft: call.request.timeLeft(at: .now()).map { Duration($0) },
            isAllowed: isAllowed
        )
        let decision = RetryDecision(failure, random: .random(in: 0..<1))
        guard case .again(let wait) = decision else { return false }
        source.loop.scheduleTask(in: TimeAmount(wait)) { [self] in begin(call) }
        return true
    }
}
