package import Messages

/// Who may be urged about a record, as the directory knows them.
package struct Superiors {
    /// How far up the directory goes at most.
    private static let heightMax = 8
    private let body: (String) throws -> Agency?
    private let home: (String) throws -> String?
    private let holders: (String) throws -> [String]
    private let isKept: (UrgingAddressee) throws -> Bool
    private let substitution: Substitution

    /// Takes how to find them.
    ///
    /// - Parameters:
    ///   - body: Finds a body.
    ///   - home: The body that employs an officer; nil for none of the directory.
    ///   - holders: The officers who hold an office today.
    ///   - isKept: Whether the record is kept from an addressee because it is about that person.
    ///   - substitution: Who stands in for whom today.
    package init(
        body: @escaping (String) throws -> Agency?,
        home: @escaping (String) throws -> String?,
        holders: @escaping (String) throws -> [String],
        isKept: @escaping (UrgingAddressee) throws -> Bool,
        substitution: Substitution
    ) {
        self.body = body
        self.home = home
        self.holders = holders
        self.isKept = isKept
        self.substitution = substitution
    }

    /// Whom a level reaches: the lowest one from its rung up from whom the record is not kept.
    ///
    /// An office that nobody holds, and somebody absent for whom nobody may stand in, is passed over
    /// while somebody above is there.
    ///
    /// - Parameters:
    ///   - rung: The rung of the level.
    ///   - record: The record.
    ///   - owedBy: The agency that owes the time limit beside the record's own; empty for none.
    /// - Returns: The addressee; nil when there is none.
    /// - Throws: What the directory throws.
    package func addressee(
        from rung: UrgingRung,
        of record: some FiledRecord,
        owedBy: String
    ) throws -> UrgingAddressee? {
        var passed: UrgingAddressee?
        for one in try line(of: record, owedBy) where one.rung.rawValue >= rung.rawValue {
            guard try !isKept(one) else { continue }
            if let reached = try whoIsThere(for: one) { return reached }
            passed = passed ?? one
        }
        return passed
    }

    /// An addressee with somebody there, or who stands in for somebody absent; nil for nobody.
    private func whoIsThere(for one: UrgingAddressee) throws -> UrgingAddressee? {
        let persons = one.officer.isEmpty ? try holders(one.office) : [one.officer]
        var substitutes: [UrgingAddressee] = []
        for person in persons {
            guard case .absent(let substitute) = try substitution.presence(of: person) else {
                return one
            }
            guard let substitute, let home = try home(substitute) else { continue }
            substitutes.append(
                UrgingAddressee(
                    rung: one.rung,
                    agency: home,
                    officer: substitute,
                    standsInFor: person
                )
            )
        }
        return try substitutes.first { try !isKept($0) }
    }

    /// The holder, the heads of the units where the file lies, the head of the agency that owes,
    /// and the heads above it.
    private func line(of record: some FiledRecord, _ owedBy: String) throws -> [UrgingAddressee] {
        let debtor = owedBy.isEmpty ? record.agency : owedBy
        let place = owedBy.isEmpty ? record.place : Custody(unit: debtor)
        var line: [UrgingAddressee] = []
        if !place.officer.isEmpty {
            line.append(
                UrgingAddressee(
                    rung: .holder,
                    agency: try home(place.officer) ?? record.agency,
                    officer: place.officer
                )
            )
        }
        let units = try bodies(from: place.unit).prefix { $0.code != debtor }
        line += units.compactMap { $0.addressee(.unitHead) }
        let above = try bodies(from: debtor)
        line += above.prefix(1).compactMap { $0.addressee(.agencyHead) }
        return line + above.dropFirst().compactMap { $0.addressee(.superior) }
    }

    /// A body and those above it, the highest last.
    private func bodies(from code: String) throws -> [Agency] {
        var bodies: [Agency] = []
        var next = code
        while !next.isEmpty, bodies.count < Self.heightMax, let found = try body(next) {
            bodies.append(found)
            next = found.parent
        }
        return bodies
    }
}

extension Agency {
    /// Its head as an addressee; nil for a body without a head's office.
    fileprivate func addressee(_ rung: UrgingRung) -> UrgingAddressee? {
        offices.first(where: \.head).map {
            UrgingAddressee(rung: rung, agency: code, office: $0.code)
        }
    }
}

extension UrgingAddressee {
    /// Code of the officer, or of the office.
    package var code: String { officer.isEmpty ? office : officer }
}
