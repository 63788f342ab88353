import ArgumentParser

/// Record a dialogue.
struct HoldDialogue: Verb {
    static let configuration = help(
        "dialogue",
        "Record a dialogue",
        example:
            "case dialogue YourCaseId --notice-sent 2026-07-24 --held 2026-07-30 --minutes 3/BB --attended --head"
    )
    static let method = "ComplaintService/HoldDialogue"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day on which the notice went out", valueName: "yyyy-mm-dd"))
    var noticeSent: String

    @Option(help: ArgumentHelp("Day of the dialogue", valueName: "yyyy-mm-dd"))
    var held: String

    @Option(help: ArgumentHelp("Number of its minutes", valueName: "number"))
    var minutes: String

    @Flag(help: "The complainant came")
    var attended = false

    @Flag(help: "The head led it in person")
    var head = false

    @Option(
        help: ArgumentHelp(
            "Why the chairman leads: mass, opinions, tense or order; repeatable",
            valueName: "ground"
        )
    )
    var ground: [String] = []

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("notice_sent_on", noticeSent)
            .text("dialogue.held_on", held)
            .text("dialogue.minutes_number", minutes)
            .flag("dialogue.attended", attended)
            .flag("dialogue.head_in_person", head)
            .choices("dialogue.grounds", "DIALOGUE_GROUND_", ground)
    }
}

/// Issue the decision at first instance.
struct IssueDecision: Verb {
    static let configuration = help(
        "decide",
        "Issue the decision at first instance",
        example:
            "case decide YourCaseId --number 21/QĐ-SNV --date 2026-08-03 --conclusion unfounded --action uphold --summary 'Giữ nguyên'"
    )
    static let method = "ComplaintService/IssueDecision"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("well-founded, partly or unfounded", valueName: "conclusion"))
    var conclusion: String

    @Option(help: ArgumentHelp("uphold, amend, supplement, annul or stop-act", valueName: "action"))
    var action: String

    @Option(help: ArgumentHelp("Gist of the decision; names no sender", valueName: "text"))
    var summary: String

    @Option(help: ArgumentHelp("Money to be recovered or returned, in đồng", valueName: "vnd"))
    var money: Int64?

    @Option(
        help: ArgumentHelp(
            "Land to be recovered or returned, in 0.01 m²",
            valueName: "centi-m2"
        )
    )
    var land: Int64?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("decision.document", document)
            .choice("decision.conclusion", "COMPLAINT_CONCLUSION_", conclusion)
            .choice("decision.action", "DECISION_ACTION_", action)
            .text("decision.summary", summary)
            .number("decision.money_vnd", money)
            .number("decision.land_centi_m2", land)
    }
}

/// Record that the decision was sent.
struct SendDecision: Verb {
    static let configuration = help(
        "send",
        "Record that the decision was sent",
        example: "case send YourCaseId --on 2026-08-04"
    )
    static let method = "ComplaintService/SendDecision"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
    }
}

/// Record that the complainant received the decision.
struct ReceiveDecision: Verb {
    static let configuration = help(
        "receive",
        "Record that the complainant received the decision",
        example: "case receive YourCaseId --on 2026-08-06"
    )
    static let method = "ComplaintService/RecordDecisionReceipt"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(
        help: ArgumentHelp("Id of the sealed sender; the only one by default", valueName: "party")
    )
    var person: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
            .text("person", person)
    }
}

/// Record that the decision is in legal effect.
struct ConfirmEffect: Verb {
    static let configuration = help(
        "effect",
        "Record that the decision is in legal effect",
        example: "case effect YourCaseId"
    )
    static let method = "ComplaintService/ConfirmEffect"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    func request() -> Fields {
        Fields()
            .text("id", id)
    }
}

/// Close the file.
struct CloseCase: Verb {
    static let configuration = help(
        "close",
        "Close the file",
        example: "case close YourCaseId"
    )
    static let method = "CaseService/CloseCase"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
    }
}

/// Hand a closed file over to the archive.
struct HandOverFile: Verb {
    static let configuration = help(
        "hand-over",
        "Hand a closed file over to the archive",
        example: "case hand-over YourCaseId --to 'Lưu trữ Sở' --number 3/BB --date 2026-10-30"
    )
    static let method = "CaseService/HandOverFile"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Who takes it over", valueName: "name"))
    var to: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("minutes", document)
            .text("receiver", to)
    }
}
