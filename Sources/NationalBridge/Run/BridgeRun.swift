import Foundation
import Logging
import Messages
import RPC

/// What a run takes from around it, so that tests can give their own.
struct Surroundings: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var now: @Sendable () -> Int64
    /// Time that only goes forward, for the lease.
    var uptime: @Sendable () -> Duration
    /// Waits.
    var sleep: @Sendable (Duration) async -> Void
    /// A random number from 0 to 1.
    var fraction: @Sendable () -> Double

    /// The real ones.
    static var real: Surroundings {
        let start = ContinuousClock.now
        return Surroundings(
            now: { Int64(Date().timeIntervalSince1970 * 1_000) },
            uptime: { ContinuousClock.now - start },
            sleep: { try? await Task.sleep(for: $0) },
            fraction: { .random(in: 0...1) }
        )
    }
}

/// What a run was asked to do.
struct RunOrder: Sendable {
    /// Makes messages and sends none.
    var dryRun = false
    /// The most messages that are told; nil for all.
    var max: Int?
}

/// One run of the bridge: tells the national database what it was not told yet, in order.
struct BridgeRun {
    private let records: RecordsClient
    private let national: NationalClient
    private let order: RunOrder
    private let backoff: Backoff
    private let around: Surroundings
    private let stop: Cancellation
    private let logger: Logger

    private(set) var report: RunReport
    private var leaseTakenAt: Duration = .zero

    /// - Parameters:
    ///   - records: Where facts come from.
    ///   - national: Where messages go.
    ///   - order: What to do.
    ///   - backoff: How attempts are spaced.
    ///   - around: Clocks, waits, chance.
    ///   - stop: Ends the run before its next message.
    ///   - logger: Takes notes; no content and no persons.
    init(
        records: RecordsClient,
        national: NationalClient,
        order: RunOrder,
        backoff: Backoff = Backoff(),
        around: Surroundings = .real,
        stop: Cancellation = Cancellation(),
        logger: Logger
    ) {
        self.records = records
        self.national = national
        self.order = order
        self.backoff = backoff
        self.around = around
        self.stop = stop
        self.logger = logger
        report = RunReport(runID: records.runID, dryRun: order.dryRun, nowMs: around.now())
    }

    /// Runs to one of its ends and completes the report.
    mutating func run() async -> Ending {
        var ending = Ending.finished
        do {
            report.window.after = try await takeLease().acknowledgedPosition
            report.window.through = report.window.after
            do {
                try await tellAll()
            } catch {
                ending = error
            }
            // A dry run has told nothing, so it gives the lease back where it found it.
            let reached = order.dryRun ? report.window.after : report.window.through
            do {
                try await records.releaseLease(at: reached)
            } catch {
                if ending.exitCode(refused: 0) == 0 { ending = Ending(error) }
            }
        } catch {
            ending = error
        }
        report.finishedAt = InstantText(milliseconds: around.now())
        report.ending = ending.code
        report.exitCode = ending.exitCode(refused: report.refused)
        logger.notice(
            "run ended",
            metadata: [
                "run": "\(records.runID)", "ending": "\(ending.code)",
                "through": "\(report.window.through)", "sent": "\(report.sent)",
                "refused": "\(report.refused)",
            ]
        )
        return ending
    }

    /// Tells page after page, until nothing is left or something ends the run.
    private mutating func tellAll() async throws(Ending) {
        while true {
            try await keepLease()
            let page = try await nextPage()
            var index = 0
            var position: Int64 = 0
            for export in page.exports {
                index = export.position == position ? index + 1 : 0
                position = export.position
                // Everything before this fact's entry has been answered.
                report.window.through = max(report.window.through, position - 1)
                if stop.isSet { throw .interrupted }
                if let max = order.max, report.read >= max {
                    throw .limitReached
                }
                try await tell(export, index)
            }
            report.window.through = max(report.window.through, page.position)
            if page.end { return }
        }
    }

    private func nextPage() async throws(Ending) -> ListExportsReply {
        do {
            return try await records.exports(after: report.window.through)
        } catch {
            throw Ending(error)
        }
    }

