package import Messages

private typealias Row = StateTransition<Consultation>

extension Consultation: FiledRecord {
    package static let recordKind = RecordKind.consultation

    /// Who advises settles nothing: competence and time limits stay where they are.
    static let basis = "Luật Khiếu nại 2011 Đ.29, Luật Tố cáo 2018 Đ.31"

    package static let table: [StateTransition<Consultation>] = [
        Row(
            "ConsultationService/AskConsultation",
            "Giao tham mưu, lấy ý kiến",
            to: [.asked],
            starts: [ClockStart("CIRC.CONSULT", by: "consultation.asked")],
            basis: basis
        ),
        Row(
            "ConsultationService/AnswerConsultation",
            "Báo cáo tham mưu, trả lời ý kiến",
            from: [.asked, .unanswered],
            to: [.answered],
            after: \.askedOn,
            stops: ["consultation.answered"],
            sends: true,
            needs: "a consultation that is still asked",
            basis: basis
        ),
        Row(
            "ConsultationService/RecordNoAnswer",
            "Ghi nhận không có ý kiến trả lời",
            from: [.asked],
            to: [.unanswered],
            after: \.dueOn,
            stops: ["consultation.unanswered"],
            sends: true,
            needs: "a consultation that is still asked",
            basis: basis
        ),
        Row(
            "ConsultationService/WithdrawConsultation",
            "Rút yêu cầu tham mưu, lấy ý kiến",
            from: [.asked, .unanswered],
            to: [.withdrawn],
            after: \.askedOn,
            stops: ["consultation.withdrawn"],
            sends: true,
            needs: "a consultation that is still asked",
            basis: basis
        ),
    ]

    package var about: RecordReference? { record }

    /// It belongs to its file and to no other.
    package var liesIn: RecordReference? { nil }

    package var keepers: [String] { [agency, asked] }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .consultationAsked(let fact): self = fact.consultation ?? Consultation()
        case .consultationAnswered(let fact):
            state = .answered
            response = fact.response
            reply = fact.reply
            answeredOn = day
        case .consultationUnanswered:
            state = .unanswered
            unansweredOn = day
        case .consultationWithdrawn(let fact):
            state = .withdrawn
            reason = fact.reason
        default: return
        }
    }

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        let isAsked = method == "ConsultationService/AnswerConsultation"
        guard context.agency == (isAsked ? asked : agency) else {
            return Obstacle(
                .guard,
                isAsked ? "the agency that is asked, \(asked)" : "the agency that asks, \(agency)",
                vi: isAsked ? "cơ quan được hỏi" : "cơ quan hỏi",
                basis: Self.basis
            )
        }
        guard method == "ConsultationService/RecordNoAnswer", context.today.iso <= dueOn else {
            return nil
        }
        return Obstacle(
            .deadline,
            "a consultation whose day, \(dueOn), has passed",
            vi: "yêu cầu đã quá hạn trả lời",
            basis: Self.basis
        )
    }
}
