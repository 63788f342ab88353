package import Messages
import NIOCore
import NIOPosix

/// One connection to a server, for any number of calls at the same time.
package final class RPCClient: Sendable {
    private let channel: any Channel
    private let outbox: Outbox<ClientCommand>
    private let limits: Limits

    private init(channel: any Channel, outbox: Outbox<ClientCommand>, limits: Limits) {
        self.channel = channel
        self.outbox = outbox
        self.limits = limits
    }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - host: The server's address or name.
    ///   - port: The server's TCP port.
    ///   - timeout: How long to try.
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
        do {
            let (channel, connection) = try await ClientBootstrap(
                group: MultiThreadedEventLoopGroup.singleton
            )
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try security?.secure(channel, host: host)
                    let connection = ClientConnection(limits: limits)
                    try channel.pipeline.syncOperations.addHandler(connection)
                    return (channel, NIOLoopBound(connection, eventLoop: channel.eventLoop))
                }
            }
            let outbox = Outbox<ClientCommand>(eventLoop: channel.eventLoop) { commands in
                connection.value.perform(commands)
            }
            return RPCClient(channel: channel, outbox: outbox, limits: limits)
        } catch {
            throw .notConnected
        }
    }

    /// Whether the connection stands.
    package var isConnected: Bool { channel.isActive }

    /// Closes the connection; calls in flight end with UNAVAILABLE.
    package func close() async {
        outbox.post(.close)
        try? await channel.closeFuture.get()
    }

    /// Calls a unary method with bytes.
    ///
    /// - Parameters:
    ///   - path: The method, `/kntc.v1.PetitionService/GetPetition`.
    ///   - payload: The request.
    ///   - timeout: How long to wait; the server is told.
    ///   - metadata: Entries beside the request.
    /// - Returns: The reply.
    /// - Throws: The server's status, DEADLINE_EXCEEDED, CANCELLED when the task is cancelled, or
    ///   UNAVAILABLE when the connection is or gets lost.
    package func call(
        _ path: String,
        _ payload: [UInt8],
        timeout: Duration = .seconds(30),
        metadata: RPCMetadata = .init()
    ) async throws(Status) -> [UInt8] {
        let body = try requestBody(path, payload, timeout, metadata)
        let call = ClientCall()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard call.wait(.unary(continuation)) else { return }
                outbox.post(.open(call, body: body, flags: [], timeout: TimeAmount(timeout)))
            }
        } onCancel: {
            call.end(.failure(.cancelled))
            outbox.post(.forget(call))
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
            metadata: metadata
        )
        do {
            return try Reply(serialized: reply)
        } catch {
            throw .malformedReply
        }
    }

    /// Calls a streaming method with bytes.
    ///
    /// The caller reads steadily: when more than `clientStreamMessagesMax` messages wait, the
    /// stream ends with RESOURCE_EXHAUSTED. Giving up the sequence gives up the stream.
    ///
    /// - Parameters:
    ///   - path: The method, `/kntc.v1.FeedService/WatchJournal`.
    ///   - payload: The request.
    ///   - timeout: How long the stream may last; without one, as long as the server lets it.
    ///   - metadata: Entries beside the request.
    /// - Returns: The messages; the sequence throws a ``Status`` at a bad end.
    /// - Throws: RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE when the request is over the limit.
    package func stream(
        _ path: String,
        _ payload: [UInt8],
        timeout: Duration? = nil,
        metadata: RPCMetadata = .init()
    ) throws(Status) -> AsyncThrowingStream<[UInt8], any Error> {
        let body = try requestBody(path, payload, timeout, metadata)
        let call = ClientCall()
        let (messages, continuation) = AsyncThrowingStream.makeStream(
            of: [UInt8].self,
            bufferingPolicy: .bufferingOldest(limits.clientStreamMessagesMax)
        )
        continuation.onTermination = { [outbox] reason in
            if case .cancelled = reason { outbox.post(.forget(call)) }
        }
        if call.wait(.stream(continuation)) {
            outbox.post(
                .open(
                    call,
                    body: body,
                    flags: .remoteClosed,
                    timeout: timeout.map { TimeAmount($0) }
                )
            )
        }
        return messages
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
                metadata: metadata
            )
        )
    }

    private func requestBody(
        _ path: String,
        _ payload: [UInt8],
        _ timeout: Duration?,
        _ metadata: RPCMetadata
    ) throws(Status) -> [UInt8] {
        guard payload.count <= limits.payloadBytesMax else {
            throw .tooLarge(
                .payloadTooLarge,
                "payload bytes",
                found: payload.count,
                max: limits.payloadBytesMax
            )
        }
        let names = path.split(separator: "/", maxSplits: 1)
        guard path.first == "/", names.count == 2 else { throw .unknownMethod(path) }
        // 0 would mean that none was given; a timeout of nothing has passed already.
        let nanoseconds = timeout.map { $0 > .zero ? TimeAmount($0).nanoseconds : -1 }
        let request = TtrpcRequest(
            service: String(names[0]),
            method: String(names[1]),
            payload: payload,
            timeoutNano: nanoseconds ?? 0,
            metadata: metadata.traced.entries.map { TtrpcKeyValue(key: $0.key, value: $0.value) }
        )
        return try Self.encode(request)
    }

    private static func encode(_ request: some Message) throws(Status) -> [UInt8] {
        do {
            return try request.serialized()
        } catch {
            throw .requestTooLarge
        }
    }
}

/// The messages of a stream, decoded one by one as they are read.
package struct RPCReplies<Reply: Message>: AsyncSequence, Sendable {
    /// Reads one message after the other; throws a ``Status`` at a bad end.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var bytes: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator

        /// The next message, or nothing at the good end.
        package mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws -> Reply? {
            guard let message = try await bytes.next(isolation: actor) else { return nil }
            do {
                return try Reply(serialized: message)
            } catch {
                throw Status.malformedReply
            }
        }
    }

    fileprivate let bytes: AsyncThrowingStream<[UInt8], any Error>

    /// A reader of the messages.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(bytes: bytes.makeAsyncIterator())
    }
}
