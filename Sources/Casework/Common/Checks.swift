package import Messages

/// Collects every violation of a request, so that the caller mends all of them at once.
package struct Checks {
    private var violations: [Violation] = []
    let today: Day

    /// Starts a list; `today` is the day that no legal day may lie after.
    package init(today: Day) {
        self.today = today
    }

    /// Notes a violation unless `holds`; the texts are made only then.
    package mutating func require(
        _ holds: Bool,
        _ field: @autoclosure () -> String,
        _ rule: @autoclosure () -> String,
        _ remedy: @autoclosure () -> String
    ) {
        guard !holds else { return }
        violations.append(Violation(field: field(), rule: rule(), remedy: remedy()))
    }

    /// Demands a value of an enum's list; neither what this build does not know nor none at all.
    package mutating func listed<Value: MessageEnum>(
        _ value: Value,
        _ field: @autoclosure () -> String,
        _ remedy: @autoclosure () -> String
    ) {
        require(
            value.rawValue != 0 && Value.known.contains(value),
            field(),
            "is not of the list \(Value.self)",
            remedy()
        )
    }

    /// Demands a text of 1 to `max` characters.
    package mutating func text(_ value: String, _ field: String, max: Int) {
        require(
            value.contains { !$0.isWhitespace },
            field,
            "is empty",
            "give 1 to \(max) characters"
        )
        limit(value, field, max: max)
    }

    /// Allows a text of at most `max` characters and 4 bytes for each of them: one character may
    /// carry any number of marks, and keys and records are bounded in bytes.
    package mutating func limit(_ value: String, _ field: String, max: Int) {
        require(
            value.count <= max && value.utf8.count <= 4 * max,
            field,
            "has \(value.count) characters in \(value.utf8.count) bytes, "
                + "more than \(max) characters or \(4 * max) bytes",
            "shorten it to \(max) characters"
        )
    }

    /// Demands a legal day that is not in the future; nil for any other, so that nothing is
    /// compared with it afterwards.
    package mutating func pastDay(_ value: String, _ field: String) -> Day? {
        guard let day = Day(iso: value) else {
            require(false, field, "is no day", "write it as YYYY-MM-DD")
            return nil
        }
        let today = today
        guard day <= today else {
            require(
                false,
                field,
                "is \(value), after today, \(today.iso)",
                "give the day on which it happened"
            )
            return nil
        }
        return day
    }

    /// The day of an act: today when none is given.
    package mutating func actDay(_ value: String, _ field: String = "acted_on") -> Day {
        guard !value.isEmpty else { return today }
        return pastDay(value, field) ?? today
    }

    /// Demands a document's number and a day of issue that is not in the future.
    package mutating func document(_ value: DocumentReference?, _ field: String) -> Day {
        guard let value else {
            require(false, field, "is missing", "give number and day of issue")
            return today
        }
        text(value.number, "\(field).number", max: 50)
        require(
            value.form.isEmpty,
            "\(field).form",
            "is given in a request",
            "leave it out: the step and the day of issue name the form"
        )
        return pastDay(value.issuedOn, "\(field).issued_on") ?? today
    }

    /// Demands an act on or after the act before it.
    package mutating func order(_ day: Day, _ field: String, notBefore earlier: String) {
        guard let before = Day(iso: earlier) else { return }
        let today = today
        require(
            day >= before,
            field,
            "is \(day.iso), before \(earlier), the day of the act before it",
            "give a day from \(earlier) to \(today.iso)"
        )
    }

    /// Allows a date of which a part may be unknown, or none.
    package mutating func date(_ value: PartialDate?, _ field: String) {
        guard let value, value != PartialDate() else { return }
        let whole = (year: Int(value.year), month: Int(value.month), day: Int(value.day))
        let first = Day(year: whole.year, month: max(whole.month, 1), day: max(whole.day, 1))
        let isShaped =
            whole.month >= 0 && whole.day >= 0 && (whole.month > 0 || whole.day == 0)
            && (whole.year > 0 || whole.month == 0)
        let today = today
        require(
            isShaped && first.map { $0 <= today } ?? false,
            field,
            "is no date, is in the future, or has a day without a month",
            "give year, or year and month, or the whole date"
        )
    }

    /// Demands an external reference with both parts or none.
    package mutating func externalReference(
        _ value: ExternalReference?,
        _ senders: SenderNames = SenderNames([])
    ) {
        guard let value else { return }
        text(value.system, "external_reference.system", max: 100)
        text(value.id, "external_reference.id", max: 100)
        namesNobody(value.system, "external_reference.system", senders)
        namesNobody(value.id, "external_reference.id", senders)
    }

    /// Refuses a text that names a sender.
    package mutating func namesNobody(_ value: String, _ field: String, _ senders: SenderNames) {
        require(
            !senders.occur(in: value),
            field,
            "names a sender",
            "leave names, identification and telephone numbers of senders out"
        )
    }

    /// Ends the list.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation that was noted.
    package func finish() throws(CaseworkError) {
        guard violations.isEmpty else { throw .invalid(violations) }
    }
}

extension String {
    /// Whether it has the shape of a random id: 26 small letters and digits.
    package var isRandomID: Bool {
        utf8.count == 26
            && utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }
}
