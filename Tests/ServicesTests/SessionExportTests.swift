import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// What the national database is told of visits to a leader, through a real server.
@Suite struct SessionExportTests {
    private typealias M = SessionMethods
    private static let office = "H29.02.GD"
    private static let correction = "RecordService/CorrectEntry"
    private static let paper = DocumentReference(number: "1/TB", issuedOn: "2026-07-20")

    private static func exports(_ server: TestServer) async throws -> [Export] {
        let request = ListExportsRequest(pageSize: 200)
        return try await server.sync.call(NationalMethods.listExports, request).exports
    }

    /// A session on its day, with a visitor for each number who was heard and answered.
    private static func heard(
        _ server: TestServer,
        _ count: Int
    ) async throws -> (
        session: String, visits: [String]
    ) {
        let plan = PlanSessionRequest(
            kind: .leaderPeriodic,
            office: office,
            heldOn: "2026-07-20",
            actedOn: "2026-07-06"
        )
        let id = try await server.head.new(M.planSession, plan, \.requestId)
        let publish = PublishScheduleRequest(id: id, actedOn: "2026-07-06")
        _ = try await server.head.write(M.publishSchedule, publish, \.requestId)
        _ = try await server.head.write(M.openSession, OpenSessionRequest(id: id), \.requestId)
        var visits: [String] = []
        for number in 1...count {
            let visitor = CheckInRequest(
                kind: .leaderPeriodic,
                sessionId: id,
                parties: [Sample.sender],
                identityPaper: .card
            )
            let visit = try await server.officer.new(
                ReceptionMethods.checkIn,
                visitor,
                \.requestId
            )
            let turn = RecordTurnRequest(
                id: id,
                visitId: visit,
                contents: [ReceptionDesk.content(.feedback, .mine)],
                minutesNumber: "\(number)/BB"
            )
            _ = try await server.officer.write(M.recordTurn, turn, \.requestId)
            let answer = AnswerDirectlyRequest(id: visit, number: 1, answer: "Sẽ nạo vét cống")
            _ = try await server.officer.write(
                ReceptionMethods.answerDirectly,
                answer,
                \.requestId
            )
            visits.append(visit)
        }
        _ = try await server.head.write(M.endSession, EndSessionRequest(id: id), \.requestId)
        return (id, visits)
    }

    private static func close(_ server: TestServer, _ id: String) async throws {
        let request = CloseVisitRequest(id: id)
        _ = try await server.officer.write(ReceptionMethods.closeVisit, request, \.requestId)
    }

    private static func conclude(
        _ server: TestServer,
        _ session: String,
        _ visits: [String]
    ) async throws -> [String] {
        let request = IssueConclusionRequest(
            id: session,
            conclusion: paper,
            instructions: (visits + [""]).map {
                InstructionDraft(
                    agency: "H29.05",
                    content: "Kiểm tra lại hồ sơ",
                    dueOn: "2026-07-31",
                    visitId: $0
                )
            },
            office: office
        )
        _ = try await server.head.write(M.issueConclusion, request, \.requestId)
        let get = GetSessionRequest(id: session)
        return try await server.head.call(M.getSession, get).instructions
    }

