import Synchronization

/// Numbers of calls, of which none comes twice; one by itself says nothing of how many came before.
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
