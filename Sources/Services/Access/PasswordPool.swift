import RPC
import Synchronization

/// Threads that compute the hashes of passwords, and a bounded number of callers who wait for them.
///
/// A hash takes tens of megabytes and a fifth of a second: many at a time would take the machine
/// from everybody else.
package final class PasswordPool: Sendable {
    private let threads: Threads
    private let callersMax: Int
    private let callers = Mutex(0)

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - count: How many hashes are computed at a time.
    ///   - waiting: How many callers may wait.
    package init(threads count: Int, waiting: Int) {
        threads = Threads("kntc-passwords", count: count)
        callersMax = count + waiting
    }

    /// Takes a place for the time of `body`, which is where a caller who is too many is refused:
    /// before anything is counted, stored or computed for it.
    ///
    /// - Throws: A status RESOURCE_EXHAUSTED, or what `body` throws.
    package func taking<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        let hasPlace = callers.withLock { callers in
            guard callers < callersMax else { return false }
            callers += 1
            return true
        }
        guard hasPlace else { throw Status.tooManySignIns }
        defer { callers.withLock { $0 -= 1 } }
        return try await body()
    }

    /// Computes on a thread of the pool, in the turn of a caller who has a place.
    func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await threads.run(work)
    }
}
