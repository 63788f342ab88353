import Casework
package import Messages
import Records

/// What lies where, and what falls due.
package struct TrackingService: TrackingHandlers {
    /// Up to how many a count is exact.
    private static let countMax = 10_000
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func listTracked(
        _ request: ListTrackedRequest,
        _ call: Call
    ) throws -> Encoded<ListTrackedReply> {
        let query = TrackingQuery(request, call)
        var checks = Checks(today: call.today)
        checks.listed(request.view, "view", "say what is tracked")
        let asked = PageAsked(
            size: request.pageSize,
            token: request.pageToken,
            call: call,
            query: query.name,
            vault: desk.records.vault,
            &checks
        )
        request.check(&checks)
        try checks.finish()
        return try desk.records.read { reader in
            let calendar = try desk.calendar(of: query.unit, reader)
            let units = try query.units(reader, call)
            let range = try reader.range(query, units, calendar)
            let sight = try TrackedSight(reader, call)
            let hidden = try sight.hidden(in: range, units: units)
            let page = try reader.tracked(
                range,
                after: asked.place,
                limit: asked.size,
                countMax: Self.countMax,
                without: hidden,
                orKept: sight.isKept
            )
            return Encoded(
                ListTrackedReply(
                    items: try page.entries.compactMap {
                        try sight.item($0, calendar, query.today)
                    },
                    total: page.total,
                    position: try reader.head().position,
                    nextPageToken: try asked.token(
                        after: page.more ? page.entries.last?.place : nil
                    )
                )
            )
        }
    }

    package func listAwaitingMe(
        _ request: ListAwaitingMeRequest,
        _ call: Call
    ) throws -> Encoded<ListAwaitingMeReply> {
        var checks = Checks(today: call.today)
        checks.require(
            AwaitingKind.known.contains(request.kind),
            "kind",
            "is not of the list AwaitingKind",
            "leave it out for all kinds"
        )
        let asked = PageAsked(
            size: request.pageSize,
            token: "",
            call: call,
            query: "",
            vault: desk.records.vault,
            &checks
        )
        try checks.finish()
        let context = try desk.draftContext(call)
        return try desk.records.read { reader in
            let awaiting = AwaitingMe(reader, call, context, now: desk.milliseconds)
            let kinds = request.kind == .unspecified ? AwaitingKind.known : [request.kind]
            let found = try kinds.map { ($0, try awaiting.items(of: $0)) }
            let items = found.flatMap(\.1.items).sorted { $0.place < $1.place }
            return Encoded(
                ListAwaitingMeReply(
                    items: Array(items.prefix(asked.size)),
                    counts: found.filter { !$0.1.items.isEmpty }.map { kind, found in
                        AwaitingCount(kind: kind, total: found.total)
                    },
                    position: try reader.head().position
                )
            )
        }
    }

    package func getBoard(_ request: GetBoardRequest, _ call: Call) throws -> Encoded<Board> {
        try desk.records.read { reader in
            var query = TrackingQuery(unit: request.unit, call)
            let calendar = try desk.calendar(of: query.unit, reader)
            let sight = try TrackedSight(reader, call)
            let units = try query.units(reader, call)
            let views = try TrackingView.known.filter { $0 != .unspecified }.map { view in
                query.view = view
                let range = try reader.range(query, units, calendar)
                let hidden = try sight.hidden(in: range, units: units)
                let page = try reader.tracked(
                    range,
                    limit: nil,
                    countMax: Self.countMax,
                    without: hidden,
                    orKept: sight.isKept
                )
                return ViewCount(view: view, total: page.total)
            }
            return Encoded(
                Board(
                    unit: query.unit,
                    views: views,
                    states: try sight.states(of: Petition.self, query.unit)
                        + sight.states(of: Case.self, query.unit),
                    holders: try sight.holders(query.unit),
                    position: try reader.head().position
                )
            )
        }
    }
}

extension TrackedPage {
    /// How many there are in all, as a caller is told.
    fileprivate var total: TrackedCount { TrackedCount(count: Int64(count), atLeast: atLeast) }
}

/// What is asked for, in values.
struct TrackingQuery {
    var view = TrackingView.unspecified
    /// Code of the unit.
    let unit: String
    var isSubtree = false
    var officer = ""
    var within = 5
    var lateBy = 90
    let today: Day

    init(unit: String, _ call: Call) {
        self.unit = unit.isEmpty ? call.principal.agency : unit
        today = call.today
    }

