import Casework
import Messages
import Testing

/// What happens to a time limit between its start and its end, by days counted by hand.
@Suite struct ClockHistoryTests {
    private let clocks = Clocks(rulebook: .builtin, calendar: .national)

    private func started(
        _ key: String,
        _ event: String,
        on date: String,
        beside running: [Deadline] = []
    ) throws -> Deadline {
        try #require(clocks.start([key], by: event, on: day(date), beside: running).first)
    }

    /// A denunciation accepted on Monday 03/08/2026, due on 03/09 over Quốc khánh.
    private func denunciation() throws -> Deadline {
        try started("TC.RESOLVE", "denunciation.acceptance_decision", on: "2026-08-03")
    }

    /// A complaint accepted on 03/08/2026, due on 03/09, with a stay of execution beside it.
    private func complaint() throws -> [Deadline] {
        let resolve = try started(
            "KN.RESOLVE.1.ORDINARY",
            "complaint.accepted",
            on: "2026-08-03"
        )
        let stay = try started(
            "KN.STAY_OF_EXECUTION_MAX",
            "stay.issued",
            on: "2026-08-10",
            beside: [resolve]
        )
        return [resolve, stay]
    }

    @Test func `A suspended limit has no day, and resumed it has the days that were left`() throws {
        let running = try denunciation()
        #expect(running.dueOn == "2026-09-03")
        let suspended = try #require(clocks.suspend([running], on: day("2026-08-13")).first)
        #expect(suspended.state == .suspended && suspended.isRunning)
        #expect(suspended.nominalOn.isEmpty && suspended.dueOn.isEmpty)
        #expect(
            try clocks.outcome(of: suspended)
                == .suspended(since: day("2026-08-13"), elapsed: 10, remaining: 20)
        )
        let resumed = try #require(try clocks.resume([suspended], on: day("2026-09-14")).first)
        #expect(resumed.state == .open)
        #expect(resumed.nominalOn == "2026-10-04" && resumed.dueOn == "2026-10-05")
        #expect(
            resumed.suspensions == [
                ClockSuspension(decidedOn: "2026-08-13", resumedOn: "2026-09-14")
            ]
        )
    }

    @Test func `A second suspension takes from what remained after the first`() throws {
        var running = [try denunciation()]
        running = clocks.suspend(running, on: day("2026-08-13"))
        running = try clocks.resume(running, on: day("2026-09-14"))
        running = clocks.suspend(running, on: day("2026-09-24"))
        #expect(
            try clocks.outcome(of: running[0])
                == .suspended(since: day("2026-09-24"), elapsed: 20, remaining: 10)
        )
        running = try clocks.resume(running, on: day("2026-10-01"))
        #expect(running.count == 1)
        #expect(running[0].nominalOn == "2026-10-11" && running[0].dueOn == "2026-10-12")
    }

    @Test func `On the last day it can still be suspended, a day later it is late for good`() throws
    {
        let running = try denunciation()
        #expect(clocks.suspend([running], on: day("2026-09-04")).isEmpty)
        let late = clocks.stop([running], by: ["conclusion.issued"], on: day("2026-09-10"))
        #expect(late.map(\.state) == [.late])
        let suspended = clocks.suspend([running], on: day("2026-09-03"))
        let resumed = try clocks.resume(suspended, on: day("2026-09-16"))
        // Nothing was left: the day of the resume decision is the last.
        #expect(resumed.map(\.dueOn) == ["2026-09-16"])
    }

    @Test func `What does not stand still is not suspended`() throws {
        let send = try started("KN.SEND_DECISION.1", "decision1.issued", on: "2026-08-03")
        let ended = try denunciation().ended(.met, by: "x", on: day("2026-08-10"))
        #expect(clocks.suspend([send, ended], on: day("2026-08-04")).isEmpty)
        #expect(try clocks.resume([send, ended], on: day("2026-08-05")).isEmpty)
    }

    @Test func `A resumption before its suspension is refused`() throws {
        let suspended = clocks.suspend([try denunciation()], on: day("2026-08-13"))
        #expect(throws: ReckoningError.self) {
            try clocks.resume(suspended, on: day("2026-08-12"))
        }
    }

    @Test func `A limit replaced while it stands still stands still on, with more days`() throws {
        let suspended = clocks.suspend([try complaint()[0]], on: day("2026-08-13"))
        let changed = try clocks.replace(
            suspended[0],
            by: "KN.RESOLVE.1.COMPLEX",
            event: "case.complexity_marked",
            on: day("2026-08-20")
        )
        #expect(changed.map(\.state) == [.replaced, .suspended])
        #expect(changed[0].stopEvent == "case.complexity_marked")
        #expect(changed[1].rule == "KN.RESOLVE.1.COMPLEX" && changed[1].startOn == "2026-08-03")
        #expect(changed[1].dueOn.isEmpty)
        #expect(
            try clocks.outcome(of: changed[1])
                == .suspended(since: day("2026-08-13"), elapsed: 10, remaining: 35)
        )
        let resumed = try clocks.resume(changed, on: day("2026-09-14"))
        // 35 days from 14/09.
        #expect(resumed.map(\.dueOn) == ["2026-10-19"])
    }

    @Test func `A limit computed at an import stays one when it is replaced`() throws {
        var inherited = try complaint()[0]
        inherited.inherited = true
        let changed = try clocks.replace(
            inherited,
            by: "KN.RESOLVE.1.COMPLEX",
            event: "case.complexity_marked",
            on: day("2026-08-20")
        )
        #expect(changed.map(\.inherited) == [true, true])
    }

    @Test func `An extension counts from the last day before any move`() throws {
        let running = try started(
            "TC.RESOLVE",
            "denunciation.acceptance_decision",
            on: "2026-03-20"
        )
        #expect(running.nominalOn == "2026-04-19" && running.dueOn == "2026-04-20")
        let first = try clocks.extend(
            running,
            by: "TC.EXTEND.COMPLEX",
            days: 30,
            on: day("2026-04-17")
        )
        #expect(first.nominalOn == "2026-05-19" && first.dueOn == "2026-05-19")
        let second = try clocks.extend(
            first,
            by: "TC.EXTEND.SPECIALLY_COMPLEX",
            days: 20,
            on: day("2026-05-18")
        )
        #expect(second.nominalOn == "2026-06-08")
        #expect(second.extensions.map(\.days) == [30, 20])
    }

    @Test(arguments: [
        ("TC.EXTEND.COMPLEX", 31), ("TC.EXTEND.COMPLEX", 0), ("KN.RESOLVE.1.COMPLEX", 10),
        ("NO.SUCH", 10),
    ])
    func `An extension that its rule does not give is refused`(key: String, days: Int) throws {
        let running = try denunciation()
        #expect(throws: ReckoningError.self) {
            try clocks.extend(running, by: key, days: days, on: day("2026-08-20"))
        }
    }

    @Test func `A second extension needs a rule that allows two, a third has none`() throws {
        let once = try clocks.extend(
            try denunciation(),
            by: "TC.EXTEND.COMPLEX",
            days: 30,
            on: day("2026-08-20")
        )
        func again(_ deadline: Deadline, by key: String) throws -> Deadline {
            try clocks.extend(deadline, by: key, days: 30, on: day("2026-09-25"))
        }
        #expect(throws: ReckoningError.self) { try again(once, by: "TC.EXTEND.COMPLEX") }
        let twice = try again(once, by: "TC.EXTEND.SPECIALLY_COMPLEX")
        #expect(throws: ReckoningError.self) {
            try again(twice, by: "TC.EXTEND.SPECIALLY_COMPLEX")
        }
    }

    @Test func `An extension while the limit stands still adds to the days that are left`() throws {
        let suspended = clocks.suspend([try denunciation()], on: day("2026-08-13"))
        let extended = try clocks.extend(
            suspended[0],
            by: "TC.EXTEND.COMPLEX",
            days: 30,
            on: day("2026-08-20")
        )
        #expect(extended.state == .suspended && extended.dueOn.isEmpty)
        #expect(
            try clocks.outcome(of: extended)
                == .suspended(since: day("2026-08-13"), elapsed: 10, remaining: 50)
        )
        let resumed = try clocks.resume([extended], on: day("2026-09-14"))
        #expect(resumed.map(\.dueOn) == ["2026-11-03"])
    }

    @Test func `What lasts as long as another follows it through suspension and resumption`() throws
    {
        var running = try complaint()
        #expect(running[1].dueOn == running[0].dueOn)
        let suspended = clocks.suspend(running, on: day("2026-08-13"))
        #expect(suspended.map(\.rule) == ["KN.RESOLVE.1.ORDINARY", "KN.STAY_OF_EXECUTION_MAX"])
        #expect(suspended.map(\.state) == [.suspended, .open])
        #expect(suspended.map(\.dueOn) == ["", ""])
        running.merge(suspended)
        let resumed = try clocks.resume(running, on: day("2026-09-14"))
        #expect(resumed.map(\.rule) == ["KN.RESOLVE.1.ORDINARY", "KN.STAY_OF_EXECUTION_MAX"])
        #expect(resumed.map(\.dueOn) == ["2026-10-05", "2026-10-05"])
        #expect(resumed.map(\.nominalOn) == ["2026-10-04", "2026-10-04"])
    }

    @Test func `What lasts as long as another follows the rule that takes over`() throws {
        let running = try complaint()
        let changed = try clocks.replace(
            running[0],
            by: "KN.RESOLVE.1.COMPLEX",
            event: "case.complexity_marked",
            on: day("2026-08-20"),
            beside: running
        )
        #expect(
            changed.map(\.rule) == [
                "KN.RESOLVE.1.ORDINARY", "KN.RESOLVE.1.COMPLEX", "KN.STAY_OF_EXECUTION_MAX",
            ]
        )
        // 45 days from 03/08.
        #expect(changed[1].dueOn == "2026-09-17" && changed[2].dueOn == "2026-09-17")
    }

    @Test func `What is decided while it stands still is met`() throws {
        let suspended = clocks.suspend([try denunciation()], on: day("2026-08-13"))
        let ended = clocks.stop(
            suspended,
            by: ["termination.decision_issued"],
            on: day("2027-01-04")
        )
        #expect(ended.map(\.state) == [.met])
    }

    @Test func `Obstacles count once and only inside the period`() throws {
        var window = try started("KN.LIMITATION", "decision.received_or_known", on: "2026-02-25")
        window.obstacles = [
            ClockObstacle(fromOn: "2026-04-03", toOn: "2026-04-12"),
            ClockObstacle(fromOn: "2026-04-10", toOn: "2026-04-17"),
            ClockObstacle(fromOn: "2026-08-01", toOn: "2026-08-31"),
        ]
        #expect(try clocks.reckoned(window).dueOn == "2026-06-10")
        var suspended = window
        suspended.suspensions = [ClockSuspension(decidedOn: "2026-03-01")]
        #expect(throws: ReckoningError.self) { try clocks.reckoned(suspended) }
    }

    @Test func `The number that was set at the start holds, whatever is set later`() throws {
        func clocks(_ setting: String) throws -> Clocks {
            let law = LawSettings(
                values: [SettingValue(key: "PET.PROCESS", value: setting)],
                etag: setting
            )
            return Clocks(
                rulebook: try Settings(law).applied(to: .builtin),
                calendar: .national
            )
        }
        let before = try clocks("5 working_days")
        let started = try #require(
            before.start(["PET.PROCESS"], by: "petition.received", on: day("2026-07-06")).first
        )
        #expect(started.limit == "5 working_days" && started.dueOn == "2026-07-13")
        let after = try clocks("15 working_days")
        #expect(try after.reckoned(started).dueOn == "2026-07-13")
        #expect(after.law(of: started)?.limit == .workingDays(5))
    }

    @Test func `A duty that began without a number gets none from a later setting`() throws {
        let started = try self.started("KN.FILE_HANDOVER", "case.file_closed", on: "2026-07-06")
        #expect(started.dueOn.isEmpty && started.limit.isEmpty)
        let law = LawSettings(
            values: [SettingValue(key: "KN.FILE_HANDOVER", value: "10 working_days")],
            etag: "2"
        )
        let later = Clocks(
            rulebook: try Settings(law).applied(to: .builtin),
            calendar: .national
        )
        #expect(try later.reckoned(started) == started)
        #expect(
            later.start(["KN.FILE_HANDOVER"], by: "case.file_closed", on: day("2026-07-06"))
                .map(\.dueOn) == ["2026-07-20"]
        )
    }

    @Test func `A family has expired when the last of its limits has, and not while one runs`()
        throws
    {
        let running = try complaint()
        let family = ["KN.RESOLVE.1"]
        #expect(clocks.expired(running, family: family, by: day("2026-09-03")) == nil)
        #expect(
            clocks.expired(running, family: family, by: day("2026-09-04")) == day("2026-09-03")
        )
        let suspended = clocks.suspend(running, on: day("2026-08-13"))
        #expect(clocks.expired(suspended, family: family, by: day("2027-09-04")) == nil)
        #expect(clocks.expired(running, family: ["TC"], by: day("2027-09-04")) == nil)
    }
}
