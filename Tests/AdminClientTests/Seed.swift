import Foundation

extension SplitMix64 {
    /// A generator with the seed of KNTC_SEED, or a new one.
    static func seeded() -> SplitMix64 {
        let given = ProcessInfo.processInfo.environment["KNTC_SEED"].flatMap { UInt64($0) }
        return SplitMix64(seed: given ?? .random(in: 0...UInt64.max))
    }
}
