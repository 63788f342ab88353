/// One line of the account of a due day, in both languages; dates are `dd/MM/yyyy`.
package struct ExplanationLine: Hashable, Sendable {
    /// The line in Vietnamese.
    package let vi: String
    /// The line in English; titles, articles and names of holidays stay Vietnamese.
    package let en: String
    /// The day the line speaks of, where it speaks of one.
    package let day: Day?

    init(_ vi: String, _ en: String, day: Day? = nil) {
        self.vi = vi
        self.en = en
        self.day = day
    }
}

/// What explanations call an event.
struct EventTitle: Hashable, Sendable {
    let vi: String
    let en: String

    /// The title of an event, or its name when it has none.
    static func of(_ event: String) -> EventTitle {
        builtin[event] ?? EventTitle(vi: event, en: event)
    }
}

extension ReckonedRule {
    /// The account of the due day, line by line: rule, start, days passed over, last day, result.
    ///
    /// - Parameter startEvent: The event that opened the clock.
    /// - Returns: The lines in the order of the reckoning.
    package func explanation(startedBy startEvent: String) -> [ExplanationLine] {
        var lines = [ruleLine, startLine(EventTitle.of(startEvent))]
        if let firstDayLine { lines.append(firstDayLine) }
        lines += reckoning.skipped.map { skipped in
            let (date, reason) = (skipped.day.ddMMyyyy, skipped.reason)
            return ExplanationLine(
                "Không tính ngày \(date): \(reason.vi).",
                "\(date) does not count: \(reason.en).",
                day: skipped.day
            )
        }
        lines += changeLines
        lines += rollLines
        lines.append(resultLine)
        lines += doubtLines
        lines.append(versionsLine)
        return lines
    }

    private var ruleLine: ExplanationLine {
        let articles = rule.basis.joined(separator: "; ")
        let (vi, en) = reckoning.limit.words
        return ExplanationLine(
            "Thời hạn: \(rule.titleVi) — \(vi) (\(articles)).",
            "Limit: \(rule.titleVi) — \(en) (\(articles))."
        )
    }

    private func startLine(_ event: EventTitle) -> ExplanationLine {
        let date = reckoning.start.ddMMyyyy
        return ExplanationLine(
            "Mốc tính: ngày \(date), \(event.vi).",
            "Start: \(date), \(event.en).",
            day: reckoning.start
        )
    }

    private var firstDayLine: ExplanationLine? {
        guard reckoning.limit != .immediately else { return nil }
        let date = reckoning.firstDayCounted.ddMMyyyy
        if rule.direction == .before {
            return ExplanationLine(
                "Tính lùi, ngày đầu tiên được tính: \(date) (không tính ngày mốc).",
                "Counted backwards; first day counted: \(date) (the start day does not count).",
                day: reckoning.firstDayCounted
            )
        }
        return ExplanationLine(
            "Ngày đầu tiên được tính: \(date) (không tính ngày mốc).",
            "First day counted: \(date) (the start day does not count).",
            day: reckoning.firstDayCounted
        )
    }

    private var changeLines: [ExplanationLine] {
        var lines: [ExplanationLine] = []
        if reckoning.nominal != reckoning.lastDay {
            let date = reckoning.nominal.ddMMyyyy
            lines.append(
                ExplanationLine(
                    "Ngày cuối theo thời hạn ban đầu: \(date).",
                    "Last day of the limit as first set: \(date).",
                    day: reckoning.nominal
                )
            )
        }
        if reckoning.extendedDays > 0 {
            let days = reckoning.extendedDays
            lines.append(
                ExplanationLine(
                    "Gia hạn thêm \(days) ngày, tính từ ngày cuối chưa dời.",
                    "Extended by \(days) days, from the last day before any move."
                )
            )
        }
        if reckoning.suspendedDays > 0 {
            let days = reckoning.suspendedDays
            lines.append(
                ExplanationLine(
                    "Tạm đình chỉ \(days) ngày, không tính vào thời hạn.",
                    "Suspended for \(days) days, which do not count."
                )
            )
        }
        if reckoning.tolledDays > 0 {
            let days = reckoning.tolledDays
            lines.append(
                ExplanationLine(
                    "Có trở ngại \(days) ngày, không tính vào thời hiệu.",
                    "Obstacles for \(days) days, which do not count."
                )
            )
        }
        let date = reckoning.lastDay.ddMMyyyy
        lines.append(
            ExplanationLine(
                "Ngày cuối cùng của thời hạn: \(date).",
                "Last day of the limit: \(date).",
                day: reckoning.lastDay
            )
        )
        return lines
    }

