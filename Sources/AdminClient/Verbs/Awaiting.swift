import ArgumentParser
import Messages

/// List all that waits for the caller.
struct ListAwaiting: TextVerb {
    static let configuration = help(
        "awaiting",
        "List all that waits for the caller, with how much of each kind (việc chờ xử lý)",
        example: "awaiting --identity head@H29.02"
    )
    static let method = "TrackingService/ListAwaitingMe"

    @OptionGroup var options: GlobalOptions

    @Option(
        help: ArgumentHelp(
            """
            Only draft, signature, remark, returned, handling, reception, identity, file, \
            instruction, consultation, transfer or arbitration
            """,
            valueName: "kind"
        )
    )
    var kind: String?

    @Option(help: ArgumentHelp("How many are listed, at most 200", valueName: "count"))
    var pageSize: Int?

    func request() -> Fields {
        Fields().choice("kind", "AWAITING_KIND_", kind).number("page_size", pageSize)
    }

    static func lines(of reply: JSONValue) -> [String] { AwaitingText.lines(of: reply) }
}
