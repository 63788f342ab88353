package import Messages

/// A record that the step to be undone touched, with how it stood before it.
package enum Undone: Sendable {
    /// The step made it: nothing stood before.
    case made(any FiledRecord)
    /// The step changed it.
    case changed(any FiledRecord, before: any FiledRecord)
}

extension UndoStepRequest {
    /// Decides that the last step of a record is undone, in every record that it touched.
    ///
    /// `touched` holds them; the caller has made sure that the step is the last of each of them.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide<R: FiledRecord>(
        _ record: R,
        entry: JournalEntry,
        touched: [Undone],
        agency: Agency,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        Consent(reason: reason, office: office)
            .check(settled: record.isSettled, agency, senders, context.today, &checks)
        try checks.finish()
        let method = "RecordService/UndoStep"
        _ = try record.admit(method, context)
        let step = entry.step
        let missing: String? =
            if touched.contains(where: { $0.isMade(record.reference) }) {
                "a step after the record's first; void the record instead"
            } else if entry.events.contains(where: { $0.record?.kind == .operation }) {
                "a step that was no part of an operation; revert the operation instead"
            } else if entry.events.contains(where: { $0.record?.kind.filed?.isMendable == false }) {
                "a step by which nobody was let know an identity; it stands"
            } else if entry.events.contains(where: { $0.record?.kind == .register }) {
                "a step that took no number of a register; void the record instead"
            } else if entry.events.contains(where: \.movesDeadlines) {
                "a step of an officer, not of the calendar; correct or void the record instead"
            } else if record.rows(of: step).contains(where: \.sends) {
                "a step that sent nothing; correct or void the record instead"
            } else {
                nil
            }
        if let missing {
            throw record.refusal(of: method, missing: missing, basis: "NĐ 55/2022/NĐ-CP Đ.8")
        }
        return touched.flatMap { events(of: $0, step, context.today) }
    }

    private func events(of undone: Undone, _ step: String, _ day: Day) -> [Event] {
        switch undone {
        case .made(let record): record.voidedBy(reason: reason, office: office, on: day)
        case .changed(let record, let before):
            [record.steppedBack(to: before, position, step, (reason, office), on: day)]
        }
    }
}

extension JournalEntry {
    /// The method as tables name it, "PetitionService/ClassifyPetition".
    package var step: String { String(method.split(separator: ".").last ?? "") }
}

extension Event {
    fileprivate var movesDeadlines: Bool {
        if case .deadlinesMoved = fact { true } else { false }
    }
}

extension Undone {
    fileprivate func isMade(_ reference: RecordReference) -> Bool {
        guard case .made(let record) = self else { return false }
        return record.reference == reference
    }
}

extension FiledRecord {
    /// The fact that a step, taken at a position of the journal, was undone with reason and consent.
    package func steppedBack(
        to former: any FiledRecord,
        _ position: Int64,
        _ step: String,
        _ consent: (reason: String, office: String),
        on day: Day
    ) -> Event {
        let after = (former as? Self)?.before(self) ?? self
        let fact = StepUndone(
            after: RecordImage(after),
            position: position,
            method: step,
            reason: consent.reason,
            office: consent.office
        )
        return event(.stepUndone(fact), on: day)
    }
}
