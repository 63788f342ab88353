package import Messages

extension EndAppointmentRequest {
    private static let namedMax = 20

    /// Decides that an officer leaves an office.
    ///
    /// - Parameters:
    ///   - officer: Who leaves.
    ///   - follower: The officer of `successor`, when the directory has it.
    ///   - agency: The body of the office.
    ///   - holders: The officers who hold the office, held it or will.
    ///   - held: What the officer holds.
    ///   - absences: The officer's absences from that day on, which end with the appointment.
    ///   - today: The day.
    /// - Returns: The facts.
    /// - Throws: `CaseworkError.invalid` with every violation; `.notAllowed` with a list of what is
    ///   held that nobody takes over.
    package func decide(
        _ officer: Officer,
        follower: Officer?,
        agency: Agency?,
        holders: [Officer],
        held: [Holding],
        absences: [Absence],
        today: Day
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: today)
        _ = checks.document(decision, "decision")
        let day = checks.changeDay(on)
        var leaving = officer
        let index = leaving.appointments.firstIndex { appointment in
            appointment.office == office && appointment.days?.contains(day - 1) == true
        }
        checks.require(
            index != nil,
            "office",
            "is not held by the officer on \((day - 1).iso), the last day",
            "give an office that the officer holds, and the first day without"
        )
        if let index { leaving.appointments[index].validTo = (day - 1).iso }
        let isHead = agency?.office(office, on: day)?.head ?? false
        let others = holders.filter { other in
            other.code != officer.code && other.offices(on: day).contains(office)
        }
        let ahead = holders.first { other in
            other.code != officer.code && other.code != successor
                && other.holds(office, within: day...Day.latest)
        }
        let next = check(follower, others, isHead ? ahead : nil, agency, on: day, &checks)
        try checks.finish()
        let isTaken = next != nil || !others.isEmpty
        let left = held.filter { $0.kind != .absence && (!$0.withOffice || !isTaken) }
        guard left.isEmpty else { throw refusal(left) }
        leaving.etag = ""
        return ([leaving] + [next].compactMap { $0 }).map { $0.recorded(on: day, decision) }
            + absences.map { $0.ended(backOn: day, today) }
    }

    /// Who comes after, with the office; nil for nobody, or for who holds it already.
    private func check(
        _ follower: Officer?,
        _ others: [Officer],
        _ head: Officer?,
        _ agency: Agency?,
        on day: Day,
        _ checks: inout Checks
    ) -> Officer? {
        guard !successor.isEmpty else { return nil }
        checks.require(
            follower != nil && successor != officer,
            "successor",
            "names no other officer of the directory",
            "load the officer first"
        )
        checks.require(
            agency?.office(office, on: day) != nil,
            "successor",
            "comes to an office that is not there on \(day.iso)",
            "leave the successor out: the office ends"
        )
        checks.require(
            head == nil,
            "successor",
            "comes to a head's office that \(head?.code ?? "") holds from \(day.iso) on or later",
            "leave the successor out, or end that appointment first"
        )
        guard var follower, !others.contains(where: { $0.code == successor }) else { return nil }
        checks.require(
            follower.appointments.count < Officer.appointmentsMax,
            "successor",
            "has \(Officer.appointmentsMax) appointments",
            "load the officer without those that ended long ago"
        )
        follower.etag = ""
        follower.appointments.append(Appointment(office: office, validFrom: day.iso))
        return follower
    }

    private func refusal(_ left: [Holding]) -> CaseworkError {
        let named = left.prefix(Self.namedMax).map { holding in
            let kind = holding.kind.protoName.dropFirst("HOLDING_KIND_".count)
            return "\(kind) \(holding.record?.id ?? "")"
        }
        let more = left.count > named.count ? " and \(left.count - named.count) more" : ""
        return .notAllowed(
            action: "EndAppointment",
            state: "\(left.count) things are held that nobody takes over",
            missing: "another holder of " + named.joined(separator: ", ") + more,
            basis: "ListHoldings lists all"
        )
    }
}
