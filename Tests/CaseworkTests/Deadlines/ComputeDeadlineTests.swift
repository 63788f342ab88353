import Casework
import Messages
import Testing

/// A time limit computed without a case, with all that may happen to one.
@Suite struct ComputeDeadlineTests {
    private func compute(_ request: ComputeDeadlineRequest) throws -> DeadlineExplanation {
        try request.compute(.builtin, .national)
    }

    @Test func `A suspension moves the last day by the days that do not count`() throws {
        let found = try compute(
            ComputeDeadlineRequest(
                rule: "TC.RESOLVE",
                startOn: "2026-08-03",
                suspensions: [ClockSuspension(decidedOn: "2026-08-13", resumedOn: "2026-09-14")]
            )
        )
        #expect(found.nominalOn == "2026-10-04" && found.due == "2026-10-05")
        #expect(found.calendarVersion == WorkingCalendar.national.version)
    }

    @Test func `While a suspension lasts there is no last day, only what is left`() throws {
        let found = try compute(
            ComputeDeadlineRequest(
                rule: "TC.RESOLVE",
                startOn: "2026-08-03",
                suspensions: [ClockSuspension(decidedOn: "2026-08-13")]
            )
        )
        #expect(found.due.isEmpty && found.nominalOn.isEmpty && found.remainingDays == 20)
    }

    @Test func `Obstacles that overlap count once`() throws {
        let found = try compute(
            ComputeDeadlineRequest(
                rule: "KN.LIMITATION",
                startOn: "2026-02-25",
                obstacles: [
                    ClockObstacle(fromOn: "2026-04-03", toOn: "2026-04-12"),
                    ClockObstacle(fromOn: "2026-04-10", toOn: "2026-04-17"),
                ]
            )
        )
        #expect(found.due == "2026-06-10")
    }

    @Test(arguments: ["TC.EXTEND.COMPLEX", "TC.EXTEND.COMPLEX@2019-01-01"])
    func `An extension is named by its key or its version`(rule: String) throws {
        let found = try compute(
            ComputeDeadlineRequest(
                rule: "TC.RESOLVE",
                startOn: "2026-03-20",
                extensions: [ClockExtension(ruleVersion: rule, days: 30)]
            )
        )
        #expect(found.nominalOn == "2026-05-19" && found.due == "2026-05-19")
    }

    @Test func `The day of the act picks the version where the law says so`() throws {
        let old = ComputeDeadlineRequest(rule: "KN.DIALOGUE_NOTICE", startOn: "2026-06-22")
        #expect(try compute(old).due.isEmpty)
        var acted = old
        acted.actOn = "2026-07-02"
        let found = try compute(acted)
        #expect(found.ruleVersion == "KN.DIALOGUE_NOTICE@2026-07-01")
        #expect(found.startOn == "2026-06-22" && found.due == "2026-06-17")
    }

    @Test func `A limit in hours ends at an instant, before or after the start`() throws {
        let found = try compute(
            ComputeDeadlineRequest(
                rule: "RCP.ONLINE.CONNECT",
                startAt: "2026-07-06T01:30:00Z"
            )
        )
        let rule = try #require(Rulebook.builtin.rule("RCP.ONLINE.CONNECT", on: day("2026-07-06")))
        let hours = try #require(rule.limit.number)
        #expect(rule.direction == .before && hours < 8)
        #expect(found.startOn == "2026-07-06" && found.due == "2026-07-06")
        #expect(found.dueAt == "2026-07-06T0\(8 - hours):30:00+07:00")
        let dayOnly = try compute(
            ComputeDeadlineRequest(rule: "RCP.ONLINE.CONNECT", startOn: "2026-07-06")
        )
        #expect(dayOnly.due.isEmpty && dayOnly.dueAt.isEmpty)
    }

    @Test func `The instant of the start gives its day in Vietnam`() throws {
        let found = try compute(
            ComputeDeadlineRequest(rule: "KN.ACCEPT", startAt: "2026-06-30T17:00:00Z")
        )
        #expect(found.startOn == "2026-07-01" && found.due == "2026-07-10")
        #expect(found.dueAt.isEmpty)
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let fields: [String]
        let request: ComputeDeadlineRequest

        var testDescription: String { fields.joined(separator: ", ") }

        init(_ fields: String..., change: (inout ComputeDeadlineRequest) -> Void) {
            self.fields = fields
            var request = ComputeDeadlineRequest(rule: "TC.RESOLVE", startOn: "2026-08-03")
            change(&request)
            self.request = request
        }
    }

