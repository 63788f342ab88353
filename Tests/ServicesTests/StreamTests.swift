import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// What streams and pages tell of positions, and what they tell to whom.
@Suite struct StreamTests {
    /// A stream that is silent for a while and passes so much without a word.
    private static func pace(silent silence: Duration, gap: Int64) -> FeedService.Pace {
        var pace = FeedService.Pace()
        (pace.silenceMax, pace.gapMax) = (silence, gap)
        return pace
    }

    private static func all(
        _ caller: TestCaller,
        after: Int64,
        _ server: TestServer
    ) async throws -> [FeedItem] {
        let items = try server.client.stream(
            FeedMethods.watchJournal,
            WatchJournalRequest(after: after),
            metadata: caller.metadata
        )
        var found: [FeedItem] = []
        for try await item in items { found.append(item) }
        return found
    }

    // Red when: whoever resumes goes over what was not for it once more, or a bookmark passes over
    // something that was.
    @Test(.timeLimit(.minutes(3)))
    func `A stream that ends says how far it has come`() async throws {
        try await withStore(.memory) { store in
            let pace = Self.pace(silent: .seconds(60), gap: 1_000)
            try await TestServer.run(
                on: store,
                pace: pace,
                streamsLast: .seconds(5)
            ) { server in
                for _ in 0..<3 { _ = try await server.stranger.register() }
                let head = server.records.news.position
                let passed = try await Self.all(server.officer, after: 0, server)
                #expect(passed.map(\.position) == [head])
                #expect(passed.allSatisfy { $0.events.isEmpty && !$0.epoch.isEmpty })
                #expect(passed.allSatisfy { $0.actor == nil && $0.method.isEmpty })
                // At the head there is nothing to say.
                #expect(try await Self.all(server.officer, after: head, server).isEmpty)
            }
        }
    }

