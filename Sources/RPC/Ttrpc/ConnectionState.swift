import Messages
import NIOCore

/// What the server side of one connection knows of its streams, and the rules of ttrpc on them.
///
/// Pure: events in, verdicts out. `Call` is what the owner keeps for a call in flight. The frames
/// beside those of ttrpc are judged in `ConnectionState+Extensions.swift`.
struct ConnectionState<Call> {
    /// What to do with a frame.
    enum Verdict {
        /// Decode the body and either `open` the stream or refuse it.
        case admit(stream: UInt32)
        /// Answer the stream with a failure; a call it had in flight is over.
        case refuse(stream: UInt32, Status, ended: Call?)
        /// Give the call the body as a message when `hasMessage`, and end its requests when `isLast`.
        case deliver(Call, hasMessage: Bool, isLast: Bool)
        /// The peer takes so many messages more of the call.
        case grant(Call, messages: Int)
        /// The caller lost interest: stop the call and answer nothing.
        case cancel(Call)
        /// Answer HELLO with what was agreed; the owner adds who it is.
        case greet(Hello)
        /// Answer a PING.
        case pong(UInt64)
        /// Read past it.
        case skip
        /// Close the connection.
        case close(CloseReason)
    }

    /// How a call goes on after its request.
    enum Kind {
        /// One reply.
        case unary
        /// Messages of the server.
        case serverStream
        /// Messages of the client too; more follow the request.
        case clientStream
    }

    /// When a call ends by itself: well at a stream's age, badly at a deadline.
    struct End: Hashable {
        let at: NIODeadline
        var isGood = false
    }

    struct Entry {
        let call: Call
        let end: End?
        /// Messages that the peer takes; nil for a unary call, and for a peer that gives no credit.
        var credit: Int?
        /// The client's side, while messages may come.
        var client: ClientSide?
    }

    /// The client's side of a stream.
    struct ClientSide {
        /// Messages that the client may still send; nil for a peer that knows no credit.
        var credit: Int?
        /// Messages taken since the last credit was given.
        var owed = 0
        /// What each message weighs that waits for its handler.
        var waiting = CircularBuffer<Int>()
        var isClosed = false
    }

    /// What was agreed with a peer that said HELLO.
    struct Agreement: Hashable {
        /// Longest body of a frame that the peer takes.
        let frameBytesMax: Int
        /// Messages that the peer takes on each stream before it gives more credit.
        let window: Int
    }

    /// What a message weighs beside its bytes.
    static var messageOverhead: Int { 256 }

    let limits: Limits
    var entries: [UInt32: Entry] = [:]
    var isFirstFrame = true
    /// Nothing until the peer said HELLO.
    var agreement: Agreement?
    /// PINGs sent, whose bodies are their numbers.
    var pings: UInt64 = 0
    /// The last one that was answered.
    var ponged: UInt64 = 0

    /// The last stream that was opened.
    private(set) var lastStream: UInt32 = 0
    /// Whether the connection takes no new calls.
    private(set) var isDraining = false
    /// No call in flight ends earlier by itself; it may be the end of a call already over.
    private(set) var earliestEnd: NIODeadline?
    /// Weight of the client messages that wait for their handlers.
    private(set) var inboundWaiting = 0

    /// Calls in flight.
    var inFlight: Int { entries.count }
    /// Whether all is answered and nothing new is taken.
    var isDrained: Bool { isDraining && entries.isEmpty }
    /// Whether so much waits for handlers that the peer is not read.
    var isInboundFull: Bool { inboundWaiting >= limits.inboundBytesMax }

    init(limits: Limits) {
        self.limits = limits
    }

