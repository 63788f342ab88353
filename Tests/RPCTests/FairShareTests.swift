import Testing

@testable import RPC

/// One holder's share and its members' parts of it, call by call.
@Suite("Fair shares")
struct FairShareTests {
    private let start = ContinuousClock.now

    private func share(
        callsPerSecond: Int = 10,
        burst: Int = 10,
        inFlightMax: Int = 100
    ) -> FairShare {
        let quota = FairShare.Quota(
            callsPerSecond: callsPerSecond,
            burst: burst,
            inFlightMax: inFlightMax
        )
        return FairShare(quota, now: start)
    }

    /// How many calls a member begins until it is refused, and the refusal.
    private func flood(
        _ share: inout FairShare,
        _ name: String,
        at now: ContinuousClock.Instant
    ) -> (begun: Int, refusal: FairShare.Refusal?) {
        for count in 0..<1_000 {
            if let refusal = share.check(name, now: now) { return (count, refusal) }
            share.begin(name)
        }
        return (1_000, nil)
    }

    // Red when: what is taken of plenty counts against who took it, the half that is kept is another,
    // or a refused member is told another time than that at which it is served.
    @Test("of two members one has the half that is plenty and its part of the other half")
    func parts() {
        var share = share()
        #expect(share.check("calm", now: start) == nil)
        // Six of plenty, the last of which leaves less than half, and two of 2.5.
        let (begun, refusal) = flood(&share, "flood", at: start)
        #expect(begun == 8)
        #expect(refusal?.limit == .callsPerSecond && refusal?.max == 10)
        let delay = (refusal?.retryAfter ?? .zero) / .milliseconds(1)
        #expect(abs(delay - 100) < 0.001)
        #expect(share.check("flood", now: start + .milliseconds(99)) != nil)
        #expect(share.check("flood", now: start + .milliseconds(101)) == nil)
        #expect(share.check("calm", now: start + .milliseconds(101)) == nil)
    }

    @Test("from half of the calls in flight on a member has no more than its part")
    func inFlight() {
        var share = share(callsPerSecond: 1_000, burst: 1_000, inFlightMax: 4)
        #expect(share.check("calm", now: start) == nil)
        let (begun, refusal) = flood(&share, "flood", at: start)
        #expect(begun == 2)
        #expect(refusal?.limit == .inFlight && refusal?.max == 4)
        #expect(flood(&share, "calm", at: start).begun == 2)
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        /// When the other member was seen, in seconds.
        let seen: [Int]
        var isInFlight = false
        /// Calls that the first one begins after 11 s.
        let begun: Int
        var testDescription: String { name }
    }

    @Test(
        "a part is kept for who was seen in the last ten seconds or has a call in flight",
        arguments: [
            Row(name: "gone", seen: [0], begun: 4),
            Row(name: "seen again", seen: [0, 5], begun: 2),
            Row(name: "just absent", seen: [1], begun: 4),
            Row(name: "just there", seen: [2], begun: 2),
            Row(name: "gone with a call in flight", seen: [0], isInFlight: true, begun: 2),
        ]
    )
    func absence(row: Row) {
        var share = share(callsPerSecond: 1_000, burst: 1_000, inFlightMax: 4)
        for second in row.seen {
            #expect(share.check("other", now: start + .seconds(second)) == nil)
        }
        if row.isInFlight { share.begin("other") }
        #expect(flood(&share, "first", at: start + .seconds(11)).begun == row.begun)
    }

    @Test("a share is at rest once nothing is in flight and all has come back")
    func rest() {
        var share = share()
        #expect(share.isAtRest(now: start))
        #expect(share.check("a", now: start) == nil)
        share.begin("a")
        #expect(!share.isAtRest(now: start + .seconds(60)))
        share.end("a")
        #expect(!share.isAtRest(now: start + .milliseconds(99)))
        #expect(share.isAtRest(now: start + .milliseconds(101)))
    }
}

/// Shares as calls take them and give them back.
extension AdmissionTests {
    private static func entry() -> CallEntry {
        let ledger = CallLedger(
            paths: [],
            log: ServerLog(quiet),
            wallClock: { 0 },
            newNumber: { 1 }
        )
        let head = CallHead(
            door: "test",
            path: "/t.T/A",
            timeoutNano: 0,
            metadata: [:],
            peer: Peer()
        )
        return ledger.begin(head, bytes: 0)
    }

    // Red when: a call keeps its share after its end, or one that was refused gives one back.
    @Test("a call holds its share until its account is closed")
    func holds() throws {
        var limits = Limits()
        limits.agencyCallsMax = 1
        let admission = Admission(limits: limits)
        let (first, refused) = (Self.entry(), Self.entry())
        let party = CallingParty(
            agency: "H29.01",
            officer: "a",
            certificate: nil,
            kind: .officer
        )
        try admission.begin(party, first)
        let status = #expect(throws: Status.self) { try admission.begin(party, refused) }
        #expect(status?.description == "RESOURCE_EXHAUSTED QUOTA")
        #expect(status?.metadata == ["limit": "calls in flight of the agency", "max": "1"])
        refused.end(status)
        #expect(throws: Status.self) { try admission.begin(party, Self.entry()) }
        first.end(nil)
        try admission.begin(party, Self.entry())
    }

    @Test("nobody is told to come again sooner than in 10 ms")
    func shortWait() throws {
        var limits = Limits()
        (limits.agencyCallsBurst, limits.agencyCallsPerSecond) = (1, 1_000)
        let admission = Admission(limits: limits)
        let now = ContinuousClock.now
        let party = CallingParty(
            agency: "H29.01",
            officer: "a",
            certificate: nil,
            kind: .officer
        )
        try admission.begin(party, Self.entry(), now: now)
        let status = #expect(throws: Status.self) {
            try admission.begin(party, Self.entry(), now: now)
        }
        #expect(status?.retryDelay == .milliseconds(10))
    }
}
