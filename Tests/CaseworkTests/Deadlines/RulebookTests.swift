import Casework
import Testing

@Suite struct RulebookTests {
    private let book = Rulebook.builtin

    @Test func `The built-in book is sound and carries every rule`() throws {
        _ = try Rulebook(version: "x", rules: book.rules, transitions: book.transitions)
        #expect(book.rules.count == 105)
        #expect(book.transitions.count == 8)
        #expect(Set(book.rules.map(\.version)).count == 105)
        #expect(Set(book.rules.map(\.caseType)) == Set(Rule.CaseType.allCases))
        #expect(book.rules.filter { $0.basis.isEmpty || $0.titleVi.isEmpty } == [])
    }

    @Test func `No day from 2010 to 2035 has two versions of a key`() {
        for (key, versions) in Dictionary(grouping: book.rules, by: \.key) where versions.count > 1
        {
            for day in stride(from: day("2010-01-01"), through: day("2035-12-31"), by: 1) {
                let inForce = versions.count { $0.isInForce(on: day) }
                #expect(inForce <= 1, "\(key) on \(day)")
            }
        }
    }

    @Test func `Every rule is found by its version and by the first day it is in force`() {
        for rule in book.rules {
            #expect(book.rule(version: rule.version) == rule)
            let found = book.rule(rule.key, on: rule.effectiveFrom ?? day("1900-01-01"))
            #expect(found?.key == rule.aliasOf ?? rule.key)
        }
        #expect(book.rule(version: "KN.ACCEPT@2026-07-02") == nil)
    }

    @Test func `Every limit comes back from its number and unit`() {
        for rule in book.rules {
            #expect(Limit(number: rule.limit.number, unit: rule.limit.unit) == rule.limit)
        }
    }

    @Test(arguments: [
        (nil, "calendar_days"), (3, "none"), (3, "configurable"), (1, "immediately"), (3, ""),
        (3, "fortnights"), (nil, "same_as"), (3, "same_as:KN.ACCEPT"), (3, "days:2"),
    ])
    func `A number that does not fit its unit is no limit`(number: Int?, unit: String) {
        #expect(Limit(number: number, unit: unit) == nil)
    }

    @Test(arguments: [
        ("KN.ACCEPT", "2026-06-30", "KN.ACCEPT@2012-07-01"),
        ("KN.ACCEPT", "2026-07-01", "KN.ACCEPT@2026-07-01"),
        ("KN.ACCEPT", "2012-06-30", nil), ("KN.ACCEPT_DECREE", "2026-07-01", nil),
        ("KNPA.RESULT_NOTICE", "2026-07-01", "RCP.RESULT_NOTICE@2014-07-01"),
        ("KNPA.RESOLVE", "1990-01-01", "KNPA.RESOLVE@always"),
        ("RCP.LEADER.DISTRICT_CHAIR", "2025-07-01", nil), ("NO.SUCH", "2026-07-01", nil),
    ])
    func `The version of the day is found`(key: String, on date: String, version: String?) {
        #expect(book.rule(key, on: day(date))?.version == version)
    }

    @Test(arguments: [
        ("KN.SUSPEND_SEND", Transition.VersionBy.act), ("KN.DIALOGUE_NOTICE", .act),
        ("KN.ACCEPT", .startEvent), ("KN.PUBLISH.2", .startEvent), ("NDB.BACKFILL", .startEvent),
        ("PET.DISCIPLINE.NOT_PROCESSED", .inForce), ("RCP.LEADER.COMMUNE_CHAIR", .periodEnd),
        ("RCP.LEADER.DISTRICT_CHAIR", .periodEnd), ("TC.ENFORCE_MONTHLY_REPORT", .act),
    ])
    func `A key named in full wins over a prefix, and quotas go by their period`(
        key: String,
        versionBy: Transition.VersionBy
    ) {
        #expect(book.versionBy(key) == versionBy)
    }

