import Casework
import Messages

extension Keys {
    /// The lists that a record belongs to: its agency's, by state, those of other records, of who
    /// holds it, the bearers of a document's number, and what somebody is urged on a day.
    static func lists<R: FiledRecord>(of record: R) -> [[UInt8]] {
        var lists = record.keepers.flatMap { agency in
            [
                list(R.recordKind, agency: agency),
                list(R.recordKind, agency: agency, state: record.state.rawValue),
            ]
        }
        lists += record.listedUnder.map { list(R.recordKind, about: $0) }
        if record.isOpenFile {
            lists.append(
                held(R.recordKind, agency: record.agency, holder: record.place.holder)
            )
        }
        if let document = record as? Document, let given = document.numberInYear {
            let register = RegisterID(
                agency: document.agency,
                kind: document.register,
                year: given.year
            )
            lists.append(bearers(of: given.number, in: register))
        }
        if let urging = record as? Urging, let addressee = urging.addressee {
            lists.append(
                urged(agency: addressee.agency, addressee: addressee.code, day: urging.urgedOn)
            )
        }
        return lists
    }
}
