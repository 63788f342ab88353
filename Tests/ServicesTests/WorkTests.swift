import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Registers, the national bridge and the time limits, over the wire.
@Suite struct WorkTests {
    private func reason<R>(_ body: () async throws(Status) -> R) async -> String {
        do {
            _ = try await body()
            return "accepted"
        } catch {
            return error.description
        }
    }

    // Red when: a register of the wire gives other numbers than the book.
    @Test func `A register is kept over the wire`() async throws {
        try await TestServer.run(today: "2027-01-04") { server in
            let head = server.head
            let reserve = ReserveNumbersRequest(kind: .petition, year: 2026, count: 2)
            let kept = try await head.write(RegisterMethods.reserveNumbers, reserve, \.requestId)
            #expect(kept.numbers.map(\.number) == [1, 2])
            #expect(kept.numbers.allSatisfy { $0.agency == "H29.02" && $0.year == 2026 })
            var paper = Sample.registration
            paper.paperNumber = 2
            let id = try await head.register(paper)
            #expect(try await head.petition(id).registerNumber?.number == 2)
            let close = CloseRegisterRequest(kind: .petition, year: 2026)
            let early = await reason { () async throws(Status) in
                try await head.write(RegisterMethods.closeRegister, close, \.requestId)
            }
            #expect(early == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
            let void = VoidNumbersRequest(
                kind: .petition,
                year: 2026,
                numbers: [1],
                reason: "viết hỏng"
            )
            let voided = try await head.write(RegisterMethods.voidNumbers, void, \.requestId)
            #expect(voided.numbers.map(\.number) == [1])
            _ = try await head.write(RegisterMethods.closeRegister, close, \.requestId)
            let book = try await head.call(
                RegisterMethods.getRegister,
                GetRegisterRequest(kind: .petition, year: 2026)
            )
            #expect(book.closed && book.voided == 1 && book.nextNumber == 3)
            let late = await reason { () async throws(Status) in
                try await head.write(
                    PetitionMethods.registerPetition,
                    Sample.registration,
                    \.requestId
                )
            }
            #expect(late == "FAILED_PRECONDITION ACTION_NOT_ALLOWED")
        }
    }

