import Casework
import Messages
import Records

/// What a caller sees of records whose persons are secret.
///
/// Who has no right of the file sees an anonymous record and one with a sealed person alike; the
/// head, and who is named for the file, sees which it is. The one place that decides it: lists,
/// records, history, feed and the bridge ask here.
final class Redaction {
    private let principal: Principal
    private let reader: RecordReader
    /// What was decided already: lists and feeds name the same records again and again.
    private var decided: [RecordReference: Bool] = [:]

    /// Decides for a caller, in what a reader sees.
    init(_ principal: Principal, _ reader: RecordReader) {
        self.principal = principal
        self.reader = reader
    }

    /// The record as the caller sees it.
    func seen<R: FiledRecord>(_ record: R) throws -> R {
        guard try hides(record) else { return record }
        var seen = record
        seen.hidePersons()
        return seen
    }

    /// The fact as the caller sees it; nil for one that tells of persons alone.
    func seen(_ event: Event) throws -> Event? {
        guard let record = event.record, try hides(record) else { return event }
        return event.hidingPersons
    }

    /// The entry as the caller sees it.
    func seen(_ item: FeedItem) throws -> FeedItem {
        var seen = item
        seen.events = try item.events.compactMap { try self.seen($0) }
        return seen
    }

    /// What the bridge is told: never who, nor whether there is anybody.
    func seen(_ export: Export) throws -> Export {
        guard let event = export.event, let record = event.record, try hides(record) else {
            return export
        }
        var seen = export
        var bare = event
        if case .entryCorrected(let fact) = event.fact {
            bare.fact = .entryCorrected(EntryCorrected(reason: fact.reason, office: fact.office))
        }
        seen.event = bare.hidingPersons
        switch export.record {
        case .petition(var petition):
            petition.hidePersons()
            seen.record = .petition(petition)
        case .acceptedCase(var file):
            file.hidePersons()
            seen.record = .acceptedCase(file)
        case .visit(var visit):
            visit.hidePersons()
            seen.record = .visit(visit)
        case nil: break
        }
        seen.parties = []
        seen.withheld = true
        return seen
    }

    /// Whether a record is itself a person of a secret file, which the caller may not know of.
    func keepsBack(_ record: any FiledRecord) throws -> Bool {
        try record is Signer && hides(record)
    }

    /// Whether the persons of a record are hidden from the caller, by how it is guarded now.
    func hides(_ reference: RecordReference) throws -> Bool {
        if let known = decided[reference] { return known }
        guard let type = reference.kind.filed, let record = try reader.filed(type, reference.id)
        else {
            return false
        }
        return try hides(record)
    }

    /// Whether the persons of a record are hidden from the caller.
    func hides(_ record: any FiledRecord) throws -> Bool {
        let reference = RecordReference(kind: type(of: record).recordKind, id: record.id)
        if let known = decided[reference] { return known }
        let isHidden = try reader.isSecret(record) && !tells(record)
        decided[reference] = isHidden
        return isHidden
    }

    /// Whether the caller is the head there, or named for the file.
    private func tells(_ record: any FiledRecord) throws -> Bool {
        if try reader.assigns(principal, record) { return true }
        let officer = principal.officer
        return try reader.appointments(for: record).contains {
            ($0.handlers + $0.clerks).contains(officer)
        }
    }
}

extension RecordKind {
    /// Whether its records say who asked for an identity, who may know it and who does.
    var isAboutIdentity: Bool {
        switch self {
        case .identityRequest, .handlerAppointment, .identityReading: true
        default: false
        }
    }
}

extension Principal {
    /// The caller as records name it.
    var officer: OfficerReference { OfficerReference(agency: agency, officer: name) }

    /// Whether it looks through the readings of an agency's files: an auditor, those of the city.
    func audits(_ agency: String) -> Bool {
        holds(Permission.auditIdentity)
            && (roles.contains(.auditor) || holds(Permission.auditIdentity, in: agency))
    }
}
