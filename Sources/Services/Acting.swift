import Casework
import Messages
import Records

extension RecordReader {
    /// The agency that acts, as `ownAgency`, for what it may do in its days alone.
    ///
    /// - Parameters:
    ///   - call: Who acts.
    ///   - day: The day of the act; today for a text that is none.
    ///   - field: The field that gives the day.
    /// - Returns: The agency.
    /// - Throws: `CaseworkError.invalid` for a day on which it is not in being.
    func actingAgency(
        _ call: Call,
        on day: String = "",
        _ field: String = "acted_on"
    ) throws -> Agency {
        let agency = try ownAgency(call)
        try agency.checkBeing(on: Day(iso: day) ?? call.today, field, call)
        return agency
    }

    /// Refuses to send something to a body of the directory that is not in being; whom the
    /// directory has not got may be a body elsewhere.
    func checkReceiver(_ code: String, _ field: String, on day: String, _ call: Call) throws {
        guard Agency.isCode(code), let agency = try agency(code) else { return }
        try agency.checkBeing(on: Day(iso: day) ?? call.today, field, call)
    }
}

extension Agency {
    /// Refuses an act on a day outside the agency's, and names who came after it.
    func checkBeing(on day: Day, _ field: String, _ call: Call) throws(CaseworkError) {
        var checks = Checks(today: call.today)
        let later = successors.joined(separator: ", ")
        checks.require(
            isInBeing(on: day),
            field,
            "concerns \(code), which is not in being on \(day.iso)",
            later.isEmpty ? "name a body that is in being" : "ask its successors: \(later)"
        )
        try checks.finish()
    }
}
