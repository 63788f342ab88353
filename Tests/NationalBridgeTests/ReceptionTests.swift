import Foundation
import Messages
import Testing

@testable import NationalBridge

extension GoldenTests {
    /// Receptions.
    static let receptions = [
        Row(name: "reception.recorded", export: Samples.about(Samples.visit)),
        Row(
            name: "reception.recorded-refused",
            export: Samples.about(Samples.refusedVisit, .receptionRefused(ReceptionRefused()))
        ),
        Row(
            name: "reception.recorded-refused-in-writing",
            export: Samples.about(
                Samples.refusedInWriting,
                .refusalNoticeIssued(RefusalNoticeIssued())
            )
        ),
        Row(
            name: "reception.recorded-transferred",
            export: Samples.about(Samples.transferredVisit)
        ),
        Row(
            name: "reception.recorded-leader",
            export: Samples.leaders(.conclusionIssued(ConclusionIssued()), sequence: 2)
        ),
        Row(
            name: "reception.recorded-denunciation",
            export: Samples.about(Samples.denunciationVisit, parties: [], withheld: true)
        ),
        Row(name: "reception.recorded-imported", export: importedVisit),
        Row(
            name: "record.corrected-reception",
            export: Samples.leaders(.entryCorrected(EntryCorrected()), sequence: 3)
        ),
        Row(
            name: "record.voided-reception",
            export: Samples.about(voidedVisit, .entryVoided(EntryVoided()), sequence: 2)
        ),
    ]

    private static var importedVisit: Export {
        var visit = Samples.visit
        visit.registerNumber = nil
        visit.contents[0].petitionId = ""
        visit.imported = Imported(oldNumber: "45/TCD-2025")
        return Samples.about(visit, .importConfirmed(ImportConfirmed()))
    }

    private static var voidedVisit: Visit {
        var visit = Samples.transferredVisit
        visit.state = .voided
        return visit
    }
}

/// What the messages about receptions hold and lack.
@Suite struct ReceptionTests {
    private func gap(_ change: (inout Visit, inout Export) -> Void) -> String {
        var visit = Samples.leadersVisit
        var export = Samples.leaders()
        change(&visit, &export)
        do throws(MappingGap) {
            _ = try ReceptionRecord(visit, export)
            return "told"
        } catch {
            return error.field
        }
    }

