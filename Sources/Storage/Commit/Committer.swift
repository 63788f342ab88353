import Dispatch
import Foundation
import Synchronization

/// The one writer of a store: runs waiting commands in order and makes each group durable at once.
///
/// While one group is being synced the next one gathers, so that one sync pays for all who wait.
final class Committer<Engine: CommitEngine>: Sendable {
    private let engine: Engine
    private let queue = CommandQueue()
    private let counters = Mutex(StoreStatistics())
    private let running = DispatchGroup()
    private let onFatal: @Sendable (StorageError) -> Void
    private let onGroupCommitted: (@Sendable () -> Void)?

    private enum Outcome {
        case accepted(Command, deliver: () -> Void)
        case refused(Command, any Error)
    }

    /// Makes a committer; `start` gives it its thread.
    init(
        engine: Engine,
        onFatal: @escaping @Sendable (StorageError) -> Void,
        onGroupCommitted: (@Sendable () -> Void)?
    ) {
        self.engine = engine
        self.onFatal = onFatal
        self.onGroupCommitted = onGroupCommitted
    }

    /// Starts the writer's thread, which ends after `stop`.
    func start() {
        running.enter()
        let thread = Thread { [self] in
            while let commands = queue.take(max: Limits.groupMaxCommands) {
                var rest = commands[...]
                while !rest.isEmpty { rest = run(rest) }
            }
            engine.close()
            running.leave()
        }
        thread.name = "kntc-writer"
        thread.start()
    }

    /// Why a command would be refused now, or nil.
    var refusal: StorageError? { queue.refusal }

    /// Queues a command, or refuses it on the calling thread.
    func submit(_ command: Command) {
        if let refusal = queue.append(command) { refuse(command, refusal) }
    }

    /// Refuses a command that has not been queued.
    func refuse(_ command: Command, _ error: StorageError) {
        counters.withLock { $0.refused += 1 }
        command.refuse(error)
    }

    func statistics() -> StoreStatistics {
        var statistics = counters.withLock { $0 }
        statistics.queueDepth = queue.depth
        return statistics
    }

    /// Takes no more commands; those that wait are still run.
    func stop() {
        queue.close(.closed)
    }

    /// Waits until the writer has run everything and given up the files.
    func waitUntilStopped() {
        running.wait()
    }

    /// Runs one group from the front of `commands` and returns those left for the next.
    private func run(_ commands: ArraySlice<Command>) -> ArraySlice<Command> {
        if let refusal = engine.refusal() {
            counters.withLock { $0.refused += commands.count }
            deliver(commands.map { .refused($0, refusal) })
            return []
        }
        var outcomes: [Outcome] = []
        var group = StoreStatistics()
        do throws(StorageError) {
            let batch = try engine.openBatch()
            for command in commands {
                outcomes.append(try run(command, over: batch, counting: &group))
                // The next command may need all that one command is allowed.
                if group.bytesWritten > Limits.groupMaxBytes - Limits.commandMaxBytes { break }
            }
            if group.groups > 0 { try batch.commit() }
        } catch {
            fail(commands, error)
            return []
        }
        counters.withLock { $0.add(group) }
        deliver(outcomes)
        return commands.dropFirst(outcomes.count)
    }

    /// Runs one command; throws only when what a refused command wrote cannot be undone.
    private func run(
        _ command: Command,
        over batch: Engine.Batch,
        counting group: inout StoreStatistics
    ) throws(StorageError) -> Outcome {
        let view = CommandView(engine: engine, batch: batch)
        defer { view.end() }
        let refusal: any Error
        do {
            let deliver = try command.run(view)
            if let failure = view.failure { throw failure }
            group.commands += 1
            group.bytesWritten += view.bytes
            if view.writes > 0 { group.groups = 1 }
            return .accepted(command, deliver: deliver)
        } catch {
            refusal = error
        }
        group.refused += 1
        if view.writes > 0 {
            group.rollbacks += 1
            try batch.rollBack()
        }
        return .refused(command, refusal)
    }

    private func deliver(_ outcomes: [Outcome]) {
        for outcome in outcomes {
            switch outcome {
            case .accepted(_, let deliver): deliver()
            case .refused(let command, let error): command.refuse(error)
            }
        }
        onGroupCommitted?()
    }

    /// Ends the store's life as a writer: what the disk holds now is known only after a restart.
    ///
    /// The hook ends the process; where it returns, nothing is acknowledged or written any more.
    private func fail(_ commands: ArraySlice<Command>, _ error: StorageError) {
        onFatal(error)
        queue.close(error)
        var lost = Array(commands)
        while let waiting = queue.take(max: Limits.queueMaxCommands) { lost += waiting }
        counters.withLock { $0.refused += lost.count }
        deliver(lost.map { .refused($0, error) })
    }
}

extension StoreStatistics {
    fileprivate mutating func add(_ group: StoreStatistics) {
        groups += group.groups
        commands += group.commands
        refused += group.refused
        rollbacks += group.rollbacks
        bytesWritten += group.bytesWritten
    }
}

/// Ends the process after a failed write, with the code for an input/output error of sysexits.
///
/// Retrying is no remedy: after a failed sync the system may have dropped the pages.
package func exitAfterFailedWrite(_ error: StorageError) {
    FileHandle.standardError.write(
        Data("kntc: a write failed and was not acknowledged: \(error)\n".utf8)
    )
    exit(74)
}
