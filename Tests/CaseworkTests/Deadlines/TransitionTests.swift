import Casework
import Messages
import Testing

/// Which law an old case lives by: each transition on both sides of its day, and a change of the law
/// that nobody has passed yet, as data.
@Suite struct TransitionTests {
    private let book = Rulebook.builtin

    /// A rule, the day of its start, the day of the act, and the version and start that govern.
    struct Row: CustomTestStringConvertible, Sendable {
        let transition: String
        let key: String
        let start: String
        let act: String?
        let version: String?
        let from: String?

        var testDescription: String { "\(transition): \(key) from \(start), act \(act ?? "-")" }

        init(
            _ transition: String,
            _ key: String,
            _ start: String,
            act: String? = nil,
            gives version: String?,
            from: String? = nil
        ) {
            self.transition = transition
            self.key = key
            self.start = start
            self.act = act
            self.version = version
            self.from = from
        }
    }

    static let rows = [
        Row(
            "NĐ155-Đ22k1",
            "KN.SUSPEND_SEND",
            "2026-05-04",
            act: "2026-07-01",
            gives: "KN.SUSPEND_SEND@2026-07-01"
        ),
        Row("NĐ155-Đ22k1", "KN.SUSPEND_SEND", "2026-05-04", act: "2026-06-30", gives: nil),
        Row(
            "NĐ155-Đ22k1",
            "KN.RESUME_SEND",
            "2026-05-04",
            act: "2026-07-01",
            gives: "KN.RESUME_SEND@2026-07-01"
        ),
        Row("NĐ155-Đ22k1", "KN.RESUME_SEND", "2026-05-04", act: "2026-06-30", gives: nil),
        Row(
            "NĐ155-Đ22k1",
            "KN.TERMINATE_SEND",
            "2026-05-04",
            act: "2026-07-01",
            gives: "KN.TERMINATE_SEND@2026-07-01"
        ),
        Row("NĐ155-Đ22k1", "KN.TERMINATE_SEND", "2026-05-04", act: "2026-06-30", gives: nil),
        Row(
            "NĐ155-Đ22k1",
            "KN.DIALOGUE_NOTICE",
            "2026-05-04",
            act: "2026-07-01",
            gives: "KN.DIALOGUE_NOTICE@2026-07-01"
        ),
        Row(
            "NĐ155-Đ22k1",
            "KN.DIALOGUE_NOTICE",
            "2026-07-06",
            act: "2026-06-30",
            gives: "KN.DIALOGUE_NOTICE@2012-07-01"
        ),
        Row(
            "NĐ156-Đ10k1",
            "TC.ENFORCE_MONTHLY_REPORT",
            "2026-05-04",
            act: "2026-06-30",
            gives: "TC.ENFORCE_MONTHLY_REPORT@2019-05-28"
        ),
        Row(
            "NĐ156-Đ10k1",
            "TC.ENFORCE_MONTHLY_REPORT",
            "2026-05-04",
            act: "2026-07-01",
            gives: nil
        ),
        Row(
            "T-ACCEPT",
            "KN.ACCEPT",
            "2026-06-30",
            act: "2026-07-20",
            gives: "KN.ACCEPT@2012-07-01"
        ),
        Row("T-ACCEPT", "KN.ACCEPT", "2026-07-01", gives: "KN.ACCEPT@2026-07-01"),
        Row(
            "T-ACCEPT",
            "KN.ACCEPT_DECREE",
            "2026-06-30",
            act: "2026-07-20",
            gives: "KN.ACCEPT_DECREE@2016-12-05"
        ),
        Row("T-ACCEPT", "KN.ACCEPT_DECREE", "2026-07-01", gives: nil),
        Row(
            "T-ACCEPT",
            "KNKL.ACCEPT",
            "2026-06-30",
            act: "2026-07-20",
            gives: "KNKL.ACCEPT@2012-07-01"
        ),
        Row("T-ACCEPT", "KNKL.ACCEPT", "2026-07-01", gives: "KNKL.ACCEPT@2026-07-01"),
        Row(
            "T-RECOMPLAIN",
            "KN.RECOMPLAIN_AFTER_TERMINATION",
            "2026-06-30",
            act: "2026-07-20",
            gives: "KN.RECOMPLAIN_AFTER_TERMINATION@2012-07-01"
        ),
        Row(
            "T-RECOMPLAIN",
            "KN.RECOMPLAIN_AFTER_TERMINATION",
            "2012-06-30",
            act: "2026-07-20",
            gives: nil
        ),
        Row(
            "T-DISCIPLINE",
            "PET.DISCIPLINE.NOT_PROCESSED",
            "2026-05-04",
            gives: "PET.DISCIPLINE.NOT_PROCESSED@2026-07-01",
            from: "2026-07-01"
        ),
        Row(
            "T-DISCIPLINE",
            "PET.DISCIPLINE.NOT_PROCESSED",
            "2026-07-02",
            gives: "PET.DISCIPLINE.NOT_PROCESSED@2026-07-01",
            from: "2026-07-02"
        ),
        Row(
            "T-LEADER-WEEK",
            "RCP.LEADER.COMMUNE_CHAIR",
            "2026-06-28",
            gives: "RCP.LEADER.COMMUNE_CHAIR@2014-07-01"
        ),
        Row("T-LEADER-WEEK", "RCP.LEADER.COMMUNE_CHAIR", "2026-06-30", gives: nil),
        Row(
            "T-LEADER-WEEK",
            "RCP.LEADER.COMMUNE_CHAIR",
            "2026-07-01",
            gives: "RCP.LEADER.COMMUNE_CHAIR@2026-07-01"
        ),
        Row(
            "T-TWO-TIER",
            "KN.RESOLVE.1.ORDINARY",
            "2025-06-02",
            act: "2025-07-02",
            gives: "KN.RESOLVE.1.ORDINARY@2012-07-01",
            from: "2025-06-02"
        ),
        Row("T-TWO-TIER", "KN.RESOLVE.1.ORDINARY", "2012-06-30", act: "2025-07-02", gives: nil),
        Row(
            "T-TWO-TIER",
            "TC.RESOLVE",
            "2025-06-02",
            act: "2025-07-02",
            gives: "TC.RESOLVE@2019-01-01",
            from: "2025-06-02"
        ),
        Row(
            "T-TWO-TIER",
            "PET.PROCESS",
            "2025-06-02",
            act: "2025-07-02",
            gives: "PET.PROCESS@2021-11-15",
            from: "2025-06-02"
        ),
    ]

