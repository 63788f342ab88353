package import Messages

extension AcceptFeedbackRequest {
    /// Decides acceptance: the petition is dispatched, the case opens, and the agency's own limit
    /// runs from the day of the notice; the law knows none (Luật Tiếp công dân 2013 Đ.26).
    ///
    /// `earlier` is the case that an earlier petition with the same content led to.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids acceptance.
    package func decide(
        _ petition: Petition,
        caseID: String,
        agency: Agency,
        earlier: Case?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try petition.admit("FeedbackService/AcceptFeedback", context)
        try checkAcceptable(petition, earlier, context)
        var checks = Checks(today: context.today)
        let day = checks.document(notice, "notice")
        row.order(day, "notice.issued_on", in: petition, &checks)
        agency.checkHead(office: office, on: day, &checks)
        checks.externalReference(externalReference)
        contents.checkContents(&checks, senders)
        checks.require(
            !contents.isEmpty || petition.summary.contains { !$0.isWhitespace },
            "contents",
            "is empty, and the petition has no summary",
            "say what it is about"
        )
        try checks.finish()
        let opened = Case(
            id: caseID,
            agency: petition.agency,
            competentOffice: office,
            petitions: [petition.id],
            type: .feedback,
            instance: 1,
            state: .accepted,
            acceptance: notice,
            externalReference: externalReference,
            lastActOn: day.iso,
            contents: contents.contents(or: petition.summary),
            filedOn: petition.stamp?.date ?? "",
            feedback: Feedback()
        )
        return [
            opened.event(
                .feedbackAccepted(FeedbackAccepted(acceptedCase: opened)),
                on: day,
                deadlines: opened.clocksOfAcceptance(on: day, context)
            ),
            petition.accepted(as: caseID, by: notice, on: day, row, context),
        ]
    }

    private func checkAcceptable(
        _ petition: Petition,
        _ earlier: Case?,
        _ context: Context
    ) throws(CaseworkError) {
        let found = petition.classification
        let isOnce = RefusalGround.open(on: context.today, content: true)
            .contains { $0.code == "D4.h" }
        let missing: String? =
            if petition.handling?.outcome != .accept {
                "an approved outcome of acceptance"
            } else if found?.type != .feedback {
                "a petition classified as feedback"
            } else if found?.competence != .mine {
                "a petition within this agency's competence"
            } else if let earlier, earlier.feedback?.answers.isEmpty == false, isOnce {
                "feedback that was not answered before (D4.h); new facts are raised again on the "
                    + "case \(earlier.id)"
            } else {
                nil
            }
        guard let missing else { return }
        throw petition.refusal(
            of: "AcceptFeedback",
            missing: missing,
            basis: "Luật Tiếp công dân 2013 Đ.26; \(FeedbackAnswer.once)"
        )
    }
}
