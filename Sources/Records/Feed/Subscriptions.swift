package import Casework
package import Messages
import Storage

/// A named subscription as it is kept: working state, no legal fact.
package struct KeptSubscription: Hashable, Sendable {
    /// What it tells of.
    package let source: FeedSource
    /// The principal who made it.
    package let principal: String
    /// When it was made, in milliseconds since 1970-01-01T00:00:00Z.
    package let createdAtMs: Int64
    /// The position that it began after.
    package let after: Int64
    /// Whose entries its subscriber may see, as it was when it was made or pulled last.
    package var reach: Reach
    /// Everything up to this position has been acknowledged.
    package var acknowledged: Int64
    /// Everything up to this position has been pulled at least once.
    package var delivered: Int64

    /// Begins a subscription after a position.
    package init(
        source: FeedSource,
        principal: String,
        createdAtMs: Int64,
        after: Int64,
        reach: Reach
    ) {
        self.source = source
        self.principal = principal
        self.createdAtMs = createdAtMs
        self.after = after
        self.reach = reach
        acknowledged = after
        delivered = after
    }

    fileprivate init(_ bytes: [UInt8]) throws {
        var decoder = TupleDecoder(bytes)
        source = FeedSource(rawValue: Int32(clamping: try decoder.int64()))
        principal = try decoder.string()
        createdAtMs = try decoder.int64()
        after = try decoder.int64()
        acknowledged = try decoder.int64()
        delivered = try decoder.int64()
        if try decoder.bool() {
            reach = .city
        } else {
            var codes: Set<String> = []
            for _ in 0..<(try decoder.int64()) { codes.insert(try decoder.string()) }
            reach = .agencies(codes)
        }
    }

    fileprivate var bytes: [UInt8] {
        let encoder = TupleEncoder().adding(int64: Int64(source.rawValue))
            .adding(string: principal).adding(int64: createdAtMs).adding(int64: after)
            .adding(int64: acknowledged).adding(int64: delivered)
        switch reach {
        case .city: return encoder.adding(bool: true).bytes
        case .agencies(let codes):
            return codes.sorted().reduce(
                encoder.adding(bool: false).adding(int64: Int64(codes.count))
            ) { $0.adding(string: $1) }
            .bytes
        }
    }
}

/// How far a subscription is behind.
package struct Lag: Hashable, Sendable {
    /// How many entries are counted at most.
    package static let countMax = 10_000
    /// How many are looked at, to leave out those that do not arrive; beyond them all count.
    fileprivate static let examinedMax = 1_000

    /// How many entries wait to be acknowledged.
    package let entries: Int
    /// When the oldest of them was recorded, in milliseconds since 1970-01-01T00:00:00Z; nil for
    /// none.
    package let oldestAtMs: Int64?

    /// How long ago that was, in seconds; 0 for none.
    package func oldestAgeSeconds(at milliseconds: Int64) -> Int64 {
        oldestAtMs.map { max(0, milliseconds - $0) / 1_000 } ?? 0
    }
}

extension RecordReader {
    /// A subscription of an agency.
    package func subscription(_ name: String, of agency: String) throws -> KeptSubscription? {
        try view.get(Keys.subscription(name, of: agency), in: .work)
            .map { try KeptSubscription($0) }
    }

    /// The subscriptions of an agency by their names.
    package func subscriptions(
        of agency: String
    ) throws -> [(name: String, kept: KeptSubscription)] {
        var found: [(name: String, kept: KeptSubscription)] = []
        let prefix = Keys.subscriptions(of: agency)
        try view.scan(.work, from: prefix, to: prefixEnd(prefix), descending: false) { key, value in
            found.append((try Keys.text(in: key, after: prefix), try KeptSubscription(value)))
            return true
        }
        return found
    }

    /// Every subscription, by agency and name.
    package func subscriptions() throws -> [(agency: String, name: String, kept: KeptSubscription)]
    {
        var found: [(agency: String, name: String, kept: KeptSubscription)] = []
        let all = Keys.subscriptions
        try view.scan(.work, from: all, to: prefixEnd(all), descending: false) { key, value in
            let (agency, name) = try Keys.subscription(key)
            found.append((agency, name, try KeptSubscription(value)))
            return true
        }
        return found
    }

    /// How far a subscription of an agency is behind: by the entries that concern its subscriber,
    /// a few of which may be kept from that one.
    package func lag(of kept: KeptSubscription, _ agency: String) throws -> Lag {
        let counted =
            kept.source == .inbox
            ? try countArrivals(at: agency, after: kept.acknowledged)
            : try count(of: kept.reach, after: kept.acknowledged, limit: Lag.countMax)
        return Lag(
            entries: counted.count,
            oldestAtMs: try counted.first.flatMap { try entry($0)?.recordedAtMs }
        )
    }

    private func countArrivals(
        at agency: String,
        after: Int64
    ) throws -> (count: Int, first: Int64?) {
        let reach = Reach.agencies([agency])
        var count = 0
        var first: Int64?
        let (position, _) = try eachEntry(of: reach, after: after, limit: Lag.examinedMax) {
            entry,
            _ in
            if try entry.events.contains(where: { try arrives($0, at: agency) }) {
                count += 1
                first = first ?? entry.position
            }
            return true
        }
        let rest = try self.count(of: reach, after: position, limit: Lag.countMax - count)
        return (count + rest.count, first ?? rest.first)
    }

    /// Whether a fact puts something on a desk of an agency.
    package func arrives(_ event: Event, at agency: String) throws -> Bool {
        try event.arrives(at: agency) {
            guard let record = event.record, let type = record.kind.filed else { return nil }
            return try filed(type, record.id)
        }
    }
}

extension WorkingState {
    /// Keeps a subscription of an agency; nil forgets it.
    package func set(_ kept: KeptSubscription?, _ name: String, of agency: String) throws {
        let key = Keys.subscription(name, of: agency)
        if let kept {
            try view.put(key, kept.bytes, in: .work)
        } else {
            try view.delete(key, in: .work)
        }
    }

    /// Brings subscriptions that came further than the journal back to its head.
    func reconcileSubscriptions(head: Int64) throws {
        for (agency, name, var kept) in try records.subscriptions()
        where max(kept.acknowledged, kept.delivered) > head {
            kept.acknowledged = min(kept.acknowledged, head)
            kept.delivered = min(kept.delivered, head)
            try set(kept, name, of: agency)
        }
    }
}
