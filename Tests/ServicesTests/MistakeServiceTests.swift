import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Mistakes and imported records through a real server.
@Suite struct MistakeServiceTests {
    private static let office = "H29.02.GD"

    static func correct(
        _ caller: TestCaller,
        _ record: RecordReference,
        _ etag: String,
        _ fields: [String: String] = [:],
        _ parties: [PartyCorrection] = [],
        office: String = ""
    ) async throws -> Receipt {
        let request = CorrectEntryRequest(
            record: record,
            etag: etag,
            fields: fields.map { FieldCorrection(field: $0.key, valueJson: $0.value) },
            parties: parties,
            reason: "Nhập nhầm",
            office: office
        )
        return try await caller.write(RecordMethods.correctEntry, request, \.requestId)
    }

    static func undo(
        _ caller: TestCaller,
        _ record: RecordReference,
        at position: String
    ) async throws -> Receipt {
        let request = UndoStepRequest(
            record: record,
            position: Int64(position) ?? 0,
            reason: "Bước này làm nhầm"
        )
        return try await caller.write(RecordMethods.undoStep, request, \.requestId)
    }

    static func told(_ server: TestServer) async throws -> [String] {
        let page = try await server.sync.call(
            NationalMethods.listExports,
            ListExportsRequest(pageSize: 200)
        )
        return try page.exports.map { export in
            let event = export.event ?? Event()
            let json = try MessageJSON.encode(serialized: event.serialized(), type: Event.typeName)
            guard case .object(let members) = json else { return "" }
            let plain: Set = ["record", "acted_on", "deadlines"]
            let fact = members.map(\.0).first { !plain.contains($0) } ?? ""
            return "\(export.sequence) \(fact)"
        }
    }

