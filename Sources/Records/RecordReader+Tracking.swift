package import Casework
package import Messages
import Storage

/// Ranges of an index that are read as one: each entry once, in the order of what follows the parts
/// by which the ranges differ.
package struct TrackedRange: Sendable {
    /// One range.
    struct Span: Sendable {
        /// The part of its keys by which it differs from the others.
        let prefix: [UInt8]
        /// The kind of the records in it; nil where each key names its own.
        let kind: RecordKind?
    }

    let keyspace: Keyspace
    let spans: [Span]
    /// What the rest of the keys begins at.
    let from: [UInt8]
    /// Where it ends, itself not in the range.
    let to: [UInt8]
    /// Only time limits of this rule; nil for all.
    let rule: String?

    private init(
        _ keyspace: Keyspace,
        _ spans: [Span],
        from: [UInt8] = [],
        to: [UInt8] = prefixEnd([]),
        rule: String? = nil
    ) {
        self.keyspace = keyspace
        self.spans = spans
        self.from = from
        self.to = to
        self.rule = rule
    }

    /// The time limits that fall due at some units within some days.
    ///
    /// - Parameters:
    ///   - units: Codes of the agencies and units.
    ///   - officer: Only those of files that lie with this officer of the first unit; empty for all.
    ///   - first: The first day; nil from the beginning.
    ///   - last: The last day; nil to the end.
    ///   - rule: Only those of this rule; nil for all.
    /// - Returns: The ranges.
    package static func due(
        _ units: [String],
        officer: String,
        from first: Day?,
        to last: Day?,
        rule: String? = nil
    ) -> TrackedRange {
        let debtors =
            officer.isEmpty ? units : units.prefix(1).map { Keys.debtor(officer, of: $0) }
        return TrackedRange(
            .due,
            debtors.map { Span(prefix: Keys.due(agency: $0), kind: nil) },
            from: first.map { Keys.text($0.iso) } ?? [],
            to: last.map { prefixEnd(Keys.text($0.iso)) } ?? prefixEnd([]),
            rule: rule
        )
    }

    /// The records of some units in some states.
    package static func states(
        _ units: [String],
        _ kind: RecordKind,
        _ states: [Int32]
    ) -> TrackedRange {
        TrackedRange(
            .indexes,
            units.flatMap { unit in
                states.map { state in
                    let list = Keys.list(kind, agency: unit, state: state)
                    return Span(prefix: list, kind: kind)
                }
            }
        )
    }

    /// The open files at the desks of some units.
    ///
    /// `agencies` names the agency that each unit belongs to.
    package static func desks(_ units: [(unit: String, agency: String)]) -> TrackedRange {
        TrackedRange(
            .indexes,
            units.flatMap { unit, agency in
                [RecordKind.petition, .case].map { kind in
                    let list = Keys.held(kind, agency: agency, holder: unit)
                    return Span(prefix: list, kind: kind)
                }
            }
        )
    }

    /// The same ranges of what is kept from somebody of a body.
    fileprivate func kept(from body: String) -> TrackedRange {
        TrackedRange(
            keyspace,
            spans.map {
                Span(prefix: Keys.kept(from: body, $0.prefix), kind: $0.kind)
            },
            from: from,
            to: to,
            rule: rule
        )
    }
}

/// An entry of tracked ranges.
package struct TrackedEntry: Sendable {
    /// Its place in the order, the same in whatever range it stands.
    package let place: [UInt8]
    /// The record.
    package let record: RecordReference
    /// The time limit; nil in ranges of records.
    package let deadline: Deadline?
}

extension RecordReader {
    /// The first entries of tracked ranges after a place, in order.
    ///
    /// - Parameters:
    ///   - range: The ranges.
    ///   - place: Where the page before ended; nil at the beginning.
    ///   - limit: How many at most.
    ///   - hidden: Places that the caller may not know of.
    ///   - isKept: Whether a record that is kept as its file is, is kept from the caller.
    /// - Returns: The entries, and whether there are more.
    /// - Throws: What the store throws.
    package func tracked(
        _ range: TrackedRange,
        after place: [UInt8]?,
        limit: Int,
        without hidden: Set<[UInt8]>,
        orKept isKept: (RecordReference) throws -> Bool
    ) throws -> (entries: [TrackedEntry], more: Bool) {
        var found: [[UInt8]: TrackedEntry] = [:]
        // The last place that a page needs so far: nothing behind it is looked at.
        var places: [[UInt8]] = []
        for span in range.spans {
            try scan(range, span, after: place) { rest, value in
                if places.count > limit, let last = places.last,
                    last.lexicographicallyPrecedes(rest)
                {
                    return false
                }
                guard found[rest] == nil, !hidden.contains(rest),
                    let entry = try range.entry(rest, value, span),
                    try !entry.record.kind.isKeptByFile || !isKept(entry.record)
                else { return true }
                found[rest] = entry
                places.insert(rest, at: places.insertionPoint(of: rest))
                if places.count > limit + 1 { found[places.removeLast()] = nil }
                return true
            }
        }
        let page = places.prefix(limit).compactMap { found[$0] }
        return (page, places.count > limit)
    }

