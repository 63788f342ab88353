import Synchronization

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

/// Numbers of calls, of which none comes twice and none tells how many came before.
final class CallNumbers: Sendable {
    private let counter: Atomic<UInt64>

    /// Numbers from a place of all that there are.
    init(start: UInt64) { counter = Atomic(start) }

    /// The next number.
    ///
    /// The counter goes through all numbers by an odd step, and the mixing after it (that of SplitMix64)
    /// gives each a number of its own.
    func next() -> UInt64 {
        var mixed = counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number as people and programs give it: sixteen hexadecimal digits.
    static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The number of a text, when it is one.
    static func number(_ text: String) -> UInt64? {
        // Sixteen digits, of which a sign is none.
        guard text.utf8.count == 16, text.allSatisfy(\.isHexDigit) else { return nil }
        return UInt64(text, radix: 16)
    }
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
