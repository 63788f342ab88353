import Casework
import Messages

/// A petition (NĐ 55/2022/NĐ-CP Đ.6 k.2).
struct PetitionRecord: Encodable {
    struct Forwarder: Encodable {
        let agencyCode: Text
        let docNo: Text?
        let docDate: DayText?
    }

    struct AuthorisedPerson: Encodable {
        let kind: String
        let fullName: Text
    }

    struct Matter: Encodable {
        let matterId: String
        let type: String
        let field: String
        let summary: Text
        let eligibility: String
        let ineligibleReason: String?
        let competence: String
    }

    struct Handling: Encodable {
        let outcome: String
        let targetGroup: String?
        let targetAgency: Text?
        let docNo: Text?
        let docDate: DayText?
        let handledOn: DayText
        let approvedBy: Text
        let summary: Text?
    }

    /// That the sender took the whole petition back.
    struct Withdrawn: Encodable {
        let on: DayText
        let scope = "full"
    }

    let petitionId: String
    let registerNo: String
    let writtenOn: DayText?
    let receivedOn: DayText
    let source: String
    let forwardedBy: Forwarder?
    let senders: [SenderRecord]
    let senderCount: Int32
    let representativeCount: Int
    let authorisedPerson: AuthorisedPerson?
    let matters: [Matter]
    let handling: Handling?
    let withdrawn: Withdrawn?

    /// The petition as it stood right after the fact.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - export: What is told of its parties.
    ///   - handling: Number of the document that went out and its day; nil before that.
    /// - Throws: `MappingGap` naming what the data lack.
    init(
        _ petition: Petition,
        _ export: Export,
        handling: (documentNumber: String, actedOn: String)?
    ) throws(MappingGap) {
        petitionId = petition.id
        let number = petition.registerNumber.map { "\($0.number)/\($0.year)" }
        registerNo = try required(number ?? petition.imported?.oldNumber, "register_number")
        writtenOn = petition.writtenOn.flatMap { DayText($0) }
        receivedOn = try required(DayText(petition.stamp?.date ?? ""), "stamp.date")
        source = try required(petition.source.code, "source")
        forwardedBy = petition.forwarder.flatMap { forwarder in
            Text(forwarder.agency).map {
                Forwarder(
                    agencyCode: $0,
                    docNo: Text(forwarder.documentNumber),
                    docDate: DayText(forwarder.documentDate)
                )
            }
        }
        senders = SenderRecord.all(of: petition, export)
        // The one who stands for all: how many there are, and whether any, is withheld too.
        senderCount = export.isSecret ? Int32(senders.count) : petition.senderCount
        representativeCount =
            export.isSecret ? 0 : petition.parties.filter { $0.role == .representative }.count
        let agents = export.isSecret ? [] : export.parties.filter { $0.role == .agent }
        authorisedPerson = agents.compactMap { Text($0.fullName) }.first.map {
            AuthorisedPerson(kind: "AUTH", fullName: $0)
        }
        matters = [try Matter(petition, isSecret: export.isSecret)]
        withdrawn = DayText(petition.withdrawnOn).map { Withdrawn(on: $0) }
        self.handling = try handling.map { (sent) throws(MappingGap) in
            try Handling(petition, sent.0, actedOn: sent.actedOn)
        }
    }
}

extension PetitionRecord.Matter {
    /// The one matter of a petition; it bears the petition's id.
    ///
    /// Why a secret one is ineligible is withheld: most of the reasons tell of the sender.
    fileprivate init(_ petition: Petition, isSecret: Bool) throws(MappingGap) {
        let found = try required(petition.classification, "classification")
        matterId = petition.id
        type = try required(found.type.code, "classification.type")
        field = fieldCode(found.field)
        summary = try required(Text(petition.summary), "summary")
        eligibility = try required(found.eligibility.code, "classification.eligibility")
        let reason = isSecret ? "OTHER" : found.ineligibleReasons.first
        ineligibleReason = found.eligibility == .ineligible ? reason : nil
        competence = try required(found.competence.code, "classification.competence")
    }
}

extension PetitionRecord.Handling {
    fileprivate init(
        _ petition: Petition,
        _ documentNumber: String,
        actedOn: String
    ) throws(MappingGap) {
        let proposal = try required(petition.handling, "handling")
        outcome = try required(proposal.outcome.code, "handling.outcome")
        targetGroup = proposal.targetGroup.code
        targetAgency = Text(proposal.receiver)
        docNo = Text(documentNumber)
        handledOn = try required(DayText(actedOn), "event.acted_on")
        docDate = docNo == nil ? nil : handledOn
        approvedBy = try required(Text(proposal.approvedBy), "handling.approved_by")
        summary = Text(proposal.reason)
    }
}

extension DayText {
    /// The date on a letter, or nil unless every part of it is known for sure.
    init?(_ date: PartialDate) {
        let day = Day(year: Int(date.year), month: Int(date.month), day: Int(date.day))
        guard let day, !date.approximate else { return nil }
        self.init(day.iso)
    }
}
