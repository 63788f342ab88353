package import Messages

extension Agency {
    /// Decides what a list of agencies changes: nothing for one that stands so already.
    ///
    /// What a list leaves out of a body's history stays. Another name, kind, parent or title than
    /// the one that stands holds from today on, so that earlier records keep the body of their day;
    /// whoever corrects the past gives `former` with it.
    ///
    /// - Parameters:
    ///   - agencies: The agencies as they shall stand.
    ///   - today: The day.
    ///   - standing: The directory.
    /// - Returns: A fact for each body that changes, be it only that it gets a successor.
    /// - Throws: `CaseworkError.invalid` with every violation of every entry.
    package static func apply(
        _ agencies: [Agency],
        today: Day,
        standing: StandingDirectory
    ) throws -> [Event] {
        var checks = Checks(today: today)
        checks.require(
            (1...50).contains(agencies.count),
            "agencies",
            "holds \(agencies.count) entries, outside 1 to 50",
            "send the directory in parts of 50"
        )
        checks.require(
            Set(agencies.map(\.code)).count == agencies.count,
            "agencies",
            "names a code twice",
            "give each agency once"
        )
        try checks.finish()
        var draft = DirectoryDraft(standing)
        for (index, agency) in agencies.enumerated() {
            let field = "agencies[\(index)]"
            agency.check(&checks, at: field)
            let former = try draft.agency(agency.code)
            agency.checkPlan(of: former, today: today, field, &checks)
            draft.put(agency.keeping(former, today: today), field)
        }
        for (index, agency) in agencies.enumerated() {
            try draft.link(agency, "agencies[\(index)]", &checks)
        }
        try draft.check(&checks)
        try checks.finish()
        return try draft.events(on: today, nil)
    }

    /// Checks what can be judged by the entry alone.
    func check(_ checks: inout Checks, at field: String) {
        checks.require(
            Agency.isCode(code),
            "\(field).code",
            "is no agency code",
            "write it as H29 or H29.xx, up to four groups of two digits (QĐ 20/2020/QĐ-TTg)"
        )
        checks.text(name, "\(field).name", max: 200)
        checks.listed(type, "\(field).type", "give one of its values")
        checks.period(validFrom, validTo, field)
        for (index, code) in codes.enumerated() {
            let name = "\(field).codes[\(index)]"
            checks.require(
                Agency.schemes.contains(code.scheme),
                "\(name).scheme",
                "is no list of codes",
                "give one of " + Agency.schemes.joined(separator: ", ")
            )
            checks.text(code.value, "\(name).value", max: 50)
        }
        for (index, form) in former.enumerated() {
            checks.text(form.name, "\(field).former[\(index)].name", max: 200)
            checks.listed(form.type, "\(field).former[\(index)].type", "give one of its values")
        }
        checkFormer(former.map(\.validTo), "\(field).former", &checks)
        for (index, office) in offices.enumerated() {
            let name = "\(field).offices[\(index)]"
            checks.require(
                Agency.isOffice(office.code, of: code),
                "\(name).code",
                "is no code of an office of this agency",
                "write the agency's code, a dot and 1 to 8 capital letters or digits: \(code).CT"
            )
            checks.text(office.title, "\(name).title", max: 200)
            for (index, title) in office.former.enumerated() {
                checks.text(title.title, "\(name).former[\(index)].title", max: 200)
            }
            checkFormer(office.former.map(\.validTo), "\(name).former", &checks)
        }
    }

    /// Last days of what held before: each later than the one before it, the last one not the last
    /// day of the body.
    private func checkFormer(_ last: [String], _ field: String, _ checks: inout Checks) {
        let days = last.map { Day(iso: $0) }
        let isOrdered = zip(days, days.dropFirst()).allSatisfy { earlier, later in
            earlier.flatMap { earlier in later.map { earlier < $0 } } ?? false
        }
        let isWithin = days.allSatisfy { day in
            day.map { isInBeing(on: $0) && isInBeing(on: $0 + 1) } ?? false
        }
        checks.require(
            last.count <= 50 && isOrdered && isWithin,
            field,
            "has last days that are no days of the agency, each later than the one before it",
            "write them as YYYY-MM-DD, oldest first, at most 50"
        )
    }

