import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Records that begin in the middle of their lives.
@Suite struct ImportTests {
    /// A complaint that another system had classified and proposed to accept.
    static var proposed: ImportRecordRequest {
        let petition = Petition(
            state: .proposed,
            source: .post,
            stamp: ReceivingStamp(number: "318", date: "2026-07-01"),
            summary: "Khiếu nại quyết định xử phạt",
            senderCount: 1,
            classification: Sample.complaint,
            handling: HandlingProposal(outcome: .accept, proposedOn: "2026-07-06"),
            registeredOn: "2026-07-02"
        )
        return ImportRecordRequest(
            record: RecordImage(record: .petition(petition)),
            origin: Imported(
                source: ExternalReference(system: "cũ", id: "TD-318"),
                oldNumber: "318/TD-2026"
            ),
            parties: [Sample.sender]
        )
    }

    static func take(
        _ caller: TestCaller,
        _ request: ImportRecordRequest = proposed
    ) async throws -> String {
        try await caller.write(RecordMethods.importRecord, request, \.requestId)
            .records.first?.record?.id ?? ""
    }

    private static func due(_ server: TestServer) async throws -> [String] {
        try await server.officer.call(DeadlineMethods.listDue, ListDueRequest()).items
            .map { $0.deadline?.rule ?? "" }
    }

    private static func told(_ server: TestServer) async throws -> [Int64] {
        let request = ListExportsRequest(pageSize: 200)
        return try await server.sync.call(NationalMethods.listExports, request).exports
            .map(\.sequence)
    }

    // Red when: an imported record is urged or reported before its unit confirmed it, its limits do
    // not run from its own days, or guards do not hold it.
    @Test func `An imported petition goes on from its state, silent until confirmed`()
        async throws
    {
        try await TestServer.run(today: "2026-07-08") { server in
            let id = try await Self.take(server.officer)
            let petition = try await server.officer.petition(id)
            #expect(petition.state == .proposed && petition.agency == "H29.02")
            #expect(petition.externalReference?.id == "TD-318")
            #expect(petition.imported?.importedOn == "2026-07-08")
            #expect(petition.deadlines.allSatisfy { $0.inherited && $0.startOn == "2026-07-01" })
            #expect(petition.deadlines.contains { $0.rule == "KN.ACCEPT" && $0.state == .open })
            #expect(try await Self.due(server) == [])
            // Guards apply: it can not be dispatched before it is approved, nor before its days.
            let sent = DispatchPetitionRequest(
                id: id,
                document: DocumentReference(number: "1", issuedOn: "2026-07-07")
            )
            await #expect(throws: Status.self) {
                try await server.head.write(PetitionMethods.dispatchPetition, sent, \.requestId)
            }
            let early = ApproveHandlingRequest(id: id, office: "H29.02.GD", actedOn: "2026-07-05")
            await #expect(throws: Status.self) {
                try await server.head.write(PetitionMethods.approveHandling, early, \.requestId)
            }
            let approve = ApproveHandlingRequest(id: id, office: "H29.02.GD")
            _ = try await server.head.write(PetitionMethods.approveHandling, approve, \.requestId)
            #expect(try await Self.told(server) == [])
            let confirm = ConfirmImportRequest(record: .petition(id))
            await #expect {
                try await server.officer.write(RecordMethods.confirmImport, confirm, \.requestId)
            } throws: { ($0 as? Status)?.code == .permissionDenied }
            _ = try await server.head.write(RecordMethods.confirmImport, confirm, \.requestId)
            #expect(try await Self.due(server).count == 4)
            #expect(try await Self.told(server) == [1])
            await #expect(throws: Status.self) {
                try await server.head.write(RecordMethods.confirmImport, confirm, \.requestId)
            }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a case does not find the petitions that were imported before it.
    @Test func `An imported case takes the petitions that were imported before it`() async throws {
        try await TestServer.run(today: "2026-08-20") { server in
            let petition = try await Self.take(server.officer)
            let file = Case(
                competentOffice: "H29.02.GD",
                petitions: [petition],
                type: .complaint,
                instance: 1,
                state: .accepted,
                acceptance: DocumentReference(number: "5/TB", issuedOn: "2026-07-08"),
                complaintSubtype: .decision
            )
            var request = ImportRecordRequest(
                record: RecordImage(record: .caseFile(file)),
                origin: Imported(
                    source: ExternalReference(system: "cũ", id: "VV-9"),
                    nationalId: "QG-77"
                )
            )
            let id = try await Self.take(server.officer, request)
            #expect(try await server.officer.petition(petition).caseId == id)
            let stood = try await server.officer.call(
                CaseMethods.getCase,
                GetCaseRequest(name: .id(id))
            )
            #expect(
                stood.deadlines.map { "\($0.rule) \($0.dueOn)" } == [
                    "KN.RESOLVE.1.ORDINARY 2026-08-07"
                ]
            )
            // Known to the national database already: it is told of later steps only.
            let confirm = ConfirmImportRequest(record: .caseFile(id))
            _ = try await server.head.write(RecordMethods.confirmImport, confirm, \.requestId)
            #expect(try await Self.told(server) == [])
            _ = try await server.head.write(
                CaseMethods.assignVerification,
                Sample.assign(id),
                \.requestId
            )
            #expect(try await Self.told(server) == [1])
            request.origin?.source?.id = "VV-10"
            await #expect(throws: Status.self) { try await Self.take(server.officer, request) }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: what an imported record lacks passes unnamed, or it brings what is given here.
    @Test(arguments: Bad.all)
    func `A wrong import is refused by field`(bad: Bad) async throws {
        try await TestServer.run(today: "2026-07-08") { server in
            var request = Self.proposed
            guard case .petition(var petition) = request.record?.record else { return }
            bad.spoil(&request, &petition)
            if request.record != nil { request.record = RecordImage(record: .petition(petition)) }
            await #expect {
                try await Self.take(server.officer, request)
            } throws: { error in
                let status = error as? Status
                let fields = status?.fieldViolations.map(\.field) ?? []
                return fields == bad.fields
            }
            #expect(server.records.news.position == 1)
        }
    }

    // Red when: a fact that another system did not keep stops the import though it is named.
    @Test func `Missing facts are named and the record stands without them`() async throws {
        try await TestServer.run(today: "2026-07-08") { server in
            var request = Self.proposed
            guard case .petition(var petition) = request.record?.record else { return }
            petition.classification?.field = ""
            petition.registeredOn = ""
            request.record = RecordImage(record: .petition(petition))
            request.origin?.missing = ["classification.field", "registered_on"]
            let id = try await Self.take(server.officer, request)
            let stood = try await server.officer.petition(id)
            #expect(stood.imported?.missing == ["classification.field", "registered_on"])
            // Found on paper later, it is filled in by a correction.
            let correction = CorrectEntryRequest(
                record: .petition(id),
                etag: stood.etag,
                fields: [FieldCorrection(field: "classification.field", valueJson: #""HC.DD""#)],
                reason: "Bổ sung từ hồ sơ giấy"
            )
            _ = try await server.officer.write(RecordMethods.correctEntry, correction, \.requestId)
            #expect(try await server.officer.petition(id).classification?.field == "HC.DD")
        }
    }

    // Red when: an imported denouncer's name stands in clear to whoever may read the record.
    @Test func `An imported denunciation is sealed as secret`() async throws {
        try await TestServer.run(today: "2026-07-08") { server in
            var request = Self.proposed
            guard case .petition(var petition) = request.record?.record else { return }
            petition.classification = Sample.denunciation
            request.record = RecordImage(record: .petition(petition))
            let id = try await Self.take(server.officer, request)
            #expect(try await server.officer.petition(id).guard == .secret)
            await #expect(throws: Status.self) {
                try await server.officer.call(
                    PetitionMethods.getPetitionIdentity,
                    GetPetitionIdentityRequest(id: id)
                )
            }
        }
    }
}

