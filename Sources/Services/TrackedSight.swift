import Casework
import Messages
import Records

/// What of the tracked records a caller may know of, and what is shown of it.
///
/// Counts are read from ranges without a look at each record; what is kept from somebody stands in
/// ranges of its own, by the body of that person, so that only few records are looked at.
final class TrackedSight {
    private let reader: RecordReader
    private let call: Call
    private let redaction: Redaction
    /// The bodies that the caller belongs to, with what came to the own one: whoever is of none of
    /// them is kept from nothing.
    private let bodies: [String]
    /// What was found of files already: several records are kept as one, and stand at several bodies.
    private var keptFiles: [RecordReference: Bool] = [:]

    init(_ reader: RecordReader, _ call: Call) throws {
        self.reader = reader
        self.call = call
        redaction = Redaction(call.principal, reader)
        let own = call.principal.agency
        bodies =
            try reader.lineage(of: own, on: call.today) + reader.estate(of: own, on: call.today)
    }

    /// Whether a record that is kept as a file is, is kept from the caller.
    ///
    /// Most files are kept from nobody whom the caller has to do with: their records are not read.
    func isKept(_ record: RecordReference, as file: RecordReference) throws -> Bool {
        if let known = keptFiles[file] { return known }
        let isKept =
            try bodies.contains { try reader.isKept(file, fromSomebodyOf: $0) }
            && reader.isKept(record, from: call)
        keptFiles[file] = isKept
        return isKept
    }

    /// The places in some ranges that the caller may not know of.
    func hidden(in range: TrackedRange, units: [String]) throws -> Set<[UInt8]> {
        var hidden: Set<[UInt8]> = []
        for body in bodies {
            hidden.formUnion(
                try reader.hidden(in: range, from: body) {
                    try reader.isKept($0.record, from: call)
                }
            )
        }
        // Whoever names the handlers of an agency's secret files sees all limits of theirs.
        let assigned = call.principal.scope(of: Permission.assignIdentity)
        guard !units.allSatisfy(assigned.coversAll(of:)) else { return hidden }
        return hidden.union(
            try reader.hidden(in: range, from: "") { try redaction.hides($0.record) }
        )
    }

    /// An entry as the caller sees it; nil for a record that is no more.
    func item(
        _ entry: TrackedEntry,
        _ calendar: WorkingCalendar,
        _ today: Day
    ) throws -> TrackedItem? {
        guard let type = entry.record.kind.filed,
            let record = try reader.filed(type, entry.record.id)
        else { return nil }
        return try item(record, entry, calendar, today)
    }

    private func item(
        _ record: some FiledRecord,
        _ entry: TrackedEntry,
        _ calendar: WorkingCalendar,
        _ today: Day
    ) throws -> TrackedItem {
        let next = try redaction.seen(record).deadlines.filter(\.isOwed)
            .min { $0.dueOn < $1.dueOn }
        let deadline = entry.deadline ?? next
        let due = Day(iso: deadline?.dueOn ?? "")
        return TrackedItem(
            record: entry.record,
            agency: record.agency,
            state: record.state.protoName,
            custody: record.isOpenFile ? record.place : nil,
            deadline: deadline,
            lateDays: Int32(due.map { max(0, today - $0) } ?? 0),
            daysLeft: Int32(due.map { max(0, -calendar.lateness(of: $0, on: today)) } ?? 0),
            waitsFor: try waits(record, deadline)
        )
    }

    /// For whom a record waits: the one who has to act next, in the order of what stops it.
    private func waits(_ record: some FiledRecord, _ deadline: Deadline?) throws -> [String] {
        switch record {
        case let transfer as Transfer:
            return [transfer.waitsFor]
        case let consultation as Consultation: return [consultation.asked]
        case let petition as Petition where petition.isOnItsWay:
            return try reader.filed(Transfer.self, petition.transferId).map { try waits($0, nil) }
                ?? []
        default:
            if let debtor = deadline?.owedBy, !debtor.isEmpty { return [debtor] }
            return record.isOpenFile
                ? record.place.advisers + [record.place.holder] : [record.agency]
        }
    }

    /// How many records of a kind a unit has in each state.
    func states<R: FiledRecord>(of type: R.Type, _ unit: String) throws -> [StateCount] {
        try R.State.known.filter { $0.rawValue != 0 }.compactMap { state in
            let all = try reader.count(R.recordKind, agency: unit, state: state.rawValue)
            guard all > 0 else { return nil }
            let range = TrackedRange.states([unit], R.recordKind, [state.rawValue])
            let count = all - Int64(try hidden(in: range, units: [unit]).count)
            return count > 0
                ? StateCount(kind: R.recordKind, state: state.protoName, count: count) : nil
        }
    }

    /// How many open files of a unit lie with each officer and at each desk.
    func holders(_ unit: String) throws -> [HolderCount] {
        try reader.holders(of: unit).compactMap { holder in
            var kept: Set<RecordReference> = []
            for body in bodies {
                let desk = [(unit: holder.holder, agency: unit)]
                _ = try reader.hidden(in: .desks(desk), from: body) { entry in
                    guard try reader.isKept(entry.record, from: call) else { return false }
                    return kept.insert(entry.record).inserted
                }
            }
            var seen = holder
            seen.cases -= Int64(kept.count { $0.kind == .case })
            seen.petitions -= Int64(kept.count { $0.kind == .petition })
            return seen.petitions + seen.cases > 0 ? seen : nil
        }
    }
}
