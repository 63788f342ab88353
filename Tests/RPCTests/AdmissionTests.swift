import Testing

@testable import RPC

/// Shares of the server: pure, on a clock that the test moves.
@Suite("Admission")
struct AdmissionTests {
    /// A crowd of callers, each with a pace, against one admission for some seconds.
    private struct Crowd {
        var state: AdmissionState
        let start = ContinuousClock.now
        var served: [String: Int] = [:]
        var refused: [String: Int] = [:]
        var holders: Set<AdmissionState.Holder> = []

        init(_ limits: Limits) { state = AdmissionState(limits: limits) }

        /// Lets each of the callers try so many calls a second, in turn, each call over at once.
        mutating func run(
            seconds: Int,
            _ callers: [(name: String, party: CallingParty, perSecond: Int)]
        ) {
            for millisecond in 0..<(seconds * 1_000) {
                let now = start + .milliseconds(millisecond)
                for (name, party, perSecond) in callers {
                    let due =
                        (millisecond + 1) * perSecond / 1_000 - millisecond * perSecond / 1_000
                    for _ in 0..<due {
                        if let refusal = state.begin(party, now: now) {
                            refused[name, default: 0] += 1
                            holders.insert(refusal.holder)
                        } else {
                            served[name, default: 0] += 1
                            state.end(party)
                        }
                    }
                }
            }
        }
    }

    private static func party(
        _ agency: String,
        _ officer: String = "a",
        certificate: [UInt8]? = nil,
        kind: CallingParty.Kind = .officer
    ) -> CallingParty {
        CallingParty(
            agency: agency,
            officer: officer,
            certificate: certificate,
            kind: kind
        )
    }

    @Test("an agency gets its burst, then its calls per second, and no more")
    func rate() {
        var crowd = Crowd(Limits())
        crowd.run(seconds: 10, [("flood", Self.party("H29.01"), 2_000)])
        // 400 at once and 200 for each of ten seconds.
        #expect((2_390...2_400).contains(crowd.served["flood"] ?? 0))
        #expect(crowd.holders == [.agency])
    }

