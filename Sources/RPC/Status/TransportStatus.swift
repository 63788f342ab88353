package import Messages

/// The failures that the transport itself answers with.
extension Status {
    static func unknownMethod(_ path: String) -> Status {
        // The name is the peer's own text: echoed to that peer only, and bounded.
        let shown = String(path.prefix(256))
        return Status(
            .unknownMethod,
            "unknown method \(shown)",
            metadata: ["method": shown]
        )
    }

    /// The body is no such message; names the field and the rule, never a value.
    package static func malformed(_ type: String, _ error: MessageError) -> Status {
        Status(
            .malformed,
            "malformed \(type): \(error)",
            metadata: ["type": type, "field": error.path, "rule": "\(error.rule)"]
        )
        .with(fieldViolations: [
            FieldViolation(field: error.path, description: error.rule.rawValue)
        ])
    }

    /// The peer broke a rule of its protocol on one call.
    package static func protocolViolation(_ rule: String) -> Status {
        Status(
            .protocolViolation,
            rule,
            metadata: ["rule": rule]
        )
    }

    static func tooLarge(_ reason: ErrorReason, _ what: String, found: Int, max: Int) -> Status {
        Status(
            reason,
            "\(what): \(found) found, \(max) allowed",
            metadata: ["found": String(found), "max": String(max)]
        )
    }

    /// The reply is larger than one may be; `found` and `max` in bytes, as far as they are known.
    package static func replyTooLarge(found: Int? = nil, max: Int? = nil) -> Status {
        Status(
            .payloadTooLarge,
            "the reply is larger than one may be; ask for less at once, such as a smaller page",
            metadata: ["found": found, "max": max].compactMapValues { $0.map(String.init) }
        )
        .with(vietnamese: "Kết quả lớn quá mức cho phép; hãy lấy ít hơn trong một lần.")
    }

    /// A request that its own client can not write.
    static let requestTooLarge = Status(
        .payloadTooLarge,
        "the request is larger than one may be; nothing was sent",
        metadata: ["committed": "no"]
    )

    /// The deadline passed; whether the effect happened is unknown once the handler has begun.
    package static func deadlineExceeded(begun: Bool) -> Status {
        Status(
            .deadlineExceeded,
            begun
                ? "deadline passed before the reply; the effect may have happened"
                : "deadline had passed when the request came; nothing was done",
            metadata: ["committed": begun ? "unknown" : "no"]
        )
    }

    static func draining(retryAfter delay: Duration) -> Status {
        Status(.draining, "the server is shutting down", metadata: ["committed": "no"])
            .with(retryAfter: delay)
    }

    /// As much is in flight on the connection as may be.
    package static func overload(inFlight max: Int, retryAfter delay: Duration) -> Status {
        Status(
            .overload,
            "\(max) calls are in flight on this connection",
            metadata: ["max": String(max)]
        ).with(retryAfter: delay)
    }

    /// A defect of the server, of which its peer learns nothing more.
    package static let internalError = Status(.internal, "internal error")

    /// What a client sees of a reply that it cannot read.
    static let malformedReply = Status(
        .malformedReply,
        "the server's reply cannot be decoded",
        metadata: ["committed": "unknown"]
    )

    /// What a client sees that lets a stream's messages pile up.
    static let readerTooSlow = Status(
        .readerTooSlow,
        "the stream's messages were not read in time"
    )

    /// What a handler sees that sends on a stream it has ended itself.
    static let streamEnded = Status(
        .streamEnded,
        "the stream has ended"
    )

    /// What a handler sees whose peer is gone.
    package static let connectionLost = Status(
        .connectionLost,
        "the connection was lost; the effect may have happened",
        metadata: ["committed": "unknown"]
    )

    static let notConnected = Status(
        .connectionLost,
        "the connection is closed; nothing was sent",
        metadata: ["committed": "no"]
    )

    /// What a handler sees whose caller gave up.
    package static let cancelled = Status(
        .cancelled,
        "the caller gave the call up",
        metadata: ["committed": "unknown"]
    )
}
