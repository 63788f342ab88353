import Messages
import NIOCore
import Synchronization
import Testing

@testable import RPC

/// Which calls are tried again, and when no more.
extension ClientRecoveryTests {
    /// A server that fails a call of `/t.T/Lost` once, and of `/t.T/Away` before it begins.
    private static func failingOnce() -> RawServer.Answer {
        let failures = Mutex<[[UInt8]: Int]>([:])
        let unavailable = Status(.unavailable, reason: "X", "not now")
        return { _, frame in
            guard frame.type == FrameType.request,
                let request = try? TtrpcRequest(serialized: frame.body)
            else { return [] }
            let before = failures.withLock { failures in
                defer { failures[request.payload, default: 0] += 1 }
                return failures[request.payload, default: 0]
            }
            guard before == 0, request.method != "Echo" else {
                return [.response(frame.stream, [9])]
            }
            let isAway = request.method == "Away"
            let status = isAway ? Status.draining(retryAfter: .zero) : unavailable
            return [.failure(frame.stream, status)]
        }
    }

    // Red when: answers do not give retries back, or what no server began uses them up.
    @Test("only what a server may have begun uses up retries, and answers bring them back")
    func budget() async throws {
        try await RawServer.run(Self.failingOnce()) { server in
            let client = try await Self.connect(server.port)
            func isRetried(_ number: UInt8) async -> Bool {
                let reply = try? await client.call("/t.T/Lost", [number], isRetrySafe: true)
                return reply == [9]
            }
            for number in 0..<UInt8(20) {
                #expect(try await client.call("/t.T/Away", [number, 0]) == [9])
            }
            #expect(await isRetried(0))
            for number in 0..<UInt8(20) { _ = try? await client.call("/t.T/Lost", [number, 1]) }
            #expect(await !isRetried(1))
            for _ in 0..<60 { _ = try await client.call("/t.T/Echo", []) }
            #expect(await isRetried(2))
            await client.close()
        }
    }

    @Test("a retry waits for as long as the server asks")
    func asked() async throws {
        let answered = Counter()
        let late = Status.draining(retryAfter: .milliseconds(500))
        try await RawServer.run({ _, frame in
            guard frame.type == FrameType.request else { return [] }
            defer { answered.add() }
            return [answered.count == 0 ? .failure(frame.stream, late) : .response(frame.stream)]
        }) { server in
            let client = try await Self.connect(server.port)
            let begun = ContinuousClock.now
            #expect(try await client.call("/t.T/Echo", []) == [])
            #expect(begun.duration(to: .now) >= .milliseconds(500))
            await client.close()
        }
    }

    // Red when: a client that was closed says that nothing was begun of what a server may have begun.
    @Test("closing the client ends its calls with what is known, and tries none again")
    func closed() async throws {
        try await RawServer.run({ _, _ in [] }) { server in
            let client = try await Self.connect(server.port)
            let call = Task {
                try await Self.status {
                    try await client.call("/t.T/Hold", [], isRetrySafe: true)
                }
            }
            await until { server.requests.count == 1 }
            await client.close()
            let status = try await call.value
            #expect(status.metadata == ["committed": "unknown"])
            #expect(server.connections == 1)
        }
    }

    @Test(
        "a method of the contract says itself whether it is tried again",
        arguments: [true, false]
    )
    func typed(isRetrySafe: Bool) async throws {
        let method = Method<TtrpcKeyValue, TtrpcKeyValue>(
            service: "t.T",
            name: "Lost",
            effect: .read,
            permission: "none",
            isRetrySafe: isRetrySafe
        )
        let lost = Status(.unavailable, reason: "X", "not now")
        let requests = Counter()
        try await RawServer.run({ _, frame in
            guard frame.type == FrameType.request else { return [] }
            defer { requests.add() }
            return [requests.count == 0 ? .failure(frame.stream, lost) : .response(frame.stream)]
        }) { server in
            let client = try await Self.connect(server.port)
            let reply = try? await client.call(method, TtrpcKeyValue())
            #expect((reply != nil) == isRetrySafe)
            #expect(requests.count == (isRetrySafe ? 2 : 1))
            let large = [UInt8](repeating: 0, count: Limits().payloadBytesMax + 1)
            let refusal = #expect(throws: Status.self) { try client.stream("/t.T/Lost", large) }
            #expect(refusal?.description == "RESOURCE_EXHAUSTED PAYLOAD_TOO_LARGE")
            await client.close()
        }
    }
}
