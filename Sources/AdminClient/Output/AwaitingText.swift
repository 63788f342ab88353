import Messages

/// All that waits for somebody, as people read it.
enum AwaitingText {
    /// How much of each kind, then a line each, what is due first before.
    static func lines(of reply: JSONValue) -> [String] {
        let counts = elements(reply, "counts")
        guard !counts.isEmpty else { return ["Không có việc nào chờ xử lý."] }
        let items = elements(reply, "items")
        return ["Chờ xử lý: " + counts.map(count).joined(separator: "; ")]
            + items.enumerated().map { line($0 + 1, $1).singleLine }
    }

    private static func count(_ count: JSONValue) -> String {
        let total = count["total"]
        let number = total?["count"].map { Cell.text($0, named: "count") } ?? "0"
        let more = total?["at_least"] == nil ? "" : " trở lên"
        return "\(Cell.text(count["kind"], named: "kind")) \(number)\(more)"
    }

    private static func line(_ number: Int, _ item: JSONValue) -> String {
        let record = item["record"]
        let due = item["due_on"].map { ", hạn \(Cell.text($0, named: "due_on"))" } ?? ""
        let remark = item["remark"].map { " số \(Cell.text($0, named: "remark"))" } ?? ""
        return "\(number). \(Cell.text(item["kind"], named: "kind"))\(remark): "
            + "\(Cell.text(record?["kind"], named: "kind")) "
            + "\(Cell.text(record?["id"], named: "id"))\(due)"
    }

    private static func elements(_ value: JSONValue, _ name: String) -> [JSONValue] {
        value[name]?.elements ?? []
    }
}
