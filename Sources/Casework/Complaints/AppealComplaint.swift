package import Messages

extension FileSecondComplaintRequest {
    /// Decides that the complaint went to the second instance: after a decision in the window
    /// that its receipt opened, without one in the window that the expiry opened
    /// (Luật Khiếu nại 2011 Đ.33, Đ.48).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        _ persons: Complainants,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.require(
            person.isEmpty || persons.senders.contains(person),
            "person",
            "is no sender of the case's petitions",
            "give the id of a sealed sender, or leave it out for the only one"
        )
        checks.listed(
            ground,
            "ground",
            "say whether the first decision or the passing of the limit is the ground"
        )
        try checks.finish()
        let row = try file.admit("ComplaintService/FileSecondComplaint", context)
        if let missing = try missing(file, on: day, context, &checks) {
            throw file.refusal(of: "FileSecondComplaint", missing: missing, basis: row.basis)
        }
        let appeal = Appeal(ground: ground, filedOn: day.iso, person: person)
        return [
            file.event(
                .secondComplaintFiled(SecondComplaintFiled(appeal: appeal)),
                on: day,
                deadlines: clocks(file, row, on: day, context)
            )
        ]
    }

    /// The window ends, and with it the effect and the duty to enforce what was in effect.
    private func clocks(
        _ file: Case,
        _ row: StateTransition<Case>,
        on day: Day,
        _ context: Context
    ) -> [Deadline] {
        var running = file.deadlines
        for index in running.indices where running[index].state == .open && running[index].window {
            guard running[index].startEvent == "decision1.received" else { continue }
            running[index].obstacles = obstacles
            running[index] = (try? context.clocks.reckoned(running[index])) ?? running[index]
        }
        let lapsed = running.filter { $0.rule.hasPrefix("KN.ENFORCE") && $0.state == .open }
            .map { $0.ended(.lapsed, by: "second_complaint.filed", on: day) }
        return context.clocks.stop(running, by: row.stops, on: day) + lapsed
    }

    private func missing(
        _ file: Case,
        on day: Day,
        _ context: Context,
        _ checks: inout Checks
    ) throws(CaseworkError) -> String? {
        if file.appeal != nil { return "a case that has not gone to the second instance yet" }
        if file.isCourtMatter {
            return "a complaint that no court has taken up (Luật Khiếu nại 2011 Đ.11 k.9)"
        }
        let isDecided = file.decision != nil
        if isDecided != (ground == .decision) {
            return isDecided
                ? "the ground DECISION: there is a first decision"
                : "a first decision, or the ground OVERDUE"
        }
        guard let start = isDecided ? file.receipt(of: person) : file.expiry(before: day, context)
        else {
            return isDecided
                ? "the day on which the complainant received the decision"
                : "a limit of settlement that has passed"
        }
        let window = FilingWindow(
            rule: FilingWindow.second(
                isDiscipline: file.isDiscipline,
                dismissal: file.dismissal,
                remoteArea: file.remoteArea
            ),
            start: start,
            obstacles: obstacles
        )
        window.check(
            filed: day.iso,
            "acted_on",
            basis: "Luật Khiếu nại 2011 Đ.33, Đ.48",
            context,
            &checks
        )
        try checks.finish()
        return nil
    }
}

extension FileLawsuitRequest {
    /// Decides that the complainant went to court: after a decision within its window, or once
    /// the limit has passed without one (Luật Khiếu nại 2011 Đ.33, Đ.42).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.text(court, "court", max: 200)
        let known = file.decision?.document?.issuedOn ?? ""
        checks.order(day, "acted_on", notBefore: known)
        try checks.finish()
        let row = try file.admit("ComplaintService/FileLawsuit", context)
        let windows = file.deadlines.filter { $0.rule == "KN.COURT_WINDOW" && $0.state == .open }
        let missing: String? =
            if file.lawsuit != nil {
                "a case that is not before the court yet"
            } else if file.decision == nil, file.expiry(before: day, context) == nil {
                "a decision, or a limit of settlement that has passed"
            } else if let last = windows.map(\.dueOn).max(), last < day.iso {
                "a day by \(last), the end of the window of the suit"
            } else {
                nil
            }
        if let missing {
            throw file.refusal(of: "FileLawsuit", missing: missing, basis: row.basis)
        }
        let lawsuit = Lawsuit(filedOn: day.iso, court: court)
        return [
            file.event(
                .lawsuitFiled(LawsuitFiled(lawsuit: lawsuit)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension ReviewUnlawfulRequest {
    /// Decides that the chairman of the city has a settlement taken up anew
    /// (NĐ 124/2020 Đ.38 as amended by NĐ 155/2026, from 01/07/2026).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        acting: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(document, "document", &checks)
        checks.text(signs, "signs", max: 2_000)
        checks.namesNobody(signs, "signs", senders)
        file.checkCourseLaw(on: day, "document.issued_on", &checks)
        try checks.finish()
        let row = try file.admit("ComplaintService/ReviewUnlawful", context)
        guard acting.type == .cityCommittee else {
            throw file.refusal(
                of: "ReviewUnlawful",
                missing: "the chairman of the city",
                basis: row.basis
            )
        }
        let review = Review(document: document, signs: signs)
        return [
            file.event(
                .reviewDemanded(ReviewDemanded(review: review)),
                on: day,
                deadlines: file.deadlines.freed(by: "review.demanded", on: day)
            )
        ]
    }
}

extension Case {
    /// The day on which a person received the decision; the one receipt when no person is named,
    /// and the one day when another system told no receipts.
    func receipt(of person: String) -> Day? {
        let receipts = decision?.receipts ?? []
        if receipts.isEmpty { return Day(iso: decision?.receivedOn ?? "") }
        let found =
            receipts.first { $0.person == person || $0.person.isEmpty }
            ?? (person.isEmpty && receipts.count == 1 ? receipts.first : nil)
        return Day(iso: found?.receivedOn ?? "")
    }

    /// The last day of the limit of settlement when it passed before a day without a decision.
    func expiry(before day: Day, _ context: Context) -> Day? {
        guard decision == nil else { return nil }
        return context.clocks.expired(
            deadlines,
            family: ["KN.RESOLVE.1", "KNKL.RESOLVE"],
            by: day
        )
    }
}
