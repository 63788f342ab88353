import Casework
import Messages
import Records
import Storage
import TestSeeds
import TestSupport
import Testing

@testable import Records

/// Random traffic: whatever happens, the projections are what the journal makes.
@Suite struct RandomTrafficTests {
    /// Gives `count` random commands; how many were accepted.
    static func traffic(
        _ clerk: Clerk,
        _ count: Int,
        _ generator: inout SplitMix64
    ) async -> Int {
        var petitions: [String] = []
        var accepted = 0
        for _ in 0..<count {
            let chosen = petitions.randomElement(using: &generator) ?? "none"
            do {
                switch Int.random(in: 0..<10, using: &generator) {
                case 0...2:
                    var request = Sample.registration
                    request.secret = Bool.random(using: &generator)
                    request.paperNumber = .random(in: 0...3, using: &generator)
                    request.stamp?.date =
                        Bool.random(using: &generator) ? "2026-07-06" : "2025-12-31"
                    petitions.append(try await clerk.register(request))
                case 3: try await clerk.classify(chosen)
                case 4: try await clerk.classify(chosen, Sample.denunciation)
                case 5: try await clerk.propose(chosen)
                case 6: try await clerk.approve(chosen)
                case 7: _ = try await clerk.accept(chosen)
                case 8: try await clerk.keep { try $0.reserve(count: 3).events }
                default:
                    let number = Int64.random(in: 1...12, using: &generator)
                    try await clerk.keep { try $0.void([number], reason: "hỏng") }
                }
                accepted += 1
            } catch is CaseworkError {
                continue
            } catch {
                Issue.record("\(error), KNTC_SEED=\(generator.seed)")
            }
        }
        return accepted
    }

    // Red when: any projection reads what is not in the entry, or a refusal leaves something.
    @Test(arguments: Engine.allCases)
    func `Traffic leaves a store without findings`(engine: Engine) async throws {
        try await withStore(engine) { store in
            var generator = SplitMix64(usualSeed: 20_260_101)
            let clerk = try await Clerk.open(store)
            let accepted = await Self.traffic(clerk, 150, &generator)
            let seed = Comment(rawValue: "KNTC_SEED=\(generator.seed)")
            let report = try clerk.records.verify()
            #expect(report.findings == [], seed)
            #expect(report.entries == Int64(accepted + 1), seed)
            #expect(accepted > 40 && accepted < 150, seed)
            #expect(try await clerk.records.rebuild() == 0, seed)
            #expect(store.statistics().rollbacks == 0, seed)
        }
    }

    /// One way to damage a key.
    enum Damage: CaseIterable, Sendable {
        case lost, altered, surplus
    }

    // Red when: `differences` overlooks a keyspace or a kind, or `rebuild` repairs less.
    @Test(arguments: Keyspace.projections, Damage.allCases)
    func `A damaged key is named and put right`(keyspace: Keyspace, damage: Damage) async throws {
        try await withStore(.memory) { store in
            var generator = SplitMix64(usualSeed: 7)
            let clerk = try await Clerk.open(store)
            let file = try await clerk.acceptedCase()
            _ = await Self.traffic(clerk, 30, &generator)
            var keys: [[UInt8]] = []
            try clerk.records.read { try $0.eachKey(of: keyspace) { key, _ in keys.append(key) } }
            var key = try #require(keys.randomElement(using: &generator))
            let before = try store.read { try $0.get(key, in: keyspace) }
            if damage == .surplus { key += [9] }
            let damaged = key
            try await store.write { view in
                switch damage {
                case .lost: try view.delete(damaged, in: keyspace)
                case .altered, .surplus: try view.put(damaged, [1, 2, 3], in: keyspace)
                }
            }
            let seed = Comment(rawValue: "KNTC_SEED=\(generator.seed)")
            let findings = try clerk.records.verify().findings
            #expect(findings.map(\.check) == [keyspace.rawValue], seed)
            #expect(findings.map(\.place) == [damaged.hex], seed)
            #expect(try await clerk.records.rebuild() == 1, seed)
            #expect(try clerk.records.verify().findings == [], seed)
            let after = try store.read { try $0.get(damaged, in: keyspace) }
            #expect(after == (damage == .surplus ? nil : before), seed)
            #expect(try clerk.records.read { try $0.caseFile(file) } != nil, seed)
        }
    }

    // Red when: `rebuild` does not go on after its first thousand keys.
    @Test func `Everything lost is made again`() async throws {
        try await withStore(.memory) { store in
            var generator = SplitMix64(usualSeed: 11)
            let clerk = try await Clerk.open(store)
            _ = await Self.traffic(clerk, 150, &generator)
            var lost = 0
            for keyspace in Keyspace.projections {
                var keys: [[UInt8]] = []
                try clerk.records.read {
                    try $0.eachKey(of: keyspace) { key, _ in keys.append(key) }
                }
                lost += keys.count
                while !keys.isEmpty {
                    let part = Array(keys.prefix(500))
                    keys.removeFirst(part.count)
                    try await store.write { view in
                        for key in part { try view.delete(key, in: keyspace) }
                    }
                }
            }
            #expect(try await clerk.records.rebuild() == lost)
            #expect(try clerk.records.verify().findings == [])
        }
    }
}

extension Clerk {
    /// A case that was just accepted; its id.
    func acceptedCase() async throws -> String {
        let id = try await register()
        try await classify(id)
        try await propose(id)
        try await approve(id)
        return try await accept(id)
    }
}
