import Casework
import Foundation
import Messages
import RPC
import Storage
import TestSupport
import Testing

@testable import Records

/// What a morning of reception needs of a caller.
struct ReceptionDesk: Sendable {
    private typealias M = ReceptionMethods
    let server: TestServer
    var officer: TestCaller { server.officer }

    static let visitor = CheckInRequest(
        kind: .regular,
        parties: [Sample.sender],
        identityPaper: .card
    )

    static func content(
        _ type: PetitionType = .feedback,
        _ competence: Competence = .other
    ) -> VisitContent {
        VisitContent(
            type: type,
            field: type == .denunciation ? "HC.CV" : type == .complaint ? "HC.DD" : "CS",
            summary: "Về việc thoát nước của hẻm",
            competence: competence
        )
    }

    func checkIn(_ request: CheckInRequest = visitor) async throws -> String {
        let receipt = try await officer.write(M.checkIn, request, \.requestId)
        return receipt.records.first?.record?.id ?? ""
    }

    func record(_ id: String, _ contents: VisitContent...) async throws {
        let request = RecordContentRequest(id: id, contents: contents)
        _ = try await officer.write(M.recordContent, request, \.requestId)
    }

    func visited(
        _ type: PetitionType = .feedback,
        _ competence: Competence = .other
    ) async throws -> String {
        let id = try await checkIn()
        try await record(id, Self.content(type, competence))
        return id
    }

    func visit(_ id: String) async throws -> Visit {
        try await officer.call(M.getVisit, GetVisitRequest(name: .id(id)))
    }

    func open(_ id: String, _ number: Int32 = 1) async throws -> Receipt {
        let request = OpenPetitionRequest(
            id: id,
            number: number,
            stampNumber: "12",
            signed: true,
            writtenOn: PartialDate(year: 2026, month: 7, day: 15)
        )
        return try await officer.write(M.openPetition, request, \.requestId)
    }

    func history(
        _ number: String = Sample.senderID,
        _ caller: TestCaller? = nil
    ) async throws -> VisitorHistory {
        try await (caller ?? officer).call(
            M.getVisitorHistory,
            GetVisitorHistoryRequest(idNumber: number)
        )
    }

    func register(
        _ request: ListReceptionRegisterRequest
    ) async throws
        -> ListReceptionRegisterReply
    {
        try await officer.call(M.listReceptionRegister, request)
    }
}

/// Citizen reception through a real server.
@Suite struct ReceptionTests {
    private typealias M = ReceptionMethods
    private static let paper = DocumentReference(number: "9/CV", issuedOn: "2026-07-15")

