/// The keys `from ..< to` of a keyspace.
package struct KeyRange: Hashable, Sendable {
    /// The first key.
    package let from: [UInt8]
    /// The end, itself not in the range.
    package let to: [UInt8]

    /// Takes the first key and the end.
    package init(from: [UInt8], to: [UInt8]) {
        self.from = from
        self.to = to
    }
}

/// How a scan of several ranges goes on.
package enum ScanStep: Sendable {
    /// With the next entry.
    case next
    /// With the first entry of the next range.
    case nextRange
    /// Not at all.
    case end
}

extension ReadView {
    /// Visits the entries of several ranges, as one scan after the other does.
    package func scanEach(
        _ keyspace: Keyspace,
        _ ranges: [KeyRange],
        _ body: (_ range: Int, _ key: RawSpan, _ value: RawSpan) throws -> ScanStep
    ) throws {
        var isEnd = false
        for (index, range) in ranges.enumerated() where !isEnd {
            try scan(keyspace, from: range.from, to: range.to, descending: false) { key, value in
                let step = try unsafe body(index, key.span.bytes, value.span.bytes)
                isEnd = step == .end
                return step == .next
            }
        }
    }
}
