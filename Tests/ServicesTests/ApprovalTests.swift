import Casework
import Foundation
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Drafts on their way to the signature, over the wire.
@Suite struct ApprovalTests {
    // Red when: a draft is signed or issued before every level approved it, its rounds are lost, or
    // a projection made anew is another.
    @Test(arguments: Engine.allCases)
    func `A draft goes its route, and each round stays in its history`(engine: Engine) async throws
    {
        try await TestServer.run(engine) { server in
            let desk = try await ApprovalDesk(server)
            let petition = try await server.officer.register()
            let id = try await desk.draft(about: petition)
            func refused() async throws {
                let status = await #expect(throws: Status.self) { try await desk.sign(id) }
                #expect(status?.code == .failedPrecondition)
                #expect(
                    status?.metadata["missing"]?
                        .hasPrefix("the approval of the draft at every level of its route") ?? false
                )
            }
            try await refused()
            try await desk.submit(id)
            try await desk.approve([id], as: desk.deputy)
            try await desk.giveBack(id, as: desk.head)
            try await refused()
            try await desk.submit(id)
            try await desk.approve([id], as: desk.deputy)
            try await refused()
            try await desk.approve([id], as: desk.head)
            try await desk.sign(id)
            _ = try await DocumentTests.issue(server, id, symbol: "TB-SNV")
            let found = try await desk.document(id)
            #expect(found.state == .issued && found.approval?.round == 2)
            #expect(found.approval?.steps.map(\.approvedBy) == ["minh", "gdd"])
            let record = RecordReference(kind: .document, id: id)
            let changes = try await desk.drafter.call(
                RecordMethods.getChanges,
                GetChangesRequest(record: record)
            )
            #expect(
                changes.steps.map(\.fact) == [
                    "document_drafted", "draft_submitted", "draft_approved", "draft_returned",
                    "draft_submitted", "draft_approved", "draft_approved", "document_signed",
                    "document_issued",
                ]
            )
            #expect(changes.steps[3].reason == "Bổ sung căn cứ")
            #expect(try server.records.verify().findings == [])
            #expect(try await server.records.rebuild() == 0)
        }
    }

    // Red when: who may act is told otherwise by ListActions than by the command, or people read no
    // Vietnamese.
    @Test func `What may be done is listed, with what is missing`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let id = try await desk.submitted(about: try await server.officer.register())
            func action(_ method: String, _ caller: TestCaller) async throws -> Action? {
                let record = RecordReference(kind: .document, id: id)
                return try await caller.call(
                    RecordMethods.listActions,
                    ListActionsRequest(record: record)
                ).actions.first { $0.method == method }
            }
            let approve = "ApprovalService/ApproveDrafts"
            #expect(try await action(approve, desk.deputy)?.open == true)
            let closed = try await action(approve, desk.head)
            #expect(closed?.open == false)
            #expect(closed?.missingVi == "chức danh đang giữ bước duyệt (H29.02.PP)")
            let sign = try await action("DocumentService/SignDocument", desk.head)
            #expect(
                sign?.missingVi
                    == "dự thảo được duyệt đủ các cấp của quy trình trình duyệt: "
                    + "Phó phòng kiểm tra, Giám đốc duyệt"
            )
            #expect(try await action("ApprovalService/WithdrawDraft", desk.drafter)?.open == true)
        }
    }

    // Red when: one draft that may not be approved does not keep all others back, is not named by
    // its place, or those that may are approved in several entries.
    @Test func `Drafts are approved all at once, or none`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let petition = try await server.officer.register()
            var seen: [SeenDraft] = []
            for _ in 0..<50 {
                let id = try await desk.submitted(about: petition)
                seen.append(SeenDraft(id: id, etag: try await desk.document(id).etag))
            }
            try await desk.remark(seen[3].id, as: desk.deputy)
            seen[3].etag = try await desk.document(seen[3].id).etag
            var wrong = seen
            wrong[7].etag = "1"
            wrong[9].id = "0123456789abcdefghjkmnpqrs"
            let status = await #expect(throws: Status.self) {
                try await desk.approve(wrong, as: desk.deputy)
            }
            #expect(
                status?.fieldViolations.map(\.field) == [
                    "drafts[3]", "drafts[7].etag", "drafts[9].id",
                ]
            )
            #expect(try await desk.document(seen[0].id).approval?.level == 1)
            try await desk.resolve(seen[3].id, 1, as: desk.drafter)
            seen[3].etag = try await desk.document(seen[3].id).etag
            let position = server.records.news.position
            let receipt = try await desk.approve(seen, as: desk.deputy)
            #expect(server.records.news.position == position + 1 && receipt.records.count == 50)
            for draft in seen {
                #expect(try await desk.document(draft.id).approval?.level == 2)
            }
            // One alone is refused as by any other command.
            let one = await #expect(throws: Status.self) {
                try await desk.approve(Array(seen.prefix(1)), as: desk.deputy)
            }
            #expect(one?.code == .failedPrecondition)
        }
    }

    // Red when: a draft keeps its approvals though its title or its files are others, or an undone
    // change does not bring them back.
    @Test func `A corrected draft and one with another file begin again`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let id = try await desk.submitted(about: try await server.officer.register())
            let record = RecordReference(kind: .document, id: id)
            try await desk.approve([id], as: desk.deputy)
            let correct = CorrectEntryRequest(
                record: record,
                etag: try await desk.document(id).etag,
                fields: [FieldCorrection(field: "title", valueJson: "\"Thông báo khác\"")],
                reason: "Nhầm tên"
            )
            _ = try await desk.drafter.write(RecordMethods.correctEntry, correct, \.requestId)
            #expect(try await desk.document(id).approvalState == .drafting)
            try await desk.submit(id)
            _ = try await FileTests.send(desk.drafter, FileTests.pdf(1_000))
            _ = try await desk.drafter.call(FileMethods.finishUpload, FileTests.finish)
            let attach = AttachFileRequest(
                uploadId: FileTests.id,
                about: record,
                kind: .issuedDocument,
                name: "du-thao.pdf"
            )
            _ = try await desk.drafter.write(FileMethods.attachFile, attach, \.requestId)
            #expect(try await desk.document(id).approvalState == .drafting)
            try await desk.submit(id)
            let void = VoidEntryRequest(
                record: RecordReference(kind: .file, id: FileTests.id),
                reason: "Nhầm tệp"
            )
            _ = try await desk.drafter.write(RecordMethods.voidEntry, void, \.requestId)
            #expect(try await desk.document(id).approvalState == .drafting)
            #expect(try await desk.document(id).approval?.round == 3)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: an approval is taken back by undoing it instead of saying so.
    @Test func `A word that was given is not undone`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let id = try await desk.submitted(about: try await server.officer.register())
            let document = try await desk.document(id)
            let undo = UndoStepRequest(
                record: RecordReference(kind: .document, id: id),
                position: Int64(document.etag) ?? 0,
                reason: "Nhầm"
            )
            let status = await #expect(throws: Status.self) {
                try await desk.drafter.write(RecordMethods.undoStep, undo, \.requestId)
            }
            #expect(status?.code == .failedPrecondition)
        }
    }

    // Red when: who drafts in a division is approved by its head in the agency's place, or the
    // draft does not wait for the agency's head.
    @Test func `A draft of a division goes to the agency's head`() async throws {
        try await TestServer.run { server in
            var route = ApprovalDesk.route
            route.levels[0].approver = Approver(kind: .unitHead)
            let desk = try await ApprovalDesk(server, [route])
            var division = Sample.agency("H29.02.01", "Phòng", .division, parent: "H29.02")
            division.offices = [Office(code: "H29.02.01.TP", title: "Trưởng phòng", head: true)]
            _ = try await server.administrator.apply([division])
            let petition = try await server.officer.register()
            let assign = AssignFileRequest(record: .petition(petition), unit: "H29.02.01")
            _ = try await desk.head.write(CustodyMethods.assignFile, assign, \.requestId)
            let inside = server.caller("officer@H29.02.01/ann")
            let id = try await desk.draft(about: petition, as: inside)
            try await desk.submit(id, as: inside)
            let draft = try await DocumentTests.document(inside, id)
            #expect(draft.approval?.steps.map(\.office) == ["H29.02.01.TP", "H29.02.GD"])
            #expect(draft.approval?.signerOffice == "H29.02.GD" && draft.agency == "H29.02.01")
        }
    }

    // Red when: the example is none that a body can set.
    @Test func `The example of routes can be set`() async throws {
        let path = "Tools/data/approval-routes-example.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let bytes = try MessageJSON.decode(
            JSONValue(parsing: text),
            type: ApprovalRoutes.typeName
        )
        let routes = try ApprovalRoutes(serialized: bytes).routes
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server, routes)
            let id = try await desk.submitted(about: try await server.officer.register())
            #expect(try await desk.document(id).waitingOffice == "H29.02.GD")
        }
    }

    // Red when: routes of the city do not hold for a department without its own, or hold for one
    // that says it has none.
    @Test func `The nearest routes hold`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server, [])
            func holds() async throws -> GetApprovalRoutesReply {
                try await server.officer.call(
                    ApprovalMethods.getApprovalRoutes,
                    GetApprovalRoutesRequest()
                )
            }
            var city = ApprovalDesk.route
            city.levels = [city.levels[1]]
            _ = try await desk.set([city], of: "H29")
            let own = try await holds()
            #expect(own.holds?.routes == [] && own.holds == own.ownRoutes)
            let foreign = try await server.stranger.call(
                ApprovalMethods.getApprovalRoutes,
                GetApprovalRoutesRequest()
            )
            #expect(foreign.holds?.agency == "H29" && foreign.ownRoutes?.etag == "")
            // A department that says so signs without approval, as before.
            let petition = try await server.officer.register()
            let id = try await desk.draft(about: petition)
            try await desk.sign(id)
            let there = try await server.stranger.register()
            let draft = try await desk.draft(about: there, as: server.stranger)
            let sign = SignDocumentRequest(
                id: draft,
                office: "H29.05.GD",
                mode: .head,
                signature: .valid
            )
            let status = await #expect(throws: Status.self) {
                try await server.stranger.write(DocumentMethods.signDocument, sign, \.requestId)
            }
            #expect(status?.code == .failedPrecondition)
            try await desk.submit(draft, as: server.stranger)
        }
    }
}

