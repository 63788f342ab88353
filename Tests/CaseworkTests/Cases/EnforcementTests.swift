import Casework
import Messages
import TestSupport
import Testing

/// How decisions and conclusions are carried out, item by item (Luật Khiếu nại 2011 Đ.46; Luật Tố
/// cáo 2018 Đ.36).
@Suite struct EnforcementTests {
    private static func start(
        _ file: Case,
        enforcer: Agency? = Sample.home,
        _ spoil: (inout StartEnforcementRequest) -> Void = { _ in }
    ) -> String {
        var request = Sample.start("c1")
        spoil(&request)
        return refusal {
            try request.decide(file, enforcer: enforcer, senders: knownSender, world)
        }
    }

    private static func report(
        _ file: Case,
        _ done: [(item: String, amount: Int64)] = [],
        on day: String = "2026-10-01",
        obstacles: [EnforcementObstacle] = []
    ) -> String {
        refusal {
            try Sample.progress("c1", done, on: day, obstacles: obstacles)
                .decide(file, senders: knownSender, world)
        }
    }

    // Red when: enforcement begins before effect or by nobody (Đ.44 k.4), or its clock runs on.
    @Test func `Enforcement begins in effect`() throws {
        let received = try Walk(to: .received).file
        #expect(Self.start(received) == "CASE_STATE_DECIDED: a decision in legal effect")
        let file = try Walk(to: .effective).file
        #expect(Self.start(file, enforcer: nil) == "invalid: agency")
        #expect(Self.start(file) { $0.actedOn = "2026-09-11" } == "invalid: acted_on")
        #expect(Self.start(file) { $0.actedOn = "2026-09-12" } == "accepted")
        let late = try Walk(to: .enforcing)
        #expect(late.clocks.contains("KN.ENFORCE LATE 2026-09-12"))
        #expect(
            Self.start(late.file) == "CASE_STATE_ENFORCING: a decision in legal effect"
        )
    }

    struct Spoilt: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let spoil: @Sendable (inout StartEnforcementRequest) -> Void

        init(
            _ testDescription: String,
            _ expected: String,
            _ spoil: @escaping @Sendable (inout StartEnforcementRequest) -> Void
        ) {
            self.testDescription = testDescription
            self.expected = "invalid: " + expected
            self.spoil = spoil
        }
    }

    // Red when: an item is started that nobody could carry out, or the sums of the decision change.
    @Test(arguments: [
        Spoilt("nothing", "items, items, items") { $0.items = [] },
        Spoilt("no kind", "items[0].kind, items") { $0.items[0].kind = .unspecified },
        Spoilt("an unknown kind", "items[0].kind, items") { $0.items[0].kind = .unknown(99) },
        Spoilt("no amount", "items[1].amount_due, items") { $0.items[1].amountDue = 0 },
        Spoilt("more money than is ordered", "items") { $0.items[0].amountDue = 25_000_001 },
        Spoilt("less land than is ordered", "items") { $0.items[1].amountDue = 12_049 },
        Spoilt("an endless amount", "items[0].amount_due, items") {
            $0.items[0].amountDue = .max
        },
        Spoilt("no day", "items[0].due_on") { $0.items[0].dueOn = "" },
        Spoilt("a day before the start", "items[0].due_on") { $0.items[0].dueOn = "2026-09-29" },
        Spoilt("no subject", "items[0].subject") { $0.items[0].subject = " " },
        Spoilt("a long subject", "items[0].subject") {
            $0.items[0].subject = String(repeating: "đ", count: 501)
        },
        Spoilt("a person", "items[0].subject") { $0.items[0].subject = "Trả bà Nguyễn Thị Ánh" },
        Spoilt("done already", "items[0]") { $0.items[0].amountDone = 1 },
        Spoilt("a number of its own", "items[0]") { $0.items[0].id = "7" },
    ])
    func `An item says how much, by when and what about`(row: Spoilt) throws {
        let file = try Walk(to: .effective).file
        #expect(Self.start(file, row.spoil) == row.expected)
    }

    // Red when: an item has no last day of its own, or another agency does not owe it.
    @Test func `Each item has its own last day`() throws {
        var walk = try Walk(to: .effective)
        walk.take(
            try Sample.start("c1", by: "H29.05")
                .decide(walk.file, enforcer: Sample.foreign, senders: nobody, world)
        )
        let items = walk.file.deadlines.filter { $0.rule == "KN.ENFORCE.ITEM" }
        #expect(items.map(\.item) == ["1", "2"])
        #expect(items.map(\.dueOn) == ["2026-10-31", "2026-10-15"])
        #expect(items.allSatisfy { $0.owedBy == "H29.05" && $0.state == .open })
        #expect(items.allSatisfy { $0.startOn == "2026-09-30" && !$0.window })
        let own = try Walk(to: .enforcing).file.deadlines.filter { !$0.item.isEmpty }
        #expect(own.count == 2 && !own.contains { !$0.owedBy.isEmpty })
    }

    // Red when: a report counts more than is due or less than before, or all done is not enforced.
    @Test func `Reports lead to the end`() throws {
        var walk = try Walk(to: .enforcing)
        let waiting = EnforcementObstacle(item: "2", reason: "Chưa đo đạc", fromOn: "2026-10-01")
        walk.take(
            try Sample.progress("c1", [], obstacles: [waiting])
                .decide(walk.file, senders: nobody, world)
        )
        #expect(walk.file.state == .enforcing && walk.file.enforcement?.obstacles == [waiting])
        walk.take(
            try Sample.progress("c1", [("1", 10_000_000)], on: "2026-10-02")
                .decide(walk.file, senders: nobody, world)
        )
        #expect(walk.file.state == .partlyEnforced)
        #expect(Self.report(walk.file, [("1", 9_999_999)]) == "invalid: progress[0].amount_done")
        #expect(Self.report(walk.file, [("1", 25_000_001)]) == "invalid: progress[0].amount_done")
        walk.take(
            try Sample.progress("c1", [("2", 12_050)], on: "2026-10-16")
                .decide(walk.file, senders: nobody, world)
        )
        #expect(walk.file.state == .partlyEnforced)
        #expect(walk.clocks.contains("KN.ENFORCE.ITEM LATE 2026-10-15"))
        #expect(walk.clocks.contains("KN.ENFORCE.ITEM OPEN 2026-10-31"))
        walk.take(
            try Sample.progress("c1", [("1", 25_000_000)], on: "2026-10-30")
                .decide(walk.file, senders: nobody, world)
        )
        #expect(walk.file.state == .enforced && walk.file.enforcement?.finishedOn == "2026-10-30")
        #expect(walk.clocks.contains("KN.ENFORCE.ITEM MET 2026-10-31"))
        #expect(walk.file.enforcement?.items.map(\.doneOn) == ["2026-10-30", "2026-10-16"])
        #expect(walk.file.enforcement?.reports.count == 4)
    }

    // Red when: a report is taken that says nothing, names no item, or lies about days.
    @Test func `A report names open items and past days`() throws {
        let file = try Walk(to: .enforcing).file
        #expect(Self.report(file) == "invalid: progress")
        #expect(Self.report(file, [("9", 1)]) == "invalid: progress[0].item")
        #expect(Self.report(file, [("1", 1), ("1", 2)]) == "invalid: progress[1].item")
        #expect(
            Self.report(file, [("1", 1)], on: "2026-09-29") == "invalid: report.issued_on"
        )
        let named = EnforcementObstacle(
            item: "1",
            reason: "Bà Nguyễn Thị Ánh không nhận",
            fromOn: "2026-10-02",
            toOn: "2026-10-01"
        )
        #expect(
            Self.report(file, obstacles: [named])
                == "invalid: obstacles[0].reason, obstacles[0].to_on"
        )
        let tomorrow = EnforcementObstacle(item: "3", reason: "", fromOn: "2026-12-31")
        #expect(
            Self.report(file, obstacles: [tomorrow])
                == "invalid: obstacles[0].item, obstacles[0].reason, obstacles[0].from_on"
        )
        let effective = try Walk(to: .effective).file
        #expect(
            Self.report(effective, [("1", 1)])
                == "CASE_STATE_EFFECTIVE: an enforcement that has begun"
        )
    }

    // Red when: an item is dropped without ground or document, stays owed, or ends everything.
    @Test func `What is lawfully dropped is owed no more`() throws {
        var walk = try Walk(to: .enforcing)
        func drop(_ spoil: (inout DropItemRequest) -> Void) -> String {
            var request = Sample.drop("c1", "2")
            spoil(&request)
            return refusal { try request.decide(walk.file, senders: knownSender, world) }
        }
        #expect(drop { $0.item = "3" } == "invalid: item")
        #expect(drop { $0.ground = "" } == "invalid: ground")
        #expect(drop { $0.ground = "Nguyễn Thị Ánh" } == "invalid: ground")
        #expect(drop { $0.document = nil } == "invalid: document")
        #expect(drop { $0.document?.issuedOn = "2026-09-29" } == "invalid: document.issued_on")
        let finish = FinishEnforcementRequest(id: "c1", actedOn: "2026-10-06")
        #expect(
            refusal { try finish.decide(walk.file, world) }
                == "CASE_STATE_ENFORCING: every item done or dropped; open: 1, 2"
        )
        walk.take(try Sample.drop("c1", "2").decide(walk.file, senders: nobody, world))
        #expect(walk.file.state == .enforcing)
        #expect(walk.clocks.contains("KN.ENFORCE.ITEM LAPSED 2026-10-15"))
        #expect(drop { _ in } == "invalid: item")
        walk.take(try Sample.drop("c1", "1").decide(walk.file, senders: nobody, world))
        let early = FinishEnforcementRequest(id: "c1", actedOn: "2026-10-04")
        #expect(refusal { try early.decide(walk.file, world) } == "invalid: acted_on")
        walk.take(try finish.decide(walk.file, world))
        #expect(walk.file.state == .enforced && walk.file.enforcement?.finishedOn == "2026-10-06")
    }

    // Red when: a second complaint leaves items of the first decision owed (Đ.33).
    @Test func `A second complaint ends the enforcement`() throws {
        var walk = try Walk(to: .received)
        let effect = context(today: "2026-09-12")
        walk.take(try ConfirmEffectRequest(id: "c1").decide(walk.file, effect))
        var start = Sample.start("c1")
        start.actedOn = "2026-09-14"
        walk.take(
            try start.decide(walk.file, enforcer: Sample.home, senders: nobody, world)
        )
        let request = FileSecondComplaintRequest(
            id: "c1",
            ground: .decision,
            actedOn: "2026-09-16"
        )
        walk.take(try request.decide(walk.file, Sample.complainants, world))
        #expect(walk.file.state == .appealed)
        let items = walk.file.deadlines.filter { $0.rule == "KN.ENFORCE.ITEM" }
        #expect(items.count == 2 && items.allSatisfy { $0.state == .lapsed })
    }

    // Red when: what follows from a conclusion has no items, days and end (Luật Tố cáo 2018 Đ.36).
    @Test func `Measures on a denunciation are carried out by items too`() throws {
        var file = ResultSample.denunciation(.handling)
        let start = Sample.start("c1", ResultSample.measures)
        #expect(
            Self.report(file, [("1", 1)])
                == "CASE_STATE_HANDLING: an enforcement that has begun"
        )
        for event in try start.decide(
            file,
            enforcer: Sample.home,
            senders: nobody,
            world
        ) {
            file.apply(event)
        }
        #expect(file.state == .handling)
        #expect(file.deadlines.map(\.line) == ["TC.ENFORCE.ITEM OPEN 2026-10-31"])
        #expect(
            Self.start(file)
                == "CASE_STATE_HANDLING: a conclusion whose enforcement has not begun yet"
        )
        for event in try Sample.progress("c1", [("1", 1)]).decide(file, senders: nobody, world) {
            file.apply(event)
        }
        #expect(file.state == .handling)
        for event in try Sample.progress("c1", [("1", 2)], on: "2026-11-02")
            .decide(file, senders: nobody, world)
        {
            file.apply(event)
        }
        #expect(file.state == .enforced && file.enforcement?.finishedOn == "2026-11-02")
        #expect(file.deadlines.map(\.line) == ["TC.ENFORCE.ITEM LATE 2026-10-31"])
    }

    // Red when: a corrected day of an item leaves its limit as it was.
    @Test func `A limit follows the corrected day of its item`() throws {
        var file = try Walk(to: .enforced).file
        file.enforcement?.items[0].dueOn = "2026-09-30"
        file.align()
        let lines = file.deadlines.filter { !$0.item.isEmpty }.map(\.line)
        #expect(
            lines == ["KN.ENFORCE.ITEM LATE 2026-09-30", "KN.ENFORCE.ITEM MET 2026-10-15"]
        )
    }
}
