import Casework
import Messages
import Records

/// What an operation is about: the lists in which its records stand, one after the other, and
/// which of the records there are meant.
struct OperationWork {
    /// Records looked at in a step; reading them keeps no writer waiting.
    private static let examinedMax = 2_000
    let plan: OperationPlan
    /// Code of the agency that orders it.
    let agency: String
    /// Code of the officer who orders it: what is kept from that officer is left alone.
    let officer: String
    let today: Day

    init(_ plan: OperationPlan, _ principal: Principal, _ today: Day) {
        self.plan = plan
        agency = principal.agency
        officer = principal.name
        self.today = today
    }

    init(_ operation: Operation, _ today: Day) {
        plan = operation.plan ?? OperationPlan()
        agency = operation.agency
        officer = operation.startedBy
        self.today = today
    }

    /// A page of the records from a place on, and where the next one begins; nil at the end.
    func page(
        from place: OperationPlace,
        limit: Int,
        _ reader: RecordReader
    ) throws -> (found: [RecordReference], next: OperationPlace?) {
        var found: [RecordReference] = []
        // A record may stand in several lists.
        var seen: Set<RecordReference> = []
        var place = place
        var examined = 0
        while Int(place.list) < lists.count {
            let size = min(limit - found.count, Self.examinedMax - examined)
            guard size > 0 else { return (found, place) }
            let list = lists[Int(place.list)]
            let (records, last) = try list.page(after: place.key, size, reader)
            examined += max(records.count, 1)
            found += try records.filter { try isMeant($0, reader) && seen.insert($0).inserted }
            place =
                last.map { OperationPlace(list: place.list, key: $0) }
                ?? OperationPlace(list: place.list + 1)
        }
        return (found, nil)
    }

    /// Every record of the plan, each once.
    func all(_ reader: RecordReader) throws -> [RecordReference] {
        var seen: Set<RecordReference> = []
        var all: [RecordReference] = []
        var place: OperationPlace? = OperationPlace()
        while let from = place {
            let (found, next) = try page(from: from, limit: Self.examinedMax, reader)
            all += found.filter { seen.insert($0).inserted }
            place = next
        }
        return all
    }

    private var lists: [OperationList] {
        switch plan.work {
        case .handOver(let plan):
            let open = OpenWork.kinds.filter {
                plan.kinds.isEmpty || plan.kinds.contains($0.kind)
            }
            let states = open.flatMap { kind, states in
                states.map { OperationList.range(.list(kind, agency: plan.from, state: $0), kind) }
            }
            // What it gave others to do, and what it owes in files of others.
            let given = PageRange.list(.instruction, about: Instruction.giver(plan.from))
            return states
                + [.range(given, .instruction), .due(.due(agency: plan.from, by: nil))]
        case .reassign: return [.held(.held(agency: agency))]
        case .answer(let plan): return [.named(plan.cases)]
        case nil: return []
        }
    }

    /// Whether the plan means a record of one of its lists.
    func isMeant(_ reference: RecordReference, _ reader: RecordReader) throws -> Bool {
        guard let type = reference.kind.filed, let record = try reader.filed(type, reference.id)
        else { return false }
        return try means(record)
            && !reader.isKept(record, fromAny: [officer], of: agency, on: today)
    }

    private func means(_ record: some FiledRecord) -> Bool {
        switch plan.work {
        case .handOver(let plan):
            let kind = type(of: record).recordKind
            guard OpenWork.contains(record), plan.kinds.isEmpty || plan.kinds.contains(kind) else {
                return false
            }
            return plan.officer.isEmpty || record.place.officer == plan.officer
        case .reassign(let plan):
            guard record.agency == agency, record.isOpenFile else { return false }
            return switch plan.holder {
            case .holderOfficer(let code): record.place.officer == code
            case .holderUnit(let code): record.place.unit == code
            case nil: false
            }
        case .answer: return true
        case nil: return false
        }
    }
}

/// A list that an operation goes along.
private enum OperationList {
    /// Records of a kind.
    case range(PageRange, RecordKind)
    /// Open files, by whom they lie with.
    case held(PageRange)
    /// What is due.
    case due(PageRange)
    /// Cases by their ids.
    case named([String])

    /// A page after a key, and the key to go on after; nil at the end.
    func page(
        after key: [UInt8],
        _ limit: Int,
        _ reader: RecordReader
    ) throws -> (records: [RecordReference], last: [UInt8]?) {
        var records: [RecordReference] = []
        switch self {
        case .range(let range, let kind):
            let last = try reader.listed(range.left(after: key), limit: limit) {
                records.append(RecordReference(kind: kind, id: $0))
            }
            return (records, last)
        case .held(let range): return try reader.held(range.left(after: key), limit: limit)
        case .due(let range):
            let (items, last) = try reader.due(range.left(after: key), limit: limit)
            // A record stands there once for each of its limits.
            for record in items.compactMap(\.record) where !records.contains(record) {
                records.append(record)
            }
            return (records, last)
        case .named(let ids):
            let start = Int(String(decoding: key, as: UTF8.self)) ?? 0
            let rest = ids.dropFirst(start)
            let end = start + min(limit, rest.count)
            return (
                rest.prefix(limit).map { .caseFile($0) },
                end < ids.count ? Array(String(end).utf8) : nil
            )
        }
    }
}

extension PageRange {
    /// What is left of the range after a key; all of it after none.
    fileprivate func left(after key: [UInt8]) -> PageRange {
        key.isEmpty ? self : after(key) ?? self
    }
}