/// An import with one thing spoilt, and the fields that the refusal names.
struct Bad: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let fields: [String]
    let spoil: @Sendable (inout ImportRecordRequest, inout Petition) -> Void

    static let all = [
        Bad(testDescription: "no record", fields: ["record"]) { request, _ in
            request.record = nil
        },
        Bad(testDescription: "no origin", fields: ["origin.source.system", "origin.source.id"]) {
            request,
            _ in request.origin = nil
        },
        Bad(testDescription: "no state", fields: ["record.petition.state"]) { _, petition in
            petition.state = .unspecified
        },
        Bad(testDescription: "void", fields: ["record.petition.state"]) { _, petition in
            petition.state = .voided
        },
        Bad(
            testDescription: "what is given here",
            fields: ["id", "agency", "parties", "case_id"].map { "record.petition.\($0)" }
        ) { _, petition in
            petition.id = "mine"
            petition.agency = "H29.05"
            petition.parties = [PartyReference(id: "other")]
            petition.caseId = "c"
        },
        Bad(testDescription: "absent", fields: ["record.petition.stamp.date"]) { _, petition in
            petition.stamp?.date = ""
        },
        Bad(testDescription: "missing but given", fields: ["origin.missing[0]"]) { request, _ in
            request.origin?.missing = ["summary"]
        },
        Bad(testDescription: "missing nonsense", fields: ["origin.missing[0]"]) { request, _ in
            request.origin?.missing = ["etag"]
        },
        Bad(testDescription: "future", fields: ["record.petition.handling.proposed_on"]) {
            _,
            petition in petition.handling?.proposedOn = "2026-07-09"
        },
        Bad(testDescription: "order", fields: ["record.petition.registered_on"]) { _, petition in
            petition.registeredOn = "2026-06-30"
        },
        Bad(testDescription: "names the sender", fields: ["record.petition.summary"]) {
            _,
            petition in petition.summary = "Đơn của bà Nguyễn Thị Ánh"
        },
    ]
}
