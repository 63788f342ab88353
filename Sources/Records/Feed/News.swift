package import Casework
import Synchronization

/// Tells how far the journal has come, and wakes those who follow what came.
package final class News: Sendable {
    private struct State {
        var position: Int64
        var bells: [UInt64: Bell] = [:]
        /// The bells of those who follow some agencies, by agency: an entry finds its own among
        /// thousands.
        var byAgency: [String: Set<UInt64>] = [:]
        /// The bells of those who follow the city.
        var ofCity: Set<UInt64> = []
        var next: UInt64 = 0
        var isOver = false
    }

    private let state: Mutex<State>

    init(position: Int64) {
        state = Mutex(State(position: position))
    }

    /// The last synced position.
    package var position: Int64 { state.withLock { $0.position } }

    /// Tells of a synced entry that concerns some agencies.
    func advance(to position: Int64, concerning agencies: [String]) {
        let bells = state.withLock { state in
            state.position = max(state.position, position)
            let ids = agencies.reduce(into: state.ofCity) { ids, agency in
                if let own = state.byAgency[agency] { ids.formUnion(own) }
            }
            return ids.compactMap { state.bells[$0] }
        }
        for bell in bells { bell.ring(position) }
    }

    /// Ends every wait from now on: whoever follows is to finish.
    package func close() {
        let bells = state.withLock { state in
            state.isOver = true
            return Array(state.bells.values)
        }
        for bell in bells { bell.ring(.max) }
    }

    fileprivate var isOver: Bool { state.withLock { $0.isOver } }

    /// Follows what comes from now on, until the value is given up.
    package func follow(_ reach: Reach) -> Following {
        state.withLock { state in
            state.next += 1
            let bell = Bell(position: state.isOver ? .max : state.position)
            state.bells[state.next] = bell
            switch reach {
            case .city: state.ofCity.insert(state.next)
            case .agencies(let codes):
                for code in codes { state.byAgency[code, default: []].insert(state.next) }
            }
            return Following(self, state.next, reach, bell)
        }
    }

    fileprivate func leave(_ id: UInt64, _ reach: Reach) {
        state.withLock { state in
            state.bells[id] = nil
            switch reach {
            case .city: state.ofCity.remove(id)
            case .agencies(let codes):
                for code in codes {
                    state.byAgency[code]?.remove(id)
                    if state.byAgency[code]?.isEmpty == true { state.byAgency[code] = nil }
                }
            }
        }
    }
}

/// A reader that follows what concerns some agencies.
package final class Following: Sendable {
    private let news: News
    private let id: UInt64
    private let reach: Reach
    private let bell: Bell

    fileprivate init(_ news: News, _ id: UInt64, _ reach: Reach, _ bell: Bell) {
        self.news = news
        self.id = id
        self.reach = reach
        self.bell = bell
    }

    deinit { news.leave(id, reach) }

    /// Whether there is nothing to wait for any more: the server is about to stop.
    package var isOver: Bool { news.isOver }

    /// Waits until something that concerns the reader stands after `position`, or the task is
    /// cancelled; one task waits at a time.
    package func wait(after position: Int64) async { await bell.wait(after: position) }

    /// Waits for something after `position`, but not longer than until `end`.
    ///
    /// - Returns: Whether something came.
    /// - Throws: `CancellationError` once the task is cancelled.
    package func wait(
        after position: Int64,
        until end: ContinuousClock.Instant
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { [bell] in
                await bell.wait(after: position)
                try Task.checkCancellation()
                return true
            }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}

/// What wakes one reader.
private final class Bell: Sendable {
    private struct State {
        var position: Int64
        var waiter: (after: Int64, wake: CheckedContinuation<Void, Never>)?
    }

    private let state: Mutex<State>

    init(position: Int64) {
        state = Mutex(State(position: position))
    }

    func ring(_ position: Int64) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.position = max(state.position, position)
            guard let waiter = state.waiter, waiter.after < state.position else { return nil }
            state.waiter = nil
            return waiter.wake
        }
        waiter?.resume()
    }

    func wait(after position: Int64) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state in
                    guard state.position <= position, !Task.isCancelled else { return true }
                    precondition(state.waiter == nil, "one task waits at a time")
                    state.waiter = (position, continuation)
                    return false
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter?.wake
            }?
            .resume()
        }
    }
}
