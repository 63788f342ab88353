import ArgumentParser

/// Who is absent, and who stands in.
struct AbsenceNoun: AsyncParsableCommand {
    static let configuration = help(
        "absence",
        "Say who is absent and who stands in (vắng mặt, người thay)",
        example: "absence list --on 2026-12-01",
        subcommands: [
            ListAbsences.self, ShowAbsence.self, EnterAbsence.self, EndAbsence.self,
        ]
    )
}

/// List absences.
struct ListAbsences: ListVerb {
    static let configuration = help(
        "list",
        "List who of an agency is absent, and for whom its officers stand in",
        example: "absence list --agency H29.02 --on 2026-12-01"
    )
    static let method = "AbsenceService/ListAbsences"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("Only those that last on this day", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields { Fields().text("agency", agency).text("on", on) }
}

/// Print an absence.
struct ShowAbsence: Verb {
    static let configuration = help(
        "show",
        "Print an absence",
        example: "absence show YourAbsenceId"
    )
    static let method = "AbsenceService/GetAbsence"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the absence")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Enter an absence.
struct EnterAbsence: Verb {
    static let configuration = help(
        "enter",
        "Enter that an officer is absent and who stands in, as the officer or who leads the agency",
        example: """
            absence enter --officer lan.nv --by minh.tv --reason leave \\
                --from 2026-12-01 --until 2026-12-11 --identity head@H29.02
            """
    )
    static let method = "AbsenceService/EnterAbsence"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Who is absent; the caller by default", valueName: "code"))
    var officer: String?

    @Option(
        help: ArgumentHelp("Who stands in: of the agency, or of a body below it", valueName: "code")
    )
    var by: String

    @Option(help: ArgumentHelp("leave, sick, training, mission or other", valueName: "reason"))
    var reason: String

    @Option(help: ArgumentHelp("First day", valueName: "yyyy-mm-dd"))
    var from: String

    @Option(help: ArgumentHelp("Last day", valueName: "yyyy-mm-dd"))
    var until: String

    func request() -> Fields {
        Fields()
            .text("officer", officer)
            .text("substitute", by)
            .choice("reason", "ABSENCE_REASON_", reason)
            .text("first_on", from)
            .text("last_on", until)
    }
}

/// End an absence.
struct EndAbsence: Verb {
    static let configuration = help(
        "end",
        "End an absence before its last day",
        example: "absence end YourAbsenceId --back 2026-12-07"
    )
    static let method = "AbsenceService/EndAbsence"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the absence")
    var id: String

    @Option(
        help: ArgumentHelp(
            "First day back, from today on; today by default",
            valueName: "yyyy-mm-dd"
        )
    )
    var back: String?

    func request() -> Fields { Fields().text("id", id).text("back_on", back) }
}
