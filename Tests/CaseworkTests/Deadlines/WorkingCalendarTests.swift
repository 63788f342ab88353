import Casework
import Testing

@Suite struct WorkingCalendarTests {
    private let national = WorkingCalendar.national

    @Test(arguments: [
        ("2026-08-22", nil), ("2025-04-26", nil), ("2024-05-04", nil), ("2026-01-10", nil),
        ("2025-11-24", nil), ("2026-11-25", nil), ("2026-04-28", nil), ("2024-11-25", nil),
        ("2026-11-24", "Ngày Văn hóa Việt Nam"), ("2027-11-24", "Ngày Văn hóa Việt Nam"),
        ("2026-02-16", "Tết Bính Ngọ"), ("2026-02-20", "Tết Bính Ngọ"),
        ("2026-04-26", "Giỗ Tổ Hùng Vương (Chủ nhật)"),
        ("2026-04-27", "Nghỉ bù Giỗ Tổ (26/4 là Chủ nhật)"), ("2026-08-31", "Nghỉ hoán đổi"),
        ("2026-08-29", "Thứ Bảy"), ("2026-08-30", "Chủ nhật"), ("2031-01-05", "Chủ nhật"),
    ])
    func `The nation's calendar knows why a day is off`(date: String, reason: String?) {
        #expect(national.reasonOff(day(date))?.vi == reason)
        #expect(national.isWorkingDay(day(date)) == (reason == nil))
    }

    @Test(arguments: [
        ("2027-02-05", true), ("2027-09-03", true), ("2027-09-02", false), ("2026-11-24", false),
        ("2026-11-25", false), ("2028-03-01", true), ("2023-12-29", true),
    ])
    func `A day is provisional when it is unsure or its year is not announced`(
        date: String,
        provisional: Bool
    ) {
        #expect(national.isProvisional(day(date)) == provisional)
    }

    @Test func `The names of reasons come in both languages`() {
        #expect([DayOffReason.saturday.en, DayOffReason.sunday.en] == ["Saturday", "Sunday"])
        #expect(DayOffReason.listed("Tết").en == "Tết")
    }

    @Test func `An upper layer hides the entry below it and nothing else`() {
        let city = CalendarLayer(
            version: "hcmc-1",
            years: [2028],
            days: [
                CalendarDay(day("2026-08-22"), .swapOff, "Không làm bù", .found),
                CalendarDay(day("2027-02-11"), .swapWork, "Ngày làm việc", .found),
                CalendarDay(day("2027-02-05"), .holiday, "Tết Đinh Mùi", .found),
            ]
        )
        let calendar = WorkingCalendar(.national, city)
        #expect(calendar.version == "\(national.version)+hcmc-1")
        #expect(calendar.reasonOff(day("2026-08-22")) == .listed("Không làm bù"))
        #expect(calendar.isWorkingDay(day("2027-02-11")))
        #expect(!calendar.isProvisional(day("2027-02-11")))
        #expect(!calendar.isProvisional(day("2027-02-05")))
        #expect(!calendar.isProvisional(day("2028-03-01")))
        #expect(calendar.isProvisional(day("2027-02-08")))
        #expect(calendar.reasonOff(day("2026-09-02")) == .listed("Quốc khánh"))
    }

    @Test func `Without layers weekends alone are off and every day is provisional`() {
        let calendar = WorkingCalendar()
        #expect(calendar.isWorkingDay(day("2026-09-02")))
        #expect(!calendar.isWorkingDay(day("2026-09-05")))
        #expect(calendar.isProvisional(day("2026-09-02")))
    }

    @Test func `The file lists each day once, inside its years, and swaps on weekends`() {
        let days = CalendarLayer.national.days
        #expect(Set(days.map(\.day)).count == days.count)
        for listed in days {
            #expect(CalendarLayer.national.years.contains(listed.day.date.year))
            let weekend = [.saturday, .sunday].contains(listed.day.weekday)
            switch listed.kind {
            case .swapWork: #expect(weekend, "\(listed.day)")
            case .swapOff, .compensatory: #expect(!weekend, "\(listed.day)")
            case .holiday: break
            }
        }
    }
}