    @Test(arguments: rows)
    func `Each transition picks the version on its own side of the day`(row: Row) {
        let found = book.applicable(row.key, startingOn: day(row.start), act: row.act.map(day))
        #expect(found?.rule.version == row.version)
        if let from = row.from { #expect(found?.start == day(from)) }
    }

    @Test func `Every transition that names a rule has rows of both kinds`() {
        for transition in book.transitions where !transition.rules.isEmpty {
            let own = Self.rows.filter { $0.transition == transition.id }
            #expect(own.count >= 2, "\(transition.id)")
            #expect(
                Set(own.map(\.version)).count + Set(own.map(\.from)).count > 2,
                "\(transition.id)"
            )
            for key in transition.rules where !key.hasSuffix("*") && key != "KN.NOTIFY_ACCEPT" {
                #expect(own.contains { $0.key == key }, "\(key)")
                #expect(book.versionBy(key) == transition.versionBy)
            }
        }
        // The end of notarised authorisations moves no time limit.
        #expect(book.transitions.filter { $0.rules.isEmpty }.map(\.id) == ["NĐ155-Đ21k2"])
    }

    @Test func `What is as another follows the version of that one`() throws {
        for (start, limit) in [
            ("2026-06-30", Limit.calendarDays(10)), ("2026-07-01", .workingDays(7)),
        ] {
            let found = try #require(book.applicable("KN.NOTIFY_ACCEPT", startingOn: day(start)))
            let outcome = try book.reckon(found.rule, from: found.start, calendar: .national)
            #expect(outcome.reckoning?.limit == limit)
        }
    }

