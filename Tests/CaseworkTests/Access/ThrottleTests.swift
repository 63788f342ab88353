import Casework
import Testing

/// Guessing is slow, and ends.
@Suite struct ThrottleTests {
    private static let minute: Int64 = 60_000

    // Red when: the wait does not double, or people who mistype wait.
    @Test func `The wait doubles after the fourth failure`() {
        var throttle = Throttle()
        var now: Int64 = 0
        var waits: [Int64] = []
        while throttle.inRow < 10 {
            switch throttle.attempt(at: now) {
            case .allowed: waits.append(0)
            case .wait(let milliseconds):
                waits[waits.count - 1] = milliseconds
                now += milliseconds
            case .locked: Issue.record("locked after \(throttle.inRow)")
            }
        }
        #expect(waits == [0, 0, 0, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 0])
        #expect(throttle.attempt(at: now) == .wait(milliseconds: 15 * Self.minute - 126_000))
    }

    // Red when: the wait is longer than what was told, or a refused try counts.
    @Test func `A refused try costs nothing, and the told wait is enough`() {
        var throttle = Throttle(failures: [0, 0, 0, 0], inRow: 4)
        #expect(throttle.attempt(at: 1_999) == .wait(milliseconds: 1))
        #expect(throttle.inRow == 4)
        #expect(throttle.attempt(at: 2_000) == .allowed)
        #expect(throttle.inRow == 5)
    }

    // Red when: somebody who waits as told gets more than ten tries in any 15 minutes.
    @Test func `Nobody gets more than ten tries in fifteen minutes`() {
        var throttle = Throttle()
        var now: Int64 = 0
        var tries: [Int64] = []
        while !throttle.isLocked {
            switch throttle.attempt(at: now) {
            case .allowed: tries.append(now)
            case .wait(let milliseconds): now += milliseconds
            case .locked: break
            }
        }
        #expect(tries.count == 100)
        for (index, last) in tries.enumerated() where index >= 10 {
            #expect(last - tries[index - 10] >= 15 * Self.minute)
        }
        // 100 guesses took most of a day, and then there are none.
        #expect(now > 20 * 60 * Self.minute)
        #expect(throttle.attempt(at: now + 365 * 24 * 60 * Self.minute) == .locked)
        #expect(Throttle().isLocked == false)
    }
}
