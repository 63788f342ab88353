import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// What the national database is told of visits, through a real server.
@Suite struct ReceptionExportTests {
    private typealias M = ReceptionMethods
    private static let paper = DocumentReference(number: "9/CV", issuedOn: "2026-07-15")

    private static func exports(_ server: TestServer) async throws -> [Export] {
        let request = ListExportsRequest(pageSize: 200)
        return try await server.sync.call(NationalMethods.listExports, request).exports
            .filter { $0.event?.record?.kind == .visit }
    }

    /// Sequence and state of each telling.
    private static func told(_ server: TestServer) async throws -> [String] {
        try await exports(server).map { export in
            guard case .visit(let visit) = export.record else { return "no visit" }
            let state = visit.state.protoName.dropFirst("VISIT_STATE_".count)
            return "\(export.sequence) \(state)"
        }
    }

    private static func answer(_ server: TestServer, _ id: String) async throws {
        let request = AnswerDirectlyRequest(id: id, number: 1, answer: "Sẽ nạo vét cống")
        _ = try await server.officer.write(M.answerDirectly, request, \.requestId)
    }

    private static func close(_ server: TestServer, _ id: String) async throws {
        _ = try await server.officer.write(M.closeVisit, CloseVisitRequest(id: id), \.requestId)
    }

    private static func void(_ server: TestServer, _ record: RecordReference) async throws {
        let request = VoidEntryRequest(record: record, reason: "Nhập nhầm")
        _ = try await server.officer.write(RecordMethods.voidEntry, request, \.requestId)
    }

    private static func record(_ id: String) -> RecordReference {
        RecordReference(kind: .visit, id: id)
    }