    private var rollLines: [ExplanationLine] {
        if let reason = reckoning.standsOnDayOff {
            let date = reckoning.due.ddMMyyyy
            return [
                ExplanationLine(
                    "Ngày \(date) là ngày nghỉ (\(reason.vi)) nhưng thời hạn này không dời.",
                    "\(date) is off (\(reason.en)), but this limit does not move.",
                    day: reckoning.due
                )
            ]
        }
        return reckoning.rolledOver.map { skipped in
            let (date, reason) = (skipped.day.ddMMyyyy, skipped.reason)
            let (vi, en) =
                rule.direction == .before
                ? ("lùi về ngày trước đó", "moved to the day before")
                : ("chuyển sang ngày kế tiếp", "moved to the next day")
            return ExplanationLine(
                "Ngày \(date) là ngày nghỉ (\(reason.vi)): \(vi).",
                "\(date) is off (\(reason.en)): \(en).",
                day: skipped.day
            )
        }
    }

    private var resultLine: ExplanationLine {
        let (date, due) = (reckoning.due.ddMMyyyy, reckoning.due)
        return switch (rule.direction, reckoning.limit) {
        case (.durationMin, _):
            ExplanationLine(
                "Phải duy trì ít nhất đến hết ngày \(date).",
                "To be kept up until the end of \(date) at least.",
                day: due
            )
        case (_, .immediately):
            ExplanationLine(
                "Phải thực hiện ngay trong ngày \(date).",
                "To be done at once, on \(date).",
                day: due
            )
        case (.before, _):
            ExplanationLine(
                "Phải thực hiện chậm nhất trong ngày \(date).",
                "To be done on \(date) at the latest.",
                day: due
            )
        case (.after, _):
            ExplanationLine(
                "Hết hạn vào cuối ngày \(date) (24 giờ).",
                "Due by the end of \(date) (24:00).",
                day: due
            )
        }
    }

    private var doubtLines: [ExplanationLine] {
        var lines: [ExplanationLine] = []
        if reckoning.provisional {
            lines.append(
                ExplanationLine(
                    "Tạm tính: có ngày mà lịch nghỉ chưa được công bố chính thức.",
                    "Provisional: the holidays of some of these days are not announced yet."
                )
            )
        }
        if rule.confidence == .unsure {
            lines.append(
                ExplanationLine(
                    "Quy định này chưa được xác nhận.",
                    "This rule has not been confirmed."
                )
            )
        }
        return lines
    }

    private var versionsLine: ExplanationLine {
        ExplanationLine(
            "Quy tắc \(reckoning.ruleVersion), lịch \(reckoning.calendarVersion).",
            "Rule \(reckoning.ruleVersion), calendar \(reckoning.calendarVersion)."
        )
    }
}

extension Limit {
    /// The limit in words, in both languages.
    package var words: (vi: String, en: String) {
        switch self {
        case .calendarDays(let number): ("\(number) ngày", number.english("day"))
        case .workingDays(let number):
            ("\(number) ngày làm việc", number.english("working day"))
        case .hours(let number): ("\(number) giờ", number.english("hour"))
        case .months(let number): ("\(number) tháng", number.english("month"))
        case .years(let number): ("\(number) năm", number.english("year"))
        case .immediately: ("ngay", "at once")
        case .daysPerMonthMin(let number):
            ("ít nhất \(number) ngày mỗi tháng", "at least \(number.english("day")) a month")
        case .daysPerWeekMin(let number):
            ("ít nhất \(number) ngày mỗi tuần", "at least \(number.english("day")) a week")
        case .perMonth(let number): ("\(number) lần mỗi tháng", "\(number.english("time")) a month")
        case .timesMax(let number):
            ("không quá \(number) lần", "at most \(number.english("time"))")
        case .unnumbered: ("không có số ngày luật định", "no statutory number of days")
        case .configurable: ("chưa cấu hình số ngày", "number of days not set")
        case .sameAs(let key): ("như \(key)", "as \(key)")
        case .remainingOf(let key): ("hết thời hạn còn lại của \(key)", "what remains of \(key)")
        case .untilEvent(let event?): ("đến khi có sự kiện \(event)", "until the event \(event)")
        case .untilEvent(nil): ("đến khi chấm dứt", "until it ends")
        }
    }
}

extension Int {
    fileprivate func english(_ noun: String) -> String {
        self == 1 ? "1 \(noun)" : "\(self) \(noun)s"
    }
}
