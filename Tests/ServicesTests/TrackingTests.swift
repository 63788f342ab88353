import Casework
import Messages
import RPC
import Records
import Storage
import TestSeeds
import TestSupport
import Testing

@testable import Services

/// What is tracked is what the records say, looked at one by one.
@Suite struct TrackingTests {
    private static let agencies = ["H29.02", "H29.05", "H29.07"]
    private static let today = "2026-09-28"

    /// Petitions of several agencies on many days, some denounced, some in hands, some closed.
    private static func plant(
        _ server: TestServer,
        _ random: inout SplitMix64
    ) async throws {
        _ = try await server.administrator.apply([
            Sample.agency("H29.07", "Sở Du lịch", .department)
        ])
        let staff = agencies.map { Officer(code: "an.\($0.lowercased())", agency: $0) }
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            ApplyOfficersRequest(officers: staff),
            \.requestId
        )
        for number in 0..<60 {
            let agency = agencies[number % 3]
            let caller = server.caller("head@\(agency)/head")
            var letter = Sample.registration
            letter.stamp?.date =
                Day(iso: today).map { ($0 - Int.random(in: 0..<140, using: &random)).iso } ?? ""
            letter.registeredOn = letter.stamp?.date ?? ""
            letter.secret = number.isMultiple(of: 4)
            if letter.secret {
                let body = agencies.randomElement(using: &random) ?? agency
                let rank: Rank = Bool.random(using: &random) ? .head : .official
                letter.respondents = [Respondent(agency: body, rank: rank)]
            }
            // Whoever registers a denunciation of the own head loses sight of the file.
            let id = try await caller.register(letter)
            guard let petition = try? await caller.petition(id) else { continue }
            if letter.secret, Bool.random(using: &random) {
                let classify = ClassifyPetitionRequest(
                    id: id,
                    etag: petition.etag,
                    classification: Sample.denunciation
                )
                _ = try await caller.write(PetitionMethods.classifyPetition, classify, \.requestId)
            } else if number.isMultiple(of: 5) {
                let paper = WithdrawPetitionRequest(id: id, paperNumber: "1/RĐ")
                _ = try await caller.write(PetitionMethods.withdrawPetition, paper, \.requestId)
            }
            guard number.isMultiple(of: 3) else { continue }
            let assign = AssignFileRequest(
                record: .petition(id),
                officer: "an.\(agency.lowercased())"
            )
            _ = try? await caller.write(CustodyMethods.assignFile, assign, \.requestId)
        }
    }

    /// What a view holds for a caller, by a look at every record.
    private static func expected(
        _ view: TrackingView,
        _ server: TestServer,
        _ identity: String,
        _ units: [String]
    ) throws -> [String] {
        let parts = identity.split(separator: "@")
        let agency = String(parts[1].split(separator: "/")[0])
        let role = Role(rawValue: String(parts[0])) ?? .head
        let principal = Principal(agency: agency, roles: [role], name: "head")
        let today = Day(iso: Self.today) ?? Day(daysSince1970: 0)
        let ahead = Set(
            (1...30).map { today + $0 }.filter(WorkingCalendar.national.isWorkingDay).prefix(5)
        )
        let last = ahead.max() ?? today
        var found: [(String, String)] = []
        try server.records.read { reader in
            let line = try reader.line(of: principal, on: today)
            _ = try reader.filed(.filed, limit: .max) { record in
                guard let petition = record as? Petition,
                    !petition.kept.contains(where: line.isKept(by:)),
                    !Set(petition.keepers).isDisjoint(with: units)
                else { return true }
                if view == .inbox {
                    let first = try reader.firstPosition(of: petition.reference) ?? 0
                    let isDesk = petition.isOpenFile && petition.place.officer.isEmpty
                    if isDesk, units.contains(petition.agency) {
                        found.append((String(1_000_000 + first), petition.id))
                    }
                    return true
                }
                let mayTell = role == .head && units.contains(petition.overseer)
                for deadline in petition.deadlines where deadline.state == .open && !deadline.window
                {
                    let tells = deadline.rule.hasPrefix("TC.") && petition.guard == .secret
                    guard let due = Day(iso: deadline.dueOn), !tells || mayTell else { continue }
                    let isIn =
                        switch view {
                        case .dueToday: due == today
                        case .dueSoon: due > today && due <= last
                        case .overdue: due < today
                        case .longStanding: due <= today - 90
                        case .redLine:
                            deadline.rule == "PET.DISCIPLINE.NOT_PROCESSED" && due >= today
                                && due <= last
                        default: false
                        }
                    let entry = "\(petition.id) \(deadline.rule) \(deadline.startOn)"
                    if isIn { found.append((deadline.dueOn, entry)) }
                }
                return true
            }
        }
        return found.map { "\($0.0) \($0.1)" }.sorted()
    }

    /// What a view holds for a caller, page by page, and what was counted with the first page.
    private static func listed(
        _ view: TrackingView,
        _ server: TestServer,
        _ identity: String,
        _ scope: TrackingScope
    ) async throws -> (items: [String], count: Int64) {
        var items: [String] = []
        var count: Int64?
        var request = ListTrackedRequest(scope: scope, view: view, pageSize: 7)
        repeat {
            let reply = try await server.caller(identity)
                .call(TrackingMethods.listTracked, request)
            for item in reply.items {
                let id = item.record?.id ?? ""
                if view == .inbox {
                    let first = try server.records.read {
                        try $0.firstPosition(of: .petition(id)) ?? 0
                    }
                    items.append("\(1_000_000 + first) \(id)")
                } else {
                    let limit = item.deadline ?? Deadline()
                    items.append("\(limit.dueOn) \(id) \(limit.rule) \(limit.startOn)")
                }
            }
            count = count ?? reply.total?.count
            #expect(reply.total?.atLeast == false)
            request.pageToken = reply.nextPageToken
        } while !request.pageToken.isEmpty
        return (items, count ?? 0)
    }

    static let callers = [
        "head@H29.02/head", "officer@H29.02/head", "clerk@H29.05/head", "head@H29.07/head",
        "head@H29/head",
    ]

    // Red when: a view forgets or repeats something, counts what it does not list, or tells whom a
    // record is about, or that a denunciation has a sender.
    @Test(arguments: callers)
    func `Every view is what a look at each record finds`(identity: String) async throws {
        var random = SplitMix64(usualSeed: 20_261_127)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed) \(identity)")
        try await TestServer.run(today: Self.today) { server in
            try await Self.plant(server, &random)
            let unit = String(identity.split(separator: "@")[1].split(separator: "/")[0])
            for view in [
                TrackingView.inbox, .dueToday, .dueSoon, .overdue, .longStanding, .redLine,
            ] {
                let expected = try Self.expected(view, server, identity, [unit])
                let found = try await Self.listed(
                    view,
                    server,
                    identity,
                    TrackingScope(unit: unit)
                )
                #expect(found.items.sorted() == expected, "\(view) \(seed)")
                #expect(found.count == Int64(expected.count), "\(view) \(seed)")
                // In the order of last days, or of entry.
                let order = found.items.map { $0.split(separator: " ")[0] }
                #expect(order == order.sorted(), "\(view) \(seed)")
            }
            #expect(try server.records.verify().findings == [], seed)
        }
    }

    // Red when: a subtree forgets a body, counts what stands at two of them twice, or reaches over
    // the caller's grants.
    @Test func `A subtree lists each thing once`() async throws {
        var random = SplitMix64(usualSeed: 7)
        try await TestServer.run(today: Self.today) { server in
            try await Self.plant(server, &random)
            let all = Self.agencies + ["H29"]
            let principal = Principal(
                agency: "H29",
                name: "head",
                office: "",
                duties: [Duty(.head, .agencies(Set(all)))]
            )
            let service = TrackingService(server.desk)
            for view in [TrackingView.overdue, .redLine, .inbox] {
                let call = Call(
                    principal: principal,
                    method: TrackingMethods.listTracked.info,
                    transport: RPCCall(path: ""),
                    today: Day(iso: Self.today) ?? Day(daysSince1970: 0),
                    scope: principal.scope(of: "record.read")
                )
                let reply = try Self.decoded(
                    service.listTracked(
                        ListTrackedRequest(
                            scope: TrackingScope(unit: "H29", subtree: true),
                            view: view,
                            pageSize: 200
                        ),
                        call
                    )
                )
                let expected = try Self.expected(view, server, "head@H29/head", all)
                let places = reply.items.map { "\($0.record?.id ?? "") \($0.deadline?.rule ?? "")" }
                #expect(reply.items.count == expected.count, "\(view)")
                #expect(view == .inbox || Set(places).count >= places.count - 1, "\(view)")
                #expect(reply.total?.count == Int64(expected.count), "\(view)")
            }
        }
    }

    private static func decoded(_ reply: Encoded<ListTrackedReply>) throws -> ListTrackedReply {
        try ListTrackedReply(serialized: reply.serialized())
    }

    // Red when: a transfer, or what it makes due, is shown or counted to whom its petition is about.
    @Test(arguments: [("lan.nv", 0), ("binh", 1)])
    func `A transfer is kept as its petition is`(officer: String, count: Int64) async throws {
        try await TestServer.run { server in
            let lan = Officer(code: "lan.nv", agency: "H29.05")
            _ = try await server.administrator.write(
                DirectoryMethods.applyOfficers,
                ApplyOfficersRequest(officers: [lan]),
                \.requestId
            )
            var letter = Sample.registration
            letter.secret = true
            letter.respondents = [Respondent(agency: "H29.05", rank: .official, officer: "lan.nv")]
            let id = try await server.head(of: "H29.02").register(letter)
            _ = try await server.send(id, from: "H29.02", to: "H29.05", Sample.denunciation)
            let caller = server.caller("officer@H29.05/\(officer)")
            for view in [TrackingView.transfers, .dueSoon] {
                let reply = try await caller.call(
                    TrackingMethods.listTracked,
                    ListTrackedRequest(view: view)
                )
                #expect(Int64(reply.items.count) == count, "\(view)")
                #expect(reply.total?.count == count, "\(view)")
            }
        }
    }

    // Red when: what stands with two bodies of a subtree is listed or counted twice, or what stands
    // with one of them alone is forgotten.
    @Test(arguments: [
        (["H29.02", "H29.05"], 1), (["H29.02"], 1), (["H29.05"], 1), (["H29.07"], 0),
    ])
    func `What two bodies keep counts once`(units: [String], count: Int) async throws {
        try await TestServer.run(.rocksDB) { server in
            _ = try await server.administrator.apply([
                Sample.agency("H29.07", "Sở Du lịch", .department)
            ])
            let id = try await server.head(of: "H29.02").register(Sample.registration)
            _ = try await server.send(id, from: "H29.02", to: "H29.05")
            let other = try await server.head(of: "H29.02").register(Sample.registration)
            let asking = AskConsultationRequest(
                record: .petition(other),
                kind: .opinion,
                asked: "H29.05",
                question: "Đề nghị cho ý kiến",
                dueOn: "2026-07-17"
            )
            _ = try await server.head(of: "H29.02")
                .write(ConsultationMethods.askConsultation, asking, \.requestId)
            try server.records.read { reader in
                let ranges: [TrackedRange] = [
                    .states(units, .transfer, [TransferState.sent.rawValue]),
                    .states(units, .consultation, [ConsultationState.asked.rawValue]),
                    .due(
                        units,
                        officer: "",
                        from: nil,
                        to: Day(iso: "2026-12-31"),
                        rule: "CIRC.CONSULT"
                    ),
                ]
                for range in ranges {
                    for isKept in [false, true] {
                        let page = try reader.tracked(
                            range,
                            limit: 9,
                            countMax: 9,
                            without: []
                        ) { _, _ in isKept }
                        #expect(page.entries.count == (isKept ? 0 : count))
                        #expect(page.count == (isKept ? 0 : count))
                    }
                }
            }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: counts of states and holders differ from the records, or count what is kept.
    @Test(arguments: ["head@H29.02/head", "head@H29.05/head"])
    func `A board counts what its lists hold`(identity: String) async throws {
        var random = SplitMix64(usualSeed: 11)
        try await TestServer.run(today: Self.today) { server in
            try await Self.plant(server, &random)
            let caller = server.caller(identity)
            let board = try await caller.call(TrackingMethods.getBoard, GetBoardRequest())
            let petitions = try await caller.call(
                PetitionMethods.listPetitions,
                ListPetitionsRequest(pageSize: 200)
            ).petitions
            let states = Dictionary(grouping: petitions, by: \.state.protoName)
                .mapValues { Int64($0.count) }
            let counted = board.states.filter { $0.kind == .petition }
            #expect(
                Dictionary(counted.map { ($0.state, $0.count) }) { $0 + $1 } == states
            )
            let agency = board.unit
            let held = Dictionary(
                grouping: petitions.filter { $0.isOpenFile && $0.agency == agency },
                by: \.place.holder
            ).mapValues { Int64($0.count) }
            #expect(
                Dictionary(board.holders.map { ($0.holder, $0.petitions) }) { $0 + $1 } == held
            )
            for view in board.views {
                let list = try await caller.call(
                    TrackingMethods.listTracked,
                    ListTrackedRequest(view: view.view, pageSize: 200)
                )
                #expect(list.total == view.total, "\(view.view)")
                #expect(Int64(list.items.count) == view.total?.count, "\(view.view)")
            }
        }
    }
}
