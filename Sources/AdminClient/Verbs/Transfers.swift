import ArgumentParser
import Messages

/// Petitions on their way between agencies.
struct TransferNoun: AsyncParsableCommand {
    static let configuration = help(
        "transfer",
        "Petitions on their way between agencies (liên thông); `petition dispatch` sends them",
        example: "transfer list --state sent --identity clerk@H29.05/an",
        subcommands: [
            ListTransfers.self, ShowTransfer.self, ReceiveTransfer.self, RefuseTransfer.self,
            RecallTransfer.self, ArbitrateTransfer.self, RecordPaperArrival.self,
        ]
    )
}

/// List transfers.
struct ListTransfers: ListVerb {
    static let configuration = help(
        "list",
        "List what an agency sent, is to receive or is to decide",
        example: "transfer list --state stopped --identity head@H29/chu.tich"
    )
    static let method = "TransferService/ListTransfers"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("The agency; the own by default", valueName: "code"))
    var agency: String?

    @Option(
        help: ArgumentHelp(
            "sent, received, refused, stopped, arbitrated or recalled",
            valueName: "state"
        )
    )
    var state: String?

    func request() -> Fields {
        Fields().text("agency", agency).choice("state", "TRANSFER_STATE_", state)
    }
}

/// Print a transfer.
struct ShowTransfer: Verb {
    static let configuration = help(
        "show",
        "Print a transfer with what became of it",
        example: "transfer show YourTransferId"
    )
    static let method = "TransferService/GetTransfer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the transfer")
    var id: String

    func request() -> Fields { Fields().text("id", id) }
}

/// Receive a transfer.
struct ReceiveTransfer: Verb {
    static let configuration = help(
        "receive",
        "Receive what was sent: the file gets a number and time limits here",
        example: "transfer receive YourTransferId --stamp 210 --stamp-date 2026-11-27"
    )
    static let method = "TransferService/ReceiveTransfer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the transfer")
    var id: String

    @Option(help: ArgumentHelp("Number on the receiving stamp", valueName: "number"))
    var stamp: String

    @Option(help: ArgumentHelp("Day on the receiving stamp", valueName: "yyyy-mm-dd"))
    var stampDate: String

    @Option(help: ArgumentHelp("A reserved number written on paper before", valueName: "number"))
    var paperNumber: Int?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("stamp.number", stamp)
            .text("stamp.date", stampDate)
            .number("paper_number", paperNumber)
    }
}

/// Refuse a transfer.
struct RefuseTransfer: Verb {
    static let configuration = help(
        "refuse",
        "Refuse what was sent: the file is the sender's again",
        example:
            "transfer refuse YourTransferId --ground not-competent --reason 'Đất thuộc xã khác'"
    )
    static let method = "TransferService/RefuseTransfer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the transfer")
    var id: String

    @Option(
        help: ArgumentHelp(
            "not-competent, wrong-address, incomplete or duplicate",
            valueName: "ground"
        )
    )
    var ground: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .choice("ground", "TRANSFER_REFUSAL_", ground)
            .text("reason", reason)
    }
}

/// Take back a transfer.
struct RecallTransfer: Verb {
    static let configuration = help(
        "recall",
        "Take back what was sent and not received yet",
        example: "transfer recall YourTransferId --office H29.02.GD --reason 'Chuyển nhầm'"
    )
    static let method = "TransferService/RecallTransfer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the transfer")
    var id: String

    @Option(help: ArgumentHelp("Head office of the sender", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields().text("id", id).text("reason", reason).text("office", office)
    }
}

/// Decide on a stopped transfer.
struct ArbitrateTransfer: Verb {
    static let configuration = help(
        "arbitrate",
        "Decide who is competent for a stopped transfer, as head of the common superior",
        example: """
            transfer arbitrate YourTransferId --competent H29.05 --office H29.GD \\
                --number 41/UBND --date 2026-11-27 --reason 'Đất do Sở quản lý'
            """
    )
    static let method = "TransferService/ArbitrateTransfer"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the transfer")
    var id: String

    @Option(help: ArgumentHelp("The agency that must take the matter", valueName: "code"))
    var competent: String

    @Option(help: ArgumentHelp("Head office of the common superior", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    @Option(help: ArgumentHelp("Why; names nobody", valueName: "text"))
    var reason: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("competent", competent)
            .text("office", office)
            .document("document", document)
            .text("reason", reason)
    }
}

/// Record that the paper arrived.
struct RecordPaperArrival: Verb {
    static let configuration = help(
        "paper",
        "Record that the paper of a transfer arrived",
        example: "transfer paper YourTransferId --sheets 14"
    )
    static let method = "TransferService/RecordPaperArrival"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the transfer")
    var id: String

    @Option(help: ArgumentHelp("Sheets that arrived", valueName: "count"))
    var sheets: Int

    @Option(help: ArgumentHelp("Day of arrival; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("id", id).text("arrived_on", on).number("sheets", sheets)
    }
}

/// The way of a matter between agencies.
struct RouteNoun: AsyncParsableCommand {
    static let configuration = help(
        "route",
        "The way of a matter between agencies",
        example: "route show YourPetitionId",
        subcommands: [ShowRoute.self]
    )
}

/// Draw the way of a matter.
struct ShowRoute: TextVerb {
    static let configuration = help(
        "show",
        "Draw which way a matter took between agencies, and who holds it",
        example: "route show YourPetitionId"
    )
    static let method = "TransferService/GetRoute"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of a petition of the matter")
    var petition: String

    func request() -> Fields { Fields().text("petition_id", petition) }

    static func lines(of reply: JSONValue) -> [String] { RouteText.lines(of: reply) }
}
