import Casework
package import Messages
import RPC
import Records

/// What happened, for those who may know of it.
package struct FeedService: FeedHandlers {
    /// When a stream tells how far it has come though nothing came.
    package struct Pace: Sendable {
        /// How long a stream is silent before it sends a bookmark.
        package var silenceMax = Duration.seconds(5)
        /// Positions passed without a message at which it sends one.
        package var gapMax: Int64 = 1_000

        /// The pace of the contract.
        package init() {}
    }

    private static let waitMaxMilliseconds: Int32 = 25_000
    /// Items that a stream reads at once.
    private static let itemsAtOnce = 64

    let desk: Desk
    let pace: Pace
    let reader: FeedReader

    /// Works at a desk.
    package init(_ desk: Desk, pace: Pace = Pace()) {
        self.desk = desk
        self.pace = pace
        reader = FeedReader(desk)
    }

    package func listJournal(
        _ request: ListJournalRequest,
        _ call: Call
    ) async throws -> Encoded<FeedPage> {
        try await list(
            .journal,
            after: request.after,
            request.epoch,
            size: request.pageSize,
            wait: request.waitMs,
            call
        )
    }

    package func listInbox(
        _ request: ListInboxRequest,
        _ call: Call
    ) async throws -> Encoded<FeedPage> {
        try await list(
            .inbox,
            after: request.after,
            request.epoch,
            size: request.pageSize,
            wait: request.waitMs,
            call
        )
    }

    package func watchJournal(
        _ request: WatchJournalRequest,
        _ call: Call,
        _ stream: ReplyStream<FeedItem>
    ) async throws {
        try await watch(.journal, after: request.after, request.epoch, call, stream)
    }

    package func watchInbox(
        _ request: WatchInboxRequest,
        _ call: Call,
        _ stream: ReplyStream<FeedItem>
    ) async throws {
        try await watch(.inbox, after: request.after, request.epoch, call, stream)
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
            let items = try reader.entries(of: record)
                .map { entry in
                    try redaction.seen(
                        FeedItem(entry) { try $0.record == record && reader.sees($0, call) }
                    )
                }
                .filter { !$0.events.isEmpty }
            return Encoded(History(items: items))
        }
    }

    /// A page of what stands after a position, waiting for something to come.
    private func list(
        _ source: FeedSource,
        after: Int64,
        _ epoch: String,
        size: Int32,
        wait: Int32,
        _ call: Call
    ) async throws -> Encoded<FeedPage> {
        try check(after: after, size: size, "page_size", wait: wait)
        try await reader.check(after, epoch)
        let page = try await reader.page(
            source,
            after: after,
            max: Self.size(size),
            waiting: wait,
            call
        )
        return Encoded(FeedPage(page))
    }

    /// Sends what stands after a position and what comes, for as long as the stream may last.
    private func watch(
        _ source: FeedSource,
        after: Int64,
        _ epoch: String,
        _ call: Call,
        _ stream: ReplyStream<FeedItem>
    ) async throws {
        try check(after: after, size: 0, "", wait: 0)
        try await reader.check(after, epoch)
        let following = desk.records.news.follow(reader.reach(of: source, call))
        var sender = Sender(stream, told: after)
        var isSilent = false
        // A server that stops waits for nobody: the stream is resumed at the next one.
        while !following.isOver, let room = stream.room(upTo: Self.itemsAtOnce) {
            let page = try await reader.page(source, after: sender.reached, max: room, call)
            try await sender.send(page)
            let untold = sender.reached - sender.told
            if page.items.isEmpty, untold >= pace.gapMax || isSilent && untold > 0 {
                try await sender.sendBookmark()
            }
            isSilent = false
            if page.isEnd {
                let until = min(stream.endsAt, .now + pace.silenceMax)
                isSilent = try await !following.wait(after: sender.reached, until: until)
            }
        }
        // Whoever resumes does not go over it again.
        if stream.messagesLeft != 0, sender.reached > sender.told {
            try await sender.sendBookmark()
        }
    }

    /// Checks what every list and stream is asked with.
    func check(after: Int64, size: Int32, _ sizeField: String, wait: Int32) throws {
        var checks = Checks(today: desk.today)
        checks.require(after >= 0, "after", "is negative", "give a position, or 0")
        checks.require(size >= 0, sizeField, "is negative", "give 0 to 200")
        checks.require(
            (0...Self.waitMaxMilliseconds).contains(wait),
            "wait_ms",
            "is \(wait), outside 0 to 25,000",
            "wait at most 25 seconds and ask again"
        )
        try checks.finish()
    }

    /// How many items a page has that is asked for with a size.
    static func size(_ asked: Int32) -> Int { asked == 0 ? 50 : min(Int(asked), 200) }
}

/// The sending side of a stream: how far the journal was read for it, and how far its peer knows.
private struct Sender {
    let stream: ReplyStream<FeedItem>
    /// Position of the last message.
    private(set) var told: Int64
    /// The position that was read up to.
    private(set) var reached: Int64
    private var epoch = ""

    init(_ stream: ReplyStream<FeedItem>, told: Int64) {
        self.stream = stream
        self.told = told
        reached = told
    }

    /// Sends the items of a page.
    mutating func send(_ page: FeedReader.Page) async throws {
        epoch = page.epoch
        for item in page.items { try await send(item) }
        reached = page.position
    }

    /// Tells how far the journal was read.
    mutating func sendBookmark() async throws {
        try await send(FeedItem(position: reached))
    }

    private mutating func send(_ item: FeedItem) async throws {
        var item = item
        item.epoch = epoch
        do {
            try await stream.send(item)
        } catch is PeerStalled {
            throw Status.fellBehind(position: told, epoch: epoch)
        }
        told = item.position
    }
}

extension Status {
    /// The peer did not take what it was sent.
    fileprivate static func fellBehind(position: Int64, epoch: String) -> Status {
        Status(
            .fellBehind,
            "the stream's messages were not taken in time; resume after position \(position)",
            metadata: ["position": String(position), "epoch": epoch]
        )
        .with(vietnamese: "Bên nhận đọc quá chậm; hãy đọc tiếp từ vị trí được chỉ ra.")
    }
}
