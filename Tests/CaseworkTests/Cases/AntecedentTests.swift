import Casework
import Messages
import TestSupport
import Testing

/// What lies before a complaint: earlier cases, the limit for complaining, the first instance.
@Suite struct AntecedentTests {
    private static func suit(_ outcome: JudgmentOutcome) -> Lawsuit {
        Lawsuit(filedOn: "2026-05-01", court: "TAND", judgment: Judgment(outcome: outcome))
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let change:
            @Sendable (inout AcceptComplaintRequest, inout Petition, inout Antecedents) -> Void

        init(
            _ name: String,
            _ expected: String,
            _ change:
                @escaping @Sendable (
                    inout AcceptComplaintRequest, inout Petition, inout Antecedents
                ) -> Void
        ) {
            testDescription = name
            self.expected = expected
            self.change = change
        }
    }

    private static func ended(
        _ ground: TerminationGround,
        _ day: String,
        told: String = ""
    ) -> Case {
        Case(
            id: "c0",
            termination: Termination(
                ground: ground,
                decision: DocumentReference(number: "1/QĐ", issuedOn: day),
                toldOn: told
            )
        )
    }

    private static let obstacle = ClockObstacle(fromOn: "2026-05-01", toOn: "2026-05-10")

    // Red when: the guard of the row is taken out of AcceptComplaintRequest, or refuses too much.
    @Test(arguments: [
        Row("Đ.11 k.6: on the last day of 90", "accepted") { request, _, _ in
            request.knownOn = "2026-04-07"
        },
        Row("Đ.11 k.6: a day late", "invalid: known_on") { request, _, _ in
            request.knownOn = "2026-04-02"
        },
        Row("Đ.9: late but for ten days of illness", "accepted") { request, _, _ in
            request.knownOn = "2026-04-02"
            request.obstacles = [obstacle]
        },
        Row("Đ.9: an obstacle that ends before it begins", "invalid: obstacles[0].to_on") {
            request,
            _,
            _ in
            request.knownOn = "2026-04-02"
            request.obstacles = [ClockObstacle(fromOn: "2026-05-10", toOn: "2026-05-01")]
        },
        Row("Đ.48: fifteen days for a disciplinary decision", "accepted") { request, petition, _ in
            petition.classification = Sample.discipline
            request.knownOn = "2026-06-21"
        },
        Row("Đ.48: a day late", "invalid: known_on") { request, petition, _ in
            petition.classification = Sample.discipline
            request.knownOn = "2026-06-18"
        },
        Row("Đ.11 k.7: settled at second instance", "PETITION_STATE_DECIDED") { _, petition, _ in
            petition.classification?.repetition = .settledFinal
        },
        Row("Đ.11 k.8: taken up again within 30 days", "accepted") { _, _, before in
            before.earlier = ended(.death, "2026-06-10", told: "2026-06-15")
        },
        Row("Đ.11 k.8: after them", "PETITION_STATE_DECIDED") { _, _, before in
            before.earlier = ended(.death, "2026-06-01", told: "2026-06-05")
        },
        Row("Đ.10: withdrawn before 01/07/2026, within 30 days", "accepted") { _, _, before in
            before.earlier = ended(.withdrawn, "2026-06-25")
        },
        Row("Đ.10: withdrawn since 01/07/2026", "PETITION_STATE_DECIDED") { _, _, before in
            before.earlier = ended(.withdrawn, "2026-07-01")
        },
        Row("Đ.11 k.9: before a court", "PETITION_STATE_DECIDED") { _, _, before in
            before.earlier = Case(id: "c0", lawsuit: Lawsuit(filedOn: "2026-05-01", court: "TAND"))
        },
        Row("Đ.11 k.9: judged by a court", "PETITION_STATE_DECIDED") { _, _, before in
            before.earlier = Case(id: "c0", lawsuit: suit(.annulled))
        },
        Row("Đ.11 k.9: a suit that the court dismissed", "accepted") { _, _, before in
            before.earlier = Case(id: "c0", lawsuit: suit(.dismissed))
        },
        Row("Đ.11 k.9: an earlier case that nothing bars", "accepted") { _, _, before in
            before.earlier = Case(id: "c0")
        },
        Row("Đ.21: the act of another department", "invalid: respondent.agency") {
            request,
            _,
            before in
            request.respondent = Respondent(agency: "H29.05", rank: .head)
            before.body = Sample.foreign
        },
        Row("Đ.21: the own act", "accepted") { request, _, before in
            request.respondent = Respondent(agency: "H29.02", rank: .head)
            before.body = Sample.home
        },
        Row("a first case at first instance", "invalid: first_case") { request, _, _ in
            request.firstCase = "c0"
        },
        Row("a third instance", "invalid: instance") { request, _, _ in request.instance = 3 },
        Row("a dismissal that is none of discipline", "invalid: dismissal") { request, _, _ in
            request.dismissal = true
        },
    ])
    func `The first instance looks back`(row: Row) throws {
        var petition = try Walk(to: .approved).petition
        var request = Sample.accept("p1")
        var before = Antecedents()
        row.change(&request, &petition, &before)
        let found = refusal {
            try request.decide(
                petition,
                caseID: "c1",
                agency: Sample.home,
                before: before,
                world
            )
        }
        #expect(found.hasPrefix(row.expected), "\(found)")
    }

