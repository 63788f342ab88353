import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Grants over the wire, and what they make of an officer.
@Suite struct GrantServiceTests {
    private static func loaded(_ server: TestServer) async throws {
        let officers = [
            Officer(
                code: "lan.nv",
                agency: "H29.02",
                appointments: [
                    Appointment(office: "H29.02.PP", validFrom: "2026-01-01"),
                    Appointment(office: "H29.05.PP", validFrom: "2026-07-01"),
                ]
            ),
            Officer(code: "nga.tt", agency: "H29.05"),
        ]
        let load = ApplyOfficersRequest(officers: officers)
        let administrator = server.administrator
        _ = try await administrator.write(DirectoryMethods.applyOfficers, load, \.requestId)
        let again = try await administrator.write(
            DirectoryMethods.applyOfficers,
            load,
            \.requestId
        )
        #expect(again.records.isEmpty)
    }

    private static func grant(_ server: TestServer, _ grant: Grant) async throws -> String {
        let first = server.caller("administrator@H29/admin.1")
        let request = ProposeGrantRequest(grant: grant)
        let receipt = try await first.write(GrantMethods.proposeGrant, request, \.requestId)
        let id = receipt.records.first?.record?.id ?? ""
        let approve = ApproveGrantRequest(id: id, etag: receipt.records.first?.etag ?? "")
        let same = await #expect(throws: Status.self) {
            try await first.write(GrantMethods.approveGrant, approve, \.requestId)
        }
        #expect(same?.code == .failedPrecondition)
        let second = server.caller("administrator@H29/admin.2")
        _ = try await second.write(GrantMethods.approveGrant, approve, \.requestId)
        return id
    }

    private static let clerk = Grant(
        role: "clerk",
        office: "H29.02.PP",
        units: ["H29.02"],
        validFrom: "2026-07-01"
    )
    private static let inspection = Grant(
        role: "inspector",
        officers: ["nga.tt"],
        units: ["H29"],
        subtree: true,
        validFrom: "2026-07-01",
        validTo: "2026-09-30",
        decision: DocumentReference(number: "12/QĐ-TTr", issuedOn: "2026-06-29")
    )

    private static func principal(
        _ server: TestServer,
        _ officer: String,
        _ office: String = "",
        _ day: String = "2026-07-15"
    ) throws -> Principal? {
        try server.records.read {
            try $0.principal(
                of: officer,
                office: office,
                on: Day(iso: day) ?? Day(daysSince1970: 0)
            )
        }
    }

    // Red when: one person alone gives a right, a right comes before its day or outlives its end,
    // or an office that was not chosen or is not held gives one.
    @Test func `An officer may do what the grants of the chosen office and the own ones give`()
        async throws
    {
        try await TestServer.run { server in
            try await Self.loaded(server)
            let id = try await Self.grant(server, Self.clerk)
            let inspection = try await Self.grant(server, Self.inspection)
            let lan = try #require(try Self.principal(server, "lan.nv", "H29.02.PP"))
            #expect(lan.agency == "H29.02" && lan.roles == [.clerk])
            #expect(lan.holds("register.manage", in: "H29.02"))
            #expect(!lan.holds("register.manage", in: "H29.05"))
            // Two offices: one is chosen, and the other's grants do not count.
            #expect(try Self.principal(server, "lan.nv") == nil)
            #expect(try Self.principal(server, "lan.nv", "H29.05.PP")?.roles == [])
            #expect(try Self.principal(server, "lan.nv", "H29.02.GD") == nil)
            #expect(try Self.principal(server, "lan.nv", "H29.05.PP", "2026-06-30") == nil)
            let nga = try #require(try Self.principal(server, "nga.tt"))
            let scope = nga.scope(of: "petition.read")
            #expect(["H29", "H29.02", "H29.05"].allSatisfy { scope.covers(agency: $0) })
            #expect(!nga.holds("petition.process"))
            #expect(try Self.principal(server, "nga.tt", "", "2026-10-01")?.roles == [])
            #expect(try Self.principal(server, "nobody") == nil)
            let end = EndGrantRequest(id: id, reason: "Chuyển công tác")
            _ = try await server.administrator.write(GrantMethods.endGrant, end, \.requestId)
            #expect(try Self.principal(server, "lan.nv", "H29.02.PP")?.roles == [])
            let list = try await server.caller("auditor@H29")
                .call(GrantMethods.listGrants, ListGrantsRequest(unit: "H29"))
            #expect(list.grants.map(\.id) == [inspection])
            #expect(list.grants.map(\.proposedBy) == ["admin.1"])
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: a role is granted beside one that it excludes, by whatever way it is held.
    @Test func `Duties that exclude each other are not granted to one person`() async throws {
        try await TestServer.run { server in
            try await Self.loaded(server)
            _ = try await Self.grant(server, Self.clerk)
            var auditor = Self.clerk
            (auditor.role, auditor.office, auditor.officers) = ("auditor", "", ["lan.nv"])
            let refused = await #expect(throws: Status.self) {
                try await Self.grant(server, auditor)
            }
            #expect(refused?.fieldViolations.map(\.field) == ["grant.role"])
        }
    }

    // Red when: can-i says something else than the call, or tells of a record out of sight.
    @Test(arguments: [
        ("officer@H29.02", "PetitionService/GetPetition", true, ["permission", "scope"]),
        ("officer@H29.02", "PetitionService/ApproveHandling", false, ["permission"]),
        ("officer@H29.05", "PetitionService/GetPetition", false, ["permission", "scope"]),
        ("administrator@H29", "PetitionService/GetPetition", false, ["permission"]),
    ])
    func `Whoever asks is told what the call would come to`(
        identity: String,
        method: String,
        isAllowed: Bool,
        checks: [String]
    ) async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let caller = server.caller(identity)
            let request = CanIRequest(method: method, record: .petition(id))
            let reply = try await caller.call(GrantMethods.canI, request)
            #expect(reply.allowed == isAllowed)
            #expect(reply.reasons.map(\.check) == checks)
            let absent = CanIRequest(method: method, record: .petition("absent"))
            let other = try await caller.call(GrantMethods.canI, absent)
            #expect(isAllowed || other == reply)
        }
    }

    // Red when: everybody may ask what others may do, or anybody whether others see a record.
    @Test func `Who looks through rights may ask about others, but not about their records`()
        async throws
    {
        try await TestServer.run { server in
            try await Self.loaded(server)
            _ = try await Self.grant(server, Self.inspection)
            var request = CanIRequest(method: "PetitionService/GetPetition", officer: "nga.tt")
            let auditor = server.caller("auditor@H29")
            #expect(try await auditor.call(GrantMethods.canI, request).allowed)
            let refused = await #expect(throws: Status.self) {
                try await server.officer.call(GrantMethods.canI, request)
            }
            #expect(refused?.code == .permissionDenied)
            request.record = .petition("p1")
            let both = await #expect(throws: Status.self) {
                try await auditor.call(GrantMethods.canI, request)
            }
            #expect(both?.fieldViolations.map(\.field) == ["record"])
            let unknown = CanIRequest(method: "PetitionService/Nothing")
            let none = await #expect(throws: Status.self) {
                try await auditor.call(GrantMethods.canI, unknown)
            }
            #expect(none?.fieldViolations.map(\.field) == ["method"])
        }
    }
}
