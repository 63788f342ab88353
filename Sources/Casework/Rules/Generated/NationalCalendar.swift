// swift-format-ignore-file
// Made from calendar.yaml by Tools/generate-rules. Do not edit.

extension CalendarLayer {
    /// The days off and days of work that the nation announces, for the years they cover.
    package static let national = CalendarLayer(
        version: "vn-2026-11-23.2",
        years: [2024, 2025, 2026, 2027],
        days: [
            CalendarDay(Day(daysSince1970: 19723) /* 2024-01-01 */, .holiday, "Tết Dương lịch", .known),
            CalendarDay(Day(daysSince1970: 19761) /* 2024-02-08 */, .holiday, "Tết Giáp Thìn", .known),
            CalendarDay(Day(daysSince1970: 19762) /* 2024-02-09 */, .holiday, "Tết Giáp Thìn", .known),
            CalendarDay(Day(daysSince1970: 19765) /* 2024-02-12 */, .holiday, "Tết Giáp Thìn", .known),
            CalendarDay(Day(daysSince1970: 19766) /* 2024-02-13 */, .holiday, "Tết Giáp Thìn", .known),
            CalendarDay(Day(daysSince1970: 19767) /* 2024-02-14 */, .holiday, "Tết Giáp Thìn", .known),
            CalendarDay(Day(daysSince1970: 19831) /* 2024-04-18 */, .holiday, "Giỗ Tổ Hùng Vương", .known),
            CalendarDay(Day(daysSince1970: 19842) /* 2024-04-29 */, .swapOff, "Nghỉ hoán đổi", .known),
            CalendarDay(Day(daysSince1970: 19843) /* 2024-04-30 */, .holiday, "Ngày Chiến thắng", .known),
            CalendarDay(Day(daysSince1970: 19844) /* 2024-05-01 */, .holiday, "Quốc tế Lao động", .known),
            CalendarDay(Day(daysSince1970: 19847) /* 2024-05-04 */, .swapWork, "Làm bù (thứ Bảy)", .known),
            CalendarDay(Day(daysSince1970: 19968) /* 2024-09-02 */, .holiday, "Quốc khánh", .known),
            CalendarDay(Day(daysSince1970: 19969) /* 2024-09-03 */, .holiday, "Quốc khánh (liền kề)", .known),
            CalendarDay(Day(daysSince1970: 20089) /* 2025-01-01 */, .holiday, "Tết Dương lịch", .found),
            CalendarDay(Day(daysSince1970: 20115) /* 2025-01-27 */, .holiday, "Tết Ất Tỵ", .known),
            CalendarDay(Day(daysSince1970: 20116) /* 2025-01-28 */, .holiday, "Tết Ất Tỵ", .known),
            CalendarDay(Day(daysSince1970: 20117) /* 2025-01-29 */, .holiday, "Tết Ất Tỵ", .known),
            CalendarDay(Day(daysSince1970: 20118) /* 2025-01-30 */, .holiday, "Tết Ất Tỵ", .known),
            CalendarDay(Day(daysSince1970: 20119) /* 2025-01-31 */, .holiday, "Tết Ất Tỵ", .known),
            CalendarDay(Day(daysSince1970: 20185) /* 2025-04-07 */, .holiday, "Giỗ Tổ Hùng Vương", .found),
            CalendarDay(Day(daysSince1970: 20204) /* 2025-04-26 */, .swapWork, "Làm bù (thứ Bảy)", .known),
            CalendarDay(Day(daysSince1970: 20208) /* 2025-04-30 */, .holiday, "Ngày Chiến thắng", .found),
            CalendarDay(Day(daysSince1970: 20209) /* 2025-05-01 */, .holiday, "Quốc tế Lao động", .found),
            CalendarDay(Day(daysSince1970: 20210) /* 2025-05-02 */, .swapOff, "Nghỉ hoán đổi", .known),
            CalendarDay(Day(daysSince1970: 20332) /* 2025-09-01 */, .holiday, "Quốc khánh (liền kề)", .known),
            CalendarDay(Day(daysSince1970: 20333) /* 2025-09-02 */, .holiday, "Quốc khánh", .found),
            CalendarDay(Day(daysSince1970: 20454) /* 2026-01-01 */, .holiday, "Tết Dương lịch", .found),
            CalendarDay(Day(daysSince1970: 20455) /* 2026-01-02 */, .swapOff, "Nghỉ hoán đổi", .known),
            CalendarDay(Day(daysSince1970: 20463) /* 2026-01-10 */, .swapWork, "Làm bù (thứ Bảy)", .known),
            CalendarDay(Day(daysSince1970: 20500) /* 2026-02-16 */, .holiday, "Tết Bính Ngọ", .found),
            CalendarDay(Day(daysSince1970: 20501) /* 2026-02-17 */, .holiday, "Tết Bính Ngọ", .found),
            CalendarDay(Day(daysSince1970: 20502) /* 2026-02-18 */, .holiday, "Tết Bính Ngọ", .found),
            CalendarDay(Day(daysSince1970: 20503) /* 2026-02-19 */, .holiday, "Tết Bính Ngọ", .found),
            CalendarDay(Day(daysSince1970: 20504) /* 2026-02-20 */, .holiday, "Tết Bính Ngọ", .found),
            CalendarDay(Day(daysSince1970: 20569) /* 2026-04-26 */, .holiday, "Giỗ Tổ Hùng Vương (Chủ nhật)", .found),
            CalendarDay(Day(daysSince1970: 20570) /* 2026-04-27 */, .compensatory, "Nghỉ bù Giỗ Tổ (26/4 là Chủ nhật)", .found),
            CalendarDay(Day(daysSince1970: 20573) /* 2026-04-30 */, .holiday, "Ngày Chiến thắng", .found),
            CalendarDay(Day(daysSince1970: 20574) /* 2026-05-01 */, .holiday, "Quốc tế Lao động", .found),
            CalendarDay(Day(daysSince1970: 20687) /* 2026-08-22 */, .swapWork, "Làm bù (thứ Bảy)", .known),
            CalendarDay(Day(daysSince1970: 20696) /* 2026-08-31 */, .swapOff, "Nghỉ hoán đổi", .known),
            CalendarDay(Day(daysSince1970: 20697) /* 2026-09-01 */, .holiday, "Quốc khánh (liền kề)", .found),
            CalendarDay(Day(daysSince1970: 20698) /* 2026-09-02 */, .holiday, "Quốc khánh", .found),
            CalendarDay(Day(daysSince1970: 20781) /* 2026-11-24 */, .holiday, "Ngày Văn hóa Việt Nam", .found),
            CalendarDay(Day(daysSince1970: 20819) /* 2027-01-01 */, .holiday, "Tết Dương lịch", .found),
            CalendarDay(Day(daysSince1970: 20854) /* 2027-02-05 */, .holiday, "Tết Đinh Mùi (dự kiến)", .unsure),
            CalendarDay(Day(daysSince1970: 20857) /* 2027-02-08 */, .holiday, "Tết Đinh Mùi (dự kiến)", .unsure),
            CalendarDay(Day(daysSince1970: 20858) /* 2027-02-09 */, .holiday, "Tết Đinh Mùi (dự kiến)", .unsure),
            CalendarDay(Day(daysSince1970: 20859) /* 2027-02-10 */, .compensatory, "Tết Đinh Mùi (bù, dự kiến)", .unsure),
            CalendarDay(Day(daysSince1970: 20860) /* 2027-02-11 */, .compensatory, "Tết Đinh Mùi (bù, dự kiến)", .unsure),
            CalendarDay(Day(daysSince1970: 20924) /* 2027-04-16 */, .holiday, "Giỗ Tổ Hùng Vương", .found),
            CalendarDay(Day(daysSince1970: 20938) /* 2027-04-30 */, .holiday, "Ngày Chiến thắng", .found),
            CalendarDay(Day(daysSince1970: 20939) /* 2027-05-01 */, .holiday, "Quốc tế Lao động (thứ Bảy)", .found),
            CalendarDay(Day(daysSince1970: 20941) /* 2027-05-03 */, .compensatory, "Nghỉ bù 1/5", .known),
            CalendarDay(Day(daysSince1970: 21063) /* 2027-09-02 */, .holiday, "Quốc khánh", .found),
            CalendarDay(Day(daysSince1970: 21064) /* 2027-09-03 */, .holiday, "Quốc khánh (liền kề)", .unsure),
            CalendarDay(Day(daysSince1970: 21146) /* 2027-11-24 */, .holiday, "Ngày Văn hóa Việt Nam", .found)
        ]
    )
}

extension WorkingCalendar {
    /// The nation's calendar without any layer over it.
    package static let national = WorkingCalendar(.national)
}
