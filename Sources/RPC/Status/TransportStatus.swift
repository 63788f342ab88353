package import Messages

/// The failures that the transport itself answers with.
extension Status {
    /// The reasons of the transport; those of the services stand with the services.
    package enum Reason {
        /// No such method.
        package static let unknownMethod = "UNKNOWN_METHOD"
        /// The body cannot be decoded.
        package static let malformed = "MALFORMED"
        /// The peer broke a rule of the framing on this stream.
        package static let protocolViolation = "PROTOCOL_VIOLATION"
        /// A frame over the limit.
        package static let frameTooLarge = "FRAME_TOO_LARGE"
        /// A payload over the limit.
        package static let payloadTooLarge = "PAYLOAD_TOO_LARGE"
        /// Metadata over the limit.
        package static let metadataTooLarge = "METADATA_TOO_LARGE"
        /// The deadline passed first.
        package static let deadlineExceeded = "DEADLINE_EXCEEDED"
        /// The server is shutting down.
        package static let draining = "DRAINING"
        /// Too much in flight.
        package static let overload = "OVERLOAD"
        /// A defect.
        package static let `internal` = "INTERNAL"
        /// The connection is gone, or could not be made.
        package static let connectionLost = "CONNECTION_LOST"
        /// The caller gave up.
        package static let cancelled = "CANCELLED"
    }

    static func unknownMethod(_ path: String) -> Status {
        // The name is the peer's own text: echoed to that peer only, and bounded.
        let shown = String(path.prefix(256))
        return Status(
            .unimplemented,
            reason: Reason.unknownMethod,
            "unknown method \(shown)",
            metadata: ["method": shown]
        )
    }

    /// The body is no such message; names the field and the rule, never a value.
    package static func malformed(_ type: String, _ error: MessageError) -> Status {
        Status(
            .invalidArgument,
            reason: Reason.malformed,
            "malformed \(type): \(error)",
            metadata: ["type": type, "field": error.path, "rule": "\(error.rule)"]
        )
        .with(fieldViolations: [
            FieldViolation(field: error.path, description: error.rule.rawValue)
        ])
    }

    static func protocolViolation(_ rule: String) -> Status {
        Status(
            .invalidArgument,
            reason: Reason.protocolViolation,
            rule,
            metadata: ["rule": rule]
        )
    }

    static func tooLarge(_ reason: String, _ what: String, found: Int, max: Int) -> Status {
        Status(
            .resourceExhausted,
            reason: reason,
            "\(what): \(found) found, \(max) allowed",
            metadata: ["found": String(found), "max": String(max)]
        )
    }

    /// The reply is larger than one may be; `found` and `max` in bytes, as far as they are known.
    package static func replyTooLarge(found: Int? = nil, max: Int? = nil) -> Status {
        Status(
            .resourceExhausted,
            reason: Reason.payloadTooLarge,
            "the reply is larger than one may be; ask for less at once, such as a smaller page",
            metadata: ["found": found, "max": max].compactMapValues { $0.map(String.init) }
        )
        .with(vietnamese: "Kết quả lớn quá mức cho phép; hãy lấy ít hơn trong một lần.")
    }

    /// A request that its own client can not write.
    static let requestTooLarge = Status(
        .resourceExhausted,
        reason: Reason.payloadTooLarge,
        "the request is larger than one may be; nothing was sent",
        metadata: ["committed": "no"]
    )

    /// The deadline passed; whether the effect happened is unknown once the handler has begun.
    static func deadlineExceeded(begun: Bool) -> Status {
        Status(
            .deadlineExceeded,
            reason: Reason.deadlineExceeded,
            begun
                ? "deadline passed before the reply; the effect may have happened"
                : "deadline had passed when the request came; nothing was done",
            metadata: ["committed": begun ? "unknown" : "no"]
        )
    }

    static func draining(retryAfter delay: Duration) -> Status {
        Status(
            .unavailable,
            reason: Reason.draining,
            "the server is shutting down",
            metadata: ["committed": "no"]
        )
        .with(retryAfter: delay)
    }

    static func overload(inFlight max: Int, retryAfter delay: Duration) -> Status {
        Status(
            .resourceExhausted,
            reason: Reason.overload,
            "\(max) calls are in flight on this connection",
            metadata: ["max": String(max)]
        ).with(retryAfter: delay)
    }

    static let internalError = Status(.internal, reason: Reason.internal, "internal error")

    /// What a client sees of a reply that it cannot read.
    static let malformedReply = Status(
        .internal,
        reason: Reason.malformed,
        "the server's reply cannot be decoded",
        metadata: ["committed": "unknown"]
    )

    /// What a client sees that lets a stream's messages pile up.
    static let readerTooSlow = Status(
        .resourceExhausted,
        reason: Reason.overload,
        "the stream's messages were not read in time"
    )

    /// What a handler sees that sends on a stream it has ended itself.
    static let streamEnded = Status(
        .failedPrecondition,
        reason: Reason.protocolViolation,
        "the stream has ended"
    )

    static let connectionLost = Status(
        .unavailable,
        reason: Reason.connectionLost,
        "the connection was lost; the effect may have happened",
        metadata: ["committed": "unknown"]
    )

    static let notConnected = Status(
        .unavailable,
        reason: Reason.connectionLost,
        "the connection is closed; nothing was sent",
        metadata: ["committed": "no"]
    )

    static let cancelled = Status(
        .cancelled,
        reason: Reason.cancelled,
        "the caller gave the call up",
        metadata: ["committed": "unknown"]
    )
}
