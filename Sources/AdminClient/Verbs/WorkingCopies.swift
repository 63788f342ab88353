import ArgumentParser
import Messages

/// Working copies of secret files.
struct WorkingCopyNoun: AsyncParsableCommand {
    static let configuration = help(
        "working-copy",
        "What of a secret letter may be handed to those who verify, without who sent it",
        example: "working-copy list petition/YourPetitionId --identity verifier@H29.02/tran.binh",
        subcommands: [
            ListWorkingCopies.self, ShowWorkingCopy.self, MakeWorkingCopy.self,
            ReleaseWorkingCopy.self, RecallWorkingCopy.self,
        ]
    )
}

/// List the working copies of a file.
struct ListWorkingCopies: Verb {
    static let configuration = help(
        "list",
        "List the working copies of a file that one may read",
        example: "working-copy list petition/YourPetitionId"
    )
    static let method = "WorkingCopyService/ListWorkingCopies"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    func request() throws -> Fields {
        try Fields().record(named)
    }
}

/// Print a working copy.
struct ShowWorkingCopy: Verb {
    static let configuration = help(
        "show",
        "Print a working copy with its text; `file list working_copy/ID` lists its masked scans",
        example: "working-copy show YourCopyId"
    )
    static let method = "WorkingCopyService/GetWorkingCopy"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the working copy")
    var id: String

    func request() -> Fields {
        Fields().text("id", id)
    }
}

/// Make a working copy.
struct MakeWorkingCopy: Verb {
    static let configuration = help(
        "make",
        "Make a working copy of what one may read in the original",
        example: "working-copy make petition/YourPetitionId --text-file ban-sao.txt"
    )
    static let method = "WorkingCopyService/MakeWorkingCopy"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var named: RecordArgument

    @Option(
        help: ArgumentHelp(
            "The masked text, - for stdin; none when scans follow by `file upload`",
            valueName: "path"
        )
    )
    var textFile: String?

    func request() throws -> Fields {
        try Fields().record(named)
            .text("masked_text", textFile.map { path throws(Failure) in try Input.text(at: path) })
    }
}

/// Release a working copy.
struct ReleaseWorkingCopy: Verb {
    static let configuration = help(
        "release",
        "Release a working copy that another has made, once it was checked",
        example: "working-copy release YourCopyId --office H29.02.GD --identity head@H29.02/an"
    )
    static let method = "WorkingCopyService/ReleaseWorkingCopy"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the working copy")
    var id: String

    @Option(help: ArgumentHelp("Head office that releases", valueName: "code"))
    var office: String

    func request() -> Fields {
        Fields().text("id", id).text("office", office)
    }
}

/// Take back a working copy.
struct RecallWorkingCopy: Verb {
    static let configuration = help(
        "recall",
        "Take back a working copy; nobody reads it any more",
        example: "working-copy recall YourCopyId --office H29.02.GD --reason 'Che chưa đủ'"
    )
    static let method = "WorkingCopyService/RecallWorkingCopy"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the working copy")
    var id: String

    @Option(help: ArgumentHelp("Head office that takes it back", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("id", id).text("reason", reason).text("office", office)
    }
}
