import Casework
import Messages
import RPC
import TestSupport

extension BadInput {
    private static var id: String { TestCaller.newRequestID() }

    private static let early: [String: String] = [
        "state": "CASE_STATE_ACCEPTED", "missing": "a decision in legal effect",
    ]

    /// What may not follow a result; nothing has come of the planted case yet.
    static let results: [BadInput] = [
        .call(
            "an enforcement before effect",
            EnforcementMethods.startEnforcement,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: early
        ) { planted in
            var request = Sample.start(planted.file)
            request.requestId = id
            return request
        },
        .call(
            "an enforcement that has not begun",
            EnforcementMethods.getEnforcement,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "an enforcement that has begun"]
        ) { GetEnforcementRequest(id: $0.file) },
        .call(
            "a report on nothing",
            EnforcementMethods.reportEnforcement,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED"
        ) { planted in
            var request = Sample.progress(planted.file)
            request.requestId = id
            return request
        },
        .call(
            "a complaint accepted as feedback",
            FeedbackMethods.acceptFeedback,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "an approved proposal to accept"]
        ) { planted in
            var request = Sample.acceptFeedback(planted.classified)
            request.requestId = id
            return request
        },
        .call(
            "an answer to a complaint",
            FeedbackMethods.answerFeedback,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "a record of feedback"]
        ) { planted in
            var request = Sample.answer(planted.file)
            request.requestId = id
            return request
        },
        .call(
            "a rating of no result",
            SatisfactionMethods.rateResult,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "a result"]
        ) { RateResultRequest(requestId: id, id: $0.file, score: 1) },
        .call(
            "a negative page of ratings",
            SatisfactionMethods.listRatings,
            "INVALID_ARGUMENT FIELD_INVALID",
            ["page_size"]
        ) { _ in ListRatingsRequest(pageSize: -1) },
        .call(
            "an open file for the archive",
            CaseMethods.handOverFile,
            "FAILED_PRECONDITION ACTION_NOT_ALLOWED",
            metadata: ["missing": "a closed file"]
        ) { planted in
            HandOverFileRequest(
                requestId: id,
                id: planted.file,
                minutes: DocumentReference(number: "1/BB", issuedOn: "2026-07-15"),
                receiver: "H29.03"
            )
        },
    ]
}
