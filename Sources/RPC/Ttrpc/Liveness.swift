import NIOCore

/// Whether the peer of a connection that said HELLO is still there, and for how long it may stay.
///
/// Pure: the owner says what happened and when, and asks what is due next.
struct Liveness {
    /// What is to be done when its time has come.
    enum Due: Hashable {
        /// Ask for a sign of life.
        case ping
        /// The peer is gone.
        case close
        /// Take no new streams: the connection is old.
        case retire
    }

    private let limits: Limits
    private let retiresAt: NIODeadline
    private var lastRead: NIODeadline
    private var isReading = true
    private var hasPinged = false
    private var hasRetired = false

    init(limits: Limits, ageMax: TimeAmount, now: NIODeadline) {
        self.limits = limits
        retiresAt = now + ageMax
        lastRead = now
    }

    /// Bytes were read.
    mutating func read(now: NIODeadline) {
        lastRead = now
        hasPinged = false
    }

    /// The server stopped or began again reading; meanwhile silence is not the peer's.
    mutating func reading(_ isReading: Bool, now: NIODeadline) {
        self.isReading = isReading
        read(now: now)
    }

    /// The peer was asked for a sign of life.
    mutating func pinged() { hasPinged = true }

    /// The connection takes no new streams.
    mutating func retired() { hasRetired = true }

    /// What is to be done next if nothing happens, and when; nothing while nothing is waited for.
    var due: (at: NIODeadline, what: Due)? {
        var first: (at: NIODeadline, what: Due)?
        func consider(_ at: NIODeadline, _ what: Due) {
            if at < first?.at ?? .distantFuture { first = (at, what) }
        }
        if !hasRetired { consider(retiresAt, .retire) }
        if isReading {
            consider(lastRead + limits.silenceTimeout, .close)
            if !hasPinged { consider(lastRead + limits.pingAfter, .ping) }
        }
        return first
    }
}
