import Casework
import Messages
import TestSupport
import Testing

/// The table of transitions of cases, row by row and state by state.
@Suite struct CaseTableTests {
    /// A case that has come to a station, put in another state: what a command asks beside the
    /// state is there.
    private static func file(at station: Station, in now: Case) throws -> Case {
        var file = try Walk(to: station).file
        file.complaintSubtype = now.complaintSubtype
        file.state = now.state
        return file
    }

    /// The plays of each branch.
    static let plays: [Case.Branch: [Play<Case>]] = [
        .complaint: firstInstance, .discipline: firstInstance,
    ]

    private static let firstInstance: [Play<Case>] = [
        Play("ComplaintService/MarkComplex") {
            try MarkComplexRequest(id: "c1", criteria: [.many], actedOn: "2026-07-20")
                .decide(try file(at: .accepted, in: $0), world)
        },
        Play("CaseService/AssignVerification") {
            try Sample.assign("c1")
                .decide(try file(at: .accepted, in: $0), verifier: Sample.foreign, world)
        },
        Play("CaseService/SubmitReport") {
            try Sample.report("c1").decide(try file(at: .assigned, in: $0), world)
        },
        Play("ComplaintService/HoldDialogue") {
            try Sample.dialogue("c1").decide(try file(at: .reported, in: $0), world)
        },
        Play("ComplaintService/IssueDecision") {
            try Sample.decide("c1")
                .decide(try file(at: .talked, in: $0), senders: nobody, world)
        },
        Play("ComplaintService/SendDecision") {
            try SendDecisionRequest(id: "c1", actedOn: "2026-08-14")
                .decide(try file(at: .decided, in: $0), world)
        },
        Play("ComplaintService/RecordDecisionReceipt") {
            try RecordDecisionReceiptRequest(id: "c1", actedOn: "2026-08-18")
                .decide(try file(at: .sent, in: $0), world)
        },
        Play("ComplaintService/ConfirmEffect") {
            try ConfirmEffectRequest(id: "c1")
                .decide(try file(at: .received, in: $0), world)
        },
        Play("EnforcementService/StartEnforcement") {
            try StartEnforcementRequest(id: "c1", agency: "H29.02", actedOn: "2026-09-30")
                .decide(try file(at: .effective, in: $0), enforcer: Sample.home, world)
        },
        Play("EnforcementService/FinishEnforcement") {
            let file = try file(at: .enforcing, in: $0)
            return try FinishEnforcementRequest(
                id: "c1",
                moneyDoneVnd: file.decision?.moneyVnd ?? 0,
                landDoneCentiM2: file.decision?.landCentiM2 ?? 0,
                actedOn: "2026-10-01"
            ).decide(file, world)
        },
        Play("CaseService/CloseCase") {
            var file = try file(at: .enforced, in: $0)
            if file.state == .effective {
                // What upholds the act and orders nothing is closed without enforcement.
                file.decision?.action = .uphold
                file.decision?.conclusion = .unfounded
                file.decision?.moneyVnd = 0
                file.decision?.landCentiM2 = 0
            }
            return try CloseCaseRequest(id: "c1", actedOn: "2026-10-05").decide(file, world)
        },
    ]

    // Red when: a row has no play, a command acts from a state that the table does not allow or
    // leads to another, or a clock of a row neither starts nor stops.
    @Test func `Every command acts from the states of its rows and from no other`() throws {
        let accepted = try Walk(to: .accepted).file
        for (kind, plays) in Self.plays {
            expectTable(plays, of: kind.rawValue) { state in
                var file = accepted
                file.complaintSubtype = kind == .discipline ? .discipline : .decision
                file.state = state
                return file
            }
        }
    }

    // Red when: a limit of a case starts or stops by another act than the one that the law names.
    @Test func `Each act starts and stops the limits of its article`() throws {
        let rows: [(Station, [String])] = [
            (.accepted, ["KN.RESOLVE.1.ORDINARY OPEN"]),
            (
                .decided,
                ["KN.RESOLVE.1.ORDINARY MET", "KN.SEND_DECISION.1 OPEN", "KN.EFFECT.1 OPEN"]
            ),
            (.sent, ["KN.RESOLVE.1.ORDINARY MET", "KN.SEND_DECISION.1 MET", "KN.EFFECT.1 OPEN"]),
        ]
        for (station, expected) in rows {
            let file = try Walk(to: station).file
            let lines = file.deadlines.map { deadline in
                deadline.line.split(separator: " ").prefix(2).joined(separator: " ")
            }
            #expect(Set(lines) == Set(expected), "\(station)")
        }
    }
}
