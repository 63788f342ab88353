package import Casework
package import Messages
import Storage

extension RecordReader {
    /// A page of agencies, and the key to go on after.
    package func agencies(
        _ range: PageRange,
        limit: Int
    ) throws -> (agencies: [Agency], last: [UInt8]?) {
        var agencies: [Agency] = []
        switch range.content {
        case .records:
            let last = try page(.records, range, limit: limit) { _, value in
                agencies.append(try Agency(serialized: value))
            }
            return (agencies, last)
        case .texts(let prefix):
            var codes: [String] = []
            let last = try page(.indexes, range, limit: limit) { key, _ in
                codes.append(try Keys.text(in: key, after: prefix))
            }
            return (try codes.compactMap { try agency($0) }, last)
        case .places, .held, .positions, .due, .matters:
            preconditionFailure("a range of agencies lists records or codes")
        }
    }

    /// Visits a page of a list of petitions or cases; the key to go on after.
    package func listed(
        _ range: PageRange,
        limit: Int,
        _ body: (_ id: String) throws -> Void
    ) throws -> [UInt8]? {
        guard case .places(let list) = range.content else {
            preconditionFailure("a range of petitions or cases lists places")
        }
        var ids: [String] = []
        let last = try page(.indexes, range, limit: limit) { key, _ in
            ids.append(try Keys.id(inListKey: key, of: list))
        }
        for id in ids { try body(id) }
        return last
    }

    /// Visits the records of a list, the newest first, until the body says that the rest is too old.
    package func newest(_ range: PageRange, _ body: (_ id: String) throws -> Bool) throws {
        guard case .places(let list) = range.content else {
            preconditionFailure("a range of records lists places")
        }
        try view.scan(.indexes, from: range.from, to: range.to, descending: true) { key, _ in
            try body(Keys.id(inListKey: key, of: list))
        }
    }

    /// A page of the open files of an agency, by whom they lie with, and the key to go on after.
    package func held(
        _ range: PageRange,
        limit: Int
    ) throws -> (records: [RecordReference], last: [UInt8]?) {
        guard case .held = range.content else {
            preconditionFailure("a range of open files lists who holds them")
        }
        var records: [RecordReference] = []
        let last = try page(.indexes, range, limit: limit) { key, _ in
            records.append(try Keys.record(inHeldKey: key))
        }
        return (records, last)
    }

    /// How many records stand in a list, or how many time limits in what is due.
    package func count(_ range: PageRange) throws -> Int64 {
        var count: Int64 = 0
        let keyspace: Keyspace = if case .due = range.content { .due } else { .indexes }
        try view.scan(keyspace, from: range.from, to: range.to, descending: false) { _, _ in
            count += 1
            return true
        }
        return count
    }

    /// Id of a document that bears a number of a register, other than the given one.
    package func bearer(
        of number: Int64,
        in register: RegisterID,
        otherThan id: String
    ) throws -> String? {
        let bearers = Keys.bearers(of: number, in: register)
        var found: String?
        try view.scan(
            .indexes,
            from: bearers,
            to: prefixEnd(bearers),
            descending: false
        ) { key, _ in
            let bearer = try Keys.id(inListKey: key, of: bearers)
            if bearer != id { found = bearer }
            return found == nil
        }
        return found
    }

    /// The records that an agency has of a person whose number has a hash, each once, in no order
    /// that tells anything; at most `limit`.
    package func records(
        ofVisitor idHash: [UInt8],
        agency: String,
        limit: Int
    ) throws -> Set<RecordReference> {
        let prefix = Keys.visitor(idHash: idHash, agency: agency)
        var found: Set<RecordReference> = []
        try view.scan(.visitors, from: prefix, to: prefixEnd(prefix), descending: false) { key, _ in
            found.insert(try Keys.record(inVisitorKey: key))
            return found.count < limit
        }
        return found
    }

    /// A page of the records that the city has of a person, and the key to go on after.
    package func matters(
        _ range: PageRange,
        limit: Int
    ) throws -> (records: [RecordReference], last: [UInt8]?) {
        guard case .matters = range.content else {
            preconditionFailure("a range of a person's matters lists matters")
        }
        var records: [RecordReference] = []
        let last = try page(.visitors, range, limit: limit) { key, _ in
            // Two parties of one record stand beside each other.
            let record = try Keys.record(inVisitorKey: key)
            if records.last != record { records.append(record) }
        }
        return (records, last)
    }

    /// Visits a page of the positions of a record's entries; the key to go on after.
    package func history(
        _ range: PageRange,
        limit: Int,
        _ body: (_ position: Int64) -> Void
    ) throws -> [UInt8]? {
        guard case .positions(let feed) = range.content else {
            preconditionFailure("a range of a history lists positions")
        }
        return try page(.indexes, range, limit: limit) { key, _ in
            var decoder = TupleDecoder(Array(key.dropFirst(feed.count)))
            body(try decoder.int64())
        }
    }

    /// A page of what is due, and the key to go on after.
    package func due(
        _ range: PageRange,
        limit: Int
    ) throws -> (items: [DueItem], last: [UInt8]?) {
        var items: [DueItem] = []
        let last = try page(.due, range, limit: limit) { key, value in
            let record = try Keys.record(inDueKey: key)
            let deadline = try TrackedMark.deadline(inDueValue: value)
            items.append(DueItem(record: record, deadline: deadline))
        }
        return (items, last)
    }
}

