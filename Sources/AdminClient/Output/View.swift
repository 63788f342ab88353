import Foundation
import Messages

/// A reply as people read it, in Vietnamese.
enum View: Equatable {
    /// Head and rows.
    case table([String], [[String]])
    /// Names and values of one record.
    case record([[String]])
    /// Sentences.
    case lines([String])

    /// Picks the view by what the reply is.
    init(of reply: JSONValue, type: String) {
        if type == "kntc.v1.DeadlineExplanation" {
            self = .lines(
                (reply["lines"]?.elements ?? []).map { ($0["vi"]?.text ?? "").singleLine }
            )
        } else if type == "kntc.v1.Receipt" {
            self = .lines(Self.receipt(reply))
        } else if type == "kntc.v1.PreviewReorganisationReply" {
            self = .record(Self.openWork(reply))
        } else if type == "kntc.v1.PreviewOperationReply" {
            self = .record(Self.preview(reply))
        } else if let columns = Columns.of[type] {
            self = .table(
                columns.map(\.title),
                (reply.records ?? []).map { record in
                    columns.map { column in
                        record.at(column.path).map { Cell.text($0, named: column.path) }
                            ?? column.absent
                    }
                }
            )
        } else if type != "kntc.v1.ListHoldingsReply", let records = reply.records, !records.isEmpty
        {
            let names = records.reduce(into: [String]()) { names, record in
                for (name, _) in record.flattened where !names.contains(name) {
                    names.append(name)
                }
            }
            self = .table(
                names.map(Labels.title),
                records.map { record in
                    names.map { Cell.text(record.at($0), named: $0) }
                }
            )
        } else {
            self = .record(reply.flattened.flatMap { Self.rows(reply.at($0.0), named: $0.0) })
        }
    }

    /// One row, or for messages in a list one row each.
    private static func rows(_ value: JSONValue?, named name: String) -> [[String]] {
        let elements = value?.elements ?? []
        let areTexts = elements.allSatisfy { $0.text != nil }
        guard !areTexts else { return [[Labels.title(name), Cell.text(value, named: name)]] }
        return elements.enumerated().map { index, element in
            [index == 0 ? Labels.title(name) : "", Cell.text(element, named: name)]
        }
    }

    /// What is open at a body, with the kinds of which nothing is, and the ids that were asked for.
    private static func openWork(_ reply: JSONValue) -> [[String]] {
        let counts = (reply["open_work"]?.elements ?? []).map { count in
            [
                Cell.text(count["kind"], named: "kind"),
                Cell.text(count["open_records"] ?? .number("0"), named: "open_records"),
            ]
        }
        let due = ["due_before", "due_after"].map { name in
            [Labels.title(name), Cell.text(reply[name] ?? .number("0"), named: name)]
        }
        return counts + due + rows(reply["below"] ?? .array([]), named: "below")
            + rows(reply["records"] ?? .array([]), named: "records")
    }

    /// How many records an operation is about, of which kinds, and the first of them.
    private static func preview(_ reply: JSONValue) -> [[String]] {
        let count = Cell.text(reply["count"] ?? .number("0"), named: "count")
        let kinds = (reply["kinds"]?.elements ?? []).map { kind in
            [Cell.text(kind["kind"], named: "kind"), Cell.text(kind["count"], named: "count")]
        }
        let first = reply["records"].map { rows($0, named: "records") } ?? []
        return [["Số hồ sơ", count]] + kinds + first
    }

    private static func receipt(_ reply: JSONValue) -> [String] {
        let position = reply["position"]?.text ?? "0"
        let records = reply["records"]?.elements ?? []
        var lines = records.map { record in
            let reference = record["record"]
            let kind = Cell.text(reference?["kind"], named: "kind")
            let id = reference?["id"]?.text ?? ""
            return "\(kind) \(id) (etag \(record["etag"]?.text ?? ""))".singleLine
        }
        lines += (reply["numbers"]?.elements ?? []).map { number in
            let (value, year) = (number["number"], number["year"])
            return "Số \(Cell.text(value, named: ""))/\(Cell.text(year, named: ""))"
        }
        if let other = reply["number_also_on"]?.text {
            lines.append("Cảnh báo: số này đã dùng cho văn bản \(other)".singleLine)
        }
        if let code = reply["receipt_code"]?.text {
            lines.append("Mã biên nhận, chỉ hiện một lần: \(code)")
        }
        let outcome = records.isEmpty ? "Không có gì thay đổi" : "Đã ghi"
        return lines + ["\(outcome), vị trí \(position)."]
    }

