import ArgumentParser

/// The officers of the city's bodies.
struct OfficerNoun: AsyncParsableCommand {
    static let configuration = help(
        "officer",
        "Load, read and enrol officers, and the offices that they hold",
        example: "officer list --agency H29.02",
        subcommands: [
            ApplyOfficers.self, GetOfficer.self, ListOfficers.self, EnrolOfficer.self,
            RevokeOfficer.self, UnlockOfficer.self,
        ]
    )
}

/// Load officers.
struct ApplyOfficers: Verb {
    static let configuration = help(
        "apply",
        "Make up to 50 officers stand as a file says; repeating it changes nothing",
        example: "officer apply officers.json --identity administrator@H29"
    )
    static let method = "DirectoryService/ApplyOfficers"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with the officers under \"officers\", or - for stdin")
    var file: String

    func request() throws -> Fields { Fields(json: try Input.json(at: file)) }
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
