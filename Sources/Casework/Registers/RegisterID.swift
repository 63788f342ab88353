package import Messages

/// Which register: an agency's, of one kind, of one year.
package struct RegisterID: Hashable, Sendable {
    /// Code of the agency.
    package let agency: String
    /// What is numbered.
    package let kind: RegisterKind
    /// Year of the receiving stamp, of the visit, or of the issue of a document.
    package let year: Int32

    /// Names a register.
    package init(agency: String, kind: RegisterKind, year: Int32) {
        self.agency = agency
        self.kind = kind
        self.year = year
    }

    /// Reads the name that `reference` gives, or nil for a name of another shape.
    package init?(_ reference: RecordReference) {
        let parts = reference.id.split(separator: "/")
        guard reference.kind == .register, parts.count == 3,
            let kind = Int32(parts[1]), let year = Int32(parts[2])
        else { return nil }
        self.init(agency: String(parts[0]), kind: RegisterKind(rawValue: kind), year: year)
    }

    /// The register's name among the records, for example "H29.06/1/2026".
    package var reference: RecordReference {
        RecordReference(kind: .register, id: "\(agency)/\(kind.rawValue)/\(year)")
    }

    /// A number of the register.
    package func number(_ value: Int64) -> RegisterNumber {
        RegisterNumber(agency: agency, kind: kind, year: year, number: value)
    }

    /// Checks what a request names.
    ///
    /// - Throws: `CaseworkError.invalid` for an unknown kind or a year outside 2000 to `thisYear`.
    package func check(thisYear: Int) throws(CaseworkError) {
        var checks = Checks(today: Day(daysSince1970: 0))
        checks.require(
            RegisterKind.known.contains(kind) && kind != .unspecified,
            "kind",
            "names no register",
            "give one of the list RegisterKind"
        )
        checks.require(
            (2000...thisYear).contains(Int(year)),
            "year",
            "is \(year), outside 2000 to \(thisYear)",
            "give the year of the receiving stamp, of the visit, or of the issue of a document"
        )
        try checks.finish()
    }

    /// Takes the next number of the register, or a reserved one, for a record.
    ///
    /// - Throws: `CaseworkError` when the register is closed or the paper number is not open.
    func take(
        _ paperNumber: Int64,
        for record: RecordReference,
        on day: Day,
        _ register: (RegisterID) throws -> Register?
    ) throws -> (number: RegisterNumber, events: [Event]) {
        let book = RegisterBook(try register(self), id: self, actedOn: day)
        let (number, events) = try book.take(paperNumber: paperNumber, for: record)
        let given = RegisterNumber(agency: agency, kind: kind, year: year, number: number)
        return (given, events)
    }
}
