import Casework
import Messages
import TestSupport
import Testing

/// The time limits of sessions, reckoned back from their day.
@Suite struct SessionClockTests {
    private typealias S = SessionSample

    struct Planned: Sendable {
        let held: String
        var online = false
        var hour: Int64 = 8
        let due: [String]
    }

    // Red when: a limit is counted forward, by calendar days, or over the days off in September.
    @Test(arguments: [
        Planned(held: "2026-06-30", due: ["2026-06-23"]),
        Planned(held: "2026-07-20", due: ["2026-07-13"]),
        // 31/08 is swapped for 22/08, 01/09 and 02/09 are off.
        Planned(held: "2026-09-07", due: ["2026-08-26"]),
        // Posting, telling the bridge points, testing the line, connecting.
        Planned(
            held: "2026-07-01",
            online: true,
            due: ["2026-06-24", "2026-06-24", "2026-06-30", "2026-07-01"]
        ),
        Planned(
            held: "2026-07-06",
            online: true,
            hour: 0,
            due: ["2026-06-29", "2026-06-29", "2026-07-03", "2026-07-05"]
        ),
    ])
    func `The limits of a session lie before it`(row: Planned) throws {
        var plan = S.plan
        plan.heldOn = row.held
        plan.actedOn = "2026-06-01"
        plan.online = row.online
        if row.online {
            plan.beginsAtMs = S.instant(row.held, hour: row.hour)
            plan.conditions = ["DUONG_TRUYEN"]
        }
        let events = try plan.decide(id: "s1", agency: Sample.home, world)
        #expect(events[0].deadlines.map(\.dueOn) == row.due)
        #expect(events[0].deadlines.allSatisfy { $0.startOn == row.held && $0.state == .open })
    }

    // Red when: a session on a pressing ground owes a posting.
    @Test func `A session on a pressing ground has no posting to wait for`() throws {
        var plan = S.plan
        plan.kind = .leaderAdhoc
        plan.adhocGround = "DANGER"
        #expect(try plan.decide(id: "s1", agency: Sample.home, world)[0].deadlines.isEmpty)
    }

    // Red when: bridge points that were told late look as if they were told in time, or the test
    // and the connection of the line end no limit.
    @Test func `What an online session owes ends on the day of the act`() throws {
        for (told, expected) in [("2026-12-23", DeadlineState.met), ("2026-12-24", .late)] {
            var session = S.session(.published, online: true)
            let notify = NotifyBridgePointsRequest(
                id: "s1",
                agencies: ["H29.05"],
                actedOn: told
            )
            for event in try notify.decide(session, known: ["H29.05"], world) {
                session.apply(event)
            }
            #expect(session.deadlines[1].state == expected)
            #expect(session.bridgePointsNotifiedOn == told && session.invited == ["H29.05"])
            for event in try S.open.decide(session, world) { session.apply(event) }
            let ends = session.deadlines.dropFirst(2)
            #expect(ends.map(\.state) == [.met, .met])
            #expect(ends.map(\.stoppedOn) == ["2026-12-29", "2026-12-30"])
            #expect(session.preparation?.recording == "ghi-hinh-1")
        }
    }

    // Red when: the duty of a conclusion notice is older than the decree, or gets a number of days.
    @Test func `The conclusion notice is a duty without a number from July 2026`() throws {
        for (held, rules) in [
            ("2026-06-30", []), ("2026-07-01", ["RCP.LEADER.CONCLUSION_NOTICE"]),
        ] {
            let session = S.session(.inSession, heldOn: held)
            let end = EndSessionRequest(id: "s1", actedOn: held)
            let clocks = try end.decide(session, proposals: [], world)[0].deadlines
            #expect(clocks.map(\.rule) == rules && clocks.allSatisfy(\.dueOn.isEmpty))
        }
    }

    // Red when: an instruction of June 2026 has no limit: its day is set by the conclusion.
    @Test func `An instruction has its day before and after July 2026`() throws {
        for issued in ["2026-06-30", "2026-07-01"] {
            var request = S.conclusion
            request.conclusion = DocumentReference(number: "1/TB", issuedOn: issued)
            request.instructions[0].dueOn = "2026-07-31"
            let ended = S.session(.ended, heldOn: "2026-06-30")
            let clock = try S.conclude(ended, request).last?.deadlines.first
            #expect(clock?.startOn == issued && clock?.dueOn == "2026-07-31")
        }
    }

    // Red when: the visitor's ten working days run from another day than that of the session.
    @Test func `The visitor's result is due ten working days after the session`() throws {
        for (held, due) in [("2026-06-30", "2026-07-14"), ("2026-08-20", "2026-09-07")] {
            let clocks = try S.turn.decide(
                S.session(.inSession, heldOn: held),
                visit: S.visit,
                senders: knownSender,
                world
            )[0].deadlines
            #expect(clocks.map(\.dueOn) == [due])
        }
    }
}
