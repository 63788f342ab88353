import Dispatch
import Storage
import Synchronization
import TestSeeds
import Testing

@Suite("What every engine promises")
struct ContractTests {
    @Test("a read sees what was written, keyspace by keyspace", arguments: Engine.allCases)
    func readsWhatWasWritten(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.write { view in
                try view.put(bytes("a"), bytes("1"), in: .records)
                try view.put(bytes("b"), [], in: .records)
                try view.put(bytes("a"), bytes("2"), in: .indexes)
            }
            try await store.write { try $0.delete(bytes("absent"), in: .records) }
            #expect(try store.get("a", in: .records) == "1")
            #expect(try store.get("b", in: .records) == "")
            #expect(try store.get("c", in: .records) == nil)
            #expect(try store.get("a", in: .indexes) == "2")
            try await store.write { try $0.delete(bytes("a"), in: .records) }
            #expect(try store.get("a", in: .records) == nil)
            #expect(try store.get("a", in: .indexes) == "2")
        }
    }

    @Test("commands of one group see each other and share one sync", arguments: Engine.allCases)
    func readsWithinGroup(engine: Engine) async throws {
        try await engine.withStore { store in
            let gate = Gate(closing: store)
            let results = Results<[UInt8]?>()
            for number in 0..<100 {
                results.submit(number, to: store) { view in
                    let before = try view.get(bytes("n"), in: .records)
                    try view.put(bytes("n"), [UInt8(number)], in: .records)
                    let after = try view.get(bytes("n"), in: .records)
                    #expect(after == [UInt8(number)])
                    return before
                }
            }
            gate.open()
            let all = results.all()
            #expect(all.map(\.0) == Array(0..<100))
            let before = try all.map { try $0.1.get() }
            #expect(before == [nil] + (0..<99).map { [$0] })
            let statistics = store.statistics()
            #expect(statistics.groups == 1)
            #expect(statistics.commands == 101)
            #expect(statistics.bytesWritten == 200)
            #expect(statistics.rollbacks == 0)
        }
    }

    @Test("a refused command leaves nothing, its neighbours stay", arguments: Engine.allCases)
    func refusedLeavesNothing(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.write { view in
                for key in ["a", "b", "c"] { try view.put(bytes(key), bytes("0"), in: .records) }
            }
            let gate = Gate(closing: store)
            let results = Results<Void>()
            results.submit(0, to: store) { view in
                try view.put(bytes("a"), bytes("1"), in: .records)
                try view.delete(bytes("b"), in: .records)
            }
            results.submit(1, to: store) { view in
                try view.put(bytes("a"), bytes("2"), in: .records)
                try view.put(bytes("a"), bytes("3"), in: .records)
                try view.put(bytes("b"), bytes("2"), in: .records)
                try view.delete(bytes("c"), in: .records)
                try view.put(bytes("d"), bytes("2"), in: .indexes)
                throw Refusal()
            }
            results.submit(2, to: store) { view in
                let entries = try view.entries(.records, from: "a", to: "z")
                #expect(entries == ["a=1", "c=0"])
                throw Refusal()
            }
            results.submit(3, to: store) { try $0.put(bytes("e"), bytes("4"), in: .records) }
            gate.open()
            let outcomes = results.all().map { (try? $0.1.get()) != nil }
            #expect(outcomes == [true, false, false, true])
            let (records, indexes) = try store.read { view in
                (
                    try view.entries(.records, from: "", to: "z"),
                    try view.entries(.indexes, from: "", to: "z")
                )
            }
            #expect(records == ["a=1", "c=0", "e=4"])
            #expect(indexes == [])
            let statistics = store.statistics()
            #expect(statistics.refused == 2)
            #expect(statistics.rollbacks == 1, "only the command that had written")
        }
    }

    @Test("a group of refusals is not written", arguments: Engine.allCases)
    func refusalsNeedNoSync(engine: Engine) async throws {
        try await engine.withStore { store in
            await #expect(throws: Refusal.self) { try await store.write { _ in throw Refusal() } }
            #expect(store.statistics().groups == 0)
            #expect(store.statistics().refused == 1)
        }
    }

    struct Scan: Sendable {
        let from: String
        let to: String
        var descending = false
        var limit = Int.max
        let expected: [String]
    }

    /// Scans of b=0 d=0 f=0 h=0 as committed, with c=1, f=1, g=1 and no d in the batch.
    static let scans = [
        Scan(from: "", to: "z", expected: ["b=0", "c=1", "f=1", "g=1", "h=0"]),
        Scan(from: "b", to: "h", expected: ["b=0", "c=1", "f=1", "g=1"]),
        Scan(from: "b\0", to: "g", expected: ["c=1", "f=1"]),
        Scan(from: "c", to: "c\0", expected: ["c=1"]),
        Scan(from: "d", to: "f", expected: []),
        Scan(from: "i", to: "z", expected: []),
        Scan(from: "f", to: "f", expected: []),
        Scan(from: "g", to: "c", expected: []),
        Scan(from: "", to: "", expected: []),
        Scan(from: "", to: "z", limit: 2, expected: ["b=0", "c=1"]),
        Scan(from: "", to: "z", descending: true, expected: ["h=0", "g=1", "f=1", "c=1", "b=0"]),
        Scan(from: "c", to: "h", descending: true, expected: ["g=1", "f=1", "c=1"]),
        Scan(from: "c\0", to: "g\0", descending: true, expected: ["g=1", "f=1"]),
        Scan(from: "c", to: "g", descending: true, expected: ["f=1", "c=1"]),
        Scan(from: "g", to: "c", descending: true, expected: []),
        Scan(from: "", to: "a", descending: true, expected: []),
        Scan(from: "", to: "z", descending: true, limit: 1, expected: ["h=0"]),
    ]

    @Test("scans keep order and bounds", arguments: Engine.allCases, scans)
    func scanOrder(engine: Engine, scan: Scan) async throws {
        try await engine.withStore { store in
            try await store.write { view in
                for key in ["h", "b", "f", "d"] {
                    try view.put(bytes(key), bytes("0"), in: .records)
                }
            }
            @Sendable func entries(_ view: any ReadView) throws -> [String] {
                try view.entries(
                    .records,
                    from: scan.from,
                    to: scan.to,
                    descending: scan.descending,
                    limit: scan.limit
                )
            }
            let throughBatch = try await store.write { view in
                for key in ["g", "c", "f"] { try view.put(bytes(key), bytes("1"), in: .records) }
                try view.delete(bytes("d"), in: .records)
                return try entries(view)
            }
            #expect(throughBatch == scan.expected)
            #expect(try store.read { try entries($0) } == scan.expected)
        }
    }

    @Test("an error inside a scan ends it", arguments: Engine.allCases)
    func scanThrows(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.write { try $0.put(bytes("a"), [], in: .records) }
            #expect(throws: Refusal.self) {
                try store.read { view in
                    try view.scan(.records, from: [], to: [0xFF], descending: false) { _, _ in
                        throw Refusal()
                    }
                }
            }
        }
    }

    @Test("a snapshot does not see later commits", arguments: Engine.allCases)
    func snapshotIsolation(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.write { try $0.put(bytes("a"), bytes("0"), in: .records) }
            try store.read { view in
                let results = Results<Void>()
                results.submit(0, to: store) { later in
                    try later.put(bytes("a"), bytes("1"), in: .records)
                    try later.put(bytes("b"), bytes("1"), in: .records)
                }
                #expect(results.all().count == 1)
                let (a, b) = try (
                    view.get(bytes("a"), in: .records), view.get(bytes("b"), in: .records)
                )
                #expect(a == bytes("0"))
                #expect(b == nil)
                let entries = try view.entries(.records, from: "", to: "z")
                #expect(entries == ["a=0"])
            }
            #expect(try store.get("a", in: .records) == "1")
        }
    }

    @Test("random commands do what a dictionary does", arguments: Engine.allCases)
    func agreesWithModel(engine: Engine) async throws {
        var random = SplitMix64(seed: chosenSeed())
        var model: [[UInt8]: [UInt8]] = [:]
        try await engine.withStore { store in
            for _ in 0..<60 {
                let (script, refuses) = (
                    Self.script(&random), Int.random(in: 0..<4, using: &random) == 0
                )
                var after = model
                for (key, value) in script { after[key] = value }
                let expected = after
                let low = Self.key(&random)
                let high = Self.key(&random)
                let descending = Bool.random(using: &random)
                @Sendable func check(_ view: any ReadView, _ model: [[UInt8]: [UInt8]]) throws {
                    var found: [[UInt8]] = []
                    try view.scan(.records, from: low, to: high, descending: descending) {
                        found += [$0, $1]
                        return true
                    }
                    let inside = model.filter {
                        !$0.key.lexicographicallyPrecedes(low)
                            && $0.key.lexicographicallyPrecedes(high)
                    }
                    let ascending = inside.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                    let ordered = descending ? ascending.reversed() : ascending
                    #expect(found == ordered.flatMap { [$0.key, $0.value] })
                    #expect(try view.get(low, in: .records) == model[low])
                }
                let outcome: Void? = try? await store.write { view in
                    for (key, value) in script {
                        if let value {
                            try view.put(key, value, in: .records)
                        } else {
                            try view.delete(key, in: .records)
                        }
                    }
                    try check(view, expected)
                    if refuses { throw Refusal() }
                }
                #expect((outcome == nil) == refuses)
                if !refuses { model = expected }
                try store.read { try check($0, model) }
            }
        }
    }

    @Test("sorted ranges are scanned as one after the other", arguments: Engine.allCases)
    func scansEach(engine: Engine) async throws {
        var random = SplitMix64(seed: chosenSeed())
        try await engine.withStore { store in
            let script = (0..<12).flatMap { _ in Self.script(&random) }
            try await store.write { view in
                for (key, value) in script { try view.put(key, value ?? [], in: .records) }
            }
            for _ in 0..<300 {
                let bounds = Set(
                    (0..<Int.random(in: 2...9, using: &random)).map { _ in
                        Self.key(&random)
                    }
                )
                .sorted { $0.lexicographicallyPrecedes($1) }
                let ranges = zip(bounds, bounds.dropFirst())
                    .filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
                    .map { KeyRange(from: $0, to: $1) }
                // What the body answers to each entry that it gets.
                let steps = (0..<64).map { _ in
                    [ScanStep.next, .next, .nextRange, .end][Int.random(in: 0..<4, using: &random)]
                }
                func visited(_ view: any ReadView, _ way: Way) throws -> [[UInt8]] {
                    var found: [[UInt8]] = []
                    func body(_ range: Int, _ key: RawSpan, _ value: RawSpan) -> ScanStep {
                        found.append([UInt8(range)])
                        found += [unsafe key.withUnsafeBytes { unsafe Array($0) }]
                        found += [unsafe value.withUnsafeBytes { unsafe Array($0) }]
                        return steps[found.count / 3 % steps.count]
                    }
                    switch way {
                    case .together: try view.scanEach(.records, ranges, body)
                    case .apart: try Apart(view: view).scanEach(.records, ranges, body)
                    }
                    return found
                }
                let (together, apart) = try store.read {
                    (try visited($0, .together), try visited($0, .apart))
                }
                #expect(together == apart)
            }
        }
    }

    private enum Way { case together, apart }

    /// A view that knows no better way than one scan for each range.
    private struct Apart: ReadView {
        let view: any ReadView

        func get(_ key: [UInt8], in keyspace: Keyspace) throws(StorageError) -> [UInt8]? {
            try view.get(key, in: keyspace)
        }

        func scan(
            _ keyspace: Keyspace,
            from: [UInt8],
            to: [UInt8],
            descending: Bool,
            _ body: ([UInt8], [UInt8]) throws -> Bool
        ) throws {
            try view.scan(keyspace, from: from, to: to, descending: descending, body)
        }
    }

    private static func key(_ random: inout SplitMix64) -> [UInt8] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
            [0x00, 0x01, 0x7F, 0xFF][Int.random(in: 0..<4, using: &random)]
        }
    }

    private static func script(_ random: inout SplitMix64) -> [([UInt8], [UInt8]?)] {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
            let isPut = Int.random(in: 0..<3, using: &random) > 0
            return (key(&random), isPut ? [UInt8.random(in: 0...255, using: &random)] : nil)
        }
    }
}
