import Foundation
import Messages
import Testing

@testable import NationalBridge

/// Facts and the messages that they become, byte for byte but for the white space.
@Suite struct GoldenTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let export: Export
        var testDescription: String { name }
    }

    static let rows =
        [
            Row(name: "petition.registered", export: Samples.about(Samples.petition)),
            Row(
                name: "petition.registered-denunciation",
                export: Samples.about(denunciation, parties: [], withheld: true)
            ),
            Row(
                name: "petition.registered-anonymous",
                export: Samples.about(anonymous, parties: [])
            ),
            Row(
                name: "petition.handled",
                export: Samples.about(
                    Samples.petition,
                    .petitionDispatched(PetitionDispatched(documentNumber: "31/HD")),
                    sequence: 2
                )
            ),
            Row(
                name: "petition.handled-transferred",
                export: Samples.about(
                    transferred,
                    .petitionDispatched(PetitionDispatched(documentNumber: "8/PC")),
                    sequence: 2
                )
            ),
            Row(
                name: "petition.handled-refused",
                export: Samples.about(
                    refused,
                    .acceptanceRefused(
                        AcceptanceRefused(notice: DocumentReference(number: "9/TB"), office: "H")
                    ),
                    sequence: 2
                )
            ),
            Row(
                name: "case.accepted",
                export: Samples.about(Samples.file, .dialogueHeld(DialogueHeld()), sequence: 4)
            ),
            Row(
                name: "case.resolved",
                export: Samples.about(Samples.file, .decisionSent(DecisionSent()), sequence: 6)
            ),
            Row(
                name: "enforcement.updated",
                export: Samples.about(
                    Samples.file,
                    .enforcementStarted(EnforcementStarted(agency: "H29.80.01")),
                    sequence: 9
                )
            ),
            Row(
                name: "case.accepted-feedback",
                export: Samples.about(
                    Samples.feedback,
                    .feedbackAssigned(FeedbackAssigned()),
                    sequence: 2
                )
            ),
            Row(
                name: "case.resolved-feedback",
                export: Samples.about(
                    Samples.feedback,
                    .feedbackAnswered(FeedbackAnswered()),
                    sequence: 3
                )
            ),
            Row(
                name: "case.suspended",
                export: Samples.about(Samples.still, .caseSuspended(CaseSuspended()), sequence: 3)
            ),
            Row(
                name: "case.resumed",
                export: Samples.about(Samples.resumed, .caseResumed(CaseResumed()), sequence: 4)
            ),
            Row(
                name: "case.terminated",
                export: Samples.about(Samples.ended, .caseTerminated(CaseTerminated()), sequence: 5)
            ),
            Row(
                name: "record.corrected",
                export: Samples.about(transferred, .entryCorrected(EntryCorrected()), sequence: 3)
            ),
            Row(
                name: "record.voided",
                export: Samples.about(Samples.file, .entryVoided(EntryVoided()), sequence: 10)
            ),
            Row(name: "petition.registered-imported", export: imported),
            Row(
                name: "case.withdrawn",
                export: Samples.about(
                    withdrawn,
                    .petitionWithdrawn(PetitionWithdrawn()),
                    sequence: 2
                )
            ),
        ] + lives + receptions

    /// Cases of the kinds other than a complaint at first instance.
    private static let lives = [
        Row(
            name: "case.resolved-second",
            export: Samples.about(
                Samples.second,
                .decisionIssued(DecisionIssued()),
                sequence: 6
            )
        ),
        Row(
            name: "case.resolved-discipline",
            export: Samples.about(
                Samples.discipline,
                .decisionIssued(DecisionIssued()),
                sequence: 6
            )
        ),
        Row(
            name: "case.accepted-denunciation",
            export: Samples.about(
                Samples.denunciation,
                .denunciationAccepted(DenunciationAccepted()),
                sequence: 1
            )
        ),
        Row(
            name: "case.accepted-continued",
            export: Samples.about(
                Samples.continued,
                .denunciationAccepted(DenunciationAccepted()),
                sequence: 1
            )
        ),
        Row(
            name: "case.accepted-extended",
            export: Samples.about(
                Samples.extended,
                .settlementExtended(SettlementExtended()),
                sequence: 4
            )
        ),
        Row(
            name: "case.resolved-denunciation",
            export: Samples.about(
                Samples.concluded,
                .denunciationConcluded(DenunciationConcluded()),
                sequence: 5
            )
        ),
        Row(
            name: "enforcement.updated-denunciation",
            export: Samples.about(
                Samples.concluded,
                .enforcementStarted(EnforcementStarted(agency: "H29.80.01")),
                sequence: 7
            )
        ),
    ]

    private static var withdrawn: Petition {
        var petition = Samples.petition
        petition.handling = nil
        (petition.state, petition.withdrawnOn) = (.withdrawn, "2026-10-05")
        return petition
    }

    private static var imported: Export {
        var petition = Samples.petition
        petition.registerNumber = nil
        petition.imported = Imported(oldNumber: "318/TD-2024")
        return Samples.about(petition, .importConfirmed(ImportConfirmed()))
    }

    private static var transferred: Petition {
        var petition = Samples.petition
        petition.classification?.type = .feedback
        petition.classification?.complaintSubtype = .unspecified
        petition.classification?.field = "CS"
        petition.classification?.competence = .other
        petition.handling?.outcome = .transfer
        petition.handling?.receiver = "H29.07"
        petition.handling?.targetGroup = .administration
        return petition
    }

    private static var refused: Petition {
        var petition = Samples.petition
        petition.handling?.outcome = .refuseAccept
        petition.handling?.grounds = ["D11.6"]
        return petition
    }

    private static var denunciation: Petition {
        var petition = Samples.petition
        petition.classification?.type = .denunciation
        petition.classification?.complaintSubtype = .unspecified
        petition.classification?.field = "HC.CV"
        petition.summary = "Tố cáo hành vi nhận tiền."
        petition.writtenOn = PartialDate(year: 2026, month: 9)
        return petition
    }

    private static var anonymous: Petition {
        var petition = Samples.petition
        petition.source = .box
        petition.forwarder = nil
        petition.parties = []
        petition.senderCount = 0
        petition.defects = [.noName]
        petition.writtenOn = nil
        petition.classification?.eligibility = .ineligible
        petition.classification?.ineligibleReasons = ["NO_NAME", "ANON"]
        petition.classification?.field = "HC.DD.bồi"
        return petition
    }

    @Test("a fact becomes its golden message", arguments: rows)
    func golden(_ row: Row) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(row.name).json")
        let envelope = try Envelope(
            row.export,
            messageID: "01234567-89ab-8def-8123-456789abcdef",
            sentAtMs: Samples.recordedAtMs + 1_000
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let message = String(decoding: try encoder.encode(envelope), as: UTF8.self) + "\n"
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(message == golden)
    }

    // Red when: a type of event of the format is never told, or a new one has no golden.
    @Test("every type of event is told by some fact")
    func types() throws {
        let told = try Self.rows.map {
            try Envelope($0.export, messageID: "m", sentAtMs: 0).eventType
        }
        #expect(Set(told) == Set(EventType.allCases))
    }

    // Red when: the format knows a type of event that is never told, or one is told that it does
    // not know.
    @Test("the types of event are those of the format")
    func formatTypes() throws {
        struct Schema: Decodable {
            struct Values: Decodable { let `enum`: [String] }
            struct Properties: Decodable { let eventType: Values }
            let properties: Properties
        }
        let file = URL(fileURLWithPath: #filePath)
            .appending(path: "../../../Tools/national-simulator/kntc-export-1.0.0.schema.json")
            .standardized
        let schema = try JSONDecoder().decode(Schema.self, from: Data(contentsOf: file))
        let known = Set(schema.properties.eventType.enum)
        #expect(Set(EventType.allCases.map(\.rawValue)) == known)
    }

    @Test("an enforcement without the document that it carries out is a gap that names it")
    func enforcedDocument() {
        for (sample, field) in [
            (Samples.concluded, "denunciation.conclusion.document.number"),
            (Samples.file, "decision.document.number"),
        ] {
            var file = sample
            (file.decision, file.denunciation) = (nil, nil)
            #expect(throws: MappingGap(field)) {
                try EnforcementRecord(file, updatedOn: "2026-12-15")
            }
        }
    }

    @Test(
        "a second decision tells what becomes of the first",
        arguments: [
            (DecisionAction.uphold, "CN"), (.amend, "HS"), (.supplement, "HS"), (.annul, "HS"),
            (.stopAct, "HS"),
        ]
    )
    func effectOnFirst(action: DecisionAction, code: String) throws {
        var file = Samples.second
        file.decision?.action = action
        let record = try CaseRecord(file, isResolved: true)
        #expect(record.instance2Effect == code && record.instance1Action == nil)
        file.dialogue = nil
        #expect(throws: MappingGap("dialogue.held_on")) {
            try CaseRecord(file, isResolved: true)
        }
    }

    @Test("a decision in effect tells its own day, a discipline the day after its period")
    func effectiveDay() throws {
        var file = Samples.file
        file.decision?.effectiveOn = "2026-12-09"
        #expect(try CaseRecord(file, isResolved: true).effectiveOn?.value == "2026-12-09")
        file.decision?.effectiveOn = ""
        file.deadlines.append(Deadline(rule: "KNKL.EFFECT", dueOn: "2026-12-31"))
        #expect(try CaseRecord(file, isResolved: true).effectiveOn?.value == "2027-01-01")
    }

    @Test("a late settlement is told as late")
    func late() throws {
        var file = Samples.file
        file.deadlines[1].state = .late
        let record = try CaseRecord(file, isResolved: true)
        #expect(record.onTime == false)
    }

    @Test("texts become NFC and a gap names its field only")
    func textsAndGaps() throws {
        var petition = Samples.petition
        petition.summary = "Nguye\u{302}\u{303}n"
        let export = Samples.about(petition)
        let envelope = try Envelope(export, messageID: "m", sentAtMs: 0)
        let json = String(decoding: try envelope.json, as: UTF8.self)
        #expect(json.unicodeScalars.contains("\u{1EC5}"))
        #expect(!json.unicodeScalars.contains("\u{302}"))
        petition.source = .unknown(99)
        #expect(throws: MappingGap("source")) {
            try Envelope(Samples.about(petition), messageID: "m", sentAtMs: 0)
        }
    }

    @Test(
        "an instant is written in Vietnam's time",
        arguments: [
            (0, "1970-01-01T07:00:00.000+07:00"),
            (1_791_165_600_250, "2026-10-05T09:00:00.250+07:00"),
            (1_798_736_399_999, "2026-12-31T23:59:59.999+07:00"),
            (-1, "1970-01-01T06:59:59.999+07:00"),
            (-25_200_001, "1969-12-31T23:59:59.999+07:00"),
        ]
    )
    func instant(milliseconds: Int64, text: String) {
        #expect(InstantText(milliseconds: milliseconds).value == text)
    }
}
