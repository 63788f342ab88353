import Foundation
import Logging
import Records
import ServiceLifecycle

/// Forgets uploads that nobody attached to a record within their life, once at the start and then
/// every hour.
struct UploadSweeper: Service {
    private let records: RecordStore
    private let logger: Logger

    init(_ records: RecordStore, _ logger: Logger) {
        self.records = records
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    private func sweep() async {
        do {
            let now = Int64(Date().timeIntervalSince1970 * 1_000)
            let count = try await records.sweepUploads(now: now)
            guard count > 0 else { return }
            logger.notice("uploads expired", metadata: ["count": "\(count)"])
        } catch {
            logger.error("uploads were not swept", metadata: ["error": "\(error)"])
        }
    }
}
