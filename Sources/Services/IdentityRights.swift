import Casework
import Crypto
import Messages
import RPC
import Records

extension RecordReader {
    /// The records for which rights to a record's persons are given: itself, the petition that a
    /// signer or paper belongs to, and the case that the petition goes on as.
    func rightRecords(of record: any FiledRecord) throws -> [RecordReference] {
        switch record {
        case let petition as Petition:
            return [petition.reference]
                + (petition.caseId.isEmpty ? [] : [.caseFile(petition.caseId)])
        case let file as Case:
            // With one petition it is the same file; with several each has its own persons.
            return [file.reference]
                + (file.petitions.count == 1 ? file.petitions : [])
                .map { .petition($0) }
        default:
            guard let about = record.about, let type = about.kind.filed,
                let above = try filed(type, about.id)
            else { return [record.reference] }
            return try rightRecords(of: above)
        }
    }

    /// The appointments that give a right to a record's persons now.
    func appointments(for record: any FiledRecord) throws -> [HandlerAppointment] {
        try rightRecords(of: record).flatMap { try appointments(about: $0) }
            .filter { try holds($0) }
    }

    /// Every appointment to a file, oldest first.
    func appointments(about file: RecordReference) throws -> [HandlerAppointment] {
        var found: [HandlerAppointment] = []
        _ = try listed(.list(.handlerAppointment, about: file), limit: .max) { id in
            if let appointment = try filed(HandlerAppointment.self, id) {
                found.append(appointment)
            }
        }
        return found
    }

    /// Whether an appointment gives a right after all that happened to its file.
    func holds(_ appointment: HandlerAppointment) throws -> Bool {
        guard let file = appointment.record else { return false }
        var records: Set = [file]
        if file.kind == .petition, let petition = try petition(file.id), !petition.caseId.isEmpty {
            records.insert(.caseFile(petition.caseId))
        }
        let entries = try records.flatMap { try self.entries(of: $0) }
        return appointment.holds(after: entries, of: records)
    }

    /// What was given for a record's persons, as it stands at an instant.
    ///
    /// A request whose approvals are not of what it says now counts for nothing.
    func identityRights(for record: any FiledRecord, at now: Int64) throws -> IdentityRights {
        var requests: [IdentityRequest] = []
        for file in try rightRecords(of: record) {
            _ = try listed(.list(.identityRequest, about: file), limit: .max) { id in
                guard let request = try filed(IdentityRequest.self, id), isIntact(request) else {
                    return
                }
                requests.append(request.standing(at: now))
            }
        }
        requests.sort { $0.requestedAtMs < $1.requestedAtMs }
        return IdentityRights(
            appointments: try appointments(for: record),
            requests: requests
        )
    }

    /// Whether a request, and each approval, is of what it says now.
    func isIntact(_ request: IdentityRequest) -> Bool {
        let digest = request.canonical.sha256
        return ([request.digest] + request.approvals.map(\.digest)).allSatisfy { $0 == digest }
    }
}

extension [UInt8] {
    /// The SHA-256 in 64 hexadecimal digits.
    var sha256: String { Array(SHA256.hash(data: self)).hex }
}

extension IdentityRights {
    /// The refusal of an officer without a right, with what became of the last request.
    func refusal(to officer: OfficerReference) -> Status {
        let asked = requests.last { $0.kind == .read && $0.requester == officer }
        return .identitySealed(
            asked.map { ["request": $0.id, "request_state": $0.state.protoName] } ?? [:]
        )
    }
}
