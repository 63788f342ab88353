import Casework
import Messages
import TestSupport
import Testing

/// The days on which complainants received the decision are corrected one by one.
@Suite struct ReceiptMistakeTests {
    private static func correct(
        _ file: Case,
        _ fields: [(String, String)]
    ) throws -> Case {
        let request = CorrectEntryRequest(
            etag: "1",
            fields: fields.map { FieldCorrection(field: $0.0, valueJson: "\"\($0.1)\"") },
            reason: "Nhập nhầm",
            office: "H29.02.GD"
        )
        return try request.decide(
            file,
            persons: [],
            agency: Sample.home,
            senders: nobody,
            world
        ).reduce(into: file) { $0.apply($1) }
    }

    /// A decision that three persons received: two on 18/08, one on 25/08.
    private static var received: Case {
        get throws {
            var walk = try Walk(to: .sent)
            let group = Complainants(senders: ["s1", "s2", "s3"], standingSigners: 0)
            for (person, day) in [("s1", "2026-08-18"), ("s2", "2026-08-18"), ("s3", "2026-08-25")]
            {
                let request = RecordDecisionReceiptRequest(id: "c1", actedOn: day, person: person)
                walk.take(try request.decide(walk.file, group, world))
            }
            var file = walk.file
            file.etag = "1"
            return file
        }
    }

    private static func windows(_ file: Case) -> [String] {
        file.deadlines.filter { $0.rule == "KN.APPEAL_WINDOW" }
            .map { "\($0.startOn) \($0.dueOn)" }.sorted()
    }

    // Red when: one person's corrected day moves another one's window, or leaves its own.
    @Test(arguments: [
        (
            [("decision.receipts[2].received_on", "2026-08-24")],
            ["2026-08-18 2026-09-17", "2026-08-24 2026-09-23"], "2026-08-24"
        ),
        // Another person received it on the wrong day indeed.
        (
            [("decision.receipts[0].received_on", "2026-08-20")],
            ["2026-08-18 2026-09-17", "2026-08-20 2026-09-21", "2026-08-25 2026-09-24"],
            "2026-08-25"
        ),
        // It comes to the day of another one.
        (
            [("decision.receipts[2].received_on", "2026-08-18")],
            ["2026-08-18 2026-09-17"], "2026-08-18"
        ),
        // Both change, one to where the other was.
        (
            [
                ("decision.receipts[0].received_on", "2026-08-25"),
                ("decision.receipts[1].received_on", "2026-08-25"),
                ("decision.receipts[2].received_on", "2026-08-27"),
            ],
            ["2026-08-25 2026-09-24", "2026-08-27 2026-09-28"], "2026-08-27"
        ),
    ])
    func `Đ.33: each complainant's window counts from the own receipt`(
        fields: [(String, String)],
        expected: [String],
        last: String
    ) throws {
        let before = try Self.received
        #expect(Self.windows(before) == ["2026-08-18 2026-09-17", "2026-08-25 2026-09-24"])
        let after = try Self.correct(before, fields)
        #expect(Self.windows(after) == expected)
        #expect(after.decision?.receivedOn == last && after.lastActOn == last)
    }

    // Red when: the day of all is corrected beside those of each, before the decision, or after
    // the day on which one says to have complained.
    @Test(arguments: [
        ("decision.received_on", "2026-08-24", "invalid: fields[0].field"),
        ("decision.receipts[0].received_on", "2026-08-11", "invalid: fields[0].value_json"),
        ("decision.receipts[0].received_on", "2026-08-12", "accepted"),
        ("decision.receipts[9].received_on", "2026-08-24", "invalid: fields[0].field"),
    ])
    func `A day of receipt is refused where it can not be`(
        field: String,
        day: String,
        expected: String
    ) throws {
        let file = try Self.received
        #expect(refusal { try Self.correct(file, [(field, day)]) } == expected)
    }

    // Red when: a case of another system, which told one day for all, can not be corrected, or its
    // complainant can not go to the second instance.
    @Test func `One day for all is corrected, and counts for each`() throws {
        var file = try Self.received
        file.decision?.receipts = []
        let after = try Self.correct(file, [("decision.received_on", "2026-08-26")])
        #expect(Self.windows(after) == ["2026-08-26 2026-09-25"])
        let second = FileSecondComplaintRequest(
            id: "c1",
            ground: .decision,
            actedOn: "2026-09-25",
            person: "s1"
        )
        #expect(refusal { try second.decide(after, Sample.complainants, world) } == "accepted")
    }

    // Red when: a corrected start forgets that the case stood still, or what an item owes.
    @Test func `A corrected day keeps what happened since`() throws {
        var walk = try Walk(to: .accepted)
        let paper = { DocumentReference(number: "1/QĐ", issuedOn: $0) }
        let suspend = SuspendCaseRequest(
            id: "c1",
            ground: .relatedResult,
            decision: paper("2026-07-20")
        )
        walk.take(try suspend.decide(walk.file, world))
        let resume = ResumeCaseRequest(id: "c1", decision: paper("2026-07-30"))
        walk.take(try resume.decide(walk.file, world))
        var file = walk.file
        file.etag = "1"
        let after = try Self.correct(file, [("acceptance.issued_on", "2026-07-13")])
        let limit = after.deadlines.first { $0.rule == "KN.RESOLVE.1.ORDINARY" }
        // 30 days from 13/07 and the ten that it stood still: 22/08 is a Saturday of work.
        #expect(limit?.startOn == "2026-07-13" && limit?.nominalOn == "2026-08-22")
        #expect(limit?.suspensions.count == 1)
        var enforced = try Walk(to: .enforcing).file
        enforced.etag = "1"
        let moved = try Self.correct(enforced, [("enforcement.started_on", "2026-09-29")])
        let items = moved.deadlines.filter { !$0.item.isEmpty }
        #expect(items.count == enforced.deadlines.count { !$0.item.isEmpty })
        #expect(items.allSatisfy { !$0.dueOn.isEmpty && $0.startOn == "2026-09-29" })
    }

    // Red when: the window of withdrawal stays where a wrong day of receipt had put it.
    @Test(arguments: [("2026-07-02", "accepted"), ("2026-07-15", "invalid: fields[0].value_json")])
    func `Đ.33 k.1: a corrected receipt moves the window of withdrawal`(
        day: String,
        expected: String
    ) throws {
        var file = try DenunciationWalk(to: .accepted).file
        file.etag = "1"
        let fields = [("filed_on", day)]
        #expect(refusal { try Self.correct(file, fields) } == expected)
        guard expected == "accepted" else { return }
        let window = try Self.correct(file, fields).deadlines
            .first { $0.rule == "TC.WITHDRAW_WINDOW" }
        #expect(window?.startOn == day)
    }
}
