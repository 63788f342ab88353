package import Messages

private typealias Row = StateTransition<ReceptionProposal>

extension ReceptionProposal: FiledRecord {
    package static let recordKind = RecordKind.proposal

    /// No time limit of law; the session that it is set for leads it on from there.
    package static let table: [StateTransition<ReceptionProposal>] = [
        Row(
            "SessionService/DraftProposal",
            "Dự thảo đề xuất tiếp công dân",
            to: [.drafted],
            basis: basis
        ),
        Row(
            "SessionService/SubmitProposal",
            "Trình đề xuất",
            from: [.drafted],
            to: [.submitted],
            after: \.lastActOn,
            basis: basis
        ),
        Row(
            "SessionService/ScreenProposal",
            "Thẩm tra đề xuất",
            from: [.submitted],
            to: [.screened],
            after: \.lastActOn,
            basis: basis
        ),
        Row(
            "SessionService/ApproveProposal",
            "Duyệt và xếp lịch tiếp",
            from: [.screened],
            to: [.scheduled],
            after: \.lastActOn,
            basis: basis
        ),
        Row(
            "SessionService/DeclineProposal",
            "Không tiếp",
            from: [.screened],
            to: [.declined],
            after: \.lastActOn,
            basis: basis
        ),
        Row(
            "SessionService/AnswerProposal",
            "Trả lời bằng văn bản",
            from: [.screened],
            to: [.answered],
            after: \.lastActOn,
            basis: basis
        ),
    ]

    private static let basis = "Luật Tiếp công dân 2013 Đ.18"

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .proposalDrafted(let fact):
            self = fact.proposal ?? ReceptionProposal()
        case .proposalSubmitted:
            state = .submitted
            submittedOn = day
        case .proposalScreened(let fact):
            state = .screened
            matterHistory = fact.matterHistory
            priorSettlements = fact.priorSettlements
            lastSessionId = fact.lastSessionId
        case .proposalScheduled(let fact):
            state = .scheduled
            sessionId = fact.sessionId
            office = fact.office
        case .proposalDeclined(let fact):
            state = .declined
            declineReason = fact.reason
            office = fact.office
        case .proposalAnswered(let fact):
            state = .answered
            answer = fact.answer
            office = fact.office
        case .proposalAdvanced(let fact):
            state = fact.state
        default:
            return
        }
    }
}
