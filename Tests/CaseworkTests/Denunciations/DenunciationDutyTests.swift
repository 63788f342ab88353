import Casework
import Messages
import TestSupport
import Testing

/// The window in which a denunciation may be withdrawn, and the monthly reports on a conclusion.
@Suite struct DenunciationDutyTests {
    private static func paper(_ number: String, _ day: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: day)
    }

    // Red when: the window of Đ.33 k.1 counts from another day than the receipt, is owed by the
    // agency, or outlives conclusion or termination.
    @Test func `Đ.33 k.1: a denunciation may be withdrawn from its receipt to its conclusion`()
        throws
    {
        func window(_ file: Case) -> Deadline? {
            file.deadlines.first { $0.rule == "TC.WITHDRAW_WINDOW" }
        }
        var walk = try DenunciationWalk(to: .accepted)
        let open = window(walk.file)
        #expect(open?.startOn == "2026-07-06" && open?.startEvent == "denunciation.received")
        #expect(open?.window == true && open?.state == .open && open?.dueOn == "")
        var ended = walk
        let end = TerminateCaseRequest(
            id: "c1",
            ground: .judgment,
            decision: Self.paper("36/QĐ", "2026-07-31")
        )
        ended.take(try end.decide(ended.file, Sample.complainants, world))
        #expect(window(ended.file)?.stoppedOn == "2026-07-31")
        try walk.go(to: .concluded)
        #expect(window(walk.file)?.state == .met && window(walk.file)?.stoppedOn == "2026-08-12")
        let late = WithdrawPersonRequest(
            id: "c1",
            person: "s1",
            document: Self.paper("BB-3", "2026-08-13")
        )
        #expect(
            refusal { try late.decide(walk.file, Sample.complainants, world) }
                .hasPrefix("CASE_STATE_CONCLUDED")
        )
        // A complaint has none, nor has what was received before the law.
        let complaint = try Walk(to: .accepted).file
        #expect(window(complaint) == nil)
        var old = try DenunciationWalk(to: .accepted).file
        old.filedOn = "2018-12-31"
        #expect(!old.inheritedClocks(world).contains { $0.rule == "TC.WITHDRAW_WINDOW" })
        old.filedOn = "2019-01-01"
        #expect(old.inheritedClocks(world).contains { $0.rule == "TC.WITHDRAW_WINDOW" })
    }

    struct Month: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let concluded: String
        var finding = DenunciationFinding.wellFounded
        /// Days of reports, each short of the end.
        var reports: [String] = []
        /// The day on which everything is done; empty while it is not.
        var finished = ""
        let expected: [String]
    }

    // Red when: a month owes no report or two, a report meets a month to come, a missed month
    // passes for met, or the duty outlives 30/06/2026 or the enforcement.
    @Test(arguments: [
        Month("the month after the conclusion owes", "2026-03-12", expected: ["OPEN 2026-04-30"]),
        Month("the last month that owes", "2026-05-29", expected: ["OPEN 2026-06-30"]),
        Month("no month that ends under the new law", "2026-06-01", expected: []),
        Month("none of the new law", "2026-07-01", expected: []),
        Month("nothing denounced is true", "2026-03-12", finding: .unfounded, expected: []),
        Month(
            "each month its report",
            "2026-03-12",
            reports: ["2026-04-28", "2026-05-04"],
            expected: ["MET 2026-04-30", "MET 2026-05-31", "OPEN 2026-06-30"]
        ),
        Month(
            "two reports of a month are one",
            "2026-03-12",
            reports: ["2026-04-02", "2026-04-28"],
            expected: ["MET 2026-04-30", "OPEN 2026-05-31"]
        ),
        Month(
            "a report in the month of the conclusion is none of the next",
            "2026-03-12",
            reports: ["2026-03-30"],
            expected: ["OPEN 2026-04-30"]
        ),
        Month(
            "a month without a report is late",
            "2026-03-12",
            reports: ["2026-05-04"],
            expected: ["LATE 2026-04-30", "OPEN 2026-06-30"]
        ),
        Month(
            "the last report leaves nothing after June",
            "2026-05-12",
            reports: ["2026-06-30"],
            expected: ["MET 2026-06-30"]
        ),
        Month(
            "a report of July under the old law is late, and owes none",
            "2026-05-12",
            reports: ["2026-07-01"],
            expected: ["LATE 2026-06-30"]
        ),
        Month(
            "what is carried out is reported on no more",
            "2026-03-12",
            reports: ["2026-04-28"],
            finished: "2026-05-20",
            expected: ["MET 2026-04-30", "MET 2026-05-31"]
        ),
    ])
    func `NĐ 31/2019 Đ.18 k.2: one report each month, up to 30/06/2026`(row: Month) throws {
        var walk = try DenunciationWalk(to: .reported)
        walk.file.lastActOn = "2026-03-01"
        var conclude = DenunciationWalk.conclusion
        conclude.conclusion?.document?.issuedOn = row.concluded
        conclude.conclusion?.findings[0].finding = row.finding
        walk.take(try conclude.decide(walk.file, senders: nobody, world))
        walk.file.state = .handling
        let start = StartEnforcementRequest(
            id: "c1",
            agency: "H29.02",
            actedOn: row.concluded,
            items: ResultSample.measures
        )
        walk.take(try start.decide(walk.file, enforcer: Sample.home, senders: nobody, world))
        for day in row.reports {
            let report = Sample.progress("c1", [("1", 1)], on: day)
            walk.take(try report.decide(walk.file, senders: nobody, world))
        }
        if !row.finished.isEmpty {
            let report = Sample.progress("c1", [("1", 2)], on: row.finished)
            walk.take(try report.decide(walk.file, senders: nobody, world))
        }
        let lines = walk.file.deadlines.filter { $0.rule == "TC.ENFORCE_MONTHLY_REPORT" }
            .map { String($0.line.dropFirst("TC.ENFORCE_MONTHLY_REPORT ".count)) }
        #expect(lines == row.expected)
        // The same when the case came from another system with these days.
        let inherited = walk.file.inheritedClocks(world)
            .filter { $0.rule == "TC.ENFORCE_MONTHLY_REPORT" }
        #expect(
            inherited.map { String($0.line.dropFirst("TC.ENFORCE_MONTHLY_REPORT ".count)) }
                == row.expected
        )
    }
}

extension DenunciationDutyTests.Month {
    fileprivate init(
        _ description: String,
        _ concluded: String,
        finding: DenunciationFinding = .wellFounded,
        reports: [String] = [],
        finished: String = "",
        expected: [String]
    ) {
        self.init(
            testDescription: description,
            concluded: concluded,
            finding: finding,
            reports: reports,
            finished: finished,
            expected: expected
        )
    }
}
