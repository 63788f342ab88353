import Dispatch
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import RPC

@Suite("Worker pool, outbox, stream writer", .timeLimit(.minutes(1)))
struct WorkerPoolTests {
    private static func pool(threads: Int, processors: Int = 1) -> WorkerPool {
        WorkerPool(
            threads: threads,
            processors: processors,
            clock: MultiThreadedEventLoopGroup.singleton.any()
        )
    }

    @Test("every job of every batch runs once", arguments: [(1, 1), (8, 2), (2, 4)])
    func allJobs(threads: Int, processors: Int) async throws {
        let pool = Self.pool(threads: threads, processors: processors)
        let counter = Counter()
        await withDiscardingTaskGroup { group in
            for _ in 0..<10 {
                group.addTask {
                    for size in 0..<50 {
                        pool.submit((0..<size).map { _ in { counter.add() } })
                    }
                }
            }
        }
        await until { counter.count == 10 * 49 * 50 / 2 }
        try await pool.shutdown()
        #expect(counter.count == 10 * 49 * 50 / 2)
    }

    @Test("one thread runs a batch in its order")
    func order() async throws {
        let pool = Self.pool(threads: 1)
        let order = Mutex<[Int]>([])
        pool.submit((0..<100).map { number in { order.withLock { $0.append(number) } } })
        await until { order.withLock { $0.count } == 100 }
        #expect(order.withLock { $0 } == Array(0..<100))
        try await pool.shutdown()
    }

    /// Red when threads beyond the processors take no part, or take part for no reason.
    @Test("a job that blocks holds up none of its batch while a thread is left")
    func blockedJob() async throws {
        let pool = Self.pool(threads: 3)
        let gate = DispatchSemaphore(value: 0)
        let counter = Counter()
        let blocking: WorkerPool.Job = {
            gate.wait()
            counter.add()
        }
        let quick: WorkerPool.Job = { counter.add() }
        pool.submit([blocking, blocking] + Array(repeating: quick, count: 10))
        await until { counter.count == 10 }
        gate.signal()
        gate.signal()
        await until { counter.count == 12 }
        let together = Mutex((now: 0, most: 0))
        pool.submit(
            Array(
                repeating: {
                    together.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                    together.withLock { $0.now -= 1 }
                    counter.add()
                },
                count: 1_000
            )
        )
        await until { counter.count == 1_012 }
        #expect(together.withLock { $0.most } == 1)
        try await pool.shutdown()
    }

    /// A pool whose clock the test moves, and jobs that each begin and wait to be let go.
    private struct Ticking {
        let loop = NIOAsyncTestingEventLoop()
        let pool: WorkerPool
        let begun = Counter()
        let gates: [DispatchSemaphore]

        init(threads: Int, processors: Int, jobs: Int) {
            pool = WorkerPool(threads: threads, processors: processors, clock: loop)
            gates = (0..<jobs).map { _ in DispatchSemaphore(value: 0) }
        }

        func submit(_ jobs: Range<Int>) {
            pool.submit(
                gates[jobs].map { gate in
                    { [begun] in
                        begun.add()
                        gate.wait()
                    }
                }
            )
        }

        func tick() async { await loop.advanceTime(by: .milliseconds(1)) }

        /// Whether so many jobs have begun, and no more begin by themselves.
        func stays(at count: Int) async -> Bool {
            await until { begun.count >= count }
            try? await Task.sleep(for: .milliseconds(10))
            return begun.count == count
        }

        func end() async throws {
            for gate in gates { gate.signal() }
            await until { begun.count == gates.count }
            try await pool.shutdown()
        }
    }

    // Red when: a thread that has only begun is taken for blocked, one that is blocked is not, or
    // the threads that were wanted for it stay.
    @Test("a thread is blocked that is at the same job for a whole tick; then one more works")
    func blockedForATick() async throws {
        let trial = Ticking(threads: 3, processors: 1, jobs: 4)
        trial.submit(0..<2)
        #expect(await trial.stays(at: 1))
        await trial.tick()
        #expect(await trial.stays(at: 1))
        await trial.tick()
        #expect(await trial.stays(at: 2))
        for gate in trial.gates[..<2] { gate.signal() }
        // Nothing waits any more: what comes next is worked at as it was at first.
        await trial.tick()
        trial.submit(2..<4)
        #expect(await trial.stays(at: 3))
        for count in 3...4 {
            await trial.tick()
            #expect(await trial.stays(at: count))
        }
        try await trial.end()
    }

    // Red when: a thread goes on for which there is no processor.
    @Test("a thread rests once there is no more need of it, though jobs wait")
    func rests() async throws {
        let trial = Ticking(threads: 2, processors: 1, jobs: 4)
        trial.submit(0..<4)
        #expect(await trial.stays(at: 1))
        for _ in 0..<2 { await trial.tick() }
        #expect(await trial.stays(at: 2))
        trial.gates[0].signal()
        #expect(await trial.stays(at: 3))
        // Both are at other jobs than before: none of them is blocked.
        await trial.tick()
        trial.gates[1].signal()
        #expect(await trial.stays(at: 3))
        trial.gates[2].signal()
        #expect(await trial.stays(at: 4))
        try await trial.end()
    }

    @Test("as many jobs begin without a tick as there are processors")
    func processors() async throws {
        let trial = Ticking(threads: 4, processors: 2, jobs: 3)
        trial.submit(0..<3)
        #expect(await trial.stays(at: 2))
        try await trial.end()
    }

