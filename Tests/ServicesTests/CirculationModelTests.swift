import Casework
import Messages
import RPC
import Records
import Storage
import TestSeeds
import TestSupport
import Testing

/// Random hand-overs between and inside agencies, with restarts, beside a model that knows only what
/// was asked for: at every moment each matter has one open file with one holder and one competent
/// agency, and none goes round in a circle unseen.
@Suite struct CirculationModelTests {
    static let agencies = ["H29.02", "H29.05", "H29.07", "H29.08", "H29.09", "H29.10"]
    static let officers = ["an", "binh", "chi"]

    /// Where a matter stands, as the model has it.
    struct Matter {
        /// Its petition at the agency that has it.
        var petition: String
        /// The agency that has it.
        var agency: String
        /// Where it was, and who refused it.
        var visited: Set<String>
        /// How often it was received without being assigned.
        var received = 0
        /// The transfer that is under way, and to whom.
        var sent: (id: String, to: String, assigned: Bool)?
        /// The transfer that waits for the common superior.
        var stopped: String?
        /// Whether the common superior has decided whose it is.
        var isSettled = false
        /// The officer who holds it; empty for the desk.
        var officer = ""
        /// How often its officer changed since it lies there.
        var moves = 0
    }

    struct Model {
        /// The agencies in being.
        var agencies = CirculationModelTests.agencies
        /// The bodies that ended and that an agency came after.
        var estates: [String: Set<String>] = [:]
        var today = "2026-07-15"
        var matters: [Matter] = []
        var done: [String: Int] = [:]

        mutating func note(_ what: String) { done[what, default: 0] += 1 }

        /// An agency, and the bodies that it came after.
        func bodies(of agency: String) -> Set<String> {
            estates[agency, default: []].union([agency])
        }

        /// Lets an agency stand in the place of one that ended.
        mutating func succeed(_ from: String, by to: String) {
            agencies.removeAll { $0 == from }
            estates[to, default: []].formUnion(bodies(of: from))
            for index in matters.indices {
                if matters[index].agency == from {
                    matters[index].agency = to
                    matters[index].officer = ""
                    matters[index].moves = 0
                }
                guard let sent = matters[index].sent else { continue }
                if sent.to == from { matters[index].sent?.to = to }
                guard matters[index].agency == matters[index].sent?.to else { continue }
                // Sender and receiver are one: the matter is there.
                matters[index].sent = nil
                matters[index].isSettled = sent.assigned
            }
            note("succeeded")
        }
    }

    private static func code(_ officer: String, _ agency: String) -> String {
        "\(officer).\(agency.lowercased())"
    }

    private static func load(_ server: TestServer) async throws {
        _ = try await server.administrator.apply(
            agencies.dropFirst(2).map { Sample.agency($0, "Sở \($0)", .department) }
        )
        let staff = agencies.flatMap { agency in
            officers.map { Officer(code: code($0, agency), agency: agency) }
        }
        let request = ApplyOfficersRequest(officers: staff)
        _ = try await server.administrator.write(
            DirectoryMethods.applyOfficers,
            request,
            \.requestId
        )
    }

    // Red when: a refusal or an arbitration leaves a matter with nobody or with two, a circle or one
    // transfer too many is sent, custody moves the competence, or a restart forgets any of it.
    @Test func `Every matter has one holder and goes in no circle`() async throws {
        var random = SplitMix64(usualSeed: 20_261_127)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        var model = Model()
        try await withStore(.memory) { store in
            for life in 0..<4 {
                try await TestServer.run(on: store, today: model.today) { server in
                    if life == 0 { try await Self.load(server) }
                    for step in 0..<90 {
                        if step == 45, life < 3 {
                            try await Self.reorganise(server, &model, &random)
                        }
                        try await Self.step(server, &model, &random, seed)
                        try await Self.check(server, model, seed)
                    }
                    #expect(try server.records.verify().findings == [], seed)
                }
            }
        }
        let needed = ["new", "sent", "stopped", "received", "refused", "recalled", "arbitrated"]
        for what in needed + ["assigned", "handed on", "returned", "succeeded"] {
            #expect(model.done[what, default: 0] >= 3, "\(what): \(model.done) \(seed)")
        }
    }