    // Red when: a step of the life is lost, or a clock or the register is not kept.
    @Test(arguments: Engine.allCases)
    func `A transfer is told to the citizen, and its result relayed`(
        engine: Engine
    ) async throws {
        try await TestServer.run(engine, today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.denunciation)
            let first = try await desk.visit(id)
            #expect(first.registerNumber?.number == 1 && first.registerNumber?.kind == .reception)
            #expect(first.guard == .secret && first.state == .contentRecorded)
            #expect(first.deadlines.map(\.rule) == ["RCP.RESULT_NOTICE", "TC.TRANSFER"])
            let transfer = TransferDenunciationRequest(
                id: id,
                number: 1,
                targetAgency: "H29.05",
                document: Self.paper,
                office: "H29.02.GD",
                relayAsked: true
            )
            await #expect(throws: Status.self) {
                try await server.officer.write(M.transferDenunciation, transfer, \.requestId)
            }
            _ = try await server.head.write(M.transferDenunciation, transfer, \.requestId)
            let told = VisitNotice(result: .transferred, form: .oral)
            _ = try await server.officer.write(
                M.notifyResult,
                NotifyResultRequest(id: id, notice: told),
                \.requestId
            )
            _ = try await server.officer.write(
                M.closeVisit,
                CloseVisitRequest(id: id),
                \.requestId
            )
            server.clock.set(day: "2026-08-14")
            let news = NotifyTransferrerRequest(
                id: id,
                agency: "H29.05",
                notice: DocumentReference(number: "3/TB", issuedOn: "2026-08-12"),
                resolvedOn: "2026-07-31"
            )
            _ = try await server.officer.write(M.notifyTransferrer, news, \.requestId)
            server.clock.set(day: "2026-08-17")
            _ = try await server.officer.write(
                M.relayToCitizen,
                RelayToCitizenRequest(id: id, agency: "H29.05"),
                \.requestId
            )
            let visit = try await desk.visit(id)
            #expect(visit.state == .closed && visit.feedback.first?.relayedOn == "2026-08-17")
            #expect(
                visit.deadlines.map { "\($0.rule) \($0.state.protoName) \($0.dueOn)" } == [
                    "RCP.RESULT_NOTICE DEADLINE_STATE_MET 2026-07-29",
                    "TC.TRANSFER DEADLINE_STATE_MET 2026-07-22",
                    "RCP.TRANSFER_RESULT_BACK DEADLINE_STATE_LATE 2026-08-11",
                    "RCP.RELAY_TO_CITIZEN DEADLINE_STATE_MET 2026-08-21",
                ]
            )
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: the petition of a visit is another one than the counter makes, or half of it stays
    // behind when the other half fails.
    @Test func `A petition that a visit opens is one of the register`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.complaint, .mine)
            server.clock.set(day: "2026-07-16")
            let receipt = try await desk.open(id)
            #expect(receipt.records.map { $0.record?.kind } == [.petition, .register, .visit])
            #expect(receipt.numbers.map(\.kind) == [.petition] && !receipt.receiptCode.isEmpty)
            let visit = try await desk.visit(id)
            let petition = try await server.officer.petition(visit.contents[0].petitionId)
            #expect(visit.state == .toPetition && petition.visitId == id)
            #expect(petition.source == .reception && petition.stamp?.date == "2026-07-15")
            #expect(petition.summary == visit.contents[0].summary && petition.defects.isEmpty)
            #expect(petition.deadlines.first?.startOn == "2026-07-15")
            #expect(petition.parties.count == 1 && petition.parties != visit.parties)
            let persons = try await server.officer.call(
                PetitionMethods.getPetitionIdentity,
                GetPetitionIdentityRequest(id: petition.id)
            )
            #expect(persons.parties == [Sample.sender])
            // A second time is refused, and takes no number.
            let position = server.records.news.position
            await #expect(throws: Status.self) { try await desk.open(id) }
            #expect(server.records.news.position == position)
            let history = try await desk.history()
            #expect(history.visits.map(\.id) == [id])
            #expect(history.petitions.map(\.id) == [petition.id])
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a denouncer of a visit can be read, or the petition that it opens tells the name.
    @Test func `A denunciation at a visit is secret, also in its petition`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.checkIn()
            let open = try await server.officer.call(
                M.getVisitIdentity,
                GetVisitIdentityRequest(id: id)
            )
            #expect(open.parties == [Sample.sender])
            try await desk.record(
                id,
                ReceptionDesk.content(.denunciation, .mine),
                ReceptionDesk.content(.complaint, .mine)
            )
            _ = try await desk.open(id, 1)
            let visit = try await desk.visit(id)
            let petition = try await server.officer.petition(visit.contents[0].petitionId)
            #expect(visit.guard == .secret && petition.guard == .secret)
            await #expect(throws: Status.self) {
                try await server.officer.call(
                    M.getVisitIdentity,
                    GetVisitIdentityRequest(id: id)
                )
            }
            await #expect(throws: Status.self) {
                try await server.officer.call(
                    PetitionMethods.getPetitionIdentity,
                    GetPetitionIdentityRequest(id: petition.id)
                )
            }
            let rows = try await desk.register(ListReceptionRegisterRequest(year: 2026)).rows
            #expect(rows.map(\.visitor) == ["Bí mật"] && rows.map(\.identityPaper) == [""])
            #expect(try await desk.history().firstVisit)
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a content of an earlier visit is guided again, whoever guided it.
    @Test func `Guidance is given once for a content`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            func guide(_ id: String) async throws {
                let request = GuideCitizenRequest(id: id, number: 1, targetAgency: "H29.05")
                _ = try await server.officer.write(M.guideCitizen, request, \.requestId)
            }
            let first = try await desk.visited(.complaint)
            try await guide(first)
            var same = ReceptionDesk.content(.complaint)
            same.sameAsVisit = first
            let second = try await desk.checkIn()
            try await desk.record(second, same)
            // The third names the second, which names the first.
            same.sameAsVisit = second
            let third = try await desk.checkIn()
            try await desk.record(third, same)
            for id in [second, third] {
                do {
                    try await guide(id)
                    Issue.record("guided twice")
                } catch let status as Status {
                    #expect(status.message.contains("guidance is given once"))
                }
            }
            same.sameAsVisit = "0123456789abcdefghjkmnpqrs"
            let fourth = try await desk.checkIn()
            await #expect(throws: Status.self) { try await desk.record(fourth, same) }
            // A visit in clear that named one with a denunciation would tell who denounces.
            same.sameAsVisit = try await desk.visited(.denunciation)
            await #expect(throws: Status.self) { try await desk.record(fourth, same) }
            same.type = .denunciation
            same.field = "HC.CV"
            try await desk.record(fourth, same)
        }
    }

    // Red when: a body that is not below is urged, or one below is not.
    @Test func `Only a body below is urged`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.complaint, .subordinate)
            func urge(_ target: String) async throws {
                let request = UrgeSubordinateRequest(
                    id: id,
                    number: 1,
                    targetAgency: target,
                    document: Self.paper
                )
                _ = try await server.head.write(M.urgeSubordinate, request, \.requestId)
            }
            for target in ["H29.05", "H29", "H29.02", "H29.99"] {
                await #expect(throws: Status.self) { try await urge(target) }
            }
            let below = Sample.agency("H29.02.01", "Phòng", .division, parent: "H29.02")
            _ = try await server.administrator.apply([below])
            try await urge("H29.02.01")
            #expect(try await desk.visit(id).state == .urged)
        }
    }

    // Red when: the day that a visitor was told is not the last one, or the limit that ran before
    // is explained in place of the one that runs.
    @Test func `A result that takes longer is due on the day that was told`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.visited(.feedback, .mine)
            for (today, expected) in [("2026-07-15", "2026-08-03"), ("2026-07-16", "2026-08-20")] {
                server.clock.set(day: today)
                let notice = VisitNotice(
                    result: .needsLonger,
                    form: .oral,
                    reason: "Chờ đo đạc",
                    expectedOn: expected
                )
                _ = try await server.officer.write(
                    M.notifyResult,
                    NotifyResultRequest(id: id, notice: notice),
                    \.requestId
                )
                let found = try await server.officer.call(
                    DeadlineMethods.explainDeadline,
                    ExplainDeadlineRequest(
                        record: RecordReference(kind: .visit, id: id),
                        rule: "RCP.RESULT_FOLLOWUP"
                    )
                )
                #expect(found.due == expected && found.startOn == today)
            }
            let due = try await server.officer.call(
                DeadlineMethods.listDue,
                ListDueRequest(dueBy: "2026-08-20")
            )
            #expect(due.items.map { $0.deadline?.dueOn } == ["2026-08-20"])
            #expect(due.items.map { $0.record?.kind } == [.visit])
        }
    }
}
