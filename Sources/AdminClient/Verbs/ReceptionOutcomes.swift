import ArgumentParser
import Messages

/// Which content of which visit.
struct ContentOptions: ParsableArguments {
    @Argument(help: "Id of the visit")
    var id: String

    @Option(help: ArgumentHelp("Number of the content", valueName: "number"))
    var content = 1
}

extension Fields {
    /// A content of a visit.
    fileprivate func content(_ content: ContentOptions) -> Fields {
        text("id", content.id).number("number", content.content)
    }
}

/// Enter the answer given on the spot.
struct AnswerDirectly: Verb {
    static let configuration = help(
        "answer",
        "Enter the answer given on the spot",
        example: "reception answer YourVisitId --answer 'Phường đã thông cống ngày 05/07'"
    )
    static let method = "ReceptionService/AnswerDirectly"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var content: ContentOptions

    @Option(help: ArgumentHelp("The answer; names no visitor", valueName: "text"))
    var answer: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .content(content)
            .text("answer", answer)
            .text("acted_on", on)
    }
}

/// Open a petition from a content.
struct OpenPetition: Verb {
    static let configuration = help(
        "open-petition",
        "Open a petition from a content",
        example: "reception open-petition YourVisitId --stamp 101 --signed --written 2026-07-06"
    )
    static let method = "ReceptionService/OpenPetition"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var content: ContentOptions

    @Option(help: ArgumentHelp("Number on the receiving stamp", valueName: "number"))
    var stamp: String

    @Flag(help: "The petition is signed or fingerprinted")
    var signed = false

    @Option(
        help: ArgumentHelp("Date on the letter: year, or with month and day", valueName: "date")
    )
    var written: String?

    @OptionGroup var respondents: AboutOptions

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        let parts = (written ?? "").split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard written == nil || (numbers.count == parts.count && parts.count <= 3) else {
            throw Failure(usage: "--written is no date: \(written ?? "")")
        }
        return try Fields()
            .content(content)
            .text("stamp_number", stamp)
            .flag("signed", signed)
            .respondents(respondents)
            .number("written_on.year", numbers.first)
            .number("written_on.month", numbers.count > 1 ? numbers[1] : nil)
            .number("written_on.day", numbers.count > 2 ? numbers[2] : nil)
            .text("acted_on", on)
    }
}

/// Guide the visitor to the competent body.
struct GuideCitizen: Verb {
    static let configuration = help(
        "guide",
        "Guide the visitor to the competent body; once for the same content",
        example: "reception guide YourVisitId --to H29.05 --document 12/HD --on 2026-07-06"
    )
    static let method = "ReceptionService/GuideCitizen"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var content: ContentOptions

    @Option(help: ArgumentHelp("The competent body, by code or by name", valueName: "body"))
    var to: String

    @Option(help: ArgumentHelp("Number of the guidance in writing", valueName: "number"))
    var document: String?

    @Option(help: ArgumentHelp("Day of the document, or of the act", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .content(content)
            .text("target_agency", to)
            .text("document.number", document)
            .text("document.issued_on", document == nil ? nil : on)
            .text("acted_on", document == nil ? on : nil)
    }
}

/// Urge a body below that is late.
struct UrgeSubordinate: Verb {
    static let configuration = help(
        "urge",
        "Urge a body below that is late",
        example: "reception urge YourVisitId --to H29.80.63 --number 9/CV --date 2026-07-08"
    )
    static let method = "ReceptionService/UrgeSubordinate"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var content: ContentOptions

    @Option(help: ArgumentHelp("Code of the body below", valueName: "code"))
    var to: String

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .content(content)
            .text("target_agency", to)
            .document("document", document)
    }
}

/// Transfer a denunciation or feedback.
struct TransferDenunciation: Verb {
    static let configuration = help(
        "transfer",
        "Transfer a denunciation or feedback of another body's competence",
        example: """
            reception transfer YourVisitId --to H29.05 --office H29.02.GD --number 9/PC \
            --date 2026-07-08
            """
    )
    static let method = "ReceptionService/TransferDenunciation"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var content: ContentOptions

    @Option(help: ArgumentHelp("The competent body, by code or by name", valueName: "body"))
    var to: String

    @Option(help: ArgumentHelp("Office of the head who signs", valueName: "code"))
    var office: String

    @OptionGroup var document: DocumentOptions

    @Flag(help: "The citizen asks to be told of the result")
    var relay = false

    func request() -> Fields {
        Fields()
            .content(content)
            .text("target_agency", to)
            .document("document", document)
            .text("office", office)
            .flag("relay_asked", relay)
    }
}

/// Lay a content before a leader.
struct ReportToLeader: Verb {
    static let configuration = help(
        "report",
        "Lay a content before a leader",
        example: "reception report YourVisitId --reason 'Đông người, phức tạp'"
    )
    static let method = "ReceptionService/ReportToLeader"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var content: ContentOptions

    @Option(help: ArgumentHelp("Why; names no visitor", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Id of the leader's ad-hoc session", valueName: "id"))
    var session: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .content(content)
            .text("reason", reason)
            .text("session_id", session)
            .text("acted_on", on)
    }
}
