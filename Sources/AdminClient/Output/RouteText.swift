import Messages

/// The way of a matter between agencies, drawn for people.
enum RouteText {
    /// A line a station: those that the matter was at stand on the line, what turned it away beside.
    static func lines(of route: JSONValue) -> [String] {
        let steps = route["steps"]?.elements ?? []
        let width = steps.map { text($0, "agency").count }.max() ?? 0
        var lines: [String] = []
        for (index, step) in steps.enumerated() {
            let station = text(step, "station")
            let isOnLine = Self.onLine.contains(station)
            if isOnLine, index > 0 { lines += ["  │", "  ▼"] }
            let mark = isOnLine ? "●" : "├─✕"
            let agency = text(step, "agency")
            let pad = String(repeating: " ", count: width - agency.count)
            let day = Cell.day(text(step, "on")) ?? "–"
            let came = Cell.text(step["station"], named: "station")
            lines.append("  \(mark) \(agency)\(pad)  \(day)  \(came)")
        }
        let received = route["received"]?.text(pretty: false) ?? "0"
        let limit = route["limit"]?.text(pretty: false) ?? "0"
        return lines + [
            "Đang giữ hồ sơ: \(text(route, "holder"))",
            "Đã tiếp nhận qua chuyển đơn \(received) lần; quá \(limit) lần thì cấp trên phân xử.",
        ]
    }

    private static let onLine: Set = [
        "ROUTE_STATION_ENTERED", "ROUTE_STATION_RECEIVED", "ROUTE_STATION_ASSIGNED",
        "ROUTE_STATION_SENT",
    ]

    private static func text(_ value: JSONValue, _ name: String) -> String {
        (value[name]?.text ?? "").singleLine
    }
}
