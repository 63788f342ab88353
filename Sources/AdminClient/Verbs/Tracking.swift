import ArgumentParser
import Messages

/// What lies where, and what falls due.
struct TrackNoun: AsyncParsableCommand {
    static let configuration = help(
        "track",
        "What lies where, what falls due and what is late, for a unit or the city",
        example: "track list overdue --unit H29 --subtree --identity head@H29/chu.tich",
        subcommands: [ListTracked.self, ShowBoard.self]
    )
}

/// List what is tracked.
struct ListTracked: ListVerb {
    static let configuration = help(
        "list",
        "List what is tracked, with how many there are",
        example: "track list due-soon --within 3"
    )
    static let method = "TrackingService/ListTracked"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var page: PageOptions

    @Argument(
        help: ArgumentHelp(
            """
            inbox, due-today, due-soon, overdue, long-standing, red-line, instructions, \
            enforcement, transfers or consultations
            """,
            valueName: "view"
        )
    )
    var view: String

    @Option(help: ArgumentHelp("The agency or unit; the own by default", valueName: "code"))
    var unit: String?

    @Flag(help: "With all bodies below it")
    var subtree = false

    @Option(help: ArgumentHelp("Only files that lie with this officer", valueName: "code"))
    var officer: String?

    @Option(
        help: ArgumentHelp("Working days that it looks ahead; 5 by default", valueName: "count")
    )
    var within: Int?

    @Option(help: ArgumentHelp("Days late from which it stands long; 90", valueName: "count"))
    var lateBy: Int?

    func request() -> Fields {
        Fields()
            .text("scope.unit", unit)
            .flag("scope.subtree", subtree)
            .text("scope.officer", officer)
            .choice("view", "TRACKING_VIEW_", view)
            .number("within_working_days", within)
            .number("late_by_days", lateBy)
    }
}

/// Show a unit at a glance.
struct ShowBoard: TextVerb {
    static let configuration = help(
        "board",
        "Show a unit at a glance: every view, states, and with whom files lie",
        example: "track board --unit H29.02"
    )
    static let method = "TrackingService/GetBoard"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The agency or unit; the own by default", valueName: "code"))
    var unit: String?

    func request() -> Fields { Fields().text("unit", unit) }

    static func lines(of reply: JSONValue) -> [String] { BoardText.lines(of: reply) }
}
