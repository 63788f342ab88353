import NIOCore
import RPC

/// The patience of the server with one HTTP/2 connection: until when what has to happen.
///
/// Pure: the owner says what happened and when, and asks what is due next.
struct HTTP2Watch {
    /// What is to be done when nothing happens.
    enum Due: Hashable {
        /// Ask the peer for a sign of life.
        case ping
        /// Take no new calls: the connection is old.
        case retire
        /// Close the connection.
        case close(CloseReason)
    }

    private let limits: Limits
    private let connectedAt: NIODeadline
    private let retiresAt: NIODeadline
    private var hasRetired = false
    private var hasRequest = false
    private var lastRead: NIODeadline
    private var lastCall: NIODeadline
    private var pingedAt: NIODeadline?
    private var stalledSince: NIODeadline?

    init(limits: Limits, ageMax: TimeAmount, now: NIODeadline) {
        self.limits = limits
        connectedAt = now
        retiresAt = now + ageMax
        lastRead = now
        lastCall = now
    }

    /// Bytes came, of whatever kind: the peer lives.
    mutating func read(now: NIODeadline) {
        lastRead = now
        pingedAt = nil
    }

    /// A request came, or a call ended.
    mutating func called(now: NIODeadline) {
        hasRequest = true
        lastCall = now
    }

    /// The connection takes no new calls.
    mutating func retired() { hasRetired = true }

    /// The peer was asked for a sign of life.
    mutating func pinged(now: NIODeadline) { pingedAt = now }

    /// The peer stopped (`true`) or began again taking what is written.
    mutating func stalled(_ isStalled: Bool, now: NIODeadline) {
        stalledSince = isStalled ? now : nil
        // While stalled nothing was read, which is not the peer's silence.
        if !isStalled { read(now: now) }
    }

    /// The next moment at which something is to be done if nothing happens, and what.
    func due(inFlight: Int) -> (at: NIODeadline, what: Due) {
        if let stalledSince {
            return (stalledSince + limits.outboundStallTimeout, .close(.outboundStalled))
        }
        var next: (at: NIODeadline, what: Due) =
            pingedAt.map { ($0 + limits.keepaliveTimeout, .close(.silent)) }
            ?? (lastRead + limits.keepaliveInterval, .ping)
        func consider(_ at: NIODeadline, _ what: Due) {
            if at < next.at { next = (at, what) }
        }
        if !hasRetired { consider(retiresAt, .retire) }
        if !hasRequest {
            consider(connectedAt + limits.firstFrameTimeout, .close(.firstFrameOverdue))
        }
        if inFlight == 0 { consider(lastCall + limits.idleTimeout, .close(.idle)) }
        return next
    }
}
