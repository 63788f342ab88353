import Messages
import TestSupport

extension Maker {
    private static let paper = DocumentReference(number: "1/CV", issuedOn: "2026-07-15")
    private typealias M = ReceptionMethods

    static let reception = [
        Maker(
            own: M.checkIn,
            CheckInRequest(
                requestId: id,
                kind: .regular,
                parties: [
                    Party(
                        role: .sender,
                        kind: .person,
                        fullName: "Phan Hòa",
                        address: Address(text: "Huế")
                    )
                ],
                identityPaper: .card
            )
        ),
        Maker(M.refuseReception) {
            RefuseReceptionRequest(requestId: id, id: $0.petition, grounds: ["D9.1"])
        },
        Maker(M.issueRefusalNotice) {
            IssueRefusalNoticeRequest(
                requestId: id,
                id: $0.petition,
                notice: paper,
                office: "H29.05.GD"
            )
        },
        Maker(M.recordContent) { RecordContentRequest(requestId: id, id: $0.petition) },
        Maker(M.splitContents) { SplitContentsRequest(requestId: id, id: $0.petition) },
        Maker(M.answerDirectly) {
            AnswerDirectlyRequest(requestId: id, id: $0.petition, number: 1, answer: "Đã xong")
        },
        Maker(M.openPetition) {
            OpenPetitionRequest(requestId: id, id: $0.petition, number: 1, stampNumber: "1")
        },
        Maker(M.guideCitizen) {
            GuideCitizenRequest(requestId: id, id: $0.petition, number: 1, targetAgency: "H29")
        },
        Maker(M.urgeSubordinate) {
            UrgeSubordinateRequest(requestId: id, id: $0.petition, number: 1, document: paper)
        },
        Maker(M.transferDenunciation) {
            TransferDenunciationRequest(requestId: id, id: $0.petition, document: paper)
        },
        Maker(M.reportToLeader) {
            ReportToLeaderRequest(requestId: id, id: $0.petition, number: 1, reason: "Gấp")
        },
        Maker(M.notifyResult) { NotifyResultRequest(requestId: id, id: $0.petition) },
        Maker(M.recordDeparture) { RecordDepartureRequest(requestId: id, id: $0.petition) },
        Maker(M.closeVisit) { CloseVisitRequest(requestId: id, id: $0.petition) },
        Maker(M.notifyTransferrer) { NotifyTransferrerRequest(requestId: id, id: $0.petition) },
        Maker(M.relayToCitizen) { RelayToCitizenRequest(requestId: id, id: $0.petition) },
        Maker(M.getVisit) { GetVisitRequest(name: .id($0.petition)) },
        Maker(M.getVisit) { GetVisitRequest(name: .externalReference($0.external)) },
        Maker(M.getVisitIdentity) { GetVisitIdentityRequest(id: $0.petition) },
        Maker(M.listVisits) { ListVisitsRequest(agency: $0.agency) },
        // The history and the register are those of the caller's own agency.
        Maker(own: M.getVisitorHistory, GetVisitorHistoryRequest(idNumber: Sample.senderID)),
        // That there is something is told to every counter of the city, and nothing else of it.
        Maker(own: M.findMatters, FindMattersRequest(idNumber: Sample.senderID)),
        Maker(own: M.listReceptionRegister, ListReceptionRegisterRequest(year: 2026)),
    ]
}
