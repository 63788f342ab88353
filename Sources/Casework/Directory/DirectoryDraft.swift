package import Messages

/// Finds what stands in the directory.
package struct StandingDirectory {
    /// A body by code.
    let agency: (String) throws -> Agency?
    /// The bodies that lie or lay directly under one.
    let below: (String) throws -> [Agency]
    /// The bodies that bear or bore a code of another list.
    let bearers: (AgencyCode) throws -> [Agency]

    /// Takes how to find a body, those under it, and those that bear a code.
    package init(
        agency: @escaping (String) throws -> Agency?,
        below: @escaping (String) throws -> [Agency],
        bearers: @escaping (AgencyCode) throws -> [Agency]
    ) {
        self.agency = agency
        self.below = below
        self.bearers = bearers
    }
}

/// The directory with what a command changes in it.
///
/// Every command changes bodies here and then asks what must hold of the whole: no body above
/// itself, no day outside the days of the body above, one head on a day, a code for one body on a
/// day, predecessors and successors that know of each other.
struct DirectoryDraft {
    private let standing: StandingDirectory
    private var order: [String] = []
    private var changed: [String: (agency: Agency, field: String)] = [:]

    init(_ standing: StandingDirectory) {
        self.standing = standing
    }

    /// A body as the draft has it, without a version.
    func agency(_ code: String) throws -> Agency? {
        if let draft = changed[code] { return draft.agency }
        var found = try standing.agency(code)
        found?.etag = ""
        return found
    }

    /// Puts a body in its place; `field` names it in the request.
    mutating func put(_ agency: Agency, _ field: String) {
        if changed[agency.code] == nil { order.append(agency.code) }
        let field = changed[agency.code]?.field ?? field
        changed[agency.code] = (agency, field)
    }

    /// The bodies that lie or lay under one.
    func below(_ code: String) throws -> [Agency] {
        var found: [String: Agency] = [:]
        for agency in try standing.below(code) { found[agency.code] = try self.agency(agency.code) }
        for (agency, _) in changed.values { found[agency.code] = agency }
        return found.values.filter { $0.parents.contains(code) }.sorted { $0.code < $1.code }
    }

    /// Makes a body the successor of another one, on both sides.
    mutating func link(_ predecessor: String, to successor: String, _ field: String) throws {
        guard var former = try agency(predecessor), var later = try agency(successor)
        else { return }
        if !former.successors.contains(successor) {
            former.successors.append(successor)
            put(former, field)
        }
        if !later.predecessors.contains(predecessor) {
            later.predecessors.append(predecessor)
            put(later, field)
        }
    }

    /// What changed, as facts, in the order in which it was put.
    func events(on day: Day, _ decision: DocumentReference?) throws -> [Event] {
        try order.compactMap { code in
            guard let agency = changed[code]?.agency else { return nil }
            var before = try standing.agency(code)
            before?.etag = ""
            guard agency != before else { return nil }
            return Event(
                record: RecordReference(kind: .agency, id: code),
                actedOn: day.iso,
                fact: .agencyRecorded(AgencyRecorded(agency: agency, decision: decision))
            )
        }
    }
}

extension DirectoryDraft {
    private static let listMax = 50

    /// Checks what must hold of every body that changed and of those around it.
    func check(_ checks: inout Checks) throws {
        for code in order {
            guard let (agency, field) = changed[code] else { continue }
            let lists = [
                agency.codes.count, agency.predecessors.count, agency.successors.count,
                agency.offices.count, agency.former.count,
            ]
            checks.require(
                lists.allSatisfy { $0 <= Self.listMax },
                field,
                "has a list of more than \(Self.listMax) entries",
                "shorten it"
            )
            guard lists.allSatisfy({ $0 <= Self.listMax }), let days = agency.days else { continue }
            try checkAbove(agency, field, &checks)
            try checkBelow(agency, days, field, &checks)
            try checkCodes(agency, days, field, &checks)
            checkOffices(agency, days, field, &checks)
        }
    }

    /// The body above is there on all days, and nobody is above itself on any.
    private func checkAbove(
        _ agency: Agency,
        _ field: String,
        _ checks: inout Checks
    ) throws {
        for (parent, days) in agency.periods where !parent.isEmpty {
            guard let above = try self.agency(parent) else {
                checks.require(
                    false,
                    "\(field).parent",
                    "names no agency of the directory",
                    "load the body above it first or in the same request"
                )
                continue
            }
            let covers =
                above.days.map { $0.contains(days.lowerBound) && $0.contains(days.upperBound) }
            checks.require(
                covers ?? false,
                "\(field).parent",
                "names \(parent), which is not in being on all days that it is the parent: "
                    + (above.days?.text ?? "on none"),
                "give days within those of the body above, or another body"
            )
            checks.require(
                try !isAboveItself(agency.code, from: parent, in: days),
                "\(field).parent",
                "lies under \(agency.code) itself",
                "name a body that is not below it"
            )
        }
    }

