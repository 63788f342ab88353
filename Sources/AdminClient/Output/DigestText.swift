import Messages

/// All that somebody is urged on a day, as people read it.
enum DigestText {
    /// A line that counts, then one for each urging.
    static func lines(of digest: JSONValue) -> [String] {
        let urgings = digest["urgings"]?.elements ?? []
        let more = digest["more"]?.text(pretty: false) ?? "0"
        let day = Cell.day(digest["day"]?.text ?? "") ?? ""
        var lines = ["Đôn đốc ngày \(day): \(urgings.count) việc."]
        for (index, view) in urgings.enumerated() {
            lines.append("\(index + 1). \(view["content"]?.text ?? "")".singleLine)
        }
        if more != "0" { lines.append("Còn \(more) việc khác: kntc-admin urging list") }
        return lines
    }
}
