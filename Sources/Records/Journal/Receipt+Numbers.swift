import Casework
import Messages

extension Receipt {
    /// Lists numbers of a register.
    mutating func append(_ given: [Int64], of register: RecordReference) {
        guard let id = RegisterID(register) else { return }
        numbers += given.map {
            RegisterNumber(agency: id.agency, kind: id.kind, year: id.year, number: $0)
        }
    }
}