    // Red when: those whose identity is refused take of the share of those who sign in or work.
    @Test("a flood of false identities takes nothing from those who sign in or work")
    func falseIdentities() {
        var limits = Limits()
        let certificate = [UInt8](repeating: 7, count: 32)
        limits.platforms = [certificate]
        let flood = Self.party("H29", "", certificate: certificate, kind: .refused)
        let honest = [
            ("sign-in", Self.party("H29", "", certificate: certificate), 20),
            ("officer", Self.party("H29.02", certificate: certificate), 20),
        ]
        var crowd = Crowd(limits)
        crowd.run(seconds: 10, [("flood", flood, 5_000)] + honest)
        for (name, _, rate) in honest { #expect(crowd.served[name] == rate * 10) }
        #expect((1...2_400).contains(crowd.served["flood"] ?? 0))
    }

    @Test("an agency's flood takes nothing from another behind the same certificate")
    func neighbours() {
        var limits = Limits()
        let certificate = [UInt8](repeating: 7, count: 32)
        limits.platforms = [certificate]
        let floods = (1...40).map { number in
            ("flood", Self.party("H29.\(number)", certificate: certificate), 500)
        }
        var crowd = Crowd(limits)
        crowd.run(
            seconds: 10,
            floods + [("calm", Self.party("H29.99", certificate: certificate), 20)]
        )
        #expect(crowd.refused["calm"] == nil)
        #expect(crowd.served["calm"] == 200)
        // The ceiling of the platform held, too: 6,000 at once and 3,000 a second.
        #expect(crowd.holders.contains(.platform))
        let all = crowd.served.values.reduce(0, +)
        #expect((32_900...36_010).contains(all))
    }

    @Test("an officer who floods leaves room for the others of the agency")
    func officers() {
        var crowd = Crowd(Limits())
        crowd.run(
            seconds: 10,
            [
                ("flood", Self.party("H29.01", "flood"), 2_000),
                ("calm", Self.party("H29.01", "calm"), 20),
            ]
        )
        #expect(crowd.refused["calm"] == nil)
        #expect(crowd.served["calm"] == 200)
        // What the calm one leaves is not lost.
        #expect((crowd.served["flood"] ?? 0) > 1_900)
    }

    @Test("a platform carries a call a second of each of 3,000 officers")
    func platform() {
        var limits = Limits()
        let certificate = [UInt8](repeating: 7, count: 32)
        limits.platforms = [certificate]
        let officers = (0..<3_000).map { number in
            (
                "officer",
                Self.party("H29.\(number % 168)", "o\(number)", certificate: certificate), 1
            )
        }
        var crowd = Crowd(limits)
        crowd.run(seconds: 5, officers)
        #expect(crowd.refused["officer"] == nil)
        #expect(crowd.served["officer"] == 15_000)
    }

    @Test("calls in flight: an agency's most, then half for each of two officers")
    func inFlight() {
        var limits = Limits()
        limits.agencyCallsMax = 10
        var state = AdmissionState(limits: limits)
        let now = ContinuousClock.now
        let (first, second) = (Self.party("H29.01", "a"), Self.party("H29.01", "b"))
        for _ in 0..<10 { #expect(state.begin(first, now: now) == nil) }
        let refusal = state.begin(first, now: now)
        #expect(refusal?.holder == .agency)
        #expect(refusal?.refusal.limit == .inFlight)
        // The second has come: what the first gives back is not given to the first again.
        #expect(state.begin(second, now: now) != nil)
        for _ in 0..<3 { state.end(first) }
        #expect(state.begin(first, now: now) != nil)
        for _ in 0..<3 { #expect(state.begin(second, now: now) == nil) }
    }

    @Test("administration has room when all the rest is taken, whatever its agency's officers do")
    func administration() {
        var limits = Limits()
        limits.callsMax = 8
        limits.callsReserved = 2
        limits.agencyCallsMax = 4
        var state = AdmissionState(limits: limits)
        let now = ContinuousClock.now
        for number in 0..<6 {
            #expect(state.begin(Self.party("H29.0\(number)"), now: now) == nil)
        }
        #expect(state.begin(Self.party("H29.09"), now: now)?.holder == .server)
        let administrator = Self.party("H29.00", "admin", kind: .administration)
        for _ in 0..<2 { #expect(state.begin(administrator, now: now) == nil) }
        #expect(state.begin(administrator, now: now)?.holder == .server)
        // Its agency's officers are another holder.
        for number in 1..<6 { state.end(Self.party("H29.0\(number)")) }
        for _ in 0..<3 { #expect(state.begin(Self.party("H29.00"), now: now) == nil) }
        state.end(administrator)
        #expect(state.begin(administrator, now: now) == nil)
    }

    @Test("after the delay that a refusal names, the call begins")
    func retryAfter() throws {
        var state = AdmissionState(limits: Limits())
        let start = ContinuousClock.now
        let party = Self.party("H29.01")
        var refused: FairShare.Refusal?
        while refused == nil {
            refused = state.begin(party, now: start)?.refusal
            if refused == nil { state.end(party) }
        }
        let delay = try #require(refused?.retryAfter)
        #expect(state.begin(party, now: start + delay / 2) != nil)
        #expect(state.begin(party, now: start + delay + .microseconds(1)) == nil)
    }

    @Test("agencies at rest are forgotten: what is held does not grow with who has called")
    func memory() {
        var limits = Limits()
        limits.callsMax = 100
        limits.callsReserved = 0
        var state = AdmissionState(limits: limits)
        var now = ContinuousClock.now
        for number in 0..<10_000 {
            let party = Self.party("H\(number)")
            #expect(state.begin(party, now: now) == nil)
            state.end(party)
            now += .milliseconds(10)
        }
        #expect(state.known <= 200)
    }
}
