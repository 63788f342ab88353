import Foundation

/// SplitMix64: the same seed gives the same run.
package struct SplitMix64: RandomNumberGenerator {
    /// Said in the message of a failed expectation, to run it again with `KNTC_SEED`.
    package let seed: UInt64
    private var state: UInt64

    /// Starts from this seed, whatever `KNTC_SEED` is: one of `seeds`, or one made of it.
    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// Starts from `KNTC_SEED` when it is set, or else from the usual seed of a test.
    package init(usualSeed: UInt64) { self.init(seed: Self.given ?? usualSeed) }

    /// Seeds for the runs of a test: `KNTC_SEED` when it is set, or else new ones.
    package static func seeds(_ count: Int) -> [UInt64] {
        given.map { [$0] } ?? (0..<count).map { _ in .random(in: 0...UInt64.max) }
    }

    private static var given: UInt64? {
        ProcessInfo.processInfo.environment["KNTC_SEED"].flatMap { UInt64($0) }
    }

    /// The next of the numbers that the seed gives.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
