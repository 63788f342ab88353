import NIOCore
import NIOPosix
import Synchronization

/// Threads that run work that may block, off the event loops and off the cooperative pool.
///
/// As many threads as there are processors take the jobs: more would only wait for each other. Of
/// those a thread that is found at the same job twice, a tick apart, is taken for blocked, and one
/// more does its part meanwhile. So quick jobs cost little, and a job that blocks holds up the others
/// for two ticks at most while a thread is left.
final class WorkerPool: Sendable {
    typealias Job = ServerContext.Job

    /// What is known of a thread at work.
    private struct Worker {
        var jobsTaken = 0
        var jobsSeen = 0
    }

    private struct State {
        var jobs = CircularBuffer<Job>()
        /// Threads taking jobs, by number.
        var workers: [Worker?]
        /// Threads that may take jobs.
        var threadsWanted: Int
        /// Threads taking jobs, the one being woken included.
        var active = 0
        /// Whether a thread has been woken and has not come yet.
        var isWaking = false
        var isWatched = false

        /// Whether one more thread is to be woken; if so it counts as active from now on.
        mutating func claimWake() -> Bool {
            guard !jobs.isEmpty, !isWaking, active < threadsWanted else { return false }
            active += 1
            isWaking = true
            return true
        }

        /// Whether the watch is to begin: jobs wait, and threads are left that could take them.
        mutating func claimWatch() -> Bool {
            guard !jobs.isEmpty, !isWatched, threadsWanted < workers.count else { return false }
            isWatched = true
            return true
        }

        /// Counts the threads that are at the job they were at the last time.
        mutating func countBlocked() -> Int {
            var blocked = 0
            for number in workers.indices {
                guard let worker = workers[number] else { continue }
                if worker.jobsTaken == worker.jobsSeen { blocked += 1 }
                workers[number]?.jobsSeen = worker.jobsTaken
            }
            return blocked
        }
    }

    private static let tick = TimeAmount.milliseconds(1)

    private let quickThreads: Int
    private let threads: NIOThreadPool
    private let clock: any EventLoop
    private let state: Mutex<State>

    /// A pool whose threads wait for work.
    ///
    /// - Parameters:
    ///   - count: Threads, those that may be blocked included.
    ///   - processors: Threads that take jobs while none of them is blocked.
    ///   - clock: The loop whose clock ticks while jobs are waiting.
    init(threads count: Int, processors: Int = System.coreCount, clock: any EventLoop) {
        quickThreads = max(1, min(processors, count))
        self.clock = clock
        state = Mutex(
            State(
                workers: [Worker?](repeating: nil, count: count),
                threadsWanted: quickThreads
            )
        )
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
    }

    /// Queues jobs, to be begun in this order.
    func submit(_ batch: [Job]) {
        let (wake, watch) = state.withLock {
            $0.jobs.append(contentsOf: batch)
            return ($0.claimWake(), $0.claimWatch())
        }
        if wake { wakeOne() }
        if watch { look() }
    }

    /// Runs what is queued and ends the threads; nothing is submitted afterwards.
    func shutdown() async throws {
        try await threads.shutdownGracefully()
    }

    private func wakeOne() {
        threads.submit { [self] _ in work() }
    }

    private func work() {
        guard let number = come() else { return }
        while let job = take(number) { job() }
    }

    /// The number under which a woken thread works.
    private func come() -> Int? {
        state.withLock { state in
            state.isWaking = false
            let number = state.workers.firstIndex { $0 == nil }
            if let number { state.workers[number] = Worker() } else { state.active -= 1 }
            return number
        }
    }

    /// The next job; nothing when the thread is to rest.
    private func take(_ number: Int) -> Job? {
        let (job, wake): (Job?, Bool) = state.withLock { state in
            guard state.active <= state.threadsWanted, let job = state.jobs.popFirst() else {
                state.workers[number] = nil
                state.active -= 1
                return (nil, false)
            }
            state.workers[number]?.jobsTaken += 1
            return (job, state.claimWake())
        }
        if wake { wakeOne() }
        return job
    }

    /// Looks for blocked threads at every tick for as long as jobs are waiting.
    private func look() {
        clock.scheduleTask(in: Self.tick) { [self] in
            let (wake, goesOn) = state.withLock { state in
                let blocked = state.countBlocked()
                state.isWatched = !state.jobs.isEmpty
                state.threadsWanted =
                    state.isWatched
                    ? min(quickThreads + blocked, state.workers.count) : quickThreads
                return (state.claimWake(), state.isWatched)
            }
            if wake { wakeOne() }
            if goesOn { look() }
        }
    }
}