    /// Judges a whole frame by its header, and the body where the frame is one of the extensions.
    mutating func received(
        _ header: FrameHeader,
        body: ByteBuffer = ByteBuffer(),
        oversized: Bool = false
    ) -> Verdict {
        defer { isFirstFrame = false }
        switch header.type {
        case FrameType.request:
            return requestReceived(header, oversized: oversized)
        case FrameType.data:
            return dataReceived(header, oversized: oversized)
        case FrameType.response:
            return .close(.responseFromClient)
        case FrameType.hello...FrameType.goAway:
            return extensionReceived(header, body, oversized: oversized)
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
        if isDraining {
            return refuse(.draining(retryAfter: limits.retryDelay))
        }
        lastStream = stream
        if oversized { return refuse(tooLarge(header)) }
        if entries.count >= limits.streamsPerConnectionMax {
            return refuse(
                .overload(
                    inFlight: limits.streamsPerConnectionMax,
                    retryAfter: limits.retryDelay
                )
            )
        }
        return .admit(stream: stream)
    }

    private func tooLarge(_ header: FrameHeader) -> Status {
        .tooLarge(
            .frameTooLarge,
            "frame bytes",
            found: Int(header.length),
            max: limits.frameBytesMax
        )
    }

    private mutating func dataReceived(_ header: FrameHeader, oversized: Bool) -> Verdict {
        let stream = header.stream
        guard let entry = entries[stream], let client = entry.client else {
            let ended = end(stream)
            let rule = ended == nil ? "data on a stream that is not open" : "data after the request"
            return .refuse(stream: stream, .protocolViolation(rule), ended: ended)
        }
        let hasMessage = !header.flags.contains(.noData)
        if let fault = fault(of: header, on: client, hasMessage, oversized: oversized) {
            return .refuse(stream: stream, fault, ended: end(stream))
        }
        let isLast = header.flags.contains(.remoteClosed)
        if hasMessage { noteWaiting(Int(header.length), on: stream) }
        if isLast { entries[stream]?.client?.isClosed = true }
        return .deliver(entry.call, hasMessage: hasMessage, isLast: isLast)
    }

    /// What is wrong with a data frame on the open side of a client.
    private func fault(
        of header: FrameHeader,
        on client: ClientSide,
        _ hasMessage: Bool,
        oversized: Bool
    ) -> Status? {
        if client.isClosed { return .protocolViolation("data after the end of the client's side") }
        if oversized { return tooLarge(header) }
        guard hasMessage else {
            return header.length == 0
                ? nil : .protocolViolation("a data frame that says it has no data has a body")
        }
        if client.credit == 0 { return .protocolViolation("a message without credit") }
        do {
            try limits.check(payload: Int(header.length))
            return nil
        } catch {
            return error
        }
    }

    private mutating func noteWaiting(_ bytes: Int, on stream: UInt32) {
        let weight = bytes + Self.messageOverhead
        inboundWaiting += weight
        entries[stream]?.client?.waiting.append(weight)
        if let credit = entries[stream]?.client?.credit {
            entries[stream]?.client?.credit = credit - 1
        }
    }

    /// Notes the call of an admitted stream as in flight.
    mutating func open(_ stream: UInt32, call: Call, kind: Kind = .unary, end: End? = nil) {
        var entry = Entry(call: call, end: end)
        if kind != .unary { entry.credit = agreement?.window }
        if kind == .clientStream {
            let credit = agreement.map { _ in limits.streamWindowMessages }
            entry.client = ClientSide(credit: credit)
        }
        entries[stream] = entry
        if let end { earliestEnd = min(earliestEnd ?? end.at, end.at) }
    }

    /// Notes a first message that came with the request; it needs no credit and gives none back.
    mutating func opened(_ stream: UInt32, with bytes: Int) {
        let weight = bytes + Self.messageOverhead
        inboundWaiting += weight
        entries[stream]?.client?.waiting.append(weight)
        entries[stream]?.client?.owed -= 1
    }

    /// The call in flight on a stream.
    func call(on stream: UInt32) -> Call? { entries[stream]?.call }

    /// Notes that a message goes to the peer.
    mutating func sent(on stream: UInt32) {
        if let credit = entries[stream]?.credit { entries[stream]?.credit = credit - 1 }
    }

    /// Notes that a handler took a message of its client.
    ///
    /// - Returns: The credit to give for it, when it is time to.
    mutating func taken(on stream: UInt32) -> Int? {
        guard var client = entries[stream]?.client, let weight = client.waiting.popFirst() else {
            return nil
        }
        defer { entries[stream]?.client = client }
        inboundWaiting -= weight
        guard let credit = client.credit, !client.isClosed else { return nil }
        client.owed += 1
        guard client.owed >= max(1, limits.streamWindowMessages / 2) else { return nil }
        defer { client.owed = 0 }
        client.credit = credit + client.owed
        return client.owed
    }

    /// Ends the call of a stream; nothing when it had ended before, and a reply comes too late.
    mutating func end(_ stream: UInt32) -> Call? {
        guard let entry = entries.removeValue(forKey: stream) else { return nil }
        inboundWaiting -= entry.client?.waiting.reduce(0, +) ?? 0
        return entry.call
    }

    /// Ends the calls whose time has come, in the order of their streams.
    mutating func expire(now: NIODeadline) -> [(stream: UInt32, call: Call, isGood: Bool)] {
        guard let earliest = earliestEnd, earliest <= now else { return [] }
        var expired: [(stream: UInt32, call: Call, isGood: Bool)] = []
        var next: NIODeadline?
        for (stream, entry) in entries {
            guard let end = entry.end else { continue }
            if end.at <= now {
                expired.append((stream, entry.call, end.isGood))
            } else {
                next = min(next ?? end.at, end.at)
            }
        }
        for (stream, _, _) in expired { _ = end(stream) }
        earliestEnd = next
        return expired.sorted { $0.stream < $1.stream }
    }

    /// Takes no new calls from now on.
    mutating func drain() { isDraining = true }

    /// Ends all calls: the connection is gone.
    mutating func endAll() -> [Call] {
        defer {
            entries.removeAll()
            inboundWaiting = 0
        }
        return entries.values.map(\.call)
    }
}
