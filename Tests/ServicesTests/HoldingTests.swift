import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// An officer who leaves an office hands over everything first.
@Suite struct HoldingTests {
    private typealias M = DirectoryMethods
    private static let on = "2026-08-01"
    private static let paper = DocumentReference(number: "45/QĐ-UBND", issuedOn: "2026-07-10")

    private static func propose(
        _ server: TestServer,
        _ grant: Grant,
        as proposer: String = "admin.1"
    ) async throws -> String {
        let request = ProposeGrantRequest(grant: grant)
        let caller = server.caller("administrator@H29/\(proposer)")
        return try await caller.new(GrantMethods.proposeGrant, request, \.requestId)
    }

    private static func load(_ server: TestServer) async throws {
        let officers = [
            Officer(
                code: "ann",
                agency: "H29.02",
                appointments: [Appointment(office: "H29.02.GD", validFrom: "2026-01-01")]
            ),
            Officer(code: "emm", agency: "H29.02"),
        ]
        let load = ApplyOfficersRequest(officers: officers)
        _ = try await server.administrator.write(M.applyOfficers, load, \.requestId)
    }

    /// One thing of each kind that the officer holds, in the order of the kinds.
    private struct Held {
        let own, ofOffice, waiting, asked, approved, appointed, session, instruction, file: String

        var all: [(kind: HoldingKind, id: String, withOffice: Bool)] {
            [
                (.grant, own, false), (.officeGrant, ofOffice, true),
                (.grantProposal, waiting, false), (.identityRequest, asked, false),
                (.identityApproval, approved, false), (.handler, appointed, false),
                (.session, session, true), (.instruction, instruction, true),
                (.file, file, false),
            ]
        }
    }

    private static func grant(_ role: String, office: String = "", _ officers: String...) -> Grant {
        Grant(
            role: role,
            office: office,
            officers: officers,
            units: ["H29.02"],
            validFrom: "2026-07-01"
        )
    }

    private static func fill(_ server: TestServer) async throws -> Held {
        let an = server.caller("head@H29.02/ann")
        let em = server.caller("head@H29.02/emm")
        let petition = try await em.register(SecretFile.registration)
        _ = try await em.classify(petition, Sample.denunciation)
        let sessions = try await PlantedSessions(server)
        let approved = try await ask(server.caller("officer@H29.02/binh"), petition)
        let request = try await an.call(
            IdentityMethods.getIdentityRequest,
            GetIdentityRequestRequest(id: approved)
        )
        _ = try await an.write(
            IdentityMethods.approveIdentity,
            ApproveIdentityRequest(id: approved, digest: request.digest),
            \.requestId
        )
        let file = try await em.register()
        let assign = AssignFileRequest(record: .petition(file), officer: "ann")
        _ = try await em.write(CustodyMethods.assignFile, assign, \.requestId)
        return Held(
            own: try await propose(server, grant("verifier", "ann")),
            ofOffice: try await propose(server, grant("head", office: "H29.02.GD")),
            waiting: try await propose(server, grant("officer", "emm"), as: "ann"),
            asked: try await ask(an, petition),
            approved: approved,
            appointed: try await em.new(
                IdentityMethods.appointHandlers,
                AppointHandlersRequest(
                    record: .petition(petition),
                    handlers: [OfficerReference(officer: "ann")],
                    until: .closing,
                    reason: "Phân công xác minh",
                    office: "H29.02.GD"
                ),
                \.requestId
            ),
            session: sessions.planned,
            instruction: sessions.instruction,
            file: file
        )
    }

    /// Asks who stands behind a petition; the id of the request.
    private static func ask(_ caller: TestCaller, _ petition: String) async throws -> String {
        try await caller.new(
            IdentityMethods.requestIdentity,
            RequestIdentityRequest(
                record: .petition(petition),
                kind: .read,
                reasonCode: .verify,
                reason: SecretFile.motive
            ),
            \.requestId
        )
    }

