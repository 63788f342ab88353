package import Messages

extension RateResultRequest {
    /// Decides that a person rated the settlement of a case whose result was sent; each does so
    /// once.
    ///
    /// `earlier` are the ratings that the case has.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        id: String,
        _ persons: Complainants,
        earlier: [Rating],
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("SatisfactionService/RateResult", context)
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.toldOn ?? "")
        checks.require(
            (1...5).contains(score),
            "score",
            "is \(score), not 1 to 5",
            "give 1, very dissatisfied, to 5, very satisfied"
        )
        checks.limit(words, "words", max: 1_000)
        checks.namesNobody(words, "words", senders)
        let only = persons.senders.count == 1 ? persons.senders.first : nil
        let rater = person.isEmpty ? only ?? "" : person
        checks.require(
            persons.senders.contains(rater),
            "person",
            "is no sender of the case's petitions",
            "give the id of a sealed sender, or leave it out for the only one"
        )
        try checks.finish()
        guard !earlier.contains(where: { $0.person == rater && !$0.voided }) else {
            throw file.refusal(
                of: "RateResult",
                missing: "a person who has not rated the case yet; a wrong rating is corrected",
                basis: row.basis
            )
        }
        let rating = Rating(
            id: id,
            agency: file.agency,
            caseId: file.id,
            person: rater,
            score: score,
            words: words,
            ratedOn: day.iso
        )
        return [rating.event(.resultRated(ResultRated(rating: rating)), on: day)]
    }
}

extension Case {
    static let ratingRows: [StateTransition<Case>] = [
        rating(
            of: Branch.complaints,
            from: [
                .decided, .effective, .enforcing, .partlyEnforced, .enforced, .appealed, .inCourt,
                .reopened, .closed,
            ]
        ),
        rating(of: [.denunciation], from: [.concluded, .handling, .enforced, .continued, .closed]),
        rating(of: [.feedback], from: [.answered, .processing, .closed]),
    ]

    private static func rating(
        of kinds: [Branch],
        from states: [CaseState]
    ) -> StateTransition<Case> {
        StateTransition(
            "SatisfactionService/RateResult",
            "Ghi nhận đánh giá của công dân",
            for: kinds,
            from: states,
            needs: "a result",
            basis: Rating.basis
        )
    }

    /// The day on which the latest result went to the citizen; nil before.
    var toldOn: String? {
        [
            decision?.sentOn, denunciation?.conclusion?.denouncerToldOn,
            feedback?.answers.last?.document?.issuedOn,
        ]
        .compactMap { $0 }.filter { !$0.isEmpty }.max()
    }
}
