import Casework
import Messages
import RPC
import Records

/// Who may know of a record: the one filter behind every get, list, feed and command.
///
/// What is out of sight is answered like what is not there, by the same way.
extension RecordReader {
    /// Whether the caller may know of a record: its scope covers a reader of it, or the caller stands in
    /// for who holds its file; and the record is not about the caller or somebody whom the caller reports to.
    func sees(_ record: some FiledRecord, _ call: Call) throws -> Bool {
        let chain = try chain(of: record)
        let isCovered =
            try Self.readers(of: chain).contains { agency in
                try call.scope.covers(agency: agency) { try entryDay(of: record.reference) }
            } || holdsForAnother(chain, call)
        // What is asked, granted and read of identities is for who looks through it.
        let isTold =
            !type(of: record).recordKind.isAboutIdentity || call.principal.audits(record.agency)
        return try isCovered && isTold && !isKept(chain, from: call)
    }

    /// Whether the caller stands in today for who holds the file, as somebody of a unit below does for
    /// an officer of the agency.
    private func holdsForAnother(_ chain: [any FiledRecord], _ call: Call) throws -> Bool {
        let holders = chain.filter(\.isOpenFile).map(\.place.officer).filter { !$0.isEmpty }
        guard !holders.isEmpty else { return false }
        return try !substituted(by: call.principal.name, on: call.today).isDisjoint(with: holders)
    }

    /// Whether a record, or one that it belongs to, is kept from the caller because it is about
    /// that person.
    func isKept(_ record: some FiledRecord, from call: Call) throws -> Bool {
        try isKept(chain(of: record), from: call)
    }

    private func isKept(_ chain: [any FiledRecord], from call: Call) throws -> Bool {
        try chain.contains { try isKept(by: $0.kept, from: call) }
    }

    /// Whether a record, or one that it belongs to, is kept on a day from one of some officers, who
    /// are asked for only where it is kept from anybody.
    ///
    /// `office` is the one that they act in; empty for any that the directory knows.
    func isKept(
        _ record: some FiledRecord,
        fromAny officers: @autoclosure () throws -> [String],
        of agency: String,
        office: String = "",
        on day: Day
    ) throws -> Bool {
        let kept = try chain(of: record).flatMap(\.kept)
        guard !kept.isEmpty else { return false }
        return try officers().contains { officer in
            let person = Principal(agency: agency, name: officer, office: office, duties: [])
            let line = try line(of: person, on: day)
            return kept.contains { line.isKept(by: $0) }
        }
    }

    /// Whether whatever a reference names is kept from the caller.
    func isKept(_ record: RecordReference?, from call: Call) throws -> Bool {
        guard let record, let type = record.kind.filed, let found = try filed(type, record.id)
        else {
            return false
        }
        return try isKept(found, from: call)
    }

    private func isKept(by all: [KeptOut], from call: Call) throws -> Bool {
        // The bridge is nobody's colleague.
        guard !all.isEmpty, call.principal.roles != [.sync] else { return false }
        let line = try call.line(in: self)
        return all.contains { line.isKept(by: $0) }
    }

    /// What is out of sight costs the same reads as what is not there.
    private func outOfSight(_ kind: RecordKind, _ call: Call) throws -> CaseworkError {
        _ = try call.line(in: self)
        return .notFound(kind)
    }

    /// The day on which a record was entered.
    private func entryDay(of record: RecordReference) throws -> Day? {
        try firstPosition(of: record).flatMap { try entry($0) }
            .map { Day(recordedAtMs: $0.recordedAtMs) }
    }

    /// A petition that the caller may know of.
    ///
    /// - Throws: `CaseworkError.notFound`, the same for one that is not there and one out of sight.
    func petition(_ id: String, for call: Call) throws -> Petition {
        try filed(Petition.self, id, for: call)
    }

    /// A record of any kind with a life of its own that the caller may know of; throws as for
    /// petitions.
    func filed<R: FiledRecord>(_ type: R.Type, _ id: String, for call: Call) throws -> R {
        guard let record = try filed(type, id), try sees(record, call) else {
            throw try outOfSight(R.recordKind, call)
        }
        try checkActs(on: record, call)
        return record
    }

    /// Refuses a change of a file by somebody who only reads it, as an adviser does.
    private func checkActs(on record: some FiledRecord, _ call: Call) throws {
        let isChange = [.write, .work].contains(call.method.effect)
        guard isChange, record.actors.count < record.readers.count,
            !record.actors.contains(where: call.scope.covers(agency:)),
            try !holdsForAnother([record], call)
        else { return }
        throw Status.readOnly
    }

    /// The bytes of a record that the caller may know of, as they are stored unless persons are
    /// hidden from the caller; throws as for petitions.
    ///
    /// Most petitions are about nobody in particular, guarded as ordinary and of the caller's own
    /// agency: these are not decoded.
    func stored<R: FiledRecord>(
        _ type: R.Type,
        _ id: String,
        for call: Call
    ) throws -> Encoded<R> {
        let record = RecordReference(kind: R.recordKind, id: id)
        guard let bytes = try stored(record) else { throw try outOfSight(R.recordKind, call) }
        if try R.isPlain(bytes), call.scope.coversAll(of: try R.text("agency", in: bytes)) {
            return Encoded(stored: bytes)
        }
        let found = try R(serialized: bytes)
        guard try sees(found, call) else { throw try outOfSight(R.recordKind, call) }
        let redaction = Redaction(call.principal, self)
        return try redaction.hides(found)
            ? Encoded(redaction.seen(found)) : Encoded(stored: bytes)
    }

    /// Whether the caller may know of an event.
    func sees(_ event: Event, _ call: Call) throws -> Bool {
        try event.subjects.allSatisfy { try sees($0, call) }
    }

    /// Whether the caller may know of whatever a reference names.
    func sees(_ record: RecordReference?, _ call: Call) throws -> Bool {
        guard let record else { return false }
        switch record.kind {
        case .register:
            return RegisterID(record).map { call.scope.covers(agency: $0.agency) } ?? false
        case .agency, .calendar, .settings, .officer, .urgingPolicy, .approvalRoutes:
            return call.scope.covers(agency: call.principal.agency)
        case .grant: return false
        default:
            guard let type = record.kind.filed, let found = try filed(type, record.id) else {
                return false
            }
            return try sees(found, call)
        }
    }
}

extension Event {
    /// What one must know of to know of the event: its record, and the one that took a number.
    var subjects: [RecordReference?] {
        guard case .numberUsed(let fact) = fact else { return [record] }
        return [record, fact.record]
    }
}
