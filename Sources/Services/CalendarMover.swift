import Casework
import Messages
import Records

/// Reckons open time limits again after the layer of a calendar was replaced: in small steps, each
/// an entry of the journal that leaves everything valid, going on where the last one ended.
package struct CalendarMover: Sendable {
    /// Records looked at in a step; reading them keeps no writer waiting.
    private static let examinedMax = 2_000
    /// Records changed in a step: whoever writes beside it waits for no more than these.
    private static let movedMax = 20
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    /// Takes one step; false when nothing is left to do.
    ///
    /// - Throws: What the store throws; the step is then taken again.
    package func step() async throws -> Bool {
        guard let (calendar, former) = try desk.records.read({ try $0.unfinishedMove() }) else {
            return false
        }
        let (found, examined, last) = try look(calendar, after: former.place)
        if !found.isEmpty { try await move(found, calendar) }
        var move = former
        move.place = last ?? []
        move.examined += Int64(examined)
        move.moved += Int64(found.count)
        move.isDone = last == nil
        try await desk.records.change { [move] in try $0.set(move, of: calendar.agency) }
        return true
    }

    /// The next records whose limits move.
    private func look(
        _ calendar: AgencyCalendar,
        after place: [UInt8]
    ) throws -> (found: [RecordReference], examined: Int, last: [UInt8]?) {
        let range = place.isEmpty ? .filed : PageRange.filed.after(place) ?? .filed
        var found: [RecordReference] = []
        var examined = 0
        let last = try desk.records.read { reader in
            var bodies = Bodies(desk, calendar.agency)
            return try reader.filed(range, limit: Self.examinedMax) { record in
                examined += 1
                if let clocks = try bodies.clocks(of: record.agency, reader),
                    !record.moves(clocks).isEmpty
                {
                    found.append(record.reference)
                }
                return found.count < Self.movedMax
            }
        }
        return (found, examined, last)
    }

    /// Writes one entry; a step that was written and not noted finds nothing to move again.
    private func move(_ found: [RecordReference], _ calendar: AgencyCalendar) async throws {
        let today = desk.today
        let command = Command(
            principal: Principal(
                agency: calendar.agency,
                roles: [.administrator],
                name: "calendar"
            ),
            method: CalendarMethods.replaceCalendar.info.path,
            requestID: "calendar-\(Vault.newID())",
            body: [],
            namesSomebody: false
        ) { reader in
            var bodies = Bodies(desk, calendar.agency)
            var agencies: Set<String> = []
            let events = try found.compactMap { reference -> Event? in
                guard let type = reference.kind.filed,
                    let record = try reader.filed(type, reference.id),
                    let clocks = try bodies.clocks(of: record.agency, reader)
                else { return nil }
                agencies.insert(record.agency)
                return record.deadlinesMoved(clocks, by: calendar, on: today)
            }
            var decided = Decided(events)
            decided.agencies = agencies.sorted()
            return decided
        }
        _ = try await withCheckedThrowingContinuation { continuation in
            desk.records.submit(command) { continuation.resume(with: $0) }
        }
    }
}

/// The bodies that a layer holds for, with their clocks, each looked up once.
struct Bodies {
    private let desk: Desk
    private let head: String
    private let proposed: AgencyCalendar?
    private var known: [String: Clocks?] = [:]

    /// Takes the body of the layer, and the layer that would stand in place of its own.
    init(_ desk: Desk, _ head: String, proposed: AgencyCalendar? = nil) {
        self.desk = desk
        self.head = head
        self.proposed = proposed
    }

    /// The clocks of a body; nil when the layer does not hold for it.
    mutating func clocks(of agency: String, _ reader: RecordReader) throws -> Clocks? {
        if let found = known[agency] { return found }
        let clocks = try found(agency, reader)
        known[agency] = clocks
        return clocks
    }

    private func found(_ agency: String, _ reader: RecordReader) throws -> Clocks? {
        guard try reader.lies(agency, in: head, on: desk.today) else { return nil }
        guard let proposed else {
            let calendar = try desk.calendar(of: agency, reader)
            return Clocks(rulebook: desk.rulebook, calendar: calendar)
        }
        var layers = try reader.calendars(for: agency, on: desk.today)
        if let index = layers.firstIndex(where: { $0.agency == head }) {
            layers[index] = proposed
        } else {
            let above = try reader.calendars(for: head, on: desk.today).count
            layers.insert(proposed, at: above)
        }
        let calendar = WorkingCalendar(of: layers, over: desk.national)
        return Clocks(rulebook: desk.rulebook, calendar: calendar)
    }
}
