import ArgumentParser

/// Keep the ledger of originals.
struct OriginalNoun: AsyncParsableCommand {
    static let configuration = help(
        "original",
        "Keep the ledger of originals: received, held, lent, sent on, returned",
        example: "original list --state lent --identity officer@H29.02",
        subcommands: [
            GetOriginal.self, ListOriginals.self, ReceiveOriginal.self, MoveOriginal.self,
        ]
    )
}

/// Print an original with its movements.
struct GetOriginal: Verb {
    static let configuration = help(
        "get",
        "Print an original with its movements",
        example: "original get YourOriginalId"
    )
    static let method = "DocumentService/GetOriginal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the original")
    var id: String?

    @Option(help: ArgumentHelp("Its name in the caller's system", valueName: "system/id"))
    var external: String?

    func request() throws -> Fields {
        try Fields().name(id, external: external)
    }
}

/// List originals.
struct ListOriginals: ListVerb {
    static let configuration = help(
        "list",
        "List the originals of the agency, in a state, or of a record",
        example: "original list --about petition/YourPetitionId --all"
    )
    static let method = "DocumentService/ListOriginals"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Only those of this record", valueName: "kind/id"))
    var about: String?

    @Option(help: ArgumentHelp("held, lent, sent-on or returned", valueName: "state"))
    var state: String?

    func request() throws -> Fields {
        try Fields().about(about).choice("state", "ORIGINAL_STATE_", state)
    }
}

/// Enter an original in the ledger.
struct ReceiveOriginal: Verb {
    static let configuration = help(
        "receive",
        "Enter an original in the ledger",
        example: """
            original receive --about petition/YourPetitionId \
            --description 'Giấy chứng nhận quyền sử dụng đất' --sheets 2 --place 'Tủ 3' --signed-for
            """
    )
    static let method = "DocumentService/ReceiveOriginal"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The record that it belongs to", valueName: "kind/id"))
    var about: String

    @Option(help: ArgumentHelp("What it is; names no sender", valueName: "text"))
    var description: String

    @Option(help: ArgumentHelp("How many sheets", valueName: "count"))
    var sheets: Int

    @Option(help: ArgumentHelp("Where it is kept", valueName: "text"))
    var place: String

    @Flag(help: "The receipt, form 02/TCD, was signed")
    var signedFor = false

    @Option(help: ArgumentHelp("Its name in the caller's system", valueName: "system/id"))
    var external: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        try Fields()
            .about(about)
            .text("description", description)
            .number("sheets", sheets)
            .text("place", place)
            .flag("signed_for", signedFor)
            .text("acted_on", on)
            .external(external)
    }
}

/// Record a movement of an original.
struct MoveOriginal: Verb {
    static let configuration = help(
        "move",
        "Record that an original was put elsewhere, lent, came back, was sent on or returned",
        example: """
            original move YourOriginalId --to lent --holder H29.05 --signed-for \
            --due-back 2026-08-01
            """
    )
    static let method = "DocumentService/MoveOriginal"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the original")
    var id: String

    @Option(help: ArgumentHelp("held, lent, sent-on or returned", valueName: "state"))
    var to: String

    @Option(help: ArgumentHelp("Where it lies or who has it; names no sender", valueName: "text"))
    var holder: String

    @Flag(help: "It was signed for")
    var signedFor = false

    @Option(help: ArgumentHelp("Day by which a loan comes back", valueName: "yyyy-mm-dd"))
    var dueBack: String?

    @Option(help: ArgumentHelp("Number of the document that went with it", valueName: "number"))
    var document: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("to", "ORIGINAL_STATE_", to)
            .text("holder", holder)
            .flag("signed_for", signedFor)
            .text("due_back_on", dueBack)
            .text("document_number", document)
            .text("acted_on", on)
    }
}