    @Test func `An act of the new law on an old case is versioned by the act`() {
        let old = day("2026-03-02")
        #expect(book.applicable("TC.ENFORCE_MONTHLY_REPORT", startingOn: old) != nil)
        let after = book.applicable(
            "TC.ENFORCE_MONTHLY_REPORT",
            startingOn: old,
            act: day("2026-07-01")
        )
        #expect(after == nil)
        let notice = book.applicable(
            "KN.DIALOGUE_NOTICE",
            startingOn: old,
            act: day("2026-07-01")
        )
        #expect(notice?.rule.limit == .calendarDays(5))
        #expect(notice?.start == old)
    }

    @Test func `The red line reaches back to petitions received before it was law`() {
        let key = "PET.DISCIPLINE.NOT_PROCESSED"
        #expect(book.applicable(key, startingOn: day("2026-05-04"))?.start == day("2026-07-01"))
        #expect(book.applicable(key, startingOn: day("2026-07-03"))?.start == day("2026-07-03"))
    }

    @Test(arguments: [
        ("2026-06-28", Limit.daysPerWeekMin(1)), ("2026-06-29", nil), ("2026-06-30", nil),
        ("2026-07-01", .daysPerMonthMin(2)),
    ])
    func `A week that ends after the change is owed neither way`(date: String, limit: Limit?) {
        let found = book.applicable("RCP.LEADER.COMMUNE_CHAIR", startingOn: day(date))
        #expect(found?.rule.limit == limit)
    }

