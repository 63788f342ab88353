import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Documents, forms and originals through a real server.
@Suite struct DocumentTests {
    static func id(_ receipt: Receipt) -> String { receipt.records.first?.record?.id ?? "" }

    /// Drafts and signs a notice about a petition for one of its parties; its id.
    static func signed(
        _ server: TestServer,
        about: RecordReference,
        recipients: [String] = ["H29"],
        external: ExternalReference? = nil
    ) async throws -> String {
        let draft = DraftDocumentRequest(
            about: about,
            form: "ND30/2020:1.4-TB",
            recipients: recipients,
            externalReference: external
        )
        let drafted = try await server.officer.write(
            DocumentMethods.draftDocument,
            draft,
            \.requestId
        )
        let sign = SignDocumentRequest(
            id: id(drafted),
            office: "H29.02.GD",
            mode: .head,
            signature: .valid
        )
        _ = try await server.head.write(DocumentMethods.signDocument, sign, \.requestId)
        return id(drafted)
    }

    static func issue(
        _ server: TestServer,
        _ id: String,
        symbol: String = "",
        number: String = ""
    ) async throws -> Receipt {
        let request = IssueDocumentRequest(id: id, symbol: symbol, number: number)
        return try await server.officer.write(
            DocumentMethods.issueDocument,
            request,
            \.requestId
        )
    }

    static func document(_ caller: TestCaller, _ id: String) async throws -> Document {
        try await caller.call(
            DocumentMethods.getDocument,
            GetDocumentRequest(name: .id(id))
        )
    }

    // Red when: a document can not go from its draft to the posting that stands for receipt.
    @Test(arguments: Engine.allCases)
    func `A notice comes back and is posted`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let petition = try await server.officer.register()
            let about = RecordReference.petition(petition)
            let party = try await server.officer.petition(petition).parties[0].id
            let name = ExternalReference(system: "vanban", id: "77")
            let id = try await Self.signed(
                server,
                about: about,
                recipients: [party],
                external: name
            )
            let receipt = try await Self.issue(server, id, symbol: "TB-SNV")
            let number = RegisterNumber(agency: "H29.02", kind: .notice, year: 2026, number: 1)
            #expect(receipt.numbers == [number] && receipt.numberAlsoOn.isEmpty)
            func send(_ way: DeliveryWay, _ on: String) async throws {
                server.clock.set(day: on)
                let request = SendDocumentRequest(
                    id: id,
                    recipient: party,
                    way: way,
                    proof: "RB1"
                )
                let method = DocumentMethods.sendDocument
                _ = try await server.officer.write(method, request, \.requestId)
            }
            try await send(.post, "2026-07-16")
            server.clock.set(day: "2026-07-22")
            let back = ReturnMailRequest(
                id: id,
                delivery: 1,
                reason: "Không có người nhận",
                returnedOn: "2026-07-22"
            )
            _ = try await server.officer.write(DocumentMethods.returnMail, back, \.requestId)
            try await send(.posting, "2026-07-23")
            let found = try await Self.document(server.officer, id)
            #expect(found.number == "01/TB-SNV" && found.issuedOn == "2026-07-15")
            #expect(found.deliveries.map(\.receivedOn) == ["", "2026-07-23"])
            #expect(found.deliveries.map(\.returnedOn) == ["2026-07-22", ""])
            let named = GetDocumentRequest(name: .externalReference(name))
            #expect(try await server.officer.call(DocumentMethods.getDocument, named) == found)
            for list in [ListDocumentsRequest(about: about), ListDocumentsRequest()] {
                let reply = try await server.officer.call(DocumentMethods.listDocuments, list)
                #expect(reply.documents == [found])
            }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a second use of a number is not told in receipt and list, or is refused.
    @Test func `A second use of a number is told in receipt and list`() async throws {
        try await TestServer.run { server in
            let about = RecordReference.petition(try await server.officer.register())
            let first = try await Self.signed(server, about: about)
            let second = try await Self.signed(server, about: about)
            let third = try await Self.signed(server, about: about)
            #expect(try await Self.issue(server, first, number: "2/TB-SNV").numberAlsoOn.isEmpty)
            _ = try await Self.issue(server, second)
            let late = NumberDocumentRequest(
                id: second,
                number: "02/TB-SNV",
                issuedOn: "2026-07-15"
            )
            let method = DocumentMethods.numberDocument
            let receipt = try await server.officer.write(method, late, \.requestId)
            #expect(receipt.numberAlsoOn == first && receipt.numbers.isEmpty)
            #expect(try await Self.issue(server, third, symbol: "TB-SNV").numberAlsoOn.isEmpty)
            let reply = try await server.officer.call(
                DocumentMethods.listDocuments,
                ListDocumentsRequest()
            )
            #expect(reply.documents.map(\.numberAlsoOn) == ["", first, ""])
            #expect(reply.documents.map(\.number) == ["2/TB-SNV", "02/TB-SNV", "01/TB-SNV"])
        }
    }

