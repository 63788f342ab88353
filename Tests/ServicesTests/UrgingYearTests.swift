import Casework
import Messages
import RPC
import Records
import Services
import Storage
import TestSeeds
import TestSupport
import Testing

/// A year of urging on a virtual clock, over Tết and a swapped Saturday, beside a model that counts on
/// a list of working days made by hand.
@Suite struct UrgingYearTests {
    /// The working days from 01/06/2026 to 31/12/2027, as announced and expected.
    private static let workingDays: [String] = {
        let off: Set = [
            "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24", "2027-01-01", "2027-02-05",
            "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-16", "2027-04-30",
            "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24",
        ]
        return (day("2026-06-01")...day("2027-12-31")).filter { day in
            let isWeekend = [.saturday, .sunday].contains(day.weekday)
            return day.iso == "2026-08-22" || !isWeekend && !off.contains(day.iso)
        }
        .map(\.iso)
    }()

    private static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(daysSince1970: 0) }

    /// A petition on its way, as the model has it.
    private struct Life {
        let petition: String
        /// What becomes of it, step by step.
        var acts: [Act]
        var file = ""
    }

    private enum Act: CaseIterable {
        case assign
        case classify
        case propose
        case approve
        case accept
        case withdraw
        case void
    }

    private struct Model {
        var lives: [Life] = []
        /// Record, limit and level → day and addressee.
        var urged: [String: String] = [:]
        var done: [String: Int] = [:]

        mutating func note(_ what: String) { done[what, default: 0] += 1 }
    }

    /// Loads officers: one who works, and the heads of the agency and of the city.
    private static func load(_ server: TestServer) async throws {
        func head(_ code: String, _ agency: String) -> Officer {
            let held = Appointment(office: "\(agency).GD", validFrom: "2025-07-01")
            return Officer(code: code, agency: agency, appointments: [held])
        }
        let officers = [
            Officer(code: "an.nv", agency: "H29.02"), head("giam.doc", "H29.02"),
            head("chu.tich", "H29"),
        ]
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            ApplyOfficersRequest(officers: officers),
            \.requestId
        )
    }

    // Red when: a level is urged on another day than the model counts, to somebody else, twice or
    // never; also when the server is down for days, or stops between writing and noting.
    @Test func `A year of urging is what the calendar says, and nothing twice`() async throws {
        var random = SplitMix64(usualSeed: 20_261_127)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        var model = Model()
        try await withStore(.memory) { store in
            try await TestServer.run(on: store, today: "2026-07-01") { server in
                try await Self.load(server)
                var downUntil = Self.day("2026-07-01")
                for today in Self.day("2026-07-01")...Self.day("2027-06-30") {
                    guard today >= downUntil else { continue }
                    server.clock.set(day: today.iso)
                    try await Self.live(server, &model, &random)
                    try Self.expect(server, &model, today.iso)
                    try await Self.urge(server, store, &model, &random)
                    if Int.random(in: 0..<30, using: &random) == 0 {
                        model.note("down")
                        downUntil = today + Int.random(in: 2...7, using: &random)
                    }
                }
                try await Self.compare(server, model, seed)
            }
        }
        for what in ["down", "crash", "restart", "withdraw", "void", "accept", "assign"] {
            #expect(model.done[what, default: 0] >= 1, "\(what): \(model.done) \(seed)")
        }
    }

    /// New petitions and the next step of others.
    private static func live(
        _ server: TestServer,
        _ model: inout Model,
        _ random: inout SplitMix64
    ) async throws {
        let today = server.clock.today
        if model.lives.count < 24, Int.random(in: 0..<12, using: &random) == 0 {
            var letter = Sample.registration
            letter.stamp = ReceivingStamp(number: "\(model.lives.count)", date: today)
            letter.registeredOn = today
            letter.summary = "Khiếu nại số \(model.lives.count)"
            let id = try await server.head.register(letter)
            let ends: [Act] = [.withdraw, .void]
            let steps = Int.random(in: 0...5, using: &random)
            var acts = Array([Act.assign, .classify, .propose, .approve, .accept].prefix(steps))
            if Bool.random(using: &random) { acts.removeAll { $0 == .assign } }
            if steps < 3, let end = ends.randomElement(using: &random) { acts.append(end) }
            model.lives.append(Life(petition: id, acts: acts))
        }
        for index in model.lives.indices where Int.random(in: 0..<12, using: &random) == 0 {
            guard !model.lives[index].acts.isEmpty else { continue }
            let act = model.lives[index].acts.removeFirst()
            model.note("\(act)")
            model.lives[index].file += try await play(act, model.lives[index].petition, server)
        }
    }

    /// One act on a petition today; id of the case where it makes one.
    private static func play(
        _ act: Act,
        _ id: String,
        _ server: TestServer
    ) async throws -> String {
        let head = server.head
        switch act {
        case .assign:
            let request = AssignFileRequest(record: .petition(id), officer: "an.nv")
            _ = try await head.write(CustodyMethods.assignFile, request, \.requestId)
        case .classify:
            let request = ClassifyPetitionRequest(
                id: id,
                etag: try await head.petition(id).etag,
                classification: Sample.complaint
            )
            _ = try await head.write(PetitionMethods.classifyPetition, request, \.requestId)
        case .propose:
            let request = ProposeHandlingRequest(id: id, outcome: .accept, reason: "Đủ điều kiện")
            _ = try await head.write(PetitionMethods.proposeHandling, request, \.requestId)
        case .approve:
            let request = ApproveHandlingRequest(id: id, office: "H29.02.GD")
            _ = try await head.write(PetitionMethods.approveHandling, request, \.requestId)
        case .accept:
            let notice = DocumentReference(number: "15/TB-SNV", issuedOn: server.clock.today)
            let request = AcceptComplaintRequest(
                petitionId: id,
                office: "H29.02.GD",
                notice: notice
            )
            return try await head.write(ComplaintMethods.acceptComplaint, request, \.requestId)
                .records.first?.record?.id ?? ""
        case .withdraw:
            let request = WithdrawPetitionRequest(id: id, paperNumber: "1")
            _ = try await head.write(PetitionMethods.withdrawPetition, request, \.requestId)
        case .void:
            let request = VoidEntryRequest(record: .petition(id), reason: "Nhập nhầm")
            _ = try await head.write(RecordMethods.voidEntry, request, \.requestId)
        }
        return ""
    }

    /// What is to be urged today by the list of working days: a level of `d` days is reached `d`
    /// working days after the last one that is not after the last day.
    private static func expect(
        _ server: TestServer,
        _ model: inout Model,
        _ today: String
    ) throws {
        guard workingDays.contains(today) else { return }
        for life in model.lives {
            var records: [any FiledRecord] = []
            try server.records.read { reader in
                if let petition = try reader.petition(life.petition) { records.append(petition) }
                if let file = try reader.caseFile(life.file) { records.append(file) }
            }
            for record in records {
                let holder = record.custody?.officer ?? ""
                for deadline in record.deadlines
                where deadline.state == .open && !deadline.window && !deadline.dueOn.isEmpty {
                    let last = workingDays.lastIndex { $0 <= deadline.dueOn } ?? 0
                    let addressees = [
                        (5, "H29.GD"), (1, "H29.02.GD"),
                        (-2, holder.isEmpty ? "H29.02.GD" : holder),
                    ]
                    let limit = [record.id, deadline.rule, deadline.startOn, deadline.item]
                        .joined(separator: " ")
                    for (days, addressee) in addressees where workingDays[last + days] <= today {
                        // Who was urged by a later level is not urged by an earlier one.
                        let isPassed = addressees.contains { later, _ in
                            later > days
                                && model.urged["\(limit) \(later)"]?.hasSuffix(" \(addressee)")
                                    == true
                        }
                        guard !isPassed, model.urged["\(limit) \(days)"] == nil else { continue }
                        model.urged["\(limit) \(days)"] = "\(today) \(addressee)"
                    }
                }
            }
        }
    }

    /// Lets the mover work to the end of the day: now and then anew on the same store, or stopped
    /// after it wrote and before it noted so.
    private static func urge(
        _ server: TestServer,
        _ store: any KeyValueStore,
        _ model: inout Model,
        _ random: inout SplitMix64
    ) async throws {
        var mover = UrgingMover(server.desk)
        let clock = server.clock
        let today = server.clock.today
        var hasMore = true
        while hasMore {
            let former = try server.records.read { try $0.urgingRun(on: today) }
            hasMore = try await mover.step()
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                model.note("crash")
                try await server.records.change { try $0.set(former) }
                hasMore = true
            case 1:
                model.note("restart")
                let records = try await RecordStore(store: store, masterKey: testKey) { clock.now }
                mover = UrgingMover(Desk(records: records) { clock.now })
            default: break
            }
        }
    }

    private static func compare(
        _ server: TestServer,
        _ model: Model,
        _ seed: Comment
    ) async throws {
        var found: [String: String] = [:]
        var byDay: [String: Int] = [:]
        var request = ListUrgingsRequest(of: .agency("H29.02"), pageSize: 200)
        repeat {
            let page = try await server.head.call(UrgingMethods.listUrgings, request)
            for urging in page.urgings {
                let key = [
                    urging.record?.id ?? "", urging.rule, urging.startOn, urging.item,
                    "\(urging.level?.days ?? 99)",
                ]
                let name = key.joined(separator: " ")
                #expect(found[name] == nil, "twice: \(name) \(seed)")
                let addressee = urging.addressee.map { $0.officer + $0.office } ?? ""
                found[name] = "\(urging.urgedOn) \(addressee)"
                byDay["\(urging.urgedOn) \(addressee)", default: 0] += 1
            }
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(found == model.urged, seed)
        #expect(found.count > 80, "\(found.count) \(seed)")
        #expect(!found.values.contains { $0 > "2027-02-05" && $0 < "2027-02-12" }, seed)
        #expect(try server.records.verify().findings == [], seed)
        // Every one stands in just one digest.
        let head = DigestCaller(server)
        for (place, count) in byDay where place.hasSuffix("H29.02.GD") {
            let digest = try await head.digest(office: "H29.02.GD", String(place.prefix(10)))
            #expect(digest.urgings.count == count, "\(place) \(seed)")
            let late = digest.urgings.compactMap(\.urging?.lateDays)
            #expect(late == late.sorted(by: >), "\(place) \(seed)")
        }
    }
}

/// Reads digests as the head of the home agency.
struct DigestCaller {
    let server: TestServer

    init(_ server: TestServer) { self.server = server }

    func digest(office: String, _ day: String) async throws -> Digest {
        try await server.head.call(
            UrgingMethods.getDigest,
            GetDigestRequest(addressee: .office(office), day: day)
        )
    }
}

extension VirtualClock {
    /// The day in Vietnam.
    var today: String {
        Instant.local(now / 1_000)?.day.iso ?? ""
    }
}