extension RecordReader {
    /// Visits records with a life of their own, of every kind, in the order of their keys.
    ///
    /// - Parameters:
    ///   - range: `PageRange.filed`, or what is left of it.
    ///   - limit: How many to look at.
    ///   - body: Gets each record; false ends the visit after it.
    /// - Returns: The last key, to go on after; nil at the end.
    /// - Throws: What the store or the body throws.
    package func filed(
        _ range: PageRange,
        limit: Int,
        _ body: (any FiledRecord) throws -> Bool
    ) throws -> [UInt8]? {
        var count = 0
        var last: [UInt8]?
        var more = false
        try view.scan(.records, from: range.from, to: range.to, descending: false) { key, value in
            guard count < limit else {
                more = true
                return false
            }
            last = key
            guard let type = try Keys.kind(inRecordKey: key).filed else { return true }
            count += 1
            guard try body(type.init(serialized: value)) else {
                more = true
                return false
            }
            return true
        }
        return more ? last : nil
    }
}

/// A range of keys that a list is read from.
package struct PageRange: Sendable {
    /// What the keys of a range name.
    enum Content: Sendable {
        /// Records by kind and id, with their bytes.
        case records
        /// Texts after a prefix.
        case texts([UInt8])
        /// Positions and ids after a prefix.
        case places([UInt8])
        /// Open files by whom they lie with.
        case held
        /// Positions after a prefix.
        case positions([UInt8])
        /// Time limits.
        case due
        /// What the city has of a person.
        case matters
    }

    /// First key.
    private(set) var from: [UInt8]
    /// End, itself not in the range.
    let to: [UInt8]
    let content: Content

    private init(_ prefix: [UInt8], to: [UInt8]? = nil, _ content: Content) {
        from = prefix
        self.to = to ?? prefixEnd(prefix)
        self.content = content
    }

    /// Texts after a prefix.
    init(texts prefix: [UInt8]) {
        self.init(prefix, .texts(prefix))
    }

    /// Positions and ids after a prefix.
    init(places list: [UInt8]) {
        self.init(list, .places(list))
    }

    /// Goes on after a key of a former page.
    ///
    /// - Returns: nil when the key is not of this range.
    package func after(_ key: [UInt8]) -> PageRange? {
        guard !key.lexicographicallyPrecedes(from), key.lexicographicallyPrecedes(to) else {
            return nil
        }
        var range = self
        range.from = key + [0]
        return range
    }

    /// An agency's records of a kind, oldest first.
    package static func list(_ kind: RecordKind, agency: String) -> PageRange {
        let list = Keys.list(kind, agency: agency)
        return PageRange(list, .places(list))
    }

    /// An agency's records of a kind in a state, oldest first.
    package static func list(_ kind: RecordKind, agency: String, state: Int32) -> PageRange {
        let list = Keys.list(kind, agency: agency, state: state)
        return PageRange(list, .places(list))
    }

    /// An agency's open files of a kind that lie with an officer or at the desk of a unit, oldest
    /// first.
    package static func held(_ kind: RecordKind, agency: String, holder: String) -> PageRange {
        let list = Keys.held(kind, agency: agency, holder: holder)
        return PageRange(list, .places(list))
    }

    /// An agency's open files, by whom they lie with.
    package static func held(agency: String) -> PageRange {
        PageRange(Keys.held(of: agency), .held)
    }

    /// The records of a kind that belong to another record, oldest first.
    package static func list(_ kind: RecordKind, about record: RecordReference) -> PageRange {
        let list = Keys.list(kind, about: record)
        return PageRange(list, .places(list))
    }

    /// The drafts that wait for an office or officer, oldest first.
    package static func awaited(_ awaited: Awaited) -> PageRange {
        let list = Keys.awaited(awaited)
        return PageRange(list, .places(list))
    }

    /// What an office or officer is urged on a day, in the order of the entries.
    package static func urged(
        agency: String,
        addressee: String,
        day: String
    ) -> PageRange {
        let list = Keys.urged(agency: agency, addressee: addressee, day: day)
        return PageRange(list, .places(list))
    }

    /// What the city has of a person whose number has a hash, agency by agency.
    package static func matters(ofPerson idHash: [UInt8]) -> PageRange {
        PageRange(Keys.visitor(idHash: idHash), .matters)
    }

    /// The records in a register, in the order of their numbers.
    package static func numbers(_ id: RegisterID) -> PageRange {
        let list = Keys.numbers(id)
        return PageRange(list, .places(list))
    }

    /// The entries of a record after a position, oldest first.
    package static func history(of record: RecordReference, after position: Int64) -> PageRange {
        let feed = Keys.recordFeed(record)
        var range = PageRange(feed, .positions(feed))
        if (1..<Int64.max).contains(position) { range.from = Keys.feed(feed, position + 1) }
        return range
    }

    /// All agencies in the order of their codes.
    package static let agencies = PageRange(Keys.records(of: .agency), .records)

    /// Every record with a life of its own, by kind and id.
    package static let filed = PageRange(
        Keys.records(of: .unspecified),
        to: Keys.records(of: .unknown(.max)),
        .records
    )

    /// The bodies that bear or bore a code of another list.
    static func bearers(of code: AgencyCode) -> PageRange {
        let prefix = Keys.bearers(of: code)
        return PageRange(prefix, .texts(prefix))
    }

    /// The bodies that lie or lay directly under one, in the order of their codes.
    package static func children(of parent: String) -> PageRange {
        let prefix = Keys.children(of: parent)
        return PageRange(prefix, .texts(prefix))
    }

    /// What an agency owes by a day, in the order of the days; by any day when nil.
    package static func due(agency: String, by day: String?) -> PageRange {
        let end = day.map { Keys.due(agency: agency, after: $0) }
        return PageRange(Keys.due(agency: agency), to: end, .due)
    }
}
