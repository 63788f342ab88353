import Casework
import Messages
import RPC
import Records

/// Reads the journal, or what arrives of it, as a caller may see it at that moment.
struct FeedReader: Sendable {
    /// A piece of the journal as a caller sees it.
    struct Page: Sendable {
        var items: [FeedItem] = []
        /// The position that it came to.
        var position: Int64
        /// Whether that is the end of the journal.
        var isEnd: Bool
        /// Epoch of the position.
        var epoch: String
    }

    /// Entries looked at for one page: of those in an agency's feed few may arrive, or be in sight.
    private static let examinedMax = 1_000
    /// Bytes of entries at which a page ends.
    private static let bytesMax = 1 << 20

    let desk: Desk
    private let threads = Threads("kntc-feed", count: 4)

    /// Reads at a desk.
    init(_ desk: Desk) {
        self.desk = desk
    }

    /// Whose entries hold what a source has for a caller.
    func reach(of source: FeedSource, _ call: Call) -> Reach {
        source == .inbox ? .agencies([call.principal.agency]) : call.scope.reach
    }

    /// Refuses a position that the store has not got, or that is of another epoch.
    func check(_ position: Int64, _ epoch: String) async throws {
        let records = desk.records
        try await threads.run {
            try records.read { try $0.check(position: position, epoch: epoch) }
        }
    }

    /// Reads something of working state beside.
    func read<R: Sendable>(
        _ body: @escaping @Sendable (RecordReader) throws -> R
    ) async throws -> R {
        let records = desk.records
        return try await threads.run { try records.read(body) }
    }

    /// What stands after a position, at most `max` items; rights, sight and redaction are those of
    /// now.
    ///
    /// - Throws: A status once the caller's rights are others.
    func page(
        _ source: FeedSource,
        after: Int64,
        max: Int,
        _ call: Call
    ) async throws -> Page {
        let (desk, reach) = (desk, reach(of: source, call))
        return try await threads.run {
            let call = try call.renewed(on: desk.today)
            return try desk.records.read { reader in
                let redaction = Redaction(call.principal, reader)
                // Entry after entry is about the same records.
                var decided: [RecordReference?: Bool] = [:]
                func sees(_ record: RecordReference?) throws -> Bool {
                    if let known = decided[record] { return known }
                    let isSeen = try reader.sees(record, call)
                    decided[record] = isSeen
                    return isSeen
                }
                func brings(_ event: Event) throws -> Bool {
                    try event.subjects.allSatisfy(sees)
                        && (source != .inbox
                            || reader.arrives(event, at: call.principal.agency))
                }
                var items: [FeedItem] = []
                var bytes = 0
                let (position, isEnd) = try reader.eachEntry(
                    of: reach,
                    after: after,
                    limit: Self.examinedMax
                ) { entry, size in
                    let item = try redaction.seen(FeedItem(entry, visible: brings))
                    guard !item.events.isEmpty else { return true }
                    items.append(item)
                    bytes += size
                    return items.count < max && bytes < Self.bytesMax
                }
                return Page(
                    items: items,
                    position: position,
                    isEnd: isEnd,
                    epoch: try reader.epochs().current
                )
            }
        }
    }

    /// The same, waiting for something to come.
    func page(
        _ source: FeedSource,
        after: Int64,
        max: Int,
        waiting milliseconds: Int32,
        _ call: Call
    ) async throws -> Page {
        let end = ContinuousClock.now + .milliseconds(Int64(milliseconds))
        let following = desk.records.news.follow(reach(of: source, call))
        var after = after
        while true {
            let page = try await page(source, after: after, max: max, call)
            guard page.items.isEmpty, ContinuousClock.now < end, !following.isOver else {
                return page
            }
            after = page.position
            if page.isEnd { _ = try await following.wait(after: after, until: end) }
        }
    }
}

extension RecordReader {
    /// Refuses a position that the store has not got, or that is of another epoch.
    func check(position: Int64, epoch: String) throws {
        let epochs = try epochs()
        guard epoch.isEmpty || epoch == epochs.current else {
            throw Status.epochChanged(
                to: epochs.current,
                beginAfter: epochs.common(upTo: position, in: epoch)
            )
        }
        let head = try head().position
        guard position <= head else {
            throw Status.beyondHead(head, epoch: epochs.current, beginAfter: epochs.began)
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

extension FeedPage {
    init(_ page: FeedReader.Page) {
        self.init(items: page.items, position: page.position, epoch: page.epoch)
    }
}

extension Status {
    /// The position is of an epoch before the store was restored, or of none that it knows.
    fileprivate static func epochChanged(to epoch: String, beginAfter position: Int64) -> Status {
        Status(
            .epochChanged,
            "the position is of another epoch of the store: a backup was restored; what came after "
                + "position \(position) is to be read anew, in epoch \(epoch)",
            metadata: ["epoch": epoch, "begin_after": String(position)]
        )
        .with(vietnamese: "Dữ liệu đã được khôi phục; hãy đọc lại từ vị trí được chỉ ra.")
    }

    /// The journal does not come as far.
    fileprivate static func beyondHead(
        _ head: Int64,
        epoch: String,
        beginAfter position: Int64
    ) -> Status {
        Status(
            .positionBeyondHead,
            "the journal ends at position \(head); what came after position \(position) is to be "
                + "read anew, in epoch \(epoch)",
            metadata: [
                "head": String(head), "epoch": epoch, "begin_after": String(position),
            ]
        )
        .with(vietnamese: "Vị trí vượt quá cuối nhật ký; hãy đọc lại từ vị trí được chỉ ra.")
    }
}
