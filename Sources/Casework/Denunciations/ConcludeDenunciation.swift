package import Messages

extension ConcludeDenunciationRequest {
    /// Decides that the conclusion is issued: it finds on each content that was not withdrawn
    /// (Luật Tố cáo 2018 Đ.35).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let found = conclusion ?? DenunciationConclusion()
        let day = file.documentDay(found.document, "conclusion.document", &checks)
        found.checkFindings(of: file, &checks)
        found.checkTexts(&checks, senders)
        try checks.finish()
        let row = try file.admit("DenunciationService/ConcludeDenunciation", context)
        return [
            file.event(
                .denunciationConcluded(DenunciationConcluded(conclusion: found)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
                    .filter { file.isOwed($0, after: found) }
                    + file.endOfProtection(by: "conclusion.issued", on: day, context)
            )
        ]
    }
}

extension DenunciationConclusion {
    /// What it finds as a whole: true or false when every content is, true in part otherwise.
    package var overall: DenunciationFinding {
        let all = Set(findings.map(\.finding))
        return all.count == 1 ? all.first ?? .unspecified : all.isEmpty ? .unspecified : .partly
    }

    fileprivate func checkFindings(of file: Case, _ checks: inout Checks) {
        let standing = file.standingContents
        checks.require(
            !findings.isEmpty && findings.count == standing.count
                && Set(findings.map(\.content)) == Set(standing),
            "conclusion.findings",
            "are not one for each content that was not withdrawn",
            "find on " + standing.joined(separator: ", ")
        )
        for (index, found) in findings.enumerated() {
            let field = "conclusion.findings[\(index)]"
            checks.listed(
                found.finding,
                "\(field).finding",
                "say whether the content is true, true in part or false"
            )
            checks.require(
                !found.deliberatelyFalse || found.finding == .unfounded,
                "\(field).deliberately_false",
                "is given for a content that is not false",
                "leave it out"
            )
        }
    }

    fileprivate func checkTexts(_ checks: inout Checks, _ senders: SenderNames) {
        checks.text(summary, "conclusion.summary", max: 4_000)
        checks.namesNobody(summary, "conclusion.summary", senders)
        checks.require(
            measures.count <= 50,
            "conclusion.measures",
            "has \(measures.count) measures",
            "give at most 50"
        )
        for (index, measure) in measures.enumerated() {
            checks.text(measure, "conclusion.measures[\(index)]", max: 1_000)
            checks.namesNobody(measure, "conclusion.measures[\(index)]", senders)
        }
        checks.require(
            sentOn.isEmpty && denouncerToldOn.isEmpty && actedOn.isEmpty,
            "conclusion.sent_on",
            "is given with the issue, or the days of telling and acting are",
            "leave them out: SendConclusion and ActOnConclusion set them"
        )
    }
}

extension SendConclusionRequest {
    /// Decides that the conclusion went to the denounced person and the body that manages that one,
    /// and that the denouncer was told in writing (Luật Tố cáo 2018 Đ.35 k.3).
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.concludedOn)
        let told =
            denouncerToldOn.isEmpty ? day : checks.pastDay(denouncerToldOn, "denouncer_told_on")
        if let told { checks.order(told, "denouncer_told_on", notBefore: file.concludedOn) }
        try checks.finish()
        let row = try file.admit("DenunciationService/SendConclusion", context)
        // It is sent when everybody has it.
        let last = max(day, told ?? day)
        return [
            file.event(
                .conclusionSent(ConclusionSent(denouncerToldOn: (told ?? day).iso)),
                on: day,
                deadlines: row.clocks(of: file, on: last, context)
            )
        ]
    }
}

extension PublishConclusionRequest {
    /// Decides that the conclusion was made public without anything that tells who the denouncer
    /// is (Luật Tố cáo 2018 Đ.40; NĐ 31/2019 Đ.6).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: file.concludedOn)
        checks.listed(form, "form", "say how it was made public")
        checks.require(
            redacted,
            "redacted",
            "is false",
            "remove what tells who the denouncer is and State secrets, then publish "
                + "(Luật Tố cáo 2018 Đ.40 k.3)"
        )
        checks.require(
            (file.denunciation?.disclosures.count ?? 0) < 20,
            "form",
            "is of the 21st publication of this conclusion",
            "leave it out"
        )
        try checks.finish()
        let row = try file.admit("DenunciationService/PublishConclusion", context)
        let stays = form == .posting || form == .site
        let posted =
            stays
            ? context.clocks.start(
                ["TC.PUBLISH.POSTING_MIN"],
                by: "publication.posted",
                on: day
            ) : []
        let disclosure = Disclosure(form: form, publishedOn: day.iso)
        return [
            file.event(
                .conclusionPublished(ConclusionPublished(disclosure: disclosure)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context) + posted
            )
        ]
    }
}

extension Case {
    /// Day of the conclusion on a denunciation; empty before.
    var concludedOn: String {
        denunciation?.conclusion?.document?.issuedOn ?? ""
    }
}