    // Red when: registers of documents can not be opened at another number, reserved or voided.
    @Test func `The register of notices is kept like that of petitions`() async throws {
        try await TestServer.run { server in
            let about = RecordReference.petition(try await server.officer.register())
            let open = OpenRegisterRequest(kind: .notice, year: 2026, startsAt: 120)
            _ = try await server.officer.write(RegisterMethods.openRegister, open, \.requestId)
            let reserve = ReserveNumbersRequest(kind: .notice, year: 2026, count: 3)
            _ = try await server.officer.write(
                RegisterMethods.reserveNumbers,
                reserve,
                \.requestId
            )
            let void = VoidNumbersRequest(
                kind: .notice,
                year: 2026,
                numbers: [120, 122],
                reason: "Không dùng"
            )
            _ = try await server.officer.write(RegisterMethods.voidNumbers, void, \.requestId)
            let paper = try await Self.signed(server, about: about)
            let used = try await Self.issue(server, paper, number: "121/TB-SNV")
            #expect(used.numbers.map(\.number) == [121])
            let next = try await Self.signed(server, about: about)
            _ = try await Self.issue(server, next, symbol: "TB-SNV")
            #expect(try await Self.document(server.officer, next).number == "123/TB-SNV")
            let register = try await server.officer.call(
                RegisterMethods.getRegister,
                GetRegisterRequest(kind: .notice, year: 2026)
            )
            #expect(register.nextNumber == 124 && register.openBlocks.isEmpty)
            #expect(register.voided == 2 && register.startsAt == 120)
        }
    }

    // Red when: the ledger loses a movement, or lists an original where it is no more.
    @Test(arguments: Engine.allCases)
    func `An original is lent, comes back and is returned`(engine: Engine) async throws {
        try await TestServer.run(engine) { server in
            let petition = try await server.officer.register()
            let party = try await server.officer.petition(petition).parties[0].id
            let name = ExternalReference(system: "kho", id: "5")
            let receive = ReceiveOriginalRequest(
                about: .petition(petition),
                description: "Giấy chứng nhận quyền sử dụng đất",
                sheets: 2,
                place: "Tủ 3",
                signedFor: true,
                externalReference: name
            )
            let method = DocumentMethods.receiveOriginal
            let id = Self.id(try await server.officer.write(method, receive, \.requestId))
            func states(_ state: OriginalState) async throws -> [String] {
                let list = ListOriginalsRequest(state: state)
                return try await server.officer.call(DocumentMethods.listOriginals, list)
                    .originals.map(\.id)
            }
            for (to, holder) in [
                (OriginalState.lent, "H29.05"), (.held, "Tủ 4"), (.returned, party),
            ] {
                let move = MoveOriginalRequest(
                    id: id,
                    to: to,
                    holder: holder,
                    signedFor: true,
                    dueBackOn: to == .lent ? "2026-08-01" : ""
                )
                _ = try await server.officer.write(
                    DocumentMethods.moveOriginal,
                    move,
                    \.requestId
                )
                #expect(try await states(to) == [id])
                #expect(try await states(to == .held ? .lent : .held).isEmpty)
            }
            let found = try await server.officer.call(
                DocumentMethods.getOriginal,
                GetOriginalRequest(name: .externalReference(name))
            )
            #expect(found.moves.map(\.to) == [.held, .lent, .held, .returned])
            #expect(found.state == .returned && found.moves.last?.holder == party)
            let list = ListOriginalsRequest(about: .petition(petition))
            let reply = try await server.officer.call(DocumentMethods.listOriginals, list)
            #expect(reply.originals == [found])
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a scan can not belong to its document, or its name is told though the senders of
    // the petition are secret.
    @Test func `A scan is a file of its document`() async throws {
        try await TestServer.run { server in
            let petition = try await server.officer.register()
            let id = try await Self.signed(server, about: .petition(petition))
            let about = RecordReference(kind: .document, id: id)
            _ = try await FileTests.send(server.officer, FileTests.pdf(1_000))
            _ = try await server.officer.call(FileMethods.finishUpload, FileTests.finish)
            let attach = AttachFileRequest(
                uploadId: FileTests.id,
                about: about,
                kind: .issuedDocument,
                name: "thong-bao.pdf"
            )
            _ = try await server.officer.write(FileMethods.attachFile, attach, \.requestId)
            func names() async throws -> [String] {
                let list = ListFilesRequest(about: about)
                return try await server.officer.call(FileMethods.listFiles, list).files.map(\.name)
            }
            #expect(try await names() == ["thong-bao.pdf"])
            _ = try await server.officer.classify(petition, Sample.denunciation)
            #expect(try await names() == [""])
        }
    }
}
