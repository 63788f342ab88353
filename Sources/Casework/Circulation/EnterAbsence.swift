package import Messages

/// The officers of an agency and their absences, as the directory and the records know them.
package struct Staff {
    let officer: (String) throws -> Officer?
    let lies: (_ body: String, _ agency: String) throws -> Bool
    let leads: (_ agency: String) -> Bool
    let absences: (String, ClosedRange<Day>) throws -> [Absence]

    /// Takes how to find them.
    ///
    /// - Parameters:
    ///   - officer: An officer of the directory.
    ///   - lies: Whether a body is an agency or lies below it.
    ///   - leads: Whether the caller leads an agency.
    ///   - absences: The absences of an officer that touch some days.
    package init(
        officer: @escaping (String) throws -> Officer?,
        lies: @escaping (_ body: String, _ agency: String) throws -> Bool,
        leads: @escaping (_ agency: String) -> Bool,
        absences: @escaping (String, ClosedRange<Day>) throws -> [Absence]
    ) {
        self.officer = officer
        self.lies = lies
        self.leads = leads
        self.absences = absences
    }
}

extension EnterAbsenceRequest {
    /// Decides that an officer is absent on some days and who stands in.
    ///
    /// The substitute is absent on none of these days when it is entered, and so stands at the end of
    /// every chain that it joins: substitutions never go round in a circle, whoever becomes absent
    /// later.
    ///
    /// - Parameters:
    ///   - id: Id of the absence.
    ///   - staff: The officers and their absences.
    ///   - context: The day and who acts.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(id: String, _ staff: Staff, _ context: Context) throws -> [Event] {
        var checks = Checks(today: context.today)
        let code = officer.isEmpty ? context.officer : officer
        let absent = try staff.officer(code)
        checks.require(
            absent.map { code == context.officer || staff.leads($0.agency) } ?? false,
            "officer",
            "is neither the caller nor an officer of an agency that the caller leads",
            "give the code of an officer of the directory, or let that officer enter it"
        )
        checks.listed(reason, "reason", "say why: LEAVE, SICK, TRAINING, MISSION or OTHER")
        let days = checkDays(&checks)
        let standsIn = try check(substitute, for: absent, staff, days, &checks)
        if let days, absent != nil {
            let other = try staff.absences(code, days).first
            checks.require(
                other == nil,
                "first_on",
                "touches an absence from \(other?.firstOn ?? "") to \(other?.lastOn ?? "")",
                "end that one first, or give days outside it"
            )
        }
        try checks.finish()
        let absence = Absence(
            id: id,
            agency: absent?.agency ?? "",
            state: .entered,
            officer: code,
            substitute: substitute,
            substituteAgency: standsIn?.agency ?? "",
            reason: reason,
            firstOn: firstOn,
            lastOn: lastOn,
            enteredBy: context.officer
        )
        let fact = AbsenceEntered(absence: absence)
        return [absence.event(.absenceEntered(fact), on: context.today)]
    }

    /// The days; nil where they are none, or are over.
    private func checkDays(_ checks: inout Checks) -> ClosedRange<Day>? {
        let latest = checks.today.adding(months: 12)
        checks.require(
            Day(iso: firstOn).map { $0 <= latest } ?? false,
            "first_on",
            "is no day up to \(latest.iso)",
            "write the first day as YYYY-MM-DD"
        )
        let days = lastOn.isEmpty ? nil : ClosedRange.between(firstOn, and: lastOn)
        let open = days.flatMap { $0.upperBound < checks.today ? nil : $0 }
        checks.require(
            open != nil,
            "last_on",
            "is no day from the first day and from today on",
            "write the last day as YYYY-MM-DD"
        )
        return open
    }

    /// The substitute, who is there on all of the days.
    private func check(
        _ code: String,
        for absent: Officer?,
        _ staff: Staff,
        _ days: ClosedRange<Day>?,
        _ checks: inout Checks
    ) throws -> Officer? {
        let found = try staff.officer(code)
        let isNear = try found.map { found in
            try absent.map { try $0.code != code && staff.lies(found.agency, $0.agency) } ?? true
        }
        let last = days?.upperBound ?? checks.today
        checks.require(
            isNear ?? false && found?.hasLeft(on: last) == false,
            "substitute",
            "is no other officer of the agency, or of a body below it, who is there on these days",
            "give a code of the directory"
        )
        guard let days, let found else { return nil }
        let other = try staff.absences(code, days).first { $0.officer != absent?.code }
        checks.require(
            other == nil,
            "substitute",
            "is absent from \(other?.firstOn ?? "") to \(other?.lastOn ?? "")",
            "name somebody who is there on all of these days, or give the days apart"
        )
        return found
    }
}

extension EndAbsenceRequest {
    /// Decides that an officer is back before the last day.
    ///
    /// - Parameters:
    ///   - absence: The absence.
    ///   - leads: Whether the caller leads its agency.
    ///   - context: The day and who acts.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ absence: Absence,
        leads: Bool,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try absence.admit("AbsenceService/EndAbsence", context)
        guard leads || absence.officer == context.officer else {
            throw absence.refusal(
                of: row.method,
                missing: "the officer who is absent, or who leads the agency",
                basis: row.basis
            )
        }
        var checks = Checks(today: context.today)
        let back = backOn.isEmpty ? context.today : Day(iso: backOn)
        checks.require(
            back.map { $0 >= context.today && $0.iso <= absence.lastOn } ?? false,
            "back_on",
            "is no day from today to \(absence.lastOn)",
            "give the first day on which the officer is back"
        )
        try checks.finish()
        return [absence.ended(backOn: back ?? context.today, context.today)]
    }
}

extension Officer {
    /// Whether every office that the officer ever held is given up by a day.
    package func hasLeft(on day: Day) -> Bool {
        !appointments.isEmpty && appointments.allSatisfy { ($0.days?.upperBound ?? day) < day }
    }
}
