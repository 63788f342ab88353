import Dispatch
import Synchronization

/// The bounded queue between any number of callers and the one writer.
final class CommandQueue: Sendable {
    private struct State {
        var waiting: [Command] = []
        var writerSleeps = false
        var refusal: StorageError?
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    /// The number of waiting commands.
    var depth: Int { state.withLock { $0.waiting.count } }

    /// Why a command would be refused now, or nil.
    var refusal: StorageError? { state.withLock { Self.refusal($0) } }

    /// Queues a command, or returns why it is not queued.
    func append(_ command: Command) -> StorageError? {
        state.withLock { state in
            if let refusal = Self.refusal(state) { return refusal }
            state.waiting.append(command)
            wakeWriter(&state)
            return nil
        }
    }

    /// The next commands, at least one, waiting for them; nil once the queue is closed and empty.
    func take(max: Int) -> [Command]? {
        while true {
            let taken: [Command]? = state.withLock { state in
                let taken = Array(state.waiting.prefix(max))
                state.waiting.removeFirst(taken.count)
                state.writerSleeps = taken.isEmpty && state.refusal == nil
                return state.writerSleeps ? nil : taken
            }
            if let taken { return taken.isEmpty ? nil : taken }
            wake.wait()
        }
    }

    /// Refuses every later command; the waiting ones stay.
    func close(_ refusal: StorageError) {
        state.withLock { state in
            state.refusal = state.refusal ?? refusal
            wakeWriter(&state)
        }
    }

    private func wakeWriter(_ state: inout State) {
        guard state.writerSleeps else { return }
        state.writerSleeps = false
        wake.signal()
    }

    private static func refusal(_ state: State) -> StorageError? {
        if let refusal = state.refusal { return refusal }
        let isFull = state.waiting.count >= Limits.queueMaxCommands
        return isFull ? .queueFull(max: Limits.queueMaxCommands) : nil
    }
}
