import Casework
import Foundation
import Messages

/// A visit and what came of it (NĐ 55/2022/NĐ-CP Đ.6 k.1; form 03/TCD of NĐ 154/2026/NĐ-CP).
struct ReceptionRecord: Encodable {
    /// Who came; his phone stays here, for the decree does not ask for it.
    struct Visitor: Encodable {
        let fullName: Text
        let address: Text?
        let idType: String?
        let idNumber: String?
    }

    struct Representative: Encodable {
        let fullName: Text
        let idNumber: String?
        let docNo: Text?
    }

    struct PreviousBody: Encodable {
        let agency: Text
        let settlement: String
    }

    struct Content: Encodable {
        let type: String
        let field: String
        let summary: Text
        let firstTime: Bool
        let previousBodies: [PreviousBody]?
        let competent: Bool
        let outcome: String
        let docNo: Text?
        let docDate: DayText?
        let targetAgency: Text?
    }

    struct Refusal: Encodable {
        let ground: String
        let writtenNoticeNo: Text?
    }

    /// What the leader concluded (NĐ 154/2026/NĐ-CP Đ.25).
    struct Conclusion: Encodable {
        let no: Text
        let date: DayText
        let tasks: [Task]
    }

    struct Task: Encodable {
        let agency: String
        let content: Text
        let dueOn: DayText
    }

    let receptionId: String
    let receptionNo: String
    let receivedOn: DayText
    let kind: String
    let mode: String
    let leaderOfficeCode: String?
    let receiverName: Text?
    let delegated: Bool?
    let recordingRef: String?
    let visitors: [Visitor]
    let partySize: Int32
    let isDelegation: Bool
    let representatives: [Representative]?
    /// None for a visitor who was refused before saying anything.
    let contents: [Content]
    let refusal: Refusal?
    let conclusion: Conclusion?
    let linkedPetitionIds: [String]?

    /// The visit as it stood right after the fact.
    ///
    /// - Parameters:
    ///   - visit: The visit.
    ///   - export: What is told of its parties and of its session.
    /// - Throws: `MappingGap` naming what the data lack.
    init(_ visit: Visit, _ export: Export) throws(MappingGap) {
        receptionId = visit.id
        let number = visit.registerNumber.map { "\($0.number)/\($0.year)" }
        receptionNo = try required(number ?? visit.imported?.oldNumber, "register_number")
        receivedOn = try required(DayText(visit.receivedOn), "received_on")
        kind = try required(visit.kind.code, "kind")
        mode = visit.online ? "online" : "in_person"
        if visit.kind.isLeaders {
            let session = try required(export.session, "session")
            leaderOfficeCode = session.office
            receiverName = try required(Text(export.receiver), "receiver")
            delegated = session.delegated
        } else {
            (leaderOfficeCode, receiverName, delegated) = (nil, nil, nil)
        }
        let recording = recordingURI(export.session?.preparation?.recording ?? "")
        recordingRef =
            visit.online ? try required(recording, "session.preparation.recording") : nil
        visitors = try Visitor.all(of: visit, export)
        partySize = visit.partySize
        isDelegation = visit.delegation
        let speakers = Representative.all(of: visit, export)
        representatives = speakers.isEmpty ? nil : speakers
        var heard: [Content] = []
        for content in visit.contents { heard.append(try Content(content)) }
        contents = heard
        refusal = try visit.refusal.map { (refusal) throws(MappingGap) in try Refusal(refusal) }
        if contents.isEmpty { _ = try required(refusal, "contents") }
        conclusion = try Conclusion(of: visit, export)
        let petitions = visit.contents.map(\.petitionId).filter { !$0.isEmpty }
        linkedPetitionIds = petitions.isEmpty ? nil : petitions
    }
}

extension ReceptionRecord.Visitor {
    /// The visitors that may be told: one that stands for all when they are withheld.
    fileprivate static func all(of visit: Visit, _ export: Export) throws(MappingGap) -> [Self] {
        guard !export.isSecret else {
            let name = try required(Text(SenderRecord.withheldName), "parties")
            return [Self(fullName: name, address: nil, idType: nil, idNumber: nil)]
        }
        let came = export.parties.filter { $0.role == .sender || $0.role == .representative }
        let first = try Self(try required(came.first, "parties"), showing: visit.identityPaper)
        // The others showed no paper that is entered; whoever gave no number is counted alone.
        var visitors = [first]
        for party in came.dropFirst() {
            guard let number = paperNumber(party.idNumber) else { continue }
            let isNumber = number.utf8.count == 12 && number.allSatisfy(\.isNumber)
            visitors.append(try Self(party, showing: isNumber ? .number : .passport))
        }
        return visitors
    }

