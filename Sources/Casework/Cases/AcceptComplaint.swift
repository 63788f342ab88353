package import Messages

extension AcceptComplaintRequest {
    /// Decides acceptance at first instance: the petition is dispatched, the case opens, and the
    /// clock of settlement runs from the day of the notice (Luật Khiếu nại 2011 Đ.27, Đ.28).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids acceptance.
    package func decide(
        _ petition: Petition,
        caseID: String,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(notice, "notice")
        checks.order(day, "notice.issued_on", notBefore: petition.handling?.approvedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        checks.externalReference(externalReference)
        try checks.finish()
        try checkAcceptable(petition, context)
        let clocks = context.clocks
        let dispatched = petition.event(
            .petitionDispatched(
                PetitionDispatched(
                    documentNumber: notice?.number ?? "",
                    caseId: caseID,
                    document: notice
                )
            ),
            on: day,
            deadlines: clocks.stop(
                petition.deadlines,
                by: [
                    "complaint.accepted", "complaint.acceptance_notice_sent", "petition.accepted",
                ],
                on: day
            )
        )
        let opened = Case(
            id: caseID,
            agency: petition.agency,
            competentOffice: office,
            petitions: [petition.id],
            type: .complaint,
            instance: 1,
            remoteArea: remoteArea,
            state: .accepted,
            acceptance: notice,
            externalReference: externalReference,
            lastActOn: day.iso,
            complaintSubtype: petition.classification?.complaintSubtype ?? .unspecified
        )
        let accepted = opened.event(
            .complaintAccepted(ComplaintAccepted(acceptedCase: opened)),
            on: day,
            deadlines: opened.clocksOfAcceptance(on: day, context)
        )
        return [accepted, dispatched]
    }

    private func checkAcceptable(
        _ petition: Petition,
        _ context: Context
    ) throws(CaseworkError) {
        _ = try petition.admit("ComplaintService/AcceptComplaint", context)
        let missing: String? =
            if petition.handling?.outcome != .accept {
                "an approved outcome of acceptance"
            } else if petition.classification?.type != .complaint {
                "a petition classified as a complaint"
            } else if petition.defects.contains(.noSignature) {
                "a signature or fingerprint (Luật Khiếu nại 2011 Đ.11 k.5)"
            } else {
                nil
            }
        guard let missing else { return }
        throw .notAllowed(
            action: "AcceptComplaint",
            state: petition.state.protoName,
            missing: missing,
            basis: "Luật Khiếu nại 2011 Đ.11, Đ.27"
        )
    }
}
