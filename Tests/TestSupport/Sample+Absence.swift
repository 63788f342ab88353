package import Casework
package import Messages

extension Sample {
    /// An officer of the home agency is absent on some days, and another one stands in.
    package static func absence(
        of officer: String = "an",
        by substitute: String = "binh",
        from first: String = "2026-12-28",
        to last: String = "2026-12-31"
    ) -> Absence {
        Absence(
            id: "\(officer)-\(substitute)",
            agency: "H29.02",
            state: .entered,
            officer: officer,
            substitute: substitute,
            substituteAgency: "H29.02",
            reason: .leave,
            firstOn: first,
            lastOn: last,
            enteredBy: officer
        )
    }

    /// Who stands in for whom on a day, where nobody has left but some officers.
    package static func substitution(
        _ absences: [Absence] = [],
        on day: String = "2026-12-30",
        gone: Set<String> = []
    ) -> Substitution {
        Substitution(
            lasting: { officer in
                absences.first { absence in
                    absence.officer == officer && absence.firstOn <= day && day <= absence.lastOn
                }
            },
            isThere: { !gone.contains($0) }
        )
    }
}
