package import Messages

extension AnswerDirectlyRequest {
    /// Decides that feedback was answered on the spot; the visitor knows the result.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        checks.text(answer, "answer", max: 2_000)
        checks.namesNobody(answer, "answer", senders)
        try checks.finish()
        var step = try Settlement("AnswerDirectly", visit, content, on: day, context)
        step.fact.words = answer
        return [step.event(context)]
    }
}

extension OpenPetitionRequest {
    /// The letter that a content of a visit makes, as if it came over the counter that day.
    package func registration(_ visit: Visit, _ persons: [Party]) -> RegisterPetitionRequest {
        let content = visit.contents.first { $0.number == number } ?? VisitContent()
        return RegisterPetitionRequest(
            source: .reception,
            stamp: ReceivingStamp(number: stampNumber, date: visit.receivedOn),
            summary: content.summary,
            writtenOn: writtenOn,
            parties: persons,
            senderCount: visit.partySize,
            signed: signed,
            secret: visit.guard == .secret || content.type == .denunciation,
            registeredOn: actedOn,
            respondents: respondents
        )
    }

    /// Decides that a content becomes a petition of its own, registered as any other
    /// (Luật Tiếp công dân 2013 Đ.26 k.1); its receipt day is the day of the visit.
    ///
    /// - Throws: `CaseworkError` naming every violation, what forbids it, or why the register
    ///   gives no number.
    package func decide(
        _ visit: Visit,
        _ new: NewPetition,
        _ letter: RegisterPetitionRequest,
        agency: Agency,
        register: (RegisterID) throws -> Register?,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        checks.text(stampNumber, "stamp_number", max: 50)
        checks.date(writtenOn, "written_on")
        try checks.finish()
        var step = try Settlement("OpenPetition", visit, content, on: day, context)
        step.content.petitionId = new.id
        step.content.respondents = respondents
        step.content.superior = new.superior
        try letter.check(today: context.today)
        let registered = try letter.decide(new, agency: agency, register: register, context)
        return registered + [step.event(context)]
    }
}

extension GuideCitizenRequest {
    /// Decides that the visitor was guided to the competent body; once for the same content.
    ///
    /// `earlier` are the visits with the same content, the latest first.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        earlier: [Visit],
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = document == nil ? checks.actDay(actedOn) : checks.document(document, "document")
        let field = document == nil ? "acted_on" : "document.issued_on"
        checks.order(day, field, notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        checks.text(targetAgency, "target_agency", max: 200)
        checks.namesNobody(targetAgency, "target_agency", senders)
        try checks.finish()
        var step = try Settlement("GuideCitizen", visit, content, on: day, context)
        guard !earlier.hold(.guided, step.content.type) else {
            throw visit.refusal(
                of: "ReceptionService/GuideCitizen",
                missing: "a content that nobody was guided about before; guidance is given once",
                basis: "TT 05/2021/TT-TTCP Đ.14"
            )
        }
        step.content.targetAgency = targetAgency
        step.content.document = document
        return [step.event(context)]
    }
}

extension UrgeSubordinateRequest {
    /// Decides that a body below was urged by letter.
    ///
    /// `isBelow` says whether the directory has the body below the agency.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        isBelow: Bool,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(day, "document.issued_on", notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        checks.require(
            isBelow,
            "target_agency",
            "is no body below the agency",
            "give the code of a body of the directory below it"
        )
        try checks.finish()
        var step = try Settlement("UrgeSubordinate", visit, content, on: day, context)
        step.content.targetAgency = targetAgency
        step.content.document = document
        return [step.event(context)]
    }
}

