/// Instants in seconds since 1970-01-01T00:00:00Z, as RFC 3339 writes them.
package enum Instant {
    /// Vietnam is 7 hours ahead of UTC all year.
    private static let vietnam: Int64 = 7 * 3_600

    /// The instant of a text such as "2026-07-01T08:30:00+07:00" or one that ends in "Z"; nil for
    /// any other text, also one with parts of a second.
    package static func seconds(rfc3339 text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = number(bytes[11..<13], below: 24),
            let minute = number(bytes[14..<16], below: 60),
            let second = number(bytes[17..<19], below: 60),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let offset = offset(bytes[19...])
        else { return nil }
        return Int64(day.daysSince1970) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    }

    /// The text of an instant in Vietnam's time; seconds beyond the calendar give an empty text.
    package static func rfc3339(_ seconds: Int64) -> String {
        guard let (day, time) = local(seconds) else { return "" }
        return "\(day.iso)T\(time)+07:00"
    }

    /// The day and the time of day of an instant in Vietnam; nil beyond the calendar.
    package static func local(_ seconds: Int64) -> (day: Day, time: String)? {
        let (local, overflow) = seconds.addingReportingOverflow(vietnam)
        guard !overflow, local > .min + 86_400,
            let count = Int32(exactly: (local >= 0 ? local : local - 86_399) / 86_400)
        else { return nil }
        let rest = local - Int64(count) * 86_400
        let parts = [rest / 3_600, rest / 60 % 60, rest % 60].map { part in
            part < 10 ? "0\(part)" : "\(part)"
        }
        return (Day(daysSince1970: count), parts.joined(separator: ":"))
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(bytes)
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            let hours = number(bytes[1..<3], below: 24),
            let minutes = number(bytes[4..<6], below: 60)
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return switch bytes[0] {
        case UInt8(ascii: "+"): seconds
        case UInt8(ascii: "-"): -seconds
        default: nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>, below bound: Int64) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value < bound ? value : nil
    }
}
