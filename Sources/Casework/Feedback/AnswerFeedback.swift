package import Messages

extension AssignTaskRequest {
    /// Decides who works on feedback: another agency or the competent one itself.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        assignee: Agency?,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try file.admit("FeedbackService/AssignTask", context)
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        checks.require(
            assignee?.isInBeing(on: day) ?? false,
            "agency",
            "names no agency that is in being on \(day.iso)",
            "give the code of the agency that works on it, or none for the own one"
        )
        checks.text(content, "content", max: 2_000)
        checks.namesNobody(content, "content", senders)
        try checks.finish()
        let task = FeedbackTask(
            agency: assignee?.code ?? "",
            content: content,
            assignedOn: day.iso
        )
        return [file.event(.feedbackAssigned(FeedbackAssigned(task: task)), on: day)]
    }
}

extension AnswerFeedbackRequest {
    /// Decides the answer; what it came through, a visit or a petition, is told by its own steps.
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("FeedbackService/AnswerFeedback", context)
        var checks = Checks(today: context.today)
        let day = file.documentDay(document, "document", &checks)
        checks.text(summary, "summary", max: 4_000)
        checks.namesNobody(summary, "summary", senders)
        try checks.finish()
        let answer = FeedbackAnswer(document: document, summary: summary)
        return [
            file.event(
                .feedbackAnswered(FeedbackAnswered(answer: answer)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}

extension ReraiseFeedbackRequest {
    /// Decides that answered feedback is worked on again, for new facts alone
    /// (NĐ 154/2026/NĐ-CP Đ.4 k.1.h).
    ///
    /// - Throws: `CaseworkError` naming every violation, or the state that forbids it.
    package func decide(
        _ file: Case,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        let row = try file.admit("FeedbackService/ReraiseFeedback", context)
        var checks = Checks(today: context.today)
        let day = file.actDay(actedOn, &checks)
        checks.text(newFacts, "new_facts", max: 2_000)
        checks.namesNobody(newFacts, "new_facts", senders)
        try checks.finish()
        return [
            file.event(
                .feedbackReraised(FeedbackReraised(newFacts: newFacts)),
                on: day,
                deadlines: row.clocks(of: file, on: day, context)
            )
        ]
    }
}
