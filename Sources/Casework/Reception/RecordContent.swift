package import Messages

extension RecordContentRequest {
    /// Decides what a visitor says; the clock of the result runs from that day.
    ///
    /// `sealed` are the representatives that the request names; `known` those of the named earlier
    /// visits that the agency has. With `isTurn` it is a turn of a leader's session, which has
    /// looked at the visit already.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        sealed: [PartyReference],
        known: Set<String>,
        senders: SenderNames,
        isTurn: Bool = false,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        contents.check("contents", least: 1, visit, known, senders, &checks)
        if evidenceReceipt != nil {
            let taken = checks.document(evidenceReceipt, "evidence_receipt")
            checks.order(taken, "evidence_receipt.issued_on", notBefore: visit.receivedOn)
            checks.namesNobody(evidenceReceipt?.number ?? "", "evidence_receipt.number", senders)
        }
        checkRepresentatives(of: visit, senders, &checks)
        try checks.finish()
        if !isTurn { _ = try visit.admit("ReceptionService/RecordContent", context) }
        let recorded = contents.enumerated().map { $1.recorded(as: Int32($0 + 1)) }
        let fact = ContentRecorded(
            contents: recorded,
            evidenceReceipt: evidenceReceipt,
            guard: visit.guard(with: recorded),
            representatives: sealed,
            representation: representation
        )
        let clocks =
            context.clocks.start(
                ["RCP.RESULT_NOTICE"],
                by: "reception.content_received",
                on: day
            ) + visit.transferClock(for: recorded, context)
        return [visit.event(.contentRecorded(fact), on: day, deadlines: clocks)]
    }

    /// A delegation names its representatives before anything is recorded
    /// (Luật Tiếp công dân 2013 Đ.29).
    private func checkRepresentatives(
        of visit: Visit,
        _ senders: SenderNames,
        _ checks: inout Checks
    ) {
        for (index, party) in representatives.prefix(50).enumerated() {
            let field = "representatives[\(index)]"
            party.check(&checks, field)
            party.checkStated(&checks, field)
            checks.require(
                party.role == .representative,
                "\(field).role",
                "is not REPRESENTATIVE",
                "name only who speaks for the delegation"
            )
        }
        checks.limit(representation, "representation", max: 200)
        checks.namesNobody(representation, "representation", senders)
        let named =
            visit.parties.filter { $0.role == .representative }.count + representatives.count
        guard visit.delegation else {
            checks.require(
                representatives.isEmpty && representation.isEmpty,
                "representatives",
                "are given for fewer than \(Representatives.delegation) persons",
                "leave them and the paper out"
            )
            return
        }
        let size = Int(visit.partySize)
        let most = Representatives.most(of: size)
        checks.require(
            (1...most).contains(named),
            "representatives",
            "are \(named) for \(size) persons (Luật Tiếp công dân 2013 Đ.29)",
            "name 1 to \(most) of the delegation, when it comes in or here"
        )
        checks.require(
            representation.contains { !$0.isWhitespace },
            "representation",
            "is missing for a delegation",
            "give the paper by which it names its representatives"
        )
    }
}

extension SplitContentsRequest {
    /// Decides that a content is split; the parts differ in type or competence.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ visit: Visit,
        known: Set<String>,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let method = "ReceptionService/SplitContents"
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: visit.lastActOn)
        let content = visit.content(number, &checks)
        contents.check("contents", least: 2, visit, known, senders, &checks)
        let kinds = Set(contents.map { [$0.type.rawValue, $0.competence.rawValue] })
        checks.require(
            kinds.count > 1,
            "contents",
            "are all of one type and competence",
            "split only what differs in type or competence"
        )
        try checks.finish()
        let row = try visit.admit(method, context)
        guard let content, content.outcome == .unspecified else {
            throw visit.refusal(
                of: method,
                missing: "a content of which nothing has come yet",
                basis: row.basis
            )
        }
        let last = visit.contents.map(\.number).max() ?? 0
        let parts = contents.enumerated().map { index, part in
            part.recorded(as: index == 0 ? number : last + Int32(index))
        }
        let after =
            visit.contents.flatMap { $0.number == number ? [parts[0]] : [$0] }
            + parts.dropFirst()
        let fact = ContentsSplit(contents: after, guard: visit.guard(with: after))
        var clocks = visit.transferClock(for: after, context)
        clocks += visit.lapsed(after, by: "reception.content_received", on: day)
        return [visit.event(.contentsSplit(fact), on: day, deadlines: clocks)]
    }
}

