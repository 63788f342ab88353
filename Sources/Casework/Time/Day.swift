/// A day of the civil calendar, counted from 1 January 1970.
///
/// The Gregorian calendar is used throughout, also before its introduction. A day has no time and no
/// zone: whoever turns an instant into a day does so in Vietnam's time (UTC+7, no summer time).
/// Arithmetic stops at the ends of the range (some 5.8 million years away) instead of trapping.
package struct Day: Hashable, Sendable {
    /// Days since 1970-01-01, negative before it.
    package let daysSince1970: Int32

    /// The last day that there is: after every other.
    package static let latest = Day(daysSince1970: .max)

    /// The day that many days after 1970-01-01.
    package init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of a date, or nil when the calendar has no such date or the year is not in 1…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Day.daysIn(month: month, year: year)).contains(day)
        else { return nil }
        self.init(daysSince1970: Int32(Day.daysSince1970(year: year, month: month, day: day)))
    }

    /// The day of a text in the form `YYYY-MM-DD`, or nil for any other text.
    package init?(iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Day.number(bytes[0..<4]), let month = Day.number(bytes[5..<7]),
            let day = Day.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1…12) and day of the month (1…31).
    package var date: (year: Int, month: Int, day: Int) {
        // Years that begin on 1 March put the leap day last; 400 of them have 146,097 days.
        let shifted = Int(daysSince1970) + Day.daysFromMarchZeroTo1970
        let era = Day.floor(shifted, by: Day.daysPerEra)
        let dayOfEra = shifted - era * Day.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The date as `YYYY-MM-DD`.
    package var iso: String {
        let (year, month, day) = date
        return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
    }

    /// The date as Vietnamese documents write it, `dd/MM/yyyy`.
    package var ddMMyyyy: String {
        let (year, month, day) = date
        return "\(Day.padded(day, 2))/\(Day.padded(month, 2))/\(Day.padded(year, 4))"
    }

    /// The day of the week.
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let sinceMonday = (Int(daysSince1970) + 3) % 7
        return Weekday.all[sinceMonday < 0 ? sinceMonday + 7 : sinceMonday]
    }

    /// The day with the same number that many months later, or the last day of a shorter month.
    ///
    /// Source: Bộ luật Dân sự 2015 Đ.148 k.3-4.
    package func adding(months: Int) -> Day {
        let (year, month, day) = date
        let monthsSinceZero = year * 12 + (month - 1) + months
        let newYear = Day.floor(monthsSinceZero, by: 12)
        let newMonth = monthsSinceZero - newYear * 12 + 1
        let newDay = min(day, Day.daysIn(month: newMonth, year: newYear))
        let days = Day.daysSince1970(year: newYear, month: newMonth, day: newDay)
        return Day(daysSince1970: Int32(clamping: days))
    }

    /// The days of the week around this day, Monday to Sunday.
    package var week: ClosedRange<Day> {
        let monday = self - weekday.rawValue
        return monday...(monday + 6)
    }

    /// The days of the calendar month around this day.
    package var month: ClosedRange<Day> {
        let (year, month, day) = date
        let first = self - (day - 1)
        return first...(first + (Day.daysIn(month: month, year: year) - 1))
    }
}

/// A day of the week; the raw value counts from Monday, 0.
package enum Weekday: Int, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    fileprivate static let all: [Weekday] = [
        .monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday,
    ]
}

extension Day: Strideable {
    package func distance(to other: Day) -> Int {
        Int(other.daysSince1970) - Int(daysSince1970)
    }

    package func advanced(by days: Int) -> Day {
        let (sum, overflow) = Int(daysSince1970).addingReportingOverflow(days)
        return Day(daysSince1970: overflow ? (days < 0 ? .min : .max) : Int32(clamping: sum))
    }

    package static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }
    package static func - (day: Day, days: Int) -> Day { day.advanced(by: -days) }
    package static func - (later: Day, earlier: Day) -> Int { earlier.distance(to: later) }
    package static func += (day: inout Day, days: Int) { day = day + days }
    package static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

extension Day: CustomStringConvertible {
    package var description: String { iso }
}

extension Day {
    private static let daysPerEra = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let daysFromMarchZeroTo1970 = 719_468

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = floor(marchYear, by: 400)
        let yearOfEra = marchYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - daysFromMarchZeroTo1970
    }

    private static func floor(_ value: Int, by divisor: Int) -> Int {
        (value >= 0 ? value : value - divisor + 1) / divisor
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
