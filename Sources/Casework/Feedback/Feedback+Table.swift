import Messages

/// Recommendations and feedback (kiến nghị, phản ánh), from acceptance to the answer.
extension Case {
    private typealias Row = StateTransition<Case>

    static let feedbackRows: [StateTransition<Case>] = [
        Row(
            "FeedbackService/AssignTask",
            "Giao giải quyết kiến nghị, phản ánh",
            for: [.feedback],
            from: [.accepted, .processing],
            to: [.processing],
            needs: "accepted feedback that is not answered",
            basis: reception
        ),
        Row(
            "FeedbackService/AnswerFeedback",
            "Trả lời kiến nghị, phản ánh",
            for: [.feedback],
            from: [.processing],
            to: [.answered],
            stops: ["feedback.answered"],
            sends: true,
            forms: ["ND30/2020:1.5"],
            needs: "feedback that is being worked on",
            basis: "\(reception), Đ.28"
        ),
        Row(
            "FeedbackService/ReraiseFeedback",
            "Giải quyết lại khi có tình tiết mới",
            for: [.feedback],
            from: [.answered, .closed],
            to: [.processing],
            starts: [ClockStart("KNPA.RESOLVE", by: "feedback.reraised")],
            needs: "answered feedback",
            basis: FeedbackAnswer.once
        ),
    ]

    private static let reception = "Luật Tiếp công dân 2013 Đ.26"

    /// Puts a fact of feedback in place; false for any other.
    mutating func putFeedback(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .feedbackAccepted(let fact):
            self = fact.acceptedCase ?? Case()
        case .feedbackAssigned(let fact):
            feedback?.tasks += fact.task.map { [$0] } ?? []
            state = .processing
        case .feedbackAnswered(let fact):
            feedback?.answers += fact.answer.map { [$0] } ?? []
            state = .answered
        case .feedbackReraised(let fact):
            feedback?.reraises.append(FeedbackReraise(raisedOn: day, newFacts: fact.newFacts))
            closedOn = ""
            state = .processing
        default: return false
        }
        return true
    }
}

extension FeedbackAnswer {
    /// Feedback is answered once, unless new facts come (refusal ground D4.h).
    static let once = "NĐ 154/2026/NĐ-CP Đ.4 k.1.h"
}