    private static func step(
        _ server: TestServer,
        _ model: inout Model,
        _ random: inout SplitMix64,
        _ seed: Comment
    ) async throws {
        guard model.matters.count >= 6,
            let index = model.matters.indices.randomElement(using: &random)
        else {
            let agency = model.agencies.randomElement(using: &random) ?? agencies[0]
            var letter = Sample.registration
            letter.summary = "Phản ánh số \(model.matters.count)"
            let id = try await server.head(of: agency).register(letter)
            model.matters.append(Matter(petition: id, agency: agency, visited: [agency]))
            return model.note("new")
        }
        var matter = model.matters[index]
        let what = try await move(&matter, model, server, &random, seed)
        model.matters[index] = matter
        if !what.isEmpty { model.note(what) }
    }

    /// Lets an agency end, with another one after it, and hands its work over.
    private static func reorganise(
        _ server: TestServer,
        _ model: inout Model,
        _ random: inout SplitMix64
    ) async throws {
        let those = model.agencies.dropFirst(2).shuffled(using: &random)
        guard let (from, to) = zip(those, those.dropFirst()).first(where: { _ in true }),
            let today = Day(iso: model.today)
        else { return }
        let tomorrow = (today + 1).iso
        let paper = DocumentReference(number: "1/NQ", issuedOn: model.today)
        let dissolve = DissolveAgencyRequest(
            agency: from,
            successors: [to],
            on: tomorrow,
            decision: paper
        )
        _ = try await server.administrator
            .write(DirectoryMethods.dissolveAgency, dissolve, \.requestId)
        model.today = tomorrow
        server.clock.set(day: tomorrow)
        let plan = OperationPlan(work: .handOver(HandOverPlan(from: from, to: to)))
        let head = server.head(of: to)
        let preview = try await head.call(
            OperationMethods.previewOperation,
            PreviewOperationRequest(plan: plan)
        )
        if preview.count > 0 {
            let id = try await server.start(plan, as: head, decision: paper)
            let done = try await server.finish(id, as: head)
            #expect(done.state == .done && done.skipped == 0 && done.done == done.previewed)
        }
        model.succeed(from, by: to)
    }

    private static func move(
        _ matter: inout Matter,
        _ model: Model,
        _ server: TestServer,
        _ random: inout SplitMix64,
        _ seed: Comment
    ) async throws -> String {
        if matter.stopped != nil {
            return try await arbitrate(&matter, model, server, &random)
        }
        if matter.sent != nil {
            return try await settle(&matter, server, &random, seed)
        }
        guard Bool.random(using: &random), !matter.isSettled else {
            return try await handAround(&matter, server, &random)
        }
        let others = model.agencies.filter { $0 != matter.agency }
        let receiver = others.randomElement(using: &random) ?? agencies[0]
        let id = try await server.send(matter.petition, from: matter.agency, to: receiver)
        let transfer = try await server.transfer(id, as: matter.agency)
        let expected: TransferStop =
            !matter.visited.isDisjoint(with: model.bodies(of: receiver))
            ? .cycle : matter.received >= 3 ? .limit : .unspecified
        #expect(transfer.stop == expected, seed)
        guard expected == .unspecified else {
            matter.stopped = id
            return "stopped"
        }
        matter.sent = (id, receiver, false)
        return "sent"
    }

    private static func settle(
        _ matter: inout Matter,
        _ server: TestServer,
        _ random: inout SplitMix64,
        _ seed: Comment
    ) async throws -> String {
        guard let sent = matter.sent else { return "" }
        let isRefused = Int.random(in: 0..<4, using: &random) == 0
        let isRecalled = !isRefused && Int.random(in: 0..<4, using: &random) == 0
        if isRefused || isRecalled {
            let refuse = RefuseTransferRequest(
                id: sent.id,
                ground: .notCompetent,
                reason: "Không thuộc"
            )
            let recall = RecallTransferRequest(
                id: sent.id,
                reason: "Nhầm",
                office: "\(matter.agency).GD"
            )
            do {
                if isRefused {
                    _ = try await server.head(of: sent.to)
                        .write(TransferMethods.refuseTransfer, refuse, \.requestId)
                } else {
                    _ = try await server.head(of: matter.agency)
                        .write(TransferMethods.recallTransfer, recall, \.requestId)
                }
                #expect(!sent.assigned, seed)
            } catch {
                #expect(sent.assigned && error.code == .failedPrecondition, seed)
                return ""
            }
            matter.sent = nil
            if isRefused { matter.visited.insert(sent.to) }
            return isRefused ? "refused" : "recalled"
        }
        matter.petition = try await server.receive(sent.id, at: sent.to)
        matter.agency = sent.to
        matter.visited.insert(sent.to)
        matter.received += sent.assigned ? 0 : 1
        matter.isSettled = sent.assigned
        matter.sent = nil
        matter.officer = ""
        matter.moves = 0
        return "received"
    }