    @Test("an outbox delivers in order, in one go for all that gathered, nothing once closed")
    func outbox() {
        let loop = EmbeddedEventLoop()
        let batches = Mutex<[[Int]]>([])
        let outbox = Outbox<Int>(eventLoop: loop) { items in
            batches.withLock { $0.append(items) }
        }
        for item in 1...3 { outbox.post(item) }
        loop.run()
        outbox.post(4)
        loop.run()
        outbox.close()
        outbox.post(5)
        loop.run()
        #expect(batches.withLock { $0 } == [[1, 2, 3], [4]])
    }

    @Test("a writer waits at its bound, goes on when bytes left, and throws what closed it")
    func writer() async throws {
        let posted = Counter()
        let writer = RPCStreamWriter(
            bytesUnsentMax: 10,
            payloadBytesMax: 20,
            stallMax: .seconds(60),
            allowance: StreamAllowance(endsAt: .now + .seconds(60))
        ) { _ in posted.add() }
        try await writer.send([UInt8](repeating: 0, count: 10))
        await #expect(throws: Status.self) {
            try await writer.send([UInt8](repeating: 0, count: 21))
        }
        let waiting = Task {
            try await writer.send([1])
            try await writer.send([UInt8](repeating: 0, count: 20))
            try await writer.send([2])
        }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(posted.count == 1)
        writer.sent(10)
        await until { posted.count == 3 }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(posted.count == 3)
        writer.close(.connectionLost)
        writer.close(.cancelled)
        await #expect(throws: Status.connectionLost) { try await waiting.value }
        await #expect(throws: Status.connectionLost) { try await writer.send([]) }
        #expect(posted.count == 3)
        #expect(writer.messagesSent == 3)
    }

    // Red when: a writer waits for ever for a peer that takes nothing, or its patience outlives the
    // wait that it was for.
    @Test("a writer gives up a peer that takes nothing, and serves one that takes again")
    func stalledWriter() async throws {
        let posted = Counter()
        let writer = RPCStreamWriter(
            bytesUnsentMax: 10,
            payloadBytesMax: 20,
            stallMax: .milliseconds(50),
            allowance: StreamAllowance(endsAt: .now + .seconds(60))
        ) { _ in posted.add() }
        try await writer.send([UInt8](repeating: 0, count: 10))
        await #expect(throws: PeerStalled.self) { try await writer.send([1]) }
        #expect(posted.count == 1 && writer.messagesSent == 1)
        writer.sent(10)
        for _ in 0..<10 {
            try await writer.send([UInt8](repeating: 0, count: 10))
            let waiting = Task { try await writer.send([]) }
            writer.sent(10)
            try await waiting.value
        }
        #expect(posted.count == 21)
    }

    // Red when: a writer sends without credit, gives its peer up for giving none, or loses what was
    // given meanwhile.
    @Test("a writer without credit waits for it, however long that takes")
    func credit() async throws {
        let posted = Counter()
        var allowance = StreamAllowance(endsAt: .now + .seconds(60))
        allowance.credit = 1
        let writer = RPCStreamWriter(
            bytesUnsentMax: 10,
            payloadBytesMax: 20,
            stallMax: .milliseconds(1),
            allowance: allowance
        ) { _ in posted.add() }
        writer.grant(1)
        let sending = Task { for _ in 0..<6 { try await writer.send([1]) } }
        await until { posted.count == 2 }
        try await Task.sleep(for: .milliseconds(20))
        #expect(posted.count == 2)
        writer.grant(3)
        await until { posted.count == 5 }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(posted.count == 5)
        writer.grant(1)
        try await sending.value
        #expect(writer.messagesLeft == nil)
    }

    // Red when: who took all that was sent and gives no credit is given up for what it took late.
    @Test("a writer that waited for bytes to leave waits for credit afterwards")
    func bytesThenCredit() async throws {
        let posted = Counter()
        var allowance = StreamAllowance(endsAt: .now + .seconds(60))
        allowance.credit = 1
        let writer = RPCStreamWriter(
            bytesUnsentMax: 10,
            payloadBytesMax: 20,
            stallMax: .milliseconds(500),
            allowance: allowance
        ) { _ in posted.add() }
        try await writer.send([UInt8](repeating: 0, count: 10))
        // From threads of their own, whatever else the tests do.
        let peer = DispatchQueue(label: "peer")
        peer.asyncAfter(deadline: .now() + .milliseconds(20)) { writer.sent(10) }
        peer.asyncAfter(deadline: .now() + .milliseconds(800)) { writer.grant(1) }
        try await writer.send([1])
        #expect(posted.count == 2)
    }

    @Test("a writer that has sent all its messages says so")
    func spent() async throws {
        var allowance = StreamAllowance(endsAt: .now + .seconds(60))
        allowance.messagesMax = 2
        let writer = RPCStreamWriter(
            bytesUnsentMax: 10,
            payloadBytesMax: 20,
            stallMax: .seconds(60),
            allowance: allowance
        ) { _ in }
        try await writer.send([])
        #expect(writer.messagesLeft == 1)
        try await writer.send([])
        #expect(writer.messagesLeft == 0)
        await #expect(throws: StreamSpent.self) { try await writer.send([]) }
    }
}
