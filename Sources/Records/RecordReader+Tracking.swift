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
    /// In the order of their keys.
    let spans: [Span]
    /// Whose entries they hold: an entry of several of these counts with the first.
    let holders: Set<String>
    /// What the rest of the keys begins at.
    let from: [UInt8]
    /// Where it ends, itself not in the range; nil for the end of a span.
    let to: [UInt8]?
    /// Only time limits of this rule; nil for all.
    let rule: String?

    private init(
        _ keyspace: Keyspace,
        _ spans: [Span],
        of holders: Set<String>,
        from: [UInt8] = [],
        to: [UInt8]? = nil,
        rule: String? = nil
    ) {
        self.keyspace = keyspace
        self.spans = spans.sorted { $0.prefix.lexicographicallyPrecedes($1.prefix) }
        self.holders = holders
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
            of: Set(debtors),
            from: first.map { Keys.text($0.iso) } ?? [],
            to: last.map { prefixEnd(Keys.text($0.iso)) },
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
            },
            of: Set(units)
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
            },
            of: Set(units.map(\.unit))
        )
    }

    /// The same ranges of what is kept from somebody of a body.
    fileprivate func kept(from body: String) -> TrackedRange {
        TrackedRange(
            keyspace,
            spans.map {
                Span(prefix: Keys.kept(from: body, $0.prefix), kind: $0.kind)
            },
            of: holders,
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

/// A page of tracked ranges.
package struct TrackedPage: Sendable {
    /// Its entries, in order.
    package let entries: [TrackedEntry]
    /// Whether there are more behind it.
    package let more: Bool
    /// How many there are in all, up to what is counted at most.
    package let count: Int
    /// Whether there are more than that.
    package let atLeast: Bool
}

extension RecordReader {
    /// Says whether a record that is kept as a file is, is kept from the caller.
    package typealias KeptByFile = (
        _ record: RecordReference, _ file: RecordReference
    ) throws -> Bool

    /// The first entries of tracked ranges after a place, in order, and how many they hold in all,
    /// each once.
    ///
    /// - Parameters:
    ///   - range: The ranges.
    ///   - place: Where the page before ended; nil at the beginning.
    ///   - limit: How many entries at most; nil for the count alone.
    ///   - countMax: How many are counted at most.
    ///   - hidden: Places in the ranges that the caller may not know of.
    ///   - isKept: Whether a record that is kept as its file is, is kept from the caller.
    /// - Returns: The entries, and how many there are in all.
    /// - Throws: What the store throws.
    package func tracked(
        _ range: TrackedRange,
        after place: [UInt8]? = nil,
        limit: Int?,
        countMax: Int,
        without hidden: Set<[UInt8]>,
        orKept isKept: KeptByFile
    ) throws -> TrackedPage {
        let most = countMax + hidden.count
        var walk = TrackedWalk(range, limit: limit, countMax: most, hidden)
        if let place {
            // What the pages before hold is counted, but not walked over to come to this one.
            walk.countMax = nil
            try view.scanEach(range.keyspace, range.keys(after: place)) { index, key, value in
                try walk.step(index, key, value, isKept)
            }
            (walk.limit, walk.countMax) = (nil, most)
        }
        try view.scanEach(range.keyspace, range.keys(after: nil)) { index, key, value in
            try walk.step(index, key, value, isKept)
        }
        let found = walk.found.prefix(limit ?? 0)
        return TrackedPage(
            entries: try found.map { try range.entry($0.place, $0.value, $0.span) },
            more: walk.found.count > found.count,
            count: min(walk.counted - hidden.count, countMax),
            atLeast: walk.counted > most
        )
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
        try view.scanEach(kept.keyspace, kept.keys(after: nil)) { index, key, value in
            let rest = kept.rest(of: key, index)
            if try !places.contains(rest) && kept.isOfRule(rest)
                && isHidden(kept.entry(rest, value.copied, index))
            {
                places.insert(rest)
            }
            return .next
        }
        return places
    }

    /// Whether a file is kept from anybody of a body.
    package func isKept(_ file: RecordReference, fromSomebodyOf body: String) throws -> Bool {
        try view.get(Keys.kept(from: body, file: file), in: .indexes) != nil
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

extension TrackedRange {
    /// The keys of the spans, from their beginning or after a place.
    fileprivate func keys(after place: [UInt8]?) -> [KeyRange] {
        let first = place.map { $0 + [0] } ?? from
        return spans.map { span in
            let end = prefixEnd(span.prefix)
            guard let to else { return KeyRange(from: span.prefix + first, to: end) }
            return KeyRange(from: span.prefix + first, to: span.prefix + to)
        }
    }

    /// What follows the part of a key by which its span differs from the others.
    fileprivate func rest(of key: RawSpan, _ index: Int) -> [UInt8] {
        unsafe key.withUnsafeBytes { unsafe Array($0.dropFirst(spans[index].prefix.count)) }
    }

    /// Whether an entry counts where it stands: it is of the rule, no range before holds it, and it
    /// is not kept from the caller as its file is.
    fileprivate func counts(
        _ rest: [UInt8],
        _ value: RawSpan,
        _ index: Int,
        _ isKept: RecordReader.KeptByFile
    ) throws -> Bool {
        guard try isOfRule(rest) else { return false }
        guard !TrackedMark.isPlain(value) else { return true }
        var decoder = TupleDecoder(value.copied)
        let mark = try TrackedMark(&decoder)
        guard holders.isDisjoint(with: mark.earlier) else { return false }
        return try mark.file.map { try !isKept(record(rest, spans[index]), $0) } ?? true
    }

    fileprivate func isOfRule(_ rest: [UInt8]) throws -> Bool {
        try rule == nil || Keys.rule(inDueRest: rest) == rule
    }

    private func record(_ rest: [UInt8], _ span: Span) throws -> RecordReference {
        guard let kind = span.kind else { return try Keys.record(inDueRest: rest) }
        var decoder = TupleDecoder(rest)
        _ = try decoder.int64()
        return RecordReference(kind: kind, id: try decoder.string())
    }

    /// The entry that the rest of a key names.
    fileprivate func entry(
        _ rest: [UInt8],
        _ value: [UInt8],
        _ index: Int
    ) throws -> TrackedEntry {
        let span = spans[index]
        return TrackedEntry(
            place: rest,
            record: try record(rest, span),
            deadline: span.kind == nil ? try TrackedMark.deadline(inDueValue: value) : nil
        )
    }
}

/// A walk over tracked ranges that gathers a page, counts, or does both.
private struct TrackedWalk {
    /// An entry that may be on the page; it is read once the page is full.
    struct Found {
        let place: [UInt8]
        let value: [UInt8]
        let span: Int
    }

    /// How many entries the page takes; nil when none is gathered.
    var limit: Int?
    /// After how many it counts no more; nil when it does not count.
    var countMax: Int?
    /// The first entries so far, in order; one more than the page takes tells that there are more.
    private(set) var found: [Found] = []
    /// How many entries there are so far, those that are hidden among them.
    private(set) var counted = 0
    private let range: TrackedRange
    private let hidden: Set<[UInt8]>

    init(_ range: TrackedRange, limit: Int?, countMax: Int, _ hidden: Set<[UInt8]>) {
        self.range = range
        self.limit = limit
        self.countMax = countMax
        self.hidden = hidden
    }

    /// Looks at the next entry, and tells how to go on.
    mutating func step(
        _ index: Int,
        _ key: RawSpan,
        _ value: RawSpan,
        _ isKept: RecordReader.KeptByFile
    ) throws -> ScanStep {
        let isWanted = isWanted(key, index)
        let isCounting = countMax.map { counted <= $0 } ?? false
        guard isWanted || isCounting else { return limit == nil ? .end : .nextRange }
        // Most entries count with whoever holds them, which needs no copy of the key.
        if !isWanted, range.rule == nil, TrackedMark.isPlain(value) {
            counted += 1
            return .next
        }
        let rest = range.rest(of: key, index)
        guard try range.counts(rest, value, index, isKept) else { return .next }
        if isCounting { counted += 1 }
        if let limit, isWanted, !hidden.contains(rest) {
            let entry = Found(place: rest, value: value.copied, span: index)
            found.insert(entry, at: insertionPoint(of: rest))
            if found.count > limit + 1 { found.removeLast() }
        }
        return .next
    }

    /// Whether an entry may be on the page: nothing behind the last one that it needs so far is.
    private func isWanted(_ key: RawSpan, _ index: Int) -> Bool {
        guard let limit else { return false }
        guard found.count > limit, let last = found.last else { return true }
        return unsafe key.withUnsafeBytes { bytes in
            unsafe bytes.dropFirst(range.spans[index].prefix.count)
                .lexicographicallyPrecedes(last.place)
        }
    }

    /// Where a place goes among those found.
    private func insertionPoint(of place: [UInt8]) -> Int {
        var (low, high) = (0, found.count)
        while low < high {
            let middle = (low + high) / 2
            if found[middle].place.lexicographicallyPrecedes(place) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension RawSpan {
    fileprivate var copied: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
