import Casework
import Messages
import RPC
import TestSupport

extension Maker {
    private static let paper = DocumentReference(number: "1/BC", issuedOn: "2026-07-15")

    /// Enforcement, feedback, ratings and the hand-over of files.
    static let results = [
        Maker(EnforcementMethods.startEnforcement) {
            var request = Sample.start($0.file, by: "H29.05")
            request.requestId = id
            return request
        },
        Maker(EnforcementMethods.getEnforcement) { GetEnforcementRequest(id: $0.file) },
        Maker(EnforcementMethods.reportEnforcement) {
            ReportEnforcementRequest(requestId: id, id: $0.file, report: paper)
        },
        Maker(EnforcementMethods.dropItem) {
            DropItemRequest(requestId: id, id: $0.file, item: "1", ground: "x", document: paper)
        },
        Maker(EnforcementMethods.finishEnforcement) {
            FinishEnforcementRequest(requestId: id, id: $0.file)
        },
        Maker(FeedbackMethods.acceptFeedback) {
            AcceptFeedbackRequest(
                requestId: id,
                petitionId: $0.petition,
                office: "H29.05.GD",
                notice: paper
            )
        },
        Maker(FeedbackMethods.assignTask) {
            AssignTaskRequest(requestId: id, id: $0.file, content: "Kiểm tra")
        },
        Maker(FeedbackMethods.answerFeedback) {
            AnswerFeedbackRequest(requestId: id, id: $0.file, document: paper, summary: "Đã sửa")
        },
        Maker(FeedbackMethods.reraiseFeedback) {
            ReraiseFeedbackRequest(requestId: id, id: $0.file, newFacts: "Lại hỏng")
        },
        Maker(SatisfactionMethods.rateResult) {
            RateResultRequest(requestId: id, id: $0.file, score: 1)
        },
        Maker(SatisfactionMethods.listRatings) { ListRatingsRequest(agency: $0.agency) },
        Maker(CaseMethods.handOverFile) {
            HandOverFileRequest(requestId: id, id: $0.file, minutes: paper, receiver: "H29.05")
        },
    ]
}
