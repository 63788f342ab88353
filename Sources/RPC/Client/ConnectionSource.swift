import NIOCore
import Synchronization

/// Where the calls of a client get their connection: the one there is, or a new one.
///
/// At most one connection is being made at a time. After a loss or a failure the next one waits its
/// ``Backoff``; one that its server sends away is followed at once.
final class ConnectionSource: Sendable {
    private struct State {
        var current: RPCConnection?
        /// All that are open, those included that their servers sent away.
        var open: [RPCConnection] = []
        var connecting: EventLoopFuture<RPCConnection>?
        /// Failures and losses since a connection was made.
        var failures = 0
        var isClosed = false
    }

    let loop: any EventLoop
    private let connect: @Sendable () -> EventLoopFuture<RPCConnection>
    private let random: @Sendable () -> Double
    private let state = Mutex(State())

    /// No connection yet.
    ///
    /// - Parameters:
    ///   - loop: Where waiting is done.
    ///   - random: 0 up to 1, by chance.
    ///   - connect: Makes a connection.
    init(
        loop: any EventLoop,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        connect: @escaping @Sendable () -> EventLoopFuture<RPCConnection>
    ) {
        self.loop = loop
        self.random = random
        self.connect = connect
    }

    /// The connection to put calls on, when there is one.
    var usable: RPCConnection? {
        state.withLock { state in
            guard let current = state.current, current.standing == .open else { return nil }
            return current
        }
    }

    /// Whether no call gets a connection any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// A connection to put calls on, made when there is none.
    ///
    /// - Returns: The connection; it fails with UNAVAILABLE when none could be made.
    func connection() -> EventLoopFuture<RPCConnection> {
        let promise = loop.makePromise(of: RPCConnection.self)
        let answer: (future: EventLoopFuture<RPCConnection>, wait: Duration?) = state.withLock {
            state in
            if state.isClosed { return (loop.makeFailedFuture(Status.notConnected), nil) }
            if let connecting = state.connecting { return (connecting, nil) }
            if let current = state.current {
                if current.standing == .open { return (loop.makeSucceededFuture(current), nil) }
                if current.standing == .lost { state.failures += 1 }
                state.current = nil
            }
            state.connecting = promise.futureResult
            let wait =
                state.failures == 0
                ? .zero : Backoff().delay(after: state.failures, random: random())
            return (promise.futureResult, wait)
        }
        if let wait = answer.wait {
            loop.flatScheduleTask(in: TimeAmount(wait)) { [connect] in connect() }
                .futureResult.whenComplete { [self] in made($0, promise) }
        } else {
            promise.fail(Status.notConnected)
        }
        return answer.future
    }

    private func made(
        _ result: Result<RPCConnection, any Error>,
        _ promise: EventLoopPromise<RPCConnection>
    ) {
        let isWanted = state.withLock { state in
            state.connecting = nil
            switch result {
            case .success(let connection) where !state.isClosed:
                state.failures = 0
                state.current = connection
                state.open.removeAll { $0.standing == .lost }
                state.open.append(connection)
            case .success: return false
            case .failure: state.failures += 1
            }
            return true
        }
        if case .success(let connection) = result, !isWanted {
            connection.close()
            promise.fail(Status.notConnected)
        } else {
            promise.completeWith(result)
        }
    }

    /// Closes all connections; calls get none from now on.
    func close() async {
        let open = state.withLock { state in
            state.isClosed = true
            state.current = nil
            defer { state.open = [] }
            return state.open
        }
        for connection in open { connection.close() }
        for connection in open { await connection.closed() }
    }
}
