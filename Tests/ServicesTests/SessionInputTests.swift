import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// One request about sessions that the server must refuse, and how.
struct BadSessionInput: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let expected: String
    let fields: [String]
    let identity: String
    let path: String
    let payload: @Sendable (PlantedSessions) throws -> [UInt8]

    static func call<Request>(
        _ name: String,
        _ method: Method<Request, some Message>,
        _ expected: String = "INVALID_ARGUMENT FIELD_INVALID",
        fields: [String] = [],
        as identity: String = "head@H29.02",
        _ request: @escaping @Sendable (PlantedSessions) -> Request
    ) -> BadSessionInput {
        BadSessionInput(
            testDescription: name,
            expected: expected,
            fields: fields,
            identity: identity,
            path: method.info.path
        ) { try request($0).serialized() }
    }
}

/// Bad input about sessions: a precise status, and nothing changed.
@Suite struct SessionInputTests {
    private typealias M = SessionMethods
    private static var id: String { TestCaller.newRequestID() }
    private static let paper = DocumentReference(number: "1/TB", issuedOn: "2026-07-15")

    static let planning: [BadSessionInput] = [
        .call(
            "a plan of nothing",
            M.planSession,
            fields: ["kind", "held_on"]
        ) { _ in PlanSessionRequest(requestId: id) },
        .call(
            "everything wrong with a plan",
            M.planSession,
            fields: [
                "adhoc_ground", "place", "external_reference.system", "held_on", "office",
                "begins_at_ms", "conditions",
            ]
        ) { _ in
            PlanSessionRequest(
                requestId: id,
                kind: .leaderPeriodic,
                online: true,
                office: "H29.02.PP",
                heldOn: "2026-07-14",
                beginsAtMs: .max,
                place: String(repeating: "a", count: 201),
                adhocGround: "URGENT",
                externalReference: ExternalReference(id: "1")
            )
        },
        .call(
            "a schedule posted tomorrow",
            M.publishSchedule,
            fields: ["acted_on"]
        ) { PublishScheduleRequest(requestId: id, id: $0.planned, actedOn: "2026-07-16") },
        .call(
            "an invitation of nobody",
            M.inviteAgencies,
            fields: ["invitation", "agencies"]
        ) { InviteAgenciesRequest(requestId: id, id: $0.planned) },
        .call(
            "a bridge point that is not there",
            M.notifyBridgePoints,
            fields: ["agencies[0]"]
        ) { NotifyBridgePointsRequest(requestId: id, id: $0.planned, agencies: ["H29.77"]) },
        .call(
            "a deputy in July",
            M.rescheduleSession,
            fields: ["deputy_office"]
        ) {
            RescheduleSessionRequest(
                requestId: id,
                id: $0.planned,
                deputyOffice: "H29.02.PP",
                reason: "Ốm"
            )
        },
        .call(
            "an officer who puts a session off",
            M.rescheduleSession,
            "PERMISSION_DENIED PERMISSION_DENIED",
            as: "officer@H29.02"
        ) { RescheduleSessionRequest(requestId: id, id: $0.planned) },
        .call(
            "a session that is opened unposted",
            M.openSession,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) { OpenSessionRequest(requestId: id, id: $0.planned) },
        .call(
            "a session of another agency",
            M.publishSchedule,
            "NOT_FOUND SESSION_NOT_FOUND",
            as: "head@H29.05"
        ) { PublishScheduleRequest(requestId: id, id: $0.planned) },
    ]

    static let following: [BadSessionInput] = [
        .call(
            "a turn of nobody",
            M.recordTurn,
            "NOT_FOUND VISIT_NOT_FOUND"
        ) { RecordTurnRequest(requestId: id, id: $0.concluded, visitId: "v") },
        .call(
            "a second conclusion",
            M.issueConclusion,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) { IssueConclusionRequest(requestId: id, id: $0.concluded, conclusion: paper) },
        .call(
            "a report before the conclusion",
            M.reportTask,
            fields: ["report.issued_on"]
        ) {
            let early = DocumentReference(number: "1/BC", issuedOn: "2026-07-14")
            return ReportTaskRequest(requestId: id, id: $0.instruction, report: early)
        },
        .call(
            "an urging without a letter",
            M.urgeTask,
            fields: ["letter"]
        ) { UrgeTaskRequest(requestId: id, id: $0.instruction) },
        .call(
            "an instruction closed unreported",
            M.closeTask,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) { CloseTaskRequest(requestId: id, id: $0.instruction) },
        .call(
            "an instruction of another agency",
            M.reportTask,
            "NOT_FOUND INSTRUCTION_NOT_FOUND",
            as: "head@H29.05"
        ) { ReportTaskRequest(requestId: id, id: $0.instruction, report: paper) },
        .call(
            "a meeting of a department",
            M.recordBoardMeeting,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) { _ in
            RecordBoardMeetingRequest(requestId: id, heldOn: "2026-07-15", minutes: paper)
        },
        .call(
            "a proposal about an agency",
            M.draftProposal,
            fields: ["about.kind", "reason"]
        ) { _ in
            DraftProposalRequest(
                requestId: id,
                about: RecordReference(kind: .agency, id: "H29.02")
            )
        },
        .call(
            "a proposal about nothing",
            M.draftProposal,
            "NOT_FOUND PETITION_NOT_FOUND"
        ) { _ in DraftProposalRequest(requestId: id, about: .petition("p"), reason: "Phức tạp") },
        .call(
            "a proposal approved unscreened",
            M.approveProposal,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) { ApproveProposalRequest(requestId: id, id: $0.proposal, sessionId: $0.planned) },
        .call(
            "days of no months",
            M.getReceptionDays,
            fields: ["from_month", "to_month"]
        ) { _ in GetReceptionDaysRequest(fromMonth: "2026-13") },
        .call(
            "days of too many months",
            M.getReceptionDays,
            fields: ["to_month"]
        ) { _ in GetReceptionDaysRequest(fromMonth: "2024-01", toMonth: "2026-02") },
        .call(
            "a negative page of sessions",
            M.listSessions,
            fields: ["page_size"]
        ) { _ in ListSessionsRequest(pageSize: -1) },
    ]

    // Red when: a check is taken out, a status gets another code, reason or field, or a refused
    // request changes anything or tells a person.
    @Test(arguments: planning + following)
    func `Bad input about a session changes nothing`(row: BadSessionInput) async throws {
        try await TestServer.run(today: "2026-07-15") { server in
            let planted = try await PlantedSessions(server)
            let position = server.records.news.position
            let found = try await outcome(server, row.path, row.payload(planted), as: row.identity)
            guard case .failure(let status) = found else {
                Issue.record("accepted")
                return
            }
            #expect(status.description == row.expected, "\(status.message)")
            #expect(status.fieldViolations.map(\.field) == row.fields)
            for word in PlantedSessions.words { #expect(!status.message.contains(word)) }
            #expect(server.records.news.position == position)
        }
    }
}
