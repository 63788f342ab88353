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

extension StartEnforcementRequest {
    /// Decides that enforcement has begun.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        enforcer: Agency?,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.decision?.effectiveOn ?? "")
        checks.require(
            enforcer?.isInBeing(on: day) ?? false,
            "agency",
            "names no agency that is in being on \(day.iso)",
            "give the code of the agency that enforces"
        )
        try checks.finish()
        _ = try file.admit("EnforcementService/StartEnforcement", context)
        let clocks = context.clocks.stop(file.deadlines, by: ["enforcement.started"], on: day)
        let fact = EnforcementStarted(agency: agency)
        return [file.event(.enforcementStarted(fact), on: day, deadlines: clocks)]
    }
}

extension FinishEnforcementRequest {
    /// Decides that everything that the decision orders is done.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.enforcement?.startedOn ?? "")
        let money = file.decision?.moneyVnd ?? 0
        let land = file.decision?.landCentiM2 ?? 0
        checks.require(
            moneyDoneVnd == money,
            "money_done_vnd",
            "is \(moneyDoneVnd), not the \(money) that the decision orders",
            "finish when all of it is done"
        )
        checks.require(
            landDoneCentiM2 == land,
            "land_done_centi_m2",
            "is \(landDoneCentiM2), not the \(land) that the decision orders",
            "finish when all of it is done"
        )
        try checks.finish()
        _ = try file.admit("EnforcementService/FinishEnforcement", context)
        let fact = EnforcementFinished(
            moneyDoneVnd: moneyDoneVnd,
            landDoneCentiM2: landDoneCentiM2
        )
        return [file.event(.enforcementFinished(fact), on: day)]
    }
}

extension CloseCaseRequest {
    /// Decides that the file is closed: enforced, or in effect with nothing to enforce, and the
    /// window of a second complaint has run out (it counts from receipt, effect from issue).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids closing.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.lastActOn)
        try checks.finish()
        if file.kind == .denunciation {
            return try decideDenunciation(file, on: day, context)
        }
        let basis = "Luật Khiếu nại 2011 Đ.33, Đ.44, Đ.46"
        _ = try file.admit("CaseService/CloseCase", context)
        let windows = file.deadlines.filter {
            $0.state == .open
                && ($0.rule.hasPrefix("KN.APPEAL_WINDOW") || $0.rule.hasPrefix("KNKL.LIMITATION"))
        }
        if let open = windows.first(where: { $0.dueOn >= day.iso }) {
            throw file.refusal(
                of: "CloseCase",
                missing: "the end of the window of a second complaint, \(open.dueOn)",
                basis: basis
            )
        }
        let clocks = context.clocks
        let lapsed = windows.map { $0.ended(.lapsed, by: "case.file_closed", on: day) }
        return [
            file.event(
                .caseClosed(CaseClosed()),
                on: day,
                deadlines: lapsed
                    + clocks.start(["KN.FILE_HANDOVER"], by: "case.file_closed", on: day)
            )
        ]
    }
}
