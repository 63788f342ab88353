import Foundation

/// SplitMix64: the same seed gives the same run; `KNTC_SEED` overrides the seed of every test.
struct SeededGenerator: RandomNumberGenerator {
    /// Said in the message of a failed expectation, to run it again.
    let seed: UInt64
    private var state: UInt64

    init(_ seed: UInt64) {
        let given = ProcessInfo.processInfo.environment["KNTC_SEED"].flatMap { UInt64($0) }
        self.seed = given ?? seed
        state = self.seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: 0..<values.count, using: &self)]
    }
}
