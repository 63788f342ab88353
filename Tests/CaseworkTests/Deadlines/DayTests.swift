import Casework
import Testing

@Suite struct DayTests {
    /// Steps a date by the lengths of the months alone, without any arithmetic of eras.
    private struct Stepper {
        var (year, month, day) = (1900, 1, 1)

        mutating func step() {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            guard day > lengths[month - 1] else { return }
            (day, month) = (1, month + 1)
            guard month > 12 else { return }
            (month, year) = (1, year + 1)
        }
    }

    @Test func `Every day from 1900 to 2200 agrees with stepping through the months`() throws {
        var stepper = Stepper()
        var number: Int32 = -25_567
        var weekday = 0  // 1900-01-01 was a Monday.
        while stepper.year <= 2200 {
            let day = Day(daysSince1970: number)
            let (year, month, dayOfMonth) = day.date
            let found = [year, month, dayOfMonth, day.weekday.rawValue]
            try #require(found == [stepper.year, stepper.month, stepper.day, weekday])
            try #require(Day(year: year, month: month, day: dayOfMonth) == day)
            try #require(Day(iso: day.iso) == day)
            stepper.step()
            number += 1
            weekday = (weekday + 1) % 7
        }
        #expect(number == 84_371)
    }

    @Test(arguments: [
        "", "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
        "0000-01-01", "2026-1-01", "2026/01/01", "26-01-0001", "2026-01-01 ", "+026-01-01",
        "２026-01-01",
    ])
    func `A text that is no date gives no day`(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test func `Known days have their numbers, names and weekdays`() {
        #expect(Day(daysSince1970: 0).iso == "1970-01-01")
        #expect(day("2000-02-29").daysSince1970 == 11_016)
        #expect(day("0001-01-01").daysSince1970 == -719_162)
        #expect(day("9999-12-31").daysSince1970 == 2_932_896)
        #expect(day("2026-09-02").ddMMyyyy == "02/09/2026")
        #expect(day("0987-06-05").ddMMyyyy == "05/06/0987")
        #expect(day("2026-08-22").weekday == .saturday)
        #expect(day("1969-12-31").weekday == .wednesday)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-15", 1, "2027-01-15"), ("2026-05-31", 0, "2026-05-31"),
    ])
    func `Months later is the same number or the last day`(from: String, months: Int, to: String) {
        #expect(day(from).adding(months: months).iso == to)
    }

    @Test func `Weeks run from Monday to Sunday and months from first to last`() {
        #expect(day("2026-07-01").week == day("2026-06-29")...day("2026-07-05"))
        #expect(day("2026-06-29").week == day("2026-06-29")...day("2026-07-05"))
        #expect(day("2026-07-05").week == day("2026-06-29")...day("2026-07-05"))
        #expect(day("2024-02-10").month == day("2024-02-01")...day("2024-02-29"))
    }

    @Test func `Arithmetic stops at the ends of the range`() {
        let last = Day(daysSince1970: .max)
        let first = Day(daysSince1970: .min)
        #expect(last + 1 == last)
        #expect(first - 1 == first)
        #expect(first.advanced(by: .max) == last)
        #expect(last.advanced(by: .min) == first)
        #expect(last - first == Int(UInt32.max))
        #expect(first < last)
        #expect(last.adding(months: 12) == last)
    }
}