    /// A rule as it would stand after a change of the law.
    private func changed(
        _ rule: Rule,
        limit: Limit? = nil,
        from: Day? = nil,
        to: Day? = nil
    ) -> Rule {
        Rule(
            key: rule.key,
            caseType: rule.caseType,
            stage: rule.stage,
            titleVi: rule.titleVi,
            limit: limit ?? rule.limit,
            startEvents: rule.startEvents,
            stopEvents: rule.stopEvents,
            basis: from == nil ? rule.basis : ["Luật Khiếu nại 2027 Đ.28"],
            effectiveFrom: from ?? rule.effectiveFrom,
            effectiveTo: to,
            confidence: rule.confidence,
            suspendable: rule.suspendable,
            replacedBy: rule.replacedBy
        )
    }

    /// The book after a law of 01/01/2028 that gives 20 working days to settle a complaint.
    private func bookOf2028() throws -> Rulebook {
        let old = try #require(book.rule("KN.RESOLVE.1.ORDINARY", on: day("2026-07-01")))
        return try book.overlaid(
            with: [
                changed(old, to: day("2027-12-31")),
                changed(old, limit: .workingDays(20), from: day("2028-01-01")),
            ],
            version: "luat-2027"
        )
    }

    @Test func `A change of the law as data leaves the cases of before and takes those after`()
        throws
    {
        let clocks = Clocks(rulebook: try bookOf2028(), calendar: .national)
        func started(_ date: String) throws -> Deadline {
            try #require(
                clocks.start(["KN.RESOLVE.1.ORDINARY"], by: "complaint.accepted", on: day(date))
                    .first
            )
        }
        let before = try started("2027-12-31")
        #expect(before.ruleVersion == "KN.RESOLVE.1.ORDINARY@2012-07-01")
        #expect(before.nominalOn == "2028-01-30")
        let after = try started("2028-01-03")
        #expect(after.ruleVersion == "KN.RESOLVE.1.ORDINARY@2028-01-01")
        // 20 working days from Monday, no holiday announced yet.
        #expect(after.dueOn == "2028-01-31" && after.provisional)
        // Suspended and resumed under the new law, the old case still has its 30 days.
        let still = clocks.suspend([before], on: day("2028-01-10"))
        let resumed = try clocks.resume(still, on: day("2028-01-20"))
        #expect(resumed.map(\.nominalOn) == ["2028-02-09"])
    }

    @Test func `A running limit is untouched when the change comes while it runs`() throws {
        let old = Clocks(rulebook: book, calendar: .national)
        let running = try #require(
            old.start(["KN.RESOLVE.1.ORDINARY"], by: "complaint.accepted", on: day("2027-12-20"))
                .first
        )
        let new = Clocks(rulebook: try bookOf2028(), calendar: .national)
        #expect(try new.reckoned(running) == running)
    }

    @Test func `A rule that reaches back counts for open records from its first day`() throws {
        let old = try #require(book.rule("KN.RESOLVE.1.ORDINARY", on: day("2026-07-01")))
        let reaching = Rule(
            key: "KN.REVIEW_OPEN",
            caseType: .complaint,
            stage: "review",
            titleVi: "Rà soát vụ việc đang giải quyết",
            limit: .calendarDays(60),
            startEvents: old.startEvents,
            stopEvents: old.stopEvents,
            basis: ["Luật Khiếu nại 2027 Đ.90"],
            effectiveFrom: day("2028-01-01"),
            effectiveTo: nil,
            confidence: .found
        )
        let transition = Transition(
            id: "LUAT-2027-Đ91",
            rules: ["KN.REVIEW_OPEN"],
            commands: [],
            versionBy: .inForce,
            confidence: .found,
            text: "Áp dụng cả vụ việc đang giải quyết"
        )
        let reachingBook = try Rulebook(
            version: "luat-2027",
            rules: book.rules + [reaching],
            transitions: book.transitions + [transition]
        )
        let plainBook = try book.overlaid(with: [reaching], version: "luat-2027")
        let start = day("2027-11-01")
        let found = reachingBook.applicable("KN.REVIEW_OPEN", startingOn: start)
        #expect(found?.start == day("2028-01-01"))
        #expect(plainBook.applicable("KN.REVIEW_OPEN", startingOn: start) == nil)
        let clocks = Clocks(rulebook: reachingBook, calendar: .national)
        let running = clocks.start(["KN.REVIEW_OPEN"], by: "complaint.accepted", on: start)
        #expect(running.map(\.nominalOn) == ["2028-03-01"])
    }
}
