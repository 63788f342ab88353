package import Messages

extension AcceptDenunciationRequest {
    /// Decides acceptance: the petition is dispatched, the case opens, and the clock of settlement
    /// runs from the day of the decision (Luật Tố cáo 2018 Đ.29, Đ.30).
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - caseID: Id of the new case.
    ///   - agency: The agency that accepts.
    ///   - body: The denounced person's body, when the directory holds it.
    ///   - senders: Names that may not stand in the contents.
    ///   - context: Day, rules and calendar.
    /// - Returns: The acceptance of the new case, and the dispatch of the petition.
    /// - Throws: `CaseworkError` naming every violation, or what forbids acceptance.
    package func decide(
        _ petition: Petition,
        caseID: String,
        agency: Agency,
        body: Agency?,
        senders: SenderNames = SenderNames([]),
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(decision, "decision")
        checks.order(day, "decision.issued_on", notBefore: petition.handling?.approvedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        checks.externalReference(externalReference)
        contents.checkContents(&checks, senders)
        let denounced = respondent ?? Respondent()
        denounced.check(
            body,
            competent: body.map {
                CompetentBody.denunciation(against: denounced.rank, of: $0, on: day)
            } ?? [],
            acting: agency.code,
            basis: "Luật Tố cáo 2018 Đ.29 k.1.c, Đ.12, Đ.13",
            &checks
        )
        checks.require(
            settledComplaint || !newEvidence,
            "new_evidence",
            "is given for a denunciation that arises from no settled complaint",
            "leave it out"
        )
        try checks.finish()
        let row = try petition.admit("DenunciationService/AcceptDenunciation", context)
        if let missing = missing(petition) {
            throw petition.refusal(of: "AcceptDenunciation", missing: missing, basis: row.basis)
        }
        let opened = opened(petition, caseID, agency, on: day)
        return [
            opened.event(
                .denunciationAccepted(DenunciationAccepted(acceptedCase: opened)),
                on: day,
                deadlines: opened.clocksOfAcceptance(on: day, context)
            ),
            petition.accepted(as: caseID, by: decision, on: day, row, context),
        ]
    }

    /// Which condition of Đ.29 k.1 the petition does not meet; nil when it meets all.
    private func missing(_ petition: Petition) -> String? {
        let found = petition.classification ?? Classification()
        if petition.handling?.outcome != .accept { return "an approved outcome of acceptance" }
        if found.type != .denunciation { return "a petition classified as a denunciation" }
        if found.competence != .mine {
            return "a denunciation within this agency's competence (Luật Tố cáo 2018 Đ.29 k.1.c)"
        }
        if petition.isAnonymous(found) || !petition.defects.isEmpty {
            return "a denunciation that is dated and signed and gives name and address "
                + "(Luật Tố cáo 2018 Đ.29 k.1.a, Đ.23)"
        }
        if let missing = petition.lacksCheck(toAccept: true) { return missing }
        if settledComplaint && !newEvidence {
            return "information or evidence of the settler's own violation "
                + "(Luật Tố cáo 2018 Đ.29 k.1)"
        }
        return nil
    }

    private func opened(
        _ petition: Petition,
        _ caseID: String,
        _ agency: Agency,
        on day: Day
    ) -> Case {
        let about = respondent ?? Respondent()
        return Case(
            id: caseID,
            agency: agency.code,
            competentOffice: office,
            petitions: [petition.id],
            type: .denunciation,
            instance: 1,
            state: .accepted,
            acceptance: decision,
            externalReference: externalReference,
            lastActOn: day.iso,
            contents: contents.contents(or: petition.summary),
            respondent: about,
            filedOn: petition.stamp?.date ?? "",
            denunciation: Denunciation(),
            respondents: [about] + petition.respondents.filter { $0 != about },
            superior: petition.superior == agency.code ? "" : petition.superior
        )
    }
}

extension NotifyAcceptanceRequest {
    /// Decides that the notices of acceptance went out: to the denouncer, and without anything that
    /// tells who that is to the denounced person (Luật Tố cáo 2018 Đ.29 k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.acceptance?.issuedOn ?? "")
        for (document, field) in [(notice, "notice"), (contentNotice, "content_notice")] {
            let issued = checks.document(document, field)
            checks.order(
                issued,
                "\(field).issued_on",
                notBefore: file.acceptance?.issuedOn ?? ""
            )
            checks.order(day, "acted_on", notBefore: issued.iso)
        }
        checks.text(contentText, "content_text", max: 4_000)
        checks.namesNobody(contentText, "content_text", senders)
        try checks.finish()
        let row = try file.admit("DenunciationService/NotifyAcceptance", context)
        let fact = AcceptanceNotified(
            notice: notice,
            contentNotice: contentNotice,
            contentText: contentText
        )
        return [
            file.event(
                .acceptanceNotified(fact),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}