/// Drafts about what is secret: whom a file is about neither sees nor approves anything of it.
@Suite struct SecretApprovalTests {
    private static func denunciation(
        _ server: TestServer,
        about respondent: Respondent
    ) async throws -> String {
        var request = Sample.registration
        request.secret = true
        request.respondents = [respondent]
        return try await server.head.register(request)
    }

    // Red when: the denounced deputy is asked, sees the draft or may approve it, or the level stops
    // the draft for ever.
    @Test func `Whom a file is about approves nothing of it`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            let petition = try await Self.denunciation(
                server,
                about: Respondent(agency: "H29.02", rank: .official, officer: "minh")
            )
            let id = try await desk.draft(about: petition, as: desk.head)
            try await desk.submit(id, as: desk.head)
            let draft = try await DocumentTests.document(desk.head, id)
            #expect(draft.approval?.steps.map(\.office) == ["H29.02.GD"])
            let seen = SeenDraft(id: id, etag: draft.etag)
            let status = await #expect(throws: Status.self) {
                try await desk.approve([seen], as: desk.deputy)
            }
            #expect(status?.code == .notFound)
            await #expect(throws: Status.self) {
                try await DocumentTests.document(desk.deputy, id)
            }
            _ = try await desk.approve([seen], as: desk.head)
        }
    }

    // Red when: somebody who is named after the submission approves what stands at that level, or is
    // given a remark.
    @Test func `Who is named later is kept from the draft from then on`() async throws {
        try await TestServer.run { server in
            let desk = try await ApprovalDesk(server)
            var request = Sample.registration
            request.secret = true
            let petition = try await server.head.register(request)
            let id = try await desk.draft(about: petition, as: desk.head)
            try await desk.submit(id, as: desk.head)
            #expect(try await AwaitingTests.waits(desk.deputy).items.count == 1)
            let name = NameRespondentsRequest(
                id: petition,
                etag: try await server.head.petition(petition).etag,
                respondents: [Respondent(agency: "H29.02", rank: .official, officer: "minh")],
                reason: "Nội dung đơn nêu rõ"
            )
            _ = try await server.head.write(
                PetitionMethods.nameRespondents,
                name,
                \.requestId
            )
            #expect(try await AwaitingTests.waits(desk.deputy).items == [])
            let etag = try await DocumentTests.document(desk.head, id).etag
            let status = await #expect(throws: Status.self) {
                try await desk.approve([SeenDraft(id: id, etag: etag)], as: desk.deputy)
            }
            #expect(status?.code == .notFound)
            _ = try await desk.head.write(
                ApprovalMethods.withdrawDraft,
                WithdrawDraftRequest(id: id),
                \.requestId
            )
            try await desk.submit(id, as: desk.head)
            let kept = await #expect(throws: Status.self) {
                try await desk.remark(id, for: "minh", as: desk.head)
            }
            #expect(kept?.fieldViolations.map(\.field) == ["assignee"])
        }
    }
}
