import ArgumentParser

/// Read the law as the server applies it, and set what it leaves open.
struct LawNoun: AsyncParsableCommand {
    static let configuration = help(
        "law",
        "Read the law as the server applies it, and set what it leaves open",
        example: "law unsure",
        subcommands: [
            LawTransitions.self, LawForms.self, LawUnsure.self, LawSettingsVerb.self, LawSet.self,
            LawWhatIf.self,
        ]
    )
}

/// Print the tables of transitions.
struct LawTransitions: Verb {
    static let configuration = help(
        "transitions",
        "Print the tables of transitions: command, states, time limits, forms, ground",
        example: "law transitions --table visit"
    )
    static let method = "LawService/ListTransitions"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only this table, such as petition", valueName: "table"))
    var table: String?

    func request() -> Fields {
        Fields().text("table", table)
    }
}

/// List the facts of the law that no text was read for.
struct LawUnsure: Verb {
    static let configuration = help(
        "unsure",
        "List the facts of the law that no text was read for: verify them",
        example: "law unsure"
    )
    static let method = "LawService/ListSettings"

    @OptionGroup var options: GlobalOptions

    func request() -> Fields { Fields().flag("unsure", true) }
}

/// List the facts of the law that can be set.
struct LawSettingsVerb: Verb {
    static let configuration = help(
        "settings",
        "List the facts of the law that can be set, with values and defaults",
        example: "law settings -o json"
    )
    static let method = "LawService/ListSettings"

    @OptionGroup var options: GlobalOptions

    func request() -> Fields { Fields() }
}

/// Set a fact of the law.
struct LawSet: Verb {
    static let configuration = help(
        "set",
        "Set a fact of the law; holds for what happens from then on",
        example: "law set KN.FILE_HANDOVER '10 working_days' --reason 'Quy chế của Thành phố' "
            + "--identity administrator@H29"
    )
    static let method = "LawService/SetSetting"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Key of the setting, as `law settings` says")
    var key: String

    @Argument(help: "The value; empty for the default")
    var value: String

    @Option(help: ArgumentHelp("The text that was read, or the decision", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("key", key).text("value", value).text("reason", reason)
    }
}
