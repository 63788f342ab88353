import Messages

extension Case {
    /// The day of an act on this case: not in the future and not before the act before it.
    func actDay(
        _ value: String,
        _ checks: inout Checks,
        _ field: String = "acted_on"
    ) -> Day {
        let day = checks.actDay(value, field)
        checks.order(day, field, notBefore: lastActOn)
        return day
    }

    /// The day of a document that is an act on this case.
    func documentDay(
        _ document: DocumentReference?,
        _ field: String,
        _ checks: inout Checks
    ) -> Day {
        let day = checks.document(document, field)
        checks.order(day, "\(field).issued_on", notBefore: lastActOn)
        return day
    }

    /// Whether the case is about a disciplinary decision, which has rules of its own
    /// (Luật Khiếu nại 2011 Đ.47–58).
    var isDiscipline: Bool {
        complaintSubtype == .discipline
    }
}
