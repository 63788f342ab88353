package import Messages

extension RecordMeetingRequest {
    /// Decides that a meeting of the verification was held; the denounced person may explain
    /// (Luật Tố cáo 2018 Đ.10, Đ.31).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(minutes, "minutes", &checks)
        checks.listed(person, "person", "say whom the meeting was held with")
        checks.require(
            (file.denunciation?.meetings.count ?? 0) < 100,
            "minutes",
            "are of the 101st meeting of this case",
            "submit the report"
        )
        try checks.finish()
        _ = try file.admit("DenunciationService/RecordMeeting", context)
        let meeting = VerificationMeeting(person: person, minutes: minutes)
        return [file.event(.meetingRecorded(MeetingRecorded(meeting: meeting)), on: day)]
    }
}

extension RequestExpertiseRequest {
    /// Decides that an expertise is asked for (Luật Tố cáo 2018 Đ.32; NĐ 31/2019 Đ.13).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(document, "document", &checks)
        checks.text(subject, "subject", max: 1_000)
        checks.namesNobody(subject, "subject", senders)
        checks.text(expert, "expert", max: 200)
        checks.namesNobody(expert, "expert", senders)
        checks.require(
            (file.denunciation?.expertises.count ?? 0) < 100,
            "subject",
            "is of the 101st expertise of this case",
            "ask for several things in one request"
        )
        try checks.finish()
        _ = try file.admit("DenunciationService/RequestExpertise", context)
        let expertise = Expertise(subject: subject, expert: expert, document: document)
        let fact = ExpertiseRequested(expertise: expertise)
        return [file.event(.expertiseRequested(fact), on: day)]
    }
}

extension UseSimplifiedRequest {
    /// Decides that the simplified procedure holds: a conclusion then needs neither an assigned
    /// verification nor a report (Luật Tố cáo 2018 Đ.43; NĐ 31/2019 Đ.19).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        let all = SimplifiedCriterion.known.filter { $0 != .unspecified }
        checks.require(
            criteria.count == all.count && Set(criteria) == Set(all),
            "criteria",
            "are not the four of Luật Tố cáo 2018 Đ.43, each once",
            "use the ordinary procedure unless all hold: "
                + all.map(\.protoName).joined(separator: ", ")
        )
        try checks.finish()
        _ = try file.admit("DenunciationService/UseSimplified", context)
        let fact = SettlementSimplified(criteria: criteria)
        return [file.event(.settlementSimplified(fact), on: day)]
    }
}

extension ExtendSettlementRequest {
    /// Decides that the limit of settlement is longer: once for a complex case, once more for a
    /// specially complex one, each time by at most 30 days and before it ends
    /// (Luật Tố cáo 2018 Đ.30 k.2–4; NĐ 31/2019 Đ.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        let isAgain = !(file.denunciation?.extensions.isEmpty ?? true)
        let least = isAgain ? 2 : 1
        checks.require(
            criteria.count >= least && Set(criteria).count == criteria.count
                && criteria.allSatisfy {
                    ComplexityCriterion.known.contains($0) && $0 != .unspecified
                },
            "criteria",
            "are fewer than \(least), name one twice or one that is not of the list",
            "name those that hold: at least \(least) for this extension (NĐ 31/2019 Đ.3)"
        )
        checks.require(
            (1...30).contains(days),
            "days",
            "is \(days), outside 1 to 30",
            "give calendar days; an extension has at most 30 (Luật Tố cáo 2018 Đ.30)"
        )
        try checks.finish()
        let row = try file.admit("DenunciationService/ExtendSettlement", context)
        guard let limit = file.settlement, day.iso <= limit.dueOn else {
            let last = file.settlement?.dueOn ?? ""
            throw file.refusal(
                of: "ExtendSettlement",
                missing: "a decision on or before \(last), the last day of the limit",
                basis: row.basis
            )
        }
        let extended: Deadline
        do {
            extended = try context.clocks.extend(
                limit,
                by: isAgain ? "TC.EXTEND.SPECIALLY_COMPLEX" : "TC.EXTEND.COMPLEX",
                days: Int(days),
                on: day
            )
        } catch {
            throw .invalid([error.violation(of: "days")])
        }
        let given = SettlementExtension(criteria: criteria, days: days, decision: decision)
        return [
            file.event(
                .settlementExtended(SettlementExtended(extension: given)),
                on: day,
                deadlines: [extended] + row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension NotifyExtensionRequest {
    /// Decides that the extensions were notified to the denouncer, the denounced person and the
    /// bodies concerned (Luật Tố cáo 2018 Đ.30 k.4).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(
            day,
            "acted_on",
            notBefore: file.denunciation?.extensions.last?.decision?.issuedOn ?? ""
        )
        try checks.finish()
        let row = try file.admit("DenunciationService/NotifyExtension", context)
        return [
            file.event(
                .extensionNotified(ExtensionNotified()),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension Case {
    /// Whether a body may not verify because it is about that body or its leaders
    /// (Luật Tố cáo 2018 Đ.11).
    func barsVerifier(_ agency: String) -> Bool {
        guard kind == .denunciation, let respondent, respondent.rank != .official else {
            return false
        }
        return respondent.agency == agency
    }
}
