package import Messages

extension Agency {
    /// Decides what a list of agencies changes: nothing for one that stands so already.
    ///
    /// `existing` finds an agency of the directory. Throws `CaseworkError.invalid` with every
    /// violation of every entry.
    package static func apply(
        _ agencies: [Agency],
        today: Day,
        existing: (String) throws -> Agency?
    ) throws -> [Event] {
        var checks = Checks(today: today)
        checks.require(
            (1...50).contains(agencies.count),
            "agencies",
            "holds \(agencies.count) entries, outside 1 to 50",
            "send the directory in parts of 50"
        )
        let named = Set(agencies.map(\.code))
        checks.require(
            named.count == agencies.count,
            "agencies",
            "names a code twice",
            "give each agency once"
        )
        for (index, agency) in agencies.enumerated() {
            agency.check(&checks, at: "agencies[\(index)]")
            let known =
                try agency.parent.isEmpty || named.contains(agency.parent)
                || existing(agency.parent) != nil
            checks.require(
                known,
                "agencies[\(index)].parent",
                "names no agency of the directory",
                "load the body above it first or in the same request"
            )
        }
        try checks.finish()
        return try agencies.compactMap { agency in
            var wanted = agency
            wanted.etag = ""
            var standing = try existing(agency.code)
            standing?.etag = ""
            guard wanted != standing else { return nil }
            return Event(
                record: RecordReference(kind: .agency, id: agency.code),
                actedOn: today.iso,
                fact: .agencyRecorded(AgencyRecorded(agency: wanted))
            )
        }
    }

    private func check(_ checks: inout Checks, at field: String) {
        checks.require(
            Agency.isCode(code),
            "\(field).code",
            "is no agency code",
            "write it as H29 or H29.xx, up to four groups of two digits (QĐ 20/2020/QĐ-TTg)"
        )
        checks.text(name, "\(field).name", max: 200)
        checks.listed(type, "\(field).type", "give one of its values")
        let from = Day(iso: validFrom)
        checks.require(
            from != nil,
            "\(field).valid_from",
            "is no day",
            "write it as YYYY-MM-DD"
        )
        if !validTo.isEmpty {
            let to = Day(iso: validTo)
            checks.require(
                to.flatMap { to in from.map { $0 <= to } } ?? false,
                "\(field).valid_to",
                "is no day on or after valid_from",
                "write it as YYYY-MM-DD, or leave it empty"
            )
        }
        checks.require(parent != code, "\(field).parent", "is itself", "name the body above it")
        for (index, office) in offices.enumerated() {
            checks.require(
                Agency.isOffice(office.code, of: code),
                "\(field).offices[\(index)].code",
                "is no code of an office of this agency",
                "write the agency's code, a dot and 1 to 8 capital letters or digits: \(code).CT"
            )
            checks.text(office.title, "\(field).offices[\(index)].title", max: 200)
        }
        let listsFit = [codes.count, predecessors.count, successors.count, offices.count]
            .allSatisfy { $0 <= 50 }
        checks.require(listsFit, field, "has a list of more than 50 entries", "shorten it")
    }

    /// Whether a text has the shape of an electronic identifier: "H29", "H29.06", "H29.80.01".
    package static func isCode(_ text: String) -> Bool {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = groups.first, groups.count <= 4, first.first == "H" else { return false }
        return ([first.dropFirst()] + groups.dropFirst()).allSatisfy { group in
            group.utf8.count == 2 && group.utf8.allSatisfy { (48...57).contains($0) }
        }
    }

    /// Whether a text is the agency's code with 1 to 8 capital letters or digits after a dot.
    private static func isOffice(_ text: String, of agency: String) -> Bool {
        guard text.hasPrefix(agency + ".") else { return false }
        let name = text.utf8.dropFirst(agency.utf8.count + 1)
        return (1...8).contains(name.count)
            && name.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    /// Whether the agency is in being on a day.
    package func isInBeing(on day: Day) -> Bool {
        guard let from = Day(iso: validFrom), from <= day else { return false }
        guard let to = Day(iso: validTo) else { return true }
        return day <= to
    }

    /// Checks that an office is a head office of this agency on a day.
    ///
    /// The law gives decisions to the head's office (Luật Khiếu nại 2011 Đ.17–22).
    package func checkHead(
        office code: String,
        on day: Day,
        _ checks: inout Checks
    ) {
        let found = offices.contains { $0.code == code && $0.head }
        checks.require(
            found && isInBeing(on: day),
            "office",
            "is no head office of the agency on \(day.iso)",
            "name the office of the head who decides"
        )
    }
}
