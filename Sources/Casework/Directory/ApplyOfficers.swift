package import Messages

extension Officer {
    /// Decides what a list of officers changes: nothing for one that stands so already.
    ///
    /// - Parameters:
    ///   - officers: The officers as they shall stand.
    ///   - today: The day.
    ///   - existing: Finds an officer of the directory.
    ///   - agency: Finds an agency of the directory.
    ///   - holders: Finds the officers who hold an office, held it or will.
    /// - Returns: One fact for each officer that changes.
    /// - Throws: `CaseworkError.invalid` with every violation of every entry.
    package static func apply(
        _ officers: [Officer],
        today: Day,
        existing: (String) throws -> Officer?,
        agency: (String) throws -> Agency?,
        holders: (String) throws -> [Officer]
    ) throws -> [Event] {
        var checks = Checks(today: today)
        checks.require(
            (1...50).contains(officers.count),
            "officers",
            "holds \(officers.count) entries, outside 1 to 50",
            "send them in parts of 50"
        )
        checks.require(
            Set(officers.map(\.code)).count == officers.count,
            "officers",
            "names a code twice",
            "give each officer once"
        )
        let named = Set(officers.map(\.code))
        var events: [Event] = []
        for (index, officer) in officers.enumerated() {
            var wanted = officer
            wanted.etag = ""
            var standing = try existing(officer.code)
            standing?.etag = ""
            // What stands so already may be of an office that ended meanwhile.
            guard wanted != standing else { continue }
            try wanted.check(&checks, at: "officers[\(index)]", agency) { office in
                // One head on a day: of two in the request the later one is told.
                try holders(office).filter { !named.contains($0.code) }
                    + officers.prefix(index)
            }
            events.append(wanted.recorded(on: today))
        }
        try checks.finish()
        return events
    }

    /// The fact that an officer stands so.
    func recorded(on day: Day, _ decision: DocumentReference? = nil) -> Event {
        Event(
            record: RecordReference(kind: .officer, id: code),
            actedOn: day.iso,
            fact: .officerRecorded(OfficerRecorded(officer: self, decision: decision))
        )
    }

    private func check(
        _ checks: inout Checks,
        at field: String,
        _ agency: (String) throws -> Agency?,
        _ holders: (String) throws -> [Officer]
    ) throws {
        checks.require(
            Officer.isCode(code),
            "\(field).code",
            "is no code of an officer",
            "write 3 to 32 lower-case letters, digits, dots or hyphens"
        )
        checks.require(
            try agency(self.agency) != nil,
            "\(field).agency",
            "names no agency of the directory",
            "load the agency first"
        )
        checks.require(
            appointments.count <= Self.appointmentsMax,
            "\(field).appointments",
            "holds more than \(Self.appointmentsMax) entries",
            "leave out those that ended long ago"
        )
        for (index, appointment) in appointments.enumerated() {
            let name = "\(field).appointments[\(index)]"
            let body = try agency(Agency.code(ofOffice: appointment.office))
            let named = body?.offices.first { $0.code == appointment.office }
            guard let body, let office = named else {
                checks.require(
                    false,
                    "\(name).office",
                    "names no office of the directory",
                    "load the office with its agency first"
                )
                continue
            }
            checks.period(appointment.validFrom, appointment.validTo, name)
            guard let days = appointment.days, let all = body.days(of: office) else { continue }
            checks.require(
                all.contains(days.lowerBound) && all.contains(days.upperBound),
                "\(name).valid_to",
                "or valid_from lies outside the days of the office, \(all.text)",
                "give days on which the office is there"
            )
            guard office.head else { continue }
            let other = try holders(office.code).first { $0.holds(office.code, within: days) }
            checks.require(
                other == nil,
                "\(name).office",
                "is held by \(other?.code ?? "") on some of these days",
                "an agency has one head on a day: end that appointment first"
            )
        }
    }

    /// Appointments that an officer's record keeps.
    static let appointmentsMax = 20

    /// Whether a text has the shape of an officer's code.
    package static func isCode(_ text: String) -> Bool {
        (3...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
            }
    }

    /// The offices held on a day.
    package func offices(on day: Day) -> Set<String> {
        Set(appointments.filter { $0.days?.contains(day) == true }.map(\.office))
    }

    /// Whether an office is held on one of some days.
    func holds(_ office: String, within days: ClosedRange<Day>) -> Bool {
        appointments.contains { $0.office == office && $0.days?.overlaps(days) == true }
    }
}

extension Appointment {
    /// The days on which the office is held.
    var days: ClosedRange<Day>? { .between(validFrom, and: validTo) }
}

extension Agency {
    /// The offices that some offices report to, directly or not.
    package func above(_ codes: Set<String>) -> Set<String> {
        var found: Set<String> = []
        var next = codes
        while !next.isEmpty {
            let above = offices.filter { next.contains($0.code) }.map(\.reportsTo)
            next = Set(above.filter { !$0.isEmpty }).subtracting(found)
            found.formUnion(next)
        }
        return found
    }
}
