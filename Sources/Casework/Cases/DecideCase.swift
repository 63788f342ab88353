package import Messages

extension IssueDecisionRequest {
    /// Decides the decision at first instance: it stops the clock of settlement on its own day
    /// and starts those of sending and of effect (Luật Khiếu nại 2011 Đ.28, Đ.31, Đ.32, Đ.44).
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
        let basis = "Luật Khiếu nại 2011 Đ.30, Đ.31"
        _ = try file.admit("ComplaintService/IssueDecision", context)
        guard let verification = file.verification, verification.report != nil else {
            throw file.refusal(
                of: "IssueDecision",
                missing: "a verification report",
                basis: basis
            )
        }
        let needsDialogue = verification.resultsDiffer || file.isDiscipline
        guard !needsDialogue || file.dialogue != nil else {
            throw file.refusal(
                of: "IssueDecision",
                missing: "a dialogue, mandatory because demand and result differ",
                basis: file.isDiscipline ? "Luật Khiếu nại 2011 Đ.53" : "Luật Khiếu nại 2011 Đ.30"
            )
        }
        let clocks = context.clocks
        let started = file.clocksOfDecision(on: day, context)
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
                deadlines: clocks.stop(file.deadlines, by: ["decision1.issued"], on: day) + started
            )
        ]
    }
}

extension Decision {
    fileprivate func check(_ checks: inout Checks, _ senders: SenderNames) {
        checks.require(
            ComplaintConclusion.known.contains(conclusion) && conclusion != .unspecified,
            "decision.conclusion",
            "is not of the list ComplaintConclusion",
            "say what the decision finds"
        )
        checks.require(
            FirstInstanceAction.known.contains(action) && action != .unspecified,
            "decision.action",
            "is not of the list FirstInstanceAction",
            "say what the decision does"
        )
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
            sentOn.isEmpty && receivedOn.isEmpty && effectiveOn.isEmpty,
            "decision.sent_on",
            "is given with the issue, or receipt or effect are",
            "leave them out: SendDecision, RecordDecisionReceipt and ConfirmEffect set them"
        )
    }
}

extension SendDecisionRequest {
    /// Decides that the decision went out.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.document?.issuedOn ?? "")
        try checks.finish()
        let basis = "Luật Khiếu nại 2011 Đ.32"
        _ = try file.admit("ComplaintService/SendDecision", context)
        guard (file.decision?.sentOn ?? "").isEmpty else {
            throw file.refusal(
                of: "SendDecision",
                missing: "a decision that was not sent yet",
                basis: basis
            )
        }
        let clocks = context.clocks.stop(file.deadlines, by: ["decision1.sent"], on: day)
        return [file.event(.decisionSent(DecisionSent()), on: day, deadlines: clocks)]
    }
}

extension RecordDecisionReceiptRequest {
    /// Decides that the complainant received the decision: the windows of appeal open.
    ///
    /// Windows: Luật Khiếu nại 2011 Đ.33, Đ.48; Luật Tố tụng hành chính 2015 Đ.116.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.sentOn ?? "")
        try checks.finish()
        let basis = "Luật Khiếu nại 2011 Đ.33"
        _ = try file.admit("ComplaintService/RecordDecisionReceipt", context)
        guard let decision = file.decision, !decision.sentOn.isEmpty, decision.receivedOn.isEmpty
        else {
            throw file.refusal(
                of: "RecordDecisionReceipt",
                missing: "a decision that was sent and whose receipt is not recorded yet",
                basis: basis
            )
        }
        return [
            file.event(
                .decisionReceived(DecisionReceived()),
                on: day,
                deadlines: file.clocksOfReceipt(on: day, context)
            )
        ]
    }
}
