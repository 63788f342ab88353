package import Messages

/// Somebody who is kept from a record because it is about them.
///
/// A denunciation is kept from the denounced persons and those who report to them; a complaint at
/// second instance only from whoever made the act (Luật Tố cáo 2018 Đ.8, Đ.10; Luật Khiếu nại 2011
/// Đ.11, Đ.36).
package struct KeptOut: Hashable, Sendable {
    /// Who.
    package let respondent: Respondent
    /// Whether those who report to that person are kept from it as well.
    package let withStaff: Bool

    /// Names who it is.
    package init(_ respondent: Respondent, withStaff: Bool) {
        self.respondent = respondent
        self.withStaff = withStaff
    }
}

/// Where an officer stands: the offices held, those above with their holders, and the bodies above.
package struct ReportingLine: Hashable, Sendable {
    private let officer: String
    private let offices: Set<String>
    private let officesAbove: Set<String>
    private let officersAbove: Set<String>
    private let bodies: [String]
    private let estate: Set<String>
    private let isHead: Bool

    /// Names the line.
    ///
    /// - Parameters:
    ///   - officer: Code of the officer.
    ///   - offices: Codes of the offices held.
    ///   - officesAbove: Codes of those that these report to, directly or not, in the same body.
    ///   - officersAbove: Codes of the officers who hold these.
    ///   - bodies: Code of the body that the officer acts for and those above it, the highest last.
    ///   - estate: Codes of the bodies that ended and that the first of them came after.
    ///   - isHead: Whether the officer heads the first of them.
    package init(
        officer: String,
        offices: Set<String>,
        officesAbove: Set<String>,
        officersAbove: Set<String>,
        bodies: [String],
        estate: Set<String>,
        isHead: Bool
    ) {
        self.officer = officer
        self.offices = offices
        self.officesAbove = officesAbove
        self.officersAbove = officersAbove
        self.bodies = bodies
        self.estate = estate
        self.isHead = isHead
    }

    /// Whether the officer is kept from what is about a respondent.
    ///
    /// Fails closed: a deputy or an official of whom nobody knows who it is may be anybody of the
    /// body but its head. The highest body has nobody above it: then only its own staff is kept
    /// out, or nobody could send the file on. Who an office of a body that ended was may be anybody
    /// of the body that came after it.
    package func isKept(by kept: KeptOut) -> Bool {
        let respondent = kept.respondent
        if estate.contains(respondent.agency), respondent.officer.isEmpty { return true }
        let isBelow =
            bodies.first == respondent.agency
            || bodies.contains(respondent.agency) && bodies.last != respondent.agency
        switch respondent.rank {
        case .head where !kept.withStaff: return isHead && bodies.first == respondent.agency
        case .head: return isBelow
        case .body: return isBelow && kept.withStaff
        case .deputy, .official, .unspecified, .unknown:
            if officer == respondent.officer || offices.contains(respondent.office) { return true }
            guard kept.withStaff else { return false }
            if respondent.officer.isEmpty, respondent.office.isEmpty {
                return isBelow && !(isHead && bodies.first == respondent.agency)
            }
            return officersAbove.contains(respondent.officer)
                || officesAbove.contains(respondent.office)
        }
    }
}

extension [Respondent] {
    /// The body that sees to what is about the head of one of the bodies above an agency, the
    /// agency's own among them, or about the body itself: the direct superior of the highest one
    /// (Luật Tố cáo 2018 Đ.13).
    ///
    /// - Parameter bodies: The agency's code and those of the bodies above it, the highest last.
    /// - Returns: Its code; empty when none is concerned or the directory holds none above.
    package func superior(over bodies: [String]) -> String {
        let concerned = filter { $0.rank == .head || $0.rank == .body }.map(\.agency)
        guard let highest = bodies.lastIndex(where: concerned.contains) else { return "" }
        return highest + 1 < bodies.count ? bodies[highest + 1] : ""
    }

    /// Checks whom a petition is about; `known` finds bodies and officers of the directory.
    ///
    /// - Parameters:
    ///   - checks: Takes what is wrong.
    ///   - field: The field that holds them.
    ///   - body: Finds a body.
    ///   - officer: Finds an officer.
    package func check(
        _ checks: inout Checks,
        _ field: String,
        body: (String) throws -> Agency?,
        officer: (String) throws -> Officer?
    ) rethrows {
        checks.require(
            count <= 20,
            field,
            "holds \(count) entries, more than 20",
            "name the body instead of its persons"
        )
        for (index, respondent) in enumerated() {
            let name = "\(field)[\(index)]"
            checks.listed(
                respondent.rank,
                "\(name).rank",
                "say whether it is the head, a deputy, an official or the body itself"
            )
            let body = try body(respondent.agency)
            checks.require(
                body != nil,
                "\(name).agency",
                "names no agency of the directory",
                "give the code of the body"
            )
            let isPerson = respondent.rank == .deputy || respondent.rank == .official
            checks.require(
                isPerson || respondent.office.isEmpty && respondent.officer.isEmpty,
                name,
                "names an office or officer beside the head or the body",
                "leave them out: the rank says who is meant"
            )
            checks.require(
                respondent.office.isEmpty
                    || body?.offices.contains { $0.code == respondent.office } ?? true,
                "\(name).office",
                "names no office of the body",
                "give a code of the directory, or leave it out"
            )
            guard !respondent.officer.isEmpty else { continue }
            // A wrong code would keep nobody from the file.
            checks.require(
                try officer(respondent.officer)?.agency == respondent.agency,
                "\(name).officer",
                "names no officer of the body",
                "give a code of the directory, or leave it out when nobody knows it yet"
            )
        }
    }
}
