import ArgumentParser
import Messages

/// Play dated steps against the law without a record.
struct LawWhatIf: Verb {
    static let configuration = help(
        "what-if",
        "Play dated steps against the law without a record",
        example: "law what-if Tools/data/scenarios/complaint.json"
    )
    static let method = "ScenarioService/PlayScenario"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "JSON with \"steps\": date, identity, method, request, as; - for stdin")
    var file: String

    func request() throws -> Fields {
        let content = try Input.json(at: file)
        let steps = content["steps"]?.elements ?? []
        guard !steps.isEmpty else {
            throw Failure(usage: "\(file) holds no list \"steps\" with a step")
        }
        return Fields().values("steps", steps.map(Self.step))
    }

    /// A step with its request as the text that the contract wants.
    private static func step(_ step: JSONValue) -> JSONValue {
        guard case .object(let members) = step, let request = step["request"] else { return step }
        return .object(
            members.filter { $0.0 != "request" }
                + [("request_json", .string(request.text(pretty: false)))]
        )
    }

    /// Plays, and prints what came of each step for people.
    func run() async throws {
        let request = try request().json
        try await Session.with(Self.method, [request], options) { session in
            let reply = try await session.call(request)
            guard options.output == .table else {
                options.show(reply, session.method.replyType)
                return
            }
            let outcomes = reply["outcomes"]?.elements ?? []
            let steps = request["steps"]?.elements ?? []
            let lines = zip(steps, outcomes).flatMap { ScenarioText.lines(of: $1, by: $0) }
            Terminal().print(lines.joined(separator: "\n"))
        }
    }
}
