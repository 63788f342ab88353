import Logging
import ServiceLifecycle
import Services

/// Looks every ten seconds how far subscriptions are behind.
struct LagKeeper: Service {
    private let watch: LagWatch
    private let logger: Logger

    init(_ watch: LagWatch, _ logger: Logger) {
        self.watch = watch
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try watch.look()
                } catch {
                    logger.error(
                        "nobody knows how far subscriptions are behind",
                        metadata: ["error": "\(error)"]
                    )
                }
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }
}
