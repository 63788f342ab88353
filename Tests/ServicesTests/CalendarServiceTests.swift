import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// Calendars of the city and of its bodies, and what their replacement does to time limits.
@Suite struct CalendarServiceTests {
    /// Friday 17/07/2026 off: ten working days from 06/07 end on 21/07 and not on 20/07.
    private static let storm = [
        CalendarEntry(
            day: "2026-07-17",
            kind: .off,
            reason: "Nghỉ tránh bão",
            decree: "CĐ 7/CĐ-UBND"
        )
    ]

    @discardableResult
    private static func replace(
        _ server: TestServer,
        _ entries: [CalendarEntry] = storm,
        of agency: String = "",
        etag: String = ""
    ) async throws -> Receipt {
        let request = ReplaceCalendarRequest(
            agency: agency,
            entries: entries,
            reason: "Công điện tránh bão",
            etag: etag
        )
        return try await server.administrator.write(
            CalendarMethods.replaceCalendar,
            request,
            \.requestId
        )
    }

    /// Lets the limits follow to the end, as the server does by itself; the steps that it took.
    @discardableResult
    private static func follow(_ server: TestServer) async throws -> Int {
        let mover = CalendarMover(server.desk)
        var steps = 0
        while try await mover.step() { steps += 1 }
        return steps
    }

    private static func shown(
        _ caller: TestCaller,
        _ agency: String = ""
    ) async throws -> GetCalendarReply {
        let request = GetCalendarRequest(agency: agency, year: 2026)
        return try await caller.call(CalendarMethods.getCalendar, request)
    }

    private static func due(_ server: TestServer, _ id: String) async throws -> String? {
        try await server.officer.petition(id).deadlines.first { $0.rule == "PET.PROCESS" }?.dueOn
    }

    // Red when: a layer does not reach the bodies under it, or reaches others.
    @Test func `The city's layer holds for all, an agency's for itself`() async throws {
        try await TestServer.run { server in
            let before = try await Self.shown(server.officer)
            #expect(before.version == CalendarLayer.national.version && !before.provisional)
            #expect(before.days.allSatisfy { $0.layer == "national" })
            let city = try await Self.replace(server)
            try await Self.replace(
                server,
                [CalendarEntry(day: "2026-07-18", kind: .working, reason: "Làm bù")],
                of: "H29.02"
            )
            let own = try await Self.shown(server.officer)
            #expect(own.days.first { $0.day == "2026-07-17" }?.layer == "H29")
            #expect(own.days.first { $0.day == "2026-07-17" }?.decree == "CĐ 7/CĐ-UBND")
            #expect(own.days.first { $0.day == "2026-07-18" }?.kind == .working)
            #expect(own.own?.entries.map(\.day) == ["2026-07-18"])
            let other = try await Self.shown(server.stranger)
            #expect(other.days.contains { $0.day == "2026-07-17" })
            #expect(!other.days.contains { $0.day == "2026-07-18" })
            #expect(other.version == "\(before.version)+H29@\(city.position)")
            let compute = ComputeDeadlineRequest(rule: "PET.PROCESS", startOn: "2026-07-06")
            func computed(_ caller: TestCaller, _ agency: String = "") async throws -> String {
                var request = compute
                request.agency = agency
                return try await caller.call(DeadlineMethods.computeDeadline, request).due
            }
            #expect(try await computed(server.officer) == "2026-07-20")
            #expect(try await computed(server.stranger) == "2026-07-21")
            #expect(try await computed(server.officer, "H29.05") == "2026-07-21")
        }
    }

