import Casework
import Messages
import TestSupport
import Testing

/// After the first decision, or without one: second complaint, court, review.
@Suite struct AppealTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let station: Station
        let day: String
        let expected: String
        let change: @Sendable (inout FileSecondComplaintRequest, inout Case) -> Void

        init(
            _ name: String,
            _ station: Station,
            on day: String,
            _ expected: String,
            _ change: @escaping @Sendable (inout FileSecondComplaintRequest, inout Case) -> Void = {
                _,
                _ in
            }
        ) {
            testDescription = name
            self.station = station
            self.day = day
            self.expected = expected
            self.change = change
        }
    }

    // Red when: a window of Đ.33 or Đ.48 opens by another day, or ends on another one.
    @Test(arguments: [
        Row("thirty days from receipt", .received, on: "2026-09-17", "accepted"),
        Row("a day late", .received, on: "2026-09-18", "invalid: acted_on"),
        Row("late but for five days of obstacle", .received, on: "2026-09-22", "accepted") {
            request,
            _ in
            request.obstacles = [ClockObstacle(fromOn: "2026-08-20", toOn: "2026-08-24")]
        },
        Row("remote: 45 days", .received, on: "2026-10-02", "accepted") { _, file in
            file.remoteArea = true
        },
        Row("remote: a day late", .received, on: "2026-10-03", "invalid: acted_on") { _, file in
            file.remoteArea = true
        },
        Row("discipline: ten days", .received, on: "2026-08-28", "accepted") { _, file in
            file.complaintSubtype = .discipline
        },
        Row("discipline: a day late", .received, on: "2026-08-29", "invalid: acted_on") {
            _,
            file in file.complaintSubtype = .discipline
        },
        Row("dismissal: thirty days", .received, on: "2026-09-17", "accepted") { _, file in
            file.complaintSubtype = .discipline
            file.dismissal = true
        },
        Row("in effect, the window still open", .effective, on: "2026-09-16", "accepted"),
        Row(
            "not received yet",
            .sent,
            on: "2026-08-20",
            "CASE_STATE_DECIDED: the day on which the complainant received the decision"
        ),
        Row(
            "a decision, said to be overdue",
            .received,
            on: "2026-08-20",
            "CASE_STATE_DECIDED: the ground DECISION: there is a first decision"
        ) { request, _ in request.ground = .overdue },
        Row("no decision in the limit", .reported, on: "2026-08-14", "accepted") { request, _ in
            request.ground = .overdue
        },
        Row(
            "on the last day of the limit",
            .reported,
            on: "2026-08-13",
            "CASE_STATE_REPORTED: a limit of settlement that has passed"
        ) { request, _ in request.ground = .overdue },
        Row("thirty days from its end, rolled", .reported, on: "2026-09-14", "accepted") {
            request,
            _ in request.ground = .overdue
        },
        Row("a day later", .reported, on: "2026-09-15", "invalid: acted_on") { request, _ in
            request.ground = .overdue
        },
        Row("by somebody else", .received, on: "2026-09-10", "invalid: person") { request, _ in
            request.person = "s9"
        },
    ])
    func `A complaint goes to the second instance in its window`(row: Row) throws {
        var file = try Walk(to: row.station).file
        var request = FileSecondComplaintRequest(id: "c1", ground: .decision, actedOn: row.day)
        row.change(&request, &file)
        #expect(refusal { try request.decide(file, Sample.complainants, world) } == row.expected)
    }

    // Red when: what was in effect stays so beside a second complaint, or its limits run on.
    @Test func `A second complaint takes the effect away and stops what runs`() throws {
        var walk = try Walk(to: .effective)
        let request = FileSecondComplaintRequest(
            id: "c1",
            ground: .decision,
            actedOn: "2026-09-16"
        )
        walk.take(try request.decide(walk.file, Sample.complainants, world))
        #expect(walk.file.state == .appealed)
        #expect(walk.file.decision?.effectiveOn == "")
        #expect(walk.clocks.contains("KN.APPEAL_WINDOW MET 2026-09-17"))
        #expect(walk.file.deadlines.contains { $0.rule == "KN.ENFORCE" && $0.state == .lapsed })
        #expect(!walk.file.deadlines.contains { $0.rule == "KN.ENFORCE" && $0.state == .open })
    }

    // Red when: the complainant can sue before the limit passed, after the year, or twice.
    @Test func `The court is open after a decision or a limit that passed`() throws {
        func sue(_ file: Case, _ day: String) -> String {
            let request = FileLawsuitRequest(id: "c1", actedOn: day, court: "TAND khu vực 1")
            let later = context(today: "2027-12-30")
            return refusal { try request.decide(file, later) }
        }
        let received = try Walk(to: .received).file
        #expect(sue(received, "2027-08-18") == "accepted")
        #expect(
            sue(received, "2027-08-19")
                == "CASE_STATE_DECIDED: a day by 2027-08-18, the end of the window of the suit"
        )
        let reported = try Walk(to: .reported).file
        #expect(sue(reported, "2026-08-14") == "accepted")
        #expect(
            sue(reported, "2026-08-13")
                == "CASE_STATE_REPORTED: a decision, or a limit of settlement that has passed"
        )
        var twice = reported
        twice.lawsuit = Lawsuit(filedOn: "2026-08-14", court: "TAND khu vực 1")
        #expect(
            sue(twice, "2026-08-17")
                == "CASE_STATE_REPORTED: a case that is not before the court yet"
        )
    }

    // Red when: anybody but the chairman of the city reopens a settlement, or before 01/07/2026.
    @Test func `Only the chairman of the city has a settlement taken up anew`() throws {
        var file = try Walk(to: .effective).file
        file.lastActOn = "2026-06-01"
        func review(_ agency: Agency, _ day: String) -> String {
            let request = ReviewUnlawfulRequest(
                id: "c1",
                document: DocumentReference(number: "90/UBND", issuedOn: day),
                signs: "Áp dụng sai bảng giá đất"
            )
            return refusal {
                try request.decide(file, acting: agency, senders: nobody, world)
            }
        }
        #expect(review(Sample.city, "2026-07-01") == "accepted")
        #expect(review(Sample.city, "2026-06-30") == "invalid: document.issued_on")
        #expect(
            review(Sample.home, "2026-07-01") == "CASE_STATE_EFFECTIVE: the chairman of the city"
        )
    }

    struct Talk: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let agency: Agency
        let day: String
        let grounds: [DialogueGround]
        let isHead: Bool
        let expected: String
    }

    // Red when: the head may stay away where NĐ 155/2026 wants him, or must come where it does not.
    @Test(arguments: [
        Talk(
            testDescription: "a department without its head",
            agency: Sample.home,
            day: "2026-07-28",
            grounds: [],
            isHead: false,
            expected: "invalid: dialogue.head_in_person"
        ),
        Talk(
            testDescription: "a department before the new law",
            agency: Sample.home,
            day: "2026-06-30",
            grounds: [],
            isHead: false,
            expected: "accepted"
        ),
        Talk(
            testDescription: "the city, many complain",
            agency: Sample.city,
            day: "2026-07-28",
            grounds: [.mass],
            isHead: false,
            expected: "invalid: dialogue.head_in_person"
        ),
        Talk(
            testDescription: "the city, many complain, the chairman leads",
            agency: Sample.city,
            day: "2026-07-28",
            grounds: [.mass],
            isHead: true,
            expected: "accepted"
        ),
        Talk(
            testDescription: "the city, nothing special",
            agency: Sample.city,
            day: "2026-07-28",
            grounds: [],
            isHead: false,
            expected: "accepted"
        ),
    ])
    func `The head leads the dialogue where the decree asks for it`(row: Talk) throws {
        var file = try Walk(to: .assigned).file
        file.lastActOn = "2026-06-01"
        let request = HoldDialogueRequest(
            id: "c1",
            noticeSentOn: "2026-06-20",
            dialogue: Dialogue(
                heldOn: row.day,
                minutesNumber: "4/BB",
                headInPerson: row.isHead,
                grounds: row.grounds
            )
        )
        let found = refusal { try request.decide(file, agency: row.agency, world) }
        #expect(found == row.expected)
    }

    // Red when: a decision goes without the report of Đ.29, or the head's own finding is ignored.
    @Test func `A complaint found right is settled at once`() throws {
        var walk = try Walk(to: .accepted)
        let decide = Sample.decide("c1")
        let missing = "CASE_STATE_ACCEPTED: a verification report"
        #expect(refusal { try decide.decide(walk.file, senders: nobody, world) } == missing)
        for (right, expected) in [(false, missing), (true, "accepted")] {
            let check = CheckOwnDecisionRequest(id: "c1", actedOn: "2026-07-15", right: right)
            walk.take(try check.decide(walk.file, world))
            #expect(refusal { try decide.decide(walk.file, senders: nobody, world) } == expected)
        }
    }

    // Red when: the dialogue is optional at second instance (Đ.39), or in discipline (Đ.53).
    @Test func `The second instance always talks`() throws {
        var file = try Walk(to: .reported) { $0.differs = false }.file
        let decide = Sample.decide("c1")
        #expect(refusal { try decide.decide(file, senders: nobody, world) } == "accepted")
        let always = "CASE_STATE_REPORTED: a dialogue, which is always held"
        file.instance = 2
        #expect(refusal { try decide.decide(file, senders: nobody, world) } == always)
        (file.instance, file.complaintSubtype) = (1, .discipline)
        #expect(refusal { try decide.decide(file, senders: nobody, world) } == always)
    }

    // Red when: a stay is put on twice, lifted without one, or stops the limit of settlement.
    @Test func `A stay lasts as long as the settlement and does not stop it`() throws {
        var walk = try Walk(to: .accepted)
        let paper = DocumentReference(number: "23/QĐ-SNV", issuedOn: "2026-07-20")
        let lift = LiftStayRequest(
            id: "c1",
            decision: DocumentReference(number: "24/QĐ-SNV", issuedOn: "2026-07-27")
        )
        #expect(
            refusal { try lift.decide(walk.file, world) }
                == "CASE_STATE_ACCEPTED: a stay that holds"
        )
        let stay = StayExecutionRequest(id: "c1", decision: paper, reason: "Không thể khôi phục")
        walk.take(try stay.decide(walk.file, senders: nobody, world))
        #expect(
            walk.file.deadlines.map(\.line) == [
                "KN.RESOLVE.1.ORDINARY OPEN 2026-08-13", "KN.STAY_OF_EXECUTION_MAX OPEN 2026-08-13",
            ]
        )
        #expect(
            refusal { try stay.decide(walk.file, senders: nobody, world) }
                == "CASE_STATE_ACCEPTED: a case whose stay was lifted"
        )
        // A longer limit takes the stay with it.
        let complex = MarkComplexRequest(id: "c1", criteria: [.places], actedOn: "2026-07-21")
        walk.take(try complex.decide(walk.file, world))
        #expect(walk.clocks.contains("KN.STAY_OF_EXECUTION_MAX OPEN 2026-08-28"))
        walk.take(try lift.decide(walk.file, world))
        #expect(walk.clocks.contains("KN.STAY_OF_EXECUTION_MAX MET 2026-08-28"))
        #expect(walk.clocks.contains("KN.RESOLVE.1.COMPLEX OPEN 2026-08-28"))
    }

    // Red when: a criterion of NĐ 124/2020 Đ.3a is not one, or none is enough.
    @Test(arguments: ComplexityCriterion.known)
    func `Each criterion of Article 3a makes a case complex, none does not`(
        criterion: ComplexityCriterion
    ) throws {
        let file = try Walk(to: .accepted).file
        let criteria = criterion == .unspecified ? [] : [criterion]
        let request = MarkComplexRequest(id: "c1", criteria: criteria, actedOn: "2026-08-13")
        let expected = criteria.isEmpty ? "invalid: criteria" : "accepted"
        #expect(refusal { try request.decide(file, world) } == expected)
        let late = MarkComplexRequest(id: "c1", criteria: [.many], actedOn: "2026-08-14")
        #expect(
            refusal { try late.decide(file, world) }.hasPrefix("CASE_STATE_ACCEPTED: a day on or")
        )
    }
}
