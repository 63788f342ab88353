/// Who calls.
///
/// Made by the authenticator, never from a field of a request.
package struct Principal: Hashable, Sendable {
    /// Code of the agency that it acts for.
    package let agency: String
    /// What it may do there.
    package let roles: Set<Role>
    /// Code of the officer or system in journal and logs; no person's name.
    package let name: String
    /// Code of the office that the officer acts in; empty for a system.
    package let office: String
    /// The records that it may know of, as far as its grants reach.
    package let scope: Scope
    private let permissions: Set<String>

    /// Names agency, roles, principal and office, and how far it sees: its own agency's records
    /// when nothing else is said.
    package init(
        agency: String,
        roles: Set<Role>,
        name: String,
        office: String = "",
        scope: Scope? = nil
    ) {
        self.agency = agency
        self.roles = roles
        self.name = name
        self.office = office
        self.scope = scope ?? Self.scope(of: roles, agency)
        permissions = roles.reduce(into: []) { $0.formUnion($1.permissions) }
    }

    private static func scope(of roles: Set<Role>, _ agency: String) -> Scope {
        if roles == [.sync] { return .city }
        return .agencies(roles.isSubset(of: [.administrator, .auditor]) ? [] : [agency])
    }

    /// Whether it holds a permission of the contract.
    package func holds(_ permission: String) -> Bool {
        permissions.contains(permission)
    }
}

/// The records that a caller may know of.
///
/// Ends in key ranges: lists are read agency by agency.
package enum Scope: Hashable, Sendable {
    /// Those of these agencies.
    case agencies(Set<String>)
    /// Those of every agency.
    case city

    /// Whether records of the agency lie in the scope.
    package func covers(agency: String) -> Bool {
        switch self {
        case .agencies(let codes): codes.contains(agency)
        case .city: true
        }
    }
}
