package import Messages

extension SendDialogueNoticeRequest {
    /// Decides that the notice of a dialogue went out: 5 days before it from 01/07/2026 on
    /// (NĐ 124/2020 Đ.28 as amended by NĐ 155/2026).
    ///
    /// A late notice is recorded as late; the dialogue of that day can then not be held.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        let planned = Day(iso: plannedOn)
        checks.require(
            planned.map { $0 >= day } ?? false,
            "planned_on",
            "is no day, or one before the notice",
            "give the day of the dialogue as YYYY-MM-DD"
        )
        try checks.finish()
        _ = try file.admit("ComplaintService/SendDialogueNotice", context)
        guard let planned else { throw .invalid([]) }
        let clocks = context.clocks
        let notice = clocks.start(["KN.DIALOGUE_NOTICE"], by: "dialogue.date", on: planned)
        return [
            file.event(
                .dialogueNoticeSent(DialogueNoticeSent(plannedOn: plannedOn)),
                on: day,
                deadlines: clocks.stop(notice, by: ["dialogue.notice_sent"], on: day)
            )
        ]
    }
}

extension HoldDialogueRequest {
    /// Decides that a dialogue was held: its notice went out in time, and where the law asks for
    /// it the head led it in person (Luật Khiếu nại 2011 Đ.30, Đ.39; NĐ 155/2026 Đ.11).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        agency: Agency,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let talk = dialogue ?? Dialogue()
        let held = checks.pastDay(talk.heldOn, "dialogue.held_on") ?? context.today
        checks.order(held, "dialogue.held_on", notBefore: file.lastActOn)
        checks.text(talk.minutesNumber, "dialogue.minutes_number", max: 50)
        checks.require(
            talk.plannedOn.isEmpty && talk.noticeSentOn.isEmpty,
            "dialogue.planned_on",
            "is given with the dialogue, or the day of its notice is",
            "leave it out: SendDialogueNotice sets it, or notice_sent_on"
        )
        let known = file.dialogue?.plannedOn == talk.heldOn ? file.dialogue?.noticeSentOn : nil
        checkNotice(known ?? noticeSentOn, held, context, &checks)
        checkHead(talk, agency, held, &checks)
        try checks.finish()
        _ = try file.admit("ComplaintService/HoldDialogue", context)
        let fact = DialogueHeld(dialogue: dialogue, noticeSentOn: known ?? noticeSentOn)
        return [file.event(.dialogueHeld(fact), on: held)]
    }

    private func checkNotice(
        _ noticed: String,
        _ held: Day,
        _ context: Context,
        _ checks: inout Checks
    ) {
        guard let sent = checks.pastDay(noticed, "notice_sent_on") else { return }
        let latest =
            context.clocks.start(["KN.DIALOGUE_NOTICE"], by: "dialogue.date", on: held)
            .first.flatMap { Day(iso: $0.dueOn) } ?? held
        checks.require(
            sent <= latest,
            "notice_sent_on",
            "is \(sent.iso), later than \(latest.iso), the last day for the notice",
            "hold the dialogue later, or give the day on which the notice went out"
        )
    }

    /// From 01/07/2026 the head of a department leads in person; the chairman of the city does
    /// for mass, disputed or tense complaints and those that touch public order.
    private func checkHead(
        _ talk: Dialogue,
        _ agency: Agency,
        _ held: Day,
        _ checks: inout Checks
    ) {
        checks.require(
            talk.grounds.allSatisfy { DialogueGround.known.contains($0) && $0 != .unspecified },
            "dialogue.grounds",
            "name one that is not of the list DialogueGround",
            "give its values"
        )
        let isAsked =
            agency.type == .department || agency.type == .cityCommittee && !talk.grounds.isEmpty
        checks.require(
            held < Case.courseLaw || !isAsked || talk.headInPerson,
            "dialogue.head_in_person",
            "is false, where the head has to lead the dialogue",
            "hold it with the head (NĐ 124/2020 Đ.28, NĐ 155/2026)"
        )
    }
}
