import NIOCore
import Testing

@testable import GRPC
@testable import RPC

@Suite("The patience with an HTTP/2 connection")
struct HTTP2WatchTests {
    enum Event {
        case read, called, pinged, stalled, flows, retired
    }

    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let events: [(second: Int64, Event)]
        var inFlight = 0
        let due: (second: Int64, what: HTTP2Watch.Due)
    }

    static let rows = [
        Row(testDescription: "a new connection", events: [], due: (10, .close(.firstFrameOverdue))),
        Row(
            testDescription: "bytes are no request",
            events: [(9, .read)],
            due: (10, .close(.firstFrameOverdue))
        ),
        Row(
            testDescription: "after its first request",
            events: [(1, .read), (1, .called)],
            inFlight: 1,
            due: (61, .ping)
        ),
        Row(
            testDescription: "every byte is a sign of life",
            events: [(1, .read), (1, .called), (50, .read)],
            inFlight: 1,
            due: (110, .ping)
        ),
        Row(
            testDescription: "asked for a sign of life",
            events: [(1, .read), (1, .called), (61, .pinged)],
            inFlight: 1,
            due: (81, .close(.silent))
        ),
        Row(
            testDescription: "a sign of life",
            events: [(1, .read), (1, .called), (61, .pinged), (80, .read)],
            inFlight: 1,
            due: (140, .ping)
        ),
        Row(
            testDescription: "alive without calls",
            events: [(1, .called), (890, .read)],
            due: (901, .close(.idle))
        ),
        Row(
            testDescription: "alive with a call",
            events: [(1, .called), (890, .read)],
            inFlight: 1,
            due: (950, .ping)
        ),
        Row(
            testDescription: "does not take what is sent",
            events: [(1, .read), (1, .called), (5, .stalled)],
            inFlight: 1,
            due: (35, .close(.outboundStalled))
        ),
        Row(
            testDescription: "old, and its peer lives",
            events: [(1, .called), (7_190, .read)],
            inFlight: 1,
            due: (7_200, .retire)
        ),
        Row(
            testDescription: "old and told so",
            events: [(1, .called), (7_190, .read), (7_200, .retired)],
            inFlight: 1,
            due: (7_250, .ping)
        ),
        Row(
            testDescription: "takes it again",
            events: [(1, .read), (1, .called), (5, .stalled), (30, .flows)],
            inFlight: 1,
            due: (90, .ping)
        ),
    ]

    /// Red when one of the limits is not kept, or another event counts for it.
    @Test("what is due next", arguments: rows)
    func due(row: Row) {
        let start = NIODeadline.uptimeNanoseconds(0)
        var watch = HTTP2Watch(limits: Limits(), ageMax: .hours(2), now: start)
        for (second, event) in row.events {
            let now = start + .seconds(second)
            switch event {
            case .read: watch.read(now: now)
            case .called: watch.called(now: now)
            case .pinged: watch.pinged(now: now)
            case .stalled: watch.stalled(true, now: now)
            case .flows: watch.stalled(false, now: now)
            case .retired: watch.retired()
            }
        }
        let due = watch.due(inFlight: row.inFlight)
        #expect(due.at == start + .seconds(row.due.second))
        #expect(due.what == row.due.what)
    }
}
