import Casework
package import Messages
import RPC
import Records
import Synchronization

/// Dated steps played against the law without a record.
package struct ScenarioService: ScenarioHandlers {
    private let desk: Desk
    private let plays = Plays()

    /// Works at a desk, whose directory, calendar and settings the plays take.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func playScenario(
        _ request: PlayScenarioRequest,
        _ call: Call
    ) throws -> Work<PlayScenarioReply> {
        try request.check()
        let play = try plays.begin()
        let today = desk.today
        let furniture = try desk.records.read { try $0.furniture(on: today) }
        let desk = desk
        return Work(later: {
            defer { play.end() }
            let stage = try await ScenarioStage(under: desk)
            defer { stage.close() }
            try await stage.furnish(furniture, by: call.principal)
            var names: [String: RecordReference] = [:]
            var standing: [RecordReference: [Deadline]] = [:]
            var declared: Set<String> = []
            var reply = PlayScenarioReply()
            for (place, step) in request.steps.enumerated() {
                reply.outcomes.append(
                    try await stage.play(step, at: place, declared: declared, &names, &standing)
                )
                declared.insert(step.as)
            }
            return reply
        })
    }
}

/// The plays that run: each fills a store in memory, so that only a few do at once.
private final class Plays: Sendable {
    private static let max = 4
    private let running = Mutex(0)

    /// One of them; it ends when asked to, or when it is let go.
    final class Play: Sendable {
        private let plays: Plays
        private let isOver = Mutex(false)

        fileprivate init(of plays: Plays) { self.plays = plays }

        /// Makes room for another one.
        func end() {
            let isFirst = isOver.withLock { over in
                defer { over = true }
                return !over
            }
            if isFirst { plays.running.withLock { $0 -= 1 } }
        }

        deinit { end() }
    }

    /// Begins a play.
    ///
    /// - Throws: `Status` while as many run as may.
    func begin() throws(Status) -> Play {
        let isFull = running.withLock { running in
            guard running < Self.max else { return true }
            running += 1
            return false
        }
        guard isFull else { return Play(of: self) }
        throw Status(
            .scenariosBusy,
            "\(Self.max) scenarios are being played; repeat when one of them is over"
        )
        .with(retryAfter: .seconds(1))
        .with(vietnamese: "Đang chạy thử \(Self.max) kịch bản khác, hãy thử lại sau.")
    }
}

extension RecordReader {
    /// What a play takes from the server: its bodies, their calendars and what was set of the law.
    fileprivate func furniture(on day: Day) throws -> [Event] {
        let agencies = try agencies(.agencies, limit: .max).agencies
        let bodies = agencies.map { agency in
            var agency = agency
            agency.etag = ""
            return Event(
                record: RecordReference(kind: .agency, id: agency.code),
                actedOn: day.iso,
                fact: .agencyRecorded(AgencyRecorded(agency: agency))
            )
        }
        let calendars = try agencies.compactMap { try calendar(of: $0.code) }.map { calendar in
            Event(
                record: AgencyCalendar.record(of: calendar.agency),
                actedOn: day.iso,
                fact: .calendarReplaced(CalendarReplaced(calendar: calendar))
            )
        }
        let set = try settings().values.map { value in
            Event(
                record: Settings.record,
                actedOn: day.iso,
                fact: .settingChanged(SettingChanged(value: value))
            )
        }
        return bodies + calendars + set
    }
}

extension PlayScenarioRequest {
    /// The services whose commands may be played.
    private static let services: Set = [
        "PetitionService", "CaseService", "ComplaintService", "DenunciationService",
        "EnforcementService", "FeedbackService", "SatisfactionService", "ReceptionService",
        "SessionService", "DocumentService",
    ]

    /// The methods that may be played.
    static let methods: [String: MethodInfo] = Dictionary(
        uniqueKeysWithValues: Contract.methods.compactMap { method in
            let service = String(method.service.dropFirst("kntc.v1.".count))
            guard method.effect == .write, services.contains(service) else { return nil }
            return ("\(service)/\(method.name)", method)
        }
    )

    /// Throws unless every step has a day, a known command, a request that can be read and a name
    /// of its own.
    func check() throws(CaseworkError) {
        var checks = Checks(today: Day(daysSince1970: 0))
        checks.require(
            (1...200).contains(steps.count),
            "steps",
            "are \(steps.count), outside 1 to 200",
            "play a longer scenario in parts"
        )
        try checks.finish()
        var before = ""
        var named: [String: Int] = [:]
        for (index, step) in steps.enumerated() {
            let field = "steps[\(index)]"
            checks.require(
                Day(iso: step.date) != nil,
                "\(field).date",
                "is no day",
                "write it as YYYY-MM-DD"
            )
            checks.require(
                step.date >= before,
                "\(field).date",
                "is before \(before), the day of the step before",
                "put the steps in their order"
            )
            before = max(before, step.date)
            checks.require(
                Self.methods[step.method] != nil,
                "\(field).method",
                "is no command that a scenario plays",
                "give one such as ComplaintService/AcceptComplaint"
            )
            checks.require(
                step.requestJson.utf8.count <= 65_536
                    && (try? JSONValue(parsing: step.requestJson)) != nil,
                "\(field).request_json",
                "is no JSON, or longer than 65,536 bytes",
                "write the request as a JSON object"
            )
            step.checkName("\(field).as", before: named, &checks)
            if named[step.as] == nil { named[step.as] = index }
        }
        try checks.finish()
    }
}

extension ScenarioStep {
    private static let nameMax = 50

    /// Demands a name that a later step can call the record by, and no other record.
    fileprivate func checkName(
        _ field: String,
        before named: [String: Int],
        _ checks: inout Checks
    ) {
        guard !self.as.isEmpty else { return }
        checks.require(
            self.as.count <= Self.nameMax
                && self.as.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" },
            field,
            "is no name of 1 to \(Self.nameMax) letters, digits, \"_\" or \"-\"",
            "name the record like \"vu_viec\""
        )
        guard let other = named[self.as] else { return }
        checks.require(
            false,
            field,
            "is the name that steps[\(other)] gives",
            "give each record a name of its own"
        )
    }
}
