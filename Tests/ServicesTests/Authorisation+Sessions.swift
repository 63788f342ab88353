import Casework
import Messages
import RPC
import TestSupport

extension Maker {
    private static let paper = DocumentReference(number: "1/TB", issuedOn: "2026-07-15")
    private typealias M = SessionMethods

    static let sessions = [
        Maker(own: M.planSession, PlanSessionRequest(requestId: id)),
        Maker(M.publishSchedule) { PublishScheduleRequest(requestId: id, id: $0.session) },
        Maker(M.inviteAgencies) { InviteAgenciesRequest(requestId: id, id: $0.session) },
        Maker(M.notifyBridgePoints) { NotifyBridgePointsRequest(requestId: id, id: $0.session) },
        Maker(M.rescheduleSession) { RescheduleSessionRequest(requestId: id, id: $0.session) },
        Maker(M.openSession) { OpenSessionRequest(requestId: id, id: $0.session) },
        Maker(M.recordTurn) {
            RecordTurnRequest(requestId: id, id: $0.session, visitId: $0.petition)
        },
        Maker(M.endSession) { EndSessionRequest(requestId: id, id: $0.session) },
        Maker(M.issueConclusion) { IssueConclusionRequest(requestId: id, id: $0.session) },
        Maker(M.reportTask) { ReportTaskRequest(requestId: id, id: $0.instruction, report: paper) },
        Maker(M.urgeTask) { UrgeTaskRequest(requestId: id, id: $0.instruction, letter: paper) },
        Maker(M.closeTask) { CloseTaskRequest(requestId: id, id: $0.instruction) },
        Maker(own: M.recordBoardMeeting, RecordBoardMeetingRequest(requestId: id)),
        Maker(M.getSession) { GetSessionRequest(id: $0.session) },
        Maker(own: M.listSessions, ListSessionsRequest()),
        Maker(M.getInstruction) { GetInstructionRequest(id: $0.instruction) },
        Maker(M.listInstructions) { ListInstructionsRequest(sessionId: $0.session) },
        Maker(own: M.listInstructions, ListInstructionsRequest(given: true)),
        Maker(M.draftProposal) {
            DraftProposalRequest(requestId: id, about: .petition($0.petition), reason: "Phức tạp")
        },
        Maker(M.submitProposal) { SubmitProposalRequest(requestId: id, id: $0.proposal) },
        Maker(M.screenProposal) { ScreenProposalRequest(requestId: id, id: $0.proposal) },
        Maker(M.approveProposal) { ApproveProposalRequest(requestId: id, id: $0.proposal) },
        Maker(M.declineProposal) { DeclineProposalRequest(requestId: id, id: $0.proposal) },
        Maker(M.answerProposal) { AnswerProposalRequest(requestId: id, id: $0.proposal) },
        Maker(M.getReceptionProposal) { GetReceptionProposalRequest(id: $0.proposal) },
        Maker(own: M.listReceptionProposals, ListReceptionProposalsRequest()),
        Maker(M.getReceptionDays) {
            GetReceptionDaysRequest(agency: $0.agency, fromMonth: "2026-07", toMonth: "2026-07")
        },
    ]
}
