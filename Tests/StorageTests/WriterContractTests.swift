import Dispatch
import Foundation
import Storage
import Synchronization
import Testing

@Suite("What the writer of every engine promises")
struct WriterContractTests {
    @Test("a full queue refuses at once and the rest is done", arguments: Engine.allCases)
    func queueFull(engine: Engine) async throws {
        try await engine.withStore { store in
            let gate = Gate(closing: store)
            let results = Results<Void>()
            for number in 0...Limits.queueMaxCommands {
                results.submit(number, to: store) { try $0.put(bytes("a"), [1], in: .records) }
            }
            #expect(store.statistics().queueDepth == Limits.queueMaxCommands)
            gate.open()
            let all = results.all()
            #expect(all.first?.0 == Limits.queueMaxCommands, "refused while the writer waited")
            #expect(throws: StorageError.queueFull(max: Limits.queueMaxCommands)) {
                try all.first?.1.get()
            }
            #expect(all.dropFirst().allSatisfy { (try? $0.1.get()) != nil })
            #expect(store.statistics().groups == Limits.queueMaxCommands / Limits.groupMaxCommands)
            #expect(store.statistics().queueDepth == 0)
        }
    }

    @Test("increments from many threads add up", arguments: Engine.allCases)
    func concurrentIncrements(engine: Engine) async throws {
        let (threads, increments) = (16, 500)
        try await engine.withStore { store in
            let finished = DispatchGroup()
            for _ in 0..<threads {
                finished.enter()
                Thread.detachNewThread {
                    let done = DispatchSemaphore(value: 0)
                    for _ in 0..<increments {
                        store.submit(prefetch: [(.records, bytes("counter"))]) { view in
                            let bytes = try view.get(bytes("counter"), in: .records)
                            var decoder = TupleDecoder(
                                bytes ?? TupleEncoder().adding(uint64: 0).bytes
                            )
                            let next = try decoder.uint64() + 1
                            let encoded = TupleEncoder().adding(uint64: next).bytes
                            try view.put(Array("counter".utf8), encoded, in: .records)
                        } completion: { _ in
                            done.signal()
                        }
                        done.wait()
                    }
                    finished.leave()
                }
            }
            await withCheckedContinuation { continuation in
                finished.notify(queue: .global()) { continuation.resume() }
            }
            let counter = try store.read { try $0.get(bytes("counter"), in: .records) }
            var decoder = TupleDecoder(counter ?? [])
            #expect(try decoder.uint64() == UInt64(threads * increments))
            let statistics = store.statistics()
            #expect(statistics.commands == threads * increments)
            #expect(statistics.groups <= statistics.commands)
        }
    }

    @Test("closing completes what waits and refuses what follows", arguments: Engine.allCases)
    func closeDrains(engine: Engine) async throws {
        let directory = try TemporaryDirectory()
        let store = try engine.open(in: directory)
        let gate = Gate(closing: store)
        let results = Results<Void>()
        for number in 0..<1000 {
            results.submit(number, to: store) { try $0.put(bytes("a"), [1], in: .records) }
        }
        let closed = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            store.close()
            closed.signal()
        }
        gate.open()
        #expect(results.all().allSatisfy { (try? $0.1.get()) != nil })
        store.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                closed.wait()
                continuation.resume()
            }
        }
        await #expect(throws: StorageError.closed) { try await store.write { _ in } }
        #expect(throws: StorageError.closed) { try store.read { _ in } }
    }

    @Test("the hook runs after all completions of each group", arguments: Engine.allCases)
    func groupHook(engine: Engine) async throws {
        let directory = try TemporaryDirectory()
        let order = OrderLog()
        let store = try engine.open(in: directory) { order.append(-1) }
        let gate = Gate(closing: store)
        for number in 0..<3 {
            store.submit(prefetch: []) {
                try $0.put(bytes("a"), [1], in: .records)
            } completion: { _ in
                order.append(number)
            }
        }
        gate.open()
        store.close()
        #expect(order.numbers == [-1, 0, 1, 2, -1])
    }

    struct Write: Sendable {
        let name: String
        let expected: StorageError?
        let body: @Sendable (any WriteView) throws -> Void
    }

    static let key = bytes("k")

    static func values(_ count: Int, of size: Int) -> @Sendable (any WriteView) throws -> Void {
        { view in
            for number in 0..<count {
                let key = TupleEncoder().adding(uint64: UInt64(number)).bytes
                try view.put(key, [UInt8](repeating: 7, count: size), in: .records)
            }
        }
    }

    static let limits = [
        Write(name: "empty key", expected: .keyLength(found: 0, max: 1024)) {
            try $0.put([], [], in: .records)
        },
        Write(name: "longest key", expected: nil) {
            try $0.put([UInt8](repeating: 0xFF, count: 1024), [], in: .records)
        },
        Write(name: "key too long", expected: .keyLength(found: 1025, max: 1024)) {
            try $0.put([UInt8](repeating: 0xFF, count: 1025), [], in: .records)
        },
        Write(name: "longest value", expected: nil) {
            try $0.put(key, [UInt8](repeating: 1, count: 65536), in: .records)
        },
        Write(name: "value too long", expected: .valueTooLong(.records, found: 65537, max: 65536)) {
            try $0.put(key, [UInt8](repeating: 1, count: 65537), in: .records)
        },
        Write(name: "longest chunk", expected: nil) {
            try $0.put(key, [UInt8](repeating: 1, count: 263_168), in: .blobs)
        },
        Write(name: "chunk too long", expected: .valueTooLong(.blobs, found: 263_169, max: 263_168))
        {
            try $0.put(key, [UInt8](repeating: 1, count: 263_169), in: .blobs)
        },
        Write(name: "most keys", expected: nil, body: values(1000, of: 1)),
        Write(
            name: "too many keys",
            expected: .commandTooManyKeys(max: 1000),
            body: values(1001, of: 1)
        ),
        Write(name: "most bytes", expected: nil, body: values(64, of: (1 << 14) - 8)),
        Write(name: "too many bytes", expected: .commandTooLarge(max: 1 << 20)) { view in
            try values(64, of: (1 << 14) - 8)(view)
            try view.delete(key, in: .records)
        },
        Write(name: "write inside a scan", expected: .writeDuringScan) { view in
            try view.put(key, [], in: .records)
            try view.scan(.records, from: [], to: [0xFF], descending: false) { key, _ in
                try view.delete(key, in: .records)
                return true
            }
        },
        Write(name: "swallowed refusal", expected: .keyLength(found: 0, max: 1024)) { view in
            try view.put(key, [], in: .records)
            try? view.put([], [], in: .records)
            try? view.put([UInt8](repeating: 1, count: 1025), [], in: .records)
        },
        Write(name: "unknown keyspace", expected: .unknownKeyspace("other")) {
            try $0.put(key, [], in: Keyspace(rawValue: "other"))
        },
        Write(name: "unknown keyspace read", expected: .unknownKeyspace("other")) {
            _ = try $0.get(key, in: Keyspace(rawValue: "other"))
        },
    ]

    @Test("limits", arguments: Engine.allCases, limits)
    func limitsHold(engine: Engine, write: Write) async throws {
        try await engine.withStore { store in
            var found: StorageError?
            do {
                try await store.write(write.body)
            } catch {
                found = error as? StorageError
                #expect(found != nil, "\(error)")
            }
            #expect(found == write.expected, "\(write.name)")
            let isEmpty = try store.read { view in
                var isEmpty = true
                for keyspace in [Keyspace.records, .blobs] {
                    try view.scan(keyspace, from: [], to: prefixEnd([]), descending: false) {
                        _,
                        _ in
                        isEmpty = false
                        return false
                    }
                }
                return isEmpty
            }
            #expect(isEmpty == (write.expected != nil), "\(write.name)")
        }
    }

    @Test("a group is limited in bytes", arguments: Engine.allCases)
    func groupBytes(engine: Engine) async throws {
        try await engine.withStore { store in
            let gate = Gate(closing: store)
            let results = Results<Void>()
            for number in 0..<8 {
                results.submit(number, to: store, Self.values(64, of: (1 << 14) - 8))
            }
            gate.open()
            #expect(results.all().map(\.0) == Array(0..<8))
            #expect(store.statistics().groups == 2)
            #expect(store.statistics().bytesWritten == 8 << 20)
        }
    }
}

/// Numbers in the order in which they were noted.
final class OrderLog: Sendable {
    private let log = Mutex<[Int]>([])

    var numbers: [Int] { log.withLock { $0 } }

    func append(_ number: Int) {
        log.withLock { $0.append(number) }
    }
}
