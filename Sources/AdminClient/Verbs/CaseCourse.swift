import ArgumentParser

/// Let a case stand still.
struct SuspendCase: Verb {
    static let configuration = help(
        "suspend",
        "Let a case stand still",
        example:
            "case suspend YourCaseId --ground force-majeure --number 30/QĐ-SNV --date 2026-07-20"
    )
    static let method = "CaseService/SuspendCase"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("force-majeure, related-result or expertise", valueName: "ground"))
    var ground: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("ground", "SUSPENSION_GROUND_", ground)
            .document("decision", document)
    }
}

/// Go on with a case that stands still.
struct ResumeCase: Verb {
    static let configuration = help(
        "resume",
        "Go on with a case that stands still",
        example:
            "case resume YourCaseId --number 35/QĐ-SNV --date 2026-07-30"
    )
    static let method = "CaseService/ResumeCase"

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

/// End a case without a result.
struct TerminateCase: Verb {
    static let configuration = help(
        "terminate",
        "End a case without a result",
        example:
            "case terminate YourCaseId --ground withdrawn --number 36/QĐ-SNV --date 2026-07-31"
    )
    static let method = "CaseService/TerminateCase"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("withdrawn, death, dissolved or judgment", valueName: "ground"))
    var ground: String

    @OptionGroup var document: DocumentOptions

    @Flag(help: "Denunciation: no sign of a violation, coercion, bribery or slander")
    var clean = false

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("ground", "TERMINATION_GROUND_", ground)
            .document("decision", document)
            .flag("clean", clean)
    }
}

/// Record that a decision on the course of the case went out.
struct RecordSending: Verb {
    static let configuration = help(
        "sent",
        "Record that a decision on the course of the case went out",
        example:
            "case sent YourCaseId --what suspension --on 2026-07-22"
    )
    static let method = "CaseService/RecordSending"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("suspension, resumption or termination", valueName: "document"))
    var what: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(
        help: ArgumentHelp("Termination: day on which the person was told", valueName: "yyyy-mm-dd")
    )
    var told: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("document", "SENT_DOCUMENT_", what)
            .text("acted_on", on)
            .text("told_on", told)
    }
}

/// Record that a content was withdrawn.
struct WithdrawContent: Verb {
    static let configuration = help(
        "withdraw-content",
        "Record that a content was withdrawn",
        example:
            "case withdraw-content YourCaseId --content 2 --number BB-1 --date 2026-07-20"
    )
    static let method = "CaseService/WithdrawContent"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the content", valueName: "content"))
    var content: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("content", content)
            .document("document", document)
    }
}

/// Take up a content that was withdrawn under coercion.
struct ReinstateContent: Verb {
    static let configuration = help(
        "reinstate-content",
        "Take up a content that was withdrawn under coercion",
        example:
            "case reinstate-content YourCaseId --content 2 --number BB-2 --date 2026-07-24"
    )
    static let method = "CaseService/ReinstateContent"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the content", valueName: "content"))
    var content: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("content", content)
            .document("proof", document)
    }
}

/// Record that a person withdrew everything.
struct WithdrawPerson: Verb {
    static let configuration = help(
        "withdraw-person",
        "Record that a person withdrew everything",
        example:
            "case withdraw-person YourCaseId --person YourPartyId --number BB-3 --date 2026-07-20"
    )
    static let method = "CaseService/WithdrawPerson"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the sealed sender", valueName: "party"))
    var person: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("person", person)
            .document("document", document)
    }
}