    init(_ request: ListTrackedRequest, _ call: Call) {
        self.init(unit: request.scope?.unit ?? "", call)
        view = request.view
        isSubtree = request.scope?.subtree ?? false
        officer = request.scope?.officer ?? ""
        if request.withinWorkingDays > 0 { within = Int(request.withinWorkingDays) }
        if request.lateByDays > 0 { lateBy = Int(request.lateByDays) }
    }

    /// Names the query in page tokens.
    var name: String {
        "\(view.rawValue)|\(unit)|\(isSubtree)|\(officer)|\(within)|\(lateBy)|\(today.iso)"
    }

    /// The units whose ranges are read: all of whose files the caller may know of.
    ///
    /// - Throws: `CaseworkError.notFound` for a unit outside the caller's scope.
    func units(_ reader: RecordReader, _ call: Call) throws -> [String] {
        guard try covers(unit, reader, call) else { throw CaseworkError.notFound(.agency) }
        guard isSubtree else { return [unit] }
        return [unit]
            + (try reader.bodies(below: unit, on: today).filter(call.scope.coversAll(of:)))
    }

    /// A division's files are its agency's.
    private func covers(_ unit: String, _ reader: RecordReader, _ call: Call) throws -> Bool {
        if call.scope.coversAll(of: unit) { return true }
        guard let body = try reader.agency(unit), body.type == .division else { return false }
        return try covers(body.parent, reader, call)
    }
}

extension ListTrackedRequest {
    /// Checks how far it looks, and whose files it asks for.
    fileprivate func check(_ checks: inout Checks) {
        checks.require(
            (0...60).contains(withinWorkingDays),
            "within_working_days",
            "is \(withinWorkingDays), outside 0 to 60",
            "give 1 to 60, or 0 for 5"
        )
        checks.require(
            (0...3_650).contains(lateByDays),
            "late_by_days",
            "is \(lateByDays), outside 0 to 3,650",
            "give 1 to 3,650, or 0 for 90"
        )
        let officer = scope?.officer ?? ""
        checks.require(
            officer.isEmpty || (view.isOfLimits && scope?.subtree != true),
            "scope.officer",
            "is given with a subtree, or for a view that is not of time limits",
            "leave it out, or list what the officer holds by CustodyService/ListHeld"
        )
    }
}

extension TrackingView {
    /// Whether its entries are time limits.
    var isOfLimits: Bool {
        switch self {
        case .dueToday, .dueSoon, .overdue, .longStanding, .redLine: true
        default: false
        }
    }
}

extension RecordReader {
    /// The limit by which a petition is processed or its agency's head answers for it.
    private static let redLine = "PET.DISCIPLINE.NOT_PROCESSED"

    /// The ranges of some units that a view is read from.
    func range(
        _ query: TrackingQuery,
        _ units: [String],
        _ calendar: WorkingCalendar
    ) throws -> TrackedRange {
        let today = query.today
        func due(_ first: Day?, _ last: Day?, _ rule: String? = nil) -> TrackedRange {
            .due(units, officer: query.officer, from: first, to: last, rule: rule)
        }
        return switch query.view {
        case .dueToday: due(today, today)
        case .dueSoon: due(today + 1, calendar.day(after: query.within, workingDaysSince: today))
        case .overdue: due(nil, today - 1)
        case .longStanding: due(nil, today - query.lateBy)
        case .redLine:
            due(today, calendar.day(after: query.within, workingDaysSince: today), Self.redLine)
        case .instructions:
            .states(units, .instruction, raw([InstructionState.open, .reported]))
        case .enforcement:
            .states(units, .case, raw([CaseState.effective, .enforcing, .partlyEnforced]))
        case .transfers: .states(units, .transfer, raw([TransferState.sent, .stopped]))
        case .consultations:
            .states(units, .consultation, raw([ConsultationState.asked, .unanswered]))
        case .inbox, .unspecified, .unknown:
            .desks(try units.map { ($0, try agency(owning: $0)) })
        }
    }

    private func raw(_ states: [some MessageEnum]) -> [Int32] { states.map(\.rawValue) }

    /// The agency whose files a unit holds: a division's are those of the body above it.
    func agency(owning unit: String) throws -> String {
        guard let body = try agency(unit), body.type == .division else { return unit }
        return try agency(owning: body.parent)
    }
}
