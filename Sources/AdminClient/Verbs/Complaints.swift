import ArgumentParser

/// Record that the head looked again at the own decision.
struct CheckOwnDecision: Verb {
    static let configuration = help(
        "own-check",
        "Record that the head looked again at the own decision",
        example:
            "case own-check YourCaseId --right --on 2026-07-15"
    )
    static let method = "ComplaintService/CheckOwnDecision"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Flag(help: "The complaint is right: it is settled at once")
    var right = false

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("acted_on", on)
            .flag("right", right)
    }
}

/// Ask for evidence.
struct RequestEvidence: Verb {
    static let configuration = help(
        "ask-evidence",
        "Ask for evidence",
        example:
            "case ask-evidence YourCaseId --subject 'Hồ sơ địa chính' --number 21/SNV --date 2026-07-17"
    )
    static let method = "ComplaintService/RequestEvidence"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "What is asked for, and of which office; names no sender",
            valueName: "text"
        )
    )
    var subject: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("subject", subject)
            .document("document", document)
    }
}

/// Record that evidence was supplied.
struct RecordEvidence: Verb {
    static let configuration = help(
        "evidence",
        "Record that evidence was supplied",
        example:
            "case evidence YourCaseId --request 1 --on 2026-07-24"
    )
    static let method = "ComplaintService/RecordEvidence"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        name: .customLong("request"),
        help: ArgumentHelp("Id of the request, 1, 2 …", valueName: "number")
    )
    var request_: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("evidence", request_)
            .text("acted_on", on)
    }
}

/// Give the verification more time within the limit.
struct ExtendVerification: Verb {
    static let configuration = help(
        "extend-verification",
        "Give the verification more time within the limit",
        example:
            "case extend-verification YourCaseId --until 2026-08-05 --number 22/SNV --date 2026-07-28"
    )
    static let method = "ComplaintService/ExtendVerification"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("The new last day", valueName: "yyyy-mm-dd"))
    var until: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("until", until)
            .document("document", document)
    }
}

/// Set up an advisory council at second instance.
struct SetUpCouncil: Verb {
    static let configuration = help(
        "council",
        "Set up an advisory council at second instance",
        example:
            "case council YourCaseId --number 25/QĐ-UBND --date 2026-07-20"
    )
    static let method = "ComplaintService/SetUpCouncil"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("decision", document)
    }
}

/// Record that the notice of a dialogue went out.
struct SendDialogueNotice: Verb {
    static let configuration = help(
        "dialogue-notice",
        "Record that the notice of a dialogue went out",
        example:
            "case dialogue-notice YourCaseId --planned 2026-08-10 --on 2026-08-03"
    )
    static let method = "ComplaintService/SendDialogueNotice"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Day of the dialogue", valueName: "yyyy-mm-dd"))
    var planned: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("planned_on", planned)
            .text("acted_on", on)
    }
}

/// Stay the execution of what is complained of.
struct StayExecution: Verb {
    static let configuration = help(
        "stay",
        "Stay the execution of what is complained of",
        example:
            "case stay YourCaseId --reason 'Nhà sẽ bị tháo dỡ' --number 23/QĐ-SNV --date 2026-07-20"
    )
    static let method = "ComplaintService/StayExecution"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp("Which irreparable harm it averts; names no sender", valueName: "text")
    )
    var reason: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("decision", document)
            .text("reason", reason)
    }
}

/// Lift the stay of execution.
struct LiftStay: Verb {
    static let configuration = help(
        "lift-stay",
        "Lift the stay of execution",
        example:
            "case lift-stay YourCaseId --number 24/QĐ-SNV --date 2026-07-27"
    )
    static let method = "ComplaintService/LiftStay"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .document("decision", document)
    }
}