    /// The lists that other codes of a body are from.
    package static let schemes = ["gso", "legacy"]

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
}

extension Agency {
    /// Refuses to undo a change to come by leaving it out: what shall hold until then says so.
    fileprivate func checkPlan(
        of standing: Agency?,
        today: Day,
        _ field: String,
        _ checks: inout Checks
    ) {
        guard let standing else { return }
        func isPlanned(_ last: String?) -> Bool { last.map { $0 >= today.iso } ?? false }
        let remedy = "give former too, or wait for that day"
        checks.require(
            !former.isEmpty || form == standing.form || !isPlanned(standing.former.last?.validTo),
            "\(field).name",
            "or kind or parent differs, and a change of it is entered for a day to come",
            remedy
        )
        for (index, office) in offices.enumerated() {
            let before = standing.offices.first { $0.code == office.code }
            checks.require(
                !office.former.isEmpty || office.title == before?.title
                    || !isPlanned(before?.former.last?.validTo),
                "\(field).offices[\(index)].title",
                "differs, and a change of it is entered for a day to come",
                remedy
            )
        }
    }

    /// The body with the history of the one that stands, where it gives none of its own.
    fileprivate func keeping(_ standing: Agency?, today: Day) -> Agency {
        var wanted = self
        wanted.etag = ""
        guard let standing else { return wanted }
        wanted.predecessors = standing.predecessors.joined(with: predecessors)
        wanted.successors = standing.successors.joined(with: successors)
        let yesterday = today - 1
        if former.isEmpty {
            wanted.former = standing.former
            if form != standing.form { wanted.remember(standing, until: yesterday) }
        }
        for index in offices.indices where offices[index].former.isEmpty {
            let code = offices[index].code
            guard let before = standing.offices.first(where: { $0.code == code }) else { continue }
            wanted.offices[index].former = before.former
            if before.title != offices[index].title,
                standing.office(code, on: yesterday) != nil, isInBeing(on: today)
            {
                wanted.offices[index].remember(before.title, until: yesterday)
            }
        }
        return wanted
    }

    /// Notes what held up to a day, unless it never held on a whole day of the body.
    mutating func remember(_ standing: Agency, until day: Day) {
        guard isInBeing(on: day), isInBeing(on: day + 1), standing.isInBeing(on: day),
            former.last.map({ $0.validTo < day.iso }) ?? true
        else { return }
        former.append(standing.form(until: day))
    }

    private func form(until day: Day) -> FormerAgency {
        FormerAgency(name: name, type: type, parent: parent, validTo: day.iso)
    }

    private var form: FormerAgency { FormerAgency(name: name, type: type, parent: parent) }
}

extension Office {
    /// Notes the title that was borne up to a day.
    mutating func remember(_ title: String, until day: Day) {
        guard former.last.map({ $0.validTo < day.iso }) ?? true else { return }
        former.append(FormerTitle(title: title, validTo: day.iso))
    }
}

extension DirectoryDraft {
    /// Makes the links of an entry known on their other side.
    fileprivate mutating func link(
        _ agency: Agency,
        _ field: String,
        _ checks: inout Checks
    ) throws {
        let lists = [("predecessors", agency.predecessors), ("successors", agency.successors)]
        for (name, codes) in lists {
            for (index, code) in codes.prefix(50).enumerated() {
                let place = "\(field).\(name)[\(index)]"
                checks.require(
                    try code != agency.code && self.agency(code) != nil,
                    place,
                    "names no other agency of the directory",
                    "load that body first or in the same request"
                )
                if name == "successors" {
                    try link(agency.code, to: code, place)
                } else {
                    try link(code, to: agency.code, place)
                }
            }
        }
    }
}

extension [String] {
    /// The list with what another one adds.
    fileprivate func joined(with others: [String]) -> [String] {
        self + others.filter { !contains($0) }
    }
}