    /// Lets others hold what is the officer's own.
    private static func handOver(_ held: Held, _ server: TestServer) async throws {
        for id in [held.own, held.waiting] {
            let request = EndGrantRequest(id: id, reason: "Chuyển công tác")
            _ = try await server.administrator.write(GrantMethods.endGrant, request, \.requestId)
        }
        let em = server.caller("head@H29.02/emm")
        for id in [held.asked, held.approved] {
            _ = try await em.write(
                IdentityMethods.refuseIdentity,
                RefuseIdentityRequest(id: id, reason: "Người đề nghị chuyển công tác"),
                \.requestId
            )
        }
        _ = try await em.write(
            IdentityMethods.endHandlers,
            EndHandlersRequest(
                id: held.appointed,
                reason: "Người xử lý chuyển công tác",
                office: "H29.02.GD"
            ),
            \.requestId
        )
        let plan = OperationPlan(
            work: .reassign(ReassignPlan(holder: .holderOfficer("ann"), officer: "emm"))
        )
        let id = try await server.start(plan, as: em)
        #expect(try await server.finish(id, as: em).done == 1)
    }

    // Red when: a kind of what is held is not listed, keeps nobody from leaving, or stays listed
    // after another one took over.
    @Test func `An appointment ends once everything has another holder`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let held = try await Self.fill(server)
            let all = try await Self.list(server)
            #expect(all.map(\.kind) == held.all.map(\.kind))
            #expect(all.map { $0.record?.id } == held.all.map(\.id))
            #expect(all.map(\.withOffice) == held.all.map(\.withOffice))

