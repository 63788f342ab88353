import ArgumentParser

/// Settle by the simplified procedure.
struct UseSimplified: Verb {
    static let configuration = help(
        "simplified",
        "Settle by the simplified procedure",
        example:
            "denunciation simplified YourCaseId --criterion clear --criterion management --criterion simple --criterion at-once"
    )
    static let method = "DenunciationService/UseSimplified"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "clear, management, simple and at-once: all four; repeatable",
            valueName: "criterion"
        )
    )
    var criterion: [String] = []

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choices("criteria", "SIMPLIFIED_CRITERION_", criterion)
            .text("acted_on", on)
    }
}

/// Extend the limit of settlement, at most twice.
struct ExtendSettlement: Verb {
    static let configuration = help(
        "extend",
        "Extend the limit of settlement, at most twice",
        example:
            "denunciation extend YourCaseId --criterion many --days 30 --number 5/QĐ --date 2026-08-10"
    )
    static let method = "DenunciationService/ExtendSettlement"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(
        help: ArgumentHelp(
            "A criterion that holds, such as many or places; repeatable",
            valueName: "criterion"
        )
    )
    var criterion: [String] = []

    @Option(help: ArgumentHelp("Calendar days, 1 to 30", valueName: "count"))
    var days: Int

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choices("criteria", "COMPLEXITY_CRITERION_", criterion)
            .number("days", days)
            .document("decision", document)
    }
}

/// Record that extensions were notified.
struct NotifyExtension: Verb {
    static let configuration = help(
        "notify-extension",
        "Record that extensions were notified",
        example:
            "denunciation notify-extension YourCaseId --on 2026-08-11"
    )
    static let method = "DenunciationService/NotifyExtension"

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

/// Enter a request for protection.
struct RequestProtection: Verb {
    static let configuration = help(
        "ask-protection",
        "Enter a request for protection",
        example:
            "denunciation ask-protection YourCaseId --kind work --kind person"
    )
    static let method = "DenunciationService/RequestProtection"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("secrecy, work or person; repeatable", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choices("kinds", "PROTECTION_KIND_", kind)
            .text("acted_on", on)
    }
}

/// Decide on a request for protection.
struct DecideProtection: Verb {
    static let configuration = help(
        "protect",
        "Decide on a request for protection",
        example:
            "denunciation protect YourCaseId --protection 1 --granted --protector 'Công an phường' --number 7/QĐ --date 2026-07-20"
    )
    static let method = "DenunciationService/DecideProtection"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the protection", valueName: "number"))
    var protection: String

    @Flag(help: "Grant it")
    var granted = false

    @Option(help: ArgumentHelp("The body that protects", valueName: "name"))
    var protector: String?

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("protection", protection)
            .flag("granted", granted)
            .document("decision", document)
            .text("protector", protector)
    }
}

/// End a protection.
struct EndProtection: Verb {
    static let configuration = help(
        "end-protection",
        "End a protection",
        example:
            "denunciation end-protection YourCaseId --protection 1 --end settled --number 8/QĐ --date 2026-08-20"
    )
    static let method = "DenunciationService/EndProtection"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("Id of the protection", valueName: "number"))
    var protection: String

    @Option(
        help: ArgumentHelp("settled, ground-lapsed, requested or obligation", valueName: "reason")
    )
    var end: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("Day on which the ground went", valueName: "yyyy-mm-dd"))
    var lapsed: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("protection", protection)
            .choice("end", "PROTECTION_END_", end)
            .document("decision", document)
            .text("lapsed_on", lapsed)
    }
}
