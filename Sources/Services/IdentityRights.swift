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
        try all(HandlerAppointment.self, about: file)
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
        let requests = try rightRecords(of: record)
            .flatMap { try all(IdentityRequest.self, about: $0) }
            .filter(isIntact).map { $0.standing(at: now) }
        return IdentityRights(
            appointments: try appointments(for: record),
            requests: requests.sorted { $0.requestedAtMs < $1.requestedAtMs }
        )
    }

    /// Whether somebody may name who handles a record's file, and so sees all of what is secret
    /// there: the head of an agency that may know of it.
    func assigns(_ principal: Principal, _ record: some FiledRecord) throws -> Bool {
        guard principal.holds(Permission.assignIdentity) else { return false }
        return try readers(of: record).contains {
            principal.holds(Permission.assignIdentity, in: $0)
        }
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
