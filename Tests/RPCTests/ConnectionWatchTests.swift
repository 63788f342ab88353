import NIOCore
import Testing

@testable import RPC

/// The patience of the server with one connection, event by event.
@Suite("Patience with a connection")
struct ConnectionWatchTests {
    enum Event: Sendable {
        case read(Int, completed: Bool = false, begun: Bool = false)
        case wrote(Int)
        case stalled(Int, Bool)
        case held(Int, Bool)
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        /// What happens, at so many seconds.
        let events: [Event]
        var bytes = 0
        var inFlight = 0
        /// What is due and when; nothing when nothing is.
        let due: String
        var testDescription: String { name }
    }

    private static let whole = Event.read(1, completed: true)

    /// First frame after 10 s, a frame's grace of 5 s and 1,000 bytes a second, idle after 100 s,
    /// stalled after 30 s.
    static let rows: [Row] = [
        Row(name: "nothing", events: [], due: "firstFrameOverdue 10"),
        Row(name: "a frame begun", events: [.read(1, begun: true)], due: "frameTooSlow 6"),
        Row(
            name: "a frame begun late",
            events: [.read(7, begun: true)],
            due: "firstFrameOverdue 10"
        ),
        Row(name: "a frame", events: [whole], due: "idle 101"),
        Row(name: "a call", events: [whole], inFlight: 1, due: ""),
        Row(name: "a reply", events: [whole, .wrote(40)], due: "idle 140"),
        Row(name: "a read", events: [whole, .read(50, completed: true)], due: "idle 150"),
        Row(
            name: "more of a frame earns no new beginning",
            events: [whole, .read(20, begun: true), .read(23, begun: true)],
            bytes: 2_000,
            due: "frameTooSlow 27"
        ),
        Row(
            name: "the end of one frame and the beginning of another",
            events: [whole, .read(20, begun: true), .read(23, completed: true, begun: true)],
            due: "frameTooSlow 28"
        ),
        Row(
            name: "the end of a begun frame",
            events: [whole, .read(20, begun: true), .read(23, completed: true)],
            due: "idle 123"
        ),
        Row(
            name: "a peer that takes nothing",
            events: [whole, .read(20, begun: true), .stalled(22, true)],
            due: "outboundStalled 52"
        ),
        Row(
            name: "a peer that takes again",
            events: [whole, .read(20, begun: true), .stalled(22, true), .stalled(40, false)],
            due: "frameTooSlow 45"
        ),
        Row(
            name: "a held peer",
            events: [whole, .read(20, begun: true), .held(21, true)],
            inFlight: 1,
            due: ""
        ),
        Row(
            name: "a held peer that takes nothing",
            events: [whole, .held(21, true), .stalled(22, true)],
            inFlight: 1,
            due: "outboundStalled 52"
        ),
        Row(
            name: "a peer that is read again",
            events: [whole, .read(20, begun: true), .held(21, true), .held(60, false)],
            inFlight: 1,
            due: "frameTooSlow 65"
        ),
        Row(
            name: "a peer that has begun nothing is read again",
            events: [whole, .held(21, true), .held(60, false)],
            inFlight: 1,
            due: ""
        ),
    ]

    @Test("what is due first, and when", arguments: rows)
    func due(row: Row) {
        var limits = Limits()
        limits.firstFrameTimeout = .seconds(10)
        (limits.frameGrace, limits.frameBytesPerSecondMin) = (.seconds(5), 1_000)
        limits.idleTimeout = .seconds(100)
        limits.outboundStallTimeout = .seconds(30)
        let start = NIODeadline.uptimeNanoseconds(0)
        func at(_ seconds: Int) -> NIODeadline { start + .seconds(Int64(seconds)) }
        var watch = ConnectionWatch(limits: limits, now: start)
        for event in row.events {
            switch event {
            case .read(let second, let completed, let begun):
                watch.read(completedFrame: completed, begunFrame: begun, now: at(second))
            case .wrote(let second): watch.wrote(now: at(second))
            case .stalled(let second, let isStalled):
                watch.stalled(isStalled, now: at(second))
            case .held(let second, let isHeld): watch.held(isHeld, now: at(second))
            }
        }
        let due = watch.due(bytesOfBegunFrame: row.bytes, inFlight: row.inFlight)
        let text = due.map { "\($0.reason) \(($0.at - start).nanoseconds / 1_000_000_000)" }
        #expect(text ?? "" == row.due)
    }
}
