import Casework
import Messages
import TestSupport

extension Maker {
    private static func petition(_ names: Names) -> RecordReference {
        .petition(names.petition)
    }

    /// Drafts on their way; an id of one is as unknown to a stranger as a petition's.
    static let approvals = [
        Maker(own: ApprovalMethods.getApprovalRoutes, GetApprovalRoutesRequest()),
        Maker(
            own: ApprovalMethods.setApprovalRoutes,
            SetApprovalRoutesRequest(requestId: id, reason: "Quy chế")
        ),
        Maker(ApprovalMethods.submitDraft) {
            SubmitDraftRequest(requestId: id, id: $0.petition)
        },
        Maker(ApprovalMethods.approveDrafts) {
            ApproveDraftsRequest(
                requestId: id,
                drafts: [SeenDraft(id: $0.petition, etag: "1")]
            )
        },
        Maker(ApprovalMethods.returnDraft) {
            ReturnDraftRequest(requestId: id, id: $0.petition, reason: "Sửa")
        },
        Maker(ApprovalMethods.withdrawDraft) {
            WithdrawDraftRequest(requestId: id, id: $0.petition)
        },
        Maker(ApprovalMethods.remarkDraft) {
            RemarkDraftRequest(
                requestId: id,
                id: $0.petition,
                content: "Rõ hơn",
                wantedBy: "2026-07-20"
            )
        },
        Maker(ApprovalMethods.resolveRemark) {
            ResolveRemarkRequest(requestId: id, id: $0.petition, number: 1, resolution: "Đã sửa")
        },
        Maker(own: TrackingMethods.listAwaitingMe, ListAwaitingMeRequest()),
    ]

    /// Documents and originals of records.
    static let documents = [
        Maker(own: DocumentMethods.listForms, ListFormsRequest()),
        Maker(DocumentMethods.draftDocument) {
            DraftDocumentRequest(requestId: id, about: petition($0), form: "ND30/2020:1.5")
        },
        Maker(
            own: DelegationMethods.giveDelegation,
            GiveDelegationRequest(
                requestId: id,
                office: "H29.02.GD",
                mode: .deputy,
                toOffice: "H29.02.PP",
                validFrom: "2026-07-15",
                decision: document
            )
        ),
        Maker(DelegationMethods.endDelegation) {
            EndDelegationRequest(requestId: id, id: $0.petition, reason: "Hết việc")
        },
        Maker(DelegationMethods.getDelegation) { GetDelegationRequest(id: $0.petition) },
        Maker(DelegationMethods.listDelegations) { ListDelegationsRequest(agency: $0.agency) },
        Maker(DocumentMethods.signDocument) {
            SignDocumentRequest(
                requestId: id,
                id: $0.petition,
                office: "H29.05.GD",
                mode: .head,
                signature: .scan
            )
        },
        Maker(DocumentMethods.issueDocument) {
            IssueDocumentRequest(requestId: id, id: $0.petition, symbol: "TB")
        },
        Maker(DocumentMethods.numberDocument) {
            NumberDocumentRequest(
                requestId: id,
                id: $0.petition,
                number: "1/TB",
                issuedOn: "2026-07-15"
            )
        },
        Maker(DocumentMethods.sendDocument) {
            SendDocumentRequest(requestId: id, id: $0.petition, recipient: "H29", way: .hand)
        },
        Maker(DocumentMethods.recordDelivery) {
            RecordDeliveryRequest(
                requestId: id,
                id: $0.petition,
                delivery: 1,
                receivedOn: "2026-07-15"
            )
        },
        Maker(DocumentMethods.returnMail) {
            ReturnMailRequest(
                requestId: id,
                id: $0.petition,
                delivery: 1,
                reason: "Vắng mặt",
                returnedOn: "2026-07-15"
            )
        },
        Maker(DocumentMethods.getDocument) { GetDocumentRequest(name: .id($0.petition)) },
        Maker(DocumentMethods.listDocuments) { ListDocumentsRequest(about: petition($0)) },
        Maker(DocumentMethods.receiveOriginal) {
            ReceiveOriginalRequest(
                requestId: id,
                about: petition($0),
                description: "Giấy chứng nhận",
                sheets: 1,
                place: "Tủ 1"
            )
        },
        Maker(DocumentMethods.moveOriginal) {
            MoveOriginalRequest(requestId: id, id: $0.petition, to: .held, holder: "Tủ 2")
        },
        Maker(DocumentMethods.getOriginal) { GetOriginalRequest(name: .id($0.petition)) },
        Maker(DocumentMethods.listOriginals) { ListOriginalsRequest(about: petition($0)) },
        // Of the caller's own agency.
        Maker(own: DocumentMethods.listDocuments, ListDocumentsRequest()),
        Maker(own: DocumentMethods.listOriginals, ListOriginalsRequest(state: .held)),
    ]
}
