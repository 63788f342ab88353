/// A role in the units for which it was granted.
package struct Duty: Hashable, Sendable {
    /// The role.
    package let role: Role
    /// The records that it is for.
    package let scope: Scope

    /// Names role and records.
    package init(_ role: Role, _ scope: Scope) {
        self.role = role
        self.scope = scope
    }
}

/// Who calls.
///
/// Made by the authenticator, never from a field of a request.
package struct Principal: Hashable, Sendable {
    /// Code of the agency that it acts for.
    package let agency: String
    /// Code of the officer or system in journal and logs; no person's name.
    package let name: String
    /// Code of the office that the officer acts in; empty for a system.
    package let office: String
    /// What it may do, and where.
    package let duties: [Duty]

    /// Names agency, officer, office and duties.
    package init(agency: String, name: String, office: String, duties: [Duty]) {
        self.agency = agency
        self.name = name
        self.office = office
        self.duties = duties
    }

    /// A principal with roles in its own agency.
    package init(agency: String, roles: Set<Role>, name: String) {
        self.init(
            agency: agency,
            name: name,
            office: "",
            duties: roles.sorted { $0.rawValue < $1.rawValue }
                .map { Duty($0, $0.scope(in: [agency])) }
        )
    }

    /// The roles that it has anywhere.
    package var roles: Set<Role> { Set(duties.map(\.role)) }

    /// Whether it holds a permission of the contract anywhere.
    package func holds(_ permission: String) -> Bool {
        duties.contains { $0.role.permissions.contains(permission) }
    }

    /// Whether it holds a permission of the contract for an agency's records.
    package func holds(_ permission: String, in agency: String) -> Bool {
        scope(of: permission).covers(agency: agency)
    }

    /// Whether it holds a permission for a record: in one of the agencies that know of it.
    package func holds(_ permission: String, for record: some FiledRecord) -> Bool {
        record.readers.contains { holds(permission, in: $0) }
    }

    /// The principal with what bodies left that ended: whoever may do something for a body may do it
    /// for the estate of that body.
    ///
    /// - Parameter estate: Codes of the bodies whose estate a body has.
    /// - Returns: The principal with wider duties.
    package func heir(of estate: (String) throws -> [String]) rethrows -> Principal {
        Principal(
            agency: agency,
            name: name,
            office: office,
            duties: try duties.map { Duty($0.role, try $0.scope.widened(by: estate)) }
        )
    }

    /// The records for which it holds a permission.
    package func scope(of permission: String) -> Scope {
        duties.filter { $0.role.permissions.contains(permission) }
            .reduce(into: .agencies([])) { $0.form(union: $1.scope) }
    }
}

extension Role {
    /// The records that the role lets see when it is granted for some agencies.
    package func scope(in agencies: Set<String>) -> Scope {
        switch self {
        case .sync: .city
        case .administrator, .auditor: .agencies([])
        case .receiver, .officer, .verifier, .clerk, .head, .inspector: .agencies(agencies)
        }
    }
}

/// Where the records of a scope are found: what is read of feeds and lists.
package enum Reach: Hashable, Sendable {
    /// With every agency.
    case city
    /// With these agencies.
    case agencies(Set<String>)

    /// Whether it holds one of some agencies.
    package func meets(_ codes: [String]) -> Bool {
        switch self {
        case .city: true
        case .agencies(let own): codes.contains(where: own.contains)
        }
    }
}

/// The records that a caller may know of.
///
/// Ends in key ranges: lists are read agency by agency.
package struct Scope: Hashable, Sendable {
    /// Records of some agencies that were entered within some days.
    package struct Period: Hashable, Sendable {
        /// The agencies.
        package let agencies: Set<String>
        /// The days of entry.
        package let days: ClosedRange<Day>

        /// Names agencies and days.
        package init(agencies: Set<String>, days: ClosedRange<Day>) {
            self.agencies = agencies
            self.days = days
        }
    }

    private var isCity = false
    private var agencies: Set<String> = []
    private var periods: Set<Period> = []

    /// Those of every agency.
    package static let city = Scope(isCity: true)

    /// Those of these agencies.
    package static func agencies(_ codes: Set<String>) -> Scope { Scope(agencies: codes) }

    /// Those of these agencies that were entered within some days.
    package static func period(_ period: Period) -> Scope { Scope(periods: [period]) }

    /// The scope with the estates of its agencies.
    fileprivate func widened(by estate: (String) throws -> [String]) rethrows -> Scope {
        var scope = self
        scope.agencies.formUnion(try agencies.flatMap(estate))
        scope.periods = Set(
            try periods.map { period in
                Period(
                    agencies: period.agencies.union(try period.agencies.flatMap(estate)),
                    days: period.days
                )
            }
        )
        return scope
    }

    /// Adds the records of another scope.
    package mutating func form(union other: Scope) {
        isCity = isCity || other.isCity
        agencies.formUnion(other.agencies)
        periods.formUnion(other.periods)
    }

    /// Where its records are found, be it only those of some days.
    package var reach: Reach {
        isCity ? .city : .agencies(periods.reduce(agencies) { $0.union($1.agencies) })
    }

    /// Whether records of the agency lie in the scope, be it only those of some days.
    package func covers(agency: String) -> Bool {
        isCity || agencies.contains(agency) || periods.contains { $0.agencies.contains(agency) }
    }

    /// Whether all records of the agency lie in the scope.
    package func coversAll(of agency: String) -> Bool { isCity || agencies.contains(agency) }

    /// Whether a record of the agency lies in it; `enteredOn` is asked only when the days decide.
    package func covers(agency: String, enteredOn: () throws -> Day?) rethrows -> Bool {
        if coversAll(of: agency) { return true }
        let periods = periods.filter { $0.agencies.contains(agency) }
        guard !periods.isEmpty, let day = try enteredOn() else { return false }
        return periods.contains { $0.days.contains(day) }
    }
}
