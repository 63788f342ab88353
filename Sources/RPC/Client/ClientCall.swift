import NIOCore
import Synchronization

/// A call as a client waits for it.
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

    private enum State {
        case new
        case waiting(Waiter)
        case ended(Result<[UInt8], Status>)
    }

    private let state = Mutex(State.new)

    /// Lets somebody wait; false when the call has ended before it began.
    func wait(_ waiter: Waiter) -> Bool {
        let early: Result<[UInt8], Status>? = state.withLock { state in
            if case .ended(let result) = state { return result }
            state = .waiting(waiter)
            return nil
        }
        guard let early else { return true }
        waiter.end(early)
        return false
    }

    /// Gives a stream's caller one message.
    ///
    /// A caller that reads too slowly loses the stream: the protocol cannot slow down one stream
    /// alone, and waiting for it would hold up all others.
    func message(_ payload: [UInt8]) {
        let waiter: Waiter? = state.withLock {
            if case .waiting(let waiter) = $0 { waiter } else { nil }
        }
        guard case .stream(let continuation) = waiter else { return }
        if case .dropped = continuation.yield(payload) { end(.failure(.readerTooSlow)) }
    }

    /// Ends the call: a unary one with its reply, a stream well or badly.
    func end(_ result: Result<[UInt8], Status>) {
        let waiter: Waiter? = state.withLock { state in
            switch state {
            case .ended:
                return nil
            case .new:
                state = .ended(result)
                return nil
            case .waiting(let waiter):
                state = .ended(result)
                return waiter
            }
        }
        waiter?.end(result)
    }
}

/// What callers ask of the connection.
enum ClientCommand: Sendable {
    /// Send a request; the body lacks only its frame.
    case open(ClientCall, body: [UInt8], flags: FrameFlags, timeout: TimeAmount?)
    /// The caller has gone; its reply is not waited for.
    case forget(ClientCall)
    /// Close the connection.
    case close
}
