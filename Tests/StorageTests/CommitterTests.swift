import Dispatch
import Synchronization
import Testing

@testable import Storage

@Suite("A failed write")
struct CommitterTests {
    /// An engine whose every commit fails.
    private final class FailingEngine: CommitEngine {
        let isClosed = Mutex(false)

        final class Batch: CommitBatch {
            func get(_: [UInt8], in _: Keyspace) throws(StorageError) -> [UInt8]? { nil }
            func scan(
                _: Keyspace,
                from _: [UInt8],
                to _: [UInt8],
                descending _: Bool,
                _: ([UInt8], [UInt8]) throws -> Bool
            ) throws {}
            func put(_: [UInt8], _: [UInt8], in _: Keyspace) throws(StorageError) {}
            func delete(_: [UInt8], in _: Keyspace) throws(StorageError) {}
            func markSavePoint() {}
            func rollBack() throws(StorageError) {}
            func commit() throws(StorageError) { throw .io("no space") }
        }

        func openBatch() throws(StorageError) -> Batch { Batch() }
        func refusal() -> StorageError? { nil }
        func valueMaxBytes(of keyspace: Keyspace) -> Int? { 100 }
        func close() { isClosed.withLock { $0 = true } }
    }

    @Test("is fatal, acknowledges nothing and is never tried again")
    func failedCommit() {
        let engine = FailingEngine()
        let fatal = Mutex<[StorageError]>([])
        let outcomes = Mutex<[String]>([])
        let committer = Committer(
            engine: engine,
            onFatal: { error in fatal.withLock { $0.append(error) } },
            onGroupCommitted: nil
        )
        let pending = DispatchGroup()
        for number in 0..<(Limits.groupMaxCommands + 10) {
            pending.enter()
            let command = Command {
                try $0.put([1], [1], in: .records)
            } completion: { result in
                outcomes.withLock { $0.append("\(number): \(result)") }
                pending.leave()
            }
            committer.submit(command)
        }
        committer.start()
        pending.wait()
        #expect(committer.refusal == .io("no space"))
        committer.stop()
        committer.waitUntilStopped()
        #expect(fatal.withLock { $0 } == [.io("no space")])
        let expected = (0..<(Limits.groupMaxCommands + 10)).map { number in
            "\(number): \(Result<Void, any Error>.failure(StorageError.io("no space")))"
        }
        #expect(outcomes.withLock { $0 } == expected)
        #expect(committer.statistics().commands == 0)
        #expect(committer.statistics().groups == 0)
        #expect(engine.isClosed.withLock { $0 })
    }
}
