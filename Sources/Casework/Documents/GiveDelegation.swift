package import Messages

extension GiveDelegationRequest {
    private static let formsMax = 50

    /// Decides that the head of an agency lets somebody sign.
    ///
    /// - Parameters:
    ///   - agency: The agency in whose name is signed.
    ///   - id: Id of the new delegation.
    ///   - right: Who may be let sign.
    ///   - context: The day and the agency that acts.
    /// - Returns: The new delegation.
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func decide(
        _ agency: Agency,
        id: String,
        _ right: SigningRight,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        checks.require(
            mode.isForHead,
            "mode",
            "is neither KT., TL. nor TUQ.",
            "say how is signed for the head: DEPUTY, ORDER or AUTHORISED"
        )
        let issued = checks.document(decision, "decision")
        let first = checkDays(issued, &checks)
        agency.checkHead(office: office, on: first, &checks)
        try checkOffice(right, on: first, &checks)
        try checkOfficer(right, on: first, &checks)
        checkForms(&checks)
        try checks.finish()
        let delegation = Delegation(
            id: id,
            agency: context.agency,
            state: .given,
            mode: mode,
            fromOffice: office,
            toOffice: toOffice,
            toOfficer: toOfficer,
            forms: forms,
            validFrom: validFrom,
            validTo: validTo,
            decision: decision,
            givenOn: context.today.iso
        )
        let fact = DelegationGiven(delegation: delegation)
        return [delegation.event(.delegationGiven(fact), on: context.today)]
    }

    /// The first day, on which everything else is judged.
    private func checkDays(_ issued: Day, _ checks: inout Checks) -> Day {
        let first = Day(iso: validFrom)
        checks.require(
            first.map { $0 >= issued } ?? false,
            "valid_from",
            "is no day on or after the document that it rests on",
            "write the first day as YYYY-MM-DD"
        )
        checks.require(
            validTo.isEmpty || ClosedRange.between(validFrom, and: validTo) != nil,
            "valid_to",
            "is no day on or after valid_from",
            "write it as YYYY-MM-DD, or leave it empty"
        )
        checks.require(
            mode != .authorised || !validTo.isEmpty,
            "valid_to",
            "is missing for TUQ.",
            "give the last day: an authorisation is for a limited time "
                + "(NĐ 30/2020/NĐ-CP Đ.13 k.3)"
        )
        return first ?? checks.today
    }

    private func checkOffice(
        _ right: SigningRight,
        on day: Day,
        _ checks: inout Checks
    ) throws {
        let found = try right.office(toOffice, on: day)
        checks.require(
            found.map { !mode.isForHead || right.mayBeGiven(mode, to: $0, from: office) } ?? false,
            "to_office",
            mode == .deputy
                ? "is no office of the agency that is there on \(day.iso) and reports to its head"
                : "heads no unit of the agency on \(day.iso)",
            mode == .deputy
                ? "name a deputy's office (NĐ 30/2020/NĐ-CP Đ.13 k.1, k.2)"
                : "name the head office of a body below the agency, or another office of the agency "
                    + "that heads a unit (NĐ 30/2020/NĐ-CP Đ.13 k.3, k.4)"
        )
    }

    private func checkOfficer(
        _ right: SigningRight,
        on day: Day,
        _ checks: inout Checks
    ) throws {
        guard !toOfficer.isEmpty else { return }
        checks.require(
            mode == .authorised,
            "to_officer",
            "is named for what is no authorisation",
            "leave it out: KT. and TL. go with the office"
        )
        checks.require(
            try right.holds(toOfficer, toOffice, on: day),
            "to_officer",
            "does not hold the office on \(day.iso)",
            "name who holds it, or nobody for whoever does"
        )
    }

    private func checkForms(_ checks: inout Checks) {
        let known = Set(Forms.all.filter { $0.register != .unspecified }.map(\.key))
        checks.require(
            forms.count <= Self.formsMax && Set(forms).count == forms.count
                && known.isSuperset(of: forms),
            "forms",
            "holds more than \(Self.formsMax) keys, one of them twice, or one of no document",
            "give keys that ListForms names"
        )
        checks.require(
            mode == .deputy || !mode.isForHead || !forms.isEmpty,
            "forms",
            "is empty for TL. or TUQ.",
            "name what may be signed: some kinds of documents, not all "
                + "(NĐ 30/2020/NĐ-CP Đ.13 k.3, k.4)"
        )
    }
}

extension EndDelegationRequest {
    /// Decides that a delegation ends before its last day.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ delegation: Delegation,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try delegation.admit("DelegationService/EndDelegation", context)
        var checks = Checks(today: context.today)
        let first = on.isEmpty ? context.today : Day(iso: on)
        let days = ClosedRange.between(delegation.validFrom, and: delegation.validTo)
        checks.require(
            first.flatMap { days?.contains($0) } ?? false,
            "on",
            "is no day of the delegation",
            "give the first day without it, one of \(days?.text ?? "")"
        )
        checks.text(reason, "reason", max: 1_000)
        try checks.finish()
        let fact = DelegationEnded(on: first?.iso ?? "", reason: reason)
        return [delegation.event(.delegationEnded(fact), on: context.today)]
    }
}
