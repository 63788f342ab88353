package import Messages

/// The messages of a stream as bytes; reading them lets the server send more.
package struct RPCMessages: AsyncSequence, Sendable {
    /// Reads one message after the other; throws a ``Status`` at a bad end.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var messages: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
        fileprivate let call: ClientCall
        fileprivate let batch: Int
        private var taken = 0

        fileprivate init(_ source: RPCMessages) {
            messages = source.messages.makeAsyncIterator()
            call = source.call
            batch = source.batch
        }

        /// The next message, or nothing at the good end.
        package mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws -> [UInt8]? {
            guard let message = try await messages.next(isolation: actor) else { return nil }
            taken += 1
            if taken >= batch {
                call.grant(taken)
                taken = 0
            }
            return message
        }
    }

    private let messages: AsyncThrowingStream<[UInt8], any Error>
    private let call: ClientCall
    private let batch: Int

    /// The messages of a call whose server may be so many ahead.
    init(_ messages: AsyncThrowingStream<[UInt8], any Error>, of call: ClientCall, window: Int) {
        self.messages = messages
        self.call = call
        batch = Swift.max(1, window / 2)
    }

    /// A reader of the messages; one is enough.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

/// The messages of a stream, decoded one by one as they are read.
package struct RPCReplies<Reply: Message>: AsyncSequence, Sendable {
    /// Reads one message after the other; throws a ``Status`` at a bad end.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var bytes: RPCMessages.AsyncIterator

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

    let bytes: RPCMessages

    /// A reader of the messages.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(bytes: bytes.makeAsyncIterator())
    }
}
