import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Random commands on a petition, legal or not.
@Suite struct RandomPetitionTests {
    // Red when: a sequence of commands leaves the table, an accepted command leads elsewhere than
    // its row says, or replaying the events through their bytes gives another petition.
    @Test func `Random commands stay inside the table and replay to the same petition`() throws {
        var random = SplitMix64(usualSeed: 20_261_126)
        let seed = Comment(rawValue: "KNTC_SEED=\(random.seed)")
        var taken: Set<String> = []
        for _ in 0..<300 {
            var walk = Walk()
            try walk.go(to: .registered)
            var petition = walk.petition.with(etag: "1")
            var events: [Event] = []
            for _ in 0..<40 {
                guard let play = PetitionTableTests.plays.randomElement(using: &random) else {
                    break
                }
                let before = petition
                guard let decided = try? play.decide(prepared(petition, &random)) else { continue }
                for event in decided { petition.apply(event) }
                petition.etag = "1"
                events += decided
                taken.insert(play.method)
                let rows = Petition.table.filter { $0.method == play.method }
                let row = rows.first { $0.from.contains(before.state) }
                let allowed = row.map { $0.to.isEmpty ? [before.state] : $0.to } ?? []
                #expect(allowed.contains(petition.state), seed)
            }
            var replayed = walk.petition.with(etag: "1")
            for event in events { replayed.apply(try Event(serialized: event.serialized())) }
            #expect(replayed == petition, seed)
        }
        #expect(taken.count >= 12, seed)
    }

    /// The petition with an outcome at random where one is decided, so that every way out is gone.
    private func prepared(_ petition: Petition, _ random: inout SplitMix64) -> Petition {
        guard petition.state == .decided || petition.state == .dispatched else { return petition }
        var prepared = petition
        let outcomes: [HandlingOutcome] = [.transfer, .guide, .archive]
        prepared.handling?.outcome = outcomes.randomElement(using: &random) ?? .guide
        return prepared
    }
}
