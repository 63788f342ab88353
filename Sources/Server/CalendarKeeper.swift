import Logging
import ServiceLifecycle
import Services

/// Lets open time limits follow a calendar that was replaced, also when the server was stopped on
/// the way.
struct CalendarKeeper: Service {
    private let mover: CalendarMover
    private let logger: Logger

    init(_ mover: CalendarMover, _ logger: Logger) {
        self.mover = mover
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let hasMore = await step()
                if !hasMore { try? await Task.sleep(for: .seconds(1)) }
            }
        }
    }

    private func step() async -> Bool {
        do {
            return try await mover.step()
        } catch {
            logger.error("time limits do not follow", metadata: ["error": "\(error)"])
            return false
        }
    }
}
