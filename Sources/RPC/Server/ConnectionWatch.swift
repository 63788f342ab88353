package import NIOCore

/// The patience of the server with one connection: until when what has to happen.
///
/// Pure: the owner says what happened and when, and asks what is due next.
package struct ConnectionWatch {
    private let limits: Limits
    private let connectedAt: NIODeadline
    private var hasFrame = false
    private var frameBegunAt: NIODeadline?
    private var lastActivity: NIODeadline
    private var stalledSince: NIODeadline?
    private var isHeld = false

    /// A connection that was just made.
    package init(limits: Limits, now: NIODeadline) {
        self.limits = limits
        connectedAt = now
        lastActivity = now
    }

    /// Bytes were read.
    ///
    /// - Parameters:
    ///   - completedFrame: Whether they ended a frame.
    ///   - begunFrame: Whether they leave a frame begun.
    ///   - now: The present.
    package mutating func read(completedFrame: Bool, begunFrame: Bool, now: NIODeadline) {
        lastActivity = now
        if completedFrame { hasFrame = true }
        if !begunFrame {
            frameBegunAt = nil
        } else if completedFrame || frameBegunAt == nil {
            frameBegunAt = now
        }
    }

    /// A reply or a message was written.
    package mutating func wrote(now: NIODeadline) { lastActivity = now }

    /// The peer stopped (`true`) or began again taking what is written.
    package mutating func stalled(_ isStalled: Bool, now: NIODeadline) {
        stalledSince = isStalled ? now : nil
        resume(now)
    }

    /// The server stopped (`true`) or began again reading, because handlers are behind.
    package mutating func held(_ isHeld: Bool, now: NIODeadline) {
        self.isHeld = isHeld
        resume(now)
    }

    private mutating func resume(_ now: NIODeadline) {
        // Meanwhile nothing was read, which is not the peer's slowness in sending.
        if frameBegunAt != nil { frameBegunAt = now }
    }

    /// The next moment at which the connection is to be closed if nothing happens, and why.
    ///
    /// - Parameters:
    ///   - bytesOfBegunFrame: What has come of the begun frame.
    ///   - inFlight: Calls in flight.
    /// - Returns: The moment and the reason; nothing while nothing is waited for.
    package func due(
        bytesOfBegunFrame: Int,
        inFlight: Int
    ) -> (at: NIODeadline, reason: CloseReason)? {
        if let stalledSince {
            return (stalledSince + limits.outboundStallTimeout, .outboundStalled)
        }
        if isHeld { return nil }
        var first: (at: NIODeadline, reason: CloseReason)?
        func consider(_ at: NIODeadline, _ reason: CloseReason) {
            if at < first?.at ?? .distantFuture { first = (at, reason) }
        }
        if !hasFrame { consider(connectedAt + limits.firstFrameTimeout, .firstFrameOverdue) }
        if let frameBegunAt {
            let earned = Int64(bytesOfBegunFrame) * 1_000 / Int64(limits.frameBytesPerSecondMin)
            consider(frameBegunAt + limits.frameGrace + .milliseconds(earned), .frameTooSlow)
        }
        if inFlight == 0 { consider(lastActivity + limits.idleTimeout, .idle) }
        return first
    }
}
