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
        /// The server knows the frames beside those of ttrpc.
        case greeted
        /// The server asks for a sign of life.
        case pong(UInt64)
        /// The server takes no new calls here, and never ran these.
        case retired(neverRun: [Call])
        /// For a call that is over already, or a frame type to read past.
        case skip
        /// The peer is no server that this client understands.
        case close
    }

    private struct Entry {
        let call: Call
        let deadline: NIODeadline?
    }

    private var entries: [UInt32: Entry] = [:]
    private var nextStream: UInt32 = 1

    /// Whether the server answered HELLO.
    private(set) var isGreeted = false
    /// Whether the server takes no new calls.
    private(set) var isRetired = false

    /// No deadline of a call in flight is earlier; it may be that of a call already over.
    private(set) var earliestDeadline: NIODeadline?
    /// Calls in flight.
    var inFlight: Int { entries.count }

    /// Opens the next stream for a call; nothing once the server takes none, or the ids are used up.
    mutating func open(_ call: Call, deadline: NIODeadline?) -> UInt32? {
        guard !isRetired, nextStream < .max - 1 else { return nil }
        let stream = nextStream
        nextStream += 2
        entries[stream] = Entry(call: call, deadline: deadline)
        if let deadline { earliestDeadline = min(earliestDeadline ?? deadline, deadline) }
        return stream
    }

    /// Judges a whole frame by its header, and the body where the frame is one of the extensions.
    mutating func received(_ header: FrameHeader, body: ByteBuffer = ByteBuffer()) -> Verdict {
        switch header.type {
        case FrameType.hello where header.stream == 0 && !isGreeted:
            guard (try? Hello(serialized: body.readableBytesSpan)) != nil else { return .close }
            isGreeted = true
            return .greeted
        case FrameType.ping where isGreeted && header.length == 8:
            return body.getInteger(at: body.readerIndex).map { .pong($0) } ?? .close
        case FrameType.goAway where isGreeted:
            guard let goAway = try? GoAway(serialized: body.readableBytesSpan) else {
                return .close
            }
            return .retired(neverRun: retire(after: UInt32(clamping: goAway.lastStreamId)))
        case FrameType.credit where isGreeted:
            // No method of this client sends more than one message.
            return .skip
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

    /// Opens nothing from now on, and ends the calls that the server never ran.
    mutating func retire(after last: UInt32) -> [Call] {
        isRetired = true
        return entries.keys.filter { $0 > last }.sorted().compactMap { end($0) }
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
