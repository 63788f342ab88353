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
        guard !steps.isEmpty else { throw Failure(usage: "\(file) holds no steps") }
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
            let lines = (reply["outcomes"]?.elements ?? []).flatMap(Self.lines)
            Terminal().print(lines.joined(separator: "\n"))
        }
    }

    /// What came of a step: done or why not, then each record with its limits and next steps.
    static func lines(of outcome: JSONValue) -> [String] {
        let isDone = outcome["done"] != nil
        let day = Cell.day(outcome["date"]?.text ?? "") ?? ""
        let method = outcome["method"]?.text ?? ""
        var lines = ["\(day)  \(method)  \(isDone ? "đã thực hiện" : "bị từ chối")"]
        if !isDone {
            lines.append("    \(outcome["refusal"]?.text ?? "")")
            lines += (outcome["problems"]?.elements ?? []).compactMap(\.text).map { "    \($0)" }
        }
        for record in outcome["records"]?.elements ?? [] {
            let state = record["state"]?.text ?? ""
            let name = record["name"]?.text ?? ""
            lines.append("    \(name): \(Labels.values[state] ?? state)")
            lines += (record["deadlines"]?.elements ?? []).map(limit)
            let next = (record["actions"]?.elements ?? []).compactMap { $0["title"]?.text }
            if !next.isEmpty {
                lines.append("        làm tiếp được: " + next.joined(separator: "; "))
            }
        }
        return lines
    }

    private static func limit(_ deadline: JSONValue) -> String {
        let due = Cell.day(deadline["due_on"]?.text ?? "")
        let isStill = deadline["state"]?.text == "DEADLINE_STATE_SUSPENDED"
        let last = isStill ? "tạm dừng" : due.map { "đến hết \($0)" } ?? "không có ngày cuối"
        let doubt = deadline["provisional"] == nil ? "" : " (tạm tính)"
        return "        \(deadline["rule_version"]?.text ?? ""): \(last)\(doubt)"
    }
}
