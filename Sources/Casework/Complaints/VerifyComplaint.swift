package import Messages

extension CheckOwnDecisionRequest {
    /// Decides that the head looked again at the own decision or act: found right, the complaint
    /// is settled at once, without a verification (Luật Khiếu nại 2011 Đ.29 k.1).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        try checks.finish()
        _ = try file.admit("ComplaintService/CheckOwnDecision", context)
        return [file.event(.ownDecisionChecked(OwnDecisionChecked(right: right)), on: day)]
    }
}

extension RequestEvidenceRequest {
    /// Decides that evidence is asked for; seven days to supply it (Luật Khiếu nại 2011 Đ.12–15).
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
        checks.require(
            file.evidence.count < 100,
            "subject",
            "is the 101st request of this case",
            "ask for several things in one letter"
        )
        try checks.finish()
        let row = try file.admit("ComplaintService/RequestEvidence", context)
        let evidence = EvidenceRequest(
            id: String(file.evidence.count + 1),
            subject: subject,
            document: document
        )
        return [
            file.event(
                .evidenceRequested(EvidenceRequested(evidence: evidence)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension RecordEvidenceRequest {
    /// Decides that evidence was supplied.
    ///
    /// Letters of one day share a clock; it stops with the last of them.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let asked = file.evidence.first { $0.id == evidence && $0.suppliedOn.isEmpty }
        let day = checks.actDay(actedOn)
        checks.require(
            asked != nil,
            "evidence",
            "is no open request of this case",
            "give the id of a request that nobody has answered"
        )
        checks.order(day, "acted_on", notBefore: asked?.document?.issuedOn ?? "")
        try checks.finish()
        let row = try file.admit("ComplaintService/RecordEvidence", context)
        let start = asked?.document?.issuedOn ?? ""
        let waits = file.evidence.contains {
            $0.id != evidence && $0.suppliedOn.isEmpty && $0.document?.issuedOn == start
        }
        let clocks = waits ? [] : file.deadlines.filter { $0.startOn == start }
        return [
            file.event(
                .evidenceSupplied(EvidenceSupplied(evidence: evidence)),
                on: day,
                deadlines: context.clocks.stop(clocks, by: row.stops, on: day)
            )
        ]
    }
}

extension ExtendVerificationRequest {
    /// Decides that the verification gets more time, within the limit of the case.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(document, "document", &checks)
        let last = Day(iso: until)
        checks.require(
            last.map { $0 > day } ?? false,
            "until",
            "is no day after the decision",
            "give the new last day as YYYY-MM-DD"
        )
        let limit = file.settlement?.dueOn ?? ""
        checks.require(
            limit.isEmpty || until <= limit,
            "until",
            "is \(until), after \(limit), the end of the limit of settlement",
            "give a day up to then; only the limit of the law gives more"
        )
        try checks.finish()
        _ = try file.admit("ComplaintService/ExtendVerification", context)
        let fact = VerificationExtended(until: until, document: document)
        return [file.event(.verificationExtended(fact), on: day)]
    }
}

extension SetUpCouncilRequest {
    /// Decides that an advisory council is set up (Luật Khiếu nại 2011 Đ.38 k.2).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        try checks.finish()
        let row = try file.admit("ComplaintService/SetUpCouncil", context)
        guard file.council == nil else {
            throw file.refusal(
                of: "SetUpCouncil",
                missing: "a case without a council",
                basis: row.basis
            )
        }
        return [file.event(.councilSetUp(CouncilSetUp(decision: decision)), on: day)]
    }
}

extension StayExecutionRequest {
    /// Decides that the execution of what is complained of is stayed, because it would do harm
    /// that can not be repaired; the limit of settlement goes on (Luật Khiếu nại 2011 Đ.35).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        let row = try file.admit("ComplaintService/StayExecution", context)
        guard file.stays.allSatisfy({ $0.lifting != nil }) else {
            throw file.refusal(
                of: "StayExecution",
                missing: "a case whose stay was lifted",
                basis: row.basis
            )
        }
        let stay = Stay(decision: decision, reason: reason)
        return [
            file.event(
                .executionStayed(ExecutionStayed(stay: stay)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension LiftStayRequest {
    /// Decides that the stay is lifted because its reason is gone.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(decision, "decision", &checks)
        try checks.finish()
        let row = try file.admit("ComplaintService/LiftStay", context)
        guard let stay = file.stays.last, stay.lifting == nil else {
            throw file.refusal(of: "LiftStay", missing: "a stay that holds", basis: row.basis)
        }
        return [
            file.event(
                .stayLifted(StayLifted(decision: decision)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension Case {
    /// The clock of settlement that runs; nil when none does.
    package var settlement: Deadline? {
        deadlines.first { deadline in
            deadline.state == .open
                && ["KN.RESOLVE.", "KNKL.RESOLVE", "TC.RESOLVE"].contains {
                    deadline.rule.hasPrefix($0)
                }
        }
    }
}
