package import Messages

/// What lies before a complaint that is to be accepted.
package struct Antecedents: Sendable {
    /// The body whose decision or act it is about, when the directory holds it.
    package var body: Agency?
    /// Second instance: the case at first instance, when this system holds it.
    package var firstCase: Case?
    /// The case that an earlier petition with the same content led to.
    package var earlier: Case?

    /// Names what is known; nothing by default.
    package init(body: Agency? = nil, firstCase: Case? = nil, earlier: Case? = nil) {
        self.body = body
        self.firstCase = firstCase
        self.earlier = earlier
    }
}

extension AcceptComplaintRequest {
    /// Decides acceptance: the petition is dispatched, the case opens, and the clock of settlement
    /// runs from the day of the notice (Luật Khiếu nại 2011 Đ.27, Đ.28, Đ.36, Đ.37, Đ.50).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids acceptance.
    package func decide(
        _ petition: Petition,
        caseID: String,
        agency: Agency,
        before: Antecedents = Antecedents(),
        senders: SenderNames = SenderNames([]),
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(notice, "notice")
        checks.order(day, "notice.issued_on", notBefore: petition.handling?.approvedOn ?? "")
        agency.checkHead(office: office, on: day, &checks)
        checks.externalReference(externalReference)
        contents.checkContents(&checks, senders)
        check(petition, agency, before, on: day, context, &checks)
        try checks.finish()
        let row = try checkAcceptable(petition, before, on: day, context)
        let opened = opened(petition, caseID, agency, before, on: day)
        var events = [
            opened.event(
                .complaintAccepted(ComplaintAccepted(acceptedCase: opened)),
                on: day,
                deadlines: opened.clocksOfAcceptance(on: day, context)
            ),
            petition.accepted(as: caseID, by: notice, on: day, row, context),
        ]
        if let first = before.firstCase {
            let fact = SecondInstanceAccepted(caseId: caseID)
            events.append(first.event(.secondInstanceAccepted(fact), on: day))
        }
        return events
    }

    private func opened(
        _ petition: Petition,
        _ caseID: String,
        _ agency: Agency,
        _ before: Antecedents,
        on day: Day
    ) -> Case {
        let first = before.firstCase
        var about = respondent ?? Respondent(agency: agency.code, rank: .body)
        if let first { about = first.respondent ?? Respondent(agency: first.agency, rank: .body) }
        return Case(
            id: caseID,
            agency: petition.agency,
            competentOffice: office,
            petitions: [petition.id],
            type: .complaint,
            instance: max(1, instance),
            remoteArea: remoteArea,
            state: .accepted,
            acceptance: notice,
            externalReference: externalReference,
            lastActOn: day.iso,
            complaintSubtype: petition.classification?.complaintSubtype ?? .unspecified,
            contents: contents.contents(or: petition.summary),
            respondent: about,
            firstCase: firstCase,
            firstDecision: firstDecision,
            dismissal: dismissal,
            filedOn: petition.stamp?.date ?? ""
        )
    }

    /// Instance, body, competence, and the limit for complaining.
    private func check(
        _ petition: Petition,
        _ agency: Agency,
        _ before: Antecedents,
        on day: Day,
        _ context: Context,
        _ checks: inout Checks
    ) {
        let isDiscipline = petition.classification?.complaintSubtype == .discipline
        checks.require(
            (0...2).contains(instance),
            "instance",
            "is \(instance)",
            "give 1 or 2"
        )
        checks.require(
            !dismissal || isDiscipline,
            "dismissal",
            "is given for a complaint that is not about a disciplinary decision",
            "leave it out"
        )
        if instance == 2 {
            checkSecond(petition, before, isDiscipline, on: day, context, &checks)
            return
        }
        checks.require(
            firstCase.isEmpty && firstDecision == nil,
            "first_case",
            "is given at first instance, or first_decision is",
            "leave it out, or give instance 2"
        )
        if let respondent {
            respondent.check(
                before.body,
                competent: before.body.map {
                    CompetentBody.complaint(instance: 1, against: $0, on: day)
                } ?? [],
                acting: agency.code,
                basis: isDiscipline
                    ? "Luật Khiếu nại 2011 Đ.51 k.1" : "Luật Khiếu nại 2011 Đ.17–23",
                &checks
            )
        }
        guard !knownOn.isEmpty, let known = checks.pastDay(knownOn, "known_on") else { return }
        let window = FilingWindow(
            rule: isDiscipline ? "KNKL.LIMITATION.1" : "KN.LIMITATION",
            start: known,
            obstacles: obstacles
        )
        window.check(
            filed: petition.stamp?.date ?? "",
            "known_on",
            basis: isDiscipline
                ? "Luật Khiếu nại 2011 Đ.11 k.6, Đ.48" : "Luật Khiếu nại 2011 Đ.11 k.6, Đ.9",
            context,
            &checks
        )
    }

