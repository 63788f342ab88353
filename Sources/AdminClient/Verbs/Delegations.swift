import ArgumentParser

/// Who signs for the head of an agency.
struct DelegationNoun: AsyncParsableCommand {
    static let configuration = help(
        "delegation",
        "Let somebody sign for the head of an agency (giao ký thay, ký thừa lệnh, uỷ quyền ký)",
        example: "delegation list --state given",
        subcommands: [
            ListDelegations.self, ShowDelegation.self, GiveDelegation.self, EndDelegation.self,
        ]
    )
}

/// List delegations.
struct ListDelegations: ListVerb {
    static let configuration = help(
        "list",
        "List what an agency's head let sign, and what its offices were let sign",
        example: "delegation list --agency H29.02 --state given"
    )
    static let method = "DelegationService/ListDelegations"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    @Option(help: ArgumentHelp("given or ended", valueName: "state"))
    var state: String?

    func request() -> Fields {
        Fields().text("agency", agency).choice("state", "DELEGATION_STATE_", state)
    }
}

/// Print a delegation.
struct ShowDelegation: Verb {
    static let configuration = help(
        "show",
        "Print a delegation of signing",
        example: "delegation show YourDelegationId"
    )
    static let method = "DelegationService/GetDelegation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the delegation")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Let somebody sign.
struct GiveDelegation: Verb {
    static let configuration = help(
        "give",
        "Enter that the head lets an office sign, from a day on",
        example: """
            delegation give --office H29.05.CTT --mode authorised --to H29.05.01.TP \\
                --form ND30/2020:1.4-TB --from 2026-12-01 --until 2027-02-28 \\
                --number 12/UQ-TTTP --date 2026-11-25 --identity head@H29.05
            """
    )
    static let method = "DelegationService/GiveDelegation"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var decision: DocumentOptions

    @Option(help: ArgumentHelp("Head office that gives it", valueName: "code"))
    var office: String

    @Option(
        help: ArgumentHelp("deputy (KT.), order (TL.) or authorised (TUQ.)", valueName: "mode")
    )
    var mode: String

    @Option(help: ArgumentHelp("Office that signs", valueName: "code"))
    var to: String

    @Option(help: ArgumentHelp("Officer whom a TUQ. names", valueName: "code"))
    var officer: String?

    @Option(
        help: ArgumentHelp("A form that may be signed; again for more. KT.: all", valueName: "key")
    )
    var form: [String] = []

    @Option(help: ArgumentHelp("First day", valueName: "yyyy-mm-dd"))
    var from: String

    @Option(help: ArgumentHelp("Last day; a TUQ. has one", valueName: "yyyy-mm-dd"))
    var until: String?

    func request() -> Fields {
        Fields()
            .text("office", office)
            .choice("mode", "SIGNING_MODE_", mode)
            .text("to_office", to)
            .text("to_officer", officer)
            .texts("forms", form)
            .text("valid_from", from)
            .text("valid_to", until)
            .document("decision", decision)
    }
}

/// End a delegation.
struct EndDelegation: Verb {
    static let configuration = help(
        "end",
        "End a delegation before its last day; what was signed stays",
        example: "delegation end YourDelegationId --on 2027-01-15 --reason 'Hết việc được giao'"
    )
    static let method = "DelegationService/EndDelegation"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the delegation")
    var id: String

    @Option(help: ArgumentHelp("First day without it; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(help: ArgumentHelp("Why", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("id", id).text("on", on).text("reason", reason)
    }
}
