import Casework
package import Messages
import Records

/// What happened, for the agencies that it concerns.
package struct FeedService: FeedHandlers {
    private let desk: Desk
    private static let streamItemsMax = 64
    private static let streamMax = Duration.seconds(30)
    private static let waitMaxMilliseconds: Int32 = 25_000

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func listFeed(
        _ request: ListFeedRequest,
        _ call: Call
    ) async throws -> Encoded<ListFeedReply> {
        var checks = Checks(today: desk.today)
        checks.require(request.after >= 0, "after", "is negative", "give a position, or 0")
        checks.require(request.pageSize >= 0, "page_size", "is negative", "give 0 to 200")
        checks.require(
            (0...Self.waitMaxMilliseconds).contains(request.waitMs),
            "wait_ms",
            "is \(request.waitMs), outside 0 to 25,000",
            "wait at most 25 seconds and ask again"
        )
        try checks.finish()
        let size = request.pageSize == 0 ? 50 : min(Int(request.pageSize), 200)
        let end = ContinuousClock.now + .milliseconds(Int64(request.waitMs))
        var after = request.after
        while true {
            let (items, reached) = try page(call, after: after, size: size)
            guard items.isEmpty, ContinuousClock.now < end else {
                return Encoded(ListFeedReply(items: items, position: reached))
            }
            after = reached
            try await news(after: reached, until: end)
        }
    }

    package func watchFeed(
        _ request: WatchFeedRequest,
        _ call: Call,
        _ stream: ReplyStream<FeedItem>
    ) async throws {
        var checks = Checks(today: desk.today)
        checks.require(request.after >= 0, "after", "is negative", "give a position, or 0")
        try checks.finish()
        let end = ContinuousClock.now + Self.streamMax
        var after = request.after
        var sent = 0
        while sent < Self.streamItemsMax, ContinuousClock.now < end {
            let (items, reached) = try page(call, after: after, size: Self.streamItemsMax - sent)
            for item in items { try await stream.send(item) }
            sent += items.count
            after = reached
            if items.isEmpty { try await news(after: reached, until: end) }
        }
    }

    package func getHistory(
        _ request: GetHistoryRequest,
        _ call: Call
    ) throws -> Encoded<History> {
        let record = request.record ?? RecordReference()
        var checks = Checks(today: desk.today)
        checks.require(
            RecordKind.known.contains(record.kind) && record.kind != .unspecified,
            "record.kind",
            "names no record",
            "give the kind and the id of a record"
        )
        try checks.finish()
        return try desk.records.read { reader in
            guard try reader.sees(record, call) else {
                throw CaseworkError.notFound(record.kind)
            }
            let redaction = Redaction(call.principal, reader)
            let items = try reader.positions(of: record).compactMap { try reader.entry($0) }
                .map { entry in
                    try redaction.seen(
                        FeedItem(entry) { try $0.record == record && reader.sees($0, call) }
                    )
                }
                .filter { !$0.events.isEmpty }
            return Encoded(History(items: items))
        }
    }

    /// A page of the caller's feed, and the position that it has come to.
    private func page(
        _ call: Call,
        after: Int64,
        size: Int
    ) throws -> (items: [FeedItem], position: Int64) {
        try desk.records.read { reader in
            let positions = try reader.positions(
                ofAgency: call.principal.agency,
                after: after,
                limit: size
            )
            let redaction = Redaction(call.principal, reader)
            let items = try positions.compactMap { try reader.entry($0) }
                .map { entry in
                    try redaction.seen(FeedItem(entry) { try reader.sees($0, call) })
                }
                .filter { !$0.events.isEmpty }
            let head = try reader.head().position
            let reached = positions.count < size ? max(after, head) : positions.last ?? after
            return (items, reached)
        }
    }

    /// Waits for something after `position`, but not longer than until `end`.
    private func news(after position: Int64, until end: ContinuousClock.Instant) async throws {
        let news = desk.records.news
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await news.wait(after: position) }
            group.addTask { try await Task.sleep(until: end, clock: .continuous) }
            _ = try await group.next()
            group.cancelAll()
        }
    }
}

extension FeedItem {
    /// The entry with those of its events that the reader may see.
    init(_ entry: JournalEntry, visible: (Event) throws -> Bool) rethrows {
        self.init(
            position: entry.position,
            recordedAtMs: entry.recordedAtMs,
            actor: entry.actor,
            method: entry.method,
            events: try entry.events.filter(visible)
        )
    }
}