    // Red when: a preview stores something, forgets a limit, or differs from what then happens.
    @Test func `A preview tells page by page what would move, and stores nothing`() async throws {
        try await TestServer.run { server in
            var ids: Set<String> = []
            for _ in 0..<3 { ids.insert(try await server.officer.register()) }
            let position = server.records.news.position
            var request = PreviewCalendarRequest(entries: Self.storm, pageSize: 1)
            var found: [RecordMoves] = []
            repeat {
                let page = try await server.administrator.call(
                    CalendarMethods.previewCalendar,
                    request
                )
                #expect(page.records.count <= 1)
                found += page.records
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            #expect(Set(found.compactMap { $0.record?.id }) == ids && found.count == 3)
            let move = found[0].moves.first { $0.rule == "PET.PROCESS" }
            #expect(move?.fromDue == "2026-07-20" && move?.toDue == "2026-07-21")
            #expect(server.records.news.position == position)
            for id in ids { #expect(try await Self.due(server, id) == "2026-07-20") }
            let foreign = PreviewCalendarRequest(agency: "H29.05", entries: Self.storm)
            let none = try await server.administrator.call(
                CalendarMethods.previewCalendar,
                foreign
            )
            #expect(none.records.isEmpty && none.examined >= 3)
        }
    }

    // Red when: an open limit does not follow, one that ended does, history does not tell why, or
    // the store is no longer what its journal says.
    @Test func `Open limits follow, what ended stays, and history tells why`() async throws {
        try await TestServer.run { server in
            let open = try await server.officer.register()
            let (ended, _) = try await server.head.accepted()
            let before = try await server.officer.petition(ended).deadlines
            try await Self.replace(server)
            #expect(try await Self.shown(server.officer).moving)
            try await Self.follow(server)
            let shown = try await Self.shown(server.officer)
            #expect(!shown.moving && shown.moved >= 1)
            #expect(try await Self.due(server, open) == "2026-07-21")
            let after = try await server.officer.petition(ended).deadlines
            for (old, new) in zip(before, after) where old.state != .open { #expect(old == new) }
            let list = try await server.officer.call(DeadlineMethods.listDue, ListDueRequest())
            #expect(
                list.items.contains {
                    $0.record?.id == open && $0.deadline?.dueOn == "2026-07-21"
                }
            )
            let history = GetChangesRequest(record: .petition(open))
            let steps = try await server.officer.call(RecordMethods.getChanges, history).steps
            let step = try #require(steps.last)
            #expect(step.fact == "deadlines_moved" && step.reason == "Công điện tránh bão")
            #expect(step.actor?.principal == "calendar")
            #expect(step.changes.contains { $0.field.hasPrefix("deadlines") })
            #expect(try server.records.verify().findings.isEmpty)
            let new = try await server.officer.register()
            #expect(try await Self.due(server, new) == "2026-07-21")
        }
    }

    // Red when: a server that stopped on the way forgets records, or moves some twice, or a step
    // keeps other writers waiting for many records.
    @Test func `A server that stops on the way goes on where it was`() async throws {
        try await TestServer.run { server in
            var ids: [String] = []
            for _ in 0..<120 { ids.append(try await server.officer.register()) }
            try await Self.replace(server)
            #expect(try await CalendarMover(server.desk).step())
            let moving = try await Self.shown(server.officer)
            #expect(moving.moving && (1...20).contains(moving.moved))
            // Another mover knows nothing of the first: what was done stands in the store.
            #expect(try await Self.follow(server) >= 2)
            #expect(try await Self.shown(server.officer).moved == 120)
            for id in ids {
                #expect(try await Self.due(server, id) == "2026-07-21")
                let history = GetHistoryRequest(record: .petition(id))
                let entries = try await server.officer.call(FeedMethods.getHistory, history).items
                #expect(entries.count == 2)
            }
            #expect(try await Self.follow(server) == 0)
        }
    }

    // Red when: a layer that is replaced again while limits follow leaves some behind.
    @Test func `A layer replaced on the way is followed from the start`() async throws {
        try await TestServer.run { server in
            var ids: [String] = []
            for _ in 0..<60 { ids.append(try await server.officer.register()) }
            let first = try await Self.replace(server)
            #expect(try await CalendarMover(server.desk).step())
            try await Self.replace(server, [], etag: String(first.position))
            try await Self.follow(server)
            for id in ids { #expect(try await Self.due(server, id) == "2026-07-20") }
        }
    }

    // Red when: a caller overwrites a layer that it has not seen, or undoes what the calendar did.
    @Test func `An older version is refused, and no officer undoes the calendar`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            _ = try await server.officer.classify(id)
            try await Self.replace(server)
            await #expect(throws: Status.self) { try await Self.replace(server, []) }
            try await Self.follow(server)
            let request = UndoStepRequest(
                record: .petition(id),
                position: server.records.news.position,
                reason: "nhầm"
            )
            await #expect(throws: Status.self) {
                try await server.head.write(RecordMethods.undoStep, request, \.requestId)
            }
            #expect(try await Self.due(server, id) == "2026-07-21")
        }
    }

    // Red when: a limit of a record is not explained by the calendar of its agency and its history.
    @Test func `A limit that moved is explained by the new calendar`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            try await Self.replace(server)
            func explained() async throws -> DeadlineExplanation {
                try await server.officer.call(
                    DeadlineMethods.explainDeadline,
                    ExplainDeadlineRequest(record: .petition(id), rule: "PET.PROCESS")
                )
            }
            // Not reckoned again yet: the record's own day holds.
            #expect(try await explained().due == "2026-07-20")
            try await Self.follow(server)
            let after = try await explained()
            #expect(after.due == "2026-07-21")
            #expect(after.lines.contains { $0.vi == "Không tính ngày 17/07/2026: Nghỉ tránh bão." })
        }
    }
}
