import Casework
import Messages
import RPC
import Records
import Services
import TestSupport
import Testing

/// Urging over the wire: whom it reaches, when it stops, letters, digests and policies.
@Suite struct UrgingTests {
    private static let letter = DocumentReference(number: "9/CV", issuedOn: "2026-07-15")

    /// Goes to a day and urges whatever is to be urged then.
    private static func urge(_ server: TestServer, on day: String) async throws {
        server.clock.set(day: day)
        let mover = UrgingMover(server.desk)
        while try await mover.step() {}
    }

    /// Urges on every day of a range.
    private static func urge(
        _ server: TestServer,
        from first: String,
        to last: String
    ) async throws {
        guard let first = Day(iso: first), let last = Day(iso: last) else { return }
        for day in first...last { try await urge(server, on: day.iso) }
    }

    /// What was urged about a record: day, rule and whom.
    private static func urged(_ server: TestServer, _ record: RecordReference) throws -> [String] {
        try server.records.read { reader in
            var found: [Urging] = []
            _ = try reader.listed(.list(.urging, about: record), limit: .max) { id in
                if let urging = try reader.filed(Urging.self, id) { found.append(urging) }
            }
            return found.map { urging in
                let what = urging.percent > 0 ? "\(urging.percent) %" : urging.rule
                return "\(urging.urgedOn) \(what) \(urging.addressee?.code ?? "")"
            }
        }
    }

    private static func set(
        _ server: TestServer,
        _ levels: [UrgingLevel],
        stages: [StageLimit] = [],
        of agency: String = "",
        etag: String = ""
    ) async throws -> Receipt {
        let request = SetUrgingPolicyRequest(
            agency: agency,
            levels: levels,
            stages: stages,
            reason: "Quy chế làm việc",
            etag: etag
        )
        return try await server.administrator.write(
            UrgingMethods.setUrgingPolicy,
            request,
            \.requestId
        )
    }

