import NIOCore
import NIOPosix
import Synchronization

/// Threads that run work that may block, off the event loops and off the cooperative pool.
///
/// A batch costs its submitter one wake-up however many jobs it holds: each woken thread takes
/// jobs until none is left and, while some are, wakes one more thread at a time. A job that blocks
/// therefore holds up nobody, and quick jobs are done by few threads.
final class WorkerPool: Sendable {
    typealias Job = ServerContext.Job

    private struct State {
        var jobs = CircularBuffer<Job>()
        /// Threads taking jobs, the one being woken included.
        var active = 0
        /// Whether a thread has been woken and has not come yet.
        var isWaking = false

        /// Whether one more thread is to be woken; if so it counts as active from now on.
        mutating func claimWake(threadsMax: Int) -> Bool {
            guard !jobs.isEmpty, !isWaking, active < threadsMax else { return false }
            active += 1
            isWaking = true
            return true
        }
    }

    private let threadsMax: Int
    private let threads: NIOThreadPool
    private let state = Mutex(State())

    init(threads count: Int) {
        threadsMax = count
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
    }

    /// Queues jobs, to be begun in this order.
    func submit(_ batch: [Job]) {
        let wake = state.withLock {
            $0.jobs.append(contentsOf: batch)
            return $0.claimWake(threadsMax: threadsMax)
        }
        if wake { wakeOne() }
    }

    /// Runs what is queued and ends the threads; nothing is submitted afterwards.
    func shutdown() async throws {
        try await threads.shutdownGracefully()
    }

    private func wakeOne() {
        threads.submit { [self] _ in work() }
    }

    private func work() {
        var isFirst = true
        while true {
            let (job, wake): (Job?, Bool) = state.withLock {
                if isFirst { $0.isWaking = false }
                guard let job = $0.jobs.popFirst() else {
                    $0.active -= 1
                    return (nil, false)
                }
                return (job, $0.claimWake(threadsMax: threadsMax))
            }
            isFirst = false
            if wake { wakeOne() }
            guard let job else { return }
            job()
        }
    }
}
