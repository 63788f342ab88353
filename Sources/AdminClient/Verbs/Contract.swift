import ArgumentParser
import Messages

/// Call any method.
struct CallMethod: AsyncParsableCommand {
    static let configuration = help(
        "call",
        "Call any method of the contract with JSON",
        example: "call SystemService/GetStatus -d '{}'"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The method, such as DirectoryService/GetAgency")
    var method: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The request: JSON, @FILE, or @- for stdin", valueName: "json")
    )
    var data: String = "{}"

    func run() async throws {
        let request = try Input.json(argument: data)
        try await Session.with(method, [request], options) { session in
            if session.method.effect == .stream {
                try await session.stream(request) { Terminal().print(options.output.line(of: $0)) }
            } else {
                options.show(try await session.call(request), session.method.replyType)
            }
        }
    }
}

/// List the methods.
struct ListMethods: ParsableCommand {
    static let configuration = help(
        "list",
        "List the methods of the contract",
        example: "list"
    )

    @OptionGroup var options: GlobalOptions

    func run() {
        options.show(Self.reply, "methods")
    }

    /// All methods with what they do and what a caller needs.
    static var reply: JSONValue {
        let methods = Contract.methods.map { method in
            JSONValue.object([
                ("method", .string("\(method.service)/\(method.name)")),
                ("effect", .string("\(method.effect)")),
                ("permission", .string(method.permission)),
            ])
        }
        return .object([("methods", .array(methods))])
    }
}

/// Describe a method or a message.
struct Describe: ParsableCommand {
    static let configuration = help(
        "describe",
        "Describe a method with its request and reply, or a message",
        example: "describe PetitionService/RegisterPetition"
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Service/Method, or the full name of a message")
    var name: String

    func run() throws {
        options.show(try Self.reply(name), "fields")
    }

    /// The fields of a message, or of all messages that a method's request and reply hold.
    static func reply(_ name: String) throws(Failure) -> JSONValue {
        var waiting: [String] = [name]
        if name.contains("/") {
            let method = try MethodInfo.named(name)
            waiting = [method.requestType, method.replyType]
        }
        var seen: Set<String> = []
        var fields: [JSONValue] = []
        while !waiting.isEmpty {
            let type = waiting.removeFirst()
            guard seen.insert(type).inserted else { continue }
            let shape: MessageShape
            do {
                shape = try MessageShape(of: type)
            } catch {
                throw Failure(usage: "\(error)")
            }
            fields += shape.fields.map { Self.row($0, of: type) }
            waiting += shape.fields.map(\.type).filter { (try? MessageShape(of: $0)) != nil }
        }
        return .object([("fields", .array(fields))])
    }

    private static func row(_ field: MessageShape.Field, of type: String) -> JSONValue {
        .object([
            ("message", .string(type)), ("field", .string(field.name)),
            ("type", .string(field.isRepeated ? "repeated \(field.type)" : field.type)),
            ("values", .string(field.values.joined(separator: " "))),
        ])
    }
}