    private init(_ party: Party, showing paper: IdentityPaper) throws(MappingGap) {
        fullName = try required(Text(party.fullName), "parties.full_name")
        address = try required(Text(party.address?.text ?? ""), "parties.address")
        idType = try required(paper.code, "identity_paper")
        idNumber = try required(paperNumber(party.idNumber), "parties.id_number")
    }
}

extension ReceptionRecord.Representative {
    /// As many as the format takes, which is as many as the law lets a delegation name.
    private static let most = 5

    /// Who speaks for the visitors: one that stands for all when they are withheld.
    fileprivate static func all(of visit: Visit, _ export: Export) -> [Self] {
        guard !export.isSecret else {
            let isSpokenFor = visit.parties.contains { $0.role == .representative }
            let name = isSpokenFor ? Text(SenderRecord.withheldName) : nil
            return name.map { [Self(fullName: $0, idNumber: nil, docNo: nil)] } ?? []
        }
        return export.parties.filter { $0.role == .representative }.prefix(most)
            .compactMap { party in
                Text(party.fullName).map {
                    Self(
                        fullName: $0,
                        idNumber: paperNumber(party.idNumber),
                        docNo: Text(visit.representation)
                    )
                }
            }
    }
}

extension ReceptionRecord.Content {
    fileprivate init(_ content: VisitContent) throws(MappingGap) {
        type = try required(content.type.code, "contents.type")
        field = fieldCode(try required(Text(content.field), "contents.field").value)
        summary = try required(Text(content.summary), "contents.summary")
        firstTime = content.firstTime
        previousBodies = Text(content.settledBy).flatMap { body in
            content.priorSettlement.code.map {
                [ReceptionRecord.PreviousBody(agency: body, settlement: $0)]
            }
        }
        competent = try required(content.competence.code, "contents.competence") == "MINE"
        outcome = try required(content.outcome.code, "contents.outcome")
        docNo = Text(content.document?.number ?? "")
        docDate = DayText(content.document?.issuedOn ?? "")
        targetAgency = Text(content.targetAgency)
        guard content.outcome == .transferred else { return }
        _ = try required(docNo, "contents.document.number")
        _ = try required(docDate, "contents.document.issued_on")
        _ = try required(targetAgency, "contents.target_agency")
    }
}

extension ReceptionRecord.Refusal {
    /// The format takes one ground: the one that demands a written notice, or the first.
    fileprivate init(_ refusal: Messages.Refusal) throws(MappingGap) {
        let demanding = RefusalGround.all.filter(\.requiresNotice).map(\.code)
        let noticed = refusal.grounds.first(where: demanding.contains)
        ground = try required(noticed ?? refusal.grounds.first, "refusal.grounds")
        writtenNoticeNo = Text(refusal.notice?.number ?? "")
        if noticed != nil { _ = try required(writtenNoticeNo, "refusal.notice.number") }
    }
}

extension ReceptionRecord.Conclusion {
    /// What was concluded of a visit that was heard at its session; nil while nothing was.
    fileprivate init?(of visit: Visit, _ export: Export) throws(MappingGap) {
        guard let session = export.session, let document = session.conclusion,
            session.turns.contains(where: { $0.visitId == visit.id })
        else { return nil }
        no = try required(Text(document.number), "session.conclusion.number")
        date = try required(DayText(document.issuedOn), "session.conclusion.issued_on")
        var given: [ReceptionRecord.Task] = []
        for instruction in export.instructions {
            given.append(try ReceptionRecord.Task(instruction))
        }
        tasks = given
    }
}

extension ReceptionRecord.Task {
    fileprivate init(_ instruction: Instruction) throws(MappingGap) {
        agency = instruction.agency
        content = try required(Text(instruction.content), "instructions.content")
        dueOn = try required(DayText(instruction.dueOn), "instructions.due_on")
    }
}

/// A URI of a recording: the one entered, or one made of the name entered; nil for no name.
private func recordingURI(_ name: String) -> String? {
    guard let name = Text(name)?.value else { return nil }
    let scheme = name.prefix { $0 != ":" }
    let isURI =
        scheme.count < name.count - 1 && scheme.first?.isLowercase == true
        && scheme.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || "+.-".utf8.contains(byte)
        }
    guard !isURI else { return name }
    return name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        .map { "urn:kntc:recording:\($0)" }
}
