package import Messages

extension NotifyResultRequest {
    /// Decides that the visitor was told a result, or that it takes longer.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "ReceptionService/NotifyResult"
        var found = notice ?? VisitNotice()
        var checks = Checks(today: context.today)
        let day = found.check(visit, senders, &checks)
        try checks.finish()
        _ = try visit.admit(method, context)
        let isFinal = found.result != .needsLonger
        let isSettled = visit.open.isEmpty
        guard isSettled || !isFinal || found.result == .refused || found.result == .answered
        else {
            throw visit.refusal(
                of: method,
                missing: "an outcome of every content, of which the visitor is told",
                basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
            )
        }
        found.notifiedOn = day.iso
        let rows = Visit.table.filter { $0.method == method }
        guard let row = rows.first(where: { $0.to == [isFinal ? .resultNotified : .resultPending] })
        else { throw .invalid([]) }
        var clocks = row.clocks(of: visit, on: day, context).map { clock in
            // The law knows no number: the day that the visitor was told is the last one.
            guard clock.rule == "RCP.RESULT_FOLLOWUP", clock.state == .open else { return clock }
            var clock = clock
            clock.nominalOn = found.expectedOn
            clock.dueOn = found.expectedOn
            return clock
        }
        if isFinal { clocks += visit.transferClocks(told: found.result, on: day, context) }
        let fact = VisitNotified(notice: found)
        return [visit.event(.visitNotified(fact), on: day, deadlines: clocks)]
    }
}

extension VisitNotice {
    /// Checks the notice; its day.
    fileprivate func check(
        _ visit: Visit,
        _ senders: SenderNames,
        _ checks: inout Checks
    ) -> Day {
        checks.listed(result, "notice.result", "say what the visitor was told")
        checks.listed(form, "notice.form", "say how the visitor was told")
        let day = checks.actDay(notifiedOn, "notice.notified_on")
        checks.order(day, "notice.notified_on", notBefore: visit.lastActOn)
        if form == .written || document != nil {
            _ = checks.document(document, "notice.document")
            checks.order(day, "notice.notified_on", notBefore: document?.issuedOn ?? "")
        }
        let isLonger = result == .needsLonger
        if isLonger { checks.text(reason, "notice.reason", max: 2_000) }
        checks.limit(reason, "notice.reason", max: 2_000)
        checks.namesNobody(reason, "notice.reason", senders)
        let expected = Day(iso: expectedOn)
        checks.require(
            isLonger ? expected.map { $0 > day } ?? false : expectedOn.isEmpty,
            "notice.expected_on",
            isLonger ? "is no day after the notice" : "is given for a final result",
            isLonger ? "give the day on which the result is expected" : "leave it out"
        )
        return day
    }
}

extension Visit {
    /// The clock of a transfer when the visitor knows the final result.
    fileprivate func transferClocks(
        told result: VisitResult,
        on day: Day,
        _ context: Context
    ) -> [Deadline] {
        let event = "denunciation.transferred"
        let stopped =
            result == .transferred ? context.clocks.stop(deadlines, by: [event], on: day) : []
        return stopped.isEmpty
            ? lapsed([], by: "reception.result_notified", on: day) : stopped
    }
}

extension RecordDepartureRequest {
    /// Decides that the visitor left before the result, which is still owed.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ visit: Visit, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        try checks.finish()
        _ = try visit.admit("ReceptionService/RecordDeparture", context)
        return [visit.event(.visitorDeparted(VisitorDeparted()), on: day)]
    }
}

extension CloseVisitRequest {
    /// Decides that a visit is closed: something came of every content, and the visitor knows.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ visit: Visit, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        try checks.finish()
        _ = try visit.admit("ReceptionService/CloseVisit", context)
        return [visit.event(.visitClosed(VisitClosed()), on: day)]
    }
}

extension NotifyTransferrerRequest {
    /// Decides that the result of a transferred matter came; a citizen who asked is told of it.
    ///
    /// The body had seven working days from the settlement on (Luật Tiếp công dân 2013 Đ.27 k.2).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let reported = checks.document(notice, "notice")
        let received = checks.actDay(receivedOn, "received_on")
        checks.order(received, "received_on", notBefore: notice?.issuedOn ?? "")
        let resolved = checks.pastDay(resolvedOn, "resolved_on") ?? reported
        checks.order(reported, "notice.issued_on", notBefore: resolved.iso)
        let index = visit.awaited(from: agency)
        checks.require(
            index != nil || !visit.feedback.contains { $0.receivedOn.isEmpty },
            "agency",
            "is no body whose result is waited for",
            "name the body as the transfer named it"
        )
        try checks.finish()
        let row = try visit.admit("ReceptionService/NotifyTransferrer", context)
        guard let index else { throw .invalid([]) }
        var news = visit.feedback[index]
        news.notice = notice
        news.receivedOn = received.iso
        news.resolvedOn = resolved.iso
        // What the other body owed is over when its notice is here.
        let owed = context.clocks.start(
            ["RCP.TRANSFER_RESULT_BACK"],
            by: "case.resolved",
            on: resolved
        )
        var clocks = context.clocks.stop(owed, by: row.stops, on: reported)
        if news.relayAsked {
            clocks += row.starts.flatMap {
                context.clocks.start([$0.rule], by: $0.event, on: received)
            }
        }
        let fact = TransferSettled(feedback: news)
        return [visit.event(.transferSettled(fact), on: received, deadlines: clocks)]
    }
}

extension RelayToCitizenRequest {
    /// Decides that the citizen was told of the result of a transfer.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ visit: Visit, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        let index = visit.untold(from: agency)
        checks.require(
            index != nil || !visit.feedback.contains(where: \.isOwed),
            "agency",
            "is no body whose result is owed to the citizen",
            "name the body as the transfer named it"
        )
        let received = index.map { visit.feedback[$0].receivedOn } ?? ""
        checks.order(day, "acted_on", notBefore: received)
        try checks.finish()
        let row = try visit.admit("ReceptionService/RelayToCitizen", context)
        let running = visit.deadlines.filter { $0.startOn == received }
        let clocks = context.clocks.stop(running, by: row.stops, on: day)
        let fact = ResultRelayed(agency: agency)
        return [visit.event(.resultRelayed(fact), on: day, deadlines: clocks)]
    }
}
