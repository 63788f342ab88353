import NIOCore
import Synchronization

/// The messages that a client sends on one stream, in order.
///
/// The door puts them in, one task takes them out. A door that wants to hold back its peer asks to be
/// told of each message taken.
package final class CallRequests: AsyncSequence, Sendable {
    /// One message, its bytes.
    package typealias Element = [UInt8]

    /// Takes the messages of a stream.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let requests: CallRequests

        /// The next message, or nothing once the client has ended its side.
        package func next() async throws -> [UInt8]? { try await requests.next() }
    }

    private struct State {
        var waiting = CircularBuffer<[UInt8]>()
        var end: Result<Void, Status>?
        var taker: CheckedContinuation<[UInt8]?, any Error>?
    }

    private let onTaken: @Sendable () -> Void
    private let state = Mutex(State())

    /// A stream's messages, of which none has come.
    ///
    /// - Parameter onTaken: Called from any thread after each message that was taken.
    package init(onTaken: @escaping @Sendable () -> Void = {}) {
        self.onTaken = onTaken
    }

    /// A side that sent one message and ended.
    package convenience init(only message: [UInt8]) {
        self.init()
        push(message)
        end()
    }

    /// Messages that have come and were not taken.
    package var waiting: Int { state.withLock { $0.waiting.count } }

    /// Adds a message; one that comes after the end is dropped.
    package func push(_ message: [UInt8]) {
        let taker = state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard state.end == nil else { return nil }
            if let taker = state.taker.take() { return taker }
            state.waiting.append(message)
            return nil
        }
        guard let taker else { return }
        taker.resume(returning: message)
        onTaken()
    }

    /// Ends the side well, or badly with a status; the first end counts.
    package func end(_ status: Status? = nil) {
        let taker = state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard state.end == nil else { return nil }
            state.end = status.map { .failure($0) } ?? .success(())
            // What a broken side had sent is of no use any more.
            if status != nil { state.waiting.removeAll() }
            return state.taker.take()
        }
        guard let taker else { return }
        if let status { taker.resume(throwing: status) } else { taker.resume(returning: nil) }
    }

    /// Takes the messages; by one task only.
    package func makeAsyncIterator() -> Iterator { Iterator(requests: self) }

    private func next() async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { continuation in
            let outcome: Result<[UInt8]?, any Error>? = state.withLock { state in
                if let message = state.waiting.popFirst() { return .success(message) }
                switch state.end {
                case .success: return .success(nil)
                case .failure(let status): return .failure(status)
                case nil:
                    precondition(state.taker == nil, "one task takes a stream's messages")
                    state.taker = continuation
                    return nil
                }
            }
            guard let outcome else { return }
            continuation.resume(with: outcome)
            if case .success(.some) = outcome { onTaken() }
        }
    }
}
