import Casework
import Messages
import TestSupport

/// How a stranger would call what happens to a complaint after its acceptance.
extension Maker {
    static let complaints = [
        Maker(ComplaintMethods.checkOwnDecision) {
            CheckOwnDecisionRequest(requestId: id, id: $0.file)
        },
        Maker(ComplaintMethods.requestEvidence) {
            RequestEvidenceRequest(
                requestId: id,
                id: $0.file,
                subject: "Hồ sơ địa chính",
                document: document
            )
        },
        Maker(ComplaintMethods.recordEvidence) {
            RecordEvidenceRequest(requestId: id, id: $0.file, evidence: "1")
        },
        Maker(ComplaintMethods.extendVerification) {
            ExtendVerificationRequest(
                requestId: id,
                id: $0.file,
                until: "2026-08-01",
                document: document
            )
        },
        Maker(ComplaintMethods.sendDialogueNotice) {
            SendDialogueNoticeRequest(requestId: id, id: $0.file, plannedOn: "2026-08-10")
        },
        Maker(ComplaintMethods.setUpCouncil) {
            SetUpCouncilRequest(requestId: id, id: $0.file, decision: document)
        },
        Maker(ComplaintMethods.stayExecution) {
            StayExecutionRequest(
                requestId: id,
                id: $0.file,
                decision: document,
                reason: "Không thể khôi phục"
            )
        },
        Maker(ComplaintMethods.liftStay) {
            LiftStayRequest(requestId: id, id: $0.file, decision: document)
        },
        Maker(ComplaintMethods.fileSecondComplaint, fromAbove: true) {
            FileSecondComplaintRequest(requestId: id, id: $0.file, ground: .overdue)
        },
        Maker(ComplaintMethods.fileLawsuit) {
            FileLawsuitRequest(requestId: id, id: $0.file, court: "Tòa án nhân dân khu vực 1")
        },
        Maker(ComplaintMethods.recordJudgment) {
            RecordJudgmentRequest(
                requestId: id,
                id: $0.file,
                document: document,
                outcome: .upheld
            )
        },
        Maker(ComplaintMethods.publishDecision) {
            PublishDecisionRequest(requestId: id, id: $0.file, form: .posting)
        },
        Maker(ComplaintMethods.announceDecision) {
            AnnounceDecisionRequest(requestId: id, id: $0.file)
        },
        Maker(ComplaintMethods.reviewUnlawful, fromAbove: true) {
            ReviewUnlawfulRequest(
                requestId: id,
                id: $0.file,
                document: document,
                signs: "Áp dụng sai bảng giá đất"
            )
        },
    ]

    static let course = [
        Maker(CaseMethods.suspendCase) {
            SuspendCaseRequest(
                requestId: id,
                id: $0.file,
                ground: .forceMajeure,
                decision: document
            )
        },
        Maker(CaseMethods.resumeCase) {
            ResumeCaseRequest(requestId: id, id: $0.file, decision: document)
        },
        Maker(CaseMethods.terminateCase) {
            TerminateCaseRequest(requestId: id, id: $0.file, ground: .death, decision: document)
        },
        Maker(CaseMethods.recordSending) {
            RecordSendingRequest(requestId: id, id: $0.file, document: .suspension)
        },
        Maker(CaseMethods.withdrawContent) {
            WithdrawContentRequest(requestId: id, id: $0.file, content: "1", document: document)
        },
        Maker(CaseMethods.reinstateContent) {
            ReinstateContentRequest(requestId: id, id: $0.file, content: "1", proof: document)
        },
        Maker(CaseMethods.withdrawPerson) {
            WithdrawPersonRequest(requestId: id, id: $0.file, person: "s1", document: document)
        },
    ]
}
