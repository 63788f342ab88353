import Messages

/// The fields of a kind of record that may be corrected, and what each must be.
package struct Correctable: Sendable {
    /// The fields.
    package let fields: [CorrectableField]
    /// Days that follow one another, by their paths: each of them stands for an act that can not
    /// have come before the one named before it.
    let orders: [[String]]

    /// Takes fields and the order of days.
    package init(_ fields: [CorrectableField], orders: [[String]] = []) {
        self.fields = fields
        self.orders = orders
    }

    /// Nothing of the kind may be corrected.
    package static let nothing = Correctable([])
}

/// One field that may be corrected.
package struct CorrectableField: Sendable {
    /// What a value must be.
    package enum Rule: Sendable {
        /// A text of 1 to so many characters that names nobody.
        case text(max: Int)
        /// The same, or none.
        case optionalText(max: Int)
        /// A day that is not in the future.
        case day
        /// Today or a day to come.
        case anyDay
        /// A value of its list, not the unstated one.
        case choice
        /// A number.
        case number(ClosedRange<Int64>)
        /// Anything that the contract allows there; the record's own check says more.
        case any
    }

    /// Its path as the contract names it, "replies[].number" for each element of a list.
    package let path: String
    let rule: Rule
    /// Paths of days that are the same day by law and change with it.
    let with: [String]
    /// Events that happened on this day: they started and stopped time limits.
    let events: Set<String>
    /// Path of a list whose entries say it; while the list holds any, they are what is corrected.
    let parts: String?

    /// Names path and rule.
    package init(
        _ path: String,
        _ rule: Rule,
        with: [String] = [],
        events: Set<String> = [],
        parts: String? = nil
    ) {
        self.path = path
        self.rule = rule
        self.with = with
        self.events = events
        self.parts = parts
    }

    /// The two fields of a document that the step behind it issued on its day.
    package static func document(
        _ path: String,
        with: [String] = [],
        events: Set<String> = []
    ) -> [CorrectableField] {
        [
            CorrectableField("\(path).number", .text(max: 50)),
            CorrectableField("\(path).issued_on", .day, with: with, events: events),
        ]
    }

    /// Checks a value of the corrected record.
    func check(
        _ value: JSONValue?,
        _ field: String,
        _ names: SenderNames,
        _ checks: inout Checks
    ) {
        switch rule {
        case .text(let max):
            checks.text(value?.text ?? "", field, max: max)
            checks.namesNobody(value?.text ?? "", field, names)
        case .optionalText(let max):
            checks.limit(value?.text ?? "", field, max: max)
            checks.namesNobody(value?.text ?? "", field, names)
        case .day: _ = checks.pastDay(value?.text ?? "", field)
        case .anyDay:
            checks.require(
                Day(iso: value?.text ?? "") != nil,
                field,
                "is no day",
                "write it as YYYY-MM-DD"
            )
        case .choice:
            checks.require(
                value?.text.map { !$0.hasSuffix("_UNSPECIFIED") } ?? false,
                field,
                "is not of its list",
                "give one of the values of the contract"
            )
        case .number(let range):
            let number = Int64(value?.digits ?? "0")
            checks.require(
                number.map(range.contains) ?? false,
                field,
                "lies outside \(range.lowerBound) to \(range.upperBound)",
                "give a number of that range"
            )
        case .any: break
        }
    }
}

extension FiledRecord {
    /// Paths of the texts of the record in which somebody is named: whoever is entered later may
    /// stand there already.
    ///
    /// - Throws: What reading the record as JSON throws.
    package func texts(naming senders: SenderNames) throws -> [String] {
        let json = try MessageJSON.encode(serialized: serialized(), type: Self.typeName)
        return Self.correctable.fields.filter(\.isText).map(\.path).filter { path in
            json.texts(at: path).contains(where: senders.occur)
        }
    }
}

extension CorrectableField {
    fileprivate var isText: Bool {
        switch rule {
        case .text, .optionalText: true
        case .day, .anyDay, .choice, .number, .any: false
        }
    }
}

extension JSONValue {
    /// The digits of a number, also of a long one, which JSON carries as text.
    fileprivate var digits: String? {
        switch self {
        case .number(let digits), .string(let digits): digits
        case .null, .bool, .array, .object: nil
        }
    }
}
