package import NIOCore

/// What all connections of a server share.
package struct ServerContext: Sendable {
    /// Work that may block.
    package typealias Job = @Sendable () -> Void

    /// The method table.
    package let router: Router
    /// The bounds of the transport.
    package let limits: Limits
    /// Keeps account of the calls.
    package let ledger: CallLedger
    /// Runs jobs on worker threads.
    package let submit: @Sendable ([ServerContext.Job]) -> Void
    /// Takes notes of closed connections and defects.
    package let log: ServerLog
    /// Goes up once the server is about to stop.
    package let stopping: Cancellation

    /// The age at which a new connection takes no more calls: up to a tenth less than the limit, by
    /// chance, so that connections made at once do not end at once.
    package func connectionAge() -> TimeAmount {
        let age = limits.connectionAgeMax
        return age - .nanoseconds(.random(in: 0...(age.nanoseconds / 10)))
    }
}
