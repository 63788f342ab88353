package import Messages

extension SuspendCaseRequest {
    /// Decides that a case stands still, its limit with it (Luật Khiếu nại 2011 Đ.11a from
    /// 01/07/2026, also for cases accepted before; Luật Tố cáo 2018 Đ.34 k.1).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        let allowed = SuspensionGround.allowed(for: file.kind)
        checks.require(
            allowed.contains(ground),
            "ground",
            "is none on which this kind of case is suspended",
            "give one of \(allowed.map(\.protoName).joined(separator: ", "))"
        )
        file.checkCourseLaw(on: day, "decision.issued_on", &checks)
        try checks.finish()
        let row = try file.admit("CaseService/SuspendCase", context)
        let suspension = CaseSuspension(ground: ground, decision: decision)
        let clocks = context.clocks.suspend(file.deadlines, on: day)
        return [
            file.event(
                .caseSuspended(CaseSuspended(suspension: suspension)),
                on: day,
                deadlines: clocks + row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension SuspensionGround {
    /// The grounds on which a kind of case is suspended.
    static func allowed(for kind: Case.Branch) -> [SuspensionGround] {
        kind == .denunciation ? [.relatedResult, .expertise] : [.forceMajeure, .relatedResult]
    }
}

extension ResumeCaseRequest {
    /// Decides that a case goes on: its limit goes on the day after the decision.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        try checks.finish()
        let row = try file.admit("CaseService/ResumeCase", context)
        let running: [Deadline]
        do {
            running = try context.clocks.resume(file.deadlines, on: day)
        } catch {
            throw file.refusal(
                of: "ResumeCase",
                missing: "a day on or after the decision to suspend",
                basis: row.basis
            )
        }
        return [
            file.event(
                .caseResumed(CaseResumed(decision: decision)),
                on: day,
                deadlines: running + row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension RecordSendingRequest {
    /// Decides that a decision on the course of the case went out; whoever is told that a
    /// complaint ended has 30 days to take it up again (Luật Khiếu nại 2011 Đ.11 k.8).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let sent = file.sending(of: document)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: sent?.issuedOn ?? "")
        checks.listed(document, "document", "name the decision that went out")
        let told = toldOn.isEmpty ? nil : checks.pastDay(toldOn, "told_on")
        if let told { checks.order(told, "told_on", notBefore: day.iso) }
        checks.require(
            told == nil || document == .termination,
            "told_on",
            "is given for another document than the termination",
            "leave it out"
        )
        try checks.finish()
        let row = try file.admit("CaseService/RecordSending", context)
        guard let sent, sent.sentOn.isEmpty else {
            throw file.refusal(
                of: "RecordSending",
                missing: "such a decision that was not sent yet",
                basis: row.basis
            )
        }
        let events = Set(row.stops).intersection(document.sendings)
        let stopped = context.clocks.stop(
            file.deadlines.filter { $0.startOn == sent.issuedOn },
            by: row.stops.filter(events.contains),
            on: day
        )
        return [
            file.event(
                .caseDocumentSent(CaseDocumentSent(document: document, toldOn: toldOn)),
                on: day,
                deadlines: stopped + recomplaint(file, told, context)
            )
        ]
    }

    /// The window in which a complaint that ended is taken up again: not one that was withdrawn
    /// on or after 01/07/2026, which is not looked into again.
    private func recomplaint(_ file: Case, _ told: Day?, _ context: Context) -> [Deadline] {
        guard let told, Case.Branch.complaints.contains(file.kind),
            let termination = file.termination,
            termination.ground != .withdrawn
                || (termination.decision?.issuedOn ?? "") < Case.courseLaw.iso
        else { return [] }
        return context.clocks.start(
            ["KN.RECOMPLAIN_AFTER_TERMINATION"],
            by: "termination.notice",
            on: told
        )
    }
}

extension SentDocument {
    /// The events that its sending is, as rules name them.
    fileprivate var sendings: Set<String> {
        switch self {
        case .suspension: ["suspension.decision_sent", "suspension_or_termination.decision_sent"]
        case .resumption: ["suspension.resume_decision_sent"]
        case .termination:
            ["termination.decision_sent", "suspension_or_termination.decision_sent"]
        case .unspecified, .unknown: []
        }
    }
}

extension Case {
    /// The first day of suspension, partial withdrawal and the wider grounds of termination of
    /// complaints (Luật 136/2025/QH15; NĐ 155/2026 Đ.22 k.1: for older cases too).
    static let courseLaw = Day(daysSince1970: 20_635)

    /// Checks that the law of the day knows the act for this kind of case.
    func checkCourseLaw(on day: Day, _ field: String, _ checks: inout Checks) {
        checks.require(
            kind == .denunciation || day >= Self.courseLaw,
            field,
            "is \(day.iso), before \(Self.courseLaw.iso), since when the law knows this act",
            "give a day from \(Self.courseLaw.iso) on (Luật 136/2025/QH15)"
        )
    }

    /// Issue and sending of a decision on the course of the case; nil when there is none.
    fileprivate func sending(of document: SentDocument) -> (issuedOn: String, sentOn: String)? {
        switch document {
        case .suspension:
            suspensions.last.map { ($0.decision?.issuedOn ?? "", $0.sentOn) }
        case .resumption:
            suspensions.last.flatMap { suspension in
                suspension.resumption.map { ($0.issuedOn, suspension.resumptionSentOn) }
            }
        case .termination:
            termination.map { ($0.decision?.issuedOn ?? "", $0.sentOn) }
        case .unspecified, .unknown: nil
        }
    }

    /// Puts a fact on the course of the case in place; false for any other.
    mutating func putCourse(_ fact: Event.Fact, on day: String) -> Bool {
        switch fact {
        case .caseSuspended(let fact):
            if let suspension = fact.suspension { suspensions.append(suspension) }
            resumesTo = state
            state = .suspended
        case .caseResumed(let fact):
            if let last = suspensions.indices.last { suspensions[last].resumption = fact.decision }
            state = resumesTo
            resumesTo = .unspecified
        case .caseTerminated(let fact):
            termination = fact.termination
            resumesTo = .unspecified
            state = .terminated
        case .caseDocumentSent(let fact): putSending(fact, on: day)
        case .contentWithdrawn(let fact): putWithdrawal(of: fact.content, on: day)
        case .contentReinstated(let fact): putWithdrawal(of: fact.content, on: "")
        case .personWithdrew(let fact):
            if let withdrawal = fact.withdrawal { withdrawals.append(withdrawal) }
        default: return false
        }
        return true
    }

    private mutating func putSending(_ fact: CaseDocumentSent, on day: String) {
        let last = suspensions.indices.last
        switch fact.document {
        case .suspension: if let last { suspensions[last].sentOn = day }
        case .resumption: if let last { suspensions[last].resumptionSentOn = day }
        case .termination:
            termination?.sentOn = day
            termination?.toldOn = fact.toldOn
        case .unspecified, .unknown: break
        }
    }

    private mutating func putWithdrawal(of content: String, on day: String) {
        guard let index = contents.firstIndex(where: { $0.id == content }) else { return }
        contents[index].withdrawnOn = day
    }
}
