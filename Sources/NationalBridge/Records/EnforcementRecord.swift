import Messages

/// How a decision in legal effect is carried out.
struct EnforcementRecord: Encodable {
    /// What is returned, to organisations and to persons.
    struct Shares: Encodable {
        static let none = Shares(org: .none, person: .none)

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
    // Sanctions and prosecutions are not kept with a case; the format wants a number.
    let sanctionedPersons = 0
    let sanctionedOfficials = 0
    let sanctionedOrgs = 0
    let prosecutedCases = 0
    let prosecutedPersons = 0
    let prosecutedOfficials = 0

    /// The enforcement of a case, which has one and lends it its id.
    ///
    /// - Parameters:
    ///   - file: The case right after the fact.
    ///   - day: Day of the act.
    /// - Throws: `MappingGap` naming what the data lack.
    init(_ file: Case, updatedOn day: String) throws(MappingGap) {
        let enforcement = try required(file.enforcement, "enforcement")
        let concluded = file.denunciation?.conclusion?.document
        let decision = file.decision ?? Decision(document: concluded)
        enforcementId = file.id
        caseId = file.id
        decisionNo = try required(
            Text(decision.document?.number ?? ""),
            "decision.document.number"
        )
        enforcingAgency = enforcement.agency
        status = enforcement.finishedOn.isEmpty ? "DANG" : "XONG"
        updatedOn = try required(DayText(day), "event.acted_on")
        // The decision names one sum and one area, and not to whom they go.
        due = Amount(money: decision.moneyVnd, landCentiSquareMetres: decision.landCentiM2)
        collected = Amount(
            money: enforcement.moneyDoneVnd,
            landCentiSquareMetres: enforcement.landDoneCentiM2
        )
        toReturn = .none
        returned = .none
    }
}