extension TransferDenunciationRequest {
    /// Decides that a denunciation or feedback was transferred; the head signs.
    ///
    /// A denunciation is transferred once by an agency (Luật Tố cáo 2018 Đ.24 k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        earlier: [Visit],
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(day, "document.issued_on", notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        checks.text(targetAgency, "target_agency", max: 200)
        checks.namesNobody(targetAgency, "target_agency", senders)
        checks.require(
            targetAgency != visit.agency,
            "target_agency",
            "is the agency itself",
            "name the competent body"
        )
        agency.checkHead(office: office, on: day, &checks)
        try checks.finish()
        var step = try Settlement("TransferDenunciation", visit, content, on: day, context)
        let isRepeated =
            step.content.type == .denunciation && earlier.hold(.transferred, .denunciation)
        guard !isRepeated else {
            throw visit.refusal(
                of: "ReceptionService/TransferDenunciation",
                missing: "a denunciation that this agency has not transferred before",
                basis: "Luật Tố cáo 2018 Đ.24 k.3"
            )
        }
        step.content.targetAgency = targetAgency
        step.content.document = document
        step.fact.relayAsked = relayAsked
        return [step.event(context)]
    }
}

extension ReportToLeaderRequest {
    /// Decides that a content was laid before a leader; the clock of the result runs on.
    ///
    /// `session` is the one that the request names.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        session: Session?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        checks.text(reason, "reason", max: 2_000)
        checks.namesNobody(reason, "reason", senders)
        checks.require(
            sessionId.isEmpty || session?.kind == .leaderAdhoc,
            "session_id",
            "names no ad-hoc session of the agency",
            "name a session of kind LEADER_ADHOC, or leave it out"
        )
        try checks.finish()
        var step = try Settlement("ReportToLeader", visit, content, on: day, context)
        step.fact.words = reason
        step.fact.sessionId = sessionId
        return [step.event(context)]
    }
}

/// What comes of one content of a visit, and what it does to the visit and its clocks.
private struct Settlement {
    let visit: Visit
    let row: StateTransition<Visit>
    let day: Day
    var content: VisitContent
    var fact = ContentSettled()

    /// Takes the row of the command and the content, of which nothing may have come yet.
    init(
        _ command: String,
        _ visit: Visit,
        _ content: VisitContent?,
        on day: Day,
        _ context: Context
    ) throws(CaseworkError) {
        let method = "ReceptionService/\(command)"
        row = try visit.admit(method, context)
        guard let rule = OutcomeGuard.of(method), let content, visit.open.contains(content),
            rule.allows(content)
        else {
            throw visit.refusal(
                of: method,
                missing: OutcomeGuard.of(method)?.missing ?? "a content",
                basis: row.basis
            )
        }
        self.visit = visit
        self.day = day
        self.content = content
        self.content.settle(rule.outcome, on: day.iso)
    }

    func event(_ context: Context) -> Event {
        let after = visit.contents.map { $0.number == content.number ? content : $0 }
        var fact = fact
        fact.content = content
        fact.state = Visit.state(after: after, from: visit.state)
        return visit.event(
            .contentSettled(fact),
            on: day,
            deadlines: clocks(after, context)
        )
    }

    /// The clock of the result stops with the last content, when the visitor knows of each; the
    /// clock of a transfer when no denunciation waits for one.
    private func clocks(_ after: [VisitContent], _ context: Context) -> [Deadline] {
        var clocks: [Deadline] = []
        let told: Set<ReceptionOutcome> = [.answered, .guided, .transferred]
        if after.allSatisfy({ told.contains($0.outcome) }) {
            let stops = row.stops.filter { $0.hasPrefix("reception.") }
            clocks += context.clocks.stop(visit.deadlines, by: stops, on: day)
        }
        guard !after.contains(where: \.awaitsTransfer) else { return clocks }
        let transferred = ["denunciation.transferred"].filter(row.stops.contains)
        let stopped = context.clocks.stop(visit.deadlines, by: transferred, on: day)
        guard stopped.isEmpty else { return clocks + stopped }
        return clocks + visit.lapsed(after, by: row.stops.first ?? "", on: day)
    }
}

extension [Visit] {
    /// Whether something came of a content of a type at one of these visits.
    fileprivate func hold(_ outcome: ReceptionOutcome, _ type: PetitionType) -> Bool {
        contains { visit in
            visit.contents.contains { $0.outcome == outcome && $0.type == type }
        }
    }
}
