import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Lists: order, pages, tokens; and getting what was just written.
@Suite struct ListTests {
    /// Registers `count` petitions; their ids in order.
    private func register(_ count: Int, _ server: TestServer) async throws -> [String] {
        var ids: [String] = []
        for _ in 0..<count { ids.append(try await server.officer.register()) }
        return ids
    }

    /// All ids of a list, page by page, and the size of each page.
    private func pages(
        _ server: TestServer,
        size: Int32,
        state: PetitionState = .unspecified
    ) async throws -> (ids: [String], sizes: [Int]) {
        var ids: [String] = []
        var sizes: [Int] = []
        var token = ""
        repeat {
            let reply = try await server.officer.call(
                PetitionMethods.listPetitions,
                ListPetitionsRequest(state: state, pageSize: size, pageToken: token)
            )
            ids += reply.petitions.map(\.id)
            sizes.append(reply.petitions.count)
            token = reply.nextPageToken
        } while !token.isEmpty
        return (ids, sizes)
    }

    // Red when: a page loses or repeats an entry, is larger than 200, or ends with a token.
    @Test func `Pages join without gap or overlap`() async throws {
        try await TestServer.run { server in
            let ids = try await register(205, server)
            for (size, sizes) in [
                (Int32(0), [50, 50, 50, 50, 5]), (200, [200, 5]), (1_000, [200, 5]),
                (205, [200, 5]),
                (41, [41, 41, 41, 41, 41]),
            ] {
                let found = try await pages(server, size: size)
                #expect(found.ids == ids)
                #expect(found.sizes == sizes, "pages of \(size)")
            }
        }
    }

    // Red when: a state's list keeps what has left the state.
    @Test func `A state's list holds what is in the state`() async throws {
        try await TestServer.run { server in
            let ids = try await register(4, server)
            for id in [ids[2], ids[0]] { _ = try await server.officer.classify(id) }
            let classified = try await pages(server, size: 1, state: .classified).ids
            #expect(classified == [ids[0], ids[2]])
            let registered = try await pages(server, size: 1, state: .registered).ids
            #expect(registered == [ids[1], ids[3]])
            #expect(try await pages(server, size: 3, state: .dispatched).ids.isEmpty)
        }
    }

    // Red when: a token is good for another caller, another query or another method.
    @Test func `A token is good for its caller and query only`() async throws {
        try await TestServer.run { server in
            _ = try await register(3, server)
            let mine = ListPetitionsRequest(pageSize: 1)
            let token = try await server.officer.call(PetitionMethods.listPetitions, mine)
                .nextPageToken
            #expect(!token.isEmpty)
            var other = ListPetitionsRequest(state: .registered, pageSize: 1, pageToken: token)
            await refused(server.officer, PetitionMethods.listPetitions, other)
            other.state = .unspecified
            await refused(server.stranger, PetitionMethods.listPetitions, other)
            let cases = ListCasesRequest(pageSize: 1, pageToken: token)
            await refused(server.officer, CaseMethods.listCases, cases)
            let next = try await server.head.call(PetitionMethods.listPetitions, other)
            #expect(next.petitions.count == 1)
            // The place is one of the other list, too: only the token's own query tells them apart.
            var due = ListDueRequest(dueBy: "2099-01-01", pageSize: 1)
            let place = try await server.officer.call(DeadlineMethods.listDue, due)
            #expect(!place.nextPageToken.isEmpty)
            due = ListDueRequest(dueBy: "2099-01-02", pageSize: 1, pageToken: place.nextPageToken)
            await refused(server.officer, DeadlineMethods.listDue, due)
        }
    }

    private func refused<Request, Reply>(
        _ caller: TestCaller,
        _ method: Method<Request, Reply>,
        _ request: Request
    ) async {
        do {
            _ = try await caller.call(method, request)
            Issue.record("the token was taken")
        } catch {
            #expect(error.fieldViolations.map(\.field) == ["page_token"])
        }
    }

