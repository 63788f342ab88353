package import Messages

extension Officer {
    /// Decides what a list of officers changes: nothing for one that stands so already.
    ///
    /// - Parameters:
    ///   - officers: The officers as they shall stand.
    ///   - today: The day.
    ///   - existing: Finds an officer of the directory.
    ///   - agency: Finds an agency of the directory.
    /// - Returns: One fact for each officer that changes.
    /// - Throws: `CaseworkError.invalid` with every violation of every entry.
    package static func apply(
        _ officers: [Officer],
        today: Day,
        existing: (String) throws -> Officer?,
        agency: (String) throws -> Agency?
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
        for (index, officer) in officers.enumerated() {
            try officer.check(&checks, at: "officers[\(index)]", agency)
        }
        try checks.finish()
        return try officers.compactMap { officer in
            var wanted = officer
            wanted.etag = ""
            var standing = try existing(officer.code)
            standing?.etag = ""
            guard wanted != standing else { return nil }
            return Event(
                record: RecordReference(kind: .officer, id: officer.code),
                actedOn: today.iso,
                fact: .officerRecorded(OfficerRecorded(officer: wanted))
            )
        }
    }

    private func check(
        _ checks: inout Checks,
        at field: String,
        _ agency: (String) throws -> Agency?
    ) rethrows {
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
            appointments.count <= 20,
            "\(field).appointments",
            "holds more than 20 entries",
            "leave out those that ended long ago"
        )
        for (index, appointment) in appointments.enumerated() {
            let name = "\(field).appointments[\(index)]"
            // An office's code is that of its agency, a dot and its own name.
            let body = appointment.office.split(separator: ".").dropLast().joined(separator: ".")
            let offices = try agency(body)?.offices ?? []
            checks.require(
                offices.contains { $0.code == appointment.office },
                "\(name).office",
                "names no office of the directory",
                "load the office with its agency first"
            )
            let from = Day(iso: appointment.validFrom)
            checks.require(from != nil, "\(name).valid_from", "is no day", "write YYYY-MM-DD")
            let to = Day(iso: appointment.validTo)
            checks.require(
                appointment.validTo.isEmpty || to.flatMap { to in from.map { $0 <= to } } ?? false,
                "\(name).valid_to",
                "is no day on or after valid_from",
                "write YYYY-MM-DD, or leave it empty"
            )
        }
    }

    /// Whether a text has the shape of an officer's code.
    package static func isCode(_ text: String) -> Bool {
        (3...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
            }
    }

    /// The offices held on a day.
    package func offices(on day: Day) -> Set<String> {
        Set(appointments.filter { $0.holds(on: day) }.map(\.office))
    }
}

extension Appointment {
    /// Whether the office is held on a day.
    func holds(on day: Day) -> Bool {
        guard let from = Day(iso: validFrom), from <= day else { return false }
        guard let to = Day(iso: validTo) else { return true }
        return day <= to
    }
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
