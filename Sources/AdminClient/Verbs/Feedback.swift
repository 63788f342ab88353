import ArgumentParser

/// Work on feedback (kiến nghị, phản ánh).
struct FeedbackNoun: AsyncParsableCommand {
    static let configuration = help(
        "feedback",
        "Accept and answer feedback (kiến nghị, phản ánh)",
        example: "feedback assign YourCaseId --content 'Kiểm tra hiện trường'",
        subcommands: [
            AcceptFeedback.self, AssignTask.self, AnswerFeedback.self, ReraiseFeedback.self,
        ]
    )
}

/// Accept feedback.
struct AcceptFeedback: Verb {
    static let configuration = help(
        "accept",
        "Accept feedback; its petition is dispatched and a case opens",
        example: """
            feedback accept YourPetitionId --office H29.02.GD --number 5/TB-SNV --date 2026-07-14
            """
    )
    static let method = "FeedbackService/AcceptFeedback"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the petition")
    var petition: String

    @Option(help: ArgumentHelp("Head office that answers", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    @Option(
        help: ArgumentHelp(
            "Gist of a content; the petition's summary by default; repeatable",
            valueName: "text"
        )
    )
    var content: [String] = []

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    func request() throws -> Fields {
        try Fields()
            .text("petition_id", petition)
            .text("office", office)
            .document("notice", document)
            .texts("contents", content)
            .external(external)
    }
}

/// Assign the work.
struct AssignTask: Verb {
    static let configuration = help(
        "assign",
        "Assign the work to an agency, or to the own one",
        example: "feedback assign YourCaseId --agency H29.05 --content 'Kiểm tra hiện trường'"
    )
    static let method = "FeedbackService/AssignTask"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Agency that works on it; the own by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("What is to be done; names no sender", valueName: "text"))
    var content: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("agency", agency)
            .text("content", content)
            .text("acted_on", on)
    }
}

/// Record the answer.
struct AnswerFeedback: Verb {
    static let configuration = help(
        "answer",
        "Record the letter of answer",
        example: """
            feedback answer YourCaseId --number 31/SNV --date 2026-07-28 --summary 'Đã sửa đèn'
            """
    )
    static let method = "FeedbackService/AnswerFeedback"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("Gist of the answer; names no sender", valueName: "text"))
    var summary: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("document", document)
            .text("summary", summary)
    }
}

/// Take answered feedback up again.
struct ReraiseFeedback: Verb {
    static let configuration = help(
        "reraise",
        "Take answered feedback up again for new facts",
        example: "feedback reraise YourCaseId --facts 'Đèn lại hỏng từ ngày 02/08'"
    )
    static let method = "FeedbackService/ReraiseFeedback"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("What was not known at the answer", valueName: "text"))
    var facts: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("new_facts", facts)
            .text("acted_on", on)
    }
}
