package import Casework
package import Messages
package import Storage

/// Every keyspace of the store. A new one is listed here and nowhere else.
extension Keyspace {
    /// Position → journal entry. Primary.
    package static let journal = Keyspace(rawValue: "journal")
    /// Id → sealed party; the only place with a natural person's data. Primary.
    package static let parties = Keyspace(rawValue: "parties")
    /// Id → sealed file. Primary.
    package static let blobs = Keyspace(rawValue: "blobs")
    /// Kind, id → current record. Projection.
    package static let records = Keyspace(rawValue: "records")
    /// Index, values, id → nothing. Projection.
    package static let indexes = Keyspace(rawValue: "indexes")
    /// Agency, day, record, rule → open time limit. Projection.
    package static let due = Keyspace(rawValue: "due")
    /// Agency, kind, year → register. Projection.
    package static let registers = Keyspace(rawValue: "registers")
    /// Caller, request id → keyed hash of the body, position. Projection.
    package static let requests = Keyspace(rawValue: "requests")
    /// Leases and watermarks: no legal facts, not journalled.
    package static let work = Keyspace(rawValue: "work")
    /// Formats, the store's name, the journal's head.
    package static let settings = Keyspace(rawValue: "settings")

    /// All of them, as a store is opened with.
    package static let all: [Keyspace] = [
        .journal, .parties, .blobs, .records, .indexes, .due, .registers, .requests, .work,
        .settings,
    ]

    /// Those that are made from the journal alone.
    static let projections: [Keyspace] = [.records, .indexes, .due, .registers, .requests]
}

/// Every key shape. Keys are order-preserving tuples.
enum Keys {
    static let head = tuple { $0.append("head") }
    static let format = tuple { $0.append("format") }
    static let storeID = tuple { $0.append("store-id") }
    static let keyCheck = tuple { $0.append("key-check") }
    static let nationalLease = tuple { $0.append("national-lease") }

    static func journal(_ position: Int64) -> [UInt8] {
        tuple { $0.append(UInt64(clamping: position)) }
    }

    static func party(_ id: String) -> [UInt8] { tuple { $0.append(id) } }

    static func blob(_ id: String) -> [UInt8] { tuple { $0.append(id) } }

    static func record(_ reference: RecordReference) -> [UInt8] {
        tuple {
            $0.append(UInt64(clamping: reference.kind.rawValue))
            $0.append(reference.id)
        }
    }

    static func records(of kind: RecordKind) -> [UInt8] {
        tuple { $0.append(UInt64(clamping: kind.rawValue)) }
    }

    static func register(_ id: RegisterID) -> [UInt8] {
        tuple {
            $0.append(id.agency)
            $0.append(UInt64(clamping: id.kind.rawValue))
            $0.append(UInt64(clamping: id.year))
        }
    }

    static func request(agency: String, principal: String, id: String) -> [UInt8] {
        tuple {
            $0.append(agency)
            $0.append(principal)
            $0.append(id)
        }
    }

    static func due(
        agency: String,
        deadline: Deadline,
        of record: RecordReference
    ) -> [UInt8] {
        tuple {
            $0.append(agency)
            $0.append(deadline.dueOn)
            $0.append(UInt64(clamping: record.kind.rawValue))
            $0.append(record.id)
            $0.append(deadline.rule)
            $0.append(deadline.startOn)
        }
    }

    static func due(agency: String) -> [UInt8] { tuple { $0.append(agency) } }

    static func due(agency: String, after day: String) -> [UInt8] {
        prefixEnd(
            tuple {
                $0.append(agency)
                $0.append(day)
            }
        )
    }

    /// Agency → positions of the entries that concern it.
    static func agencyFeed(_ agency: String, _ position: Int64? = nil) -> [UInt8] {
        index("agency-feed", agency) { tuple in
            if let position { tuple.append(UInt64(clamping: position)) }
        }
    }

    /// Record → positions of the entries with its facts.
    static func recordFeed(_ record: RecordReference, _ position: Int64? = nil) -> [UInt8] {
        index("record-feed", record.id) { tuple in
            tuple.append(UInt64(clamping: record.kind.rawValue))
            if let position { tuple.append(UInt64(clamping: position)) }
        }
    }

    /// Agency, kind → position of the first entry, id: the order of lists.
    static func list(
        _ kind: RecordKind,
        agency: String,
        _ place: (position: Int64, id: String)? = nil
    ) -> [UInt8] {
        index("list", agency) { tuple in
            tuple.append(UInt64(clamping: kind.rawValue))
            guard let place else { return }
            tuple.append(UInt64(clamping: place.position))
            tuple.append(place.id)
        }
    }

    /// Agency, kind, state → position of the first entry, id.
    static func list(
        _ kind: RecordKind,
        agency: String,
        state: Int32,
        _ place: (position: Int64, id: String)? = nil
    ) -> [UInt8] {
        index("list-by-state", agency) { tuple in
            tuple.append(UInt64(clamping: kind.rawValue))
            tuple.append(UInt64(clamping: state))
            guard let place else { return }
            tuple.append(UInt64(clamping: place.position))
            tuple.append(place.id)
        }
    }

    /// Body above → code.
    static func children(of parent: String, _ code: String? = nil) -> [UInt8] {
        index("children", parent) { tuple in
            if let code { tuple.append(code) }
        }
    }

    /// The calling agency's own name → id. One name names one record for ever.
    static func external(
        _ kind: RecordKind,
        agency: String,
        _ name: ExternalReference,
        id: String? = nil
    ) -> [UInt8] {
        index("external", agency) { tuple in
            tuple.append(UInt64(clamping: kind.rawValue))
            tuple.append(name.system)
            tuple.append(name.id)
            if let id { tuple.append(id) }
        }
    }

    private static func index(
        _ name: String,
        _ first: String,
        _ rest: (inout TupleEncoder) -> Void
    ) -> [UInt8] {
        tuple {
            $0.append(name)
            $0.append(first)
            rest(&$0)
        }
    }

    private static func tuple(_ build: (inout TupleEncoder) -> Void) -> [UInt8] {
        var encoder = TupleEncoder()
        build(&encoder)
        return encoder.bytes
    }
}
