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
        Maker(
            own: DirectoryMethods.renameAgency,
            RenameAgencyRequest(requestId: id, code: "H29.05", name: "Sở", on: "2026-08-01")
        ),
        Maker(
            own: DirectoryMethods.mergeAgencies,
            MergeAgenciesRequest(requestId: id, codes: ["H29.05"], on: "2026-08-01")
        ),
        Maker(
            own: DirectoryMethods.splitAgency,
            SplitAgencyRequest(requestId: id, code: "H29.05", on: "2026-08-01")
        ),
        Maker(
            own: DirectoryMethods.dissolveAgency,
            DissolveAgencyRequest(requestId: id, agency: "H29.05", on: "2026-08-01")
        ),
        Maker(
            own: DirectoryMethods.previewReorganisation,
            PreviewReorganisationRequest(agency: "H29.05", on: "2026-08-01", kind: .petition)
        ),
        Maker(
            own: DirectoryMethods.listHoldings,
            ListHoldingsRequest(officer: "lan.nv", office: "H29.05.PP")
        ),
        Maker(
            own: DirectoryMethods.endAppointment,
            EndAppointmentRequest(
                requestId: id,
                officer: "lan.nv",
                office: "H29.05.PP",
                on: "2026-08-01"
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
