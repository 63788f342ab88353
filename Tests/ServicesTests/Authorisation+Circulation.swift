import Casework
import Messages
import TestSupport

extension Maker {
    private static let slip = DocumentReference(number: "1/PC", issuedOn: "2026-07-14")

    /// Files in hands, transfers and consultations; an id of these is as unknown to a stranger as a
    /// petition's.
    static let circulation = [
        Maker(CustodyMethods.assignFile) {
            AssignFileRequest(requestId: id, record: .petition($0.petition), officer: "an")
        },
        Maker(CustodyMethods.handOnFile) {
            HandOnFileRequest(requestId: id, record: .petition($0.petition), officer: "an")
        },
        Maker(CustodyMethods.returnFile) {
            ReturnFileRequest(requestId: id, record: .caseFile($0.file), reason: "Bận")
        },
        Maker(CustodyMethods.takeBackFile) {
            TakeBackFileRequest(requestId: id, record: .caseFile($0.file), reason: "Giao lại")
        },
        Maker(CustodyMethods.getCustody) { GetCustodyRequest(record: .caseFile($0.file)) },
        Maker(CustodyMethods.listHeld) {
            ListHeldRequest(agency: $0.agency, kind: .case, holder: .unitDesk($0.agency))
        },
        Maker(
            own: AbsenceMethods.enterAbsence,
            EnterAbsenceRequest(
                requestId: id,
                substitute: "binh",
                reason: .leave,
                firstOn: "2026-07-15",
                lastOn: "2026-07-16"
            )
        ),
        Maker(AbsenceMethods.endAbsence) { EndAbsenceRequest(requestId: id, id: $0.petition) },
        Maker(AbsenceMethods.getAbsence) { GetAbsenceRequest(id: $0.petition) },
        Maker(AbsenceMethods.listAbsences) { ListAbsencesRequest(agency: $0.agency) },
        Maker(TransferMethods.getTransfer) { GetTransferRequest(id: $0.petition) },
        Maker(TransferMethods.listTransfers) { ListTransfersRequest(agency: $0.agency) },
        Maker(TransferMethods.receiveTransfer) {
            ReceiveTransferRequest(
                requestId: id,
                id: $0.petition,
                stamp: ReceivingStamp(number: "7", date: "2026-07-14")
            )
        },
        Maker(TransferMethods.refuseTransfer) {
            RefuseTransferRequest(
                requestId: id,
                id: $0.petition,
                ground: .notCompetent,
                reason: "Không thuộc"
            )
        },
        Maker(TransferMethods.recallTransfer) {
            RecallTransferRequest(
                requestId: id,
                id: $0.petition,
                reason: "Nhầm",
                office: "H29.02.GD"
            )
        },
        Maker(TransferMethods.arbitrateTransfer) {
            ArbitrateTransferRequest(
                requestId: id,
                id: $0.petition,
                competent: "H29.05",
                office: "H29.GD",
                reason: "Theo lĩnh vực",
                document: slip
            )
        },
        Maker(TransferMethods.recordPaperArrival) {
            RecordPaperArrivalRequest(requestId: id, id: $0.petition, sheets: 1)
        },
        Maker(TransferMethods.getRoute) { GetRouteRequest(petitionId: $0.petition) },
        Maker(ConsultationMethods.askConsultation) {
            AskConsultationRequest(
                requestId: id,
                record: .petition($0.petition),
                kind: .opinion,
                asked: "H29",
                question: "Ý kiến?",
                dueOn: "2026-07-16"
            )
        },
        Maker(ConsultationMethods.answerConsultation) {
            AnswerConsultationRequest(requestId: id, id: $0.petition, response: "Không")
        },
        Maker(ConsultationMethods.recordNoAnswer) {
            RecordNoAnswerRequest(requestId: id, id: $0.petition)
        },
        Maker(ConsultationMethods.withdrawConsultation) {
            WithdrawConsultationRequest(requestId: id, id: $0.petition, reason: "Đủ")
        },
        Maker(ConsultationMethods.getConsultation) { GetConsultationRequest(id: $0.petition) },
        Maker(ConsultationMethods.listConsultations) {
            ListConsultationsRequest(agency: $0.agency)
        },
        Maker(TrackingMethods.listTracked) {
            ListTrackedRequest(scope: TrackingScope(unit: $0.agency), view: .overdue)
        },
        Maker(TrackingMethods.getBoard) { GetBoardRequest(unit: $0.agency) },
        Maker(UrgingMethods.urgeFile) {
            UrgeFileRequest(
                requestId: id,
                record: .petition($0.petition),
                rung: .holder,
                letter: slip,
                reason: "Đề nghị xử lý"
            )
        },
        Maker(UrgingMethods.getUrging) { GetUrgingRequest(id: $0.petition) },
        Maker(UrgingMethods.listUrgings) { ListUrgingsRequest(of: .agency($0.agency)) },
        Maker(UrgingMethods.getDigest) {
            GetDigestRequest(agency: $0.agency, addressee: .office("\($0.agency).GD"))
        },
        Maker(OperationMethods.stopOperation) {
            StopOperationRequest(requestId: id, id: $0.petition, reason: "Nhầm")
        },
        Maker(OperationMethods.resumeOperation) {
            ResumeOperationRequest(requestId: id, id: $0.petition)
        },
        Maker(OperationMethods.revertOperation) {
            RevertOperationRequest(requestId: id, id: $0.petition, reason: "Nhầm")
        },
        Maker(OperationMethods.getOperation) { GetOperationRequest(id: $0.petition) },
        Maker(OperationMethods.listOperations) { ListOperationsRequest(agency: $0.agency) },
        Maker(
            own: OperationMethods.previewOperation,
            PreviewOperationRequest(plan: OperationPlan(work: .reassign(ReassignPlan())))
        ),
        Maker(own: OperationMethods.startOperation, StartOperationRequest(requestId: id)),
        Maker(own: UrgingMethods.getUrgingPolicy, GetUrgingPolicyRequest()),
        Maker(
            own: UrgingMethods.setUrgingPolicy,
            SetUrgingPolicyRequest(requestId: id, reason: "Quy chế")
        ),
    ]
}
