import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// Who is asked about a file, over the wire.
@Suite struct ConsultationServiceTests {
    private static func ask(
        _ server: TestServer,
        _ petition: String,
        _ kind: ConsultationKind
    ) async throws -> String {
        let request = AskConsultationRequest(
            record: .petition(petition),
            kind: kind,
            asked: "H29.05",
            question: "Nguồn gốc đất?",
            dueOn: "2026-07-17"
        )
        let receipt = try await server.head
            .write(ConsultationMethods.askConsultation, request, \.requestId)
        return receipt.records.first?.record?.id ?? ""
    }

    private static func refusal(_ call: () async throws -> some Any) async -> String {
        do {
            _ = try await call()
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    // Red when: an adviser acts on the file, reads it on after the report, or who gives an opinion
    // reads it at all.
    @Test(arguments: [ConsultationKind.advice, .opinion])
    func `An adviser reads the file until it reports, and acts on nothing`(
        kind: ConsultationKind
    ) async throws {
        try await TestServer.run { server in
            let petition = try await server.head.register()
            let asked = try await Self.ask(server, petition, kind)
            let adviser = server.stranger
            let reading = await Self.refusal { try await adviser.petition(petition) }
            #expect(reading == (kind == .advice ? "accepted" : "NOT_FOUND PETITION_NOT_FOUND"))
            let acting = await Self.refusal {
                try await adviser.write(
                    PetitionMethods.withdrawPetition,
                    WithdrawPetitionRequest(id: petition, paperNumber: "1/RĐ"),
                    \.requestId
                )
            }
            #expect(
                acting
                    == (kind == .advice
                        ? "PERMISSION_DENIED FILE_READ_ONLY" : "NOT_FOUND PETITION_NOT_FOUND")
            )
            let due = try await adviser.call(DeadlineMethods.listDue, ListDueRequest())
            #expect(due.items.contains { $0.deadline?.rule == "CIRC.CONSULT" })
            let answer = AnswerConsultationRequest(id: asked, response: "Đất công")
            _ = try await adviser.write(
                ConsultationMethods.answerConsultation,
                answer,
                \.requestId
            )
            await #expect(throws: Status.self) { try await adviser.petition(petition) }
            let found = try await server.head.call(
                ConsultationMethods.getConsultation,
                GetConsultationRequest(id: asked)
            )
            #expect(found.state == .answered && found.response == "Đất công")
            #expect(try server.records.verify().findings == [])
        }
    }
}
