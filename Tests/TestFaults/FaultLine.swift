/// What one direction of a connection does to the bytes that pass.
package struct Faults: Hashable, Sendable {
    /// How much later everything arrives.
    package var delay = Duration.zero
    /// Bytes after which both ends are cut off.
    package var cutAfter: Int?
    /// Bytes after which nothing is taken from the sender any more.
    package var stallAfter: Int?
    /// Bytes after which everything is swallowed, the end of the connection too: a pulled cable.
    package var loseAfter: Int?
    /// The byte, counted from 0, whose bits are all turned.
    package var corrupt: Int?

    /// Nothing is done.
    package init() {}

    /// Faults as the body sets them.
    package static func with(_ change: (inout Faults) -> Void) -> Faults {
        var faults = Faults()
        change(&faults)
        return faults
    }
}

/// One direction of a connection: counts its bytes and harms them.
struct FaultLine {
    /// What is to be done after bytes have come.
    struct Outcome: Hashable {
        /// What goes on to the other end.
        var bytes: [UInt8]
        /// Whether both ends are cut off after that.
        var isCut = false
        /// Whether nothing more is taken.
        var isStalled = false
    }

    private var passed = 0

    /// Takes bytes from the sender.
    mutating func take(_ bytes: [UInt8], _ faults: Faults) -> Outcome {
        var outcome = Outcome(bytes: bytes)
        if let index = faults.corrupt, (passed..<passed + bytes.count).contains(index) {
            outcome.bytes[index - passed] ^= 0xFF
        }
        let bounds = [faults.cutAfter, faults.stallAfter, faults.loseAfter].compactMap(\.self)
        let room = bounds.map { max(0, $0 - passed) }.min() ?? .max
        outcome.bytes = Array(outcome.bytes.prefix(room))
        passed += bytes.count
        outcome.isCut = faults.cutAfter.map { passed >= $0 } ?? false
        outcome.isStalled = faults.stallAfter.map { passed >= $0 } ?? false
        return outcome
    }
}
