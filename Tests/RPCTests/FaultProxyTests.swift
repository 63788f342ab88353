import NIOCore
import NIOPosix
import Testing

@testable import RPC
@testable import TestFaults

/// The relay that harms does what it is told, and nothing else.
@Suite("Fault proxy", .timeLimit(.minutes(1)))
struct FaultProxyTests {
    /// A peer of an echo server behind a relay that does something in each direction.
    private static func withPeer(
        toServer: Faults = Faults(),
        toClient: Faults = Faults(),
        _ body: (RawPeer, FaultProxy) async throws -> Void
    ) async throws {
        try await withServer { port, _ in
            try await FaultProxy.before(port) { proxy in
                proxy.set(toServer: toServer, toClient: toClient)
                let peer = try await RawPeer(port: proxy.port)
                try await body(peer, proxy)
                try? await peer.close()
            }
        }
    }

    private static let request = TestFrame.request(1, "/t.T/Echo", Array("hello".utf8)).bytes
    private static let reply = TestFrame(
        stream: 1,
        type: FrameType.response,
        body: [0x12, 5] + Array("hello".utf8)
    ).bytes

    @Test("what is not harmed passes, both ways")
    func passes() async throws {
        try await Self.withPeer { peer, proxy in
            try await peer.send(Self.request)
            #expect(await peer.frames(1).map(\.bytes) == [Self.reply])
            #expect(proxy.connections == 1)
        }
    }

    @Test("a cut ends both sides after so many bytes, in either direction")
    func cuts() async throws {
        for count in [0, 1, 9, Self.reply.count - 1] {
            try await Self.withPeer(toClient: .with { $0.cutAfter = count }) { peer, _ in
                try await peer.send(Self.request)
                #expect(await peer.bytesToEnd() == Array(Self.reply.prefix(count)))
            }
            try await Self.withPeer(toServer: .with { $0.cutAfter = count }) { peer, _ in
                try? await peer.send(Self.request)
                #expect(await peer.bytesToEnd() == [])
            }
        }
    }

    @Test("a byte that is turned is the one that was named")
    func corrupts() async throws {
        for index in [0, 12, 16] {
            let faults = Faults.with { ($0.corrupt, $0.cutAfter) = (index, Self.reply.count) }
            try await Self.withPeer(toClient: faults) { peer, _ in
                try await peer.send(Self.request)
                var expected = Self.reply
                expected[index] ^= 0xFF
                #expect(await peer.bytesToEnd() == expected)
            }
        }
    }

    @Test("a delay holds back and loses nothing")
    func delays() async throws {
        let delay = Faults.with { $0.delay = .milliseconds(100) }
        try await Self.withPeer(toServer: delay, toClient: delay) { peer, _ in
            let begun = ContinuousClock.now
            let middle = Self.request.count / 2
            try await peer.send(Array(Self.request[..<middle]))
            try await peer.send(Array(Self.request[middle...]))
            #expect(await peer.frames(1).map(\.bytes) == [Self.reply])
            #expect(begun.duration(to: .now) >= .milliseconds(200))
        }
    }

    @Test("a pulled cable swallows the rest of one direction, its end too")
    func loses() async throws {
        let lost = Faults.with { $0.loseAfter = 0 }
        try await Self.withPeer(toServer: lost) { peer, proxy in
            try await peer.send(Self.request)
            await until { proxy.bytesRead == Self.request.count }
            #expect(peer.channel.isActive)
            proxy.set()
            // The first answer is that to what was not lost.
            try await peer.send(TestFrame.request(3, "/t.T/Echo").bytes)
            #expect(await peer.frames(1).map(\.stream) == [3])
        }
    }

    @Test("a stall takes nothing more from the sender")
    func stalls() async throws {
        try await Self.withPeer(toServer: .with { $0.stallAfter = 1 << 20 }) { peer, _ in
            let sent = Counter()
            let sending = Task {
                while true {
                    try await peer.send([UInt8](repeating: 0, count: 1 << 20))
                    sent.add()
                }
            }
            var last = -1
            while last != sent.count {
                last = sent.count
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(last < 64)
            try? await peer.close()
            _ = try? await sending.value
        }
    }

    @Test("the faults of a line, byte by byte")
    func line() {
        func run(_ change: (inout Faults) -> Void) -> [FaultLine.Outcome] {
            var line = FaultLine()
            return [[1, 2], [3], [4, 5]].map { line.take($0, .with(change)) }
        }
        #expect(run { _ in }.map(\.bytes) == [[1, 2], [3], [4, 5]])
        #expect(run { $0.cutAfter = 4 }.map(\.bytes) == [[1, 2], [3], [4]])
        #expect(run { $0.cutAfter = 4 }.map(\.isCut) == [false, false, true])
        #expect(run { $0.cutAfter = 3 }.map(\.isCut) == [false, true, true])
        #expect(run { $0.stallAfter = 1 }.map(\.bytes) == [[1], [], []])
        #expect(run { $0.stallAfter = 1 }.map(\.isStalled) == [true, true, true])
        #expect(run { $0.loseAfter = 3 }.map(\.bytes) == [[1, 2], [3], []])
        #expect(run { $0.corrupt = 3 }.map(\.bytes) == [[1, 2], [3], [0xFB, 5]])
    }
}
