import Messages

/// What happened to a clock, a line for each decision and each obstacle.
extension ClockAccount {
    /// Extensions, suspensions that ended and obstacles, up to the last day that the clock reached.
    func changeLines(until last: Day) -> [ExplanationLine] {
        let counted = start < last ? start + 1...last : nil
        return extensionLines
            + history.suspensionsInOrder
            .compactMap { suspensionLine($0, within: counted) }
            + obstacleLines(within: counted)
    }

    /// The clock stands still: how long it ran, and how long it has left.
    func standingLines(since day: Day, elapsed: Int, remaining: Int) -> [ExplanationLine] {
        let isWorking = if case .workingDays = rule.limit { true } else { false }
        let (vi, en) = isWorking ? ("ngày làm việc", "working day") : ("ngày", "day")
        return [
            ExplanationLine(
                "Đang tạm đình chỉ từ ngày \(day.ddMMyyyy): đã tính \(elapsed) \(vi), "
                    + "còn \(remaining) \(vi).",
                "Stands still since \(day.ddMMyyyy): \(elapsed.english(en)) counted, "
                    + "\(remaining.english(en)) left.",
                day: day
            ),
            ExplanationLine(
                "Chưa có ngày hết hạn: tính tiếp từ ngày sau ngày có quyết định tiếp tục.",
                "No last day yet: it runs on from the day after the decision to resume."
            ),
        ]
    }

    private var extensionLines: [ExplanationLine] {
        history.extensions.enumerated().map { index, given in
            let (key, articles) = (given.rule.key, given.rule.basis.joined(separator: "; "))
            let date = given.decidedOn?.ddMMyyyy
            return ExplanationLine(
                "Gia hạn lần \(index + 1)\(date.map { ", quyết định ngày \($0)" } ?? ""), theo "
                    + "\(key) (\(articles)): thêm \(given.days) ngày, tính từ ngày cuối chưa dời.",
                "Extension \(index + 1)\(date.map { ", decided on \($0)" } ?? ""), under "
                    + "\(key) (\(articles)): \(given.days.english("day")) more, from the last day "
                    + "before any move.",
                day: given.decidedOn
            )
        }
    }

    private func suspensionLine(
        _ suspension: Suspension,
        within counted: ClosedRange<Day>?
    ) -> ExplanationLine? {
        let decided = suspension.decidedOn
        if case .due(let reckoning) = outcome, reckoning.due < decided {
            return ExplanationLine(
                "Tạm đình chỉ ngày \(decided.ddMMyyyy), khi thời hạn đã hết: không dời ngày.",
                "Suspended on \(decided.ddMMyyyy), after the limit had run out: nothing moves.",
                day: decided
            )
        }
        guard let resumed = suspension.resumedOn else { return nil }
        let days = decided < resumed ? (decided + 1...resumed).shared(with: counted).count : 0
        return ExplanationLine(
            "Tạm đình chỉ theo quyết định ngày \(decided.ddMMyyyy), tiếp tục theo quyết định ngày "
                + "\(resumed.ddMMyyyy): \(days) ngày không tính vào thời hạn.",
            "Suspended by the decision of \(decided.ddMMyyyy), resumed by that of "
                + "\(resumed.ddMMyyyy): \(days.english("day")) not counted.",
            day: decided
        )
    }

    /// Days that obstacles share count in the line of the first.
    private func obstacleLines(within counted: ClosedRange<Day>?) -> [ExplanationLine] {
        var told: Set<Day> = []
        return history.obstacles.map { obstacle in
            let days = Set(obstacle.shared(with: counted)).subtracting(told)
            told.formUnion(days)
            let (from, to) = (obstacle.lowerBound.ddMMyyyy, obstacle.upperBound.ddMMyyyy)
            return ExplanationLine(
                "Có trở ngại từ ngày \(from) đến ngày \(to): \(days.count) ngày không tính "
                    + "vào thời hiệu.",
                "Obstacle from \(from) to \(to): \(days.count.english("day")) not counted.",
                day: obstacle.lowerBound
            )
        }
    }
}

extension ClosedRange<Day> {
    /// The days of both ranges.
    fileprivate func shared(with other: ClosedRange<Day>?) -> Range<Day> {
        guard let other, overlaps(other) else { return lowerBound..<lowerBound }
        let both = clamped(to: other)
        return both.lowerBound..<both.upperBound + 1
    }
}

extension ReckoningOutcome.OpenReason {
    /// Why there is no last day, in both languages.
    var line: ExplanationLine {
        switch self {
        case .noNumber:
            ExplanationLine(
                "Luật không nêu số ngày: không có ngày hết hạn.",
                "The law names no number of days: there is no last day."
            )
        case .notConfigured:
            ExplanationLine(
                "Chưa đặt số ngày cho thời hạn này: chưa có ngày hết hạn.",
                "No number of days was set for this limit: there is no last day yet."
            )
        case .quota:
            ExplanationLine(
                "Là chỉ tiêu, đánh giá theo kỳ: không có ngày hết hạn.",
                "A quota, judged over its period: there is no last day."
            )
        case .untilEvent(let event?):
            ExplanationLine(
                "Kéo dài đến khi \(EventTitle.of(event).vi).",
                "Lasts until: \(EventTitle.of(event).en)."
            )
        case .untilEvent(nil):
            ExplanationLine("Kéo dài đến khi chấm dứt.", "Lasts until it is ended.")
        case .remainingOf(let family):
            ExplanationLine(
                "Dài bằng thời hạn còn lại của \(family): ngày cuối theo thời hạn đó.",
                "Lasts as long as \(family): its last day is the last day of that limit."
            )
        case .needsInstant:
            ExplanationLine(
                "Tính theo giờ, từ giờ phút của mốc.",
                "Counted in hours, from the instant of the start."
            )
        case .extends(let key):
            ExplanationLine(
                "Dời ngày cuối của \(key): không có ngày hết hạn riêng.",
                "Moves the last day of \(key): it has no last day of its own."
            )
        }
    }
}