    /// How many entries tracked ranges hold, each once; no more than `max` are counted.
    package func count(
        _ range: TrackedRange,
        max: Int,
        without hidden: Set<[UInt8]>,
        orKept isKept: (RecordReference) throws -> Bool
    ) throws -> (count: Int, more: Bool) {
        var places: Set<[UInt8]> = []
        var single = 0
        let isOne = range.spans.count == 1
        for span in range.spans {
            try scan(range, span, after: nil) { rest, _ in
                guard try range.rule == nil || Keys.rule(inDueRest: rest) == range.rule,
                    !hidden.contains(rest), try !range.isKept(rest, span, isKept)
                else { return true }
                if isOne { single += 1 } else { places.insert(rest) }
                return Swift.max(single, places.count) <= max
            }
            if places.count > max { break }
        }
        let count = Swift.max(single, places.count)
        return (min(count, max), count > max)
    }

    /// The places in tracked ranges of what may be kept from somebody of a body.
    ///
    /// `isHidden` says whether an entry is.
    package func hidden(
        in range: TrackedRange,
        from body: String,
        _ isHidden: (TrackedEntry) throws -> Bool
    ) throws -> Set<[UInt8]> {
        let kept = range.kept(from: body)
        var places: Set<[UInt8]> = []
        for span in kept.spans {
            try scan(kept, span, after: nil) { rest, value in
                if let entry = try kept.entry(rest, value, span), try isHidden(entry) {
                    places.insert(rest)
                }
                return true
            }
        }
        return places
    }

    private func scan(
        _ range: TrackedRange,
        _ span: TrackedRange.Span,
        after place: [UInt8]?,
        _ body: (_ rest: [UInt8], _ value: [UInt8]) throws -> Bool
    ) throws {
        let first = place.map { $0 + [0] } ?? range.from
        try view.scan(
            range.keyspace,
            from: span.prefix + first,
            to: min(span.prefix + range.to, prefixEnd(span.prefix)),
            descending: false
        ) { key, value in
            try body(Array(key.dropFirst(span.prefix.count)), value)
        }
    }

    /// How many records of a kind a unit has in a state.
    package func count(_ kind: RecordKind, agency: String, state: Int32) throws -> Int64 {
        try count(in: Keys.list(kind, agency: agency, state: state))
    }

    /// How many open files of an agency lie with each officer and at each desk.
    package func holders(of agency: String) throws -> [HolderCount] {
        let prefix = Keys.count(of: Keys.held(of: agency))
        var holders: [HolderCount] = []
        try view.scan(.indexes, from: prefix, to: prefixEnd(prefix), descending: false) {
            key,
            value in
            let list = Array(key.dropFirst(Keys.count(of: []).count))
            let (holder, kind) = try Keys.holder(inHeldList: list, of: agency)
            if holders.last?.holder != holder { holders.append(HolderCount(holder: holder)) }
            var decoder = TupleDecoder(value)
            let count = try decoder.int64()
            if kind == .case {
                holders[holders.count - 1].cases = count
            } else {
                holders[holders.count - 1].petitions = count
            }
            return true
        }
        return holders
    }

    func count(in list: [UInt8]) throws -> Int64 {
        try view.get(Keys.count(of: list), in: .indexes).map {
            var decoder = TupleDecoder($0)
            return try decoder.int64()
        } ?? 0
    }
}

extension RecordKind {
    /// Whether records of the kind are kept from nobody by themselves, but as the file is that they
    /// are about.
    fileprivate var isKeptByFile: Bool { self == .transfer || self == .consultation }
}

extension TrackedRange {
    /// Whether the record that the rest of a key names is kept as its file is, and from the caller.
    fileprivate func isKept(
        _ rest: [UInt8],
        _ span: Span,
        _ isKept: (RecordReference) throws -> Bool
    ) throws -> Bool {
        guard span.kind?.isKeptByFile ?? true, let entry = try record(rest, span) else {
            return false
        }
        return try entry.kind.isKeptByFile && isKept(entry)
    }

    private func record(_ rest: [UInt8], _ span: Span) throws -> RecordReference? {
        guard let kind = span.kind else { return try Keys.record(inDueRest: rest) }
        var decoder = TupleDecoder(rest)
        _ = try decoder.int64()
        return RecordReference(kind: kind, id: try decoder.string())
    }

    /// The entry that the rest of a key names; nil for one of another rule.
    fileprivate func entry(_ rest: [UInt8], _ value: [UInt8], _ span: Span) throws -> TrackedEntry?
    {
        guard span.kind != nil else {
            guard try rule == nil || Keys.rule(inDueRest: rest) == rule else { return nil }
            return TrackedEntry(
                place: rest,
                record: try Keys.record(inDueRest: rest),
                deadline: try Deadline(serialized: value)
            )
        }
        return try record(rest, span).map {
            TrackedEntry(place: rest, record: $0, deadline: nil)
        }
    }
}

extension [[UInt8]] {
    /// Where a key goes among sorted ones.
    fileprivate func insertionPoint(of key: [UInt8]) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].lexicographicallyPrecedes(key) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

private func min(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] {
    one.lexicographicallyPrecedes(other) ? one : other
}
