package import Messages

/// One thing that is wrong with a request.
package struct Violation: Hashable, Sendable {
    /// The field, as the contract names it: "stamp.date".
    package let field: String
    /// The rule that it breaks, in English, without the value of a person's field.
    package let rule: String
    /// What to do instead.
    package let remedy: String

    /// Names field, rule and remedy.
    package init(field: String, rule: String, remedy: String) {
        self.field = field
        self.rule = rule
        self.remedy = remedy
    }
}

/// Why a command was refused.
///
/// Says nothing of persons.
package enum CaseworkError: Error, Hashable, Sendable {
    /// Fields break rules; all of them are listed at once.
    case invalid([Violation])
    /// The record's state, or something that it lacks, forbids the action.
    case notAllowed(action: String, state: String, missing: String, basis: String)
    /// The caller has seen an older version of the record; `changed` says what changed since,
    /// and by which agency.
    case etagMismatch(current: String, changed: [String])
    /// No such record, or none that the caller may know of.
    case notFound(RecordKind)
    /// The name is taken: an external reference that another record bears.
    case alreadyExists(field: String, rule: String)
}
