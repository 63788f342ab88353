package import Messages

/// What is known of a hand-over when a record goes along: who came after, and who of its officers
/// held files before.
package struct Succession: Sendable {
    /// Code of the body that ended.
    package let from: String
    /// The body in its place.
    package let to: Agency
    /// Codes of the bodies above that one, itself first.
    package let lineage: [String]
    /// Id of the operation.
    package let operation: String

    /// Why something between two bodies is over when they have become one.
    package static let merged = "Hai cơ quan đã sắp xếp thành một"

    /// Names both bodies and the operation.
    package init(from: String, to: Agency, lineage: [String], operation: String) {
        self.from = from
        self.to = to
        self.lineage = lineage
        self.operation = operation
    }
}

extension FiledRecord {
    /// The fact that a body stands in the place of one that ended, in this record.
    ///
    /// It owns the record, owes its limits, or is asked, told or over it; days and last days stay.
    ///
    /// - Parameters:
    ///   - succession: Who came after whom.
    ///   - seat: Code of the unit under the new body in which the officer who holds the file now
    ///     sits; empty when that officer did not go along: the file then lies at the new desk.
    ///   - context: The world.
    /// - Returns: The fact.
    package func succeeded(
        _ succession: Succession,
        seat: String,
        _ context: Context
    ) -> Event {
        let to = succession.to
        let owner = agency == succession.from ? to.code : agency
        let fact = BodySucceeded(
            from: succession.from,
            to: to.code,
            office: to.offices.first { to.office($0.code, on: context.today)?.head ?? false }?
                .code ?? "",
            custody: agency == succession.from
                ? custody?.succeeded(by: to.code, seat: seat, context) : custody,
            superior: superior(for: owner, succession),
            operationId: succession.operation
        )
        return event(.bodySucceeded(fact), on: context.today)
    }

    /// The body above that sees to the record once another one owns it.
    private func superior(for owner: String, _ succession: Succession) -> String {
        let found: String =
            switch self {
            case let petition as Petition where agency == succession.from:
                petition.respondents.superior(over: succession.lineage)
            case let petition as Petition: petition.superior
            case let file as Case: file.superior
            default: ""
            }
        let superior = found == succession.from ? succession.to.code : found
        return superior == owner ? "" : superior
    }

    /// Puts the fact in place: what every record has of it, then what its kind has.
    mutating func put(_ fact: BodySucceeded) {
        custody = fact.custody
        custody?.unit = fact.code(fact.custody?.unit ?? "")
        custody?.advisers = (fact.custody?.advisers ?? []).map(fact.code)
        for index in deadlines.indices where deadlines[index].owedBy == fact.from {
            deadlines[index].owedBy = fact.to
        }
        succeed(fact)
    }
}

extension Custody {
    /// Where a file lies in the body that took it over.
    ///
    /// That is with its officer who sits there now, else at the desk; who advises on it goes on to.
    fileprivate func succeeded(by body: String, seat: String, _ context: Context) -> Custody {
        guard !officer.isEmpty, !seat.isEmpty else {
            return Custody(unit: body, since: context.today.iso, advisers: advisers)
        }
        var moved = self
        moved.unit = seat
        moved.since = context.today.iso
        moved.formerUnit = ""
        moved.formerOfficer = ""
        return moved
    }
}

extension Transfer {
    /// The facts that a transfer is over because its sender and its receiver have become one body,
    /// which then has the petition; nil while they are two.
    ///
    /// `petition` is the sender's, `root` the first one with the same content where that is another.
    package func endedWithin(
        _ succession: Succession,
        _ petition: Petition,
        root: Petition?,
        _ context: Context
    ) -> [Event]? {
        let succeeded = BodySucceeded(from: succession.from, to: succession.to.code)
        guard state == .sent, succeeded.code(agency) == succeeded.code(receiver) else { return nil }
        let stops = Self.rows(of: "TransferService/RecallTransfer").flatMap(\.stops)
        return [
            event(
                .transferRecalled(TransferRecalled(reason: Succession.merged)),
                on: context.today,
                deadlines: context.clocks.stop(deadlines, by: stops, on: context.today)
            )
        ]
            + petition.settledBack(
                from: self,
                root: root,
                competent: assigned,
                on: context.today
            )
    }
}

extension Consultation {
    /// Whether who asks and who is asked become one body.
    package func endsWithin(_ succession: Succession) -> Bool {
        let succeeded = BodySucceeded(from: succession.from, to: succession.to.code)
        return succeeded.code(agency) == succeeded.code(asked)
    }
}

extension BodySucceeded {
    /// The code that stands for a body from now on.
    func code(_ body: String) -> String { body == from ? to : body }

    /// The office that stands for one of the body from now on: its head's.
    func office(_ office: String) -> String {
        Agency.code(ofOffice: office) == from ? self.office : office
    }
}

extension Petition {
    package mutating func succeed(_ fact: BodySucceeded) {
        if agency == fact.from, sealedFor.isEmpty { sealedFor = agency }
        agency = fact.code(agency)
        superior = fact.superior
    }

    package var sealOwner: String { sealedFor.isEmpty ? agency : sealedFor }
}

extension Case {
    package mutating func succeed(_ fact: BodySucceeded) {
        agency = fact.code(agency)
        competentOffice = fact.office(competentOffice)
        superior = fact.superior
        if let verification, verification.report == nil {
            self.verification?.agency = fact.code(verification.agency)
        }
        if let enforcement, enforcement.finishedOn.isEmpty {
            self.enforcement?.agency = fact.code(enforcement.agency)
        }
    }
}

extension Signer {
    package mutating func succeed(_ fact: BodySucceeded) {
        if agency == fact.from, sealedFor.isEmpty { sealedFor = agency }
        agency = fact.code(agency)
    }

    package var sealOwner: String { sealedFor.isEmpty ? agency : sealedFor }
}

extension Document {
    /// Who approves a draft is found anew in the other body.
    package mutating func succeed(_ fact: BodySucceeded) {
        agency = fact.code(agency)
        beginAgain()
    }
}

extension Visit {
    package mutating func succeed(_ fact: BodySucceeded) {
        if agency == fact.from, sealedFor.isEmpty { sealedFor = agency }
        agency = fact.code(agency)
        for index in contents.indices {
            let superior = fact.code(contents[index].superior)
            contents[index].superior = superior == agency ? "" : superior
        }
    }

    package var sealOwner: String { sealedFor.isEmpty ? agency : sealedFor }
}

extension Session {
    package mutating func succeed(_ fact: BodySucceeded) {
        agency = fact.code(agency)
        office = fact.office(office)
    }
}

extension Instruction {
    package mutating func succeed(_ fact: BodySucceeded) {
        agency = fact.code(agency)
        givenBy = fact.code(givenBy)
    }
}

extension Transfer {
    package mutating func succeed(_ fact: BodySucceeded) {
        agency = fact.code(agency)
        receiver = fact.code(receiver)
        superior = fact.code(superior)
    }
}

extension Consultation {
    package mutating func succeed(_ fact: BodySucceeded) {
        agency = fact.code(agency)
        asked = fact.code(asked)
    }
}