    /// Tells one fact and records the answer.
    private mutating func tell(_ export: Export, _ index: Int) async throws(Ending) {
        report.read += 1
        report.firstPosition = report.firstPosition ?? export.position
        report.lastPosition = export.position
        guard let record = export.event?.record else {
            throw .serverRefused("a fact without its record")
        }
        let id = MessageID.make(record: record, position: export.position, index: index)
        let answer: Answer
        switch envelope(export, id) {
        case .failure(let gap):
            // The record's later messages will be refused too; those of others go on.
            answer = .refused(["mapping \(gap.field)"])
        case .success(let envelope) where !order.dryRun:
            answer = try await send(envelope)
            report.sent += 1
        case .success:
            report.skipped += 1
            return
        }
        note(answer)
        guard !order.dryRun else { return }
        try await keep(answer, id, export.position, record)
    }

    private func envelope(_ export: Export, _ id: String) -> Result<Envelope, MappingGap> {
        Result { () throws(MappingGap) in
            try Envelope(export, messageID: id, sentAtMs: around.now())
        }
    }

    /// Posts a message until it is answered.
    private mutating func send(_ envelope: Envelope) async throws(Ending) -> Answer {
        guard let body = try? envelope.json else {
            preconditionFailure("an envelope holds only texts and finite numbers, which encode")
        }
        var attempt = 1
        while true {
            try await keepLease()
            let answer = await national.post(body, id: envelope.messageId)
            switch answer {
            case .accepted, .refused:
                return answer
            case .misdirected(let status):
                throw .misdirected(status)
            case .unavailable(let reason, let retryAfter):
                let wait = backoff.delay(
                    after: attempt,
                    retryAfter: retryAfter,
                    // The lease is renewed between attempts; a longer wait could outlast it.
                    retryAfterMax: .seconds(Int(records.leaseSeconds)) / 4,
                    fraction: around.fraction()
                )
                logger.info(
                    "not answered",
                    metadata: [
                        "message": "\(envelope.messageId)", "attempt": "\(attempt)",
                        "reason": "\(reason)",
                    ]
                )
                guard let wait else { throw .farSideDown(reason) }
                await around.sleep(wait)
                if stop.isSet { throw .interrupted }
                attempt += 1
            }
        }
    }

    /// Has the server record an answer.
    private func keep(
        _ answer: Answer,
        _ id: String,
        _ position: Int64,
        _ record: RecordReference
    ) async throws(Ending) {
        var answered = NationalAnswered(aboutPosition: position, messageId: id)
        switch answer {
        case .accepted(let nationalID, _):
            answered.accepted = true
            answered.nationalId = nationalID
        case .refused(let rules):
            answered.refusals = rules
            logger.warning(
                "refused",
                metadata: ["position": "\(position)", "message": "\(id)", "rules": "\(rules)"]
            )
        case .unavailable, .misdirected:
            preconditionFailure("such an answer ends the run before it is recorded")
        }
        do {
            try await records.record(answered, about: record)
        } catch {
            throw Ending(error)
        }
    }

    private mutating func note(_ answer: Answer) {
        switch answer {
        case .accepted(_, let isDuplicate):
            report.acknowledged += 1
            report.duplicates += isDuplicate ? 1 : 0
        case .refused(let rules):
            report.refused += 1
            for rule in Set(rules) { report.reasons[rule, default: 0] += 1 }
        case .unavailable, .misdirected:
            preconditionFailure("such an answer ends the run before it is counted")
        }
    }

    private mutating func takeLease() async throws(Ending) -> Lease {
        leaseTakenAt = around.uptime()
        do {
            return try await records.takeLease()
        } catch {
            throw Ending(error)
        }
    }

    /// Renews the lease when half of it is used.
    private mutating func keepLease() async throws(Ending) {
        let used = around.uptime() - leaseTakenAt
        guard used * 2 >= .seconds(Int(records.leaseSeconds)) else { return }
        _ = try await takeLease()
    }
}
