package import Messages

extension IssueDecisionRequest {
    /// Decides the decision: it stops the clock of settlement on its own day and starts those of
    /// sending, of publication and of effect (Luật Khiếu nại 2011 Đ.28–32, Đ.37–41, Đ.44, Đ.50–57).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids the decision.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision?.document, "decision.document", &checks)
        let found = decision ?? Decision()
        found.check(&checks, senders)
        try checks.finish()
        let row = try file.admit("ComplaintService/IssueDecision", context)
        let issued = Decision(
            document: found.document,
            conclusion: found.conclusion,
            action: found.action,
            summary: found.summary,
            moneyVnd: found.moneyVnd,
            landCentiM2: found.landCentiM2
        )
        return [
            file.event(
                .decisionIssued(DecisionIssued(decision: issued)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension Case {
    /// What keeps the decision from being issued, as the record alone tells.
    func decisionObstacle() -> Obstacle? {
        let isFirst = Branch.firstInstance.contains(kind)
        if !secondCase.isEmpty {
            return Obstacle(
                .guard,
                "a case that no second instance has accepted",
                vi: "cấp giải quyết lần hai chưa thụ lý",
                basis: "Luật Khiếu nại 2011 Đ.33"
            )
        }
        let isSettledAtOnce = isFirst && ownCheck?.right == true
        if !isSettledAtOnce, verification?.report == nil {
            return Obstacle(
                .document,
                "a verification report",
                vi: "báo cáo kết quả xác minh",
                basis: isFirst
                    ? "Luật Khiếu nại 2011 Đ.29, Đ.31" : "Luật Khiếu nại 2011 Đ.38, Đ.40"
            )
        }
        let isAlways = isDiscipline || !isFirst
        let isAsked = isAlways || verification?.resultsDiffer == true
        guard isAsked, !isSettledAtOnce || isDiscipline, (dialogue?.heldOn ?? "").isEmpty else {
            return nil
        }
        return Obstacle(
            .guard,
            isAlways
                ? "a dialogue, which is always held"
                : "a dialogue, mandatory because demand and result differ",
            vi: "đối thoại",
            basis: isDiscipline
                ? "Luật Khiếu nại 2011 Đ.53"
                : isFirst ? "Luật Khiếu nại 2011 Đ.30" : "Luật Khiếu nại 2011 Đ.39"
        )
    }
}

extension Decision {
    fileprivate func check(_ checks: inout Checks, _ senders: SenderNames) {
        checks.listed(conclusion, "decision.conclusion", "say what the decision finds")
        checks.listed(action, "decision.action", "say what the decision does")
        checks.require(
            conclusion != .wellFounded || action != .uphold,
            "decision.action",
            "upholds what a well-founded complaint is directed against",
            "amend, supplement, annul or end it (Luật Khiếu nại 2011 Đ.31)"
        )
        checks.text(summary, "decision.summary", max: 4_000)
        checks.namesNobody(summary, "decision.summary", senders)
        checks.require(
            moneyVnd >= 0 && landCentiM2 >= 0,
            "decision.money_vnd",
            "is negative, or the land is",
            "give amounts of 0 or more"
        )
        checks.require(
            sentOn.isEmpty && receivedOn.isEmpty && effectiveOn.isEmpty && receipts.isEmpty,
            "decision.sent_on",
            "is given with the issue, or receipt or effect are",
            "leave them out: SendDecision, RecordDecisionReceipt and ConfirmEffect set them"
        )
    }
}

extension SendDecisionRequest {
    /// Decides that the decision went out (Luật Khiếu nại 2011 Đ.32, Đ.41, Đ.54, Đ.56).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.document?.issuedOn ?? "")
        try checks.finish()
        let row = try file.admit("ComplaintService/SendDecision", context)
        return [
            file.event(
                .decisionSent(DecisionSent()),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension RecordDecisionReceiptRequest {
    /// Decides that a complainant received the decision: the windows of appeal open for that one.
    ///
    /// Windows: Luật Khiếu nại 2011 Đ.33, Đ.48; Luật Tố tụng hành chính 2015 Đ.116.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        _ persons: Complainants,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.sentOn ?? "")
        checks.require(
            person.isEmpty || persons.senders.contains(person),
            "person",
            "is no sender of the case's petitions",
            "give the id of a sealed sender, or leave it out for the only one"
        )
        try checks.finish()
        let row = try file.admit("ComplaintService/RecordDecisionReceipt", context)
        let receipts = file.decision?.receipts ?? []
        guard !(file.decision?.sentOn ?? "").isEmpty,
            !receipts.contains(where: { $0.person == person || $0.person.isEmpty })
        else {
            throw file.refusal(
                of: "RecordDecisionReceipt",
                missing: "a decision that was sent and whose receipt is not recorded yet",
                basis: row.basis
            )
        }
        return [
            file.event(
                .decisionReceived(DecisionReceived(person: person)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension PublishDecisionRequest {
    /// Decides that the second decision was made public; a meeting is announced 3 working days
    /// before, a posting stays 15 days (NĐ 75/2012 Đ.12, NĐ 124/2020).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.document?.issuedOn ?? "")
        checks.listed(form, "form", "say how it was made public")
        checks.require(
            (form == .meeting) == !notifiedOn.isEmpty,
            "notified_on",
            form == .meeting ? "is missing for a meeting" : "is given without a meeting",
            form == .meeting ? "give the day on which it was announced" : "leave it out"
        )
        let notified =
            notifiedOn.isEmpty || form != .meeting
            ? nil : checks.pastDay(notifiedOn, "notified_on")
        if let notified { checks.order(day, "acted_on", notBefore: notified.iso) }
        try checks.finish()
        let row = try file.admit("ComplaintService/PublishDecision", context)
        let clocks = context.clocks
        var started: [Deadline] = []
        if form == .posting {
            started = clocks.start(
                ["KN.PUBLISH.POSTING_MIN"],
                by: "publication.posted",
                on: day
            )
        }
        if let notified {
            let notice = clocks.start(
                ["KN.PUBLISH.MEETING_NOTICE"],
                by: "publication.meeting_date",
                on: day
            )
            started = clocks.stop(notice, by: ["publication.meeting_notified"], on: notified)
        }
        let publication = Publication(
            form: form,
            publishedOn: day.iso,
            notifiedOn: notifiedOn
        )
        return [
            file.event(
                .decisionPublished(DecisionPublished(publication: publication)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context) + started
            )
        ]
    }
}

extension AnnounceDecisionRequest {
    /// Decides that a decision on a disciplinary matter was announced to the staff
    /// (Luật Khiếu nại 2011 Đ.58).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.effectiveOn ?? "")
        try checks.finish()
        let row = try file.admit("ComplaintService/AnnounceDecision", context)
        guard file.announcedOn.isEmpty else {
            throw file.refusal(
                of: "AnnounceDecision",
                missing: "a decision that was not announced yet",
                basis: row.basis
            )
        }
        return [
            file.event(
                .decisionAnnounced(DecisionAnnounced()),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}
