import Messages
import NIOCore
import Synchronization

/// The peer of a stream took nothing for too long: its handler ends the stream, saying how to go on.
package struct PeerStalled: Error {}

/// The stream has had its messages: its handler ends it well, and the peer asks again.
package struct StreamSpent: Error {
    /// The stream is spent.
    package init() {}
}

/// How much one stream may carry to its peer.
package struct StreamAllowance: Sendable {
    /// Messages that the peer takes before it gives more credit; nil when it gives none.
    package var credit: Int?
    /// Messages after which the stream ends well; nil without an end.
    package var messagesMax: Int?
    /// When the stream ends well.
    package var endsAt: ContinuousClock.Instant

    /// An allowance of any number of messages for a while.
    package init(endsAt: ContinuousClock.Instant) { self.endsAt = endsAt }
}

/// Where a streaming handler puts its messages.
package final class RPCStreamWriter: Sendable {
    private struct State {
        var credit: Int?
        var bytesUnsent = 0
        var messagesSent = 0
        var closed: Status?
        var waiter: CheckedContinuation<Void, any Error>?
        var waits = 0
    }

    private let bytesUnsentMax: Int
    private let payloadBytesMax: Int
    private let stallMax: Duration
    private let post: @Sendable (_ message: [UInt8]) -> Void
    private let allowance: StreamAllowance
    private let state: Mutex<State>

    /// Messages sent so far.
    package var messagesSent: Int { state.withLock { $0.messagesSent } }
    /// Messages that may still be sent, whatever the credit; nil without an end.
    package var messagesLeft: Int? { allowance.messagesMax.map { max(0, $0 - messagesSent) } }
    /// When the handler ends the stream well; a little later it is ended for it.
    package var endsAt: ContinuousClock.Instant { allowance.endsAt }

    /// A writer for one stream.
    ///
    /// - Parameters:
    ///   - bytesUnsentMax: Unsent bytes at which `send` waits.
    ///   - payloadBytesMax: Longest message.
    ///   - stallMax: How long `send` waits for unsent bytes to leave; for credit it waits as long as
    ///     the stream lasts.
    ///   - allowance: How much the stream may carry.
    ///   - post: Takes a message towards the peer; its bytes are later given to `sent`.
    package init(
        bytesUnsentMax: Int,
        payloadBytesMax: Int,
        stallMax: Duration,
        allowance: StreamAllowance,
        post: @escaping @Sendable (_ message: [UInt8]) -> Void
    ) {
        self.bytesUnsentMax = bytesUnsentMax
        self.payloadBytesMax = payloadBytesMax
        self.stallMax = stallMax
        self.allowance = allowance
        state = Mutex(State(credit: allowance.credit))
        self.post = post
    }

    /// Sends one message; waits while the peer is behind or gives no credit.
    ///
    /// One task sends at a time.
    /// Throws the ``Status`` that ended the stream when it is over for the peer,
    /// RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE for a message over the limit, ``PeerStalled`` when
    /// the peer stays behind for too long, and ``StreamSpent`` when the stream has had its messages;
    /// the message is then not sent.
    package func send(_ message: [UInt8]) async throws {
        guard message.count <= payloadBytesMax else {
            throw Status.tooLarge(
                .payloadTooLarge,
                "message bytes",
                found: message.count,
                max: payloadBytesMax
            )
        }
        while try !reserve(message.count) { try await waitForRoom() }
        post(message)
    }

    /// Takes the room for a message, or says that there is none.
    private func reserve(_ bytes: Int) throws -> Bool {
        try state.withLock { state in
            if let closed = state.closed { throw closed }
            if let most = allowance.messagesMax, state.messagesSent >= most { throw StreamSpent() }
            guard isRoom(state) else { return false }
            state.credit = state.credit.map { $0 - 1 }
            state.bytesUnsent += bytes
            state.messagesSent += 1
            return true
        }
    }

    private func isRoom(_ state: State) -> Bool {
        state.bytesUnsent < bytesUnsentMax && state.credit != 0
    }

    private func waitForRoom() async throws {
        let (wait, isBehind) = state.withLock {
            $0.waits += 1
            return ($0.waits, $0.bytesUnsent >= bytesUnsentMax)
        }
        // Only a writer whose peer is behind needs a clock.
        let patience = isBehind ? Task { try await giveUp(wait) } : nil
        defer { patience?.cancel() }
        try await withCheckedThrowingContinuation { continuation in
            let outcome: Result<Void, any Error>? = state.withLock {
                if let closed = $0.closed { return .failure(closed) }
                if isRoom($0) { return .success(()) }
                precondition($0.waiter == nil, "one task sends on a stream at a time")
                $0.waiter = continuation
                return nil
            }
            if let outcome { continuation.resume(with: outcome) }
        }
    }

    /// Ends a wait that lasts for too long.
    private func giveUp(_ wait: Int) async throws {
        try await Task.sleep(for: stallMax)
        let waiter = state.withLock {
            $0.waits == wait && $0.bytesUnsent >= bytesUnsentMax ? $0.waiter.take() : nil
        }
        waiter?.resume(throwing: PeerStalled())
    }

    /// Notes that bytes have left for the peer.
    package func sent(_ bytes: Int) {
        let waiter = state.withLock {
            $0.bytesUnsent -= bytes
            return isRoom($0) ? $0.waiter.take() : nil
        }
        waiter?.resume()
    }

    /// Notes that the peer takes so many messages more.
    package func grant(_ messages: Int) {
        let waiter = state.withLock {
            $0.credit = $0.credit.map { $0 + messages }
            return isRoom($0) ? $0.waiter.take() : nil
        }
        waiter?.resume()
    }

    /// Ends the stream for its writer: every `send` from now on throws the status.
    package func close(_ status: Status) {
        let waiter = state.withLock {
            if $0.closed == nil { $0.closed = status }
            return $0.waiter.take()
        }
        waiter?.resume(throwing: status)
    }
}
