package import Messages

extension RescheduleSessionRequest {
    /// Decides that a session is put off, or handed over to a deputy.
    ///
    /// `senders` are the persons whom the session's proposals are about.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ session: Session,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try session.admit("SessionService/RescheduleSession", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        row.order(day, in: session, &checks)
        checks.text(reason, "reason", max: 500)
        checks.namesNobody(reason, "reason", senders)
        let isMoved = !heldOn.isEmpty && heldOn != session.heldOn
        checks.require(
            isMoved || !deputyOffice.isEmpty,
            "held_on",
            "changes nothing",
            "give another day, or the office of a deputy"
        )
        let held = isMoved ? checks.sessionDay(heldOn) : Day(iso: session.heldOn)
        if let held { checkDeputy(of: agency, on: held, context.settings, &checks) }
        let posted = isMoved ? move(session, to: held, on: day, &checks, context) : nil
        checks.require(
            isMoved || (publishedOn.isEmpty && beginsAtMs == 0),
            publishedOn.isEmpty ? "begins_at_ms" : "published_on",
            "goes with another day only",
            "leave it out"
        )
        try checks.finish()
        let fact = SessionRescheduled(
            heldOn: isMoved ? heldOn : "",
            beginsAtMs: beginsAtMs,
            deputyOffice: deputyOffice,
            reason: reason,
            publishedOn: publishedOn
        )
        let moved = isMoved ? held : nil
        let clocks = moved.map { anew(session, held: $0, on: day, posted, context) } ?? []
        return [session.event(.sessionRescheduled(fact), on: day, deadlines: clocks)]
    }

    /// Checks another day; gives the day on which the new schedule was posted, if it was.
    private func move(
        _ session: Session,
        to held: Day?,
        on day: Day,
        _ checks: inout Checks,
        _ context: Context
    ) -> Day? {
        guard let held else { return nil }
        checks.require(
            held >= day,
            "held_on",
            "lies before \(day.iso), the day on which it was put off",
            "give a day on which the leader can still receive"
        )
        checks.require(
            !session.online || held >= Session.lawOf2026,
            "held_on",
            "lies before online sessions (NĐ 154/2026/NĐ-CP Đ.16)",
            "give a day from 2026-07-01"
        )
        checks.begin(beginsAtMs, on: held, demanded: session.online)
        guard !publishedOn.isEmpty, let posted = checks.pastDay(publishedOn, "published_on")
        else { return nil }
        checks.order(posted, "published_on", notBefore: day.iso)
        session.checkPosting(posted, "published_on", for: held, &checks, context)
        return posted
    }

    /// Handing over: with a note until 30/06/2026, not at all from 01/07/2026.
    ///
    /// The day of the session decides, not the day of the act: it is the reception that the law
    /// wants in person.
    private func checkDeputy(
        of agency: Agency,
        on held: Day,
        _ settings: Settings,
        _ checks: inout Checks
    ) {
        guard !deputyOffice.isEmpty else { return }
        checks.require(
            held < Session.lawOf2026 || !settings.isOn(.leaderInPerson),
            "deputy_office",
            "is refused from 2026-07-01: the head receives in person "
                + "(Luật 136/2025/QH15 Đ.1 k.7)",
            "put the session off to a day on which the head receives"
        )
        checks.require(
            agency.office(deputyOffice, on: held).map { !$0.head } ?? false,
            "deputy_office",
            "is no other office of the agency",
            "name the deputy's office"
        )
    }

    /// The limits of the former day end as replaced; those of the new day run.
    private func anew(
        _ session: Session,
        held: Day,
        on day: Day,
        _ posted: Day?,
        _ context: Context
    ) -> [Deadline] {
        let former = session.deadlines.filter { $0.state == .open }
            .map { $0.ended(.replaced, by: "reception.session_date", on: day) }
        var moved = session
        moved.heldOn = held.iso
        moved.beginsAtMs = beginsAtMs
        let new = moved.clocks(heldOn: held, context)
        guard let posted else { return former + new }
        let stopped = context.clocks.stop(new, by: ["reception.schedule_published"], on: posted)
        return former + new.filter { clock in !stopped.contains { $0.rule == clock.rule } }
            + stopped
    }
}
