import Casework
import Messages
package import Storage

/// Every keyspace of the store. A new one is listed here and nowhere else.
extension Keyspace {
    /// Position → journal entry.
    ///
    /// Primary.
    package static let journal = Keyspace(rawValue: "journal")
    /// Id → sealed party; the only place with a natural person's data.
    ///
    /// Primary.
    package static let parties = Keyspace(rawValue: "parties")
    /// Id → sealed file.
    ///
    /// Primary.
    package static let blobs = Keyspace(rawValue: "blobs")
    /// File, number → sealed chunk of an uploaded file, written beside the queue of commands.
    ///
    /// Primary.
    package static let chunks = Keyspace(rawValue: "chunks")
    /// Kind, id → current record.
    ///
    /// Projection.
    package static let records = Keyspace(rawValue: "records")
    /// Index, values, id → nothing.
    ///
    /// Projection.
    package static let indexes = Keyspace(rawValue: "indexes")
    /// Agency, unit or officer who holds the file, day, record, rule → who counts it, open time limit.
    ///
    /// Projection.
    package static let due = Keyspace(rawValue: "due")
    /// Agency, kind, year → register.
    ///
    /// Projection.
    package static let registers = Keyspace(rawValue: "registers")
    /// Caller, request id → keyed hash of the body, position.
    ///
    /// Projection.
    package static let requests = Keyspace(rawValue: "requests")
    /// Keyed hash of an identification number, agency, record, party → nothing.
    ///
    /// Projection of the sealed parties, of an ordinary guard alone.
    package static let visitors = Keyspace(rawValue: "visitors")
    /// Officer → password's hash, sealed second factor, one-time code's hash.
    ///
    /// Primary, and not journalled: what an officer gets in with is no legal fact.
    package static let credentials = Keyspace(rawValue: "credentials")
    /// Leases, watermarks, sessions, failures to sign in: no legal facts, not journalled.
    package static let work = Keyspace(rawValue: "work")
    /// Formats, the store's name, the journal's head.
    package static let settings = Keyspace(rawValue: "settings")

    /// All of them, as a store is opened with.
    package static let all: [KeyspaceDefinition] =
        [
            KeyspaceDefinition(
                .blobs,
                valueMaxBytes: Limits.blobChunkMaxBytes,
                values: .files
            ),
            KeyspaceDefinition(
                .chunks,
                valueMaxBytes: Limits.blobChunkMaxBytes,
                values: .chunks
            ),
        ]
        + [
            .journal, .parties, .records, .indexes, .due, .registers, .requests, .visitors,
            .credentials, .work, .settings,
        ]
        .map { KeyspaceDefinition($0) }

    /// Those that are made from the journal and the sealed parties.
    static let projections: [Keyspace] = [
        .records, .indexes, .due, .registers, .requests, .visitors,
    ]
}

/// Every key shape.
///
/// Keys are order-preserving tuples.
enum Keys {
    static let head = named("head")
    static let format = named("format")
    static let storeID = named("store-id")
    static let epochs = named("epochs")
    static let keyCheck = named("key-check")
    static let storeKey = named("store-key")
    static let nationalLease = named("national-lease")

    /// How far the urging of a day has come.
    static let urgingRun = named("urging-run")

    /// How far the replacement of a body's calendar has come.
    static func calendarMove(_ agency: String) -> [UInt8] { named("calendar-move") + named(agency) }

    private static func named(_ name: String) -> [UInt8] {
        TupleEncoder().adding(string: name).bytes
    }

    static func journal(_ position: Int64) -> [UInt8] {
        TupleEncoder().adding(int64: position).bytes
    }

    static func party(_ id: String) -> [UInt8] { named(id) }

    /// What the city has of a person, by the hash of the number.
    static func visitor(idHash: [UInt8]) -> [UInt8] {
        TupleEncoder().adding(bytes: idHash).bytes
    }

    /// What an agency has of a person, by the hash of the number.
    static func visitor(idHash: [UInt8], agency: String) -> [UInt8] {
        visitor(idHash: idHash) + named(agency)
    }

    /// Where a party stands among what the city has of the person; nil for one that leaves no
    /// trace there.
    static func visitor(_ party: SealedParty) -> [UInt8]? {
        guard party.guard == .ordinary, !party.idHash.isEmpty else { return nil }
        return visitor(idHash: party.idHash, agency: party.agency)
            + TupleEncoder().adding(party.recordKind).adding(string: party.recordId)
            .adding(string: party.id).bytes
    }