            let kept = await #expect(throws: Status.self) { try await Self.leave(server) }
            #expect(kept?.code == .failedPrecondition)
            #expect(
                kept?.metadata["missing"]
                    == "another holder of GRANT \(held.own), GRANT_PROPOSAL \(held.waiting), "
                    + "IDENTITY_REQUEST \(held.asked), IDENTITY_APPROVAL \(held.approved), "
                    + "HANDLER \(held.appointed), FILE \(held.file)"
            )
            try await Self.handOver(held, server)
            #expect(
                try await Self.list(server).map(\.kind) == [.officeGrant, .session, .instruction]
            )
            let nobody = await #expect(throws: Status.self) {
                try await Self.leave(server, successor: "")
            }
            #expect(nobody?.code == .failedPrecondition)
            _ = try await Self.leave(server)
            let reader = server.officer
            let left = try await reader.call(M.getOfficer, GetOfficerRequest(code: "ann"))
            let came = try await reader.call(M.getOfficer, GetOfficerRequest(code: "emm"))
            #expect(left.appointments.map(\.validTo) == ["2026-07-31"])
            #expect(came.appointments == [Appointment(office: "H29.02.GD", validFrom: Self.on)])
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: a draft at the office, or a remark for the officer, is not held; or the draft keeps the
    // officer though somebody comes after.
    @Test func `A draft goes with the office, a remark is resolved first`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            var route = ApprovalDesk.route
            route.levels = [route.levels[1]]
            _ = try await server.administrator.write(
                ApprovalMethods.setApprovalRoutes,
                SetApprovalRoutesRequest(agency: "H29.02", routes: [route], reason: "Quy chế"),
                \.requestId
            )
            let em = server.caller("head@H29.02/emm")
            let petition = try await em.register()
            let draft = try await em.new(
                DocumentMethods.draftDocument,
                DraftDocumentRequest(about: .petition(petition), form: "ND30/2020:1.4-TB"),
                \.requestId
            )
            let submit = SubmitDraftRequest(id: draft)
            _ = try await em.write(ApprovalMethods.submitDraft, submit, \.requestId)
            let an = server.caller("head@H29.02/ann")
            let remark = RemarkDraftRequest(
                id: draft,
                content: "Nêu rõ căn cứ",
                assignee: "ann",
                wantedBy: "2026-07-20"
            )
            _ = try await an.write(ApprovalMethods.remarkDraft, remark, \.requestId)
            let held = try await Self.list(server)
            #expect(held.map(\.kind) == [.draft, .remark])
            #expect(held.map { $0.record?.id } == [draft, draft])
            #expect(held.map(\.withOffice) == [true, false])
            let kept = await #expect(throws: Status.self) { try await Self.leave(server) }
            #expect(kept?.metadata["missing"] == "another holder of REMARK \(draft)")
            let resolve = ResolveRemarkRequest(id: draft, number: 1, resolution: "Đã bổ sung")
            _ = try await an.write(ApprovalMethods.resolveRemark, resolve, \.requestId)
            let nobody = await #expect(throws: Status.self) {
                try await Self.leave(server, successor: "")
            }
            #expect(nobody?.metadata["missing"] == "another holder of DRAFT \(draft)")
            _ = try await Self.leave(server)
        }
    }

    // Red when: what an officer holds for another body keeps the officer from leaving this one.
    @Test func `Another office keeps what was granted for it`() async throws {
        try await TestServer.run { server in
            let officer = Officer(
                code: "ann",
                agency: "H29.02",
                appointments: ["H29.02.GD", "H29.05.PP"].map {
                    Appointment(office: $0, validFrom: "2026-01-01")
                }
            )
            let load = ApplyOfficersRequest(officers: [officer])
            _ = try await server.administrator.write(M.applyOfficers, load, \.requestId)
            let here = try await Self.propose(server, Self.grant("verifier", "ann"))
            var elsewhere = Self.grant("inspector", "ann")
            (elsewhere.units, elsewhere.validTo) = (["H29.05"], "2026-12-31")
            elsewhere.decision = Self.paper
            _ = try await Self.propose(server, elsewhere)
            #expect(try await Self.list(server).map { $0.record?.id } == [here])
        }
    }

    // Red when: the list is not cut into pages, or a token is good for another office.
    @Test func `What is held is listed page by page`() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            for month in 1...5 {
                let grant = Grant(
                    role: "verifier",
                    officers: ["ann"],
                    units: ["H29.02"],
                    validFrom: "2026-0\(month)-01"
                )
                _ = try await Self.propose(server, grant)
            }
            let all = try await Self.list(server, size: 2)
            #expect(all.count == 5)
            #expect(Set(all.map { $0.record?.id }).count == 5)
            let first = try await Self.page(server, size: 2, token: "")
            let wrong = await #expect(throws: Status.self) {
                try await server.administrator.call(
                    M.listHoldings,
                    ListHoldingsRequest(
                        officer: "ann",
                        office: "H29.02.PP",
                        on: Self.on,
                        pageToken: first.nextPageToken
                    )
                )
            }
            #expect(wrong?.fieldViolations.map(\.field) == ["page_token"])
        }
    }

    private static func page(
        _ server: TestServer,
        size: Int32,
        token: String
    ) async throws(Status) -> ListHoldingsReply {
        try await server.administrator.call(
            M.listHoldings,
            ListHoldingsRequest(
                officer: "ann",
                office: "H29.02.GD",
                on: on,
                pageSize: size,
                pageToken: token
            )
        )
    }

    private static func list(_ server: TestServer, size: Int32 = 0) async throws -> [Holding] {
        var found: [Holding] = []
        var token: String?
        while token != "" {
            let reply = try await page(server, size: size, token: token ?? "")
            #expect(size == 0 || reply.holdings.count <= Int(size))
            found += reply.holdings
            token = reply.nextPageToken
        }
        return found
    }

    private static func leave(
        _ server: TestServer,
        successor: String = "emm"
    ) async throws(Status) -> Receipt {
        let request = EndAppointmentRequest(
            officer: "ann",
            office: "H29.02.GD",
            on: on,
            successor: successor,
            decision: paper
        )
        return try await server.administrator.write(M.endAppointment, request, \.requestId)
    }
}
