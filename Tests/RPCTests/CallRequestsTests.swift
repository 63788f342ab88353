import Synchronization
import Testing

@testable import RPC

/// The messages that a client sends on one stream, as its handler takes them.
@Suite("Requests of a stream", .timeLimit(.minutes(1)))
struct CallRequestsTests {
    /// What an iterator gives until its end, and the failure at which it stops.
    private static func rest(
        _ messages: CallRequests.Iterator
    ) async -> (messages: [[UInt8]], failure: Status?) {
        var taken: [[UInt8]] = []
        do {
            while let message = try await messages.next() { taken.append(message) }
            return (taken, nil)
        } catch {
            return (taken, error as? Status)
        }
    }

    // Red when: a message comes twice, in another order, after the end, or is taken unnoticed.
    @Test("messages come in their order up to the end, and each one taken is told of")
    func order() async throws {
        let told = Counter()
        let requests = CallRequests { told.add() }
        requests.push([1])
        requests.push([2])
        #expect(requests.waiting == 2)
        let messages = requests.makeAsyncIterator()
        #expect(try await messages.next() == [1])
        #expect(told.count == 1 && requests.waiting == 1)
        requests.end()
        requests.push([3])
        #expect(await Self.rest(messages).messages == [[2]])
        #expect(told.count == 2)
        // The end stays the end, and a later one changes nothing.
        requests.end(.cancelled)
        #expect(try await messages.next() == nil)
    }

    @Test("what a broken side had sent is not read any more, and the first end counts")
    func broken() async {
        let requests = CallRequests()
        requests.push([1])
        requests.end(.connectionLost)
        requests.end()
        #expect(requests.waiting == 0)
        let (messages, failure) = await Self.rest(requests.makeAsyncIterator())
        #expect(messages == [] && failure == .connectionLost)
    }

    @Test(
        "who waits gets what comes: a message, the end, a failure",
        arguments: [nil, Status.cancelled]
    )
    func waits(end: Status?) async throws {
        let told = Counter()
        let taken = Counter()
        let requests = CallRequests { told.add() }
        let handler = Task {
            let messages = requests.makeAsyncIterator()
            let first = try await messages.next()
            #expect(first == [1])
            taken.add()
            return await Self.rest(messages)
        }
        for _ in 0..<1_000 { await Task.yield() }
        requests.push([1])
        await until { taken.count == 1 }
        await until { told.count == 1 }
        for _ in 0..<1_000 { await Task.yield() }
        requests.end(end)
        let (messages, failure) = try await handler.value
        #expect(messages == [] && failure == end)
        #expect(told.count == 1)
    }

    @Test("one request alone is a side that has ended")
    func only() async {
        #expect(await Self.rest(CallRequests(only: [7]).makeAsyncIterator()).messages == [[7]])
    }
}
