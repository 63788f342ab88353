import Testing

@testable import RPC

/// What the calls of one agency, one platform and all together may be.
extension LimitsTests {
    private static let certificate = [UInt8](repeating: 7, count: 32)

    private static func party(
        _ agency: String = "H29.01",
        kind: CallingParty.Kind = .officer
    ) -> CallingParty {
        CallingParty(
            agency: agency,
            officer: "a",
            certificate: certificate,
            kind: kind
        )
    }

    /// How many calls begin at once, and how many more a second later, each over at once or none.
    private static func begun(
        _ limits: Limits,
        areOver: Bool,
        _ parties: [CallingParty] = [party()]
    ) -> (atOnce: Int, later: Int) {
        var state = AdmissionState(limits: limits)
        let start = ContinuousClock.now
        func run(_ now: ContinuousClock.Instant) -> Int {
            (0..<100).reduce(0) { count, place in
                let party = parties[place % parties.count]
                guard state.begin(party, now: now) == nil else { return count }
                if areOver { state.end(party) }
                return count + 1
            }
        }
        return (run(start), run(start + .seconds(1)))
    }

    static let onAdmission: [Row] = [
        Row("callsMax") { limits in
            var limits = limits
            (limits.callsMax, limits.callsReserved) = (5, 0)
            #expect(begun(limits, areOver: false) == (5, 0))
            #expect(begun(limits, areOver: true).atOnce > 5)
        },
        Row("callsReserved") { limits in
            var limits = limits
            (limits.callsMax, limits.callsReserved) = (5, 2)
            #expect(begun(limits, areOver: false) == (3, 0))
            let administrator = [party(kind: .administration)]
            #expect(begun(limits, areOver: false, administrator) == (5, 0))
        },
        Row("agencyCallsBurst") { limits in
            var limits = limits
            limits.agencyCallsBurst = 10
            #expect(begun(limits, areOver: true).atOnce == 10)
        },
        Row("agencyCallsPerSecond") { limits in
            var limits = limits
            (limits.agencyCallsBurst, limits.agencyCallsPerSecond) = (10, 4)
            #expect(begun(limits, areOver: true).later == 4)
        },
        Row("agencyCallsMax") { limits in
            var limits = limits
            limits.agencyCallsMax = 6
            #expect(begun(limits, areOver: false) == (6, 0))
        },
        Row("platformCallsBurst") { limits in
            var limits = limits
            (limits.platforms, limits.platformCallsBurst) = ([certificate], 10)
            let all = (0..<10).map { party("H29.\($0)") }
            #expect(begun(limits, areOver: true, all).atOnce == 10)
            limits.platforms = []
            #expect(begun(limits, areOver: true, all).atOnce == 100)
        },
        Row("platformCallsPerSecond") { limits in
            var limits = limits
            limits.platforms = [certificate]
            (limits.platformCallsBurst, limits.platformCallsPerSecond) = (10, 4)
            #expect(begun(limits, areOver: true).later == 4)
        },
        Row("platformCallsMax") { limits in
            var limits = limits
            (limits.platforms, limits.platformCallsMax) = ([certificate], 6)
            #expect(begun(limits, areOver: false) == (6, 0))
        },
    ]
}
