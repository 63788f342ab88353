import Synchronization

/// The clock of a sandbox: that of the machine, and as far ahead as it was moved; never back.
package final class MovableClock: Sendable {
    private let machine: @Sendable () -> Int64
    private let keep: @Sendable (Int64) throws -> Void
    private let ahead: Mutex<Int64>

    /// A clock that is so far ahead already.
    ///
    /// - Parameters:
    ///   - ahead: Milliseconds.
    ///   - machine: Milliseconds since 1970-01-01T00:00:00Z on the machine.
    ///   - keep: Keeps how far ahead it is over a restart.
    package init(
        ahead: Int64,
        machine: @escaping @Sendable () -> Int64,
        keep: @escaping @Sendable (Int64) throws -> Void
    ) {
        self.machine = machine
        self.keep = keep
        self.ahead = Mutex(ahead)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    @Sendable package func now() -> Int64 { machine() + ahead.withLock { $0 } }

    /// Moves it forward; it stands where it stood when that can not be kept.
    ///
    /// - Parameter milliseconds: How far.
    /// - Throws: What `keep` throws.
    func advance(by milliseconds: Int64) throws {
        try ahead.withLock { ahead in
            try keep(ahead + milliseconds)
            ahead += milliseconds
        }
    }
}
