import Casework
import Messages
import TestSupport
import Testing

/// What becomes of a complaint after the court has judged (Luật Tố tụng hành chính 2015 Đ.193).
@Suite struct JudgmentTests {
    private static let court = "Tòa án nhân dân khu vực 1"

    private static func paper(_ number: String, _ day: String) -> DocumentReference {
        DocumentReference(number: number, issuedOn: day)
    }

    private static func judgment(
        _ outcome: JudgmentOutcome,
        on day: String = "2026-11-16"
    ) -> RecordJudgmentRequest {
        RecordJudgmentRequest(
            id: "c1",
            document: paper("12/2026/HC-ST", day),
            outcome: outcome
        )
    }

    /// A complaint at a station whose complainant sued on a day.
    private static func sued(_ station: Station, on day: String) throws -> Walk {
        var walk = try Walk(to: station)
        let suit = FileLawsuitRequest(id: "c1", actedOn: day, court: court)
        walk.take(try suit.decide(walk.file, world))
        return walk
    }

    struct Way: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let station: Station
        let filed: String
        let outcome: JudgmentOutcome
        let state: CaseState
    }

    // Red when: a case stays in court for good, what stands stops short of its effect, or what was
    // annulled goes on.
    @Test(arguments: [
        Way(
            testDescription: "upheld before effect",
            station: .received,
            filed: "2026-08-21",
            outcome: .upheld,
            state: .decided
        ),
        Way(
            testDescription: "annulled in part before effect",
            station: .received,
            filed: "2026-08-21",
            outcome: .partlyAnnulled,
            state: .decided
        ),
        Way(
            testDescription: "dismissed before effect",
            station: .received,
            filed: "2026-08-21",
            outcome: .dismissed,
            state: .decided
        ),
        Way(
            testDescription: "annulled before effect",
            station: .received,
            filed: "2026-08-21",
            outcome: .annulled,
            state: .reopened
        ),
        Way(
            testDescription: "upheld in effect",
            station: .effective,
            filed: "2026-09-14",
            outcome: .upheld,
            state: .effective
        ),
        Way(
            testDescription: "annulled while it is enforced",
            station: .enforcing,
            filed: "2026-10-05",
            outcome: .annulled,
            state: .reopened
        ),
        Way(
            testDescription: "annulled before anybody decided",
            station: .reported,
            filed: "2026-08-17",
            outcome: .annulled,
            state: .reported
        ),
    ])
    func `Đ.193: the court decides how the case goes on`(way: Way) throws {
        var walk = try Self.sued(way.station, on: way.filed)
        #expect(walk.file.state == .inCourt || way.station != .received)
        walk.take(try Self.judgment(way.outcome).decide(walk.file, world))
        #expect(walk.file.state == way.state)
        #expect(walk.file.lawsuit?.judgment?.outcome == way.outcome)
        #expect(walk.file.lawsuit?.judgment?.court == Self.court)
        let duties = walk.file.deadlines.filter { $0.state == .open && !$0.window }.map(\.rule)
        if way.state == .reopened {
            #expect(duties.isEmpty, "an annulled decision is owed nothing")
            #expect(walk.file.decision?.effectiveOn == "")
        }
        if way.state == .decided {
            walk.take(try ConfirmEffectRequest(id: "c1").decide(walk.file, world))
            #expect(walk.file.state == .effective)
        }
        let again = refusal { try Self.judgment(.upheld).decide(walk.file, world) }
        #expect(again == "\(walk.file.state.protoName): a suit that the court has not judged yet")
    }

    // Red when: a file is closed while the court judges, or stays open for good after it.
    @Test func `A file is closed after the judgment and not before`() throws {
        let close = CloseCaseRequest(id: "c1", actedOn: "2026-12-01")
        var walk = try Self.sued(.enforcing, on: "2026-10-01")
        walk.take(try Sample.progress("c1").decide(walk.file, senders: nobody, world))
        #expect(
            refusal { try close.decide(walk.file, world) }
                == "CASE_STATE_ENFORCED: the outcome of the suit at court"
        )
        walk.take(try Self.judgment(.upheld).decide(walk.file, world))
        walk.take(try close.decide(walk.file, world))
        #expect(walk.file.state == .closed)
        var annulled = try Self.sued(.received, on: "2026-08-21")
        annulled.take(try Self.judgment(.annulled).decide(annulled.file, world))
        annulled.take(try close.decide(annulled.file, world))
        #expect(annulled.file.state == .closed)
    }

    // Red when: a part that was annulled must be enforced, or one that stands need not be.
    @Test(arguments: [
        (JudgmentOutcome.partlyAnnulled, "accepted"), (.upheld, "invalid: items, items"),
    ])
    func `What was annulled in part is enforced in part`(
        outcome: JudgmentOutcome,
        expected: String
    ) throws {
        var walk = try Self.sued(.received, on: "2026-08-21")
        walk.take(try Self.judgment(outcome, on: "2026-09-10").decide(walk.file, world))
        walk.take(try ConfirmEffectRequest(id: "c1").decide(walk.file, world))
        var start = Sample.start("c1")
        start.items.removeLast()
        start.items[0].amountDue -= 1
        let answer = refusal {
            try start.decide(walk.file, enforcer: Sample.home, senders: nobody, world)
        }
        #expect(answer == expected)
    }

    // Red when: a complaint that a court took up goes to the second instance, or one whose suit was
    // only dismissed may not.
    @Test(arguments: [
        (JudgmentOutcome.upheld, "CASE_STATE_DECIDED"), (.dismissed, "accepted"),
    ])
    func `Đ.11 k.9: the court bars the second instance, a dismissed suit does not`(
        outcome: JudgmentOutcome,
        expected: String
    ) throws {
        let second = FileSecondComplaintRequest(
            id: "c1",
            ground: .decision,
            actedOn: "2026-09-14"
        )
        var walk = try Self.sued(.received, on: "2026-08-21")
        walk.take(try Self.judgment(outcome, on: "2026-09-10").decide(walk.file, world))
        let answer = refusal { try second.decide(walk.file, Sample.complainants, world) }
        #expect(answer.hasPrefix(expected))
    }

    // Red when: a judgment is taken without its number, its day, its outcome or its suit.
    @Test func `A judgment names what it is`() throws {
        let walk = try Self.sued(.received, on: "2026-08-21")
        let rows: [(RecordJudgmentRequest, String)] = [
            (Self.judgment(.upheld, on: "2026-08-21"), "accepted"),
            (Self.judgment(.upheld, on: "2026-08-20"), "invalid: document.issued_on"),
            (Self.judgment(.upheld, on: "2026-12-31"), "invalid: document.issued_on"),
            (Self.judgment(.unspecified), "invalid: outcome"),
            (Self.judgment(.unknown(9)), "invalid: outcome"),
            (RecordJudgmentRequest(id: "c1", outcome: .upheld), "invalid: document"),
        ]
        for (request, expected) in rows {
            #expect(refusal { try request.decide(walk.file, world) } == expected)
        }
        let without = try Walk(to: .effective).file
        #expect(
            refusal { try Self.judgment(.upheld).decide(without, world) }
                == "CASE_STATE_EFFECTIVE: a suit that the court has not judged yet"
        )
    }

    // Red when: a case that another system left annulled owes what the decision ordered.
    @Test(arguments: [(JudgmentOutcome.annulled, false), (.upheld, true)])
    func `An imported case owes what its judgment left`(
        outcome: JudgmentOutcome,
        isOwed: Bool
    ) throws {
        var file = try Walk(to: .effective).file
        file.lawsuit = Lawsuit(
            filedOn: "2026-09-14",
            court: Self.court,
            judgment: Judgment(document: Self.paper("12", "2026-11-16"), outcome: outcome)
        )
        let duties = file.inheritedClocks(world).filter { $0.state == .open && !$0.window }
        #expect(duties.map(\.rule).contains("KN.ENFORCE") == isOwed)
        #expect(duties.isEmpty != isOwed)
    }

    // Red when: a file whose settlement is to be taken up anew still owes the old decision.
    @Test func `A settlement to be taken up anew is closed`() throws {
        var walk = try Walk(to: .effective)
        let review = ReviewUnlawfulRequest(
            id: "c1",
            document: Self.paper("90/UBND", "2026-11-02"),
            signs: "Áp dụng sai bảng giá đất"
        )
        walk.take(
            try review.decide(walk.file, acting: Sample.city, senders: nobody, world)
        )
        let close = CloseCaseRequest(id: "c1", actedOn: "2026-12-01")
        walk.take(try close.decide(walk.file, world))
        #expect(walk.file.state == .closed)
    }
}