    // The limit of the sample ends on Monday 20/07/2026.
    // Red when: what was met, voided, withdrawn or taken off by the law is urged on.
    @Test func `Urging stops with the limit`() async throws {
        try await TestServer.run { server in
            let open = try await server.officer.register()
            let withdrawn = try await server.officer.register()
            let voided = try await server.officer.register()
            try await Self.urge(server, on: "2026-07-16")
            let first = "2026-07-16 PET.PROCESS H29.02.GD"
            for id in [open, withdrawn, voided] {
                #expect(try Self.urged(server, .petition(id)) == [first])
            }
            _ = try await server.officer.write(
                PetitionMethods.withdrawPetition,
                WithdrawPetitionRequest(id: withdrawn, paperNumber: "1"),
                \.requestId
            )
            _ = try await server.head.write(
                RecordMethods.voidEntry,
                VoidEntryRequest(record: .petition(voided), reason: "Nhập nhầm"),
                \.requestId
            )
            try await Self.urge(server, from: "2026-07-17", to: "2026-08-10")
            #expect(try Self.urged(server, .petition(withdrawn)) == [first])
            #expect(try Self.urged(server, .petition(voided)) == [first])
            let all = try Self.urged(server, .petition(open))
            #expect(
                all == [
                    first, "2026-07-21 PET.PROCESS H29.02.GD", "2026-07-27 PET.PROCESS H29.GD",
                ]
            )
        }
    }

    // Red when: days on which the server was down are lost, or urgings are dated back.
    @Test func `What was missed is urged on the day of the next run`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            // Saturday: nobody is urged.
            try await Self.urge(server, on: "2026-08-01")
            #expect(try Self.urged(server, .petition(id)) == [])
            try await Self.urge(server, from: "2026-08-03", to: "2026-08-05")
            let days = try Self.urged(server, .petition(id)).map { $0.prefix(10) }
            #expect(days == ["2026-08-03", "2026-08-03"])
        }
    }

    // Red when: a server that starts forgets what was entered since the day's run, or urges twice.
    @Test func `A server that starts looks at the day again`() async throws {
        try await TestServer.run(today: "2026-07-16") { server in
            let first = try await server.officer.register()
            try await Self.urge(server, on: "2026-07-16")
            let second = try await server.officer.register()
            try await Self.urge(server, on: "2026-07-16")
            #expect(try Self.urged(server, .petition(second)) == [])
            try await UrgingMover(server.desk).begin()
            try await Self.urge(server, on: "2026-07-16")
            for id in [first, second] {
                #expect(try Self.urged(server, .petition(id)).count == 1)
            }
        }
    }

    // Red when: more than a page is due and some is left out, an entry grows without bound, or a
    // mover that takes over begins anew and urges twice.
    @Test func `What does not fit in a step is urged in the next ones`() async throws {
        try await TestServer.run { server in
            var ids: [String] = []
            for _ in 0..<130 { ids.append(try await server.officer.register()) }
            let position = server.records.news.position
            server.clock.set(day: "2026-07-21")
            #expect(try await UrgingMover(server.desk).step())
            let first = try server.records.read { try $0.entry(position + 1) }
            #expect((1...40).contains(first?.events.count ?? 0))
            while try await UrgingMover(server.desk).step() {}
            // Forty, forty and twenty of the first page, then the rest.
            #expect(server.records.news.position - position == 4)
            for id in ids { #expect(try Self.urged(server, .petition(id)).count == 1) }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a limit that a calendar moved is urged by its old day.
    @Test func `A limit that moved is urged by its new day`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            try await Self.urge(server, on: "2026-07-16")
            let storm = ReplaceCalendarRequest(
                entries: [CalendarEntry(day: "2026-07-20", kind: .off, reason: "Tránh bão")],
                reason: "Tránh bão"
            )
            _ = try await server.administrator.write(
                CalendarMethods.replaceCalendar,
                storm,
                \.requestId
            )
            while try await CalendarMover(server.desk).step() {}
            try await Self.urge(server, from: "2026-07-17", to: "2026-07-28")
            let days = try Self.urged(server, .petition(id)).map { $0.prefix(10) }
            #expect(days == ["2026-07-16", "2026-07-22", "2026-07-28"])
        }
    }

    // Red when: a suspended case is urged, or not again once it goes on.
    @Test func `What stands still is not urged`() async throws {
        try await TestServer.run { server in
            let (_, file) = try await server.head.accepted()
            let suspend = SuspendCaseRequest(
                id: file,
                ground: .forceMajeure,
                decision: DocumentReference(number: "2/QĐ", issuedOn: "2026-07-15")
            )
            _ = try await server.head.write(CaseMethods.suspendCase, suspend, \.requestId)
            try await Self.urge(server, from: "2026-08-03", to: "2026-10-30")
            let rules = try Self.urged(server, .caseFile(file))
            #expect(!rules.contains { $0.contains("KN.SETTLE") }, "\(rules)")
        }
    }

    // Red when: a stage is counted from another day than the record's history tells, goes on after
    // the state, or is urged to somebody else.
    @Test func `A stage is warned of at half, three quarters and the whole`() async throws {
        try await TestServer.run(today: "2026-07-16") { server in
            let stage = StageLimit(kind: .petition, state: "PETITION_STATE_REGISTERED", days: 4)
            _ = try await Self.set(server, [], stages: [stage])
            let slow = try await server.officer.register()
            let quick = try await server.officer.register()
            let assign = AssignFileRequest(record: .petition(slow), officer: "an.nv")
            _ = try await server.administrator.write(
                DirectoryMethods.applyOfficers,
                ApplyOfficersRequest(officers: [Officer(code: "an.nv", agency: "H29.02")]),
                \.requestId
            )
            _ = try await server.head.write(CustodyMethods.assignFile, assign, \.requestId)
            let before = try await server.officer.petition(slow).deadlines
            try await Self.urge(server, from: "2026-07-16", to: "2026-07-20")
            _ = try await server.officer.classify(quick)
            try await Self.urge(server, from: "2026-07-21", to: "2026-08-05")
            #expect(
                try Self.urged(server, .petition(slow)) == [
                    "2026-07-20 50 % an.nv", "2026-07-21 75 % an.nv", "2026-07-22 100 % H29.02.GD",
                ]
            )
            #expect(try Self.urged(server, .petition(quick)) == ["2026-07-20 50 % H29.02.GD"])
            #expect(try await server.officer.petition(slow).deadlines == before)
        }
    }

    // Red when: an urging about a secret file goes to whom it is about, or tells who sent it.
    @Test func `Who is kept from a file is not urged about it`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            request.secret = true
            request.respondents = [Respondent(agency: "H29.02", rank: .head)]
            let id = try await server.head.register(request)
            try await Self.urge(server, from: "2026-07-16", to: "2026-07-28")
            let urged = try Self.urged(server, .petition(id))
            #expect(urged.count == 3 && urged.allSatisfy { $0.hasSuffix("H29.GD") })
            let above = server.caller("head@H29")
            let list = try await above.call(
                UrgingMethods.listUrgings,
                ListUrgingsRequest(of: .agency("H29"))
            )
            #expect(list.urgings.count == 3)
            let view = try await above.call(
                UrgingMethods.getUrging,
                GetUrgingRequest(id: list.urgings[0].id)
            )
            #expect(!view.content.contains(Sample.senderName))
            for caller in [server.head, server.officer] {
                let none = try await caller.call(UrgingMethods.listUrgings, ListUrgingsRequest())
                #expect(none.urgings.isEmpty)
                await #expect(throws: Status.self) {
                    try await caller.call(
                        UrgingMethods.getUrging,
                        GetUrgingRequest(id: list.urgings[0].id)
                    )
                }
            }
        }
    }

    // Red when: a letter is written by whom it is not for, by a body above that knows nothing of the
    // file, or is not in the digest of its day beside what the system urged.
    @Test func `A head writes, and the body above once it was urged to it`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            var request = UrgeFileRequest(
                record: .petition(id),
                rung: .holder,
                letter: Self.letter,
                reason: "Đề nghị phân loại đơn"
            )
            let above = server.caller("head@H29")
            for caller in [above, server.officer, server.stranger] {
                await #expect(throws: Status.self) {
                    try await caller.write(UrgingMethods.urgeFile, request, \.requestId)
                }
            }
            let receipt = try await server.head.write(
                UrgingMethods.urgeFile,
                request,
                \.requestId
            )
            let view = try await server.officer.call(
                UrgingMethods.getUrging,
                GetUrgingRequest(id: receipt.records.first?.record?.id ?? "")
            )
            #expect(view.urging?.letter?.number == "9/CV" && view.urging?.urgedBy == "H29.02")
            #expect(view.urging?.rule == "PET.PROCESS" && view.urging?.lateDays == -3)
            #expect(view.content.hasPrefix("Văn bản đôn đốc số 9/CV: đơn"))
            // An urging inside the agency tells nobody else of the file.
            for caller in [above, server.stranger] {
                await #expect(throws: Status.self) {
                    try await caller.write(UrgingMethods.urgeFile, request, \.requestId)
                }
            }
            // The body above learns of the file by being urged, and may then write.
            try await Self.urge(server, on: "2026-07-27")
            await #expect(throws: Status.self) {
                try await server.stranger.write(UrgingMethods.urgeFile, request, \.requestId)
            }
            request.rung = .agencyHead
            request.letter?.issuedOn = "2026-07-27"
            _ = try await above.write(UrgingMethods.urgeFile, request, \.requestId)
            let digest = try await DigestCaller(server).digest(office: "H29.02.GD", "")
            let kinds = digest.urgings.compactMap(\.urging?.kind)
            #expect(kinds.count(where: { $0 == .letter }) == 1 && kinds.count == 2)
            #expect(digest.urgings.last?.content.contains("quá hạn 5 ngày làm việc") ?? false)
            #expect(
                try await DigestCaller(server).digest(office: "H29.02.GD", "2026-07-26") == none
            )
            await #expect(throws: Status.self) {
                try await server.head.call(
                    UrgingMethods.getDigest,
                    GetDigestRequest(agency: "H29", addressee: .office("H29.GD"))
                )
            }
        }
    }

    private let none = Digest(agency: "H29.02", day: "2026-07-26")

    // Red when: a policy holds for whom it is not, or is set over one that was not seen.
    @Test func `The nearest policy holds`() async throws {
        try await TestServer.run { server in
            func holds(_ caller: TestCaller) async throws -> GetUrgingPolicyReply {
                try await caller.call(UrgingMethods.getUrgingPolicy, GetUrgingPolicyRequest())
            }
            #expect(try await holds(server.officer).holds == .builtin)
            let city = try await Self.set(server, [UrgingLevel(days: 1, rung: .holder)])
            let own = try await Self.set(
                server,
                [UrgingLevel(days: 2, rung: .holder)],
                of: "H29.02"
            )
            #expect(try await holds(server.officer).holds?.levels.map(\.days) == [2])
            #expect(try await holds(server.stranger).holds?.levels.map(\.days) == [1])
            #expect(try await holds(server.stranger).ownPolicy == UrgingPolicy(agency: "H29.05"))
            for etag in ["", "\(city.position)"] {
                await #expect(throws: Status.self) {
                    try await Self.set(server, [], of: "H29.02", etag: etag)
                }
            }
            _ = try await Self.set(server, [], of: "H29.02", etag: "\(own.position)")
            let id = try await server.officer.register()
            try await Self.urge(server, from: "2026-07-16", to: "2026-08-05")
            #expect(try Self.urged(server, .petition(id)) == [])
            #expect(try server.records.verify().findings == [])
        }
    }
}
