package import Casework
package import Messages
import Storage

extension RecordReader {
    /// Visits the entries after a position that concern a reach, each once, in the order of their
    /// positions.
    ///
    /// - Parameters:
    ///   - reach: Whose entries.
    ///   - after: The position.
    ///   - limit: How many entries to look at.
    ///   - body: Gets each entry and the bytes that it takes in the store; false ends the visit
    ///     after it.
    /// - Returns: The position that it came to, and whether that is the end of the journal.
    /// - Throws: What the store or the body throws.
    package func eachEntry(
        of reach: Reach,
        after: Int64,
        limit: Int,
        _ body: (_ entry: JournalEntry, _ bytes: Int) throws -> Bool
    ) throws -> (position: Int64, isEnd: Bool) {
        let head = try head().position
        guard after < head else { return (after, true) }
        let positions = try positions(of: reach, after: after, head: head, limit: limit)
        for position in positions {
            guard let bytes = try view.get(Keys.journal(position), in: .journal) else { continue }
            let entry = try JournalEntry(serialized: bytes)
            guard reach.meets(entry.agencies) else { continue }
            guard try body(entry, bytes.count) else { return (position, position == head) }
        }
        guard positions.count >= limit, let last = positions.last else { return (head, true) }
        return (last, last == head)
    }

    /// How many entries after a position concern a reach, counted up to `limit`, and the first of
    /// them.
    func count(of reach: Reach, after: Int64, limit: Int) throws -> (count: Int, first: Int64?) {
        let head = try head().position
        guard after < head else { return (0, nil) }
        switch reach {
        case .city: return (min(limit, Int(head - after)), after + 1)
        case .agencies(let codes):
            let positions = try merged(feedsOf: codes, after: after, limit: limit)
            return (positions.count, positions.first)
        }
    }

    /// Positions to look at, ascending, all that concern the reach among them.
    ///
    /// Where fewer entries came than there are feeds to ask, looking at them is less work.
    private func positions(
        of reach: Reach,
        after: Int64,
        head: Int64,
        limit: Int
    ) throws -> [Int64] {
        if case .agencies(let codes) = reach, head - after > Int64(codes.count) {
            return try merged(feedsOf: codes, after: after, limit: limit)
        }
        return Array((after + 1)...min(head, after + Int64(limit)))
    }

    /// The first positions after one in the feeds of some agencies, each once, ascending.
    ///
    /// Each feed is read no further than the last of the positions that were found before it.
    private func merged(feedsOf codes: Set<String>, after: Int64, limit: Int) throws -> [Int64] {
        var found: [Int64] = []
        for code in codes {
            let bound = found.count < limit ? .max : found.last ?? .max
            let own = try positions(ofAgency: code, after: after, before: bound, limit: limit)
            guard !found.isEmpty else {
                found = own
                continue
            }
            found = Array(Set(found).union(own).sorted().prefix(limit))
        }
        return found
    }
}
