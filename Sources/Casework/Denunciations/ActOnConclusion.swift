package import Messages

extension ActOnConclusionRequest {
    /// Decides what follows from the conclusion: violators are dealt with or another body is
    /// recommended to, crimes go to the investigating body, rights of a wrongly denounced person
    /// are restored (Luật Tố cáo 2018 Đ.36).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.concludedOn)
        checks.require(
            (1...50).contains(acts.count),
            "acts",
            "holds \(acts.count) acts, outside 1 to 50",
            "say what follows from the conclusion"
        )
        for (index, act) in acts.enumerated() {
            act.check("acts[\(index)]", file, on: day, &checks, senders)
        }
        try checks.finish()
        let row = try file.admit("DenunciationService/ActOnConclusion", context)
        let numbered = acts.enumerated().map { index, act in
            ConclusionAct(
                id: String(index + 1),
                measure: act.measure,
                document: act.document,
                receiver: act.receiver
            )
        }
        return [
            file.event(
                .conclusionActedOn(ConclusionActedOn(acts: numbered)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension ConclusionAct {
    fileprivate func check(
        _ field: String,
        _ file: Case,
        on day: Day,
        _ checks: inout Checks,
        _ senders: SenderNames
    ) {
        checks.listed(measure, "\(field).measure", "say what is done")
        let issued = checks.document(document, "\(field).document")
        checks.order(issued, "\(field).document.issued_on", notBefore: file.concludedOn)
        checks.order(day, "acted_on", notBefore: issued.iso)
        let isSent = measure == .recommend || measure == .criminal
        checks.limit(receiver, "\(field).receiver", max: 200)
        checks.namesNobody(receiver, "\(field).receiver", senders)
        checks.require(
            isSent == receiver.contains { !$0.isWhitespace },
            "\(field).receiver",
            isSent ? "is missing" : "is given for what the head does",
            isSent ? "name the body, by code or name" : "leave it out"
        )
        checks.require(
            id.isEmpty && result.isEmpty && resultOn.isEmpty && reportedOn.isEmpty,
            "\(field).id",
            "is given, or its result is",
            "leave them out: ReportRecommendation sets the result"
        )
    }
}

extension ReportRecommendationRequest {
    /// Decides that what came of a recommendation was reported, within 5 working days of the result
    /// (Luật Tố cáo 2018 Đ.36 k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let reported = checks.actDay(reportedOn, "reported_on")
        let asked = file.denunciation?.acts.first { $0.id == act }
        checks.require(
            asked?.measure == .recommend && asked?.reportedOn == "",
            "act",
            "is no recommendation of the case whose result is not reported yet",
            "give the id of an act whose measure is RECOMMEND"
        )
        checks.text(result, "result", max: 1_000)
        checks.namesNobody(result, "result", senders)
        let came = checks.pastDay(resultOn, "result_on")
        if let came {
            checks.order(came, "result_on", notBefore: asked?.document?.issuedOn ?? "")
            checks.order(reported, "reported_on", notBefore: came.iso)
        }
        try checks.finish()
        let row = try file.admit("DenunciationService/ReportRecommendation", context)
        let clocks = context.clocks
        let owed = came.map {
            clocks.start(["TC.RECOMMENDATION_RESULT"], by: "recommendation.result", on: $0)
        }
        let fact = RecommendationReported(act: act, result: result, resultOn: resultOn)
        return [
            file.event(
                .recommendationReported(fact),
                on: reported,
                deadlines: clocks.stop(owed ?? [], by: row.stops, on: reported)
            )
        ]
    }
}
