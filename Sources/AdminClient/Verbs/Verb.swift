import ArgumentParser
import Messages

/// A command that calls one method: a table from flags to the members of the request.
protocol Verb: AsyncParsableCommand {
    /// The method, "PetitionService/GetPetition".
    static var method: String { get }
    var options: GlobalOptions { get }
    /// The request without its id.
    func request() throws -> Fields
}

extension Verb {
    /// Calls the method and prints the reply.
    func run() async throws {
        let request = try request().json
        try await Session.with(Self.method, [request], options) { session in
            let reply = try await session.call(request)
            options.show(reply, session.method.replyType)
        }
    }
}

/// A command whose reply people read as lines of text, and programs as any other.
protocol TextVerb: Verb {
    /// The lines of a reply.
    static func lines(of reply: JSONValue) -> [String]
}

extension TextVerb {
    /// Calls the method, and prints the lines or the reply.
    func run() async throws {
        let request = try request().json
        try await Session.with(Self.method, [request], options) { session in
            let reply = try await session.call(request)
            guard options.output == .table else {
                options.show(reply, session.method.replyType)
                return
            }
            Terminal().print(Self.lines(of: reply).joined(separator: "\n"))
        }
    }
}

/// A command that lists records page by page.
protocol ListVerb: Verb {
    var page: PageOptions { get }
}

extension ListVerb {
    /// Prints one page, or with `--all` everything as if it were one page.
    func run() async throws {
        let first = try request().number("page_size", page.pageSize)
        try await Session.with(Self.method, [first.json], options) { session in
            var reply = try await session.call(first.text("page_token", page.pageToken).json)
            while page.all, let token = reply["next_page_token"]?.text {
                let next = try await session.call(first.text("page_token", token).json)
                reply = reply.joined(with: next)
            }
            options.show(reply, session.method.replyType)
            if let total = reply["total"], options.output == .table {
                let count = total["count"]?.text ?? "0"
                let isMore = total["at_least"] != nil
                Terminal().note("Tổng số: \(count)\(isMore ? " trở lên" : "")")
            }
            if let token = reply["next_page_token"]?.text {
                Terminal().note("There are more: --all, or --page-token \(token)")
            }
        }
    }
}

/// Which part of a list to print.
struct PageOptions: ParsableArguments {
    @Flag(help: "Print the whole list, not one page")
    var all = false

    @Option(help: ArgumentHelp("Records a page, at most 200", valueName: "count"))
    var pageSize: Int?

    @Option(
        help: ArgumentHelp("Where the page begins, as the page before says", valueName: "token")
    )
    var pageToken: String?
}

/// A document by number and day.
struct DocumentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Number of the document", valueName: "number"))
    var number: String

    @Option(help: ArgumentHelp("Day of the document", valueName: "yyyy-mm-dd"))
    var date: String
}

extension Fields {
    /// A document under a name.
    func document(_ name: String, _ document: DocumentOptions) -> Fields {
        text("\(name).number", document.number).text("\(name).issued_on", document.date)
    }
}

extension GlobalOptions {
    /// Prints a reply as it was asked for.
    func show(_ reply: JSONValue, _ type: String) {
        let isBold = output == .table && Terminal.isInteractive
        let text = output.text(of: reply, type: type, bold: isBold)
        // A reply whose every member is at rest prints no line of a table.
        Terminal().print(output == .table && text.isEmpty ? "Không có." : text)
    }
}

extension JSONValue {
    /// A page with the page after it: arrays one after the other, the rest from the later one.
    func joined(with next: JSONValue) -> JSONValue {
        guard case .object(let members) = self, case .object(let later) = next else { return next }
        let arrays: [(String, JSONValue)] = members.compactMap { name, value in
            guard case .array(let elements) = value else { return nil }
            return (name, .array(elements + (next[name]?.elements ?? [])))
        }
        let known = Set(arrays.map(\.0))
        return .object(arrays + later.filter { !known.contains($0.0) })
    }
}

/// The text of a command's help: one line and an example.
func help(
    _ name: String,
    _ abstract: String,
    example: String,
    subcommands: [any ParsableCommand.Type] = []
) -> CommandConfiguration {
    CommandConfiguration(
        commandName: name,
        abstract: abstract,
        discussion: "Example:\n  kntc-admin \(example)",
        subcommands: subcommands
    )
}