    // Red when: a stream that passes much, or is silent for a while, says nothing before its end.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            pace(silent: .seconds(3_600), gap: 30),
            pace(silent: .milliseconds(100), gap: 1_000),
        ]
    )
    func `A stream with nothing to tell says how far it has come`(
        pace: FeedService.Pace
    ) async throws {
        try await withStore(.memory) { store in
            try await TestServer.run(
                on: store,
                pace: pace,
                streamsLast: .seconds(3_600)
            ) { server in
                for _ in 0..<40 { _ = try await server.stranger.register() }
                let head = server.records.news.position
                let items = try server.client.stream(
                    FeedMethods.watchJournal,
                    WatchJournalRequest(),
                    metadata: server.officer.metadata
                )
                var told: [FeedItem] = []
                for try await item in items {
                    told.append(item)
                    if told.count == 2 { break }
                    _ = try await server.officer.register()
                }
                #expect(told.map(\.position) == [head, head + 1])
                #expect(told.map(\.events.isEmpty) == [true, false])
            }
        }
    }

    // Red when: a page or stream goes on after what the store has not got, or does not say where to
    // begin anew.
    @Test func `A position of a former epoch or beyond the head is refused`() async throws {
        try await TestServer.run { server in
            for _ in 0..<3 { _ = try await server.officer.register() }
            let caller = server.officer
            func refused(_ after: Int64, _ epoch: String) async -> [Status?] {
                var found: [Status?] = []
                do {
                    let request = ListJournalRequest(after: after, epoch: epoch)
                    _ = try await caller.call(FeedMethods.listJournal, request)
                    found.append(nil)
                } catch {
                    found.append(error)
                }
                do {
                    let request = ListInboxRequest(after: after, epoch: epoch)
                    _ = try await caller.call(FeedMethods.listInbox, request)
                    found.append(nil)
                } catch {
                    found.append(error)
                }
                do {
                    let items = try server.client.stream(
                        FeedMethods.watchJournal,
                        WatchJournalRequest(after: after, epoch: epoch),
                        metadata: caller.metadata
                    )
                    for try await _ in items { break }
                    found.append(nil)
                } catch {
                    found.append(error as? Status)
                }
                return found
            }
            let list = ListJournalRequest(after: 1)
            let before = try await caller.call(FeedMethods.listJournal, list)
            #expect(before.position == 4 && !before.epoch.isEmpty)
            #expect(await refused(2, before.epoch) == [nil, nil, nil])
            for status in await refused(5, before.epoch) {
                #expect(status?.description == "OUT_OF_RANGE POSITION_BEYOND_HEAD")
                #expect(status?.metadata["head"] == "4")
                #expect(status?.metadata["begin_after"] == "0")
                #expect(status?.metadata["epoch"] == before.epoch)
                #expect(status?.localizedMessage?.locale == "vi-VN")
            }
            try await server.records.renewEpoch()
            _ = try await caller.register()
            for (after, begin) in [(Int64(2), "2"), (4, "4"), (9, "4")] {
                for status in await refused(after, before.epoch) {
                    #expect(status?.description == "OUT_OF_RANGE EPOCH_CHANGED")
                    #expect(status?.metadata["begin_after"] == begin)
                }
            }
            for status in await refused(2, "no-such-epoch") {
                #expect(status?.metadata["begin_after"] == "0")
            }
            let status = try #require(await refused(9, before.epoch)[0])
            let anew = ListJournalRequest(
                after: Int64(status.metadata["begin_after"] ?? "") ?? 0,
                epoch: status.metadata["epoch"] ?? ""
            )
            let page = try await caller.call(FeedMethods.listJournal, anew)
            #expect(page.items.map(\.position) == [5] && page.epoch == anew.epoch)
            let now = try await caller.call(SystemMethods.getStatus, GetStatusRequest())
            #expect(now.epoch == page.epoch && now.epoch != before.epoch)
        }
    }

    // Red when: the body above that sees to a file misses what others do about it.
    @Test func `Who sees to a file is told all that happens to it`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.secret = true
            request.respondents = [Respondent(agency: "H29.02", rank: .head)]
            let id = try await server.officer.register(request)
            let registered = server.records.news.position
            let answer = RecordAnswerRequest(
                record: .petition(id),
                answer: NationalAnswered(messageId: "m")
            )
            _ = try await server.sync.write(NationalMethods.recordAnswer, answer, \.requestId)
            let above = server.caller("head@H29")
            let page = try await above.call(
                FeedMethods.listJournal,
                ListJournalRequest(after: registered - 1)
            )
            #expect(page.items.map(\.position) == [registered, registered + 1])
            let inbox = try await above.call(FeedMethods.listInbox, ListInboxRequest())
            #expect(inbox.items.map(\.position) == page.items.map(\.position))
            let kept = try await server.head.call(
                FeedMethods.listJournal,
                ListJournalRequest(after: registered)
            )
            #expect(kept.items.isEmpty)
        }
    }

    // Red when: a server that stops is kept waiting by those who wait for news.
    @Test func `Who waits for news waits no longer than the server`() async throws {
        try await TestServer.run { server in
            _ = try await server.officer.register()
            let head = server.records.news.position
            let items = try server.client.stream(
                FeedMethods.watchJournal,
                WatchJournalRequest(after: head - 1),
                metadata: server.officer.metadata
            )
            async let page = server.officer.call(
                FeedMethods.listJournal,
                ListJournalRequest(after: head, waitMs: 25_000)
            )
            let begun = ContinuousClock.now
            for try await item in items where item.position == head {
                server.records.news.close()
            }
            #expect(try await page.items.isEmpty)
            let late = ListJournalRequest(after: head, waitMs: 25_000)
            #expect(try await server.officer.call(FeedMethods.listJournal, late).items.isEmpty)
            #expect(begun.duration(to: .now) < .seconds(20))
        }
    }

    // Red when: a page grows beyond what a reply may hold, so that its reader never gets on.
    @Test func `A page of large entries ends early`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.summary = String(repeating: "ế", count: 4_000)
            for _ in 0..<100 { _ = try await server.officer.register(request) }
            let first = try await server.officer.call(
                FeedMethods.listJournal,
                ListJournalRequest(pageSize: 200)
            )
            #expect((50..<100).contains(first.items.count))
            #expect(first.position == first.items.last?.position)
            let rest = try await server.officer.call(
                FeedMethods.listJournal,
                ListJournalRequest(after: first.position, pageSize: 200)
            )
            #expect(first.items.count + rest.items.count == 100)
        }
    }

    // Red when: the inbox tells what does not arrive, leaves out what does, or tells of another's.
    @Test(.timeLimit(.minutes(1)))
    func `The inbox tells what arrives at one's agency`() async throws {
        try await withStore(.memory) { store in
            let pace = Self.pace(silent: .seconds(60), gap: 1_000)
            try await TestServer.run(
                on: store,
                pace: pace,
                streamsLast: .seconds(5)
            ) { server in
                let id = try await server.officer.register()
                _ = try await server.stranger.register()
                _ = try await server.head.classify(id)
                _ = try await server.head.write(
                    PetitionMethods.proposeHandling,
                    Sample.propose(id),
                    \.requestId
                )
                let page = try await server.officer.call(
                    FeedMethods.listInbox,
                    ListInboxRequest()
                )
                #expect(page.items.map(\.position) == [2, 5] && page.position == 5)
                #expect(page.items.allSatisfy { $0.events.count == 1 })
                let items = try server.client.stream(
                    FeedMethods.watchInbox,
                    WatchInboxRequest(after: 2),
                    metadata: server.officer.metadata
                )
                var told: [Int64] = []
                for try await item in items { told.append(item.position) }
                #expect(told == [5])
            }
        }
    }

    // Red when: what comes after a caller's rights have changed is still delivered by the old ones.
    @Test(.timeLimit(.minutes(1)))
    func `Nothing is delivered by rights that have changed`() async throws {
        try await Door.run { door in
            let an = try await door.enrolled("nv.an01", .verifier)
            let grant = try await door.appoint("nv.an01", .head)
            let token = try await door.signedIn(an)
            let registered = Event(
                record: RecordReference(kind: .register, id: "H29.02/1/2026"),
                fact: .registerOpened(RegisterOpened(startsAt: 1))
            )
            let after = door.records.news.position
            let (messages, told) = AsyncStream.makeStream(of: Int64.self)
            async let ending = door.stream(
                FeedMethods.watchJournal,
                WatchJournalRequest(after: after),
                token
            ) { bytes in
                if let item = try? FeedItem(serialized: bytes) { told.yield(item.position) }
            }
            try await door.write([registered], by: "H29.02")
            var first = messages.makeAsyncIterator()
            #expect(await first.next() == after + 1)
            // Both in less than the second after which a stream is looked at anyway.
            try await door.end(grant)
            try await door.write([registered], by: "H29.02")
            #expect(await ending?.description == "ABORTED RIGHTS_CHANGED")
            told.finish()
            #expect(await first.next() == nil)
        }
    }

    // Red when: a stream goes by where its reader stood when it began.
    @Test(.timeLimit(.minutes(1)))
    func `A file is kept from whoever reports to the denounced by now`() async throws {
        try await TestServer.run { server in
            func load(_ code: String, in office: String) async throws {
                let held = Appointment(office: "H29.02.\(office)", validFrom: "2026-01-01")
                _ = try await server.administrator.write(
                    DirectoryMethods.applyOfficers,
                    ApplyOfficersRequest(officers: [
                        Officer(code: code, agency: "H29.02", appointments: [held])
                    ]),
                    \.requestId
                )
            }
            var home = Sample.home
            home.offices += [
                Office(code: "H29.02.CV1", title: "Chuyên viên", reportsTo: "H29.02.PP"),
                Office(code: "H29.02.CV2", title: "Chuyên viên"),
            ]
            _ = try await server.administrator.apply([home])
            try await load("minh", in: "PP")
            try await load("lan", in: "CV2")
            var denunciation = Sample.registration
            denunciation.secret = true
            denunciation.respondents = [
                Respondent(agency: "H29.02", rank: .deputy, officer: "minh")
            ]
            let lan = server.caller("officer@H29.02/lan")
            let items = try server.client.stream(
                FeedMethods.watchJournal,
                WatchJournalRequest(after: server.records.news.position),
                metadata: lan.metadata
            )
            var expected = [try await server.head.register(denunciation)]
            var told: [String] = []
            for try await item in items {
                let record = item.events.compactMap(\.record).first { $0.kind == .petition }
                guard let record else { continue }
                told.append(record.id)
                if told.count == 2 { break }
                try await load("lan", in: "CV1")
                _ = try await server.head.register(denunciation)
                expected.append(try await server.head.register())
            }
            #expect(told == expected)
        }
    }
}
