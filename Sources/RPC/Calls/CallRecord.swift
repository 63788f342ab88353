/// A call that is over, as the server remembers it: nothing of what it said, nobody who said it.
package struct CallRecord: Hashable, Sendable {
    /// The call's number, that no other has.
    let number: UInt64
    /// The W3C trace that it belongs to, 32 hexadecimal digits; empty when its caller gave none.
    package let traceID: String
    /// The door that it came by.
    package let door: String
    /// The method; "unknown" when the caller wrote something else.
    package let path: String
    /// The agency that it acted for; empty when it was not known.
    package let agency: String
    /// When it came, in milliseconds since 1970-01-01T00:00:00Z.
    package let began: Int64
    /// How long it took on the server.
    package let duration: Duration
    /// How it ended; nil when well.
    package let code: Code?
    /// Why it failed, UPPER_SNAKE; empty when it did not.
    package let reason: String
    /// What refused it, as the services name it: a permission, a missing step, an article.
    package let rule: String
    /// Bytes of its request or requests.
    package let bytesIn: Int
    /// Bytes of its reply or its messages.
    package let bytesOut: Int

    /// Names the call to those who run the server.
    package var supportID: String { CallNumbers.text(number) }
}

/// The facts of a refusal that say which rule refused, whatever the reason.
extension Status {
    /// The rule: what the services put beside the reason, in a fixed order.
    var rule: String {
        let facts = metadata
        return ["permission", "action", "state", "missing", "basis", "rule", "field", "max"]
            .compactMap { key in facts[key].map { "\(key)=\($0)" } }
            .joined(separator: " ")
    }
}
