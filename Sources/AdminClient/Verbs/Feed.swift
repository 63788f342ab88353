import ArgumentParser
import Messages

/// Follow what happens in the agency.
struct FeedNoun: AsyncParsableCommand {
    static let configuration = help(
        "feed",
        "Follow what happens in the agency",
        example: "feed watch --after 120 --identity officer@H29.02",
        subcommands: [ListFeed.self, WatchFeed.self]
    )
}

/// Print a page of the feed.
struct ListFeed: Verb {
    static let configuration = help(
        "list",
        "Print a page of the feed, oldest first",
        example: "feed list --after 120"
    )
    static let method = "FeedService/ListFeed"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only what came after this position", valueName: "position"))
    var after: Int64 = 0

    @Option(help: ArgumentHelp("Entries a page, at most 200", valueName: "count"))
    var pageSize: Int?

    func request() -> Fields {
        Fields().number("after", after).number("page_size", pageSize)
    }
}

/// Print the feed as it grows.
struct WatchFeed: AsyncParsableCommand {
    static let configuration = help(
        "watch",
        "Print the feed as it grows, until interrupted; in JSON one object a line",
        example: "feed watch --after 120 -o json"
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only what came after this position", valueName: "position"))
    var after: Int64 = 0

    func run() async throws {
        try await Session.with("FeedService/WatchFeed", [], options) { session in
            var position = after
            do {
                // A stream ends well after a while; the next one goes on where it ended.
                while true {
                    try await session.stream(Fields().number("after", position).json) { item in
                        Terminal().print(options.output.line(of: item))
                        position = item["position"]?.text.flatMap { Int64($0) } ?? position
                    }
                }
            } catch {
                Terminal().note("To go on: --after \(position)")
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
