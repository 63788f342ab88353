import Casework
import Messages
import Records

/// Urges whoever is to be urged on a day, agency by agency: in small steps, each an entry of the
/// journal that leaves everything valid, going on where the last one ended.
///
/// Days on which nobody ran it are caught up on the day of the next run: what was reached since is
/// urged then, and dated then.
package struct UrgingMover: Sendable {
    /// Places looked at at once; one page is left when nothing in it is to be urged any more.
    private static let pageMax = 100
    /// Places looked at in a step; reading them keeps no writer waiting.
    private static let examinedMax = 2_000
    /// Urgings in an entry, which stays well below 1,000 keys.
    private static let urgedMax = 40
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    /// Begins the day anew, as a server does that starts: what was entered since is looked at too.
    ///
    /// - Throws: What the store throws; the day then goes on where it was.
    package func begin() async throws {
        let run = UrgingRun(day: desk.today.iso)
        try await desk.records.change { try $0.set(run) }
    }

    /// Takes one step; false when nothing is left to do today.
    ///
    /// - Throws: What the store throws; the step is then taken again.
    package func step() async throws -> Bool {
        let today = desk.today
        let run = try desk.records.read { try $0.urgingRun(on: today.iso) }
        guard !run.isDone else { return false }
        let (found, next) = try desk.records.read { try look(from: run, today, $0) }
        if !found.isEmpty { try await urge(found, of: next.agency, today) }
        try await desk.records.change { try $0.set(next) }
        return !next.isDone
    }

    /// The records of the next page with something to urge, and where to go on after them.
    private func look(
        from run: UrgingRun,
        _ today: Day,
        _ reader: RecordReader
    ) throws -> (found: [RecordReference], next: UrgingRun) {
        let agencies = try reader.agencies(.agencies, limit: .max).agencies.map(\.code)
        var run = run
        var examined = 0
        for agency in agencies where agency >= run.agency {
            if agency > run.agency { run.move(to: agency) }
            let urged = try UrgedAgency(agency, desk, today, reader)
            let lists = urged.lists
            while run.list < lists.count {
                guard examined < Self.examinedMax else { return ([], run) }
                let (records, last) = try page(lists[run.list], after: run.place, reader)
                examined += max(records.count, 1)
                var count = 0
                let found = try records.filter { reference in
                    guard count < Self.urgedMax else { return false }
                    let urgings = try urged.urgings(about: reference, reader)
                    count += urgings.count
                    return !urgings.isEmpty
                }
                // The page is looked at again: what did not fit in the entry is found then.
                guard found.isEmpty else { return (found, run) }
                run.leave(last)
            }
        }
        run.isDone = true
        return ([], run)
    }

    private func page(
        _ list: UrgingList,
        after place: [UInt8],
        _ reader: RecordReader
    ) throws -> (records: [RecordReference], last: [UInt8]?) {
        let rest = place.isEmpty ? list.range : list.range.after(place) ?? list.range
        guard let kind = list.kind else {
            let (items, last) = try reader.due(rest, limit: Self.pageMax)
            // A record stands there once for each of its limits.
            let records = items.compactMap(\.record)
            return (records.enumerated().filter { !records[..<$0].contains($1) }.map(\.1), last)
        }
        var records: [RecordReference] = []
        let last = try reader.listed(rest, limit: Self.pageMax) {
            records.append(RecordReference(kind: kind, id: $0))
        }
        return (records, last)
    }

    /// Writes one entry; whatever was urged since is not urged again, because the writer's thread
    /// sees every entry before this one.
    private func urge(_ found: [RecordReference], of agency: String, _ today: Day) async throws {
        let desk = desk
        let command = Command(
            principal: Principal(agency: agency, roles: [.administrator], name: "urging"),
            method: UrgingMethods.urgeFile.info.path,
            requestID: "urging-\(Vault.newID())",
            body: [],
            namesSomebody: false
        ) { reader in
            let urged = try UrgedAgency(agency, desk, today, reader)
            let urgings = try found.flatMap { try urged.urgings(about: $0, reader) }
                .prefix(Self.urgedMax)
            var decided = Decided(urgings.map { $0.made(Vault.newID()) })
            decided.agencies = Set(urgings.flatMap(\.keepers)).sorted()
            return decided
        }
        _ = try await withCheckedThrowingContinuation { continuation in
            desk.records.submit(command) { continuation.resume(with: $0) }
        }
    }
}