    /// The second instance: the body above the first one, and a complaint in its window.
    private func checkSecond(
        _ petition: Petition,
        _ before: Antecedents,
        _ isDiscipline: Bool,
        on day: Day,
        _ context: Context,
        _ checks: inout Checks
    ) {
        checks.require(
            firstCase.isEmpty != (firstDecision == nil),
            "first_case",
            "is missing beside first_decision, or both are given",
            "name the case at first instance, or give its decision when another system holds it"
        )
        let body = before.body
        let first = Respondent(
            agency: before.firstCase?.agency ?? firstDecision?.agency ?? "",
            rank: .body
        )
        first.check(
            body,
            competent: body.map {
                CompetentBody.complaint(instance: 2, against: $0, on: day)
            } ?? [],
            acting: petition.agency,
            basis: isDiscipline
                ? "Luật Khiếu nại 2011 Đ.51 k.2" : "Luật Khiếu nại 2011 Đ.18–23",
            &checks
        )
        guard let firstDecision, firstCase.isEmpty else { return }
        let isDecided = firstDecision.document != nil
        if isDecided { _ = checks.document(firstDecision.document, "first_decision.document") }
        let field = isDecided ? "first_decision.received_on" : "first_decision.expired_on"
        let start = isDecided ? firstDecision.receivedOn : firstDecision.expiredOn
        guard let start = checks.pastDay(start, field) else { return }
        let window = FilingWindow(
            rule: FilingWindow.second(
                isDiscipline: isDiscipline,
                dismissal: dismissal,
                remoteArea: remoteArea
            ),
            start: start,
            obstacles: obstacles
        )
        window.check(
            filed: petition.stamp?.date ?? "",
            field,
            basis: isDiscipline ? "Luật Khiếu nại 2011 Đ.48" : "Luật Khiếu nại 2011 Đ.33",
            context,
            &checks
        )
    }

    private func checkAcceptable(
        _ petition: Petition,
        _ before: Antecedents,
        on day: Day,
        _ context: Context
    ) throws(CaseworkError) -> StateTransition<Petition> {
        let row = try petition.admit("ComplaintService/AcceptComplaint", context)
        let first = before.firstCase
        let missing: String? =
            if petition.handling?.outcome != .accept {
                "an approved outcome of acceptance"
            } else if petition.classification?.type != .complaint {
                "a petition classified as a complaint"
            } else if petition.defects.contains(.noSignature) {
                "a signature or fingerprint (Luật Khiếu nại 2011 Đ.11 k.5)"
            } else if petition.classification?.repetition == .settledFinal {
                "a complaint that was not decided at second instance (Luật Khiếu nại 2011 Đ.11 k.7)"
            } else if instance == 2, let first, first.appeal == nil {
                "a complaint to the second instance that is recorded on the first case "
                    + "(Luật Khiếu nại 2011 Đ.33)"
            } else if instance == 2, let first, !first.secondCase.isEmpty {
                "a first case that no second instance has accepted yet"
            } else {
                before.earlier?.bar(on: day, context)
            }
        guard let missing else { return row }
        throw .notAllowed(
            action: "AcceptComplaint",
            state: petition.state.protoName,
            missing: missing,
            basis: "Luật Khiếu nại 2011 Đ.11, Đ.27"
        )
    }
}

extension Case {
    /// Why a complaint with the same content is not accepted after this case; nil when it may be.
    fileprivate func bar(on day: Day, _ context: Context) -> String? {
        if isCourtMatter {
            return "a content that no court has taken up (Luật Khiếu nại 2011 Đ.11 k.9)"
        }
        guard let termination else { return nil }
        let ended = termination.decision?.issuedOn ?? ""
        if termination.ground == .withdrawn, ended >= Case.courseLaw.iso {
            return "a content that was not withdrawn; a coerced withdrawal is undone on its case "
                + "(Luật Khiếu nại Đ.10, Luật 136/2025/QH15)"
        }
        guard let told = Day(iso: termination.toldOn.isEmpty ? ended : termination.toldOn),
            let window = context.clocks.start(
                ["KN.RECOMPLAIN_AFTER_TERMINATION"],
                by: "termination.notice",
                on: told
            ).first,
            day.iso > window.dueOn
        else { return nil }
        return "a complaint taken up again by \(window.dueOn), within 30 days of its termination "
            + "(Luật Khiếu nại 2011 Đ.11 k.8)"
    }
}
