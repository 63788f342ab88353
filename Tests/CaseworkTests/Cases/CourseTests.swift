import Casework
import Messages
import TestSupport
import Testing

/// A case that stands still, goes on, is withdrawn or ends without a result.
@Suite struct CourseTests {
    private static func paper(_ day: String) -> DocumentReference {
        DocumentReference(number: "30/QĐ-SNV", issuedOn: day)
    }

    /// An accepted complaint of June, as those that the new law reaches back to.
    private static func old() throws -> Case {
        var file = try Walk(to: .accepted).file
        file.lastActOn = "2026-06-01"
        return file
    }

    private static func suspend(
        _ file: Case,
        _ ground: SuspensionGround = .relatedResult,
        on day: String
    ) throws -> [Event] {
        try SuspendCaseRequest(id: "c1", ground: ground, decision: paper(day)).decide(file, world)
    }

    // Red when: Đ.11a holds before its first day, or not for older cases, or knows other grounds.
    @Test func `A complaint stands still on the grounds of Article 11a, from 01 07 2026 on`() throws
    {
        let file = try Self.old()
        #expect(refusal { try Self.suspend(file, on: "2026-07-01") } == "accepted")
        #expect(refusal { try Self.suspend(file, .forceMajeure, on: "2026-07-01") } == "accepted")
        #expect(
            refusal { try Self.suspend(file, on: "2026-06-30") } == "invalid: decision.issued_on"
        )
        #expect(
            refusal { try Self.suspend(file, .expertise, on: "2026-07-01") } == "invalid: ground"
        )
    }

    // Red when: the days between the decisions count, or the case forgets where it stood.
    @Test func `The limit stands still with the case and goes on the day after`() throws {
        var walk = try Walk(to: .assigned)
        walk.take(try Self.suspend(walk.file, on: "2026-07-20"))
        #expect(
            walk.file.deadlines.map(\.line) == [
                "KN.RESOLVE.1.ORDINARY SUSPENDED -", "KN.SUSPEND_SEND OPEN 2026-07-23",
            ]
        )
        let early = ResumeCaseRequest(id: "c1", decision: Self.paper("2026-07-19"))
        #expect(refusal { try early.decide(walk.file, world) } == "invalid: decision.issued_on")
        let resume = ResumeCaseRequest(id: "c1", decision: Self.paper("2026-07-30"))
        walk.take(try resume.decide(walk.file, world))
        #expect(walk.file.state == .verifying)
        // Ten days did not count: 13/08 becomes 23/08, a Sunday, and rolls to Monday.
        #expect(walk.file.deadlines.first?.line == "KN.RESOLVE.1.ORDINARY OPEN 2026-08-24")
    }

    // Red when: a sending is recorded twice, before its decision, or stops another clock.
    @Test func `A decision on the course is sent once, within its own limit`() throws {
        var walk = try Walk(to: .assigned)
        let send = RecordSendingRequest(id: "c1", document: .suspension, actedOn: "2026-07-22")
        let missing = "such a decision that was not sent yet"
        #expect(refusal { try send.decide(walk.file, world) } == "CASE_STATE_VERIFYING: \(missing)")
        walk.take(try Self.suspend(walk.file, on: "2026-07-20"))
        var told = send
        told.toldOn = "2026-07-24"
        #expect(refusal { try told.decide(walk.file, world) } == "invalid: told_on")
        walk.take(try send.decide(walk.file, world))
        #expect(walk.clocks.contains("KN.SUSPEND_SEND MET 2026-07-23"))
        #expect(refusal { try send.decide(walk.file, world) } == "CASE_STATE_SUSPENDED: \(missing)")
    }

    struct End: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let persons: Complainants
        let expected: String
        let file: @Sendable () throws -> Case

        init(
            _ name: String,
            senders: [String] = ["s1"],
            signers: Int = 0,
            _ expected: String,
            _ file: @escaping @Sendable () throws -> Case
        ) {
            testDescription = name
            persons = Complainants(senders: senders, standingSigners: signers)
            self.expected = expected
            self.file = file
        }
    }

    private static func withdrawn(_ persons: String...) throws -> Case {
        var walk = try Walk(to: .accepted)
        let known = Complainants(senders: ["s1", "s2"], standingSigners: 0)
        for person in persons {
            let request = WithdrawPersonRequest(
                id: "c1",
                person: person,
                document: paper("2026-07-20")
            )
            walk.take(try request.decide(walk.file, known, world))
        }
        return walk.file
    }

    private static let refused =
        "CASE_STATE_ACCEPTED: the withdrawal of every person, or of every content"

    // Red when: one signer's withdrawal ends the complaint of the others (Đ.10), or a full
    // withdrawal does not end it.
    @Test(arguments: [
        End("the only sender withdrew", "accepted") { try withdrawn("s1") },
        End("nobody withdrew", refused) { try withdrawn() },
        End("one of two withdrew", senders: ["s1", "s2"], refused) { try withdrawn("s1") },
        End("both withdrew", senders: ["s1", "s2"], "accepted") { try withdrawn("s1", "s2") },
        End("a listed signer stands", signers: 1, refused) { try withdrawn("s1") },
        End("every content was withdrawn", "accepted") {
            var walk = try Walk(to: .accepted)
            let request = WithdrawContentRequest(
                id: "c1",
                content: "1",
                document: paper("2026-07-20")
            )
            walk.take(try request.decide(walk.file, world))
            return walk.file
        },
    ])
    func `A withdrawal ends a case when everybody, or everything, is withdrawn`(row: End) throws {
        let request = TerminateCaseRequest(
            id: "c1",
            ground: .withdrawn,
            decision: Self.paper("2026-07-21")
        )
        let file = try row.file()
        #expect(refusal { try request.decide(file, row.persons, world) } == row.expected)
    }

    // Red when: the wider grounds of termination hold before 01/07/2026, or not from then on.
    @Test func `Death and dissolution end a complaint from 01 07 2026 on`() throws {
        let file = try Self.old()
        for (ground, day, expected) in [
            (TerminationGround.death, "2026-07-01", "accepted"),
            (.dissolved, "2026-07-01", "accepted"),
            (.death, "2026-06-30", "invalid: ground"),
            (.judgment, "2026-07-01", "invalid: ground"),
        ] {
            let request = TerminateCaseRequest(
                id: "c1",
                ground: ground,
                decision: Self.paper(day)
            )
            #expect(
                refusal { try request.decide(file, Sample.complainants, world) } == expected
            )
        }
    }

    // Red when: the end of a complaint leaves its limit running, or opens no way back in.
    @Test func `A complaint that ended may be taken up again for 30 days`() throws {
        var walk = try Walk(to: .accepted)
        let end = TerminateCaseRequest(id: "c1", ground: .death, decision: Self.paper("2026-07-21"))
        walk.take(try end.decide(walk.file, Sample.complainants, world))
        let send = RecordSendingRequest(
            id: "c1",
            document: .termination,
            actedOn: "2026-07-23",
            toldOn: "2026-07-27"
        )
        walk.take(try send.decide(walk.file, world))
        #expect(
            walk.file.deadlines.map(\.line) == [
                "KN.RESOLVE.1.ORDINARY MET 2026-08-13", "KN.TERMINATE_SEND MET 2026-07-24",
                "KN.RECOMPLAIN_AFTER_TERMINATION OPEN 2026-08-26",
            ]
        )
    }

    // Red when: a content is withdrawn twice, or comes back without having been withdrawn.
    @Test func `A content withdrawn under coercion is taken up again`() throws {
        var walk = try Walk(to: .accepted)
        let back = ReinstateContentRequest(id: "c1", content: "1", proof: Self.paper("2026-07-24"))
        #expect(refusal { try back.decide(walk.file, world) } == "invalid: content")
        let withdraw = WithdrawContentRequest(
            id: "c1",
            content: "1",
            document: Self.paper("2026-07-20")
        )
        walk.take(try withdraw.decide(walk.file, world))
        #expect(walk.file.contents.map(\.withdrawnOn) == ["2026-07-20"])
        #expect(refusal { try withdraw.decide(walk.file, world) } == "invalid: content")
        walk.take(try back.decide(walk.file, world))
        #expect(walk.file.contents.map(\.withdrawnOn) == [""])
    }
}
