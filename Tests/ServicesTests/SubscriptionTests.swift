import Casework
import Logging
import Messages
import RPC
import Records
import Services
import Synchronization
import TestSeeds
import TestSupport
import Testing

/// Subscriptions give everything at least once, whatever is lost, repeated or started again.
@Suite struct SubscriptionTests {
    private static func create(
        _ caller: TestCaller,
        _ name: String = "dvc",
        _ source: FeedSource = .journal,
        after: Int64 = 0
    ) async throws(Status) -> Subscription {
        try await caller.call(
            FeedMethods.createSubscription,
            CreateSubscriptionRequest(name: name, source: source, after: after)
        )
    }

    private static func pull(
        _ caller: TestCaller,
        _ name: String = "dvc",
        max: Int32 = 0,
        wait: Int32 = 0
    ) async throws(Status) -> FeedPage {
        try await caller.call(
            FeedMethods.pull,
            PullRequest(name: name, max: max, waitMs: wait)
        )
    }

    private static func acknowledge(
        _ caller: TestCaller,
        _ position: Int64,
        epoch: String = ""
    ) async throws(Status) -> Subscription {
        try await caller.call(
            FeedMethods.acknowledge,
            AcknowledgeRequest(name: "dvc", position: position, epoch: epoch)
        )
    }

    private static func reason<R>(_ body: () async throws(Status) -> R) async -> String {
        do {
            _ = try await body()
            return "accepted"
        } catch {
            return error.description
        }
    }

