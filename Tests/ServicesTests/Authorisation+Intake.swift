import Messages
import TestSupport

extension Maker {
    private static let notice = DocumentReference(number: "1/TB", issuedOn: "2026-07-14")

    /// Intake and processing beyond the first proposal.
    static let intake = [
        Maker(
            own: PetitionMethods.receivePetition,
            ReceivePetitionRequest(requestId: id, petition: registration)
        ),
        Maker(PetitionMethods.enterRegister) {
            EnterRegisterRequest(requestId: id, id: $0.petition)
        },
        Maker(PetitionMethods.linkDuplicate) {
            LinkDuplicateRequest(
                requestId: id,
                id: $0.petition,
                duplicateOf: $0.petition,
                reason: "Trùng"
            )
        },
        Maker(PetitionMethods.splitMatters) {
            SplitMattersRequest(requestId: id, id: $0.petition, etag: "2")
        },
        Maker(PetitionMethods.withdrawPetition) {
            WithdrawPetitionRequest(requestId: id, id: $0.petition, paperNumber: "1")
        },
        Maker(PetitionMethods.recordReply) {
            RecordReplyRequest(
                requestId: id,
                id: $0.petition,
                agency: "H29",
                document: notice
            )
        },
        Maker(PetitionMethods.closePetition) {
            ClosePetitionRequest(requestId: id, id: $0.petition)
        },
        Maker(PetitionMethods.refuseComplaint) {
            RefuseAcceptanceRequest(
                requestId: id,
                id: $0.petition,
                notice: notice,
                office: "H29.02.GD"
            )
        },
        Maker(PetitionMethods.refuseDenunciation) {
            RefuseAcceptanceRequest(
                requestId: id,
                id: $0.petition,
                notice: notice,
                office: "H29.02.GD"
            )
        },
        Maker(PetitionMethods.reissueReceiptCode) {
            ReissueReceiptCodeRequest(requestId: id, id: $0.petition, reason: "Mất phiếu")
        },
        Maker(PetitionMethods.returnOriginals) {
            ReturnOriginalsRequest(requestId: id, id: $0.petition, document: notice)
        },
        Maker(PetitionMethods.addSigners) {
            AddSignersRequest(requestId: id, id: $0.petition, signers: [Sample.sender])
        },
        // A signer's id is as unknown to a stranger as a petition's.
        Maker(PetitionMethods.withdrawSigner) {
            WithdrawSignerRequest(requestId: id, id: $0.petition, paperNumber: "1/RĐ")
        },
        Maker(PetitionMethods.listSigners) { ListSignersRequest(id: $0.petition) },
        Maker(PetitionMethods.getSignerIdentity) { GetSignerIdentityRequest(id: $0.petition) },
        // A code whose check character is right, of no petition.
        Maker(
            own: PetitionMethods.trackPetition,
            TrackPetitionRequest(receiptCode: "222222222222222222")
        ),
    ]
}
