import ArgumentParser

/// What citizens think of how they were served.
struct RatingNoun: AsyncParsableCommand {
    static let configuration = help(
        "rating",
        "Record and list what citizens think of the results that they were sent",
        example: "rating list --poor --identity head@H29.02",
        subcommands: [RateResult.self, ListRatings.self]
    )
}

/// Record a rating.
struct RateResult: Verb {
    static let configuration = help(
        "record",
        "Record a person's rating of the settlement of a case",
        example: "rating record YourCaseId --score 4 --words 'Trả lời rõ ràng'"
    )
    static let method = "SatisfactionService/RateResult"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the case")
    var id: String

    @Option(help: ArgumentHelp("1, very dissatisfied, to 5, very satisfied", valueName: "score"))
    var score: Int32

    @Option(help: ArgumentHelp("Id of the sealed sender; the only one by default", valueName: "id"))
    var person: String?

    @Option(help: ArgumentHelp("The person's words; they name nobody", valueName: "text"))
    var words: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .text("person", person)
            .number("score", score)
            .text("words", words)
            .text("acted_on", on)
    }
}

/// List ratings.
struct ListRatings: ListVerb {
    static let configuration = help(
        "list",
        "List the ratings that an agency got and count them",
        example: "rating list --poor"
    )
    static let method = "SatisfactionService/ListRatings"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: ArgumentHelp("Of this agency; the caller's by default", valueName: "code"))
    var agency: String?

    @Flag(help: "Only poor ones: 1 and 2")
    var poor = false

    func request() -> Fields {
        Fields()
            .text("agency", agency)
            .flag("poor", poor)
    }
}
