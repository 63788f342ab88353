import Casework
import Testing

/// How long a session lasts, and who needs a second factor.
@Suite struct LoginTests {
    private func login(begun: Int64 = 0, used: Int64, proved: Int64 = 0) -> Login {
        Login(
            id: "s1",
            officer: "nv.an01",
            agency: "H29.02",
            office: "",
            binding: [],
            begunAtMs: begun,
            usedAtMs: used,
            provedAtMs: proved,
            hasSecondFactor: true
        )
    }

    // Red when: idle or whole limit are off by a moment, or use prolongs the whole.
    @Test func `A session ends idle after an hour, and after eight hours in any case`() {
        let limits = Login.Limits()
        let hour: Int64 = 3_600_000
        #expect(!login(used: 0).hasEnded(at: hour - 1, limits))
        #expect(login(used: 0).hasEnded(at: hour, limits))
        #expect(!login(used: 8 * hour - 1).hasEnded(at: 8 * hour - 1, limits))
        #expect(login(used: 8 * hour - 1).hasEnded(at: 8 * hour, limits))
        var short = limits
        short.idleMilliseconds = 15 * 60_000
        #expect(login(used: 0).hasEnded(at: 15 * 60_000, short))
    }

    // Red when: a proof counts for longer than five minutes.
    @Test func `A proof is fresh for five minutes`() {
        #expect(login(used: 0, proved: 1_000).isProofFresh(at: 301_000))
        #expect(!login(used: 0, proved: 1_000).isProofFresh(at: 301_001))
    }

    // Red when: a role that decides, administers, audits or reads who somebody is needs no second
    // factor.
    @Test(arguments: Role.allCases)
    func `Who decides or reads identities shows a second factor`(role: Role) {
        // Each but the system reads who somebody is, be it where it is named for a file alone.
        let needs = Set(Role.allCases).subtracting([.sync])
        let principal = Principal(agency: "H29", roles: [role], name: "x")
        #expect(principal.needsSecondFactor == needs.contains(role))
    }
}
