import ArgumentParser

/// The officers of the city's bodies.
struct OfficerNoun: AsyncParsableCommand {
    static let configuration = help(
        "officer",
        "Read and enrol officers, and end the appointments of those who leave",
        example: "officer list --agency H29.02",
        subcommands: [
            GetOfficer.self, ListOfficers.self, ListHoldings.self, EndAppointment.self,
            EnrolOfficer.self, RevokeOfficer.self, UnlockOfficer.self,
        ]
    )
}

/// Print an officer.
struct GetOfficer: Verb {
    static let configuration = help(
        "get",
        "Print an officer's agency and offices",
        example: "officer get lan.nv"
    )
    static let method = "DirectoryService/GetOfficer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Code of the officer")
    var code: String

    func request() -> Fields { Fields().text("code", code) }
}

/// List officers.
struct ListOfficers: ListVerb {
    static let configuration = help(
        "list",
        "List the officers of an agency in the order of their codes",
        example: "officer list --agency H29.02 --all"
    )
    static let method = "DirectoryService/ListOfficers"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    func request() -> Fields { Fields().text("agency", agency) }
}

/// List what an officer holds.
struct ListHoldings: ListVerb {
    static let configuration = help(
        "holdings",
        "List what an officer holds in an office, and who holds it afterwards",
        example: "officer holdings lan.nv --office H29.02.GD --on 2026-09-01 --all"
    )
    static let method = "DirectoryService/ListHoldings"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "Code of the officer")
    var officer: String

    @Option(help: ArgumentHelp("The office", valueName: "code"))
    var office: String

    @Option(
        help: ArgumentHelp("First day without the officer; tomorrow", valueName: "yyyy-mm-dd")
    )
    var on: String?

    func request() -> Fields {
        Fields().text("officer", officer).text("office", office).text("on", on)
    }
}

/// End an appointment.
struct EndAppointment: Verb {
    static let configuration = help(
        "end",
        "End an appointment once somebody else holds all that went with it",
        example: """
            officer end lan.nv --office H29.02.GD --on 2026-09-01 --successor minh.nv \\
                --number 45/QĐ-UBND --date 2026-08-20
            """
    )
    static let method = "DirectoryService/EndAppointment"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var decision: DocumentOptions

    @Argument(help: "Code of the officer")
    var officer: String

    @Option(help: ArgumentHelp("The office", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("First day without the officer", valueName: "yyyy-mm-dd"))
    var on: String

    @Option(help: ArgumentHelp("Who holds the office from that day on", valueName: "code"))
    var successor: String?

    func request() -> Fields {
        Fields().text("officer", officer).text("office", office).text("on", on)
            .text("successor", successor).document("decision", decision)
    }
}