/// A list of records that may have to be urged.
struct UrgingList {
    /// Where it stands.
    let range: PageRange
    /// The kind of its records; nil for what is due, which is of any kind.
    var kind: RecordKind?
}

/// An agency on a day: when it urges, and whom.
struct UrgedAgency {
    private let code: String
    private let policy: UrgingPolicy
    private let calendar: WorkingCalendar
    private let today: Day

    /// Looks up what holds for an agency.
    init(_ code: String, _ desk: Desk, _ today: Day, _ reader: RecordReader) throws {
        self.code = code
        self.today = today
        policy = try reader.urgingPolicy(for: code, on: today)
        calendar = try desk.calendar(of: code, reader)
    }

    /// Where the records stand that may have to be urged: none on a day off.
    var lists: [UrgingList] {
        guard calendar.isWorkingDay(today) else { return [] }
        let horizon = policy.daysBefore.map { calendar.horizon(of: $0, from: today) }
        let due = horizon.map { UrgingList(range: .due(agency: code, by: $0.iso)) }
        return (due.map { [$0] } ?? [])
            + policy.stages.compactMap { stage in
                stage.stateNumber.map {
                    UrgingList(
                        range: .list(stage.kind, agency: code, state: $0),
                        kind: stage.kind
                    )
                }
            }
    }

    /// What is to be urged about a record of the agency today.
    ///
    /// What was asked of an identity is told to nobody who does not know of it already.
    func urgings(about reference: RecordReference, _ reader: RecordReader) throws -> [Urging] {
        guard !reference.kind.isAboutIdentity, let type = reference.kind.filed,
            let record = try reader.filed(type, reference.id), record.agency == code
        else { return [] }
        return try urgings(about: record, reader)
    }

    private func urgings(
        about record: some FiledRecord,
        _ reader: RecordReader
    ) throws -> [Urging] {
        try record.urgings(
            policy,
            try reader.all(Urging.self, about: record.reference),
            reader.superiors(over: record, today),
            entered: { try reader.entered(stateOf: record) },
            today: today,
            calendar
        )
    }
}

extension UrgingRun {
    fileprivate mutating func move(to agency: String) {
        self.agency = agency
        list = 0
        place = []
    }

    /// Leaves a page, or the list after its last one.
    fileprivate mutating func leave(_ last: [UInt8]?) {
        place = last ?? []
        if last == nil { list += 1 }
    }
}

extension RecordReader {
    /// The day on which a record entered the state in which it stands, as its history tells.
    func entered<R: FiledRecord>(stateOf record: R) throws -> Day? {
        var walked = R()
        var since: Day?
        for entry in try entries(of: record.reference) {
            let before = walked.state
            for event in entry.events where event.record == record.reference {
                walked.apply(event)
            }
            if since == nil || walked.state != before {
                since = Day(recordedAtMs: entry.recordedAtMs)
            }
        }
        return since
    }

    /// Who may be urged about a record.
    func superiors(over record: some FiledRecord, _ today: Day) -> Superiors {
        Superiors(
            body: agency,
            home: { try officer($0)?.agency },
            holders: { try holders(of: $0, on: today) },
            isKept: { addressee in
                try isKept(
                    record,
                    fromAny: persons(behind: addressee, on: today),
                    of: addressee.agency,
                    office: addressee.office,
                    on: today
                )
            },
            substitution: substitution(on: today)
        )
    }

    /// The officers who are urged with an office; one that nobody holds stands for itself, as no
    /// officer has such a code.
    private func persons(behind addressee: UrgingAddressee, on day: Day) throws -> [String] {
        let holders =
            try addressee.office.isEmpty ? [] : holders(of: addressee.office, on: day)
        return holders.isEmpty ? [addressee.code] : holders
    }
}
