package import Messages

extension ContinueDenunciationRequest {
    /// Decides that the denouncer went on to the direct superior: because the settlement is held to
    /// break the law, or because its limit passed (Luật Tố cáo 2018 Đ.37, Đ.38).
    ///
    /// `body` is the agency of the case; its superior asks.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        body: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "DenunciationService/ContinueDenunciation"
        var checks = Checks(today: context.today)
        let day = checks.actDay(receivedOn, "received_on")
        checks.listed(
            ground,
            "ground",
            "say whether the conclusion or the passing of the limit is the ground"
        )
        checks.order(
            day,
            "received_on",
            notBefore: ground == .conclusion ? file.concludedOn : file.acceptance?.issuedOn ?? ""
        )
        try checks.finish()
        let row = try file.admit(method, context)
        try file.checkSuperior(of: method, body, row.basis, context)
        let isConcluded = !file.concludedOn.isEmpty
        let missing: String? =
            if isConcluded != (ground == .conclusion) {
                isConcluded
                    ? "the ground CONCLUSION: there is a conclusion"
                    : "a conclusion, or the ground OVERDUE"
            } else if !isConcluded, file.pendingContinuation != nil {
                "a settler who has reported on the continued denunciation before"
            } else if !isConcluded,
                context.clocks.expired(file.deadlines, family: ["TC.RESOLVE"], by: day) == nil
            {
                "a limit of settlement that has passed with all its extensions"
            } else {
                nil
            }
        if let missing { throw file.refusal(of: method, missing: missing, basis: row.basis) }
        let continuation = Continuation(
            ground: ground,
            receivedOn: day.iso,
            superior: context.agency
        )
        var deadlines = row.clocks(of: file, on: day, context)
        for index in deadlines.indices where deadlines[index].state == .open {
            // The superior looks into it, or asks: it is on that one's list too.
            deadlines[index].owedBy = context.agency
        }
        return [
            file.event(
                .denunciationContinued(DenunciationContinued(continuation: continuation)),
                on: day,
                deadlines: deadlines
            )
        ]
    }
}

extension DecideContinuedRequest {
    /// Decides what becomes of a continued denunciation: it is refused, settled again by the first
    /// settler, or by the superior, each time as a case of its own (Luật Tố cáo 2018 Đ.37 k.2).
    ///
    /// - Parameters:
    ///   - file: The case whose settlement was not accepted.
    ///   - caseID: Id of the new case, if one opens.
    ///   - body: The agency of the case.
    ///   - superior: The agency that asks.
    ///   - context: Day, rules and calendar.
    /// - Returns: The decision, and the acceptance of the new case if one opens.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        caseID: String,
        body: Agency,
        superior: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "DenunciationService/DecideContinued"
        var checks = Checks(today: context.today)
        let day = checks.document(decision, "decision")
        let asked = file.denunciation?.continuations.last
        checks.order(day, "decision.issued_on", notBefore: asked?.receivedOn ?? "")
        superior.checkHead(office: office, on: day, &checks)
        checks.listed(result, "result", "say what is decided")
        try checks.finish()
        let row = try file.admit(method, context)
        try file.checkSuperior(of: method, body, row.basis, context)
        let isAgain = result != .refuse
        let fact = ContinuationDecided(
            result: result,
            decision: decision,
            caseId: isAgain ? caseID : ""
        )
        let decided = file.event(
            .continuationDecided(fact),
            on: day,
            deadlines: row.clocks(of: file, on: day, context)
        )
        guard isAgain else { return [decided] }
        let opened = opened(file, caseID, superior, on: day)
        return [
            decided,
            opened.event(
                .denunciationAccepted(DenunciationAccepted(acceptedCase: opened)),
                on: day,
                deadlines: opened.clocksOfAcceptance(on: day, context)
            ),
        ]
    }

    private func opened(_ file: Case, _ caseID: String, _ superior: Agency, on day: Day) -> Case {
        let isTaken = result == .takeOver
        return Case(
            id: caseID,
            agency: isTaken ? superior.code : file.agency,
            competentOffice: isTaken ? office : file.competentOffice,
            petitions: file.petitions,
            type: .denunciation,
            instance: 1,
            state: .accepted,
            acceptance: decision,
            lastActOn: day.iso,
            contents: file.contents.filter(\.withdrawnOn.isEmpty),
            respondent: file.respondent,
            filedOn: file.denunciation?.continuations.last?.receivedOn ?? "",
            denunciation: Denunciation(continuedFrom: file.id),
            respondents: file.respondents,
            superior: isTaken ? "" : file.superior
        )
    }
}

extension RequestBySuperiorRequest {
    /// Decides that the superior asked for a report on what is overdue; the settler has 5 working
    /// days from its receipt (Luật Tố cáo 2018 Đ.38 k.2, k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        body: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "DenunciationService/RequestBySuperior"
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        let asked = file.denunciation?.continuations.last
        checks.order(day, "document.issued_on", notBefore: asked?.receivedOn ?? "")
        let received = receivedOn.isEmpty ? day : checks.pastDay(receivedOn, "received_on") ?? day
        checks.order(received, "received_on", notBefore: day.iso)
        try checks.finish()
        let row = try file.admit(method, context)
        try file.checkSuperior(of: method, body, row.basis, context)
        let clocks = context.clocks
        let fact = SuperiorRequested(request: document, receivedOn: received.iso)
        return [
            file.event(
                .superiorRequested(fact),
                on: day,
                deadlines: clocks.stop(file.deadlines, by: row.stops, on: day)
                    + clocks.start(
                        row.starts.map(\.rule),
                        by: "superior_request.received",
                        on: received
                    )
            )
        ]
    }
}

extension ReportToSuperiorRequest {
    /// Decides that the settler reported to the superior why the limit passed
    /// (Luật Tố cáo 2018 Đ.38 k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(
            day,
            "document.issued_on",
            notBefore: file.denunciation?.continuations.last?.requestReceivedOn ?? ""
        )
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        let row = try file.admit("DenunciationService/ReportToSuperior", context)
        let fact = ReportedToSuperior(report: document, reason: reason)
        return [
            file.event(
                .reportedToSuperior(fact),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension Case {
    /// The continued denunciation because of overdue that the settler has not reported on.
    var pendingContinuation: Continuation? {
        denunciation?.continuations.last { $0.ground == .overdue && $0.report == nil }
    }

    /// Demands that the direct superior of the case's agency acts.
    fileprivate func checkSuperior(
        of method: String,
        _ body: Agency,
        _ basis: String,
        _ context: Context
    ) throws(CaseworkError) {
        let then = body.asOf(context.today) ?? body
        guard !CompetentBody.superior(of: then).contains(context.agency) else { return }
        throw refusal(
            of: method,
            missing: "the direct superior of the agency that settles, which asks",
            basis: basis
        )
    }
}
