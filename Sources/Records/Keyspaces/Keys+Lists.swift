import Casework
import Messages
import Storage

/// The lists in which records stand, and what is counted of them.
extension Keys {
    /// Agency, officer or unit, kind → position of the first entry, id of an open file there.
    static func held(_ kind: RecordKind, agency: String, holder: String) -> [UInt8] {
        held(of: agency) + text(holder) + TupleEncoder().adding(kind).bytes
    }

    /// The open files of an agency, by whom they lie with.
    static func held(of agency: String) -> [UInt8] { text("held") + text(agency) }

    /// Whom the files of a list lie with, and their kind.
    static func holder(inHeldList list: [UInt8], of agency: String) throws -> (String, RecordKind) {
        var decoder = TupleDecoder(Array(list.dropFirst(held(of: agency).count)))
        let holder = try decoder.string()
        return (holder, RecordKind(rawValue: Int32(clamping: try decoder.int64())))
    }

    /// Office or officer, kind → position of the first entry, id of a draft that waits there.
    static func awaited(_ awaited: Awaited) -> [UInt8] {
        text("awaited") + text(awaited.holder)
            + TupleEncoder().adding(int64: Int64(awaited.kind.rawValue)).bytes
    }

    /// The open file that a key of what lies with somebody names.
    static func record(inHeldKey key: [UInt8]) throws -> RecordReference {
        var decoder = TupleDecoder(key)
        for _ in 0..<3 { _ = try decoder.string() }
        let kind = RecordKind(rawValue: Int32(clamping: try decoder.int64()))
        _ = try decoder.int64()
        return RecordReference(kind: kind, id: try decoder.string())
    }

    /// How many records stand in a list.
    static func count(of list: [UInt8]) -> [UInt8] { text("count") + list }

    /// What stands under a key and is kept from somebody of a body; of nobody's, what tells that
    /// somebody denounces.
    static func kept(from body: String, _ key: [UInt8]) -> [UInt8] {
        text("kept") + text(body) + key
    }

    /// Officer → last day, position of the entry, id of an absence.
    static func absences(of officer: String) -> [UInt8] { text("absences") + text(officer) }

    /// Officer → last day, position of the entry, id of an absence of somebody for whom the officer
    /// stands in.
    static func substitutions(by officer: String) -> [UInt8] {
        text("substitutions") + text(officer)
    }

    /// That a file is kept from somebody of a body.
    static func kept(from body: String, file: RecordReference) -> [UInt8] {
        kept(from: body, record(file))
    }

    /// A list in which a record stands, and what its entry there says.
    struct Listed: Hashable {
        let list: [UInt8]
        var value: [UInt8] = []
    }

    /// The lists that a record belongs to: its agency's, those of other records, the bearers of a
    /// document's number, what waits for somebody, what somebody is urged on a day, absences by
    /// officer, those that are tracked, and which of these are kept from somebody.
    static func lists<R: FiledRecord>(of record: R) -> [Listed] {
        var lists = record.keepers.map { list(R.recordKind, agency: $0) }
        lists += record.listedUnder.map { list(R.recordKind, about: $0) }
        if let document = record as? Document, let given = document.numberInYear {
            let register = RegisterID(
                agency: document.agency,
                kind: document.register,
                year: given.year
            )
            lists.append(bearers(of: given.number, in: register))
        }
        if let document = record as? Document {
            lists += document.awaited.map(awaited)
        }
        if let urging = record as? Urging, let addressee = urging.addressee {
            lists.append(
                urged(agency: addressee.agency, addressee: addressee.code, day: urging.urgedOn)
            )
        }
        if let absence = record as? Absence, absence.days != nil {
            let last = text(absence.lastOn)
            lists.append(absences(of: absence.officer) + last)
            lists.append(substitutions(by: absence.substitute) + last)
        }
        let tracked = trackedLists(of: record)
        return lists.map { Listed(list: $0) } + tracked
            + bodies(keptFrom: record).flatMap { body in
                tracked.map { Listed(list: kept(from: body, $0.list), value: $0.value) }
            }
    }

    /// The lists that are tracked and counted: by state, and by who holds the file.
    static func trackedLists<R: FiledRecord>(of record: R) -> [Listed] {
        let keepers = record.keepers
        let states = keepers.indices.map { index in
            Listed(
                list: list(R.recordKind, agency: keepers[index], state: record.state.rawValue),
                value: TrackedMark(
                    earlier: Array(keepers[..<index]),
                    file: record.keptAs
                ).bytes
            )
        }
        guard record.isOpenFile else { return states }
        // A file lies in one place.
        let place = held(R.recordKind, agency: record.agency, holder: record.place.holder)
        return states + [Listed(list: place, value: TrackedMark(earlier: [], file: nil).bytes)]
    }

    /// The bodies of those whom a record is kept from: who belongs to none of them may see it.
    static func bodies(keptFrom record: any FiledRecord) -> [String] {
        Set(record.kept.map(\.respondent.agency)).sorted()
    }
}
