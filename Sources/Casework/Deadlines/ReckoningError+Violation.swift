extension ReckoningError {
    /// The error as a violation of the field that gave the day, the rule or the number.
    package func violation(of field: String) -> Violation {
        let (rule, remedy) =
            switch self {
            case .dayOutOfRange(let day):
                ("names \(day.iso), outside the years 1900 to 2200", "give a day within them")
            case .noVersion(let key, let day):
                (
                    "needs \(key), of which no version is in force on \(day.iso)",
                    "give a day on which it is in force"
                )
            case .notSuspendable(let version):
                ("is for \(version), which does not stand still", "leave it out")
            case .notTollable(let version):
                ("is for \(version), which knows no obstacles", "leave it out")
            case .suspensionOutOfOrder(let suspension, let start):
                (
                    "begins on \(suspension.decidedOn.iso), before the start \(start.iso), or ends "
                        + "before it begins",
                    "give days in order"
                )
            case .suspensionsOverlap(let earlier, let later):
                (
                    "begins on \(later.decidedOn.iso), before the one of "
                        + "\(earlier.decidedOn.iso) ended",
                    "end the earlier one first"
                )
            case .notExtendable(let version, let by):
                ("is \(by), which does not extend \(version)", "name a rule that extends it")
            case .tooManyExtensions(let version, let allowed, let found):
                ("is the extension \(found), where \(version) allows \(allowed)", "leave it out")
            case .extensionDaysOutOfRange(let version, let allowed, let found):
                ("is \(found), where \(version) gives 1 to \(allowed) days", "give so many")
            }
        return Violation(field: field, rule: rule, remedy: remedy)
    }
}
