package import Messages

extension AskConsultationRequest {
    /// Decides that an agency is asked; an adviser reads the file from now on.
    ///
    /// - Parameters:
    ///   - file: The petition or case.
    ///   - id: Id of the consultation.
    ///   - asked: The agency that is asked; nil for none of the directory.
    ///   - senders: Whom the question may not name.
    ///   - context: The day and the agency that acts.
    /// - Returns: The fact of the consultation, and of the file where it gets an adviser.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ file: some FiledRecord,
        id: String,
        asked: Agency?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        var checks = Checks(today: context.today)
        checks.listed(kind, "kind", "say whether it advises or gives its opinion")
        checks.require(
            asked?.isInBeing(on: context.today) ?? false && asked?.code != file.agency,
            "asked",
            "is no other agency of the directory that is in being",
            "give the code of the agency that is asked"
        )
        checks.text(question, "question", max: 4_000)
        checks.namesNobody(question, "question", senders)
        checkDue(&checks, file, context)
        if document != nil {
            let day = checks.document(document, "document")
            checks.order(day, "document.issued_on", notBefore: file.lastActOn)
        }
        checks.require(
            kind != .advice || !file.place.advisers.contains(self.asked),
            "asked",
            "advises on the file already",
            "wait for its report, or ask it no more first"
        )
        try checks.finish()
        guard file.isOpenFile else {
            throw file.refusal(
                of: "AskConsultation",
                missing: "a file that goes on",
                basis: Consultation.basis
            )
        }
        let consultation = Consultation(
            id: id,
            agency: file.agency,
            state: .asked,
            record: file.reference,
            kind: kind,
            asked: self.asked,
            question: question,
            document: document,
            askedOn: context.today.iso,
            dueOn: dueOn
        )
        let fact = ConsultationAsked(consultation: consultation)
        let event = consultation.event(
            .consultationAsked(fact),
            on: context.today,
            deadlines: consultation.limit(context)
        )
        return [event] + (kind == .advice ? [file.advised(by: self.asked, context)] : [])
    }

    /// The adviser's day lies before the day on which the competent office is due.
    private func checkDue(
        _ checks: inout Checks,
        _ file: some FiledRecord,
        _ context: Context
    ) {
        let next = file.deadlines.filter(\.isOwed).map(\.dueOn).filter { $0 >= context.today.iso }
            .min()
        let due = Day(iso: dueOn)
        checks.require(
            due.map { $0 >= context.today } ?? false,
            "due_on",
            "is no day from today on",
            "give the day by which the answer is due, as YYYY-MM-DD"
        )
        guard due != nil, let next else { return }
        checks.require(
            dueOn < next,
            "due_on",
            "is \(dueOn), not before \(next), the next last day of the file",
            "give an earlier day, so that the competent office can use the answer"
        )
    }
}

extension Consultation {
    /// The day of its own by which the agency that is asked answers.
    fileprivate func limit(_ context: Context) -> [Deadline] {
        let rows = Self.rows(of: "ConsultationService/AskConsultation")
        return rows.flatMap(\.starts).flatMap {
            context.clocks.start([$0.rule], by: $0.event, on: context.today)
        }
        .map {
            var limit = $0
            limit.owedBy = asked
            limit.nominalOn = dueOn
            limit.dueOn = dueOn
            return limit
        }
    }
}

extension FiledRecord {
    /// The fact that an agency advises on the file.
    fileprivate func advised(by agency: String, _ context: Context) -> Event {
        var custody = place
        custody.advisers.append(agency)
        return moved(to: custody, .adviserAsked, note: "", context)
    }

    /// The fact that an agency advises no more; none when it did not.
    fileprivate func released(
        _ consultation: Consultation,
        _ context: Context
    ) -> [Event] {
        guard consultation.kind == .advice, place.advisers.contains(consultation.asked) else {
            return []
        }
        var custody = place
        custody.advisers.removeAll { $0 == consultation.asked }
        return [moved(to: custody, .adviserDone, note: "", context)]
    }
}

extension AnswerConsultationRequest {
    /// Decides an answer; an adviser who has reported reads the file no more.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ consultation: Consultation,
        _ file: some FiledRecord,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try consultation.admit("ConsultationService/AnswerConsultation", context)
        var checks = Checks(today: context.today)
        checks.text(response, "response", max: 4_000)
        checks.namesNobody(response, "response", senders)
        if reply != nil {
            let day = checks.document(reply, "reply")
            checks.order(day, "reply.issued_on", notBefore: consultation.askedOn)
        }
        try checks.finish()
        let fact = ConsultationAnswered(response: response, reply: reply)
        return [
            consultation.event(
                .consultationAnswered(fact),
                on: context.today,
                deadlines: row.clocks(of: consultation, on: context.today, context)
            )
        ] + file.released(consultation, context)
    }
}

extension RecordNoAnswerRequest {
    /// Decides that no answer came by its day, which stays as evidence.
    ///
    /// - Throws: `CaseworkError` naming what forbids it.
    package func decide(
        _ consultation: Consultation,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try consultation.admit("ConsultationService/RecordNoAnswer", context)
        return [
            consultation.event(
                .consultationUnanswered(ConsultationUnanswered()),
                on: context.today,
                deadlines: row.clocks(of: consultation, on: context.today, context)
            )
        ]
    }
}

extension WithdrawConsultationRequest {
    /// Decides that an agency is asked no more.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ consultation: Consultation,
        _ file: some FiledRecord,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try consultation.admit("ConsultationService/WithdrawConsultation", context)
        var checks = Checks(today: context.today)
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        return [
            consultation.event(
                .consultationWithdrawn(ConsultationWithdrawn(reason: reason)),
                on: context.today,
                deadlines: row.clocks(of: consultation, on: context.today, context)
            )
        ] + file.released(consultation, context)
    }
}
