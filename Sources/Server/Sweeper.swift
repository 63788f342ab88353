import Logging
import Records
import ServiceLifecycle

/// Forgets uploads that nobody attached to a record, and drafts that nobody saved again, within their
/// life: once at the start and then every hour of its clock, which a sandbox may move.
struct Sweeper: Service {
    private static let hour: Int64 = 3_600_000
    private let records: RecordStore
    private let now: @Sendable () -> Int64
    private let logger: Logger

    /// Takes the clock by which things expire, in milliseconds since 1970-01-01T00:00:00Z.
    init(_ records: RecordStore, now: @escaping @Sendable () -> Int64, _ logger: Logger) {
        self.records = records
        self.now = now
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var next = Int64.min
            while !Task.isCancelled {
                let now = now()
                if now >= next {
                    await sweep(now)
                    next = now + Self.hour
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func sweep(_ now: Int64) async {
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
