package import Messages

extension MoveEntryRequest {
    /// Decides that what was entered in the wrong file lies in another one from now on.
    ///
    /// `from` and `to` are the two files. Both tell of it in their histories.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide<R: FiledRecord>(
        _ record: R,
        from: any FiledRecord,
        to: any FiledRecord,
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        Consent(reason: reason, office: office)
            .check(settled: isSettled(record, from), agency, senders, context.today, &checks)
        checks.require(
            to.reference != from.reference && to.reference != record.reference,
            "to",
            "is the file that it lies in, or the record itself",
            "name the file that it belongs to"
        )
        checks.require(
            !to.isVoid && (R.recordKind != .petition || to.reference.kind == .petition),
            "to",
            "is void, or of a kind that holds no such thing",
            "name a file that stands"
        )
        try checks.finish()
        _ = try record.admit("RecordService/MoveEntry", context)
        let moved = EntryMoved(
            entry: record.reference,
            from: from.reference,
            to: to.reference,
            reason: reason,
            office: office
        )
        return [record.reference, from.reference, to.reference].map {
            Event(record: $0, actedOn: context.today.iso, fact: .entryMoved(moved))
        }
    }

    /// Whether the head must consent: also when something leaves the file of a denouncer.
    package func isSettled(_ record: any FiledRecord, _ from: any FiledRecord) -> Bool {
        record.isSettled || from.isSettled || from.isGuarded
    }
}

extension FiledRecord {
    /// Whether it was voided.
    package var isVoid: Bool { state.rawValue == Self.voided.rawValue }
}
