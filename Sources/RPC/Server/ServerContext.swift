package import NIOCore

/// What the connections of one event loop share.
package final class ServerContext: Sendable {
    /// Work that may block.
    package typealias Job = @Sendable () -> Void

    /// The method table.
    package let router: Router
    /// The bounds of the transport.
    package let limits: Limits
    /// Keeps account of the calls.
    package let ledger: CallLedger
    /// Runs a job on a worker thread.
    package let submit: @Sendable (@escaping Job) -> Void
    /// Brings what handlers send to the event loop.
    package let outbox: Outbox<ServerReply>
    /// Takes notes of closed connections and defects.
    package let log: ServerLog
    /// Goes up once the server is about to stop.
    package let stopping: Cancellation

    /// A context; see its properties.
    init(
        router: Router,
        limits: Limits,
        ledger: CallLedger,
        submit: @escaping @Sendable (@escaping Job) -> Void,
        outbox: Outbox<ServerReply>,
        log: ServerLog,
        stopping: Cancellation
    ) {
        self.router = router
        self.limits = limits
        self.ledger = ledger
        self.submit = submit
        self.outbox = outbox
        self.log = log
        self.stopping = stopping
    }

    /// The age at which a new connection takes no more calls: up to a tenth less than the limit, by
    /// chance, so that connections made at once do not end at once.
    package func connectionAge() -> TimeAmount {
        let age = limits.connectionAgeMax
        return age - .nanoseconds(.random(in: 0...(age.nanoseconds / 10)))
    }
}
