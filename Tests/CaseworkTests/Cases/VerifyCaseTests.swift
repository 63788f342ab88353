import Casework
import Messages
import TestSupport
import Testing

/// Complexity, verification, report and dialogue.
@Suite struct VerifyCaseTests {
    struct Complex: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        var station = Station.accepted
        var day = "2026-08-13"
        var criteria: [ComplexityCriterion] = [.places, .many]
        var spoil: @Sendable (inout Case) -> Void = { _ in }
    }

    static let complex = [
        Complex(testDescription: "on the last day", expected: "accepted"),
        Complex(
            testDescription: "after the last day",
            expected: "CASE_STATE_ACCEPTED: "
                + "a day on or before 2026-08-13, the end of the ordinary limit",
            day: "2026-08-14"
        ),
        Complex(testDescription: "for nothing", expected: "invalid: criteria", criteria: []),
        Complex(
            testDescription: "twice for the same",
            expected: "invalid: criteria",
            criteria: [.many, .many]
        ),
        Complex(
            testDescription: "for something unknown",
            expected: "invalid: criteria",
            criteria: [.unknown(99)]
        ),
        Complex(
            testDescription: "before acceptance",
            expected: "invalid: acted_on",
            day: "2026-07-13"
        ),
        Complex(
            testDescription: "when reported",
            expected: "CASE_STATE_REPORTED: "
                + "a case that is accepted, being verified or in dialogue",
            station: .reported
        ),
        Complex(
            testDescription: "a second time",
            expected: "CASE_STATE_ACCEPTED: "
                + "an ordinary limit that runs; the case is complex already"
        ) { $0.deadlines[0].state = .replaced },
    ]

    // Red when: the guard of the row is taken out of MarkComplexRequest.
    @Test(arguments: complex)
    func `A case is marked complex in writing and in time`(row: Complex) throws {
        var file = try Walk(to: row.station).file
        row.spoil(&file)
        let request = MarkComplexRequest(id: "c1", criteria: row.criteria, actedOn: row.day)
        #expect(refusal { try request.decide(file, world) } == row.expected)
    }

    struct Longer: Sendable {
        let subtype: ComplaintSubtype
        let remote: Bool
        let clocks: [String]
    }

    // Red when: the longer limit counts from the day of marking, or the old one is missed.
    @Test(arguments: [
        Longer(
            subtype: .decision,
            remote: false,
            clocks: [
                "KN.RESOLVE.1.ORDINARY REPLACED 2026-08-13", "KN.RESOLVE.1.COMPLEX OPEN 2026-08-28",
            ]
        ),
        Longer(
            subtype: .decision,
            remote: true,
            clocks: [
                "KN.RESOLVE.1.REMOTE REPLACED 2026-08-28",
                "KN.RESOLVE.1.REMOTE_COMPLEX OPEN 2026-09-14",
            ]
        ),
        Longer(
            subtype: .discipline,
            remote: false,
            clocks: ["KNKL.RESOLVE REPLACED 2026-08-13", "KNKL.RESOLVE.COMPLEX OPEN 2026-08-28"]
        ),
    ])
    func `The longer limit takes over from acceptance`(row: Longer) throws {
        var walk = try Walk(to: .accepted) {
            $0.classification.complaintSubtype = row.subtype
            $0.acceptance.remoteArea = row.remote
        }
        let request = MarkComplexRequest(id: "c1", criteria: [.many], actedOn: "2026-08-13")
        walk.take(try request.decide(walk.file, world))
        #expect(walk.file.deadlines.map(\.line) == row.clocks)
        #expect(walk.file.complexity == [.many] && walk.file.state == .accepted)
    }

    // Red when: verifier, day or state are not asked.
    @Test func `Verification is assigned once, to a body in being`() throws {
        let file = try Walk(to: .accepted).file
        let request = Sample.assign("c1")
        #expect(refusal { try request.decide(file, verifier: Sample.home, world) } == "accepted")
        #expect(refusal { try request.decide(file, verifier: nil, world) } == "invalid: agency")
        var early = request
        early.assignment?.issuedOn = "2026-07-13"
        #expect(
            refusal { try early.decide(file, verifier: Sample.home, world) }
                == "invalid: assignment.issued_on"
        )
        #expect(
            refusal { try AssignVerificationRequest().decide(file, verifier: nil, world) }
                == "invalid: assignment, agency"
        )
        let verifying = try Walk(to: .assigned).file
        #expect(
            refusal { try request.decide(verifying, verifier: Sample.home, world) }
                == "CASE_STATE_VERIFYING: an accepted case that nobody verifies yet"
        )
    }

    // Red when: a report needs no verification, comes twice, or forgets what it found.
    @Test func `A report answers an assignment, once`() throws {
        let request = Sample.report("c1")
        let accepted = try Walk(to: .accepted).file
        #expect(
            refusal { try request.decide(accepted, world) }
                == "CASE_STATE_ACCEPTED: a verification that was assigned"
        )
        let assigned = try Walk(to: .assigned).file
        var spoilt = request
        spoilt.report?.issuedOn = "2026-07-15"
        #expect(refusal { try spoilt.decide(assigned, world) } == "invalid: report.issued_on")
        spoilt.report = nil
        #expect(refusal { try spoilt.decide(assigned, world) } == "invalid: report")
        let reported = try Walk(to: .reported).file
        #expect(reported.verification?.resultsDiffer == true)
        let talked = try Walk(to: .talked).file
        var again = request
        again.report?.issuedOn = "2026-08-11"
        #expect(
            refusal { try again.decide(talked, world) }
                == "CASE_STATE_DIALOGUE_HELD: no report yet"
        )
    }

    struct Talk: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        var station = Station.reported
        let spoil: @Sendable (inout HoldDialogueRequest) -> Void
    }

    // Red when: the notice may come later than five days ahead, or a check is taken out.
    @Test(arguments: [
        Talk(testDescription: "five days ahead", expected: "accepted") { _ in },
        Talk(testDescription: "while verifying", expected: "accepted", station: .assigned) { _ in },
        Talk(testDescription: "four days ahead", expected: "invalid: notice_sent_on") {
            $0.noticeSentOn = "2026-08-06"
        },
        Talk(testDescription: "without notice", expected: "invalid: notice_sent_on") {
            $0.noticeSentOn = ""
        },
        Talk(testDescription: "without minutes", expected: "invalid: dialogue.minutes_number") {
            $0.dialogue?.minutesNumber = ""
        },
        Talk(testDescription: "before the report", expected: "invalid: dialogue.held_on") {
            $0.dialogue?.heldOn = "2026-07-29"
            $0.noticeSentOn = "2026-07-20"
        },
        Talk(testDescription: "tomorrow", expected: "invalid: dialogue.held_on") {
            $0.dialogue?.heldOn = "2026-12-31"
        },
        Talk(
            testDescription: "not being verified",
            expected: "CASE_STATE_ACCEPTED: a case that is being verified or reported",
            station: .accepted
        ) { _ in },
        Talk(
            testDescription: "after the decision",
            expected: "invalid: dialogue.held_on",
            station: .decided
        ) { _ in },
    ])
    func `A dialogue is announced five days ahead`(row: Talk) throws {
        let file = try Walk(to: row.station).file
        var request = Sample.dialogue("c1")
        row.spoil(&request)
        #expect(refusal { try request.decide(file, agency: Sample.home, world) } == row.expected)
    }

    // Red when: a report after a dialogue loses the dialogue.
    @Test func `A dialogue before the report counts for the decision`() throws {
        var walk = try Walk(to: .assigned)
        var early = Sample.dialogue("c1")
        early.dialogue?.heldOn = "2026-07-28"
        early.noticeSentOn = "2026-07-20"
        walk.take(try early.decide(walk.file, agency: Sample.home, world))
        let decision = Sample.decide("c1")
        #expect(
            refusal { try decision.decide(walk.file, senders: nobody, world) }
                == "CASE_STATE_DIALOGUE_HELD: a verification report"
        )
        walk.take(try Sample.report("c1").decide(walk.file, world))
        #expect(walk.file.state == .reported)
        #expect(refusal { try decision.decide(walk.file, senders: nobody, world) } == "accepted")
    }
}
