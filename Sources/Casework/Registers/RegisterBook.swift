package import Messages

/// A register of one agency, kind and year, whether it stands already or opens itself at 1.
///
/// Numbers are given in order and without gaps; a block kept for a day on paper leaves the
/// order, and each of its numbers ends used or void before the register can be closed.
package struct RegisterBook: Sendable {
    /// The register as it stands; nil before its first use.
    private var register: Register?
    /// Its name among the records.
    package let reference: RecordReference
    private let actedOn: Day

    /// Takes the register, or names the one that would open itself.
    package init(_ register: Register?, id: RegisterID, actedOn: Day) {
        self.register = register
        self.reference = id.reference
        self.actedOn = actedOn
    }

    /// Gives the next number, or settles one that was reserved and written on paper.
    ///
    /// - Throws: `CaseworkError.notAllowed` when the register is closed, `.invalid` when
    ///   `paperNumber` is not an open number of a reserved block.
    package func take(
        paperNumber: Int64,
        for record: RecordReference
    ) throws(CaseworkError) -> (number: Int64, events: [Event]) {
        var events: [Event] = []
        let book = try openBook(&events)
        let number = paperNumber == 0 ? book.nextNumber : paperNumber
        if paperNumber != 0, !book.holdsOpen(number) {
            throw .invalid([
                Violation(
                    field: "paper_number",
                    rule: "is not an open number of a reserved block of this register",
                    remedy: "give a reserved number that is neither used nor void, or 0"
                )
            ])
        }
        events.append(event(.numberUsed(NumberUsed(number: number, record: record))))
        return (number, events)
    }

    /// Opens the register at a number.
    package func open(startsAt: Int64) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: actedOn)
        checks.require(
            (1...999_999_999).contains(startsAt),
            "starts_at",
            "is \(startsAt), outside 1 to 999,999,999",
            "give the first number that the register shall hold"
        )
        try checks.finish()
        guard register == nil else {
            throw .notAllowed(
                action: "OpenRegister",
                state: "OPEN",
                missing: "a register that holds no number yet",
                basis: "every number stands once"
            )
        }
        return [event(.registerOpened(RegisterOpened(startsAt: startsAt)))]
    }

    /// Keeps a block of numbers for a day on paper.
    package func reserve(
        count: Int32
    ) throws(CaseworkError) -> (numbers: ClosedRange<Int64>, events: [Event]) {
        var checks = Checks(today: actedOn)
        checks.require(
            (1...500).contains(count),
            "count",
            "is \(count), outside 1 to 500",
            "reserve at most 500 numbers at once"
        )
        try checks.finish()
        var events: [Event] = []
        let book = try openBook(&events)
        guard book.openBlocks.count < 50 else {
            throw .notAllowed(
                action: "ReserveNumbers",
                state: "OPEN",
                missing: "fewer than 50 open blocks; use or void the numbers of the older ones",
                basis: "every number ends used or void"
            )
        }
        let numbers = book.nextNumber...(book.nextNumber + Int64(count) - 1)
        events.append(
            event(
                .numbersReserved(
                    NumbersReserved(first: numbers.lowerBound, last: numbers.upperBound)
                )
            )
        )
        return (numbers, events)
    }

    /// Voids numbers of a block that stayed unused.
    package func void(_ numbers: [Int64], reason: String) throws(CaseworkError) -> [Event] {
        let book = try existing("VoidNumbers")
        var checks = Checks(today: actedOn)
        checks.text(reason, "reason", max: 500)
        checks.require(
            (1...500).contains(numbers.count),
            "numbers",
            "holds \(numbers.count) numbers, outside 1 to 500",
            "void 1 to 500 numbers at once"
        )
        checks.require(
            Set(numbers).count == numbers.count,
            "numbers",
            "holds a number twice",
            "name each number once"
        )
        for (index, number) in numbers.enumerated() where !book.holdsOpen(number) {
            checks.require(
                false,
                "numbers[\(index)]",
                "\(number) is not an open number of a reserved block",
                "name reserved numbers that are neither used nor void"
            )
        }
        try checks.finish()
        return [event(.numbersVoided(NumbersVoided(numbers: numbers, reason: reason)))]
    }

    /// Closes the register of a year that is over.
    package func close(year: Int32, today: Day) throws(CaseworkError) -> [Event] {
        let book = try existing("CloseRegister")
        let missing: String? =
            if book.closed {
                "an open register"
            } else if !book.openBlocks.isEmpty {
                "every reserved number used or void"
            } else if Int(year) >= today.date.year {
                "the end of the year \(year)"
            } else {
                nil
            }
        if let missing {
            throw .notAllowed(
                action: "CloseRegister",
                state: book.closed ? "CLOSED" : "OPEN",
                missing: missing,
                basis: "every number ends used or void"
            )
        }
        let given = book.nextNumber - book.startsAt
        return [event(.registerClosed(RegisterClosed(given: given)))]
    }

    private func event(_ fact: Event.Fact) -> Event {
        Event(record: reference, actedOn: actedOn.iso, fact: fact)
    }

    /// The register, opened at 1 when it does not stand yet.
    private func openBook(_ events: inout [Event]) throws(CaseworkError) -> Register {
        guard let register else {
            events.append(event(.registerOpened(RegisterOpened(startsAt: 1))))
            return Register(startsAt: 1, nextNumber: 1)
        }
        return try opened(register, "use a number of it")
    }

    private func existing(_ action: String) throws(CaseworkError) -> Register {
        guard let register else { throw .notFound(.register) }
        return action == "CloseRegister" ? register : try opened(register, action)
    }

    private func opened(
        _ register: Register,
        _ action: String
    ) throws(CaseworkError) -> Register {
        guard !register.closed else {
            throw .notAllowed(
                action: action,
                state: "CLOSED",
                missing: "an open register; it was closed",
                basis: "every number stands once"
            )
        }
        return register
    }
}

extension Register {
    /// Whether a number was reserved and is neither used nor void.
    package func holdsOpen(_ number: Int64) -> Bool {
        openBlocks.contains {
            ($0.first...$0.last).contains(number) && !$0.settled.contains(number)
        }
    }
}
