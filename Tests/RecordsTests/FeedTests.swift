import Casework
import Messages
import Storage
import TestSeeds
import TestSupport
import Testing

@testable import Records

/// Whose entries are found, and what positions are good for.
@Suite struct FeedTests {
    /// Writes an entry that concerns some agencies beside the one that acts.
    private static func note(_ records: RecordStore, _ agencies: [String]) async throws {
        let command = Command(
            principal: Principal(agency: agencies[0], roles: [.officer], name: "an"),
            method: "/test",
            requestID: TestCaller.newRequestID(),
            body: [],
            namesSomebody: false
        ) { _ in
            var decided = Decided([
                Event(
                    record: RecordReference(kind: .agency, id: agencies[0]),
                    fact: .agencyRecorded(AgencyRecorded(agency: Agency(code: agencies[0])))
                )
            ])
            decided.agencies = agencies
            return decided
        }
        _ = try await records.run(command)
    }

    // Red when: an entry of two of the agencies comes twice, a limit or a merge loses one, or the
    // position that is reached passes one over.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `A reach finds its entries once, in order, whatever the pages`(seed: UInt64) async throws {
        var random = SplitMix64(usualSeed: seed)
        try await withStore(.memory) { store in
            let records = try await RecordStore(store: store, masterKey: testKey) { 0 }
            let codes = (10..<22).map { "H29.\($0)" }
            var written: [[String]] = []
            for _ in 0..<120 {
                let agencies = Array(
                    codes.shuffled(using: &random).prefix(.random(in: 1...3, using: &random))
                )
                try await Self.note(records, agencies)
                written.append(agencies)
            }
            for _ in 0..<60 {
                let own = Set(
                    codes.shuffled(using: &random).prefix(.random(in: 0...12, using: &random))
                )
                let reach: Reach = own.count == 12 ? .city : .agencies(own)
                let start = Int64.random(in: 0...120, using: &random)
                let limit = Int.random(in: 1...40, using: &random)
                let stop = Int.random(in: 1...5, using: &random)
                var found: [Int64] = []
                var place = (position: start, isEnd: false)
                while !place.isEnd {
                    var seen = 0
                    place = try records.read { reader in
                        try reader.eachEntry(of: reach, after: place.position, limit: limit) {
                            entry,
                            bytes in
                            #expect(bytes > 0)
                            found.append(entry.position)
                            seen += 1
                            return seen < stop
                        }
                    }
                }
                let expected = written.indices.map { Int64($0 + 1) }.filter { position in
                    position > start
                        && written[Int(position) - 1].contains {
                            own.contains($0) || reach == .city
                        }
                }
                #expect(found == expected, "seed \(seed), \(own.sorted()), after \(start)")
                #expect(place.position == 120)
                let counted = try records.read {
                    try $0.count(of: reach, after: start, limit: 10)
                }
                #expect(counted.count == min(10, expected.count))
                #expect(counted.first == expected.first)
            }
        }
    }

    // Red when: two epochs have one name, a restart begins one, or a former one counts as the store's.
    @Test(arguments: Engine.allCases)
    func `An epoch ends where a restore begins another`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let records = try await RecordStore(store: store, masterKey: testKey) { 0 }
            let first = try records.read { try $0.epochs() }
            #expect(!first.current.isEmpty && first.began == 0)
            for _ in 0..<5 { try await Self.note(records, ["H29"]) }
            try await records.renewEpoch()
            try await Self.note(records, ["H29"])
            try await records.renewEpoch()
            let again = try await RecordStore(store: store, masterKey: testKey) { 0 }
            let epochs = try again.read { try $0.epochs() }
            let second = try #require(try Self.middle(epochs))
            #expect(Set([first.current, second, epochs.current]).count == 3)
            #expect(epochs.began == 6)
            #expect([3, 9].map { epochs.common(upTo: $0, in: first.current) } == [3, 5])
            #expect([3, 9].map { epochs.common(upTo: $0, in: second) } == [3, 6])
            #expect(epochs.common(upTo: 9, in: epochs.current) == 9)
            #expect(epochs.common(upTo: 9, in: "other") == 0)
            #expect(try again.verify().findings == [])
        }
    }

    /// The epoch between the first and the last of three.
    private static func middle(_ epochs: Epochs) throws -> String? {
        var decoder = TupleDecoder(epochs.bytes)
        guard try decoder.int64() == 3 else { return nil }
        _ = try decoder.string()
        _ = try decoder.int64()
        return try decoder.string()
    }

    // Red when: a subscription waits for ever for what the journal lost, or forgets what it has.
    @Test func `A restore brings subscriptions back to the journal`() async throws {
        try await withStore(.memory) { store in
            let records = try await RecordStore(store: store, masterKey: testKey) { 0 }
            for _ in 0..<3 { try await Self.note(records, ["H29"]) }
            var ahead = KeptSubscription(
                source: .inbox,
                principal: "an",
                createdAtMs: 7,
                after: 1,
                reach: .agencies(["H29", "H29.02"])
            )
            ahead.acknowledged = 5
            ahead.delivered = 9
            var behind = KeptSubscription(
                source: .journal,
                principal: "an",
                createdAtMs: 7,
                after: 0,
                reach: .city
            )
            behind.delivered = 2
            try await records.change { [ahead, behind] state in
                try state.set(ahead, "ahead", of: "H29")
                try state.set(behind, "behind", of: "H29.02")
            }
            #expect(try records.read { try $0.subscription("ahead", of: "H29") } == ahead)
            #expect(try records.read { try $0.lag(of: behind, "H29.02").entries } == 3)
            try await records.renewEpoch()
            (ahead.acknowledged, ahead.delivered) = (3, 3)
            let kept = try records.read { try $0.subscriptions() }
            #expect(kept.map(\.agency) == ["H29", "H29.02"])
            #expect(kept.map(\.name) == ["ahead", "behind"])
            #expect(kept.map(\.kept) == [ahead, behind])
        }
    }
}
