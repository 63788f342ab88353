import Records
import Synchronization

/// A lane of chunks: one after the other, each giving way to those who wait for a commit.
///
/// Digests and ciphers of many uploads would take every core from the commands of a whole city; an
/// upload has time, a person at a counter has not.
final class UploadLane: Sendable {
    private struct State {
        var isTaken = false
        /// Where the journal stood when the last piece of work began.
        var seen: Int64 = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let records: RecordStore
    private let pause: Duration

    /// Takes the records whose commands go first, and how long a piece of work gives way to them.
    init(_ records: RecordStore, givingWay pause: Duration) {
        self.records = records
        self.pause = pause
    }

    /// Runs a piece of work when its turn comes.
    func turn<R: Sendable>(_ work: @Sendable () throws -> R) async throws -> R {
        await enter()
        defer { leave() }
        if isJournalMoving { try await Task.sleep(for: pause) }
        return try work()
    }

    /// Whether commands were committed since the last piece of work.
    private var isJournalMoving: Bool {
        let position = records.news.position
        return state.withLock { state in
            defer { state.seen = position }
            return position != state.seen
        }
    }

    private func enter() async {
        await withCheckedContinuation { continuation in
            let isMine = state.withLock { state in
                guard state.isTaken else {
                    state.isTaken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
