import Messages
import NIOCore

/// What the client side of one connection knows of its calls.
///
/// Pure: the owner performs the verdicts.
struct ClientState<Call> {
    /// What a frame of the server means.
    enum Verdict {
        /// The one answer of a call, which is thereby over; decode the body.
        case response(Call)
        /// One message of a stream that goes on.
        case message(Call)
        /// The good end of a stream; the last message is with it when `hasMessage`.
        case end(Call, hasMessage: Bool)
        /// For a call that is over already, or a frame type to read past.
        case skip
        /// The peer is no ttrpc server.
        case close
    }

    private struct Entry {
        let call: Call
        let deadline: NIODeadline?
    }

    private var entries: [UInt32: Entry] = [:]
    private var nextStream: UInt32 = 1

    /// No deadline of a call in flight is earlier; it may be that of a call already over.
    private(set) var earliestDeadline: NIODeadline?
    /// Calls in flight.
    var inFlight: Int { entries.count }

    /// Opens the next stream for a call; nothing once the stream ids are used up.
    mutating func open(_ call: Call, deadline: NIODeadline?) -> UInt32? {
        guard nextStream < .max - 1 else { return nil }
        let stream = nextStream
        nextStream += 2
        entries[stream] = Entry(call: call, deadline: deadline)
        if let deadline { earliestDeadline = min(earliestDeadline ?? deadline, deadline) }
        return stream
    }

    /// Judges a whole frame by its header.
    mutating func received(_ header: FrameHeader) -> Verdict {
        switch header.type {
        case FrameType.response:
            return end(header.stream).map { .response($0) } ?? .skip
        case FrameType.data:
            guard header.flags.contains(.remoteClosed) else {
                return entries[header.stream].map { .message($0.call) } ?? .skip
            }
            return end(header.stream).map {
                .end($0, hasMessage: !header.flags.contains(.noData))
            } ?? .skip
        default:
            return FrameType.isSkippable(header.type) ? .skip : .close
        }
    }

    /// Ends a call; nothing when it had ended before.
    mutating func end(_ stream: UInt32) -> Call? {
        entries.removeValue(forKey: stream)?.call
    }

    /// Ends the calls whose deadline has come.
    mutating func expire(now: NIODeadline) -> [Call] {
        guard let earliest = earliestDeadline, earliest <= now else { return [] }
        var expired: [UInt32] = []
        var next: NIODeadline?
        for (stream, entry) in entries {
            guard let deadline = entry.deadline else { continue }
            if deadline <= now {
                expired.append(stream)
            } else {
                next = min(next ?? deadline, deadline)
            }
        }
        earliestDeadline = next
        return expired.compactMap { end($0) }
    }

    /// Ends all calls: the connection is gone.
    mutating func endAll() -> [Call] {
        defer { entries.removeAll() }
        return entries.values.map(\.call)
    }
}