    @Test func `An event opens and stops the clocks that name it`() {
        func started(_ event: String, _ date: String) -> [String] {
            book.rules(startedBy: event, on: day(date)).map(\.rule.version).sorted()
        }
        #expect(
            started("complaint.received_by_competent", "2026-06-30") == [
                "KN.ACCEPT@2012-07-01", "KN.ACCEPT_DECREE@2016-12-05",
                "KN.NOTIFY_ACCEPT@2012-07-01", "KNKL.ACCEPT@2012-07-01",
            ]
        )
        #expect(
            started("complaint.received_by_competent", "2026-07-01") == [
                "KN.ACCEPT@2026-07-01", "KN.NOTIFY_ACCEPT@2012-07-01", "KNKL.ACCEPT@2026-07-01",
            ]
        )
        #expect(
            started("reception.content_received", "2026-07-01") == [
                "RCP.RESULT_NOTICE@2014-07-01"
            ]
        )
        #expect(
            started("KN.RESOLVE.1.expired_without_decision", "2026-07-01") == [
                "KN.APPEAL_WINDOW.REMOTE@2012-07-01", "KN.APPEAL_WINDOW@2012-07-01",
            ]
        )
        #expect(started("no.such_event", "2026-07-01") == [])
        let stopped = Set(book.rules(stoppedBy: "decision1.issued").map(\.key))
        #expect(
            stopped == [
                "KN.RESOLVE.1.ORDINARY", "KN.RESOLVE.1.COMPLEX", "KN.RESOLVE.1.REMOTE",
                "KN.RESOLVE.1.REMOTE_COMPLEX", "KN.STAY_OF_EXECUTION_MAX", "KNKL.RESOLVE",
                "KNKL.RESOLVE.COMPLEX",
            ]
        )
    }

    @Test func `The flags of the file reach the rules`() throws {
        func rule(_ version: String) throws -> Rule { try #require(book.rule(version: version)) }
        let resolve = try rule("KN.RESOLVE.1.ORDINARY@2012-07-01")
        #expect(resolve.suspendable && resolve.roll && !resolve.strict)
        #expect(
            resolve.replacedBy
                == Rule.Replacement(
                    key: "KN.RESOLVE.1.COMPLEX",
                    event: "case.complexity_marked"
                )
        )
        #expect(try rule("KN.ACCEPT@2012-07-01").strict)
        #expect(try rule("TC.EXTEND.SPECIALLY_COMPLEX@2019-01-01").maxTimes == 2)
        #expect(try rule("TC.EXTEND.COMPLEX@2019-01-01").extends == "TC.RESOLVE")
        #expect(try rule("KN.LIMITATION@2012-07-01").tolledBy.count == 5)
        #expect(try rule("KN.PUBLISH.MEETING_NOTICE@2012-11-20").direction == .before)
        #expect(try !rule("PET.DISCIPLINE.NOT_PROCESSED@2026-07-01").roll)
        #expect(try rule("PET.PROCESS@2021-11-15").confidence == .unsure)
        #expect(try rule("TC.CONTINUED_REVIEW@2019-01-01").condition?.contains("Đ.37") == true)
        #expect(try rule("NDB.BACKFILL@2022-10-10").effectiveTo == day("2023-10-10"))
        let quota = try rule("RCP.BOARD.MONTHLY_MEETING@2026-07-01")
        #expect(quota.countedEvent == "reception.board_meeting_held")
    }

    @Test func `An override replaces the version it names and leaves the others`() throws {
        let setting = Rule(
            key: "KN.FILE_HANDOVER",
            caseType: .complaint,
            stage: "archive",
            titleVi: "Bàn giao",
            limit: .calendarDays(30),
            startEvents: ["case.file_closed"],
            stopEvents: ["file.handed_over"],
            basis: ["QĐ"],
            effectiveFrom: day("2020-12-10"),
            effectiveTo: nil,
            confidence: .found
        )
        let overlaid = try book.overlaid(with: [setting], version: "hcmc-1")
        #expect(overlaid.version == "\(book.version)+hcmc-1")
        #expect(overlaid.rules.count == 105)
        #expect(overlaid.rule("KN.FILE_HANDOVER", on: day("2026-07-01")) == setting)
        #expect(overlaid.rule("KN.FILE_HANDOVER", on: day("2015-07-01"))?.basis.first != "QĐ")
    }

    @Test func `A faulty set of rules is refused with what is wrong`() {
        func rule(_ key: String, _ limit: Limit, from: String, to: String? = nil) -> Rule {
            Rule(
                key: key,
                caseType: .complaint,
                stage: "s",
                titleVi: "t",
                limit: limit,
                startEvents: ["e"],
                stopEvents: [],
                basis: ["b"],
                effectiveFrom: day(from),
                effectiveTo: to.map(day),
                confidence: .found
            )
        }
        func refused(_ rules: Rule..., with error: RulebookError) {
            #expect(throws: error) {
                try Rulebook(version: "x", rules: rules, transitions: [])
            }
        }
        let first = rule("A", .calendarDays(1), from: "2020-01-01")
        refused(
            first,
            rule("A", .calendarDays(2), from: "2021-01-01"),
            with: .twoVersions(key: "A", on: day("2021-01-01"))
        )
        refused(
            rule("A", .months(1), from: "2020-01-02", to: "2020-01-01"),
            with: .emptyRange(version: "A@2020-01-02")
        )
        refused(
            rule("A", .years(101), from: "2020-01-01"),
            with: .numberOutOfRange(version: "A@2020-01-01", allowed: 100, found: 101)
        )
        refused(
            rule("A", .workingDays(-1), from: "2020-01-01"),
            with: .numberOutOfRange(version: "A@2020-01-01", allowed: 36_500, found: -1)
        )
        refused(
            rule("A", .sameAs("B"), from: "2020-01-01"),
            with: .unknownKey(version: "A@2020-01-01", named: "B")
        )
        refused(
            rule("A", .remainingOf("B"), from: "2020-01-01"),
            rule("BC", .months(1), from: "2020-01-01"),
            with: .unknownKey(version: "A@2020-01-01", named: "B")
        )
        refused(rule("A", .sameAs("A"), from: "2020-01-01"), with: .circular(key: "A"))
    }
}
