import Casework
import Messages
import Storage

/// Makes everything that can be made from a journal entry: records, lists, what is due, registers,
/// request ids and the head.
///
/// The writer runs it for each new entry, `rebuild` and `verify` for every old one; that both come
/// to the same bytes is what they check.
enum Projection {
    /// Applies one entry, given as value and as stored bytes, with the records that it changes.
    static func apply(
        _ entry: JournalEntry,
        stored bytes: [UInt8],
        _ changed: [ChangedRecord],
        to view: any WriteView
    ) throws {
        var records: Set<RecordReference> = []
        for event in entry.events {
            guard let record = event.record else { continue }
            records.insert(record)
            switch record.kind {
            case .agency: try applyAgency(event, record, entry, view)
            case .register: try applyRegister(event, record, entry, view)
            case .settings: try applySettings(event, record, entry, view)
            case .calendar: try applyCalendar(event, record, entry, view)
            case .urgingPolicy: try applyUrgingPolicy(event, record, entry, view)
            case .approvalRoutes: try applyApprovalRoutes(event, record, entry, view)
            case .officer: try applyOfficer(event, record, entry, view)
            case .grant: try applyGrant(event, record, entry, view)
            case .certificate: try applyCertificate(event, record, entry, view)
            default: break
            }
            if case .receiptCodeIssued(let fact) = event.fact {
                try view.put(Keys.receiptCode(fact.codeHash), Array(record.id.utf8), in: .indexes)
                if !fact.formerHash.isEmpty {
                    try view.delete(Keys.receiptCode(fact.formerHash), in: .indexes)
                }
            }
        }
        for record in changed where record.isChanged {
            try put(record.current, over: record, entry, view)
        }
        for record in records {
            let feed = Keys.feed(Keys.recordFeed(record), entry.position)
            try view.put(feed, [], in: .indexes)
        }
        for agency in entry.agencies {
            let feed = Keys.feed(Keys.agencyFeed(agency), entry.position)
            try view.put(feed, [], in: .indexes)
        }
        if let actor = entry.actor, !entry.requestId.isEmpty {
            let key = Keys.request(
                agency: actor.agency,
                principal: actor.principal,
                id: entry.requestId
            )
            let repeated = RequestMark(bodyHash: entry.bodyHash, position: entry.position)
            try view.put(key, repeated.bytes, in: .requests)
        }
        let head = JournalHead(entry: entry.position, stored: bytes)
        try view.put(Keys.head, head.bytes, in: .settings)
    }

    private static func applyAgency(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        guard case .agencyRecorded(let fact) = event.fact, var agency = fact.agency else { return }
        if let former = try view.get(Keys.record(record), in: .records) {
            for key in Keys.places(of: try Agency(serialized: former)) {
                try view.delete(key, in: .indexes)
            }
        }
        agency.etag = entry.etag
        try view.put(Keys.record(record), agency.serialized(), in: .records)
        for key in Keys.places(of: agency) { try view.put(key, [], in: .indexes) }
    }

    private static func applySettings(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        let key = Keys.record(record)
        var settings =
            try view.get(key, in: .records).map { try LawSettings(serialized: $0) }
            ?? LawSettings()
        settings.apply(event)
        settings.etag = entry.etag
        try view.put(key, settings.serialized(), in: .records)
    }

    private static func applyCalendar(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        var calendar = AgencyCalendar()
        calendar.apply(event)
        calendar.etag = entry.etag
        try view.put(Keys.record(record), calendar.serialized(), in: .records)
    }

    private static func applyUrgingPolicy(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        var policy = UrgingPolicy()
        policy.apply(event)
        policy.etag = entry.etag
        try view.put(Keys.record(record), policy.serialized(), in: .records)
    }

    private static func applyCertificate(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        guard case .certificateGiven(let fact) = event.fact, var given = fact.certificate else {
            return
        }
        given.etag = entry.etag
        try view.put(Keys.record(record), given.serialized(), in: .records)
    }

    private static func applyApprovalRoutes(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        var routes = ApprovalRoutes()
        routes.apply(event)
        routes.etag = entry.etag
        try view.put(Keys.record(record), routes.serialized(), in: .records)
    }

    private static func applyRegister(
        _ event: Event,
        _ record: RecordReference,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        guard let id = RegisterID(record) else { return }
        let key = Keys.register(id)
        var register =
            try view.get(key, in: .registers).map { try Register(serialized: $0) }
            ?? Register()
        register.apply(event)
        register.etag = entry.etag
        try view.put(key, register.serialized(), in: .registers)
        // The reception register is read in the order of its numbers.
        guard id.kind == .reception, case .numberUsed(let fact) = event.fact,
            let used = fact.record
        else { return }
        let place = Keys.place(Keys.numbers(id), fact.number, used.id)
        try view.put(place, [], in: .indexes)
    }

    /// Puts a record with a life of its own, with its lists and what is due.
    private static func put<R: FiledRecord>(
        _ applied: R,
        over changed: ChangedRecord,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        let former = changed.former as? R
        var current = applied
        current.etag = entry.etag
        try view.put(Keys.record(changed.reference), current.serialized(), in: .records)
        try list(changed.reference, former, current, entry, view)
        try duePlaces(changed.reference, former, current, view)
    }

