import Messages
import RPC
import TestSupport

extension Maker {
    /// Strangers' calls about officers, grants and respondents.
    static let access = [
        Maker(PetitionMethods.nameRespondents) {
            NameRespondentsRequest(
                requestId: id,
                id: $0.petition,
                etag: "2",
                respondents: [Respondent(agency: "H29.02", rank: .head)],
                reason: "Ghi nhầm"
            )
        },
        Maker(
            own: DirectoryMethods.applyOfficers,
            ApplyOfficersRequest(
                requestId: id,
                officers: [Officer(code: "lan.nv", agency: "H29.05")]
            )
        ),
        Maker(own: DirectoryMethods.getOfficer, GetOfficerRequest(code: "lan.nv")),
        Maker(own: DirectoryMethods.listOfficers, ListOfficersRequest()),
        Maker(
            own: GrantMethods.proposeGrant,
            ProposeGrantRequest(
                requestId: id,
                grant: Grant(
                    role: "officer",
                    office: "H29.05.PP",
                    units: ["H29.05"],
                    validFrom: "2026-07-01"
                )
            )
        ),
        Maker(own: GrantMethods.approveGrant, ApproveGrantRequest(requestId: id, id: "g")),
        Maker(own: GrantMethods.endGrant, EndGrantRequest(requestId: id, id: "g", reason: "x")),
        Maker(own: GrantMethods.listGrants, ListGrantsRequest()),
        Maker(
            own: GrantMethods.canI,
            CanIRequest(method: "PetitionService/GetPetition")
        ),
    ]
}
