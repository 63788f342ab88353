import Casework
import Messages
import RPC
import Records
import TestSupport

/// Sessions of the home agency as a test finds them, with words that a stranger may never read.
struct PlantedSessions: Sendable {
    static let words = ["CANARY-PLACE", "CANARY-CONTENT", "CANARY-REASON"]
    private typealias M = SessionMethods

    /// Online on 30/07/2026, not posted yet.
    let planned: String
    /// Held and concluded on 15/07/2026.
    let concluded: String
    /// Its instruction, which the agency gave to itself.
    let instruction: String
    /// Drafted.
    let proposal: String

    /// Plans sessions on a server whose day is 15/07/2026.
    init(_ server: TestServer) async throws {
        let head = server.head
        let begin = SessionTests.instant("2026-07-30", hour: 8)
        var plan = PlanSessionRequest(
            kind: .leaderPeriodic,
            online: true,
            office: "H29.02.GD",
            heldOn: "2026-07-30",
            beginsAtMs: begin,
            place: "CANARY-PLACE",
            conditions: ["DUONG_TRUYEN"]
        )
        planned = try await head.new(M.planSession, plan, \.requestId)
        plan.online = false
        plan.heldOn = "2026-07-15"
        plan.beginsAtMs = 0
        plan.conditions = []
        plan.actedOn = "2026-07-01"
        let id = try await head.new(M.planSession, plan, \.requestId)
        let publish = PublishScheduleRequest(id: id, actedOn: "2026-07-06")
        _ = try await head.write(M.publishSchedule, publish, \.requestId)
        _ = try await head.write(M.openSession, OpenSessionRequest(id: id), \.requestId)
        _ = try await head.write(M.endSession, EndSessionRequest(id: id), \.requestId)
        let conclude = IssueConclusionRequest(
            id: id,
            conclusion: DocumentReference(number: "1/TB", issuedOn: "2026-07-15"),
            instructions: [
                InstructionDraft(
                    agency: "H29.02",
                    content: "CANARY-CONTENT",
                    dueOn: "2026-07-20"
                )
            ],
            office: "H29.02.GD"
        )
        _ = try await head.write(M.issueConclusion, conclude, \.requestId)
        concluded = id
        let session = try await head.call(M.getSession, GetSessionRequest(id: id))
        instruction = session.instructions.first ?? ""
        let draft = DraftProposalRequest(
            about: .petition(try await head.register()),
            reason: "CANARY-REASON"
        )
        proposal = try await head.new(M.draftProposal, draft, \.requestId)
    }
}

extension TestCaller {
    /// Calls a method that makes a record; its id.
    func new<Request>(
        _ method: Method<Request, Receipt>,
        _ request: Request,
        _ requestID: any WritableKeyPath<Request, String> & Sendable
    ) async throws(Status) -> String {
        let receipt = try await write(method, request, requestID)
        return receipt.records.first?.record?.id ?? ""
    }
}
