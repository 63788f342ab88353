import Casework
import Messages
import TestSupport
import Testing

/// Effect, enforcement and the closed file.
@Suite struct CloseCaseTests {
    // Red when: effect comes with the last day of the period, or the day is not awaited.
    @Test func `A decision is in effect on the day after its period`() throws {
        let file = try Walk(to: .received).file
        let request = ConfirmEffectRequest(id: "c1")
        #expect(
            refusal { try request.decide(file, context(today: "2026-09-11")) }
                == "CASE_STATE_DECIDED: "
                + "the day 2026-09-12, on which the decision comes into effect"
        )
        #expect(refusal { try request.decide(file, context(today: "2026-09-12")) } == "accepted")
        let walk = try Walk(to: .effective)
        #expect(walk.file.decision?.effectiveOn == "2026-09-12")
        #expect(walk.clocks.contains("KN.EFFECT.1 LAPSED 2026-09-11"))
        #expect(walk.clocks.contains("KN.ENFORCE OPEN 2026-09-12"))
        #expect(
            refusal { try request.decide(walk.file, world) }
                == "CASE_STATE_EFFECTIVE: an issued decision that is not in effect yet"
        )
    }

    // Red when: an upheld decision is to be enforced.
    @Test func `What orders nothing needs no enforcement`() throws {
        let walk = try Walk(to: .effective) {
            $0.decision.decision?.action = .uphold
            $0.decision.decision?.conclusion = .unfounded
            $0.decision.decision?.moneyVnd = 0
            $0.decision.decision?.landCentiM2 = 0
        }
        #expect(!walk.clocks.contains { $0.hasPrefix("KN.ENFORCE") })
        let close = CloseCaseRequest(id: "c1", actedOn: "2026-10-05")
        #expect(refusal { try close.decide(walk.file, world) } == "accepted")
    }

    struct Close: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        var station = Station.enforced
        var day = "2026-10-02"
        var remote = false
        var spoil: @Sendable (inout Case) -> Void = { _ in }
    }

    static let closings = [
        Close(testDescription: "enforced", expected: "accepted"),
        Close(
            testDescription: "not enforced",
            expected: "CASE_STATE_ENFORCING: a finished enforcement",
            station: .enforcing
        ),
        Close(
            testDescription: "only in effect",
            expected: "CASE_STATE_EFFECTIVE: a finished enforcement",
            station: .effective
        ),
        Close(
            testDescription: "before the last act",
            expected: "invalid: acted_on",
            day: "2026-09-30"
        ),
        Close(testDescription: "tomorrow", expected: "invalid: acted_on", day: "2026-12-31"),
        Close(
            testDescription: "while the window is open",
            expected: "CASE_STATE_ENFORCED: "
                + "the end of the window of a second complaint, 2026-10-02",
            remote: true
        ),
        Close(
            testDescription: "after the window",
            expected: "accepted",
            day: "2026-10-03",
            remote: true
        ),
        Close(
            testDescription: "never received",
            expected: "CASE_STATE_ENFORCED: "
                + "the day on which the complainant received the decision"
        ) { $0.decision?.receivedOn = "" },
        Close(
            testDescription: "with a duty that runs",
            expected: "CASE_STATE_ENFORCED: nothing that is owed any more; open: KN.SEND_DECISION.1"
        ) { file in
            for index in file.deadlines.indices
            where file.deadlines[index].rule == "KN.SEND_DECISION.1" {
                file.deadlines[index].state = .open
            }
        },
        Close(
            testDescription: "closed already",
            expected: "CASE_STATE_CLOSED: a finished enforcement",
            station: .closed,
            day: "2026-10-05"
        ),
    ]

    // Red when: the guard of the row is taken out of CloseCaseRequest.
    @Test(arguments: closings)
    func `A file is closed when nothing can follow`(row: Close) throws {
        var file = try Walk(to: row.station) { $0.acceptance.remoteArea = row.remote }.file
        row.spoil(&file)
        let request = CloseCaseRequest(id: "c1", actedOn: row.day)
        #expect(refusal { try request.decide(file, world) } == row.expected)
    }

    // Red when: closing calls the window met or leaves it open.
    @Test func `Closing lets the window lapse and starts the hand-over`() throws {
        let walk = try Walk(to: .closed)
        #expect(walk.file.state == .closed && walk.file.closedOn == "2026-10-05")
        #expect(walk.clocks.contains("KN.APPEAL_WINDOW LAPSED 2026-09-17"))
        #expect(walk.clocks.contains("KN.FILE_HANDOVER OPEN -"))
    }

    // Red when: `apply` reads anything but the event, or a fact is not applied.
    @Test func `Replaying the events gives the state of the deciders`() throws {
        let walk = try Walk(to: .closed)
        var petition = Petition()
        var file = Case()
        for event in walk.events where event.record?.kind == .petition { petition.apply(event) }
        for event in walk.events where event.record?.kind == .case { file.apply(event) }
        #expect(petition == walk.petition && file == walk.file)
        #expect(walk.events.count == 18)
        // Through the bytes of the journal, as rebuilding does.
        var again = Case()
        for event in walk.events where event.record?.kind == .case {
            again.apply(try Event(serialized: event.serialized()))
        }
        #expect(again == walk.file)
    }

    // Red when: a fact of another record, or one of a newer build, changes or stops `apply`.
    @Test func `Facts that are none of its own leave a record as it is`() throws {
        let walk = try Walk(to: .closed)
        var petition = walk.petition
        var file = walk.file
        for event in walk.events where event.record?.kind == .case { petition.apply(event) }
        for event in walk.events where event.record?.kind == .petition { file.apply(event) }
        petition.apply(Event(actedOn: "2026-12-01", fact: nil))
        file.apply(Event(actedOn: "2026-12-01", fact: nil))
        #expect(petition == walk.petition && file == walk.file)
    }
}
