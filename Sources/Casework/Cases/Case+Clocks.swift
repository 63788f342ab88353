package import Messages

/// The time limits that the acts of a case start.
extension Case {
    /// The longer limits of complex cases, by the ordinary ones (Luật Khiếu nại 2011 Đ.28, Đ.37,
    /// Đ.50).
    static let complexLimits = [
        "KN.RESOLVE.1.ORDINARY": "KN.RESOLVE.1.COMPLEX",
        "KN.RESOLVE.1.REMOTE": "KN.RESOLVE.1.REMOTE_COMPLEX",
        "KN.RESOLVE.2.ORDINARY": "KN.RESOLVE.2.COMPLEX",
        "KN.RESOLVE.2.REMOTE": "KN.RESOLVE.2.REMOTE_COMPLEX",
        "KNKL.RESOLVE": "KNKL.RESOLVE.COMPLEX",
    ]

    /// The limits of remote areas and of disciplinary decisions, by the ordinary ones.
    package func rule(_ key: String) -> String {
        if key == "KN.APPEAL_WINDOW" {
            return FilingWindow.second(
                isDiscipline: isDiscipline,
                dismissal: dismissal,
                remoteArea: remoteArea
            )
        }
        return remoteArea && !isDiscipline ? Self.remote[key] ?? key : key
    }

    private static let remote = [
        "KN.RESOLVE.1.ORDINARY": "KN.RESOLVE.1.REMOTE",
        "KN.RESOLVE.2.ORDINARY": "KN.RESOLVE.2.REMOTE",
        "KN.EFFECT.1": "KN.EFFECT.1.REMOTE",
        "KN.EFFECT.2": "KN.EFFECT.2.REMOTE",
    ]

    /// Acceptance: the limit of settlement (Luật Khiếu nại 2011 Đ.28, Đ.37, Đ.50), with the notices
    /// on a denunciation (Luật Tố cáo 2018 Đ.29 k.3, Đ.30) and the window in which it may be
    /// withdrawn, open since its receipt (Đ.33 k.1); of feedback the one that is set, since the law
    /// knows none.
    func clocksOfAcceptance(on day: Day, _ context: Context) -> [Deadline] {
        if kind == .feedback {
            return context.clocks.start(["KNPA.RESOLVE"], by: "petition.accepted", on: day)
        }
        if kind == .denunciation {
            return context.clocks.start(
                ["TC.RESOLVE", "TC.NOTIFY_ACCEPT"],
                by: "denunciation.acceptance_decision",
                on: day
            )
                + context.clocks.start(
                    ["TC.WITHDRAW_WINDOW"],
                    by: "denunciation.received",
                    on: Day(iso: filedOn) ?? day
                )
        }
        let ordinary =
            isDiscipline
            ? "KNKL.RESOLVE"
            : rule(instance == 2 ? "KN.RESOLVE.2.ORDINARY" : "KN.RESOLVE.1.ORDINARY")
        let limit = complexity.isEmpty ? ordinary : Self.complexLimits[ordinary] ?? ordinary
        return context.clocks.start([limit], by: "complaint.accepted", on: day)
    }

    /// What the rows of a command start on a day, whatever the state.
    private func clocks(of method: String, on day: Day, _ context: Context) -> [Deadline] {
        rows(of: method).first?.starts.flatMap {
            context.clocks.start([rule($0.rule)], by: $0.event, on: day)
        } ?? []
    }

    package func inheritedClocks(_ context: Context) -> [Deadline] {
        var running: [Deadline] = []
        func on(_ date: String?, _ events: [String], _ start: (Day) -> [Deadline]) {
            guard let day = Day(iso: date ?? "") else { return }
            running.merge(context.clocks.stop(running, by: events, on: day))
            running.merge(start(day))
        }
        on(acceptance?.issuedOn, []) { clocksOfAcceptance(on: $0, context) }
        on(decision?.document?.issuedOn, ["decision1.issued", "decision2.issued"]) {
            clocks(of: "ComplaintService/IssueDecision", on: $0, context)
        }
        on(decision?.sentOn, ["decision1.sent", "decision2.sent"]) { _ in [] }
        on(decision?.receivedOn, []) {
            clocks(of: "ComplaintService/RecordDecisionReceipt", on: $0, context)
        }
        on(decision?.effectiveOn, []) { day in
            let ended = running.filter { Self.effects.contains($0.rule) }
                .map { $0.ended(.lapsed, by: "decision.legal_effect", on: day) }
            return ended + clocks(of: "ComplaintService/ConfirmEffect", on: day, context)
        }
        on(concludedOn, ["conclusion.issued"]) {
            clocks(of: "DenunciationService/ConcludeDenunciation", on: $0, context)
                .filter { isOwed($0, after: denunciation?.conclusion) }
        }
        on(denunciation?.notifiedOn, ["denunciation.acceptance_notified"]) { _ in [] }
        on(denunciation?.conclusion?.sentOn, ["conclusion.sent"]) { _ in [] }
        on(denunciation?.conclusion?.actedOn, ["conclusion.acted_on"]) { _ in [] }
        on(denunciation?.disclosures.first?.publishedOn, ["conclusion.published"]) { _ in [] }
        on(enforcement?.startedOn, ["enforcement.started"]) { day in
            let open = enforcement?.openItems ?? []
            return itemLimits(open, of: enforcement?.agency ?? "", from: day, context)
        }
        let finished = enforcement?.finishedOn ?? ""
        for day in (enforcement?.reports ?? []).map(\.issuedOn).sorted() where day != finished {
            on(day, []) { reported(running, on: $0, context) }
        }
        on(finished, ["enforcement.finished"]) { _ in [] }
        on(review?.document?.issuedOn, []) { running.freed(by: "review.demanded", on: $0) }
        let judgment = lawsuit?.judgment
        if judgment?.outcome == .annulled {
            on(judgment?.document?.issuedOn, []) { running.freed(by: "lawsuit.judged", on: $0) }
        }
        on(feedback?.answers.last?.document?.issuedOn, ["feedback.answered"]) { _ in [] }
        on(closedOn, ["enforcement.finished"]) {
            clocks(of: "CaseService/CloseCase", on: $0, context)
        }
        return running
    }

    private static let effects: Set = [
        "KN.EFFECT.1", "KN.EFFECT.1.REMOTE", "KN.EFFECT.2", "KN.EFFECT.2.REMOTE", "KNKL.EFFECT",
    ]

    /// The period that the decision's effect waits for, and the day after it.
    var effect: (period: Deadline, effective: Day)? {
        guard let period = deadlines.first(where: { Self.effects.contains($0.rule) }),
            let last = Day(iso: period.dueOn)
        else { return nil }
        return (period, last + 1)
    }
}
