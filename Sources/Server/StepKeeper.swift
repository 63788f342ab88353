import Logging
import ServiceLifecycle

/// Takes the steps of a work that goes on by itself, also when the server was stopped on the way:
/// one after the other while there are any, then one each second.
struct StepKeeper: Service {
    /// How long it rests after a step, in times that the step took: callers have the writer and the
    /// processors for most of the time, and the more of it the more they ask for.
    private static let rest = 3
    private let work: String
    private let logger: Logger
    private let step: @Sendable () async throws -> Bool

    /// Names the work, for the log, and takes its step, which tells whether there is more.
    init(_ work: String, _ logger: Logger, step: @escaping @Sendable () async throws -> Bool) {
        self.work = work
        self.logger = logger
        self.step = step
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let start = ContinuousClock.now
                let hasMore = await attempt()
                let took = ContinuousClock.now - start
                try? await Task.sleep(for: hasMore ? took * Self.rest : .seconds(1))
            }
        }
    }

    private func attempt() async -> Bool {
        do {
            return try await step()
        } catch {
            logger.error("\(work) stands still", metadata: ["error": "\(error)"])
            return false
        }
    }
}