extension [VisitContent] {
    /// Checks contents as they are recorded.
    fileprivate func check(
        _ field: String,
        least: Int,
        _ visit: Visit,
        _ known: Set<String>,
        _ senders: SenderNames,
        _ checks: inout Checks
    ) {
        let before = least > 1 ? Swift.max(visit.contents.count - 1, 0) : 0
        let most = VisitContent.most - before
        checks.require(
            count >= least && count <= most,
            field,
            "are \(count), not \(least) to \(most)",
            "give \(least) to \(most) contents"
        )
        for (index, content) in prefix(VisitContent.most).enumerated() {
            content.check("\(field)[\(index)]", visit, known, senders, &checks)
        }
    }
}

extension VisitContent {
    /// How many contents a visit may have.
    static let most = 20

    fileprivate func check(
        _ field: String,
        _ visit: Visit,
        _ known: Set<String>,
        _ senders: SenderNames,
        _ checks: inout Checks
    ) {
        checks.require(
            [.complaint, .denunciation, .feedback].contains(type),
            "\(field).type",
            "is no type of one content",
            "give COMPLAINT, DENUNCIATION or FEEDBACK, one content for each"
        )
        checks.require(
            Fields.contains(self.field, of: type),
            "\(field).field",
            "is no field of this type",
            "give one of \(Fields.list(of: type)), or a code below one of them"
        )
        checks.text(summary, "\(field).summary", max: 2_000)
        checks.namesNobody(summary, "\(field).summary", senders)
        checks.listed(competence, "\(field).competence", "say whose business it is")
        checks.require(
            PriorSettlement.known.contains(priorSettlement),
            "\(field).prior_settlement",
            "is not of the list PriorSettlement",
            "say whether it was settled before, or leave it out"
        )
        let settled: Set<PriorSettlement> = [
            .firstDecision, .secondDecision, .conclusion, .judgment,
        ]
        let open: Set<PriorSettlement> = [.unspecified, .none]
        checks.require(
            settledBy.isEmpty
                ? !settled.contains(priorSettlement) : !open.contains(priorSettlement),
            "\(field).settled_by",
            "does not go with the earlier settlement",
            "name the body that settled it, or nobody when none did"
        )
        checks.limit(settledBy, "\(field).settled_by", max: 200)
        checks.namesNobody(settledBy, "\(field).settled_by", senders)
        checks.require(
            sameAsVisit.isEmpty || (known.contains(sameAsVisit) && sameAsVisit != visit.id),
            "\(field).same_as_visit",
            "names no earlier visit of the agency",
            "give the id of the visit with the same content, or leave it out; "
                + "only a denunciation may name a visit that is sealed as secret"
        )
        checks.require(
            sameAsVisit.isEmpty || !firstTime,
            "\(field).first_time",
            "is true for a content of an earlier visit",
            "leave it out"
        )
    }

    /// The content with its number, and without what only comes of it later.
    func recorded(as number: Int32) -> VisitContent {
        var content = self
        content.number = number
        content.outcome = .unspecified
        content.outcomeOn = ""
        content.document = nil
        content.targetAgency = ""
        content.petitionId = ""
        return content
    }
}

extension Visit {
    /// The content with a number, or a violation.
    func content(_ number: Int32, _ checks: inout Checks) -> VisitContent? {
        let found = contents.first { $0.number == number }
        checks.require(
            found != nil || contents.isEmpty,
            "number",
            "is \(number), no content of the visit",
            "give the number of one of its contents"
        )
        return found
    }

    /// The guard of the parties with some contents: a denunciation makes it secret for good
    /// (Luật Tố cáo 2018 Đ.23–24).
    func `guard`(with contents: [VisitContent]) -> PartyGuard {
        self.guard == .secret || contents.contains { $0.type == .denunciation }
            ? .secret : .ordinary
    }

    /// The clock of a transfer, from the day of the visit, where a denunciation of another body's
    /// competence is among the contents and no clock runs yet.
    func transferClock(for contents: [VisitContent], _ context: Context) -> [Deadline] {
        guard contents.contains(where: \.awaitsTransfer), openTransferClocks.isEmpty,
            let day = Day(iso: receivedOn)
        else { return [] }
        return context.clocks.start(["TC.TRANSFER"], by: "denunciation.received", on: day)
    }

    /// The clock of a transfer after an act that left no denunciation to be transferred.
    func lapsed(_ contents: [VisitContent], by event: String, on day: Day) -> [Deadline] {
        guard !contents.contains(where: \.awaitsTransfer) else { return [] }
        return openTransferClocks.map { $0.ended(.lapsed, by: event, on: day) }
    }

    private var openTransferClocks: [Deadline] {
        deadlines.filter { $0.rule == "TC.TRANSFER" && $0.state == .open }
    }
}
