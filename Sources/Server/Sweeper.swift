import Foundation
import Logging
import Records
import ServiceLifecycle

/// Forgets uploads that nobody attached to a record, and drafts that nobody saved again, within their
/// life: once at the start and then every hour.
struct Sweeper: Service {
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
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        await sweep("uploads") { try await records.sweepUploads(now: now) }
        await sweep("drafts") { try await records.sweepDrafts(now: now) }
    }

    private func sweep(_ what: String, _ forget: () async throws -> Int) async {
        do {
            let count = try await forget()
            guard count > 0 else { return }
            logger.notice("\(what) expired", metadata: ["count": "\(count)"])
        } catch {
            logger.error("\(what) were not swept", metadata: ["error": "\(error)"])
        }
    }
}
