package import Messages

/// By what somebody signs for the head of an agency, as delegations and directory tell it.
///
/// Every way of signing for the head rests on an act of the head, and so on a delegation: a deputy
/// signs what was assigned to the deputy (NĐ 30/2020/NĐ-CP Đ.13 k.1, k.2), the head of a unit by
/// authorisation what a writing names for a time (k.3), or by order the kinds of documents that the
/// working regulation names (k.4). The directory knows who reports to whom and not who was assigned
/// what, so that no office signs for the head by itself. Nobody gives on what was delegated: a
/// delegation comes from the head office of the agency in whose name is signed, and from no other.
package struct SigningRight {
    private let agency: Agency
    private let given: () throws -> [Delegation]
    private let unit: (String, Day) throws -> Agency?
    private let officer: (String) throws -> Officer?

    /// Takes how to find what was given and to whom.
    ///
    /// - Parameters:
    ///   - agency: The agency in whose name is signed.
    ///   - given: Its delegations.
    ///   - unit: A body that lies below the agency on a day; nil for any other code.
    ///   - officer: An officer of the directory.
    package init(
        of agency: Agency,
        given: @escaping () throws -> [Delegation],
        unit: @escaping (String, Day) throws -> Agency?,
        officer: @escaping (String) throws -> Officer?
    ) {
        self.agency = agency
        self.given = given
        self.unit = unit
        self.officer = officer
    }

    /// An office of the agency, or of a body below it, on a day.
    package func office(_ code: String, on day: Day) throws -> Office? {
        let home = Agency.code(ofOffice: code)
        return try (home == agency.code ? agency : unit(home, day))?.office(code, on: day)
    }

    /// Whether an officer holds an office on a day.
    func holds(_ officer: String, _ office: String, on day: Day) throws -> Bool {
        try self.officer(officer)?.offices(on: day).contains(office) ?? false
    }

    /// The delegation by which an office signs a form on a day; nil for none.
    package func delegation(
        _ mode: SigningMode,
        by office: String,
        of form: String,
        on day: Day
    ) throws -> Delegation? {
        try given().first { delegation in
            try delegation.mode == mode && delegation.toOffice == office
                && (delegation.forms.isEmpty || delegation.forms.contains(form))
                && holds(delegation, on: day)
        }
    }

    /// Whether a delegation holds on a day: within its days, while the head's office and the one
    /// that it was given to are there, and while who is named holds that one.
    package func holds(_ delegation: Delegation, on day: Day) throws -> Bool {
        guard let days = ClosedRange.between(delegation.validFrom, and: delegation.validTo),
            days.contains(day),
            agency.office(delegation.fromOffice, on: day)?.head == true,
            try office(delegation.toOffice, on: day) != nil
        else { return false }
        return try delegation.toOfficer.isEmpty
            || holds(delegation.toOfficer, delegation.toOffice, on: day)
    }

    /// Whether an office may be let sign so: a deputy of the head, or by order and authorisation
    /// who heads a unit.
    func mayBeGiven(_ mode: SigningMode, to office: Office, from head: String) -> Bool {
        let isOwn = Agency.code(ofOffice: office.code) == agency.code
        guard mode == .deputy else { return isOwn != office.head }
        return isOwn && !office.head && (office.reportsTo.isEmpty || office.reportsTo == head)
    }
}

extension SigningMode {
    /// Whether somebody signs so for the head.
    var isForHead: Bool { [.deputy, .order, .authorised].contains(self) }
}
