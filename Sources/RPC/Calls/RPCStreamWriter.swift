import Messages
import NIOCore
import Synchronization

/// The peer of a stream took nothing for too long: its handler ends the stream, saying how to go on.
package struct PeerStalled: Error {}

/// Where a streaming handler puts its messages.
package final class RPCStreamWriter: Sendable {
    private struct State {
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
    private let state = Mutex(State())

    /// Messages sent so far.
    package var messagesSent: Int { state.withLock { $0.messagesSent } }

    /// A writer for one stream.
    ///
    /// - Parameters:
    ///   - bytesUnsentMax: Unsent bytes at which `send` waits.
    ///   - payloadBytesMax: Longest message.
    ///   - stallMax: How long `send` waits.
    ///   - post: Takes a message towards the peer; its bytes are later given to `sent`.
    package init(
        bytesUnsentMax: Int,
        payloadBytesMax: Int,
        stallMax: Duration,
        post: @escaping @Sendable (_ message: [UInt8]) -> Void
    ) {
        self.bytesUnsentMax = bytesUnsentMax
        self.payloadBytesMax = payloadBytesMax
        self.stallMax = stallMax
        self.post = post
    }

    /// Sends one message; waits while the peer is behind.
    ///
    /// One task sends at a time.
    /// Throws the ``Status`` that ended the stream when it is over for the peer,
    /// RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE for a message over the limit, and ``PeerStalled`` when
    /// the peer stays behind for too long; the message is then not sent.
    package func send(_ message: [UInt8]) async throws {
        guard message.count <= payloadBytesMax else {
            throw Status.tooLarge(
                .payloadTooLarge,
                "message bytes",
                found: message.count,
                max: payloadBytesMax
            )
        }
        try await waitForRoom()
        let isOpen = state.withLock {
            guard $0.closed == nil else { return false }
            $0.bytesUnsent += message.count
            $0.messagesSent += 1
            return true
        }
        // Closed between the two locks: the next send says so; this message has no taker.
        if isOpen { post(message) }
    }

    private func waitForRoom() async throws {
        let wait: Int? = try state.withLock {
            if let closed = $0.closed { throw closed }
            guard $0.bytesUnsent >= bytesUnsentMax else { return nil }
            $0.waits += 1
            return $0.waits
        }
        guard let wait else { return }
        // Only a writer whose peer is behind needs a clock.
        let patience = Task { [self] in
            try await Task.sleep(for: stallMax)
            state.withLock { $0.waits == wait ? $0.waiter.take() : nil }?
                .resume(throwing: PeerStalled())
        }
        defer { patience.cancel() }
        try await withCheckedThrowingContinuation { continuation in
            let outcome: Result<Void, any Error>? = state.withLock {
                if let closed = $0.closed { return .failure(closed) }
                if $0.bytesUnsent < bytesUnsentMax { return .success(()) }
                precondition($0.waiter == nil, "one task sends on a stream at a time")
                $0.waiter = continuation
                return nil
            }
            if let outcome { continuation.resume(with: outcome) }
        }
    }

    /// Notes that bytes have left for the peer.
    package func sent(_ bytes: Int) {
        let waiter = state.withLock {
            $0.bytesUnsent -= bytes
            return $0.bytesUnsent < bytesUnsentMax ? $0.waiter.take() : nil
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
