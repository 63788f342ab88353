package import Messages

extension RecordJudgmentRequest {
    /// Decides that the suit ended: a decision that stands, whole or in part, goes on to effect and
    /// enforcement, one that was annulled is owed nothing more (Luật Tố tụng hành chính 2015 Đ.143,
    /// Đ.193).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.document(document, "document")
        checks.order(day, "document.issued_on", notBefore: file.lawsuit?.filedOn ?? "")
        checks.limit(court, "court", max: 200)
        checks.listed(outcome, "outcome", "say what the court did with the decision")
        try checks.finish()
        _ = try file.admit("ComplaintService/RecordJudgment", context)
        let judgment = Judgment(
            document: document,
            court: court.isEmpty ? file.lawsuit?.court ?? "" : court,
            outcome: outcome
        )
        let isGone = outcome == .annulled && file.decision != nil
        return [
            file.event(
                .lawsuitJudged(LawsuitJudged(judgment: judgment)),
                on: day,
                deadlines: isGone ? file.deadlines.freed(by: "lawsuit.judged", on: day) : []
            )
        ]
    }
}

extension Case {
    /// Whether a suit was filed whose outcome is not recorded yet.
    var isBeforeCourt: Bool { lawsuit != nil && lawsuit?.judgment == nil }

    /// Whether a court has taken the matter up, or settled it; to end a suit without judging it
    /// settles nothing (Luật Khiếu nại 2011 Đ.11 k.9).
    var isCourtMatter: Bool { lawsuit != nil && lawsuit?.judgment?.outcome != .dismissed }
}

extension [Deadline] {
    /// The duties that a decision without effect no longer brings.
    func freed(by event: String, on day: Day) -> [Deadline] {
        filter { $0.isRunning && !$0.window }.map { $0.ended(.lapsed, by: event, on: day) }
    }
}