    /// Keeps the record in the lists that it belongs to, at the position of its first entry.
    private static func list<R: FiledRecord>(
        _ record: RecordReference,
        _ former: R?,
        _ current: R,
        _ entry: JournalEntry,
        _ view: any WriteView
    ) throws {
        let before = former.map(Keys.lists) ?? []
        let after = Keys.lists(of: current)
        // Whoever takes a record over finds it by the name that another body gave it, too.
        if former?.agency != current.agency, let name = current.externalReference {
            let names = Keys.external(record.kind, agency: current.agency, name)
            try view.put(names + Keys.text(record.id), [], in: .indexes)
        }
        guard before != after else { return }
        try count(former.map(Keys.trackedLists) ?? [], Keys.trackedLists(of: current), view)
        try markKept(former.map(keptFiles) ?? [], keptFiles(current), view)
        let position =
            former == nil
            ? entry.position : try RecordReader(view).firstPosition(of: record) ?? entry.position
        let lists = Set(after.map(\.list))
        for listed in before where !lists.contains(listed.list) {
            try view.delete(Keys.place(listed.list, position, record.id), in: .indexes)
        }
        for listed in after where !before.contains(listed) {
            try view.put(
                Keys.place(listed.list, position, record.id),
                listed.value,
                in: .indexes
            )
        }
    }

    /// The marks of a file that is kept from somebody.
    private static func keptFiles<R: FiledRecord>(_ record: R) -> Set<[UInt8]> {
        guard R.isCirculated else { return [] }
        return Set(
            Keys.bodies(keptFrom: record).map { Keys.kept(from: $0, file: record.reference) }
        )
    }

    private static func markKept(
        _ before: Set<[UInt8]>,
        _ after: Set<[UInt8]>,
        _ view: any WriteView
    ) throws {
        for key in before.subtracting(after) { try view.delete(key, in: .indexes) }
        for key in after.subtracting(before) { try view.put(key, [], in: .indexes) }
    }

    /// Counts what left some lists and what came to others.
    private static func count(
        _ former: [Keys.Listed],
        _ current: [Keys.Listed],
        _ view: any WriteView
    ) throws {
        let (before, after) = (former.map(\.list), current.map(\.list))
        func add(_ difference: Int64, to list: [UInt8]) throws {
            let count = try RecordReader(view).count(in: list) + difference
            let key = Keys.count(of: list)
            guard count != 0 else { return try view.delete(key, in: .indexes) }
            try view.put(key, TupleEncoder().adding(int64: count).bytes, in: .indexes)
        }
        for list in before where !after.contains(list) { try add(-1, to: list) }
        for list in after where !before.contains(list) { try add(1, to: list) }
    }

    private static func duePlaces<R: FiledRecord>(
        _ record: RecordReference,
        _ former: R?,
        _ current: R,
        _ view: any WriteView
    ) throws {
        func places(_ record: R?) -> [Deadline] {
            // What another system owed is urged only once its unit has confirmed the record.
            guard let record, record.imported.map({ !$0.confirmedOn.isEmpty }) ?? true else {
                return []
            }
            return record.deadlines.filter(\.isOwed)
        }
        func entries(_ record: R?) -> [[UInt8]: DueEntry] {
            guard let record else { return [:] }
            return places(record).reduce(into: [:]) { entries, deadline in
                record.add(deadline, to: &entries)
            }
        }
        let (before, after) = (entries(former), entries(current))
        for key in before.keys where after[key] == nil { try view.delete(key, in: .due) }
        for (key, entry) in after where before[key] != entry {
            try view.put(key, entry.mark.bytes + entry.deadline.serialized(), in: .due)
        }
    }
}

/// What stands under a key of what is due.
private struct DueEntry: Hashable {
    let mark: TrackedMark
    let deadline: Deadline
}

extension FiledRecord {
    /// Adds a time limit where it stands: with each debtor, and among what is kept from somebody.
    fileprivate func add(_ deadline: Deadline, to entries: inout [[UInt8]: DueEntry]) {
        // That a limit of denunciations runs tells that somebody stands behind a petition.
        let tells = Self.recordKind == .petition && isGuarded && deadline.tellsOfDenouncer
        let bodies = Keys.bodies(keptFrom: self) + (tells ? [""] : [])
        let debtors = deadline.debtors(debtors)
        for (index, debtor) in debtors.enumerated() {
            let key = Keys.due(agency: debtor, deadline: deadline, of: reference)
            let mark = TrackedMark(earlier: Array(debtors[..<index]), file: keptAs)
            let entry = DueEntry(mark: mark, deadline: deadline)
            entries[key] = entry
            for body in bodies { entries[Keys.kept(from: body, key)] = entry }
        }
    }

    /// In whose lists its time limits stand: the agencies that keep it, and the unit and the officer
    /// with whom its file lies.
    fileprivate var debtors: [String] {
        guard isOpenFile, let custody else { return keepers }
        let unit = custody.unit == agency || custody.unit.isEmpty ? [] : [custody.unit]
        let officer =
            custody.officer.isEmpty ? [] : [Keys.debtor(custody.officer, of: agency)]
        return keepers + unit + officer
    }
}

extension Deadline {
    /// The agencies in whose lists it stands: those of the record, and the one that owes it beside.
    fileprivate func debtors(_ own: [String]) -> [String] {
        owedBy.isEmpty || own.contains(owedBy) ? own : own + [owedBy]
    }
}

/// What a request id leaves: a keyed hash of its body and the position of its entry.
struct RequestMark {
    let bodyHash: [UInt8]
    let position: Int64

    init(bodyHash: [UInt8], position: Int64) {
        self.bodyHash = bodyHash
        self.position = position
    }

    init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        position = try decoder.int64()
        bodyHash = try decoder.bytes()
    }

    var bytes: [UInt8] {
        TupleEncoder().adding(int64: position).adding(bytes: bodyHash).bytes
    }
}
