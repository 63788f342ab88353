import ArgumentParser
import Foundation
import Messages

/// Load and read the directory.
struct DirectoryNoun: AsyncParsableCommand {
    static let configuration = help(
        "directory",
        "Load, read and reorganise the bodies of the city",
        example: "directory apply Tools/data/directory.json --dry-run",
        subcommands: [
            ApplyDirectory.self, GetAgency.self, ListAgencies.self, RenameAgency.self,
            MergeAgencies.self, SplitAgency.self, DissolveAgency.self, PreviewReorganisation.self,
        ]
    )
}

/// Print a body of the city.
struct GetAgency: Verb {
    static let configuration = help(
        "get",
        "Print a body of the city, with all its days or as it was on one",
        example: "directory get 26740 --scheme gso --on 2025-07-01"
    )
    static let method = "DirectoryService/GetAgency"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Code of the body")
    var code: String

    @Option(help: ArgumentHelp("The list that the code is from: gso, legacy", valueName: "list"))
    var scheme: String?

    @Option(help: ArgumentHelp("As it was on this day", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("code", code).text("scheme", scheme).text("on", on)
    }
}

/// List the bodies of the city.
struct ListAgencies: ListVerb {
    static let configuration = help(
        "list",
        "List the bodies of the city in the order of their codes",
        example: "directory list --parent H29 --on 2025-06-30 --all"
    )
    static let method = "DirectoryService/ListAgencies"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only the bodies directly under this one", valueName: "code"))
    var parent: String?

    @Option(help: ArgumentHelp("Those in being on this day, as they were", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields { Fields().text("parent", parent).text("on", on) }
}
