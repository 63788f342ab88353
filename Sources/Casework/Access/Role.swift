/// A duty with the permissions of the contract that it needs.
///
/// Granted for an office or an officer in a unit; somebody may hold several, but not two that
/// exclude each other.
package enum Role: String, CaseIterable, Sendable {
    /// Receives citizens and enters what they bring (cán bộ tiếp công dân).
    case receiver
    /// Receives and processes petitions, carries cases (cán bộ xử lý).
    case officer
    /// Verifies contents (người xác minh).
    case verifier
    /// Numbers, seals and sends documents, keeps the registers (văn thư); prints letters to a
    /// denouncer where it is named for the file.
    case clerk
    /// Decides in the agency's name, and may do all that an officer may (người đứng đầu).
    case head
    /// Reads the files of the units that an inspection decision names (người thanh tra).
    case inspector
    /// Keeps directory, calendars, officers and grants; sees no case (quản trị).
    case administrator
    /// Verifies the store, looks through grants and readings; sees no case (kiểm toán).
    case auditor
    /// Reports to the national database; sees every agency's facts through one method.
    case sync

    /// Its name in Vietnamese.
    package var title: String {
        switch self {
        case .receiver: "cán bộ tiếp công dân"
        case .officer: "cán bộ xử lý"
        case .verifier: "người xác minh"
        case .clerk: "văn thư"
        case .head: "người đứng đầu"
        case .inspector: "người thanh tra"
        case .administrator: "quản trị"
        case .auditor: "kiểm toán"
        case .sync: "đồng bộ quốc gia"
        }
    }

    /// The permissions that the role holds.
    package var permissions: Set<String> { Self.everybody.union(Self.own[self] ?? []) }

    /// The roles that nobody may hold beside this one.
    ///
    /// Who grants rights may not use them, and who looks through what was done may do nothing of
    /// it.
    package var excluded: Set<Role> {
        switch self {
        case .administrator, .auditor, .sync: Set(Self.allCases).subtracting([self])
        case .receiver, .officer, .verifier, .clerk, .head, .inspector:
            [.administrator, .auditor, .sync]
        }
    }

    private static let everybody: Set = [
        "directory.read", "deadline.compute", "system.status", "access.own",
    ]

    private static let reading: Set = [
        "petition.read", "case.read", "register.read", "deadline.read", "feed.read",
        "record.read", "file.read", "document.read", "session.read",
    ]

    private static let processing = reading.union([
        "petition.register", "petition.identity", "petition.process", "petition.track",
        "case.process", "register.manage", "record.correct", "record.import", "file.upload",
        "document.manage", "reception.receive", "reception.read", "reception.identity",
        "session.manage", "session.report", "custody.hold", "consultation.ask",
        "absence.enter",
    ])

    /// To ask who stands behind a secret file, and to read it where one is named or was let: no
    /// role reads by itself (Luật Tố cáo 2018 Đ.8, Đ.56).
    private static let asking: Set = ["identity.request", "identity.read"]

    /// What each role holds beside what everybody does.
    private static let own: [Role: Set<String>] = [
        .receiver: reading.union([
            "petition.register", "petition.identity", "petition.track", "record.correct",
            "file.upload", "reception.receive", "reception.read", "reception.identity",
            "custody.hold", "absence.enter",
        ]),
        .officer: processing.union(asking),
        .verifier: reading.union([
            "petition.identity", "case.process", "file.upload", "document.manage", "custody.hold",
            "absence.enter",
        ]).union(asking),
        .clerk: reading.union([
            "petition.register", "petition.track", "register.manage", "file.upload",
            "document.manage", "identity.letter", "custody.hold", "absence.enter",
        ]),
        .head: processing.union(asking).union([
            "petition.decide", "case.decide", "document.sign", "reception.decide",
            "session.decide", Permission.assignFiles, Permission.consent,
            Permission.approveIdentity,
            Permission.assignIdentity, Permission.auditIdentity, "urging.send", "operation.run",
            "delegation.give",
        ]),
        // A body with one head has its second approver here.
        .inspector: reading.union(asking).union(["reception.read", Permission.approveIdentity]),
        .administrator: [
            "directory.apply", "system.verify", "system.trace", "law.set", "calendar.set",
            "access.grant", "access.read", "access.enrol", "urging.set", "approval.set",
        ],
        .auditor: ["system.verify", "system.trace", "access.read", Permission.auditIdentity],
        .sync: ["national.sync"],
    ]
}

/// Permissions that more than one method asks for.
package enum Permission {
    /// To give files to units and officers, and so to take them back.
    package static let assignFiles = "custody.assign"
    /// To consent that what was approved or dispatched is mended.
    package static let consent = "record.decide"
    /// To approve that somebody learns who stands behind a secret file.
    package static let approveIdentity = "identity.approve"
    /// To name who handles a secret file, and so to see whether anybody stands behind it.
    package static let assignIdentity = "identity.assign"
    /// To look through who ever read whom.
    package static let auditIdentity = "identity.audit"
}
