package import Messages

extension ExplanationLine {
    /// A line in both languages, with the day that it speaks of; dates are `dd/MM/yyyy`, and
    /// titles, articles and names of holidays stay Vietnamese.
    init(_ vi: String, _ en: String, day: Day? = nil) {
        self.init(vi: vi, en: en, day: day?.iso ?? "")
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

/// One clock with what happened to it and what that came to: the account of its last day.
package struct ClockAccount: Hashable, Sendable {
    /// The version of the rule.
    package let rule: Rule
    /// The event that opened the clock.
    package let startEvent: String
    /// The start day.
    package let start: Day
    /// What happened since.
    package let history: ClockHistory
    /// What it came to.
    package let outcome: ReckoningOutcome

    /// Takes a clock and what it came to.
    package init(
        rule: Rule,
        startEvent: String,
        start: Day,
        history: ClockHistory = ClockHistory(),
        outcome: ReckoningOutcome
    ) {
        self.rule = rule
        self.startEvent = startEvent
        self.start = start
        self.history = history
        self.outcome = outcome
    }

    /// The account line by line in the order of the reckoning: rule, start, days passed over, what
    /// happened, last day, result.
    package var lines: [ExplanationLine] {
        let head = [ruleLine, startLine(EventTitle.of(startEvent))]
        let body =
            switch outcome {
            case .due(let reckoning): lines(of: reckoning)
            case .suspended(let since, let elapsed, let remaining):
                [firstDayLine(start + 1)] + changeLines(until: since)
                    + standingLines(since: since, elapsed: elapsed, remaining: remaining)
            case .open(let reason): [reason.line]
            }
        return head + body + doubtLines
    }

    private func lines(of reckoning: Reckoning) -> [ExplanationLine] {
        var lines: [ExplanationLine] = []
        if reckoning.limit != .immediately {
            lines.append(firstDayLine(reckoning.firstDayCounted))
        }
        lines += reckoning.skipped.map { skipped in
            let (date, reason) = (skipped.day.ddMMyyyy, skipped.reason)
            return ExplanationLine(
                "Không tính ngày \(date): \(reason.vi).",
                "\(date) does not count: \(reason.en).",
                day: skipped.day
            )
        }
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
        lines += changeLines(until: reckoning.lastDay)
        let date = reckoning.lastDay.ddMMyyyy
        lines.append(
            ExplanationLine(
                "Ngày cuối cùng của thời hạn: \(date).",
                "Last day of the limit: \(date).",
                day: reckoning.lastDay
            )
        )
        return lines + rollLines(reckoning) + [resultLine(reckoning)]
    }

    private var ruleLine: ExplanationLine {
        let articles = rule.basis.joined(separator: "; ")
        let (vi, en) = (outcome.reckoning?.limit ?? rule.limit).words
        return ExplanationLine(
            "Thời hạn: \(rule.titleVi) — \(vi) (\(articles)).",
            "Limit: \(rule.titleVi) — \(en) (\(articles))."
        )
    }

    private func startLine(_ event: EventTitle) -> ExplanationLine {
        let date = start.ddMMyyyy
        return ExplanationLine(
            "Mốc tính: ngày \(date), \(event.vi).",
            "Start: \(date), \(event.en).",
            day: start
        )
    }

    private func firstDayLine(_ day: Day) -> ExplanationLine {
        let date = day.ddMMyyyy
        if rule.direction == .before {
            return ExplanationLine(
                "Tính lùi, ngày đầu tiên được tính: \(date) (không tính ngày mốc).",
                "Counted backwards; first day counted: \(date) (the start day does not count).",
                day: day
            )
        }
        return ExplanationLine(
            "Ngày đầu tiên được tính: \(date) (không tính ngày mốc).",
            "First day counted: \(date) (the start day does not count).",
            day: day
        )
    }

    private func rollLines(_ reckoning: Reckoning) -> [ExplanationLine] {
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

    private func resultLine(_ reckoning: Reckoning) -> ExplanationLine {
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
        if outcome.reckoning?.provisional ?? false {
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
        return lines + [versionLine]
    }

    private var versionLine: ExplanationLine {
        guard let reckoning = outcome.reckoning else {
            return ExplanationLine("Quy tắc \(rule.version).", "Rule \(rule.version).")
        }
        return ExplanationLine(
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
    /// The number with its noun, which takes an s for any but one.
    func english(_ noun: String) -> String {
        self == 1 ? "1 \(noun)" : "\(self) \(noun)s"
    }
}