    /// The record that a key of what the city has of a person names.
    static func record(inVisitorKey key: [UInt8]) throws -> RecordReference {
        var decoder = TupleDecoder(key)
        _ = try decoder.bytes()
        _ = try decoder.string()
        let kind = RecordKind(rawValue: Int32(clamping: try decoder.int64()))
        return RecordReference(kind: kind, id: try decoder.string())
    }

    /// The numbers of a register, each with its record.
    static func numbers(_ id: RegisterID) -> [UInt8] {
        TupleEncoder().adding(string: "numbers").bytes + register(id)
    }

    /// How often an officer looked persons up.
    static func lookups(agency: String, principal: String) -> [UInt8] {
        named("lookups") + named(agency) + named(principal)
    }

    static func blob(_ id: String) -> [UInt8] { named(id) }

    /// The chunks of a file.
    static func chunks(of file: String) -> [UInt8] { named(file) }

    static func chunk(_ file: String, _ number: Int64) -> [UInt8] {
        chunks(of: file) + TupleEncoder().adding(int64: number).bytes
    }

    /// What an officer gets in with.
    static func credential(_ officer: String) -> [UInt8] { named("credential") + named(officer) }

    /// The open enrolment of an officer.
    static func enrolment(_ officer: String) -> [UInt8] { named("enrolment") + named(officer) }

    /// The open one-time code of an agency.
    static func certificateCode(_ agency: String) -> [UInt8] {
        named("certificate code") + named(agency)
    }

    static let logins = named("login")

    /// A session, by the SHA-256 of its token.
    static func login(_ tokenHash: [UInt8]) -> [UInt8] {
        logins + TupleEncoder().adding(bytes: tokenHash).bytes
    }

    static let throttles = named("throttle")

    /// An officer's failures to sign in.
    static func throttle(_ officer: String) -> [UInt8] { throttles + named(officer) }

    static let usedTokens = named("used-token")

    /// An id token that was good for a session already, by its SHA-256.
    static func usedToken(_ hash: [UInt8]) -> [UInt8] {
        usedTokens + TupleEncoder().adding(bytes: hash).bytes
    }

    static let drafts = named("draft")

    /// The intake drafts of an officer.
    static func drafts(of officer: OfficerReference) -> [UInt8] {
        drafts + named(officer.agency) + named(officer.officer)
    }

    static func draft(_ id: String, of officer: OfficerReference) -> [UInt8] {
        drafts(of: officer) + named(id)
    }

    static let subscriptions = named("subscription")

    static func subscriptions(of agency: String) -> [UInt8] { subscriptions + named(agency) }

    static func subscription(_ name: String, of agency: String) -> [UInt8] {
        subscriptions(of: agency) + named(name)
    }

    static func subscription(_ key: [UInt8]) throws -> (agency: String, name: String) {
        var decoder = TupleDecoder(Array(key.dropFirst(subscriptions.count)))
        return (try decoder.string(), try decoder.string())
    }

    static let uploads = named("upload")

    static func upload(_ id: String) -> [UInt8] { uploads + named(id) }

    static func records(of kind: RecordKind) -> [UInt8] {
        TupleEncoder().adding(kind).bytes
    }

    /// The kind of the record that a key names.
    static func kind(inRecordKey key: [UInt8]) throws -> RecordKind {
        var decoder = TupleDecoder(key)
        return RecordKind(rawValue: Int32(clamping: try decoder.int64()))
    }

    static func record(_ reference: RecordReference) -> [UInt8] {
        TupleEncoder().adding(reference.kind).adding(string: reference.id).bytes
    }

    static func register(_ id: RegisterID) -> [UInt8] {
        TupleEncoder().adding(string: id.agency).adding(int64: Int64(id.kind.rawValue))
            .adding(int64: Int64(id.year)).bytes
    }

    static func request(agency: String, principal: String, id: String) -> [UInt8] {
        TupleEncoder().adding(string: agency).adding(string: principal).adding(string: id).bytes
    }

    /// Agency → positions of the entries that concern it.
    static func agencyFeed(_ agency: String) -> [UInt8] {
        TupleEncoder().adding(string: "agency-feed").adding(string: agency).bytes
    }

    /// Record → positions of the entries with its facts.
    static func recordFeed(_ record: RecordReference) -> [UInt8] {
        TupleEncoder().adding(string: "record-feed").adding(record).bytes
    }

    /// An entry of a feed.
    static func feed(_ feed: [UInt8], _ position: Int64) -> [UInt8] {
        feed + TupleEncoder().adding(int64: position).bytes
    }

    /// Agency, kind → position of the first entry, id: the order of lists.
    static func list(_ kind: RecordKind, agency: String) -> [UInt8] {
        TupleEncoder().adding(string: "list").adding(string: agency).adding(kind).bytes
    }

