import Foundation

/// What the national database made of one message.
enum Answer: Hashable, Sendable {
    /// Accepted now or before, under this id.
    case accepted(nationalID: String, isDuplicate: Bool)
    /// Refused for good; the rules that it names, without values.
    case refused([String])
    /// Not answered at the moment; the wait that it demands.
    case unavailable(String, retryAfter: Duration?)
    /// An answer that says nothing of the message: wrong address or no access.
    case misdirected(Int)
}

extension Answer {
    private struct Body: Decodable {
        struct Violation: Decodable {
            let path: String?
            let rule: String?
        }

        let status: String?
        let messageId: String?
        let nationalId: String?
        let errors: [Violation]?
    }

    /// Reads an answer over HTTP.
    ///
    /// - Parameters:
    ///   - code: The HTTP status.
    ///   - retryAfter: The header of this name.
    ///   - body: The answer's body.
    ///   - messageID: The message asked about.
    ///   - now: To reckon a date in `retryAfter` from.
    init(code: Int, retryAfter: String?, body: Data, messageID: String, now: Date) {
        let read = try? JSONDecoder().decode(Body.self, from: body)
        switch code {
        case 200...299:
            guard let read, read.messageId == messageID, let id = read.nationalId,
                (1...100).contains(id.count),
                read.status == "accepted" || read.status == "duplicate"
            else {
                // The message may have been taken; a repeat is then answered as a duplicate.
                self = .unavailable("UNREADABLE_ANSWER", retryAfter: nil)
                return
            }
            self = .accepted(nationalID: id, isDuplicate: read.status == "duplicate")
        case 400, 409, 413, 422:
            let named = (read?.errors ?? []).prefix(50).map {
                RefusalRule.text(path: $0.path ?? "", rule: $0.rule ?? "")
            }
            let status = RefusalRule.word(read?.status ?? "") ?? "refused"
            self = .refused(named.isEmpty ? ["HTTP \(code) \(status)"] : named)
        case 408, 425, 429, 500...599:
            let wait = retryAfter.flatMap { Self.duration(retryAfter: $0, now: now) }
            self = .unavailable("HTTP \(code)", retryAfter: wait)
        default:
            self = .misdirected(code)
        }
    }

    /// The wait that a `Retry-After` demands, in seconds or until a date (RFC 9110 §10.2.3).
    static func duration(retryAfter text: String, now: Date) -> Duration? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int64(text) {
            return seconds >= 0 ? .seconds(min(seconds, 86_400 * 365)) : nil
        }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.date(from: text).map {
            .milliseconds(Int64(max(0, $0.timeIntervalSince(now)) * 1_000))
        }
    }
}

/// The rule that a refusal names, cut down to what can hold no value of a message.
enum RefusalRule {
    /// The keywords of JSON Schema that a refusal may name.
    private static let keywords: Set<String> = [
        "required", "additionalProperties", "enum", "const", "type", "minimum", "maximum",
        "minLength", "maxLength", "minItems", "maxItems", "maxProperties", "multipleOf", "format",
        "pattern", "contains", "uniqueItems", "anyOf", "oneOf", "allOf", "not", "utf-8", "json",
    ]

    /// Place and rule as they are kept; what is no known rule becomes "unnamed".
    static func text(path: String, rule: String) -> String {
        let steps = path.split(separator: "/")
        let isPlain = steps.count <= 12 && steps.allSatisfy { isName($0) }
        let place = isPlain ? steps.map { "/\($0)" }.joined() : "/…"
        let parts = rule.split(separator: ":", maxSplits: 1)
        guard let keyword = parts.first.map(String.init), keywords.contains(keyword) else {
            return "\(place) unnamed"
        }
        let member = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        return keyword == "required" && isName(member)
            ? "\(place) required \(member)" : "\(place) \(keyword)"
    }

    /// A word of small letters and underscores, or nil for any other text.
    static func word(_ text: String) -> String? {
        let isWord =
            (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isLower($0) }
        return isWord ? text : nil
    }

    /// The name of a member of the format, or an index.
    private static func isName(_ text: Substring) -> Bool {
        guard (1...40).contains(text.utf8.count), let first = text.utf8.first else { return false }
        guard !isDigit(first) else { return text.utf8.count <= 4 && text.utf8.allSatisfy(isDigit) }
        return isLower(first)
            && text.utf8.allSatisfy {
                isLower($0) || isDigit($0) || $0 == UInt8(ascii: "_")
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
