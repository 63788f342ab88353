package import Messages

extension ConfirmEffectRequest {
    /// Decides that the decision is in legal effect: on the day after the last day of the period
    /// that counts from its issue (Luật Khiếu nại 2011 Đ.44 k.1).
    ///
    /// - Throws: `CaseworkError` when there is no decision, or the period has not run out.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        let row = try file.admit("ComplaintService/ConfirmEffect", context)
        guard let (period, effective) = file.effect else {
            throw file.refusal(
                of: "ConfirmEffect",
                missing: "a period of effect",
                basis: row.basis
            )
        }
        let lapsed = period.ended(.lapsed, by: "decision.legal_effect", on: effective)
        let started = row.clocks(of: file, on: effective, context)
            .filter { $0.rule != "KN.ENFORCE" || file.isToBeEnforced }
        return [
            file.event(
                .decisionEffective(DecisionEffective()),
                on: effective,
                deadlines: [lapsed] + started
            )
        ]
    }
}

extension CloseCaseRequest {
    /// Decides that the file is closed: settled for good, nothing is owed, and the window of a
    /// second complaint has run out (it counts from receipt, effect from issue).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids closing.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        try checks.finish()
        let row = try file.admit("CaseService/CloseCase", context)
        let windows = file.deadlines.filter {
            $0.state == .open
                && ($0.rule.hasPrefix("KN.APPEAL_WINDOW") || $0.rule.hasPrefix("KNKL.LIMITATION"))
        }
        if let open = windows.first(where: { $0.dueOn >= day.iso }) {
            throw file.refusal(
                of: "CloseCase",
                missing: "the end of the window of a second complaint, \(open.dueOn)",
                basis: row.basis
            )
        }
        let lapsed = windows.map { $0.ended(.lapsed, by: "case.file_closed", on: day) }
        return [
            file.event(
                .caseClosed(CaseClosed()),
                on: day,
                deadlines: lapsed + row.clocks(of: file, on: day, context)
            )
        ]
    }
}
