package import Casework
package import Messages
package import Storage

/// Reads records in a view: a snapshot for readers, the batch for the writer.
package struct RecordReader {
    let view: any ReadView

    /// Reads in `view`.
    package init(_ view: any ReadView) {
        self.view = view
    }

    /// The journal's head.
    package func head() throws -> JournalHead {
        try JournalHead(in: view)
    }

    /// The head as it is stored.
    func storedHead() throws -> [UInt8]? {
        try view.get(Keys.head, in: .settings)
    }

    /// Visits the stored bytes of every journal entry in order.
    func eachStoredEntry(_ body: ([UInt8]) throws -> Void) throws {
        try eachKey(of: .journal) { _, value in try body(value) }
    }

    /// Visits every key of a keyspace in order.
    func eachKey(
        of keyspace: Keyspace,
        _ body: (_ key: [UInt8], _ value: [UInt8]) throws -> Void
    ) throws {
        try view.scan(keyspace, from: [], to: prefixEnd([]), descending: false) { key, value in
            try body(key, value)
            return true
        }
    }

    /// An agency of the directory.
    package func agency(_ code: String) throws -> Agency? {
        try record(RecordReference(kind: .agency, id: code))
    }

    /// A petition.
    package func petition(_ id: String) throws -> Petition? {
        try record(.petition(id))
    }

    /// A case.
    package func caseFile(_ id: String) throws -> Case? {
        try record(.caseFile(id))
    }

    /// A register.
    package func register(_ id: RegisterID) throws -> Register? {
        try view.get(Keys.register(id), in: .registers).map { try Register(serialized: $0) }
    }

    /// The stored bytes of a record.
    package func stored(_ record: RecordReference) throws -> [UInt8]? {
        try view.get(Keys.record(record), in: .records)
    }

    /// The record that an agency's own name names.
    package func id(
        of kind: RecordKind,
        agency: String,
        named name: ExternalReference
    ) throws -> String? {
        let prefix = Keys.external(kind, agency: agency, name)
        var id: String?
        try view.scan(.indexes, from: prefix, to: prefixEnd(prefix), descending: false) { key, _ in
            id = try Keys.text(in: key, after: prefix)
            return false
        }
        return id
    }

    /// What is kept as a sealed party; whether it is that one shows when it is opened.
    package func party(_ id: String) throws -> SealedParty? {
        try view.get(Keys.party(id), in: .parties).map { try SealedParty(serialized: $0) }
    }

    /// The sealed bytes of a file.
    package func file(_ id: String) throws -> [UInt8]? {
        try view.get(Keys.blob(id), in: .blobs)
    }

    /// A journal entry.
    package func entry(_ position: Int64) throws -> JournalEntry? {
        try view.get(Keys.journal(position), in: .journal).map { try JournalEntry(serialized: $0) }
    }

    /// Position of the first entry about a record.
    package func firstPosition(of record: RecordReference) throws -> Int64? {
        try positions(Keys.recordFeed(record), after: 0, limit: 1).first
    }

    /// Positions of the entries about a record, ascending.
    package func positions(of record: RecordReference) throws -> [Int64] {
        try positions(Keys.recordFeed(record), after: 0, limit: .max)
    }

    /// The entries about a record, oldest first.
    package func entries(of record: RecordReference) throws -> [JournalEntry] {
        try positions(of: record).compactMap { try entry($0) }
    }

    /// Positions after `after` and before `end` of the entries that concern an agency, ascending.
    func positions(
        ofAgency code: String,
        after: Int64,
        before end: Int64,
        limit: Int
    ) throws -> [Int64] {
        try positions(Keys.agencyFeed(code), after: after, before: end, limit: limit)
    }

    private func positions(
        _ feed: [UInt8],
        after: Int64,
        before end: Int64 = .max,
        limit: Int
    ) throws -> [Int64] {
        var positions: [Int64] = []
        guard after < .max else { return positions }
        try view.scan(
            .indexes,
            from: Keys.feed(feed, after + 1),
            to: Keys.feed(feed, end),
            descending: false
        ) { key, _ in
            var decoder = TupleDecoder(Array(key.dropFirst(feed.count)))
            positions.append(try decoder.int64())
            return positions.count < limit
        }
        return positions
    }

    /// Visits a page of keys; the key to go on after, or nil at the end.
    func page(
        _ keyspace: Keyspace,
        _ range: PageRange,
        limit: Int,
        _ body: (_ key: [UInt8], _ value: [UInt8]) throws -> Void
    ) throws -> [UInt8]? {
        var count = 0
        var last: [UInt8] = []
        var more = false
        try view.scan(keyspace, from: range.from, to: range.to, descending: false) { key, value in
            guard count < limit else {
                more = true
                return false
            }
            try body(key, value)
            last = key
            count += 1
            return true
        }
        return more ? last : nil
    }

    /// A record with a life of its own.
    package func filed<R: FiledRecord>(_ type: R.Type, _ id: String) throws -> R? {
        try record(RecordReference(kind: R.recordKind, id: id))
    }

    /// The facts of the law that were set.
    package func settings() throws -> LawSettings {
        try record(Settings.record) ?? LawSettings()
    }

    /// The layers of the calendar that hold for a body on a day: those of the bodies above it, the
    /// highest first, and its own; bodies that have none are left out.
    package func calendars(for agency: String, on day: Day) throws -> [AgencyCalendar] {
        try lineage(of: agency, on: day).reversed().compactMap { try calendar(of: $0) }
    }

    /// Whether a body is another one on a day, or lies under it.
    package func lies(_ agency: String, in head: String, on day: Day) throws -> Bool {
        try lineage(of: agency, on: day).contains(head)
    }

    /// A body's code and those of the bodies above it on a day, the highest last.
    package func lineage(of agency: String, on day: Day) throws -> [String] {
        var codes: [String] = []
        var next = agency
        // Divisions lie in departments, departments under the city: the bound is for a directory
        // that goes round in circles.
        while !next.isEmpty, codes.count < 8,
            let body = try stored(RecordReference(kind: .agency, id: next))
        {
            codes.append(next)
            next = try Agency.parent(in: body, on: day)
        }
        return codes
    }

    /// The layer of a body's own calendar.
    package func calendar(of agency: String) throws -> AgencyCalendar? {
        try record(AgencyCalendar.record(of: agency))
    }

    private func record<M: Message>(_ reference: RecordReference) throws -> M? {
        try stored(reference).map { try M(serialized: $0) }
    }
}

extension Agency {
    /// Code of the body above on a day, by stored bytes.
    static func parent(in bytes: [UInt8], on day: Day) throws -> String {
        // Most bodies never changed: these are not decoded.
        try content(of: "former", in: bytes) == nil
            ? text("parent", in: bytes) : Agency(serialized: bytes).parent(on: day)
    }
}
