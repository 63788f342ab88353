import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// What papers may not tell, and to whom.
@Suite struct DocumentGuardTests {
    // Red when: a paper of a case, or of a paper, may name a sender of its petition.
    @Test func `No paper names a sender, however far it lies from the petition`() async throws {
        try await TestServer.run { server in
            let (petition, file) = try await server.head.accepted()
            let notice = try await DocumentTests.signed(server, about: .caseFile(file))
            let records: [RecordReference] = [
                .petition(petition), .caseFile(file),
                RecordReference(kind: .document, id: notice),
            ]
            for about in records {
                let draft = DraftDocumentRequest(
                    about: about,
                    form: "ND30/2020:1.5",
                    title: "Trả lời bà NGUYEN THI ANH"
                )
                await expectFields(["title"]) {
                    try await server.officer.write(
                        DocumentMethods.draftDocument,
                        draft,
                        \.requestId
                    )
                }
                let receive = ReceiveOriginalRequest(
                    about: about,
                    description: "Căn cước số \(Sample.senderID)",
                    sheets: 1,
                    place: "Tủ 1"
                )
                await expectFields(["description"]) {
                    try await server.officer.write(
                        DocumentMethods.receiveOriginal,
                        receive,
                        \.requestId
                    )
                }
            }
        }
    }

    // Red when: the names of a denouncer are looked for no more once they are sealed as secret.
    @Test func `A paper of a denunciation names no denouncer`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            _ = try await server.officer.classify(id, Sample.denunciation)
            let draft = DraftDocumentRequest(
                about: .petition(id),
                form: "ND31/2019:06",
                title: "Thông báo cho ông/bà \(Sample.senderName)"
            )
            await expectFields(["title"]) {
                try await server.officer.write(DocumentMethods.draftDocument, draft, \.requestId)
            }
            let document = try await DocumentTests.signed(server, about: .petition(id))
            _ = try await DocumentTests.issue(server, document, symbol: "TB-SNV")
            let send = SendDocumentRequest(
                id: document,
                recipient: "H29",
                way: .post,
                proof: "ĐT 0903.123.456"
            )
            await expectFields(["proof"]) {
                try await server.officer.write(DocumentMethods.sendDocument, send, \.requestId)
            }
        }
    }

    // Red when: a denouncer is named to the public by the posting of a paper for him.
    @Test(arguments: [Sample.complaint, Sample.denunciation])
    func `A paper for a denouncer is not posted`(_ found: Classification) async throws {
        try await TestServer.run { server in
            let petition = try await server.officer.register()
            let party = try await server.officer.petition(petition).parties[0].id
            let id = try await DocumentTests.signed(
                server,
                about: .petition(petition),
                recipients: [party]
            )
            _ = try await DocumentTests.issue(server, id, symbol: "TB-SNV")
            func send(_ way: DeliveryWay) async throws {
                let request = SendDocumentRequest(
                    id: id,
                    recipient: party,
                    way: way,
                    proof: "1"
                )
                let method = DocumentMethods.sendDocument
                _ = try await server.officer.write(method, request, \.requestId)
            }
            try await send(.post)
            let back = ReturnMailRequest(
                id: id,
                delivery: 1,
                reason: "Vắng mặt",
                returnedOn: "2026-07-15"
            )
            _ = try await server.officer.write(DocumentMethods.returnMail, back, \.requestId)
            // Classified after the draft: the guard of this moment counts.
            _ = try await server.officer.classify(petition, found)
            guard found.type == .denunciation else {
                try await send(.posting)
                return
            }
            do {
                try await send(.posting)
                Issue.record("posted")
            } catch let status as Status {
                #expect(status.reason == "ACTION_NOT_ALLOWED")
                #expect(status.message.contains("Luật Tố cáo 2018 Đ.23, Đ.56"))
            }
            try await send(.post)
        }
    }

    // Red when: a stranger tells another agency's paper from one that is not there.
    @Test func `A stranger learns nothing of papers`() async throws {
        try await TestServer.run { server in
            let petition = RecordReference.petition(try await server.officer.register())
            let name = ExternalReference(system: "vanban", id: "1")
            let document = try await DocumentTests.signed(server, about: petition, external: name)
            let receive = ReceiveOriginalRequest(
                about: petition,
                description: "Giấy tờ",
                sheets: 1,
                place: "Tủ 1"
            )
            let original = DocumentTests.id(
                try await server.officer.write(
                    DocumentMethods.receiveOriginal,
                    receive,
                    \.requestId
                )
            )
            let absent = Names.absent
            for maker in Maker.documents where maker.names {
                let isOriginal = maker.path.hasSuffix("Original")
                var names = absent
                names.petition = isOriginal ? original : document
                if maker.path.contains("/List") || maker.path.contains("Receive")
                    || maker.path.contains("Draft")
                {
                    names.petition = petition.id
                }
                let found = try await outcome(
                    server,
                    maker.path,
                    maker.payload(names),
                    as: "head@H29.05"
                )
                guard case .failure(let status) = found else {
                    Issue.record("\(maker.path) serves a stranger")
                    continue
                }
                #expect(status.code == .notFound, "\(maker.path)")
            }
            await #expect(throws: Status.self) {
                try await server.stranger.call(
                    DocumentMethods.getDocument,
                    GetDocumentRequest(name: .externalReference(name))
                )
            }
            for caller in [server.stranger, server.caller("officer@H29.05")] {
                let all = try await caller.call(
                    DocumentMethods.listDocuments,
                    ListDocumentsRequest()
                )
                let ledger = try await caller.call(
                    DocumentMethods.listOriginals,
                    ListOriginalsRequest()
                )
                #expect(all.documents.isEmpty && ledger.originals.isEmpty)
            }
            let token = try await server.officer.call(
                DocumentMethods.listDocuments,
                ListDocumentsRequest(pageSize: 1)
            )
            #expect(token.documents.map(\.id) == [document] && token.nextPageToken.isEmpty)
        }
    }

    // Red when: an officer may sign, or a name in a document system stands for two documents.
    @Test func `Only a head signs, and a name stands for one document`() async throws {
        try await TestServer.run { server in
            let petition = RecordReference.petition(try await server.officer.register())
            let name = ExternalReference(system: "vanban", id: "1")
            let id = try await DocumentTests.signed(server, about: petition, external: name)
            let sign = SignDocumentRequest(
                id: id,
                office: "H29.02.GD",
                mode: .head,
                signature: .scan
            )
            await #expect(throws: Status.self) {
                try await server.officer.write(DocumentMethods.signDocument, sign, \.requestId)
            }
            await #expect(throws: Status.self) {
                try await DocumentTests.signed(server, about: petition, external: name)
            }
            let record = RecordReference(kind: .document, id: id)
            let actions = try await server.officer.call(
                RecordMethods.listActions,
                ListActionsRequest(record: record)
            )
            #expect(actions.state == "DOCUMENT_STATE_SIGNED")
            let open = actions.actions.filter(\.open).map(\.method)
            #expect(open == ["DocumentService/IssueDocument"])
            let steps = try await server.officer.call(
                RecordMethods.getChanges,
                GetChangesRequest(record: record)
            ).steps
            #expect(steps.map(\.fact) == ["document_drafted", "document_signed"])
        }
    }

    /// Demands a refusal that names just these fields.
    private func expectFields(
        _ fields: [String],
        _ body: () async throws -> Receipt
    ) async {
        do {
            _ = try await body()
            Issue.record("accepted")
        } catch let status as Status {
            #expect(status.fieldViolations.map(\.field) == fields)
        } catch {
            Issue.record("\(error)")
        }
    }
}
