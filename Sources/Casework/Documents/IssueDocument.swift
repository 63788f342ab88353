package import Messages

/// What the deciders ask of the agency's registers and documents.
package struct NumberBooks {
    /// A register; nil before its first use.
    let register: (RegisterID) throws -> Register?
    /// Id of a document of the agency that bears a number of a register, other than the given one.
    let bearer: (RegisterID, Int64, _ otherThan: String) throws -> String?

    /// Takes how to find a register, and another document with a number.
    package init(
        register: @escaping (RegisterID) throws -> Register?,
        bearer: @escaping (RegisterID, Int64, _ otherThan: String) throws -> String?
    ) {
        self.register = register
        self.bearer = bearer
    }
}

extension IssueDocumentRequest {
    /// Decides the issue: the number is allocated here, was given by the agency's document system,
    /// or comes later.
    ///
    /// A second use of a number is reported, not refused: what was signed and sent stands
    /// (NĐ 30/2020/NĐ-CP Đ.15).
    ///
    /// - Throws: `CaseworkError` naming every violation, the state, or a closed register.
    package func decide(
        _ document: Document,
        books: NumberBooks,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.actDay(actedOn)
        checks.order(day, "acted_on", notBefore: document.signedOn)
        checks.require(
            symbol.isEmpty || number.isEmpty,
            "number",
            "is given beside a symbol",
            "give the symbol to have a number allocated here, or the number that was given"
        )
        checks.require(
            symbol.isEmpty || DocumentNumber.isSymbol(symbol),
            "symbol",
            "is no symbol of a document",
            "write it as TB-SNV: at most 30 letters, digits and hyphens, without a number"
        )
        let given = DocumentNumber(number)
        checks.require(
            number.isEmpty || given != nil,
            "number",
            "is no number of a document",
            "write it as 15/TB-SNV: number, stroke, symbol"
        )
        try checks.finish()
        _ = try document.admit("DocumentService/IssueDocument", context)
        var fact = DocumentIssued()
        var taken: [Event] = []
        if let given {
            let entered = try document.enter(given, on: day, books)
            fact = DocumentIssued(
                number: number,
                registerNumber: entered.number,
                numberAlsoOn: entered.alsoOn
            )
            taken = entered.events
        } else if !symbol.isEmpty {
            let id = document.register(on: day)
            let book = RegisterBook(try books.register(id), id: id, actedOn: day)
            let (value, events) = try book.take(paperNumber: 0, for: document.reference)
            fact = DocumentIssued(
                number: DocumentNumber(value: value, symbol: symbol).text,
                registerNumber: id.number(value),
                numberAlsoOn: try books.bearer(id, value, document.id) ?? ""
            )
            taken = events
        }
        return [document.event(.documentIssued(fact), on: day)] + taken
    }
}

extension NumberDocumentRequest {
    /// Decides the entry of the number and the day that the agency's document system gave.
    ///
    /// - Throws: `CaseworkError` naming every violation, the state, or a number that is there.
    package func decide(
        _ document: Document,
        books: NumberBooks,
        _ context: Context
    ) throws -> [Event] {
        var checks = Checks(today: context.today)
        let day = checks.pastDay(issuedOn, "issued_on") ?? context.today
        checks.order(day, "issued_on", notBefore: document.signedOn)
        let given = DocumentNumber(number)
        checks.require(
            given != nil,
            "number",
            "is no number of a document",
            "write it as 15/TB-SNV: number, stroke, symbol"
        )
        try checks.finish()
        _ = try document.admit("DocumentService/NumberDocument", context)
        guard let given else { throw CaseworkError.invalid([]) }
        let entered = try document.enter(given, on: day, books)
        let fact = DocumentNumbered(
            number: number,
            issuedOn: day.iso,
            numberAlsoOn: entered.alsoOn,
            registerNumber: entered.number
        )
        return [document.event(.documentNumbered(fact), on: day)] + entered.events
    }
}

extension Document {
    /// The register that numbers it when it is issued on a day.
    fileprivate func register(on day: Day) -> RegisterID {
        RegisterID(agency: agency, kind: register, year: Int32(day.date.year))
    }

    /// Enters a number that was given elsewhere; one that is kept here for a day on paper counts
    /// as used from now on.
    fileprivate func enter(
        _ given: DocumentNumber,
        on day: Day,
        _ books: NumberBooks
    ) throws -> (number: RegisterNumber?, alsoOn: String, events: [Event]) {
        let id = register(on: day)
        let other = try books.bearer(id, given.value, self.id) ?? ""
        guard let register = try books.register(id), !register.closed,
            register.holdsOpen(given.value)
        else { return (nil, other, []) }
        let book = RegisterBook(register, id: id, actedOn: day)
        let taken = try book.take(paperNumber: given.value, for: reference)
        return (id.number(taken.number), other, taken.events)
    }
}
