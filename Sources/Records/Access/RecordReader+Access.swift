package import Casework
package import Messages
import Storage

extension RecordReader {
    /// An officer of the directory.
    package func officer(_ code: String) throws -> Officer? {
        try stored(RecordReference(kind: .officer, id: code)).map { try Officer(serialized: $0) }
    }

    /// A page of the officers of an agency, and the key to go on after.
    package func officers(
        _ range: PageRange,
        limit: Int
    ) throws -> (officers: [Officer], last: [UInt8]?) {
        guard case .texts(let prefix) = range.content else {
            preconditionFailure("a range of officers lists codes")
        }
        var codes: [String] = []
        let last = try page(.indexes, range, limit: limit) { key, _ in
            codes.append(try Keys.text(in: key, after: prefix))
        }
        return (try codes.compactMap { try officer($0) }, last)
    }

    /// A grant.
    package func grant(_ id: String) throws -> Grant? {
        try stored(RecordReference(kind: .grant, id: id)).map { try Grant(serialized: $0) }
    }

    /// A page of grants, and the key to go on after.
    package func grants(
        _ range: PageRange,
        limit: Int
    ) throws -> (grants: [Grant], last: [UInt8]?) {
        var grants: [Grant] = []
        let last = try listed(range, limit: limit) { id in
            if let grant = try grant(id) { grants.append(grant) }
        }
        return (grants, last)
    }

    /// The grants of an office or officer that give a right on a day, or will.
    package func grants(of holder: String) throws -> [Grant] {
        try grants(.grants(of: holder), limit: .max).grants
    }

    /// Codes of the bodies under one on a day, at any depth.
    package func bodies(below agency: String, on day: Day) throws -> [String] {
        let children = PageRange.children(of: agency)
        var isAlone = true
        try view.scan(.indexes, from: children.from, to: children.to, descending: false) { _, _ in
            isAlone = false
            return false
        }
        // Most bodies have none; for the others one walk over all is less than one for each.
        guard !isAlone else { return [] }
        var below: [String: [String]] = [:]
        let all = PageRange.agencies
        try view.scan(.records, from: all.from, to: all.to, descending: false) { key, body in
            let parent = try Agency.parent(in: body, on: day)
            below[parent, default: []].append(try Keys.text(in: key, after: all.from))
            return true
        }
        var found: [String] = []
        var next = [agency]
        while let body = next.popLast() {
            // Taken once, so that a directory that goes round in circles comes to an end.
            let new = below.removeValue(forKey: body) ?? []
            found += new
            next += new
        }
        return found
    }

    /// Codes of the bodies whose estate a body has on a day.
    ///
    /// These are the ones that ended and that it came after, those that these came after, and so on:
    /// what they left is its to read and to finish.
    package func estate(of agency: String, on day: Day) throws -> [String] {
        var found: [String] = []
        var next = [agency]
        while let code = next.popLast() {
            // Most bodies came after none: these are not decoded.
            guard let body = try stored(RecordReference(kind: .agency, id: code)),
                try Agency.content(of: "predecessors", in: body) != nil
            else { continue }
            for before in try Agency(serialized: body).predecessors
            where before != agency && !found.contains(before) {
                guard try self.agency(before)?.hasEnded(on: day) ?? false else { continue }
                found.append(before)
                next.append(before)
            }
        }
        return found
    }

    /// What an officer may do in an office on a day; nil for an unknown officer, an office that is
    /// not held, or an officer who holds several offices and names none.
    ///
    /// - Parameters:
    ///   - officer: Code of the officer.
    ///   - office: Code of the office; empty for the only one, or for none.
    ///   - day: The day.
    /// - Returns: The principal, with the duties of the grants that hold on the day.
    /// - Throws: What the store throws.
    package func principal(
        of officer: String,
        office: String,
        on day: Day
    ) throws -> Principal? {
        guard let found = try self.officer(officer) else { return nil }
        // An office that ended is nobody's, whatever the appointment says.
        let held = try found.offices(on: day).filter { office in
            try agency(Agency.code(ofOffice: office))?.office(office, on: day) != nil
        }
        guard office.isEmpty ? held.count <= 1 : held.contains(office) else { return nil }
        let chosen = office.isEmpty ? held.first ?? "" : office
        let holders = [officer] + (chosen.isEmpty ? [] : [chosen])
        let duties = try holders.flatMap { try grants(of: $0) }.filter { $0.holds(on: day) }
            .compactMap { try $0.duty { try bodies(below: $0, on: day) } }
        let home = Agency.code(ofOffice: chosen)
        return try Principal(
            agency: home.isEmpty ? found.agency : home,
            name: officer,
            office: chosen,
            duties: duties
        )
        .heir { try estate(of: $0, on: day) }
    }

