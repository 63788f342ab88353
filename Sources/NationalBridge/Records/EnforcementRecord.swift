import Casework
import Messages

/// How a decision in legal effect, or the conclusion on a denunciation, is carried out.
struct EnforcementRecord: Encodable {
    /// What is returned, to organisations and to persons.
    struct Shares: Encodable {
        let org: Amount
        let person: Amount
    }

    let enforcementId: String
    let caseId: String
    let decisionNo: Text
    let enforcingAgency: String
    let status: String
    let updatedOn: DayText
    let due: Amount
    let collected: Amount
    let toReturn: Shares
    let returned: Shares
    let sanctionedPersons: Int64
    let sanctionedOfficials: Int64
    let sanctionedOrgs: Int64
    let prosecutedCases: Int64
    let prosecutedPersons: Int64
    let prosecutedOfficials: Int64
    let obstacles: Text?

    /// The enforcement of a case, which has one and lends it its id.
    ///
    /// - Parameters:
    ///   - file: The case right after the fact.
    ///   - day: Day of the act.
    /// - Throws: `MappingGap` naming what the data lack.
    init(_ file: Case, updatedOn day: String) throws(MappingGap) {
        let enforcement = try required(file.enforcement, "enforcement")
        enforcementId = file.id
        caseId = file.id
        decisionNo = try required(
            Text(file.enforcedDocument?.number ?? ""),
            file.type == .denunciation
                ? "denunciation.conclusion.document.number" : "decision.document.number"
        )
        enforcingAgency = enforcement.agency
        status = enforcement.finishedOn.isEmpty ? "DANG" : "XONG"
        updatedOn = try required(DayText(day), "event.acted_on")
        let items = enforcement.items
        due = Amount(of: items.due, .moneyToState, .landToState)
        collected = Amount(of: items.done, .moneyToState, .landToState)
        toReturn = Shares(of: items.due)
        returned = Shares(of: items.done)
        let done = items.done
        // The reports count all persons and the officials among them.
        sanctionedOfficials = done(.sanctionOfficials)
        sanctionedPersons = done(.sanctionPersons) + sanctionedOfficials
        sanctionedOrgs = done(.sanctionOrganisations)
        prosecutedCases = done(.referredCases)
        prosecutedOfficials = done(.referredOfficials)
        prosecutedPersons = done(.referredPersons) + prosecutedOfficials
        let lasting = enforcement.obstacles.filter { $0.toOn.isEmpty || $0.toOn >= day }
        obstacles = Text(String(lasting.map(\.reason).joined(separator: "; ").prefix(8_000)))
    }
}

extension [EnforcementItem] {
    /// How much of a kind is to be done; what was dropped is not.
    fileprivate var due: (EnforcementKind) -> Int64 {
        { kind in
            filter { $0.kind == kind }.map { $0.dropped == nil ? $0.amountDue : $0.amountDone }
                .reduce(0, +)
        }
    }

    /// How much of a kind is done.
    fileprivate var done: (EnforcementKind) -> Int64 {
        { kind in filter { $0.kind == kind }.map(\.amountDone).reduce(0, +) }
    }
}

extension Amount {
    fileprivate init(
        of sum: (EnforcementKind) -> Int64,
        _ money: EnforcementKind,
        _ land: EnforcementKind
    ) {
        self.init(money: sum(money), landCentiSquareMetres: sum(land))
    }
}

extension EnforcementRecord.Shares {
    fileprivate init(of sum: (EnforcementKind) -> Int64) {
        org = Amount(of: sum, .moneyToOrganisations, .landToOrganisations)
        person = Amount(of: sum, .moneyToPersons, .landToPersons)
    }
}
