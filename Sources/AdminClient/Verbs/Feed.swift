import ArgumentParser
import Messages

/// Follow what happens.
struct JournalNoun: AsyncParsableCommand {
    static let configuration = help(
        "journal",
        "Follow what happens to the records in one's scope",
        example: "journal watch --after 120 --identity officer@H29.02",
        subcommands: [ListJournal.self, WatchJournal.self]
    )
}

/// Print a page of the journal.
struct ListJournal: Verb {
    static let configuration = help(
        "list",
        "Print a page of the journal, oldest first",
        example: "journal list --after 120"
    )
    static let method = "FeedService/ListJournal"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var position: PositionOptions

    @Option(help: ArgumentHelp("Entries a page, at most 200", valueName: "count"))
    var pageSize: Int?

    func request() -> Fields { Fields().position(position).number("page_size", pageSize) }
}

/// Print the journal as it grows.
struct WatchJournal: WatchVerb {
    static let configuration = help(
        "watch",
        "Print the journal as it grows, until interrupted; in JSON one object a line",
        example: "journal watch --after 120 -o json"
    )
    static let method = "FeedService/WatchJournal"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var position: PositionOptions
}

/// Follow what arrives.
struct InboxNoun: AsyncParsableCommand {
    static let configuration = help(
        "inbox",
        "Follow what arrives on the desks of one's agency",
        example: "inbox watch --identity officer@H29.02",
        subcommands: [ListInbox.self, WatchInbox.self]
    )
}

/// Print a page of the inbox.
struct ListInbox: Verb {
    static let configuration = help(
        "list",
        "Print a page of what arrived, oldest first",
        example: "inbox list --after 120"
    )
    static let method = "FeedService/ListInbox"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var position: PositionOptions

    @Option(help: ArgumentHelp("Entries a page, at most 200", valueName: "count"))
    var pageSize: Int?

    func request() -> Fields { Fields().position(position).number("page_size", pageSize) }
}

/// Print what arrives.
struct WatchInbox: WatchVerb {
    static let configuration = help(
        "watch",
        "Print what arrives, until interrupted; in JSON one object a line",
        example: "inbox watch --after 120 -o json"
    )
    static let method = "FeedService/WatchInbox"

    @OptionGroup var options: GlobalOptions
    @OptionGroup var position: PositionOptions
}

/// Named subscriptions.
struct SubscriptionNoun: AsyncParsableCommand {
    static let configuration = help(
        "subscription",
        "List, make and delete the named subscriptions of one's agency",
        example: "subscription list --identity officer@H29.02",
        subcommands: [
            ListSubscriptions.self, CreateSubscription.self, DeleteSubscription.self,
        ]
    )
}

/// List subscriptions.
struct ListSubscriptions: Verb {
    static let configuration = help(
        "list",
        "List the subscriptions of the agency, and how far each is behind",
        example: "subscription list"
    )
    static let method = "FeedService/ListSubscriptions"

    @OptionGroup var options: GlobalOptions

    func request() -> Fields { Fields() }
}

/// Make a subscription.
struct CreateSubscription: Verb {
    static let configuration = help(
        "create",
        "Make a subscription that the caller alone pulls and acknowledges",
        example: "subscription create dvc-inbox inbox --after 120"
    )
    static let method = "FeedService/CreateSubscription"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Its name, of small letters, digits and hyphens")
    var name: String

    @Argument(help: "What it tells of: journal or inbox")
    var source: String

    @OptionGroup var position: PositionOptions

    func request() -> Fields {
        Fields().text("name", name).choice("source", "FEED_SOURCE_", source).position(position)
    }
}

/// Delete a subscription.
struct DeleteSubscription: Verb {
    static let configuration = help(
        "delete",
        "Delete a subscription with its position",
        example: "subscription delete dvc-inbox"
    )
    static let method = "FeedService/DeleteSubscription"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Its name")
    var name: String

    func request() -> Fields { Fields().text("name", name) }
}

/// Where to go on.
struct PositionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only what came after this position", valueName: "position"))
    var after: Int64 = 0

    @Option(help: ArgumentHelp("Epoch of the store that the position is of", valueName: "epoch"))
    var epoch: String?
}

extension Fields {
    /// The position to go on after.
    func position(_ position: PositionOptions) -> Fields {
        number("after", position.after).text("epoch", position.epoch)
    }
}

/// A command that prints a stream until it is interrupted.
protocol WatchVerb: AsyncParsableCommand {
    /// The method, "FeedService/WatchJournal".
    static var method: String { get }
    var options: GlobalOptions { get }
    var position: PositionOptions { get }
}

extension WatchVerb {
    /// Prints the messages of one stream after the other.
    func run() async throws {
        try await Session.with(Self.method, [], options) { session in
            var position = position
            do {
                // A stream ends well after a while; the next one goes on where it ended.
                while true {
                    try await session.stream(Fields().position(position).json) { item in
                        position.after =
                            item["position"]?.text.flatMap { Int64($0) } ?? position.after
                        position.epoch = item["epoch"]?.text ?? position.epoch
                        // A bookmark tells nothing but how far the stream has come.
                        guard item["events"] != nil || options.output == .json else { return }
                        Terminal().print(options.output.line(of: item))
                    }
                }
            } catch {
                let epoch = position.epoch.map { " --epoch \($0)" } ?? ""
                Terminal().note("To go on: --after \(position.after)\(epoch)")
                throw error
            }
        }
    }
}

extension OutputFormat {
    /// One message of a stream: a line, or a document of YAML.
    func line(of item: JSONValue) -> String {
        switch self {
        case .json: item.text(pretty: false)
        case .yaml: "---\n\(YAML.text(of: item))"
        case .csv, .table:
            Columns.feed.map { Cell.text(item.at($0.path), named: $0.path) }
                .joined(separator: self == .csv ? "," : "  ")
        }
    }
}