    // Red when: a correction loses the old value, a version unseen is taken, or a projection is not
    // remade to the same bytes.
    @Test func `A correction keeps the old value and is told to the national database`()
        async throws
    {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let record = RecordReference.petition(id)
            let early = try await server.officer.petition(id).etag
            _ = try await Self.correct(
                server.officer,
                record,
                early,
                ["summary": #""Nội dung đúng lần một""#]
            )
            #expect(try await Self.told(server) == [])
            _ = try await server.officer.classify(id)
            let etag = try await server.officer.petition(id).etag
            _ = try await Self.correct(
                server.officer,
                record,
                etag,
                ["summary": #""Nội dung đúng lần hai""#, "stamp.date": #""2026-07-03""#]
            )
            let now = try await server.officer.petition(id)
            #expect(now.summary == "Nội dung đúng lần hai" && now.stamp?.date == "2026-07-03")
            #expect(now.deadlines.allSatisfy { $0.startOn == "2026-07-03" })
            #expect(try await Self.told(server) == ["1 petition_classified", "2 entry_corrected"])
            await #expect {
                try await Self.correct(server.officer, record, etag, ["summary": #""Khác""#])
            } throws: { error in
                (error as? Status)?.message.contains("all fields by H29.02/officer") ?? false
            }
            let changes = try await server.officer.call(
                RecordMethods.getChanges,
                GetChangesRequest(record: record)
            )
            let last = changes.steps.last?.changes.first { $0.field == "summary" }
            #expect(last?.beforeJson == #""Nội dung đúng lần một""#)
            let due = try await server.officer.call(DeadlineMethods.listDue, ListDueRequest())
            #expect(
                due.items.map { $0.deadline?.startOn } == Array(repeating: "2026-07-03", count: 4)
            )
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a person entered wrong stays, or the first entry of the person is lost.
    @Test func `A person entered wrong is sealed anew`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let before = try await server.officer.petition(id)
            var right = Sample.sender
            right.fullName = "Nguyễn Thị Oanh"
            let wrong = before.parties.first?.id ?? ""
            _ = try await Self.correct(
                server.officer,
                .petition(id),
                before.etag,
                [:],
                [PartyCorrection(partyId: wrong, party: right)]
            )
            let identity = try await server.officer.call(
                PetitionMethods.getPetitionIdentity,
                GetPetitionIdentityRequest(id: id)
            )
            #expect(identity.parties == [right])
            let etag = try await server.officer.petition(id).etag
            await #expect(throws: Status.self) {
                try await Self.correct(
                    server.officer,
                    .petition(id),
                    etag,
                    [:],
                    [PartyCorrection(partyId: wrong, party: right)]
                )
            }
            #expect(try server.records.read { try $0.party(wrong) } != nil)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: an officer mends what the head approved, or the list of actions promises it.
    @Test func `What was approved is mended by the head only`() async throws {
        try await TestServer.run { server in
            let (petition, _) = try await server.head.accepted()
            let record = RecordReference.petition(petition)
            let etag = try await server.head.petition(petition).etag
            let fields = ["sender_count": "3"]
            await #expect {
                try await Self.correct(server.officer, record, etag, fields, office: Self.office)
            } throws: { ($0 as? Status)?.code == .permissionDenied }
            let actions = try await server.officer.call(
                RecordMethods.listActions,
                ListActionsRequest(record: record)
            )
            let action = actions.actions.first { $0.method == "RecordService/CorrectEntry" }
            #expect(action?.open == false && action?.obstacle == .permission)
            _ = try await Self.correct(server.head, record, etag, fields, office: Self.office)
            #expect(try await server.head.petition(petition).senderCount == 3)
        }
    }

    // Red when: a corrected acceptance leaves the same notice wrong in the petition.
    @Test func `A corrected acceptance is corrected in its petition too`() async throws {
        try await TestServer.run { server in
            let (petition, file) = try await server.head.accepted()
            func stood() async throws -> Case {
                try await server.head.call(CaseMethods.getCase, GetCaseRequest(name: .id(file)))
            }
            let etag = try await stood().etag
            _ = try await Self.correct(
                server.head,
                .caseFile(file),
                etag,
                ["acceptance.issued_on": #""2026-07-13""#],
                office: Self.office
            )
            #expect(try await stood().deadlines.map(\.startOn) == ["2026-07-13"])
            let accepted = try await server.head.petition(petition)
            #expect(accepted.handling?.document?.issuedOn == "2026-07-13")
            #expect(accepted.handling?.dispatchedOn == "2026-07-13")
            #expect(accepted.deadlines.first { $0.rule == "KN.ACCEPT" }?.stoppedOn == "2026-07-13")
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a voided case keeps its petition from being accepted again.
    @Test func `A voided case gives its petition back`() async throws {
        try await TestServer.run { server in
            let (petition, file) = try await server.head.accepted()
            let request = VoidEntryRequest(
                record: .caseFile(file),
                reason: "Thụ lý nhầm",
                office: Self.office
            )
            _ = try await server.head.write(RecordMethods.voidEntry, request, \.requestId)
            let back = try await server.head.petition(petition)
            #expect(back.state == .decided && back.caseId.isEmpty)
            #expect(back.deadlines.allSatisfy { $0.state == .open })
            let receipt = try await server.head.write(
                ComplaintMethods.acceptComplaint,
                Sample.accept(petition),
                \.requestId
            )
            #expect(receipt.records.first?.record?.kind == .case)
            #expect(
                try await Self.told(server) == [
                    "1 petition_classified", "1 complaint_accepted", "2 entry_voided",
                    "1 complaint_accepted", "2 petition_dispatched",
                ]
            )
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a step is undone on which somebody acted, that another record rests upon, or that
    // the national database knows.
    @Test func `Only a last step that stayed in the house is undone`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let first = try await server.officer.register()
            let record = RecordReference.petition(id)
            let registered = try await server.officer.petition(id)
            await #expect(throws: Status.self) {
                try await Self.undo(server.officer, record, at: registered.etag)
            }
            let link = LinkDuplicateRequest(id: id, duplicateOf: first, reason: "Cùng nội dung")
            _ = try await server.officer.write(PetitionMethods.linkDuplicate, link, \.requestId)
            let linked = try await server.officer.petition(id).etag
            _ = try await Self.undo(server.officer, record, at: linked)
            let back = try await server.officer.petition(id)
            #expect(back.state == .registered && back.deadlines == registered.deadlines)
            #expect(try await server.officer.petition(first).joined.isEmpty)
            // Linked again, the other one goes on: now the step is not undone any more.
            _ = try await server.officer.write(PetitionMethods.linkDuplicate, link, \.requestId)
            let again = try await server.officer.petition(id).etag
            _ = try await server.officer.classify(first)
            await #expect {
                try await Self.undo(server.officer, record, at: again)
            } throws: { ($0 as? Status)?.message.contains("nobody acted") ?? false }
            let classified = try await server.officer.petition(first).etag
            let answer = RecordAnswerRequest(
                record: .petition(first),
                answer: NationalAnswered(
                    aboutPosition: Int64(classified) ?? 0,
                    messageId: "m-1",
                    accepted: true
                )
            )
            _ = try await server.sync.write(NationalMethods.recordAnswer, answer, \.requestId)
            await #expect {
                try await Self.undo(server.officer, .petition(first), at: classified)
            } throws: { ($0 as? Status)?.message.contains("was not told of") ?? false }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a split is undone and leaves matters behind.
    @Test func `An undone split voids its matters`() async throws {
        try await TestServer.run { server in
            let id = try await server.officer.register()
            let matters = [Sample.complaint, Sample.feedback].map {
                MatterDraft(summary: "Nội dung riêng", classification: $0)
            }
            let etag = try await server.officer.petition(id).etag
            let split = SplitMattersRequest(id: id, etag: etag, matters: matters)
            _ = try await server.officer.write(PetitionMethods.splitMatters, split, \.requestId)
            let letter = try await server.officer.petition(id)
            _ = try await Self.undo(server.officer, .petition(id), at: letter.etag)
            #expect(try await server.officer.petition(id).state == .registered)
            for matter in letter.matters {
                #expect(try await server.officer.petition(matter).state == .voided)
            }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a file in the wrong petition stays listed there, or a secret one leaves its
    // petition without the head.
    @Test func `A file moves to the petition that it belongs to`() async throws {
        try await TestServer.run { server in
            var secret = Sample.registration
            secret.secret = true
            let wrong = try await server.officer.register(secret)
            let right = try await server.officer.register()
            _ = try await FileTests.send(server.officer, FileTests.pdf(5_000))
            _ = try await server.officer.call(FileMethods.finishUpload, FileTests.finish)
            _ = try await FileTests.attach(server.officer, wrong)
            func move(_ caller: TestCaller) async throws {
                let request = MoveEntryRequest(
                    record: RecordReference(kind: .file, id: FileTests.id),
                    to: .petition(right),
                    reason: "Nhầm hồ sơ",
                    office: Self.office
                )
                _ = try await caller.write(RecordMethods.moveEntry, request, \.requestId)
            }
            await #expect(throws: Status.self) { try await move(server.officer) }
            try await move(server.head)
            func files(_ id: String) async throws -> [String] {
                let request = ListFilesRequest(about: .petition(id))
                return try await server.officer.call(FileMethods.listFiles, request).files
                    .map { $0.file?.id ?? "" }
            }
            #expect(try await files(wrong) == [])
            #expect(try await files(right) == [FileTests.id])
            #expect(try await FileTests.fetch(server.officer, 5_000) == FileTests.pdf(5_000))
            #expect(try server.records.verify().findings == [])
        }
    }
}
