import Casework
import Messages

extension Receipt {
    /// Lists numbers of a register.
    mutating func append(_ given: [Int64], of register: RecordReference) {
        guard let id = RegisterID(register) else { return }
        numbers += given.map(id.number)
    }
}
