import Messages
import NIOCore

/// The frames beside those of ttrpc, for a peer that said HELLO first.
extension ConnectionState {
    /// The version of these frames.
    static var protocolVersion: Int64 { 1 }
    /// What goes beyond the version.
    static var features: [String] { [] }
    /// The least that a peer must take in one frame: a failure fits in.
    static var frameBytesMin: Int { 64 << 10 }
    /// Credit of one stream is never more.
    static var creditMax: Int { Int(Int32.max) }

    /// Whether the peer said HELLO.
    var isGreeted: Bool { agreement != nil }

    /// Judges a frame of the extensions.
    mutating func extensionReceived(
        _ header: FrameHeader,
        _ body: ByteBuffer,
        oversized: Bool
    ) -> Verdict {
        if oversized { return broken("a frame of the extensions is over the limit of frames") }
        if header.type == FrameType.hello { return helloReceived(header, body) }
        guard isGreeted else { return broken("a frame of the extensions comes without HELLO") }
        switch header.type {
        case FrameType.cancel: return cancelReceived(header)
        case FrameType.credit: return creditReceived(header, body)
        case FrameType.ping: return pingReceived(header, body)
        case FrameType.pong: return pongReceived(header, body)
        default: return broken("only a server sends GOAWAY")
        }
    }

    private func broken(_ rule: String) -> Verdict { .close(.ruleBroken(rule)) }

    private mutating func helloReceived(_ header: FrameHeader, _ body: ByteBuffer) -> Verdict {
        guard header.stream == 0 else { return broken("HELLO stands on stream 0") }
        guard !isGreeted else { return broken("HELLO comes once") }
        guard isFirstFrame else { return broken("HELLO comes first or not at all") }
        guard let hello = try? Hello(serialized: body.readableBytesSpan) else {
            return broken("the body of HELLO cannot be decoded")
        }
        guard hello.protocol >= Self.protocolVersion else {
            return broken("HELLO names no protocol; 1 is the first")
        }
        let frameBytes = hello.frameMaxBytes == 0 ? 4 << 20 : Int(hello.frameMaxBytes)
        guard frameBytes >= Self.frameBytesMin else {
            return broken("frame_max_bytes is less than \(Self.frameBytesMin)")
        }
        guard hello.windowMessages >= 0 else { return broken("window_messages is negative") }
        agreement = Agreement(
            frameBytesMax: frameBytes,
            window: min(Int(hello.windowMessages), Self.creditMax)
        )
        let streams = Int64(limits.streamsPerConnectionMax)
        return .greet(
            Hello(
                protocol: Self.protocolVersion,
                features: Self.features.filter(hello.features.contains),
                frameMaxBytes: Int64(limits.frameBytesMax),
                streamsMax: hello.streamsMax > 0 ? min(streams, hello.streamsMax) : streams,
                windowMessages: Int64(limits.streamWindowMessages)
            )
        )
    }

    /// Whether a stream was opened at some time, or may have been on the peer's side of a drain.
    private func wasOpened(_ stream: UInt32) -> Bool {
        stream & 1 == 1 && (stream <= lastStream || isDraining)
    }

    private mutating func cancelReceived(_ header: FrameHeader) -> Verdict {
        guard header.length == 0 else { return broken("CANCEL has no body") }
        guard wasOpened(header.stream) else { return broken("CANCEL of a stream never opened") }
        return end(header.stream).map { .cancel($0) } ?? .skip
    }

    private mutating func creditReceived(_ header: FrameHeader, _ body: ByteBuffer) -> Verdict {
        let stream = header.stream
        guard header.length == 4, let more = body.getInteger(at: body.readerIndex, as: UInt32.self)
        else { return broken("the body of CREDIT is 4 bytes") }
        guard wasOpened(stream) else { return broken("CREDIT for a stream never opened") }
        // The stream may have ended while the credit was on its way.
        guard let entry = entries[stream] else { return .skip }
        func refuse(_ rule: String) -> Verdict {
            .refuse(stream: stream, .protocolViolation(rule), ended: end(stream))
        }
        guard let credit = entry.credit else { return refuse("a unary call takes no credit") }
        guard more > 0 else { return refuse("CREDIT gives at least one message") }
        guard Int(more) <= Self.creditMax - credit else {
            return refuse("the credit of a stream is at most \(Self.creditMax)")
        }
        entries[stream]?.credit = credit + Int(more)
        return .grant(entry.call, messages: Int(more))
    }

    private func pingReceived(_ header: FrameHeader, _ body: ByteBuffer) -> Verdict {
        guard header.stream == 0 else { return broken("PING stands on stream 0") }
        guard header.length == 8, let token = body.getInteger(at: body.readerIndex, as: UInt64.self)
        else { return broken("the body of PING is 8 bytes") }
        return .pong(token)
    }

    private mutating func pongReceived(_ header: FrameHeader, _ body: ByteBuffer) -> Verdict {
        guard header.stream == 0 else { return broken("PONG stands on stream 0") }
        // On a slow network the next PING may go before the last one is answered.
        guard header.length == 8,
            let token = body.getInteger(at: body.readerIndex, as: UInt64.self),
            token > ponged, token <= pings
        else { return broken("PONG answers no PING") }
        ponged = token
        return .skip
    }

    /// The body of the next PING.
    mutating func ping() -> UInt64 {
        pings += 1
        return pings
    }
}
