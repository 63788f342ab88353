import Casework
import Messages
import RPC
import TestSupport
import Testing

@testable import Records

/// The reception register through a real server.
@Suite struct ReceptionRegisterTests {
    private typealias M = ReceptionMethods
    private static let paper = DocumentReference(number: "9/CV", issuedOn: "2026-07-15")

    // Red when: a number of a block is not taken, or the kind of a register is not told apart.
    @Test func `The reception register takes numbers written on paper`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let reserve = ReserveNumbersRequest(kind: .reception, year: 2026, count: 3)
            _ = try await server.officer.write(
                RegisterMethods.reserveNumbers,
                reserve,
                \.requestId
            )
            let next = try await desk.checkIn()
            var paper = ReceptionDesk.visitor
            paper.paperNumber = 2
            paper.actedOn = "2026-07-14"
            let written = try await desk.checkIn(paper)
            #expect(try await desk.visit(next).registerNumber?.number == 4)
            #expect(try await desk.visit(written).registerNumber?.number == 2)
            await #expect(throws: Status.self) { try await desk.checkIn(paper) }
            // Pages go by number, not by the order of entry.
            var request = ListReceptionRegisterRequest(year: 2026, pageSize: 1)
            var numbers: [Int64] = []
            repeat {
                let page = try await desk.register(request)
                numbers += page.rows.map(\.number)
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            #expect(numbers == [2, 4])
            let day = ListReceptionRegisterRequest(
                year: 2026,
                from: "2026-07-15",
                to: "2026-07-15"
            )
            #expect(try await desk.register(day).rows.map(\.number) == [4])
            #expect(try server.records.verify().findings == [])
        }
    }

    // Red when: a column of form 03/TCD is not what happened.
    @Test func `A row of the register says what came of the visit`() async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let desk = ReceptionDesk(server: server)
            let id = try await desk.checkIn()
            var settled = ReceptionDesk.content(.complaint, .mine)
            settled.priorSettlement = .firstDecision
            settled.settledBy = "UBND phường Tân Định"
            try await desk.record(id, settled, ReceptionDesk.content())
            _ = try await desk.open(id)
            let guide = GuideCitizenRequest(
                id: id,
                number: 2,
                targetAgency: "H29.05",
                document: Self.paper
            )
            _ = try await server.officer.write(M.guideCitizen, guide, \.requestId)
            let told = VisitNotice(result: .accepted, form: .oral)
            _ = try await server.officer.write(
                M.notifyResult,
                NotifyResultRequest(id: id, notice: told),
                \.requestId
            )
            let refused = try await desk.checkIn()
            _ = try await server.officer.write(
                M.refuseReception,
                RefuseReceptionRequest(id: refused, grounds: ["D9.2"]),
                \.requestId
            )
            let rows = try await desk.register(ListReceptionRegisterRequest(year: 2026)).rows
            #expect(
                rows == [
                    ReceptionRegisterRow(
                        number: 1,
                        receivedOn: "2026-07-15",
                        visitor: "Nguyễn Thị Ánh, 12 Lê Lợi, phường Sài Gòn",
                        identityPaper: "Căn cước 079185001234",
                        partySize: 1,
                        content: "(1) Về việc thoát nước của hẻm; (2) Về việc thoát nước của hẻm",
                        classification: "(1) Khiếu nại; (2) Kiến nghị, phản ánh",
                        settledBy: "(1) UBND phường Tân Định",
                        accepted: "Đơn số 1/2026",
                        guided: "(2) Hướng dẫn đến Sở Y tế, văn bản số 9/CV ngày 15/07/2026",
                        result: "Đã tiếp nhận, xử lý, báo ngày 15/07/2026"
                    ),
                    ReceptionRegisterRow(
                        number: 2,
                        receivedOn: "2026-07-15",
                        visitor: "Nguyễn Thị Ánh, 12 Lê Lợi, phường Sài Gòn",
                        identityPaper: "Căn cước 079185001234",
                        partySize: 1,
                        note: "Từ chối tiếp: D9.2 đe dọa, xúc phạm, gây rối"
                    ),
                ]
            )
        }
    }
}
