import Foundation
import Messages

/// What a message tells of (list `eventType`).
enum EventType: String, CaseIterable, Encodable {
    case receptionRecorded = "reception.recorded"
    case petitionRegistered = "petition.registered"
    case petitionHandled = "petition.handled"
    case caseAccepted = "case.accepted"
    case caseSuspended = "case.suspended"
    case caseResumed = "case.resumed"
    case caseTerminated = "case.terminated"
    case caseResolved = "case.resolved"
    case caseWithdrawn = "case.withdrawn"
    case enforcementUpdated = "enforcement.updated"
    case recordCorrected = "record.corrected"
    case recordVoided = "record.voided"
}

/// Who may read a message.
enum Confidentiality: String, Encodable {
    case normal
    /// State secret, level Mật: the identity of a denouncer (QĐ 774/QĐ-TTg).
    case secret = "secret_mat"
}

/// The record that a message carries.
enum Payload: Encodable {
    case reception(ReceptionRecord)
    case petition(PetitionRecord)
    case resolution(CaseRecord)
    case enforcement(EnforcementRecord)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .reception(let record): try record.encode(to: encoder)
        case .petition(let record): try record.encode(to: encoder)
        case .resolution(let record): try record.encode(to: encoder)
        case .enforcement(let record): try record.encode(to: encoder)
        }
    }
}

/// One message of kntc-export/1.0.0: one event of one record.
struct Envelope: Encodable {
    /// The version of the format.
    static let schemaVersion = "1.0.0"

    let schemaVersion: String
    let messageId: String
    let eventType: EventType
    let sequence: Int64
    let occurredAt: InstantText
    let sentAt: InstantText
    let sourceAgency: String
    let subjectId: String
    let confidentiality: Confidentiality
    let payload: Payload

    /// The message about a fact.
    ///
    /// - Parameters:
    ///   - export: The fact with its record as it stood right after it.
    ///   - messageID: The same for each repeat of this message.
    ///   - sentAtMs: Now, in milliseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `MappingGap` naming what the data lack.
    init(_ export: Export, messageID: String, sentAtMs: Int64) throws(MappingGap) {
        let event = try required(export.event, "event")
        let record = try Catalog.record(of: export, event)
        schemaVersion = Self.schemaVersion
        messageId = messageID
        eventType = record.eventType
        sequence = export.sequence
        occurredAt = InstantText(milliseconds: export.recordedAtMs)
        // A message is not sent before its event, whatever the clocks of two machines say.
        sentAt = InstantText(milliseconds: max(sentAtMs, export.recordedAtMs))
        sourceAgency = record.agency
        subjectId = record.subject
        confidentiality = export.isSecret ? .secret : .normal
        payload = record.payload
    }

    /// The message as JSON in UTF-8, keys in order.
    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