    private static func arbitrate(
        _ matter: inout Matter,
        _ model: Model,
        _ server: TestServer,
        _ random: inout SplitMix64
    ) async throws -> String {
        let competent = model.agencies.randomElement(using: &random) ?? agencies[0]
        let request = ArbitrateTransferRequest(
            id: matter.stopped ?? "",
            competent: competent,
            office: "H29.GD",
            reason: "Theo lĩnh vực",
            document: server.slip
        )
        let receipt = try await server.head(of: "H29")
            .write(TransferMethods.arbitrateTransfer, request, \.requestId)
        matter.stopped = nil
        if competent == matter.agency {
            matter.isSettled = true
        } else {
            let next = receipt.records.compactMap(\.record).last { $0.kind == .transfer }
            matter.sent = (next?.id ?? "", competent, true)
        }
        return "arbitrated"
    }

    private static func handAround(
        _ matter: inout Matter,
        _ server: TestServer,
        _ random: inout SplitMix64
    ) async throws -> String {
        let record = RecordReference.petition(matter.petition)
        let someone = code(officers.randomElement(using: &random) ?? "an", matter.agency)
        if !matter.officer.isEmpty, matter.moves == 1, Bool.random(using: &random) {
            let request = ReturnFileRequest(record: record, reason: "Trả lại")
            _ = try await server.caller("officer@\(matter.agency)/\(matter.officer)")
                .write(CustodyMethods.returnFile, request, \.requestId)
            matter.officer = ""
            matter.moves = 0
            return "returned"
        }
        guard someone != matter.officer else { return "" }
        if !matter.officer.isEmpty, Bool.random(using: &random) {
            let request = HandOnFileRequest(record: record, officer: someone)
            _ = try await server.caller("officer@\(matter.agency)/\(matter.officer)")
                .write(CustodyMethods.handOnFile, request, \.requestId)
            matter.officer = someone
            matter.moves += 1
            return "handed on"
        }
        let request = AssignFileRequest(record: record, officer: someone)
        _ = try await server.head(of: matter.agency)
            .write(CustodyMethods.assignFile, request, \.requestId)
        matter.moves = matter.officer.isEmpty ? 1 : matter.moves + 1
        matter.officer = someone
        return "assigned"
    }

    /// Looks at the whole store: open files and who holds them, against the model.
    private static func check(
        _ server: TestServer,
        _ model: Model,
        _ seed: Comment
    ) async throws {
        var open: [String: (agency: String, officer: String)] = [:]
        try server.records.read { reader in
            _ = try reader.filed(.filed, limit: .max) { record in
                if record.isOpenFile {
                    open[record.id] = (record.agency, record.place.officer)
                }
                return true
            }
        }
        #expect(open.count == model.matters.count, seed)
        for matter in model.matters {
            #expect(open[matter.petition]?.agency == matter.agency, seed)
            #expect(open[matter.petition]?.officer == matter.officer, seed)
        }
        // Who holds a file finds it in the list of what lies there, and nobody else does.
        let matter = model.matters.last
        guard let matter else { return }
        let caller = server.head(of: matter.agency)
        let holder: ListHeldRequest.Holder =
            matter.officer.isEmpty ? .unitDesk(matter.agency) : .officer(matter.officer)
        let held = try await caller.call(
            CustodyMethods.listHeld,
            ListHeldRequest(kind: .petition, holder: holder, pageSize: 200)
        )
        let mine = model.matters.filter {
            $0.agency == matter.agency && $0.officer == matter.officer
        }
        #expect(Set(held.files.compactMap(\.record?.id)) == Set(mine.map(\.petition)), seed)
    }
}
