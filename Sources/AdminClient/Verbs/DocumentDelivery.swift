import ArgumentParser

/// Record that a document went out.
struct SendDocument: Verb {
    static let configuration = help(
        "send",
        "Record that a document went out, or was posted after it came back",
        example: "document send YourDocumentId --to H29 --way post --proof RB123456789VN"
    )
    static let method = "DocumentService/SendDocument"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("One of the document's recipients", valueName: "recipient"))
    var to: String

    @Option(help: ArgumentHelp("post, hand, electronic or posting", valueName: "way"))
    var way: String

    @Option(
        help: ArgumentHelp("Number of the letter, or of the minutes of posting", valueName: "text")
    )
    var proof: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("recipient", to)
            .choice("way", "DELIVERY_WAY_", way)
            .text("proof", proof)
            .text("acted_on", on)
    }
}

/// Record that a recipient received a document.
struct RecordDelivery: Verb {
    static let configuration = help(
        "delivered",
        "Record that a recipient received a document",
        example: "document delivered YourDocumentId --delivery 1 --date 2026-07-16"
    )
    static let method = "DocumentService/RecordDelivery"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("Number of the delivery", valueName: "number"))
    var delivery: Int

    @Option(help: ArgumentHelp("Day of receipt", valueName: "yyyy-mm-dd"))
    var date: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .number("delivery", delivery)
            .text("received_on", date)
    }
}

/// Record that a document came back.
struct ReturnMail: Verb {
    static let configuration = help(
        "returned",
        "Record that a document came back; it is then sent again or posted",
        example: """
            document returned YourDocumentId --delivery 1 --reason 'Không có người nhận' \
            --date 2026-07-20
            """
    )
    static let method = "DocumentService/ReturnMail"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the document")
    var id: String

    @Option(help: ArgumentHelp("Number of the delivery", valueName: "number"))
    var delivery: Int

    @Option(help: ArgumentHelp("Why; names no sender", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Day on which it came back", valueName: "yyyy-mm-dd"))
    var date: String

    func request() -> Fields {
        Fields()
            .text("id", id)
            .number("delivery", delivery)
            .text("reason", reason)
            .text("returned_on", date)
    }
}

/// Print the forms that steps issue.
struct LawForms: Verb {
    static let configuration = help(
        "forms",
        "Print the forms that steps issue, with their days in force",
        example: "law forms --on 2026-07-01"
    )
    static let method = "DocumentService/ListForms"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only those in force on this day", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("on", on)
    }
}
