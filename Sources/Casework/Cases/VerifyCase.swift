package import Messages

extension MarkComplexRequest {
    /// Decides that a case is complex: the longer limit takes over from the day of acceptance.
    ///
    /// Criteria: NĐ 124/2020 Đ.3a as added by NĐ 155/2026; limits: Luật Khiếu nại 2011 Đ.28.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        checks.require(
            !criteria.isEmpty && Set(criteria).count == criteria.count
                && criteria.allSatisfy {
                    ComplexityCriterion.known.contains($0) && $0 != .unspecified
                },
            "criteria",
            "is empty, names a criterion twice or one that is not of the list",
            "name each of the criteria that hold, at least one"
        )
        try checks.finish()
        let basis = "NĐ 124/2020 Đ.3a (NĐ 155/2026), Luật Khiếu nại 2011 Đ.28"
        _ = try file.admit("ComplaintService/MarkComplex", context)
        guard
            let ordinary = file.deadlines.first(where: {
                $0.state == .open && Case.complexLimits[$0.rule] != nil
            }),
            let limit = Case.complexLimits[ordinary.rule]
        else {
            throw file.refusal(
                of: "MarkComplex",
                missing: "an ordinary limit that runs; the case is complex already",
                basis: basis
            )
        }
        guard day.iso <= ordinary.dueOn else {
            throw file.refusal(
                of: "MarkComplex",
                missing: "a day on or before \(ordinary.dueOn), the end of the ordinary limit",
                basis: basis
            )
        }
        let changed: [Deadline]
        do {
            changed = try context.clocks.replace(
                ordinary,
                by: limit,
                event: "case.complexity_marked",
                on: day,
                beside: file.deadlines
            )
        } catch {
            throw .invalid([error.violation(of: "criteria")])
        }
        return [
            file.event(
                .caseMarkedComplex(CaseMarkedComplex(criteria: criteria)),
                on: day,
                deadlines: changed
            )
        ]
    }
}

extension AssignVerificationRequest {
    /// Decides who verifies.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        verifier: Agency?,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(assignment, "assignment", &checks)
        checks.require(
            verifier?.isInBeing(on: day) ?? false,
            "agency",
            "names no agency that is in being on \(day.iso)",
            "give the code of the agency that verifies"
        )
        checks.require(
            !file.barsVerifier(agency),
            "agency",
            "is the denounced body, or that of the denounced leader",
            "give another agency: it may not verify itself (Luật Tố cáo 2018 Đ.11)"
        )
        let isTeam = file.kind == .denunciation
        checks.require(
            isTeam ? (2...100).contains(teamSize) : teamSize == 0,
            "team_size",
            isTeam ? "is \(teamSize), outside 2 to 100" : "is given for no denunciation",
            isTeam ? "name at least two persons (NĐ 31/2019 Đ.10)" : "leave it out"
        )
        try checks.finish()
        _ = try file.admit("CaseService/AssignVerification", context)
        let fact = VerificationAssigned(
            agency: agency,
            assignment: assignment,
            teamSize: teamSize
        )
        return [file.event(.verificationAssigned(fact), on: day)]
    }
}

extension SubmitReportRequest {
    /// Decides that the verification report is in.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(_ file: Case, _ context: Context) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        let day = file.documentDay(report, "report", &checks)
        checks.require(
            !resultsDiffer || file.kind != .denunciation,
            "results_differ",
            "is given for a denunciation, which knows no dialogue",
            "leave it out"
        )
        try checks.finish()
        let basis = try file.admit("CaseService/SubmitReport", context).basis
        guard file.verification?.report == nil else {
            throw file.refusal(of: "SubmitReport", missing: "no report yet", basis: basis)
        }
        let fact = ReportSubmitted(report: report, resultsDiffer: resultsDiffer)
        return [file.event(.reportSubmitted(fact), on: day)]
    }
}