    /// Agency, kind, state → position of the first entry, id.
    static func list(_ kind: RecordKind, agency: String, state: Int32) -> [UInt8] {
        TupleEncoder().adding(string: "list-by-state").adding(string: agency).adding(kind)
            .adding(int64: Int64(state)).bytes
    }

    /// The record that others belong to, kind of these → position of the first entry, id.
    static func list(_ kind: RecordKind, about record: RecordReference) -> [UInt8] {
        TupleEncoder().adding(string: "list-about").adding(record).adding(kind).bytes
    }

    /// Register, number → position of the first entry, id of a document that bears it: two where
    /// the number was given twice.
    static func bearers(of number: Int64, in register: RegisterID) -> [UInt8] {
        named("document-number") + self.register(register)
            + TupleEncoder().adding(int64: number).bytes
    }

    /// An entry of a list.
    static func place(_ list: [UInt8], _ position: Int64, _ id: String) -> [UInt8] {
        list + TupleEncoder().adding(int64: position).adding(string: id).bytes
    }

    /// The id in a key of a list.
    static func id(inListKey key: [UInt8], of list: [UInt8]) throws -> String {
        var decoder = TupleDecoder(Array(key.dropFirst(list.count)))
        _ = try decoder.int64()
        return try decoder.string()
    }

    /// Body, office or officer, day → position of the entry, id of what is urged there that day.
    static func urged(agency: String, addressee: String, day: String) -> [UInt8] {
        TupleEncoder().adding(string: "urged").adding(string: agency).adding(string: addressee)
            .adding(string: day).bytes
    }

    /// Agency → codes of its officers.
    static func officers(of agency: String) -> [UInt8] {
        TupleEncoder().adding(string: "officers").adding(string: agency).bytes
    }

    /// Office → codes of the officers who hold it, held it or will.
    static func holders(of office: String) -> [UInt8] {
        TupleEncoder().adding(string: "holders").adding(string: office).bytes
    }

    /// The lists in which an officer is found.
    static func places(of officer: Officer) -> Set<[UInt8]> {
        let lists =
            [officers(of: officer.agency)] + officer.appointments.map { holders(of: $0.office) }
        return Set(lists.map { $0 + text(officer.code) })
    }

    /// All grants → position of the first entry, id.
    static let grants = named("grants")

    /// Office or officer → position of the first entry, id of a grant.
    static func grants(of holder: String) -> [UInt8] {
        TupleEncoder().adding(string: "grants-of").adding(string: holder).bytes
    }

    /// Unit → position of the first entry, id of a grant for it.
    static func grants(for unit: String) -> [UInt8] {
        TupleEncoder().adding(string: "grants-for").adding(string: unit).bytes
    }

    /// Body above → codes of the bodies that lie or lay directly under it.
    static func children(of parent: String) -> [UInt8] {
        TupleEncoder().adding(string: "children").adding(string: parent).bytes
    }

    /// A code of another list → codes of the bodies that bear or bore it.
    static func bearers(of code: AgencyCode) -> [UInt8] {
        TupleEncoder().adding(string: "agency-code").adding(string: code.scheme)
            .adding(string: code.value).bytes
    }

    /// The lists in which a body is found.
    static func places(of agency: Agency) -> Set<[UInt8]> {
        let lists = agency.parents.map(children(of:)) + agency.codes.map(bearers(of:))
        return Set(lists.map { $0 + text(agency.code) })
    }

    /// The calling agency's own name → id.
    ///
    /// One name names one record for ever.
    static func external(
        _ kind: RecordKind,
        agency: String,
        _ name: ExternalReference
    ) -> [UInt8] {
        TupleEncoder().adding(string: "external").adding(string: agency).adding(kind)
            .adding(string: name.system).adding(string: name.id).bytes
    }

    /// Keyed hash of a receipt code that is good → id of its petition, as the value.
    static func receiptCode(_ hash: [UInt8]) -> [UInt8] {
        TupleEncoder().adding(string: "receipt-code").adding(bytes: hash).bytes
    }

    /// The text that ends a key which begins with `prefix`.
    static func text(in key: [UInt8], after prefix: [UInt8]) throws -> String {
        var decoder = TupleDecoder(Array(key.dropFirst(prefix.count)))
        return try decoder.string()
    }

    static func text(_ id: String) -> [UInt8] { named(id) }
}

extension TupleEncoder {
    consuming func adding(_ kind: RecordKind) -> TupleEncoder {
        adding(int64: Int64(kind.rawValue))
    }

    consuming func adding(_ record: RecordReference) -> TupleEncoder {
        adding(record.kind).adding(string: record.id)
    }
}
