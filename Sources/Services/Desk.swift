package import Casework
import Messages
package import Records
import Synchronization

/// What every service stands on: the records, the law and the clock.
package struct Desk: Sendable {
    let records: RecordStore
    private let calendars: CalendarsInForce
    private let law: LawInForce
    private let now: @Sendable () -> Int64

    /// Takes records, law and a clock.
    ///
    /// - Parameters:
    ///   - records: The records.
    ///   - national: The nation's calendar, under those of city and agencies.
    ///   - rulebook: The rules.
    ///   - now: Milliseconds since 1970-01-01T00:00:00Z.
    package init(
        records: RecordStore,
        national: CalendarLayer = .national,
        rulebook: Rulebook = .builtin,
        now: @escaping @Sendable () -> Int64
    ) {
        self.records = records
        calendars = CalendarsInForce(national)
        law = LawInForce(rulebook)
        self.now = now
    }

    /// Today in Asia/Ho_Chi_Minh, which is 7 hours ahead of UTC all year.
    var today: Day {
        Day(recordedAtMs: now())
    }

    /// The instant, in milliseconds since 1970-01-01T00:00:00Z.
    var milliseconds: Int64 { now() }

    /// The rules, with the limits that were set.
    var rulebook: Rulebook { law.current(records).rulebook }

    /// The rules without any setting.
    var builtin: Rulebook { law.builtin }

    /// The working days of an agency: the nation's with the layers of city and agency over them.
    func calendar(of agency: String) throws -> WorkingCalendar {
        try records.read { try calendar(of: agency, $0) }
    }

    /// The working days of an agency as a reader sees them.
    func calendar(of agency: String, _ reader: RecordReader) throws -> WorkingCalendar {
        calendars.made(of: try reader.calendars(for: agency, on: today))
    }

    /// The nation's calendar.
    var national: CalendarLayer { calendars.national }

    /// What deciders are told of the world.
    func context(_ call: Call) -> Context { context(for: call.principal) }

    /// What deciders are told of the world when a principal acts.
    func context(for principal: Principal) -> Context {
        let agency = principal.agency
        let (rulebook, settings) = law.current(records)
        return Context(
            today: today,
            agency: agency,
            officer: principal.name,
            office: principal.office,
            calendar: calendars.current(for: agency, on: today, records),
            rulebook: rulebook,
            settings: settings
        )
    }

    /// The same for what concerns drafts, with the offices in which the caller acts and the routes of
    /// the agency's drafts, which no other command asks for.
    ///
    /// - Throws: What the store throws: nobody signs past routes that could not be read.
    func draftContext(_ call: Call) throws -> Context {
        var context = context(call)
        let today = context.today
        try records.read { reader in
            context.offices = try reader.offices(of: call.principal, on: today)
            context.routes = try reader.approvalRoutes(for: context.agency, on: today).routes
        }
        return context
    }

    /// The names that may not stand in a petition's texts.
    func senders(of petition: Petition) throws -> SenderNames {
        try senders { _ in [petition] }
    }
}

/// The rulebook with the settings over it, made anew when a setting changes.
private final class LawInForce: Sendable {
    let builtin: Rulebook
    private let made: Mutex<(rulebook: Rulebook, settings: Settings)>

    init(_ builtin: Rulebook) {
        self.builtin = builtin
        made = Mutex((builtin, Settings()))
    }

    /// The rules as the store's settings make them now.
    ///
    /// Where the settings can not be read the last ones hold: whatever is read or written next
    /// meets the same fault and reports it.
    func current(_ records: RecordStore) -> (rulebook: Rulebook, settings: Settings) {
        let stored = try? records.read { try $0.settings() }
        return made.withLock { made in
            guard let stored, stored.etag != made.settings.etag else { return made }
            let settings = Settings(stored)
            guard let rulebook = try? settings.applied(to: builtin) else { return made }
            made = (rulebook, settings)
            return made
        }
    }
}

/// The calendars that were made of layers, by their versions.
private final class CalendarsInForce: Sendable {
    let national: CalendarLayer
    private let made: Mutex<[String: WorkingCalendar]>
    /// Each layer that is replaced leaves one behind: more than the bodies of a city are old.
    private static let madeMax = 2_000

    init(_ national: CalendarLayer) {
        self.national = national
        made = Mutex([:])
    }

    /// The calendar of an agency as the store has it now.
    ///
    /// Where it can not be read the nation's holds: whatever is read or written next meets the
    /// same fault and reports it.
    func current(for agency: String, on day: Day, _ records: RecordStore) -> WorkingCalendar {
        made(of: (try? records.read { try $0.calendars(for: agency, on: day) }) ?? [])
    }

    /// The calendar of some layers, the highest body first.
    func made(of layers: [AgencyCalendar]) -> WorkingCalendar {
        let name = layers.map { "\($0.agency)@\($0.etag)" }.joined(separator: "+")
        return made.withLock { made in
            if let found = made[name] { return found }
            if made.count >= Self.madeMax { made.removeAll() }
            let calendar = WorkingCalendar(of: layers, over: national)
            made[name] = calendar
            return calendar
        }
    }
}

extension RecordReader {
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
