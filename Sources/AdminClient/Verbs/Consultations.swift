import ArgumentParser

/// What other agencies are asked about files.
struct ConsultationNoun: AsyncParsableCommand {
    static let configuration = help(
        "consultation",
        "Ask another agency to advise or for its opinion (tham mưu, lấy ý kiến)",
        example: "consultation list --state asked --identity officer@H29.05/an",
        subcommands: [
            ListConsultations.self, ShowConsultation.self, AskConsultation.self,
            AnswerConsultation.self, RecordNoAnswer.self, WithdrawConsultation.self,
        ]
    )
}

/// List consultations.
struct ListConsultations: ListVerb {
    static let configuration = help(
        "list",
        "List what an agency asked for and is asked",
        example: "consultation list --state asked"
    )
    static let method = "ConsultationService/ListConsultations"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("asked, answered, unanswered or withdrawn", valueName: "state"))
    var state: String?

    func request() -> Fields {
        Fields().text("agency", agency).choice("state", "CONSULTATION_STATE_", state)
    }
}

/// Print a consultation.
struct ShowConsultation: Verb {
    static let configuration = help(
        "show",
        "Print a consultation with its answer",
        example: "consultation show YourConsultationId"
    )
    static let method = "ConsultationService/GetConsultation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the consultation")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Ask an agency.
struct AskConsultation: Verb {
    static let configuration = help(
        "ask",
        "Ask an agency to advise on a file, or for its opinion",
        example: """
            consultation ask case/YourCaseId --of H29.05 --kind advice --due 2026-12-04 \\
                --question 'Nguồn gốc đất?'
            """
    )
    static let method = "ConsultationService/AskConsultation"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(help: ArgumentHelp("The agency that is asked", valueName: "code"))
    var of: String

    @Option(help: ArgumentHelp("advice: it reads the file; or opinion", valueName: "kind"))
    var kind: String

    @Option(help: ArgumentHelp("Day by which the answer is due", valueName: "yyyy-mm-dd"))
    var due: String

    @Option(help: ArgumentHelp("The question; names nobody", valueName: "text"))
    var question: String

    func request() throws -> Fields {
        try Fields().record(named)
            .choice("kind", "CONSULTATION_KIND_", kind)
            .text("asked", of)
            .text("question", question)
            .text("due_on", due)
    }
}

/// Answer a consultation.
struct AnswerConsultation: Verb {
    static let configuration = help(
        "answer",
        "Answer, as the agency that is asked",
        example: "consultation answer YourConsultationId --answer 'Đất công'"
    )
    static let method = "ConsultationService/AnswerConsultation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the consultation")
    var id: String

    @Option(help: ArgumentHelp("The answer; names nobody", valueName: "text"))
    var answer: String

    func request() -> Fields { Fields().text("id", id).text("response", answer) }
}

/// Record that no answer came.
struct RecordNoAnswer: Verb {
    static let configuration = help(
        "no-answer",
        "Record that no answer came by its day",
        example: "consultation no-answer YourConsultationId"
    )
    static let method = "ConsultationService/RecordNoAnswer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the consultation")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Ask no more.
struct WithdrawConsultation: Verb {
    static let configuration = help(
        "withdraw",
        "Ask no more",
        example: "consultation withdraw YourConsultationId --reason 'Đã đủ hồ sơ'"
    )
    static let method = "ConsultationService/WithdrawConsultation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the consultation")
    var id: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields { Fields().text("id", id).text("reason", reason) }
}
