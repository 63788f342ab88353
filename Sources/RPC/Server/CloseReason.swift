/// Why the server closes a connection.
package enum CloseReason: Hashable, Sendable {
    /// The first byte of a frame is not 0: another protocol, or a length of 16 MiB and more.
    case framingLost(firstByte: UInt8)
    /// A frame type that must be understood and is not.
    case unknownFrameType(UInt8)
    /// The peer sent a response, which only servers do.
    case responseFromClient
    /// The first bytes are of no protocol that the door speaks.
    case foreignProtocol(firstByte: UInt8)
    /// The peer broke a rule of its protocol; the rule, never a value.
    case ruleBroken(String)
    /// No whole frame, and no request, came in time.
    case firstFrameOverdue
    /// A begun frame or request comes in too slowly.
    case frameTooSlow
    /// Nothing in flight and nothing sent for long.
    case idle
    /// The peer was silent and did not answer when it was asked for a sign of life.
    case silent
    /// The peer does not take its replies.
    case outboundStalled
    /// The connection takes nothing new and its calls are done.
    case drained
    /// The server shuts down and its grace period is over.
    case graceOver
}

extension CloseReason {
    /// What a peer that understands GOAWAY is told; nothing where there is nothing to tell.
    var status: Status? {
        switch self {
        case .framingLost, .foreignProtocol: .protocolViolation("bytes that are no frame")
        case .unknownFrameType(let type): .protocolViolation("frame type \(type) is unknown")
        case .responseFromClient: .protocolViolation("only a server sends responses")
        case .ruleBroken(let rule): .protocolViolation(rule)
        case .frameTooSlow: .protocolViolation("a frame came too slowly")
        case .firstFrameOverdue, .idle, .silent, .outboundStalled, .drained, .graceOver: nil
        }
    }
}
