import Casework
import Messages
import RPC
import TestSupport

extension Maker {
    private static let motive = "Xác minh nhân thân người gửi đơn"

    /// Appointments, requests and readings of identities.
    static let identity = [
        Maker(IdentityMethods.appointHandlers) {
            AppointHandlersRequest(
                requestId: id,
                record: .petition($0.petition),
                handlers: [OfficerReference(officer: "binh")],
                until: .report,
                reason: "Phân công",
                office: "H29.05.GD"
            )
        },
        Maker(IdentityMethods.endHandlers) {
            EndHandlersRequest(
                requestId: id,
                id: $0.proposal,
                reason: "Đã xong",
                office: "H29.05.GD"
            )
        },
        Maker(IdentityMethods.listHandlers) { ListHandlersRequest(record: .petition($0.petition)) },
        Maker(IdentityMethods.requestIdentity) {
            RequestIdentityRequest(
                requestId: id,
                record: .caseFile($0.file),
                kind: .read,
                reasonCode: .verify,
                reason: motive
            )
        },
        Maker(IdentityMethods.approveIdentity) {
            ApproveIdentityRequest(requestId: id, id: $0.proposal, digest: "00")
        },
        Maker(IdentityMethods.refuseIdentity) {
            RefuseIdentityRequest(requestId: id, id: $0.proposal, reason: "Chưa rõ")
        },
        Maker(IdentityMethods.revokeIdentity) {
            RevokeIdentityRequest(requestId: id, id: $0.proposal, reason: "Đã xong")
        },
        Maker(IdentityMethods.getIdentityRequest) { GetIdentityRequestRequest(id: $0.proposal) },
        Maker(IdentityMethods.listIdentityRequests) {
            ListIdentityRequestsRequest(agency: $0.agency)
        },
        Maker(IdentityMethods.readIdentity) {
            ReadIdentityRequest(
                requestId: id,
                record: .petition($0.petition),
                reasonCode: .verify,
                reason: motive
            )
        },
        Maker(IdentityMethods.readOriginal) {
            ReadOriginalRequest(reading: $0.proposal, file: $0.proposal)
        },
        Maker(WorkingCopyMethods.makeWorkingCopy) {
            MakeWorkingCopyRequest(
                requestId: id,
                record: .petition($0.petition),
                maskedText: "Đơn tố cáo ông H."
            )
        },
        Maker(WorkingCopyMethods.releaseWorkingCopy) {
            ReleaseWorkingCopyRequest(requestId: id, id: $0.proposal, office: "H29.05.GD")
        },
        Maker(WorkingCopyMethods.recallWorkingCopy) {
            RecallWorkingCopyRequest(
                requestId: id,
                id: $0.proposal,
                reason: "Che chưa đủ",
                office: "H29.05.GD"
            )
        },
        Maker(WorkingCopyMethods.getWorkingCopy) { GetWorkingCopyRequest(id: $0.proposal) },
        Maker(WorkingCopyMethods.listWorkingCopies) {
            ListWorkingCopiesRequest(record: .petition($0.petition))
        },
        Maker(own: DraftMethods.saveDraft, SaveDraftRequest(id: "0123456789abcdefghjkmnpqrs")),
        Maker(own: DraftMethods.getDraft, GetDraftRequest(id: "0123456789abcdefghjkmnpqrs")),
        Maker(own: DraftMethods.listDrafts, ListDraftsRequest()),
        Maker(own: DraftMethods.dropDraft, DropDraftRequest(id: "0123456789abcdefghjkmnpqrs")),
        Maker(IdentityMethods.renderLetter) {
            RenderLetterRequest(requestId: id, document: $0.proposal)
        },
        Maker(IdentityMethods.lowerGuard) { LowerGuardRequest(requestId: id, id: $0.proposal) },
        // An auditor looks through the readings of the whole city; a head names his own.
        Maker(own: IdentityMethods.listIdentityReads, ListIdentityReadsRequest()),
    ]
}
