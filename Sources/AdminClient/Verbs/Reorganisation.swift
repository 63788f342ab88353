import ArgumentParser
import Messages

/// When a reorganisation holds, and by which decision.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var decision: DocumentOptions

    @Option(help: ArgumentHelp("First day on which it holds", valueName: "yyyy-mm-dd"))
    var on: String
}

extension Fields {
    /// When a reorganisation holds, and by which decision.
    fileprivate func change(_ change: ChangeOptions) -> Fields {
        text("on", change.on).document("decision", change.decision)
    }
}

/// Rename a body or place it under another one.
struct RenameAgency: Verb {
    static let configuration = help(
        "rename",
        "Call a body otherwise or place it under another one, from a day on",
        example: """
            directory rename H29.07 --name 'Sở Nông nghiệp và Môi trường' \\
                --title 'H29.07.GD=Giám đốc Sở Nông nghiệp và Môi trường' \\
                --on 2026-09-01 --number 12/NQ-HĐND --date 2026-08-01
            """
    )
    static let method = "DirectoryService/RenameAgency"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Code of the body")
    var code: String

    @Option(help: ArgumentHelp("The new name", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("The new body above", valueName: "code"))
    var parent: String?

    @Option(
        help: ArgumentHelp(
            "An office with its new title; may be given again",
            valueName: "code=title"
        )
    )
    var title: [String] = []

    func request() throws -> Fields {
        let offices = try title.map { text throws(Failure) -> JSONValue in
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw Failure(usage: "--title is no CODE=TITLE: \(text)")
            }
            return Fields().text("code", String(parts[0])).text("title", String(parts[1])).json
        }
        return Fields().text("code", code).text("name", name).text("parent", parent)
            .values("offices", offices).change(change)
    }
}

/// Merge bodies.
struct MergeAgencies: Verb {
    static let configuration = help(
        "merge",
        "Merge bodies into one that stands, or into a new one of a file",
        example: """
            directory merge H29.13 H29.14 --into H29.12 \\
                --on 2026-09-01 --number 12/NQ-HĐND --date 2026-08-01
            """
    )
    static let method = "DirectoryService/MergeAgencies"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Codes of the bodies that end")
    var codes: [String]

    @Option(help: ArgumentHelp("The body that takes over", valueName: "code"))
    var into: String?

    @Option(
        help: ArgumentHelp(
            "JSON with the new body, as in a directory's file, or - for stdin",
            valueName: "file"
        )
    )
    var new: String?

    func request() throws -> Fields {
        guard (into == nil) != (new == nil) else {
            throw Failure(usage: "name the body that takes over by --into or by --new")
        }
        let body = try new.map { try DirectoryFile.agency(try Input.json(at: $0)) }
        return Fields().texts("codes", codes).text("into.code", into)
            .value("into", body).change(change)
    }
}

/// Split a body.
struct SplitAgency: Verb {
    static let configuration = help(
        "split",
        "Split a body into several: some that stand, some new ones of a file",
        example: """
            directory split H29.01 --into H29.02 --new new-bodies.json \\
                --on 2026-09-01 --number 12/NQ-HĐND --date 2026-08-01
            """
    )
    static let method = "DirectoryService/SplitAgency"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Code of the body that ends")
    var code: String

    @Option(help: ArgumentHelp("A body that takes over; may be given again", valueName: "code"))
    var into: [String] = []

    @Option(
        help: ArgumentHelp(
            "JSON with new bodies under \"agencies\", or - for stdin",
            valueName: "file"
        )
    )
    var new: String?

    func request() throws -> Fields {
        let new = try new.map { try Input.json(at: $0) }
        let bodies = try (new?["agencies"] ?? new)?.elements.map(DirectoryFile.agency) ?? []
        return Fields().text("code", code)
            .values("into", into.map { Fields().text("code", $0).json } + bodies)
            .change(change)
    }
}

/// Dissolve a body.
struct DissolveAgency: Verb {
    static let configuration = help(
        "dissolve",
        "Dissolve a body: its offices sign nothing from the day on",
        example: """
            directory dissolve H29.90.02 --successor H29.80.74 --successor H29.80.75 \\
                --on 2025-07-01 --number 202/2025/QH15 --date 2025-06-12
            """
    )
    static let method = "DirectoryService/DissolveAgency"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    @Argument(help: "Code of the body that ends")
    var agency: String

    @Option(help: ArgumentHelp("A body that takes over; may be given again", valueName: "code"))
    var successor: [String] = []

    func request() -> Fields {
        Fields().text("agency", agency).texts("successors", successor).change(change)
    }
}

/// Tell what is open at a body.
struct PreviewReorganisation: ListVerb {
    static let configuration = help(
        "preview",
        "Tell what is open at a body that is to be reorganised",
        example: "directory preview H29.90.02 --on 2025-07-01 --kind petition --all"
    )
    static let method = "DirectoryService/PreviewReorganisation"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "Code of the body")
    var agency: String

    @Option(help: ArgumentHelp("First day on which it holds", valueName: "yyyy-mm-dd"))
    var on: String

    @Option(
        help: ArgumentHelp(
            "List the ids of these: petition, case, document, instruction",
            valueName: "kind"
        )
    )
    var kind: String?

    func request() -> Fields {
        Fields().text("agency", agency).text("on", on).choice("kind", "RECORD_KIND_", kind)
    }
}