    /// Whether the line up from a body leads to another one on some day of a period.
    private func isAboveItself(
        _ code: String,
        from parent: String,
        in days: ClosedRange<Day>
    ) throws -> Bool {
        // The line changes only where one of its bodies gets another parent.
        var waiting = [days.lowerBound]
        var seen: Set<Day> = []
        while let day = waiting.popLast() {
            guard seen.insert(day).inserted else { continue }
            var line: Set<String> = []
            var next = parent
            while !next.isEmpty, line.insert(next).inserted, let above = try agency(next) {
                if next == code { return true }
                let starts = above.periods.map(\.days.lowerBound)
                waiting += starts.filter { $0 > day && days.contains($0) }
                next = above.periods.first { $0.days.contains(day) }?.parent ?? ""
            }
        }
        return false
    }

    /// What lies under a body lies within its days.
    private func checkBelow(
        _ agency: Agency,
        _ days: ClosedRange<Day>,
        _ field: String,
        _ checks: inout Checks
    ) throws {
        let outside = try below(agency.code).filter { child in
            changed[child.code] == nil
                && child.periods.contains { parent, period in
                    parent == agency.code
                        && !(days.contains(period.lowerBound) && days.contains(period.upperBound))
                }
        }
        checks.require(
            outside.isEmpty,
            "\(field).valid_to",
            "leaves out days of what lies under it: "
                + outside.map(\.code).joined(separator: ", "),
            "place these under another body or dissolve them first"
        )
    }

    /// A code of a list stands for one body on a day.
    private func checkCodes(
        _ agency: Agency,
        _ days: ClosedRange<Day>,
        _ field: String,
        _ checks: inout Checks
    ) throws {
        checks.require(
            Set(agency.codes).count == agency.codes.count,
            "\(field).codes",
            "names a code twice",
            "give each code once"
        )
        for (index, code) in agency.codes.enumerated() {
            let known = try standing.bearers(code).compactMap { try self.agency($0.code) }
            let other = (known + changed.values.map(\.agency)).first { other in
                other.code != agency.code && other.codes.contains(code)
                    && other.days?.overlaps(days) == true
            }
            checks.require(
                other == nil,
                "\(field).codes[\(index)]",
                "is borne by \(other?.code ?? "") on some of these days",
                "give each code of a list to one body at a time"
            )
        }
    }

    /// Offices lie within the days of their body, and one heads it on a day.
    private func checkOffices(
        _ agency: Agency,
        _ days: ClosedRange<Day>,
        _ field: String,
        _ checks: inout Checks
    ) {
        var heads: [(code: String, days: ClosedRange<Day>)] = []
        for (index, office) in agency.offices.enumerated() {
            let name = "\(field).offices[\(index)]"
            let own = agency.days(of: office)
            checks.require(
                own.map { days.contains($0.lowerBound) && days.contains($0.upperBound) } ?? false,
                "\(name).valid_from",
                "and valid_to are no days of the agency in their order",
                "give days from \(agency.validFrom) on, or leave them empty"
            )
            guard office.head, let own else { continue }
            let other = heads.first { $0.days.overlaps(own) }
            checks.require(
                other == nil,
                "\(name).head",
                "is true on a day on which \(other?.code ?? "") heads the agency",
                "an agency has one head on a day: give the last day of the former head's office"
            )
            heads.append((office.code, own))
        }
        checks.require(
            Set(agency.offices.map(\.code)).count == agency.offices.count,
            "\(field).offices",
            "names a code twice",
            "give each office once"
        )
    }
}

extension Agency {
    /// The body above and the days on which it was that, oldest first.
    var periods: [(parent: String, days: ClosedRange<Day>)] {
        guard let days else { return [] }
        var found: [(parent: String, days: ClosedRange<Day>)] = []
        var from = days.lowerBound
        for form in former {
            guard let to = Day(iso: form.validTo), from <= to else { continue }
            found.append((form.parent, from...to))
            from = to + 1
        }
        if from <= days.upperBound { found.append((parent, from...days.upperBound)) }
        return found
    }
}