    // Red when: a name of one's own does not find the record, or finds it for others.
    @Test func `A record is got by its own name and by its id`() async throws {
        try await TestServer.run { server in
            var request = Sample.registration
            let name = ExternalReference(system: "dvc.hochiminhcity", id: "HS-1")
            request.externalReference = name
            let id = try await server.officer.register(request)
            let byName = GetPetitionRequest(name: .externalReference(name))
            let found = try await server.head.call(PetitionMethods.getPetition, byName)
            #expect(found == (try await server.head.petition(id)))
            // Another agency may give the same name to a petition of its own.
            let theirs = try await server.caller("officer@H29.05").register(request)
            let their = try await server.stranger.call(PetitionMethods.getPetition, byName)
            #expect(their.id == theirs && theirs != id)
        }
    }

    // Red when: a write is acknowledged before it can be read.
    @Test(arguments: Engine.allCases)
    func `Whoever wrote reads it`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            for number in 1...20 {
                let id = try await server.officer.register()
                let petition = try await server.officer.petition(id)
                #expect(petition.registerNumber?.number == Int64(number))
                let receipt = try await server.officer.classify(id, Sample.feedback)
                let after = try await server.officer.petition(id)
                #expect(after.state == .classified && after.etag == String(receipt.position))
            }
        }
    }

    // Red when: many writers at the same time get the same number or leave one out.
    @Test(arguments: Engine.allCases)
    func `Numbers are gap-free under many writers`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        let id = try await server.officer.register()
                        return try await server.officer.petition(id).registerNumber?.number ?? 0
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...40))
            let report = try await server.administrator.call(
                SystemMethods.verifyStore,
                VerifyStoreRequest()
            )
            #expect(report.findings == [] && report.entries == 41)
        }
    }

    // Red when: the directory is not in the order of codes, or bodies below are those of another.
    @Test func `The directory is listed by code and by the body above`() async throws {
        try await TestServer.run { server in
            let ward = Sample.agency("H29.02.01", "Phòng", .division, parent: "H29.02")
            _ = try await server.administrator.apply([ward])
            let all = try await server.officer.call(
                DirectoryMethods.listAgencies,
                ListAgenciesRequest()
            )
            #expect(all.agencies.map(\.code) == ["H29", "H29.02", "H29.02.01", "H29.05"])
            let below = try await server.officer.call(
                DirectoryMethods.listAgencies,
                ListAgenciesRequest(parent: "H29")
            )
            #expect(below.agencies.map(\.code) == ["H29.02", "H29.05"])
            var moved = ward
            moved.parent = "H29.05"
            _ = try await server.administrator.apply([moved])
            let left = try await server.officer.call(
                DirectoryMethods.listAgencies,
                ListAgenciesRequest(parent: "H29.02")
            )
            #expect(left.agencies.isEmpty)
            let one = try await server.officer.call(
                DirectoryMethods.getAgency,
                GetAgencyRequest(code: "H29.02.01")
            )
            #expect(one.parent == "H29.05" && one.etag == "3")
        }
    }
    // Red when: a move that is planned holds before its day, or not on it.
    @Test func `A body lies under another one from the day of the decision on`() async throws {
        try await TestServer.run { server in
            let ward = Sample.agency("H29.02.01", "Phòng", .division, parent: "H29.02")
            _ = try await server.administrator.apply([ward])
            let move = RenameAgencyRequest(
                code: "H29.02.01",
                parent: "H29.05",
                on: "2026-08-01",
                decision: DocumentReference(number: "9/QĐ", issuedOn: "2026-07-10")
            )
            _ = try await server.administrator
                .write(DirectoryMethods.renameAgency, move, \.requestId)
            for (iso, above) in [("2026-07-31", "H29.02"), ("2026-08-01", "H29.05")] {
                let day = try #require(Day(iso: iso))
                try server.records.read { reader in
                    #expect(
                        try reader.lineage(of: "H29.02.01", on: day)
                            == ["H29.02.01", above, "H29"]
                    )
                    for head in ["H29.02", "H29.05"] {
                        let below = try reader.bodies(below: head, on: day)
                        #expect(below == (head == above ? ["H29.02.01"] : []))
                    }
                }
                let list = try await server.officer.call(
                    DirectoryMethods.listAgencies,
                    ListAgenciesRequest(parent: above, on: iso)
                )
                #expect(list.agencies.map(\.code) == ["H29.02.01"])
            }
        }
    }
}
