package import Messages

extension NameRespondentsRequest {
    /// Decides that it was named anew whom a petition and its case are about.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - file: Its case, if any.
    ///   - bodies: Code of the petition's agency and those of the bodies above it.
    ///   - senders: Names that may not stand in the reason.
    ///   - body: Finds a body of the directory.
    ///   - officer: Finds an officer of the directory.
    ///   - context: Day, rules and calendar.
    /// - Returns: The fact, for petition and case.
    /// - Throws: `CaseworkError` naming every violation, the state or the version that forbids it.
    package func decide(
        _ petition: Petition,
        _ file: Case?,
        bodies: [String],
        senders: SenderNames,
        body: (String) throws -> Agency?,
        officer: (String) throws -> Officer?,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: petition.registeredOn)
        checks.require(
            !etag.isEmpty,
            "etag",
            "is missing where a field is replaced",
            "send the etag of the version that you have seen"
        )
        try respondents.check(&checks, "respondents", body: body, officer: officer)
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        // The case keeps the one whose acts it settles.
        let settled = file?.respondent
        checks.require(
            settled.map { settled in
                respondents.contains { $0.agency == settled.agency && $0.rank == settled.rank }
            } ?? true,
            "respondents",
            "leaves out whom the accepted case is about",
            "name that person too, or terminate the case"
        )
        try checks.finish()
        _ = try petition.admit("PetitionService/NameRespondents", context)
        guard etag == petition.etag else {
            throw CaseworkError.etagMismatch(current: petition.etag, changed: [])
        }
        let fact = RespondentsNamed(
            respondents: respondents,
            superior: respondents.superior(over: bodies),
            reason: reason
        )
        return [petition.event(.respondentsNamed(fact), on: day)]
            + (file.map { [$0.event(.respondentsNamed(fact), on: day)] } ?? [])
    }
}