    private static let first = FirstDecision(
        document: DocumentReference(number: "9/QĐ-SNV", issuedOn: "2026-05-20"),
        agency: "H29.02",
        receivedOn: "2026-06-05"
    )

    // Red when: the second instance takes what is late, not its own, or not known as decided.
    @Test(arguments: [
        Row("Đ.33: in the window of the receipt", "accepted") { _, _, _ in },
        Row("Đ.33: a day late", "invalid: first_decision.received_on") { request, _, _ in
            request.firstDecision?.receivedOn = "2026-06-03"
        },
        Row("Đ.33: late but for an obstacle", "accepted") { request, _, _ in
            request.firstDecision?.receivedOn = "2026-06-02"
            request.obstacles = [ClockObstacle(fromOn: "2026-06-10", toOn: "2026-06-14")]
        },
        Row("Đ.33: remote areas have 45 days", "accepted") { request, _, _ in
            request.firstDecision?.receivedOn = "2026-05-22"
            request.remoteArea = true
        },
        Row("Đ.33: after a limit that passed without a decision", "accepted") { request, _, _ in
            request.firstDecision = FirstDecision(agency: "H29.02", expiredOn: "2026-06-08")
        },
        Row("Đ.33: that passed too long ago", "invalid: first_decision.expired_on") {
            request,
            _,
            _ in
            request.firstDecision = FirstDecision(agency: "H29.02", expiredOn: "2026-06-03")
        },
        Row("Đ.48: ten days in discipline", "invalid: first_decision.received_on") {
            request,
            petition,
            _ in
            petition.classification = Sample.discipline
            request.firstDecision?.receivedOn = "2026-06-23"
        },
        Row("Đ.48: thirty after a dismissal", "accepted") { request, petition, _ in
            petition.classification = Sample.discipline
            request.dismissal = true
        },
        Row("Đ.21 k.2: not the body above", "invalid: respondent.agency") { _, _, before in
            before.body = Sample.agency("H29.02.1", "Phòng", .division, parent: "H29.02")
        },
        Row("neither case nor decision", "invalid: first_case") { request, _, _ in
            request.firstDecision = nil
        },
        Row("a first case that went nowhere", "PETITION_STATE_DECIDED") { request, _, before in
            request.firstDecision = nil
            request.firstCase = "c0"
            before.firstCase = Case(id: "c0", agency: "H29.02")
        },
        Row("a first case that another has accepted", "PETITION_STATE_DECIDED") {
            request,
            _,
            before in
            request.firstDecision = nil
            request.firstCase = "c0"
            before.firstCase = Case(
                id: "c0",
                agency: "H29.02",
                secondCase: "c7",
                appeal: Appeal(ground: .decision, filedOn: "2026-07-01")
            )
        },
        Row("a first case with a second complaint", "accepted") { request, _, before in
            request.firstDecision = nil
            request.firstCase = "c0"
            before.firstCase = Case(
                id: "c0",
                agency: "H29.02",
                appeal: Appeal(ground: .decision, filedOn: "2026-07-01")
            )
        },
    ])
    func `The second instance looks back`(row: Row) throws {
        var petition = try Walk(to: .approved).petition
        petition.agency = "H29"
        var request = Sample.accept("p1")
        request.office = "H29.GD"
        request.instance = 2
        request.firstDecision = Self.first
        var before = Antecedents(body: Sample.home)
        row.change(&request, &petition, &before)
        let found = refusal {
            try request.decide(
                petition,
                caseID: "c1",
                agency: Sample.city,
                before: before,
                world
            )
        }
        #expect(found.hasPrefix(row.expected), "\(found)")
    }

    // Red when: the second case does not know the first, or the first not the second.
    @Test func `The second case and the first name each other`() throws {
        var petition = try Walk(to: .approved).petition
        petition.agency = "H29"
        var request = Sample.accept("p1")
        (request.office, request.instance, request.firstCase) = ("H29.GD", 2, "c0")
        var first = Case(
            id: "c0",
            agency: "H29.02",
            appeal: Appeal(ground: .decision, filedOn: "2026-07-01")
        )
        let events = try request.decide(
            petition,
            caseID: "c1",
            agency: Sample.city,
            before: Antecedents(body: Sample.home, firstCase: first),
            world
        )
        var second = Case()
        for event in events where event.record == .caseFile("c1") { second.apply(event) }
        for event in events where event.record == .caseFile("c0") { first.apply(event) }
        #expect(second.kind == .secondComplaint && second.firstCase == "c0")
        #expect(second.respondent?.agency == "H29.02")
        #expect(first.secondCase == "c1")
        #expect(second.deadlines.map(\.line) == ["KN.RESOLVE.2.ORDINARY OPEN 2026-08-28"])
        // Whoever has passed it on decides no more (Đ.33).
        first.state = .reported
        first.verification = Verification(report: DocumentReference(number: "1"))
        let late = refusal { try Sample.decide("c0").decide(first, senders: nobody, world) }
        #expect(late == "CASE_STATE_REPORTED: a case that no second instance has accepted")
    }
}