    /// The text, without the last line end.
    func text(bold: Bool) -> String {
        switch self {
        case .lines(let lines): return lines.joined(separator: "\n")
        case .record(let rows): return Self.aligned(rows).joined(separator: "\n")
        case .table(let head, let rows):
            var lines = Self.aligned([head] + rows)
            if bold { lines[0] = "\u{1b}[1m\(lines[0])\u{1b}[0m" }
            return lines.joined(separator: "\n")
        }
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
        }
        return rows.map { row in
            let last = row.count - 1
            return row.enumerated()
                .map { $0 == last ? $1 : $1.padded(to: widths[$0]) }
                .joined(separator: "  ")
        }
    }
}

/// One cell of a table.
enum Cell {
    /// The text of a value: days as dd/MM/yyyy, instants in the city's time, lists by their titles.
    static func text(_ value: JSONValue?, named path: String) -> String {
        guard let value else { return "–" }
        switch value {
        case .null: return "–"
        case .bool(let flag): return flag ? "có" : "không"
        case .number(let digits): return digits
        case .string(let text):
            if path == "fact" { return Labels.title(text) }
            if path.hasSuffix("_ms"), let milliseconds = Int64(text) {
                return instant(milliseconds)
            }
            if path.hasSuffix("full_text"), let letter = letter(text) { return letter.singleLine }
            return day(text) ?? month(text) ?? Labels.values[text] ?? text.singleLine
        case .array(let elements):
            return elements.map { Self.text($0, named: path) }.joined(separator: ", ")
        case .object(let members):
            if path == "events" {
                // An event says what happened by the name of its fact.
                let fact = members.first { isMessage($0.1) && $0.0 != "record" }?.0
                return fact.map(Labels.title) ?? "–"
            }
            if path == "changes" { return change(value) }
            // A step's forms by their keys; what they are is a list of its own.
            if path == "forms", let key = value["key"]?.text { return key.singleLine }
            return value.flattened.filter { $0.0 != "digest" }
                .map { Self.text(value.at($0.0), named: $0.0) }
                .joined(separator: " · ")
        }
    }

    /// A changed field: its name, what it was and what it became.
    private static func change(_ change: JSONValue) -> String {
        let (before, after) = (value(in: change["before_json"]), value(in: change["after_json"]))
        let field = Labels.title((change["field"]?.text ?? "").replacing(/\[\d+\]/, with: ""))
        return "\(field): \(before) → \(after)"
    }

    /// A value that travels as JSON, for people.
    private static func value(in json: JSONValue?) -> String {
        guard let json = json?.text, !json.isEmpty else { return "–" }
        return text(try? JSONValue(parsing: json), named: "")
    }

    private static func isMessage(_ value: JSONValue) -> Bool {
        if case .object = value { true } else { false }
    }

    /// The words of a letter, which travels as bytes; nothing for one that is no text.
    private static func letter(_ base64: String) -> String? {
        Data(base64Encoded: base64).flatMap { String(bytes: $0, encoding: .utf8) }
    }

    /// "2026-07-10" as "10/07/2026"; nothing for any other text.
    static func day(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        return "\(parts[2])/\(parts[1])/\(parts[0])"
    }

    /// "2026-07" as "07/2026"; nothing for any other text.
    private static func month(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        return "\(parts[1])/\(parts[0])"
    }

    /// An instant in Asia/Ho_Chi_Minh, which has been UTC+7 without summer time since 1975.
    static func instant(_ milliseconds: Int64) -> String {
        let seconds = Int((Double(milliseconds) / 1_000).rounded(.down)) + 7 * 3_600
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map(twoDigits)
        return "\(date(days)) \(time.joined(separator: ":"))"
    }

    /// The day that lies `days` after 1970-01-01, as dd/MM/yyyy (Howard Hinnant's algorithm).
    private static func date(_ days: Int) -> String {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
        return "\(twoDigits(day))/\(twoDigits(calendarMonth))/\(year)"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
