import Messages

/// What came of the steps of a scenario, in Vietnamese.
enum ScenarioText {
    /// Whether a step was done or why not, then each record with its limits and next steps.
    static func lines(of outcome: JSONValue, by step: JSONValue) -> [String] {
        let isDone = outcome["done"] != nil
        let day = Cell.day(text(outcome, "date")) ?? ""
        let method = text(outcome, "method")
        let title = text(outcome, "title")
        let name = title.isEmpty ? method : "\(title) (\(method))"
        let who = text(step, "identity")
        let came = isDone ? "đã thực hiện" : "BỊ TỪ CHỐI"
        return ["\(day)  \(who)  \(name): \(came)".singleLine]
            + (isDone ? [] : refusal(outcome))
            + (outcome["records"]?.elements ?? []).flatMap(record)
    }

    /// Why, in Vietnamese, then in the words for developers.
    private static func refusal(_ outcome: JSONValue) -> [String] {
        let vietnamese = text(outcome, "refusal_vi")
        let problems = (outcome["problems"]?.elements ?? []).compactMap(\.text)
        let head = [vietnamese, closed(outcome["closed"])].filter { !$0.isEmpty }
        return (head + ["[\(text(outcome, "refusal"))]"] + problems.map { "- \($0)" })
            .map { "    \($0.singleLine)" }
    }

    /// What closes a command: the steps at which it is open, or what is missing, with its ground.
    private static func closed(_ action: JSONValue?) -> String {
        guard let action else { return "" }
        let states = (action["from"]?.elements ?? []).map { Cell.text($0, named: "from") }
        let isElsewhere = text(action, "obstacle") == "ACTION_OBSTACLE_STATE" && !states.isEmpty
        let missing =
            isElsewhere
            ? "Chỉ thực hiện khi hồ sơ: " + states.joined(separator: ", ")
            : "Còn thiếu: " + text(action, "missing_vi")
        return "\(missing) (\(text(action, "basis")))"
    }

    private static func record(_ record: JSONValue) -> [String] {
        let state = Cell.text(record["state"], named: "state")
        let kind = Cell.text(record["kind"], named: "kind")
        // What mends a record is open at any step.
        let next = (record["actions"]?.elements ?? [])
            .filter { !text($0, "method").hasPrefix("RecordService/") }
            .compactMap { $0["title"]?.text }
        return ["    \(text(record, "name")) (\(kind)): \(state)"]
            + (record["limits"]?.elements ?? []).map { "        \(limit($0))" }
            + (next.isEmpty ? [] : ["        Làm tiếp được: " + next.joined(separator: "; ")])
    }

    /// Its title and key, its last day, and how it stands or ended.
    private static func limit(_ limit: JSONValue) -> String {
        guard let deadline = limit["deadline"] else { return "" }
        let days = limit["overdue_days"]?.number ?? "0"
        let due = Cell.day(text(deadline, "due_on"))
        let last = due.map { "đến hết \($0)" } ?? "không có ngày cuối"
        let ended = Cell.day(text(deadline, "stopped_on")).map { " ngày \($0)" } ?? ""
        let isWindow = deadline["window"] != nil
        let came: String =
            switch text(deadline, "state") {
            case "DEADLINE_STATE_MET" where isWindow, "DEADLINE_STATE_LATE" where isWindow:
                "\(last), kết thúc\(ended)"
            case "DEADLINE_STATE_SUSPENDED": "tạm dừng"
            case "DEADLINE_STATE_MET": "\(last), đã xong\(ended), đúng hạn"
            case "DEADLINE_STATE_LATE": "\(last), đã xong\(ended), QUÁ HẠN \(days) ngày"
            case "DEADLINE_STATE_OPEN" where days != "0": "\(last), QUÁ HẠN \(days) ngày"
            case "DEADLINE_STATE_OPEN": last
            case let state: "\(last), \(Labels.values[state] ?? state)\(ended)"
            }
        let doubt = deadline["provisional"] == nil ? "" : " (tạm tính)"
        let window = isWindow ? " (quyền của công dân)" : ""
        let key = text(deadline, "rule_version")
        return "\(text(limit, "title")) [\(key)]: \(came)\(doubt)\(window)"
    }

    private static func text(_ value: JSONValue, _ name: String) -> String {
        value[name]?.text ?? ""
    }
}

extension JSONValue {
    /// The digits of a number.
    fileprivate var number: String? {
        if case .number(let digits) = self { digits } else { nil }
    }
}