    @Test(arguments: [
        Bad("rule") { $0.rule = "TC.NOTHING" },
        Bad("start_on") { $0.startOn = "" },
        Bad("start_on") { $0.startOn = "1899-12-31" },
        Bad("start_on") { $0.startOn = "2018-12-31" },
        Bad("start_on") { $0.startAt = "2026-08-03T17:00:00Z" },
        Bad("start_at") { $0.startAt = "2026-08-03" },
        Bad("start_at") { $0.startAt = "2026-08-03T24:00:00Z" },
        Bad("start_at") {
            $0.startOn = ""
            $0.startAt = "1899-08-03T10:00:00+07:00"
        },
        Bad("act_on") { $0.actOn = "2026-02-30" },
        Bad("act_on") {
            $0.rule = "TC.ENFORCE_MONTHLY_REPORT"
            $0.startOn = "2026-03-02"
            $0.actOn = "2026-07-01"
        },
        Bad("suspensions[0].decided_on", "suspensions[1].resumed_on") {
            $0.suspensions = [
                ClockSuspension(decidedOn: "x"),
                ClockSuspension(decidedOn: "2026-08-13", resumedOn: "y"),
            ]
        },
        Bad("suspensions[0].decided_on") {
            $0.suspensions = [ClockSuspension(decidedOn: "2026-08-02", resumedOn: "2026-08-20")]
        },
        Bad("suspensions[0].resumed_on") {
            $0.suspensions = [ClockSuspension(decidedOn: "2026-08-20", resumedOn: "2026-08-19")]
        },
        Bad("suspensions[1].decided_on") {
            $0.suspensions = [
                ClockSuspension(decidedOn: "2026-08-10", resumedOn: "2026-08-20"),
                ClockSuspension(decidedOn: "2026-08-19", resumedOn: "2026-08-25"),
            ]
        },
        Bad("suspensions[0].resumed_on") {
            $0.suspensions = [ClockSuspension(decidedOn: "2026-08-10", resumedOn: "2201-01-01")]
        },
        Bad("suspensions") {
            $0.rule = "KN.ACCEPT"
            $0.suspensions = [ClockSuspension(decidedOn: "2026-08-04", resumedOn: "2026-08-05")]
        },
        Bad("suspensions") {
            $0.rule = "KN.STAY_OF_EXECUTION_MAX"
            $0.suspensions = [ClockSuspension(decidedOn: "2026-08-04")]
        },
        Bad("suspensions") {
            $0.suspensions = (0..<21).map { index in
                let decided = day("2026-08-04") + index
                return ClockSuspension(decidedOn: decided.iso, resumedOn: decided.iso)
            }
        },
        Bad("obstacles") {
            $0.obstacles = [ClockObstacle(fromOn: "2026-08-04", toOn: "2026-08-05")]
        },
        Bad("obstacles[0].to_on") {
            $0.rule = "KN.LIMITATION"
            $0.obstacles = [ClockObstacle(fromOn: "2026-08-05", toOn: "2026-08-04")]
        },
        Bad("obstacles[0].from_on", "obstacles[0].to_on") { $0.obstacles = [ClockObstacle()] },
        Bad("extensions[0].rule_version") {
            $0.extensions = [ClockExtension(ruleVersion: "TC.EXTEND.NOT", days: 30)]
        },
        Bad("extensions[0].rule_version") {
            $0.extensions = [ClockExtension(ruleVersion: "TC.TRANSFER", days: 3)]
        },
        Bad("extensions[0].days") {
            $0.extensions = [ClockExtension(ruleVersion: "TC.EXTEND.COMPLEX", days: 31)]
        },
        Bad("extensions[0].decided_on") {
            $0.extensions = [
                ClockExtension(ruleVersion: "TC.EXTEND.COMPLEX", days: 30, decidedOn: "mai")
            ]
        },
        Bad("extensions[1]") {
            $0.extensions = [
                ClockExtension(ruleVersion: "TC.EXTEND.COMPLEX", days: 30),
                ClockExtension(ruleVersion: "TC.EXTEND.COMPLEX", days: 30),
            ]
        },
    ])
    func `What does not fit is refused by field`(bad: Bad) throws {
        do {
            let found = try compute(bad.request)
            Issue.record("computed \(found.due)")
        } catch CaseworkError.invalid(let violations) {
            #expect(violations.map(\.field) == bad.fields)
            #expect(violations.allSatisfy { !$0.rule.isEmpty && !$0.remedy.isEmpty })
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("2026-07-01T08:30:00+07:00", 1_782_869_400),
        ("1969-12-31T23:59:59Z", -1), ("2026-07-01T01:30:00-00:00", 1_782_869_400),
    ])
    func `An instant comes from its text and goes back to Vietnam's time`(
        text: String,
        seconds: Int64
    ) {
        #expect(Instant.seconds(rfc3339: text) == seconds)
        #expect(Instant.seconds(rfc3339: Instant.rfc3339(seconds)) == seconds)
    }

    @Test(arguments: [
        "", "2026-07-01", "2026-07-01T08:30:00", "2026-07-01 08:30:00Z", "2026-07-01T08:60:00Z",
        "2026-07-01T08:30:00.5Z", "2026-07-01T08:30:00+7", "2026-02-30T08:30:00Z",
        "2026-07-01T08:30:00+07:0x", "2026-07-01T-8:30:00Z",
    ])
    func `Another text is no instant`(text: String) {
        #expect(Instant.seconds(rfc3339: text) == nil)
    }
}