    // Red when: a conclusion reaches nobody who was told of before, tells of a visit that is still
    // open, or mixes up the instructions.
    @Test func `A conclusion is told with each visit, whichever ends first`() async throws {
        try await TestServer.run(today: "2026-07-20") { server in
            let (session, visits) = try await Self.heard(server, 2)
            try await Self.close(server, visits[0])
            let before = try await Self.exports(server)
            #expect(before.map { $0.session?.state } == [.ended])
            #expect(before.map(\.receiver) == ["Giám đốc"])
            // The office gets another title on a later day.
            let rename = RenameAgencyRequest(
                code: "H29.02",
                offices: [Office(code: Self.office, title: "Giám đốc mới")],
                on: "2026-07-21",
                decision: DocumentReference(number: "9/QĐ", issuedOn: "2026-07-10")
            )
            _ = try await server.administrator
                .write(DirectoryMethods.renameAgency, rename, \.requestId)
            let tasks = try await Self.conclude(server, session, visits)
            try await Self.close(server, visits[1])
            let told = try await Self.exports(server)
            #expect(told.map { $0.event?.record?.id } == [visits[0], visits[0], visits[1]])
            #expect(told.map(\.sequence) == [1, 2, 1])
            #expect(told.map(\.receiver) == ["Giám đốc", "Giám đốc", "Giám đốc"])
            #expect(
                told.map { $0.session?.conclusion?.number } == [nil, "1/TB", "1/TB"]
            )
            let expected = [[], [tasks[0], tasks[2]], [tasks[1], tasks[2]]]
            #expect(told.map { $0.instructions.map(\.id) } == expected)
            // As it stood: what came later is not in what was told before.
            #expect(told.first == before.first)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a mistake in a conclusion stays at the national database, or is told of others.
    @Test func `A mended conclusion is told of the visits that it is about`() async throws {
        try await TestServer.run(today: "2026-07-20") { server in
            let (session, visits) = try await Self.heard(server, 2)
            let tasks = try await Self.conclude(server, session, visits)
            for visit in visits { try await Self.close(server, visit) }
            #expect(try await Self.exports(server).count == 2)
            func correct(
                _ kind: RecordKind,
                _ id: String,
                _ fields: [String: String]
            ) async throws {
                let record = RecordReference(kind: kind, id: id)
                let etag = try server.records.read { reader in
                    let found: String? =
                        kind == .session
                        ? try reader.filed(Session.self, id)?.etag
                        : try reader.filed(Instruction.self, id)?.etag
                    return found ?? ""
                }
                _ = try await MistakeServiceTests.correct(
                    server.head,
                    record,
                    etag,
                    fields,
                    office: Self.office
                )
            }
            let instruction = RecordReference(kind: .instruction, id: tasks[1])
            let actions = try await server.head.call(
                RecordMethods.listActions,
                ListActionsRequest(record: instruction)
            )
            #expect(actions.actions.filter(\.open).map(\.method).contains(Self.correction))
            try await correct(.instruction, tasks[1], ["content": "\"Đo đạc lại\""])
            var told = try await Self.exports(server).dropFirst(2)
            #expect(told.map { $0.event?.record?.id } == [visits[1]])
            #expect(told.first?.instructions.map(\.content).first == "Đo đạc lại")
            try await correct(.session, session, ["conclusion.number": "\"2/TB\""])
            told = try await Self.exports(server).dropFirst(3)
            #expect(told.map { $0.event?.record?.id } == visits)
            #expect(told.map(\.sequence) == [2, 3])
            #expect(told.map { $0.session?.conclusion?.number } == ["2/TB", "2/TB"])
            let void = VoidEntryRequest(
                record: RecordReference(kind: .instruction, id: tasks[2]),
                reason: "Giao nhầm",
                office: Self.office
            )
            _ = try await server.head.write(RecordMethods.voidEntry, void, \.requestId)
            told = try await Self.exports(server).dropFirst(5)
            #expect(told.map { $0.event?.record?.id } == visits)
            #expect(told.map { $0.instructions.map(\.id) } == [[tasks[0]], [tasks[1]]])
            let gone = VoidEntryRequest(
                record: RecordReference(kind: .visit, id: visits[0]),
                reason: "Nhập nhầm",
                office: Self.office
            )
            _ = try await server.head.write(RecordMethods.voidEntry, gone, \.requestId)
            try await correct(.session, session, ["conclusion.number": "\"3/TB\""])
            told = try await Self.exports(server).dropFirst(7)
            #expect(told.map { $0.event?.record?.id } == visits)
            #expect(told.map(\.sequence) == [4, 5])
        }
    }
}
