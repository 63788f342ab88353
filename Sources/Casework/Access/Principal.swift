/// What a principal is allowed to do in its agency.
package enum Role: String, CaseIterable, Sendable {
    /// Receives and processes petitions, carries cases.
    case officer
    /// Decides in the agency's name, and may do all that an officer may.
    case head
    /// Loads the directory and verifies the store; sees no case.
    case administrator
    /// Reports to the national database; sees every agency's facts through one method.
    case sync

    /// The permissions of the contract that the role holds.
    package var permissions: Set<String> {
        switch self {
        case .officer: Self.officers
        case .head: Self.heads
        case .administrator: Self.administrators
        case .sync: Self.syncs
        }
    }

    private static let everybody: Set = ["directory.read", "deadline.compute", "system.status"]
    private static let officers = everybody.union([
        "petition.register", "petition.read", "petition.identity", "petition.process",
        "case.read", "case.process", "register.manage", "register.read",
        "deadline.read", "feed.read", "petition.track",
        "record.read", "record.correct", "record.import", "file.upload", "file.read",
        "document.manage", "document.read",
        "reception.receive", "reception.read", "reception.identity",
        "session.manage", "session.read", "session.report",
    ])
    private static let heads = officers.union([
        "petition.decide", "case.decide", "document.sign", "reception.decide", "session.decide",
        Permission.consent,
    ])
    private static let administrators = everybody.union([
        "directory.apply", "system.verify", "law.set", "calendar.set",
    ])
    private static let syncs = everybody.union(["national.sync"])
}

/// Permissions that more than one method asks for.
package enum Permission {
    /// To consent that what was approved or dispatched is mended.
    package static let consent = "record.decide"
}

/// Who calls.
///
/// Made by the authenticator, never from a field of a request.
package struct Principal: Hashable, Sendable {
    /// Code of the agency that it acts for.
    package let agency: String
    /// What it may do there.
    package let role: Role
    /// Its name in journal and logs; no person's name.
    package let name: String

    /// Names agency, role and principal.
    package init(agency: String, role: Role, name: String) {
        self.agency = agency
        self.role = role
        self.name = name
    }

    /// The records that it may know of.
    package var scope: Scope {
        switch role {
        case .officer, .head: .agencies([agency])
        case .administrator: .agencies([])
        case .sync: .city
        }
    }

    /// Whether it holds a permission of the contract.
    package func holds(_ permission: String) -> Bool {
        role.permissions.contains(permission)
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