    // Red when: two runs hold the lease, it never ends, or the position goes back.
    @Test func `One run holds the lease, until it gives it back or it ends`() async throws {
        try await TestServer.run { server in
            func take(_ run: String) async throws(Status) -> Lease {
                let request = TakeLeaseRequest(runId: run, seconds: 60)
                return try await server.sync.call(NationalMethods.takeLease, request)
            }
            func release(_ run: String, _ position: Int64) async throws(Status) -> Lease {
                let request = ReleaseLeaseRequest(runId: run, acknowledgedPosition: position)
                return try await server.sync.call(NationalMethods.releaseLease, request)
            }
            _ = try await server.officer.register()
            let first = try await take("a")
            #expect(first.expiresAtMs == server.clock.now + 60_000)
            #expect(first.acknowledgedPosition == 0)
            #expect(
                await reason { () async throws(Status) in try await take("b") }
                    == "ABORTED LEASE_HELD"
            )
            server.clock.advance(milliseconds: 59_999)
            #expect(
                await reason { () async throws(Status) in try await take("b") }
                    == "ABORTED LEASE_HELD"
            )
            #expect(try await take("a").expiresAtMs == server.clock.now + 60_000)
            server.clock.advance(milliseconds: 60_000)
            _ = try await take("b")
            #expect(
                await reason { () async throws(Status) in try await release("a", 2) }
                    == "ABORTED LEASE_HELD"
            )
            #expect(try await release("b", 2).acknowledgedPosition == 2)
            _ = try await take("c")
            #expect(try await release("c", 1).acknowledgedPosition == 2)
            _ = try await take("d")
            #expect(try await release("d", 1_000).acknowledgedPosition == 2)
            #expect(server.records.news.position == 2)
        }
    }

    // Red when: a page of exports leaves out or repeats a fact, or never ends.
    @Test func `Exports are told page by page, from every agency`() async throws {
        try await TestServer.run { server in
            _ = try await server.head.accepted()
            let theirs = try await server.caller("officer@H29.05").register()
            _ = try await server.caller("officer@H29.05").classify(theirs, Sample.denunciation)
            var told: [String] = []
            var after: Int64 = 0
            var end = false
            while !end {
                let page = try await server.sync.call(
                    NationalMethods.listExports,
                    ListExportsRequest(after: after, pageSize: 2)
                )
                told += page.exports.map { "\($0.position) \($0.sequence) \($0.withheld)" }
                #expect(page.position > after)
                after = page.position
                end = page.end
            }
            #expect(told == ["3 1 false", "6 1 false", "6 2 false", "8 1 true"])
            #expect(after == 8)
        }
    }

    // Red when: an answer changes the record that officers see, or its agency does not hear of it.
    @Test func `An answer stands in the history and changes nothing`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            _ = try await server.officer.classify(id)
            let before = try await server.officer.petition(id)
            let answer = RecordAnswerRequest(
                record: .petition(id),
                answer: NationalAnswered(
                    aboutPosition: 3,
                    messageId: "m-1",
                    accepted: true,
                    nationalId: "N-7"
                )
            )
            _ = try await server.sync.write(NationalMethods.recordAnswer, answer, \.requestId)
            #expect(try await server.officer.petition(id) == before)
            let history = try await server.officer.call(
                FeedMethods.getHistory,
                GetHistoryRequest(record: .petition(id))
            )
            #expect(
                history.items.last?.events.first?.fact
                    == .nationalAnswered(
                        answer.answer ?? NationalAnswered()
                    )
            )
            let feed = try await server.officer.call(
                FeedMethods.listJournal,
                ListJournalRequest(after: 3)
            )
            #expect(feed.items.map(\.position) == [4])
            // The version that the officer has seen is good still.
            _ = try await server.officer.classify(id, Sample.feedback)
        }
    }

    // Red when: what is due is out of order, holds what has ended, or ignores the day.
    @Test func `What is due is listed by day, while it is due`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            var later = Sample.registration
            later.stamp?.date = "2026-07-07"
            later.registeredOn = "2026-07-07"
            let other = try await server.officer.register(later)
            func due(_ by: String = "", size: Int32 = 0) async throws -> [String] {
                var lines: [String] = []
                var token = ""
                repeat {
                    let page = try await server.officer.call(
                        DeadlineMethods.listDue,
                        ListDueRequest(dueBy: by, pageSize: size, pageToken: token)
                    )
                    lines += page.items.map { item in
                        let name = item.record?.id == id ? "first" : "other"
                        return "\(name) \(item.deadline?.rule ?? "") \(item.deadline?.dueOn ?? "")"
                    }
                    token = page.nextPageToken
                } while !token.isEmpty
                return lines
            }
            let all = [
                "first PET.PROCESS 2026-07-20", "other PET.PROCESS 2026-07-21",
                "first PET.DISCIPLINE.NOT_PROCESSED 2026-08-20",
                "other PET.DISCIPLINE.NOT_PROCESSED 2026-08-21",
            ]
            #expect(try await due() == all)
            #expect(try await due(size: 1) == all)
            #expect(try await due("2026-07-20") == [all[0]])
            #expect(try await due("2026-08-20") == Array(all[..<3]))
            _ = try await server.officer.classify(id)
            #expect(try await due("2026-07-19").count == 2)
            let propose = Sample.propose(id)
            let head = server.head
            _ = try await head.write(PetitionMethods.proposeHandling, propose, \.requestId)
            _ = try await head.write(
                PetitionMethods.approveHandling,
                Sample.approve(id),
                \.requestId
            )
            _ = try await head.write(
                ComplaintMethods.acceptComplaint,
                Sample.accept(id),
                \.requestId
            )
            // Acceptance ends every clock of the petition; that of settlement runs.
            #expect(
                try await due() == [
                    all[1], "other KN.RESOLVE.1.ORDINARY 2026-08-13", all[3],
                ]
            )
            _ = other
        }
    }

    // Red when: the explanation is of another rule, start or day than the limit.
    @Test func `A limit is computed and explained`() async throws {
        try await TestServer.run { server in
            let computed = try await server.officer.call(
                DeadlineMethods.computeDeadline,
                ComputeDeadlineRequest(rule: "KN.ACCEPT", startOn: "2026-11-20")
            )
            #expect(computed.due == "2026-12-02" && computed.ruleVersion == "KN.ACCEPT@2026-07-01")
            #expect(computed.skipped.contains { $0.day == "2026-11-24" })
            #expect(!computed.lines.isEmpty && !computed.basis.isEmpty)
            let id = try await server.officer.register()
            _ = try await server.officer.classify(id)
            let explained = try await server.officer.call(
                DeadlineMethods.explainDeadline,
                ExplainDeadlineRequest(record: .petition(id), rule: "KN.NOTIFY_ACCEPT")
            )
            #expect(explained.due == "2026-07-15" && explained.startOn == "2026-07-06")
            #expect(explained.startEvent == "complaint.received_by_competent")
        }
    }

    // Red when: the status tells another position, day or name than the records.
    @Test func `The server says how it is`() async throws {
        try await TestServer.run { server in
            _ = try await server.officer.register()
            server.clock.set(day: "2026-12-31")
            // 23:59 in Vietnam is still the day, one minute later is the next.
            server.clock.advance(milliseconds: (14 * 60 + 59) * 60_000)
            var status = try await server.officer.call(SystemMethods.getStatus, GetStatusRequest())
            #expect(status.position == 2 && status.storeId == server.records.storeID)
            #expect(status.today == "2026-12-31" && status.commands >= 2)
            server.clock.advance(milliseconds: 60_000)
            status = try await server.officer.call(SystemMethods.getStatus, GetStatusRequest())
            #expect(status.today == "2027-01-01")
        }
    }
}
