import Casework
import Messages
import TestSupport
import Testing

/// The decision at first instance, its sending and its receipt.
@Suite struct DecideCaseTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let spoil: @Sendable (inout Decision) -> Void

        init(_ name: String, _ field: String, _ spoil: @escaping @Sendable (inout Decision) -> Void)
        {
            testDescription = name
            expected = field.isEmpty ? "accepted" : "invalid: decision.\(field)"
            self.spoil = spoil
        }
    }

    // Red when: the check of the row is taken out of Decision.check.
    @Test(arguments: [
        Row("in order", "") { _ in },
        Row("without document", "document") { $0.document = nil },
        Row("before the dialogue", "document.issued_on") { $0.document?.issuedOn = "2026-08-09" },
        Row("tomorrow", "document.issued_on") { $0.document?.issuedOn = "2026-12-31" },
        Row("finds nothing", "conclusion") { $0.conclusion = .unspecified },
        Row("does nothing", "action") { $0.action = .unknown(9) },
        Row("well-founded but upheld", "action") {
            $0.conclusion = .wellFounded
            $0.action = .uphold
        },
        Row("no gist", "summary") { $0.summary = "" },
        Row("names the sender", "summary") { $0.summary = "bà NGUYỄN THỊ ÁNH được trả lại đất" },
        Row("negative money", "money_vnd") { $0.moneyVnd = -1 },
        Row("negative land", "money_vnd") { $0.landCentiM2 = -1 },
        Row("sent before it is issued", "sent_on") { $0.effectiveOn = "2026-08-12" },
    ])
    func `A decision is checked`(row: Row) throws {
        let file = try Walk(to: .talked).file
        var request = Sample.decide("c1")
        if var decision = request.decision {
            row.spoil(&decision)
            request.decision = decision
        }
        #expect(
            refusal { try request.decide(file, senders: knownSender, world) } == row.expected
        )
    }

    struct Talk: Sendable {
        let differs: Bool
        let subtype: ComplaintSubtype
        let expected: String
    }

    // Red when: the dialogue is not demanded, or demanded from everybody.
    @Test(arguments: [
        Talk(differs: false, subtype: .decision, expected: "accepted"),
        Talk(
            differs: true,
            subtype: .decision,
            expected: "CASE_STATE_REPORTED: "
                + "a dialogue, mandatory because demand and result differ"
        ),
        Talk(
            differs: false,
            subtype: .discipline,
            expected: "CASE_STATE_REPORTED: a dialogue, which is always held"
        ),
    ])
    func `A dialogue is mandatory when demand and result differ`(row: Talk) throws {
        let file = try Walk(to: .reported) {
            $0.differs = row.differs
            $0.classification.complaintSubtype = row.subtype
        }.file
        let found = refusal { try Sample.decide("c1").decide(file, senders: nobody, world) }
        #expect(found == row.expected)
    }

    // Red when: a decision needs no report.
    @Test func `A decision needs a report, and there is one only`() throws {
        for (station, expected) in [
            (Station.assigned, "CASE_STATE_VERIFYING: a verification report"),
            (.decided, "CASE_STATE_DECIDED: a verification report"),
        ] {
            let file = try Walk(to: station).file
            #expect(
                refusal { try Sample.decide("c1").decide(file, senders: nobody, world) } == expected
            )
        }
    }

    struct Clocks: Sendable {
        let subtype: ComplaintSubtype
        let remote: Bool
        let day: String
        let clocks: [String]
    }

    // Red when: effect counts from receipt, or the clock of settlement is not stopped.
    @Test(arguments: [
        Clocks(
            subtype: .decision,
            remote: false,
            day: "2026-08-13",
            clocks: [
                "KN.RESOLVE.1.ORDINARY MET 2026-08-13", "KN.SEND_DECISION.1 OPEN 2026-08-18",
                "KN.EFFECT.1 OPEN 2026-09-14",
            ]
        ),
        Clocks(
            subtype: .decision,
            remote: false,
            day: "2026-08-14",
            clocks: [
                "KN.RESOLVE.1.ORDINARY LATE 2026-08-13", "KN.SEND_DECISION.1 OPEN 2026-08-19",
                "KN.EFFECT.1 OPEN 2026-09-14",
            ]
        ),
        Clocks(
            subtype: .decision,
            remote: true,
            day: "2026-08-12",
            clocks: [
                "KN.RESOLVE.1.REMOTE MET 2026-08-28", "KN.SEND_DECISION.1 OPEN 2026-08-17",
                "KN.EFFECT.1.REMOTE OPEN 2026-09-28",
            ]
        ),
        Clocks(
            subtype: .discipline,
            remote: false,
            day: "2026-08-12",
            clocks: [
                "KNKL.RESOLVE MET 2026-08-13", "KNKL.SEND_DECISION.1 OPEN -",
                "KNKL.EFFECT OPEN 2026-09-11",
            ]
        ),
    ])
    func `The decision stops settlement and starts sending and effect`(row: Clocks) throws {
        let walk = try Walk(to: .decided) {
            $0.classification.complaintSubtype = row.subtype
            $0.acceptance.remoteArea = row.remote
            $0.decision.decision?.document?.issuedOn = row.day
        }
        #expect(walk.file.deadlines.map(\.line) == row.clocks)
    }

    // Red when: a decision goes out before its day, twice, or before it is issued.
    @Test func `A decision is sent once, not before its day`() throws {
        let send = SendDecisionRequest(id: "c1", actedOn: "2026-08-17")
        var walk = try Walk(to: .decided)
        let early = SendDecisionRequest(id: "c1", actedOn: "2026-08-11")
        #expect(refusal { try early.decide(walk.file, world) } == "invalid: acted_on")
        walk.take(try send.decide(walk.file, world))
        #expect(walk.clocks.contains("KN.SEND_DECISION.1 MET 2026-08-17"))
        #expect(walk.file.decision?.sentOn == "2026-08-17")
        #expect(
            refusal { try send.decide(walk.file, world) }
                == "CASE_STATE_DECIDED: a decision that was not sent yet"
        )
        let undecided = try Walk(to: .talked).file
        #expect(
            refusal { try send.decide(undecided, world) }
                == "CASE_STATE_DIALOGUE_HELD: an issued decision"
        )
    }

    struct Window: Sendable {
        let subtype: ComplaintSubtype
        let remote: Bool
        let clock: String
    }

    // Red when: the window counts from issue or sending, or is taken for a duty of the agency.
    @Test(arguments: [
        Window(subtype: .act, remote: false, clock: "KN.APPEAL_WINDOW OPEN 2026-09-17"),
        Window(subtype: .act, remote: true, clock: "KN.APPEAL_WINDOW.REMOTE OPEN 2026-10-02"),
        Window(subtype: .discipline, remote: false, clock: "KNKL.LIMITATION.2 OPEN 2026-08-28"),
    ])
    func `Receipt opens the windows`(row: Window) throws {
        let walk = try Walk(to: .received) {
            $0.classification.complaintSubtype = row.subtype
            $0.acceptance.remoteArea = row.remote
        }
        #expect(
            Array(walk.file.deadlines.suffix(2).map(\.line))
                == [row.clock, "KN.COURT_WINDOW OPEN 2027-08-18"]
        )
        let windows = walk.file.deadlines.filter(\.window).map(\.rule)
        #expect(windows == walk.file.deadlines.suffix(2).map(\.rule))
    }

    // Red when: a decision may be received unsent, early or twice.
    @Test func `A decision is received once, after it was sent`() throws {
        let receive = RecordDecisionReceiptRequest(id: "c1", actedOn: "2026-08-18")
        let missing =
            "CASE_STATE_DECIDED: "
            + "a decision that was sent and whose receipt is not recorded yet"
        let unsent = try Walk(to: .decided).file
        #expect(refusal { try receive.decide(unsent, Sample.complainants, world) } == missing)
        let received = try Walk(to: .received).file
        #expect(refusal { try receive.decide(received, Sample.complainants, world) } == missing)
        let sent = try Walk(to: .sent).file
        let early = RecordDecisionReceiptRequest(id: "c1", actedOn: "2026-08-13")
        #expect(
            refusal { try early.decide(sent, Sample.complainants, world) } == "invalid: acted_on"
        )
        let late = RecordDecisionReceiptRequest(id: "c1", actedOn: "2026-12-31")
        #expect(
            refusal { try late.decide(sent, Sample.complainants, world) } == "invalid: acted_on"
        )
    }
}