    // Red when: a message is made without what the format demands, or the gap is named otherwise.
    @Test("what the format demands and the data lack is a gap that names it")
    func gaps() {
        #expect(gap { _, _ in } == "told")
        #expect(gap { visit, _ in visit.registerNumber = nil } == "register_number")
        #expect(gap { visit, _ in visit.receivedOn = "" } == "received_on")
        #expect(gap { visit, _ in visit.kind = .unknown(9) } == "kind")
        #expect(gap { _, export in export.session = nil } == "session")
        #expect(gap { _, export in export.receiver = "" } == "receiver")
        let recording = "session.preparation.recording"
        #expect(gap { _, export in export.session?.preparation = nil } == recording)
        #expect(gap { _, export in export.parties = [Samples.agent] } == "parties")
        #expect(gap { _, export in export.parties[0].fullName = " " } == "parties.full_name")
        #expect(gap { _, export in export.parties[0].address = nil } == "parties.address")
        #expect(gap { _, export in export.parties[0].idNumber = "?" } == "parties.id_number")
        #expect(gap { visit, _ in visit.identityPaper = .other } == "identity_paper")
        #expect(gap { visit, _ in visit.contents = [] } == "contents")
        #expect(gap { visit, _ in visit.contents[0].type = .unspecified } == "contents.type")
        #expect(gap { visit, _ in visit.contents[0].field = "" } == "contents.field")
        #expect(gap { visit, _ in visit.contents[0].summary = "" } == "contents.summary")
        let competence = "contents.competence"
        #expect(gap { visit, _ in visit.contents[0].competence = .unspecified } == competence)
        #expect(gap { visit, _ in visit.contents[0].outcome = .unspecified } == "contents.outcome")
        for (path, change) in Self.transfers { #expect(gap(change) == path) }
        #expect(gap { visit, _ in visit.refusal = Refusal() } == "refusal.grounds")
        let notice = "refusal.notice.number"
        #expect(gap { visit, _ in visit.refusal = Refusal(grounds: ["D4.h"]) } == notice)
        let conclusion = "session.conclusion"
        #expect(
            gap { _, export in export.session?.conclusion?.number = "" } == "\(conclusion).number"
        )
        #expect(
            gap { _, export in export.session?.conclusion?.issuedOn = "" }
                == "\(conclusion).issued_on"
        )
        #expect(gap { _, export in export.instructions[0].content = "" } == "instructions.content")
        #expect(gap { _, export in export.instructions[0].dueOn = "" } == "instructions.due_on")
    }

    private static let transfers: [(String, @Sendable (inout Visit, inout Export) -> Void)] = [
        (
            "contents.document.number",
            { visit, _ in
                visit.contents = Samples.transferredVisit.contents
                visit.contents[0].document = nil
            }
        ),
        (
            "contents.document.issued_on",
            { visit, _ in
                visit.contents = Samples.transferredVisit.contents
                visit.contents[0].document?.issuedOn = ""
            }
        ),
        (
            "contents.target_agency",
            { visit, _ in
                visit.contents = Samples.transferredVisit.contents
                visit.contents[0].targetAgency = ""
            }
        ),
    ]

    // Red when: a list of codes has a value that the format does not know, or one without a code.
    @Test("every value of the lists has its code")
    func codes() {
        let listed: [(known: [String?], codes: Set<String>)] = [
            (ReceptionKind.known.map(\.code), ["TX", "DK", "DX"]),
            (IdentityPaper.known.map(\.code), ["CC", "CNCC", "DD", "HC"]),
            (
                ReceptionOutcome.known.map(\.code),
                ["TL", "HD", "CD", "DDOC", "TCT", "TLTT", "BCLD"]
            ),
            (
                PriorSettlement.known.map(\.code),
                ["CHUA", "CHUA_QD", "QD1", "QD2", "KLTC", "BA"]
            ),
        ]
        for list in listed { #expect(Set(list.known.compactMap { $0 }) == list.codes) }
    }

    // Red when: the conclusion on others is told of a visitor who was refused before his turn, or
    // an instruction that is void makes the visit void.
    @Test("a conclusion is told of those who were heard, a visit as it stands")
    func conclusion() throws {
        var export = Samples.leaders()
        export.session?.turns[0].visitId = "another"
        #expect(try ReceptionRecord(Samples.leadersVisit, export).conclusion == nil)
        let mended = Samples.leaders(.entryVoided(EntryVoided()))
        #expect(try Envelope(mended, messageID: "m", sentAtMs: 0).eventType == .recordCorrected)
    }

    // Red when: a recording is told as what is no URI.
    @Test(
        "a recording is told by its URI",
        arguments: [
            ("phiên 01.mkv", "urn:kntc:recording:phi%C3%AAn%2001.mkv"),
            ("https://luutru.gov.vn/1", "https://luutru.gov.vn/1"),
            ("C:1", "urn:kntc:recording:C%3A1"), ("a:", "urn:kntc:recording:a%3A"),
        ]
    )
    func recording(name: String, uri: String) throws {
        var export = Samples.leaders()
        export.session?.preparation?.recording = name
        #expect(try ReceptionRecord(Samples.leadersVisit, export).recordingRef == uri)
    }

    // Red when: a phone is told, or the paper of somebody who showed none is invented.
    @Test("of the visitors only what the decree asks for is told")
    func visitors() throws {
        let record = try ReceptionRecord(Samples.leadersVisit, Samples.leaders())
        #expect(record.visitors.map(\.idType) == ["CC", "HC"])
        #expect(record.visitors.map(\.idNumber) == ["079170000701", "B1234567"])
        #expect(record.representatives?.count == 3 && record.partySize == 12)
        let envelope = try Envelope(Samples.about(Samples.visit), messageID: "m", sentAtMs: 0)
        let json = String(decoding: try envelope.json, as: UTF8.self)
        #expect(json.contains("Ngô Thị Hiền") && !json.contains("0900000002"))
        #expect(envelope.confidentiality == .normal)
    }
}