    // Red when: a visit is told before its end, twice, without its visitor, or though nothing was
    // said.
    @Test func `A visit is told when it is closed`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.feedback, .mine)
            try await Self.answer(server, id)
            #expect(try await Self.told(server) == [])
            try await Self.close(server, id)
            let left = try await desk.checkIn()
            _ = try await server.officer.write(
                M.recordDeparture,
                RecordDepartureRequest(id: left),
                \.requestId
            )
            try await Self.close(server, left)
            let told = try await Self.exports(server)
            #expect(told.map { $0.event?.record } == [Self.record(id)])
            #expect(told.map(\.sequence) == [1] && told.map(\.withheld) == [false])
            #expect(told.first?.parties.map(\.fullName) == [Sample.senderName])
            #expect(told.first?.session == nil)
            var standing = try await desk.visit(id)
            // The version is that of the fact; no act came after it.
            standing.etag = told.first.map { String($0.position) } ?? ""
            #expect(told.first?.record == .visit(standing))
        }
    }

    // Red when: a refusal is not told, or told before the notice that its ground demands.
    @Test func `A refusal is told with the notice that it demands`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            func refuse(_ id: String, _ ground: String) async throws {
                let request = RefuseReceptionRequest(id: id, grounds: [ground])
                _ = try await server.officer.write(M.refuseReception, request, \.requestId)
            }
            try await refuse(try await desk.checkIn(), "D9.2")
            #expect(try await Self.told(server) == ["1 REFUSED"])
            let again = try await desk.visited(.complaint, .mine)
            try await refuse(again, "D9.3")
            #expect(try await Self.told(server) == ["1 REFUSED"])
            let notice = IssueRefusalNoticeRequest(
                id: again,
                notice: Self.paper,
                office: "H29.02.GD"
            )
            _ = try await server.head.write(M.issueRefusalNotice, notice, \.requestId)
            #expect(try await Self.told(server) == ["1 REFUSED", "1 REFUSED"])
            guard case .visit(let visit) = try await Self.exports(server).last?.record else {
                Issue.record("no visit")
                return
            }
            #expect(visit.refusal?.notice?.number == "9/CV")
        }
    }

    // Red when: somebody who denounces is named, also as the visitor of an earlier visit.
    @Test func `The visitor of a denunciation is withheld, also of a visit told before`()
        async throws
    {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let first = try await desk.visited(.feedback, .mine)
            try await Self.answer(server, first)
            try await Self.close(server, first)
            #expect(try await Self.exports(server).map(\.withheld) == [false])
            let second = try await desk.checkIn()
            var content = ReceptionDesk.content(.denunciation, .other)
            content.sameAsVisit = first
            try await desk.record(second, content)
            let transfer = TransferDenunciationRequest(
                id: second,
                number: 1,
                targetAgency: "H29.05",
                document: Self.paper,
                office: "H29.02.GD"
            )
            _ = try await server.head.write(M.transferDenunciation, transfer, \.requestId)
            let notice = VisitNotice(result: .transferred, form: .oral)
            _ = try await server.officer.write(
                M.notifyResult,
                NotifyResultRequest(id: second, notice: notice),
                \.requestId
            )
            try await Self.close(server, second)
            let told = try await Self.exports(server)
            #expect(told.map(\.withheld) == [true, true])
            for export in told {
                #expect(export.parties.isEmpty)
                let text = "\(export)"
                for canary in [Sample.senderName, Sample.senderID, Sample.senderPhone] {
                    #expect(!text.contains(canary))
                }
            }
        }
    }

    // Red when: a mistake in what was told stays there, or a void visit is told again.
    @Test func `What was told is corrected and voided, with what was told of it`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.complaint, .mine)
            let opened = try await desk.open(id)
            let notice = VisitNotice(result: .accepted, form: .oral)
            _ = try await server.officer.write(
                M.notifyResult,
                NotifyResultRequest(id: id, notice: notice),
                \.requestId
            )
            func correct(_ summary: String) async throws {
                _ = try await MistakeServiceTests.correct(
                    server.officer,
                    Self.record(id),
                    try await desk.visit(id).etag,
                    ["contents[0].summary": "\"\(summary)\""]
                )
            }
            try await correct("Trước khi kết thúc")
            #expect(try await Self.told(server) == [])
            try await Self.close(server, id)
            try await correct("Sau khi kết thúc")
            #expect(try await Self.told(server) == ["1 CLOSED", "2 CLOSED"])
            // Its petition was a mistake: the visit is open again, and no correction is whole.
            let petition = opened.records.compactMap(\.record).first { $0.kind == .petition }
            try await Self.void(server, petition ?? RecordReference())
            try await correct("Đang mở lại")
            #expect(try await Self.told(server) == ["1 CLOSED", "2 CLOSED"])
            try await Self.void(server, Self.record(id))
            #expect(try await Self.told(server) == ["1 CLOSED", "2 CLOSED", "3 VOIDED"])
            guard case .visit(let void) = try await Self.exports(server).last?.record else {
                Issue.record("no visit")
                return
            }
            #expect(void.contents.map(\.outcome) == [.petition])
            #expect(void.contents.map(\.summary) == ["Sau khi kết thúc"])
        }
    }

    // Red when: a closing that was undone is told, or one that the national database knows is
    // undone; or its refusal can not be seen on the visit.
    @Test func `A closing is undone until the national database has answered`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.feedback, .mine)
            try await Self.answer(server, id)
            try await Self.close(server, id)
            let closed = try await desk.visit(id).etag
            _ = try await MistakeServiceTests.undo(server.officer, Self.record(id), at: closed)
            #expect(try await Self.told(server) == [])
            try await Self.close(server, id)
            #expect(try await Self.told(server) == ["1 CLOSED"])
            let standing = try await desk.visit(id)
            let refused = NationalAnswered(
                aboutPosition: Int64(standing.etag) ?? 0,
                messageId: "m-1",
                refusals: ["/payload/contents type"]
            )
            let answer = RecordAnswerRequest(record: Self.record(id), answer: refused)
            _ = try await server.sync.write(NationalMethods.recordAnswer, answer, \.requestId)
            #expect(try await desk.visit(id) == standing)
            let request = GetHistoryRequest(record: Self.record(id))
            let history = try await server.officer.call(FeedMethods.getHistory, request)
            #expect(history.items.last?.events.first?.fact == .nationalAnswered(refused))
            await #expect {
                try await MistakeServiceTests.undo(
                    server.officer,
                    Self.record(id),
                    at: standing.etag
                )
            } throws: { ($0 as? Status)?.message.contains("was not told of") ?? false }
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a visit of another system is told before its unit confirmed it, or one that did not
    // end there is told at once.
    @Test func `An imported visit is told once it is confirmed and closed`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            for (index, state) in [VisitState.closed, .guided].enumerated() {
                var visit = Visit(
                    state: state,
                    kind: .regular,
                    receivedOn: "2026-07-02",
                    partySize: 1,
                    identityPaper: .card,
                    contents: [ReceptionDesk.content(.complaint, .other)]
                )
                visit.contents[0].number = 1
                visit.contents[0].outcome = .guided
                let request = ImportRecordRequest(
                    record: RecordImage(record: .visit(visit)),
                    origin: Imported(
                        source: ExternalReference(system: "cũ", id: "TCD-\(index)"),
                        oldNumber: "45/TCD"
                    ),
                    parties: [Sample.sender]
                )
                let id = try await ImportTests.take(server.officer, request)
                #expect(try await Self.told(server).count == index)
                let confirm = ConfirmImportRequest(record: Self.record(id))
                _ = try await server.head.write(
                    RecordMethods.confirmImport,
                    confirm,
                    \.requestId
                )
                #expect(try await Self.told(server) == ["1 CLOSED"])
                if state == .guided { try await Self.close(server, id) }
            }
            #expect(try await Self.told(server) == ["1 CLOSED", "1 CLOSED"])
        }
    }
}
