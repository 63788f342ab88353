import Messages
import RPC
import Synchronization
import TestSupport
import Testing

@testable import Services

/// The clock of a sandbox, and the method that moves it.
@Suite struct MovableClockTests {
    private struct Full: Error {}

    // Red when: it does not go with the machine's, forgets how far ahead it was, or keeps another
    // instant than the one that it shows.
    @Test func `It is ahead of the machine's clock, and keeps how far`() throws {
        let machine = Mutex<Int64>(1_000)
        let kept = Mutex<[Int64]>([])
        let clock = MovableClock(ahead: 500, machine: { machine.withLock { $0 } }) { ahead in
            kept.withLock { $0.append(ahead) }
        }
        #expect(clock.now() == 1_500)
        machine.withLock { $0 += 7 }
        #expect(clock.now() == 1_507)
        try clock.advance(by: 20)
        try clock.advance(by: 0)
        #expect(clock.now() == 1_527)
        #expect(kept.withLock { $0 } == [520, 520])
    }

    // Red when: it moves and is back after a restart.
    @Test func `It stands where it stood when that can not be kept`() {
        let clock = MovableClock(ahead: 5, machine: { 100 }, keep: { _ in throw Full() })
        #expect(throws: Full.self) { try clock.advance(by: 60_000) }
        #expect(clock.now() == 105)
    }

    // Red when: of two who move it at the same time one is lost.
    @Test func `Many who move it at once move it by all of it`() async throws {
        let last = Mutex<Int64>(0)
        let clock = MovableClock(ahead: 0, machine: { 0 }) { ahead in last.withLock { $0 = ahead } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { try clock.advance(by: 3) } }
            try await group.waitForAll()
        }
        #expect(clock.now() == 300)
        #expect(last.withLock { $0 } == 300)
    }

    // Red when: the clock of a server that serves the city can be moved, by whoever it is.
    @Test(arguments: ["officer@H29.02", "administrator@H29", "sync@H29"])
    func `A server that is no sandbox has none`(identity: String) async throws {
        try await TestServer.run { server in
            let before = server.clock.now
            let refused = await #expect(throws: Status.self) {
                try await server.caller(identity).call(
                    SandboxMethods.advanceClock,
                    AdvanceClockRequest(bySeconds: 86_400)
                )
            }
            #expect(refused?.description == "FAILED_PRECONDITION NOT_A_SANDBOX")
            #expect(server.clock.now == before)
        }
    }
}
