import Logging
import ServiceLifecycle
import Services

/// Writes once a minute when sessions were last used, and forgets those that have ended.
struct LoginKeeper: Service {
    private let front: FrontDesk
    private let logger: Logger

    init(_ front: FrontDesk, _ logger: Logger) {
        self.front = front
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(60))
                await settle()
            }
        }
    }

    private func settle() async {
        do {
            try await front.settle()
        } catch {
            logger.error("sessions were not settled", metadata: ["error": "\(error)"])
        }
    }
}