    /// The roles that somebody has, or is about to have, by grants that have not ended.
    package func roles(of grant: Grant) throws -> Set<Role> {
        var holders = Set(grant.holders)
        for code in grant.officers {
            for appointment in try officer(code)?.appointments ?? [] {
                holders.insert(appointment.office)
            }
        }
        return Set(
            try holders.flatMap { try grants(of: $0) }.filter { $0.state != .ended }
                .compactMap { Role(rawValue: $0.role) }
        )
    }

    /// Where a principal stands on a day, to tell whom a record is about from everybody else.
    package func line(of principal: Principal, on day: Day) throws -> ReportingLine {
        let bodies = try lineage(of: principal.agency, on: day)
        var offices = try officer(principal.name)?.offices(on: day) ?? []
        if !principal.office.isEmpty { offices.insert(principal.office) }
        let own = try agency(principal.agency)
        let above = own?.above(offices) ?? []
        let isHead = own?.offices.contains { $0.head && offices.contains($0.code) } ?? false
        return ReportingLine(
            officer: principal.name,
            offices: offices,
            officesAbove: above,
            officersAbove: Set(try above.flatMap { try holders(of: $0, on: day) }),
            bodies: bodies.isEmpty ? [principal.agency] : bodies,
            // Whoever was above a body that ended sees to what was about it, as ever.
            estate: Set(
                try estate(of: principal.agency, on: day).filter {
                    try !lies($0, in: principal.agency, on: day)
                }
            ),
            isHead: isHead
                || principal.duties.contains { duty in
                    duty.role == .head && duty.scope.covers(agency: principal.agency)
                }
        )
    }
}

extension RecordReader {
    /// Codes of the officers who hold an office on a day.
    package func holders(of office: String, on day: Day) throws -> [String] {
        try holders(of: office).filter { $0.offices(on: day).contains(office) }.map(\.code)
    }

    /// The officers who hold an office, held it or will.
    package func holders(of office: String) throws -> [Officer] {
        try officers(.holders(of: office), limit: .max).officers
    }

    /// The directory, as what changes it asks for it.
    package var directory: StandingDirectory {
        StandingDirectory(
            agency: agency,
            below: { try agencies(.children(of: $0), limit: .max).agencies },
            bearers: { try agencies(.bearers(of: $0), limit: .max).agencies }
        )
    }

    /// The body that a code of a list stands for.
    ///
    /// - Parameters:
    ///   - code: The code.
    ///   - scheme: The list; empty for the electronic identifier.
    ///   - day: The day on which it stands for the body: other days, other bodies.
    /// - Returns: The body, be it one that bore the code on other days alone; nil for none.
    /// - Throws: What the store throws.
    package func agency(_ code: String, of scheme: String, on day: Day) throws -> Agency? {
        guard !scheme.isEmpty else { return try agency(code) }
        let range = PageRange.bearers(of: AgencyCode(scheme: scheme, value: code))
        let found = try agencies(range, limit: .max).agencies
        return found.first { $0.isInBeing(on: day) }
            ?? found.max { $0.validFrom < $1.validFrom }
    }
}

extension PageRange {
    /// The officers who hold an office, held it or will.
    static func holders(of office: String) -> PageRange {
        PageRange(texts: Keys.holders(of: office))
    }

    /// The officers of an agency, in the order of their codes.
    package static func officers(of agency: String) -> PageRange {
        PageRange(texts: Keys.officers(of: agency))
    }

    /// All grants, oldest first.
    package static let grants = PageRange(places: Keys.grants)

    /// The grants of an office or officer.
    package static func grants(of holder: String) -> PageRange {
        PageRange(places: Keys.grants(of: holder))
    }

    /// The grants for a unit.
    package static func grants(for unit: String) -> PageRange {
        PageRange(places: Keys.grants(for: unit))
    }
}
