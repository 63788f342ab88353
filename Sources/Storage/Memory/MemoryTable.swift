/// One keyspace in memory: keys in order, each with its value; copied only when written.
struct MemoryTable: Sendable {
    private var keys: [[UInt8]] = []
    private var values: [[UInt8]] = []

    /// The value of a key; setting nil removes the key.
    subscript(key: [UInt8]) -> [UInt8]? {
        get {
            let index = firstIndex(notBefore: key)
            return index < keys.count && keys[index] == key ? values[index] : nil
        }
        set {
            let index = firstIndex(notBefore: key)
            let isPresent = index < keys.count && keys[index] == key
            switch (newValue, isPresent) {
            case (let value?, true):
                values[index] = value
            case (let value?, false):
                keys.insert(key, at: index)
                values.insert(value, at: index)
            case (nil, true):
                keys.remove(at: index)
                values.remove(at: index)
            case (nil, false):
                break
            }
        }
    }

    /// Visits the entries of `from ..< to` until the body returns false.
    func scan(
        from: [UInt8],
        to: [UInt8],
        descending: Bool,
        _ body: ([UInt8], [UInt8]) throws -> Bool
    ) rethrows {
        let lower = firstIndex(notBefore: from)
        let upper = firstIndex(notBefore: to)
        guard lower < upper else { return }
        for step in 0..<(upper - lower) {
            let index = descending ? upper - 1 - step : lower + step
            guard try body(keys[index], values[index]) else { return }
        }
    }

    /// Removes the entries of `from ..< to`.
    mutating func remove(from: [UInt8], to: [UInt8]) {
        let lower = firstIndex(notBefore: from)
        let upper = max(lower, firstIndex(notBefore: to))
        keys.removeSubrange(lower..<upper)
        values.removeSubrange(lower..<upper)
    }

    private func firstIndex(notBefore key: [UInt8]) -> Int {
        var range = 0..<keys.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if keys[middle].lexicographicallyPrecedes(key) {
                range = (middle + 1)..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound
    }
}
