import NIOCore
import Synchronization

/// A call as a client waits for it, over one or more attempts.
///
/// It ends once; later ends find nobody.
final class ClientCall: Sendable {
    /// Who waits.
    enum Waiter: Sendable {
        case unary(CheckedContinuation<Result<[UInt8], Status>, Never>)
        case stream(AsyncThrowingStream<[UInt8], any Error>.Continuation)

        func end(_ result: Result<[UInt8], Status>) {
            switch self {
            case .unary(let continuation):
                continuation.resume(returning: result)
            case .stream(let continuation):
                switch result {
                case .success: continuation.finish()
                case .failure(let status): continuation.finish(throwing: status)
                }
            }
        }
    }

    private struct State {
        var waiter: Waiter?
        var result: Result<[UInt8], Status>?
        var attempts = 0
        var wasSent = false
        var hasMessage = false
        var connection: RPCConnection?
    }

    /// What is asked.
    let request: ClientRequest
    /// Told how each attempt ended, nil for well; says whether there will be another one.
    private let retry: @Sendable (ClientCall, _ attempts: Int, Status?) -> Bool
    private let state = Mutex(State())

    init(
        _ request: ClientRequest,
        retry: @escaping @Sendable (ClientCall, _ attempts: Int, Status?) -> Bool = { _, _, _ in
            false
        }
    ) {
        self.request = request
        self.retry = retry
    }

    /// Whether nobody waits any more.
    var isOver: Bool { state.withLock { $0.result != nil } }
    /// Whether a server may have begun it.
    var wasSent: Bool { state.withLock { $0.wasSent } }

    /// Lets somebody wait; false when the call has ended before it began.
    func wait(_ waiter: Waiter) -> Bool {
        let early: Result<[UInt8], Status>? = state.withLock { state in
            if let result = state.result { return result }
            state.waiter = waiter
            return nil
        }
        guard let early else { return true }
        waiter.end(early)
        return false
    }

    /// Notes an attempt on a connection; false when the call is over.
    func attempt(on connection: RPCConnection) -> Bool {
        state.withLock { state in
            guard state.result == nil else { return false }
            state.attempts += 1
            state.connection = connection
            return true
        }
    }

    /// Notes that the request goes to the server.
    func sent() { state.withLock { $0.wasSent = true } }

    /// Gives a stream's caller one message.
    ///
    /// A server that knows credit never sends more than is waited for; from another one, too much
    /// costs the caller its stream, for waiting would hold up all others.
    func message(_ payload: [UInt8]) {
        let waiter: Waiter? = state.withLock {
            $0.hasMessage = true
            return $0.result == nil ? $0.waiter : nil
        }
        guard case .stream(let continuation) = waiter else { return }
        if case .dropped = continuation.yield(payload) { end(.failure(.readerTooSlow)) }
    }

    /// Ends an attempt, and the call with it unless there will be another.
    func finish(_ result: Result<[UInt8], Status>) {
        let attempts: Int? = state.withLock { state in
            state.connection = nil
            return state.result == nil && !state.hasMessage ? state.attempts : nil
        }
        var failure: Status?
        if case .failure(let status) = result { failure = status }
        if let attempts, retry(self, attempts, failure) { return }
        end(result)
    }

    /// Ends an attempt for which there was no connection.
    func failedToConnect() {
        state.withLock { $0.attempts += 1 }
        finish(.failure(.notConnected))
    }

    /// Ends the call: a unary one with its reply, a stream well or badly.
    func end(_ result: Result<[UInt8], Status>) {
        let waiter: Waiter? = state.withLock { state in
            guard state.result == nil else { return nil }
            state.result = result
            return state.waiter.take()
        }
        waiter?.end(result)
    }

    /// Ends the call because its caller has gone, and tells the server.
    func giveUp() {
        end(.failure(.cancelled))
        state.withLock { $0.connection.take() }?.forget(self)
    }

    /// Lets the server send so many messages more.
    func grant(_ messages: Int) {
        state.withLock { $0.connection }?.grant(messages, to: self)
    }
}
