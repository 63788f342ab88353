package import Messages

extension VoidEntryRequest {
    /// Decides that a record was entered by mistake: its number stays and is marked void, what it
    /// owed was never owed.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide<R: FiledRecord>(
        _ record: R,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        Consent(reason: reason, office: office)
            .check(settled: record.isSettled, agency, senders, context.today, &checks)
        try checks.finish()
        _ = try record.admit("RecordService/VoidEntry", context)
        return record.voidedBy(reason: reason, office: office, on: context.today)
    }
}

extension FiledRecord {
    /// The facts of a voiding: of the record, and of the register that keeps its number.
    func voidedBy(reason: String, office: String, on day: Day) -> [Event] {
        let ended = deadlines.filter { $0.state == .open }
            .map { $0.ended(.voided, by: "record.voided", on: day) }
        let fact = EntryVoided(reason: reason, office: office)
        let own = event(.entryVoided(fact), on: day, deadlines: ended)
        guard let number = takenNumber else { return [own] }
        let register = RegisterID(agency: number.agency, kind: number.kind, year: number.year)
        let marked = NumbersVoided(numbers: [number.number], reason: reason)
        return [
            own,
            Event(
                record: register.reference,
                actedOn: day.iso,
                fact: .numbersVoided(marked)
            ),
        ]
    }
}
