import Messages
import NIOCore

/// What the server side of one connection knows of its streams, and the rules of ttrpc on them.
///
/// Pure: events in, verdicts out. `Call` is what the owner keeps for a call in flight.
struct ConnectionState<Call> {
    /// What to do with a frame.
    enum Verdict {
        /// Decode the body and either `open` the stream or refuse it.
        case admit(stream: UInt32)
        /// Answer the stream with a failure; a call it had in flight is over.
        case refuse(stream: UInt32, Status, ended: Call?)
        /// Read past it.
        case skip
        /// Close the connection.
        case close(CloseReason)
    }

    private struct Entry {
        let call: Call
        let deadline: NIODeadline?
    }

    private let limits: Limits
    private var entries: [UInt32: Entry] = [:]
    private var lastStream: UInt32 = 0

    /// Whether the connection takes no new calls.
    private(set) var isDraining = false
    /// No deadline of a call in flight is earlier; it may be that of a call already over.
    private(set) var earliestDeadline: NIODeadline?

    /// Calls in flight.
    var inFlight: Int { entries.count }
    /// Whether all is answered and nothing new is taken.
    var isDrained: Bool { isDraining && entries.isEmpty }

    init(limits: Limits) {
        self.limits = limits
    }

    /// Judges a whole frame by its header.
    mutating func received(_ header: FrameHeader, oversized: Bool = false) -> Verdict {
        switch header.type {
        case FrameType.request:
            return requestReceived(header, oversized: oversized)
        case FrameType.data:
            // No method of this server takes client messages, so every data frame is too much.
            let ended = end(header.stream)
            return .refuse(
                stream: header.stream,
                .protocolViolation(
                    ended == nil
                        ? "data on a stream that is not open" : "data after the request"
                ),
                ended: ended
            )
        case FrameType.response:
            return .close(.responseFromClient)
        default:
            return FrameType.isSkippable(header.type)
                ? .skip : .close(.unknownFrameType(header.type))
        }
    }

    private mutating func requestReceived(_ header: FrameHeader, oversized: Bool) -> Verdict {
        let stream = header.stream
        func refuse(_ status: Status, ended: Call? = nil) -> Verdict {
            .refuse(stream: stream, status, ended: ended)
        }
        guard stream & 1 == 1 else {
            return refuse(.protocolViolation("a client's stream id must be odd"))
        }
        guard stream > lastStream else {
            return refuse(
                .protocolViolation("stream ids must rise and are never reused"),
                ended: end(stream)
            )
        }
        lastStream = stream
        if oversized {
            return refuse(
                .tooLarge(
                    .frameTooLarge,
                    "frame bytes",
                    found: Int(header.length),
                    max: limits.frameBytesMax
                )
            )
        }
        if isDraining {
            return refuse(.draining(retryAfter: limits.retryDelay))
        }
        if entries.count >= limits.streamsPerConnectionMax {
            return refuse(
                .overload(
                    inFlight: limits.streamsPerConnectionMax,
                    retryAfter: limits.retryDelay
                )
            )
        }
        if header.flags.contains(.remoteOpen) {
            return refuse(.protocolViolation("no method takes a stream of requests"))
        }
        return .admit(stream: stream)
    }

    /// Notes the call of an admitted stream as in flight.
    mutating func open(_ stream: UInt32, call: Call, deadline: NIODeadline?) {
        entries[stream] = Entry(call: call, deadline: deadline)
        if let deadline {
            earliestDeadline = min(earliestDeadline ?? deadline, deadline)
        }
    }

    /// The call in flight on a stream.
    func call(on stream: UInt32) -> Call? { entries[stream]?.call }

    /// Ends the call of a stream; nothing when it had ended before, and a reply comes too late.
    mutating func end(_ stream: UInt32) -> Call? {
        entries.removeValue(forKey: stream)?.call
    }

    /// Ends the calls whose deadline has come, in the order of their streams.
    mutating func expire(now: NIODeadline) -> [(stream: UInt32, call: Call)] {
        guard let earliest = earliestDeadline, earliest <= now else { return [] }
        var expired: [(stream: UInt32, call: Call)] = []
        var next: NIODeadline?
        for (stream, entry) in entries {
            guard let deadline = entry.deadline else { continue }
            if deadline <= now {
                expired.append((stream, entry.call))
            } else {
                next = min(next ?? deadline, deadline)
            }
        }
        for (stream, _) in expired { entries[stream] = nil }
        earliestDeadline = next
        return expired.sorted { $0.stream < $1.stream }
    }

    /// Takes no new calls from now on.
    mutating func drain() { isDraining = true }

    /// Ends all calls: the connection is gone.
    mutating func endAll() -> [Call] {
        defer { entries.removeAll() }
        return entries.values.map(\.call)
    }
}