    // Red when: what was not acknowledged is not pulled again, an acknowledgement goes back, or one
    // is taken for what nobody was given.
    @Test(arguments: Engine.allCases)
    func `What is not acknowledged is pulled again, over a restart`(engine: Engine) async throws {
        try await withStore(engine) { store in
            try await TestServer.run(on: store) { server in
                for _ in 0..<5 { _ = try await server.officer.register() }
                let made = try await Self.create(server.officer, after: 1)
                #expect(made.acknowledgedPosition == 1 && made.deliveredPosition == 1)
                let first = try await Self.pull(server.officer, max: 2)
                #expect(first.items.map(\.position) == [2, 3] && first.position == 3)
                #expect(try await Self.pull(server.officer, max: 2) == first)
                for ahead: Int64 in [4, 6] {
                    let refused = await Self.reason { () async throws(Status) in
                        try await Self.acknowledge(server.officer, ahead)
                    }
                    #expect(refused == "OUT_OF_RANGE POSITION_NOT_DELIVERED")
                }
                let beyond = await Self.reason { () async throws(Status) in
                    try await Self.acknowledge(server.officer, 99)
                }
                #expect(beyond == "OUT_OF_RANGE POSITION_BEYOND_HEAD")
                _ = try await Self.acknowledge(server.officer, 2)
                #expect(
                    try await Self.pull(server.officer, max: 2).items.map(\.position) == [3, 4]
                )
            }
            try await TestServer.run(on: store) { server in
                // What was given before the restart is acknowledged after it; a repeat and an old
                // one change nothing.
                for position: Int64 in [4, 4, 2] {
                    let kept = try await Self.acknowledge(server.officer, position)
                    #expect(kept.acknowledgedPosition == 4 && kept.deliveredPosition == 4)
                }
                let rest = try await Self.pull(server.officer)
                #expect(rest.items.map(\.position) == [5, 6])
                try await server.records.renewEpoch()
                let former = await Self.reason { () async throws(Status) in
                    try await Self.acknowledge(server.officer, 6, epoch: rest.epoch)
                }
                #expect(former == "OUT_OF_RANGE EPOCH_CHANGED")
                #expect(try await Self.pull(server.officer).items == rest.items)
            }
        }
    }

    // Red when: two pullers of one name, lost replies and restarts together lose an entry, or move
    // the position back or past what was given.
    @Test(arguments: [3, 4, 5] as [UInt64])
    func `Two pullers who lose replies deal with everything`(seed: UInt64) async throws {
        var random = SplitMix64(usualSeed: seed)
        let seed = random.seed
        try await withStore(.memory) { store in
            var dealtWith: Set<Int64> = []
            var acknowledged: Int64 = 0
            var held: [FeedPage?] = [nil, nil]
            var expected: Set<Int64> = []
            for run in 0..<4 {
                try await TestServer.run(on: store) { server in
                    if run == 0 { _ = try await Self.create(server.officer, "dvc", .inbox) }
                    for _ in 0..<30 {
                        let puller = Int.random(in: 0...1, using: &random)
                        switch Int.random(in: 0..<5, using: &random) {
                        case 0:
                            let by = Bool.random(using: &random) ? server.officer : server.stranger
                            _ = try await by.register()
                            if by.identity == server.officer.identity {
                                expected.insert(server.records.news.position)
                            }
                        case 1, 2:
                            let max = Int32.random(in: 1...4, using: &random)
                            let page = try await Self.pull(server.officer, max: max)
                            // A reply may be lost.
                            if Bool.random(using: &random) { held[puller] = page }
                        default:
                            guard let page = held[puller] else { continue }
                            dealtWith.formUnion(page.items.map(\.position))
                            let kept = try await Self.acknowledge(server.officer, page.position)
                            #expect(kept.acknowledgedPosition >= acknowledged, "seed \(seed)")
                            #expect(kept.acknowledgedPosition <= kept.deliveredPosition)
                            acknowledged = kept.acknowledgedPosition
                            if Bool.random(using: &random) { held[puller] = nil }
                        }
                        #expect(
                            expected.filter { $0 <= acknowledged }.isSubset(of: dealtWith),
                            "seed \(seed)"
                        )
                    }
                    guard run == 3 else { return }
                    while true {
                        let page = try await Self.pull(server.officer)
                        if page.items.isEmpty { break }
                        dealtWith.formUnion(page.items.map(\.position))
                        _ = try await Self.acknowledge(server.officer, page.position)
                    }
                    #expect(dealtWith == expected, "seed \(seed)")
                }
            }
        }
    }

    // Red when: a pull that waits does not end with the news, or what is not for it is gone over
    // again by each.
    @Test(.timeLimit(.minutes(1)))
    func `A pull waits for news, and passes over much that is not for it`() async throws {
        try await withStore(.memory) { store in
            var pace = FeedService.Pace()
            pace.gapMax = 10
            try await TestServer.run(on: store, pace: pace) { server in
                _ = try await Self.create(server.officer)
                async let waiting = Self.pull(server.officer, wait: 25_000)
                _ = try await server.stranger.register()
                _ = try await server.officer.register()
                #expect(try await waiting.items.map(\.position) == [3])
                _ = try await Self.acknowledge(server.officer, 3)
                for count in 1...12 {
                    _ = try await server.stranger.register()
                    let page = try await Self.pull(server.officer)
                    // A few positions are not worth a write.
                    #expect(page.items.isEmpty && page.position == (count < 10 ? 3 : 13))
                }
                let list = try await server.officer.call(
                    FeedMethods.listSubscriptions,
                    ListSubscriptionsRequest()
                )
                #expect(list.subscriptions.map(\.acknowledgedPosition) == [13])
            }
        }
    }

    // Red when: somebody pulls or acknowledges what another was told, or learns of another agency's.
    @Test func `A subscription is its subscriber's, and its agency's to see`() async throws {
        try await TestServer.run { server in
            let mine = try await Self.create(server.officer)
            #expect(mine.subscriber == Author(agency: "H29.02", principal: "officer"))
            // A lost reply is asked for again.
            #expect(try await Self.create(server.officer) == mine)
            for other in [server.head, server.caller("officer@H29.02/an")] {
                let rows = [
                    await Self.reason { () async throws(Status) in try await Self.pull(other) },
                    await Self.reason { () async throws(Status) in
                        try await Self.acknowledge(other, 0)
                    },
                ]
                #expect(
                    rows == Array(repeating: "PERMISSION_DENIED SUBSCRIPTION_OF_ANOTHER", count: 2)
                )
                let taken = await Self.reason { () async throws(Status) in
                    try await Self.create(other)
                }
                #expect(taken == "ALREADY_EXISTS ALREADY_EXISTS")
                let list = try await other.call(
                    FeedMethods.listSubscriptions,
                    ListSubscriptionsRequest()
                )
                #expect(list.subscriptions.map(\.name) == ["dvc"])
            }
            let foreign = await Self.reason { () async throws(Status) in
                try await Self.pull(server.stranger)
            }
            #expect(foreign == "NOT_FOUND SUBSCRIPTION_NOT_FOUND")
            let theirs = try await server.stranger.call(
                FeedMethods.listSubscriptions,
                ListSubscriptionsRequest()
            )
            #expect(theirs.subscriptions.isEmpty)
            func delete(_ caller: TestCaller) async throws -> Bool {
                try await caller.call(
                    FeedMethods.deleteSubscription,
                    DeleteSubscriptionRequest(name: "dvc")
                )
                .existed
            }
            #expect(try await !delete(server.stranger))
            #expect(try await delete(server.head))
            #expect(try await !delete(server.head))
            for number in 1...20 { _ = try await Self.create(server.officer, "s\(number)") }
            let many = await Self.reason { () async throws(Status) in
                try await Self.create(server.officer, "s21")
            }
            #expect(many == "FAILED_PRECONDITION TOO_MANY_SUBSCRIPTIONS")
            _ = try await Self.create(server.stranger, "s21")
        }
    }

    // Red when: the lag counts what is not for the subscriber, or the log tells it twice or never.
    @Test func `Lag is counted, and told once in the log until it is made good`() async throws {
        try await TestServer.run { server in
            let lines = Lines()
            let watch = LagWatch(server.desk, limit: 2, logger: lines.logger)
            _ = try await Self.create(server.officer)
            _ = try await Self.create(server.officer, "in", .inbox)
            let id = try await server.officer.register()
            _ = try await server.officer.classify(id)
            for _ in 0..<3 { _ = try await server.stranger.register() }
            try watch.look()
            #expect(watch.findings.map(\.name) == ["dvc", "in"])
            #expect(watch.findings.map(\.entries) == [2, 1] && lines.all.isEmpty)
            _ = try await server.officer.register()
            server.clock.advance(milliseconds: 90_000)
            for _ in 0..<3 { try watch.look() }
            #expect(watch.findings.map(\.entries) == [3, 2])
            #expect(watch.findings.map(\.oldestAgeSeconds) == [90, 90])
            #expect(lines.all == ["warning H29.02/dvc 3"])
            let list = try await server.head.call(
                FeedMethods.listSubscriptions,
                ListSubscriptionsRequest()
            )
            #expect(list.subscriptions.map(\.lag) == [3, 2])
            #expect(list.subscriptions.map(\.oldestAgeSeconds) == [90, 90])
            let page = try await Self.pull(server.officer)
            _ = try await Self.acknowledge(server.officer, page.position)
            for _ in 0..<2 { try watch.look() }
            #expect(watch.findings.map(\.entries) == [0, 2])
            #expect(lines.all == ["warning H29.02/dvc 3", "notice H29.02/dvc 0"])
        }
    }
}

/// What a log was told, each line as its level and what it is about.
private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])

    var all: [String] { kept.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let found = event.metadata ?? [:]
            let name = ["agency", "subscription"].compactMap { found[$0].map { "\($0)" } }
            let line = "\(event.level) \(name.joined(separator: "/"))"
            lines.kept.withLock { $0.append(line + " \(found["entries"] ?? "")") }
        }
    }
}
