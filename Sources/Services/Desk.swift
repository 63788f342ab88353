package import Casework
import Messages
package import Records

/// What every service stands on: the records, the law and the clock.
package struct Desk: Sendable {
    let records: RecordStore
    let calendar: WorkingCalendar
    let rulebook: Rulebook
    private let now: @Sendable () -> Int64

    /// Takes records, law and a clock.
    ///
    /// - Parameters:
    ///   - records: The records.
    ///   - calendar: The working days.
    ///   - rulebook: The rules.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    package init(
        records: RecordStore,
        calendar: WorkingCalendar = .national,
        rulebook: Rulebook = .builtin,
        now: @escaping @Sendable () -> Int64
    ) {
        self.records = records
        self.calendar = calendar
        self.rulebook = rulebook
        self.now = now
    }

    /// Today in Asia/Ho_Chi_Minh, which is 7 hours ahead of UTC all year.
    var today: Day {
        Day(recordedAtMs: now())
    }

    /// The instant, in milliseconds since 1970-01-01T00:00:00Z.
    var milliseconds: Int64 { now() }

    /// What deciders are told of the world.
    func context(_ call: Call) -> Context {
        Context(
            today: today,
            agency: call.principal.agency,
            calendar: calendar,
            rulebook: rulebook
        )
    }

    /// The names that may not stand in a petition's texts.
    func senders(of petition: Petition) throws -> SenderNames {
        SenderNames(
            try records.read { reader in
                try petition.parties.compactMap { try reader.party($0.id) }
                    .map { try records.vault.open($0) }
            }
        )
    }
}

extension RecordReader {
    /// A petition that the caller may know of.
    ///
    /// - Throws: `CaseworkError.notFound`, the same for one that is not there and one that lies
    ///   outside the caller's scope.
    func petition(_ id: String, for call: Call) throws -> Petition {
        guard let petition = try petition(id),
            call.principal.scope.covers(agency: petition.agency)
        else { throw CaseworkError.notFound(.petition) }
        return petition
    }

    /// A case that the caller may know of; throws as for petitions.
    func caseFile(_ id: String, for call: Call) throws -> Case {
        guard let file = try caseFile(id), call.principal.scope.covers(agency: file.agency)
        else { throw CaseworkError.notFound(.case) }
        return file
    }

    /// A record of any kind with a life of its own that the caller may know of; throws as for
    /// petitions.
    func filed<R: FiledRecord>(_ type: R.Type, _ id: String, for call: Call) throws -> R {
        guard let record = try filed(type, id),
            record.readers.contains(where: call.principal.scope.covers)
        else { throw CaseworkError.notFound(R.recordKind) }
        return record
    }

    /// The bytes of a petition or case that the caller may know of, as they are stored; throws as
    /// for petitions.
    func stored<R: Message>(_ record: RecordReference, for call: Call) throws -> Encoded<R> {
        guard let bytes = try stored(record),
            call.principal.scope.covers(agency: try R.text("agency", in: bytes))
        else { throw CaseworkError.notFound(record.kind) }
        return Encoded(stored: bytes)
    }

    /// The agency that acts.
    ///
    /// - Throws: `CaseworkError.notFound` when the directory has not got it.
    func ownAgency(_ call: Call) throws -> Agency {
        guard let agency = try agency(call.principal.agency) else {
            throw CaseworkError.notFound(.agency)
        }
        return agency
    }
}
