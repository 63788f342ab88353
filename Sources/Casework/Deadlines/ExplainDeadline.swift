package import Messages

extension ClockAccount {
    /// The account as the contract tells it.
    var explanation: DeadlineExplanation {
        let reckoning = outcome.reckoning
        let skipped = (reckoning?.skipped ?? []) + (reckoning?.rolledOver ?? [])
        var remaining = 0
        if case .suspended(_, _, let left) = outcome { remaining = left }
        return DeadlineExplanation(
            rule: rule.key,
            ruleVersion: rule.version,
            title: rule.titleVi,
            basis: rule.basis,
            startEvent: startEvent,
            startOn: start.iso,
            nominalOn: reckoning?.lastDay.iso ?? "",
            due: reckoning?.due.iso ?? "",
            skipped: skipped.map { .init(day: $0.day.iso, reason: $0.reason.vi) },
            provisional: reckoning?.provisional ?? false,
            lines: lines,
            remainingDays: Int32(remaining)
        )
    }
}

extension Clocks {
    /// How a time limit of a record came about, from its own history; nil when its rule or its
    /// start day is not known.
    ///
    /// The last day is the one that the record holds: what ended keeps the day of its time, even
    /// if the calendar changed since.
    package func explanation(of deadline: Deadline) -> DeadlineExplanation? {
        guard let rule = law(of: deadline), let start = Day(iso: deadline.startOn),
            let outcome = try? outcome(of: deadline)
        else { return nil }
        let account = ClockAccount(
            rule: rule,
            startEvent: deadline.startEvent,
            start: start,
            history: deadline.history(in: rulebook),
            outcome: outcome
        )
        var explanation = account.explanation
        explanation.lines += deadline.recordLines(reckoned: explanation.due)
        explanation.nominalOn = deadline.nominalOn
        explanation.due = deadline.dueOn
        explanation.provisional = deadline.provisional
        explanation.calendarVersion = deadline.calendarVersion
        return explanation
    }
}

extension Deadline {
    /// What only the record tells: the number that was fixed at the start, its own last day where
    /// another one is reckoned today, and what became of the limit.
    fileprivate func recordLines(reckoned: String) -> [ExplanationLine] {
        var lines: [ExplanationLine] = []
        if let (vi, en) = Limit(setting: limit)?.words {
            lines.append(
                ExplanationLine(
                    "Số ngày đã chốt khi bắt đầu là \(vi): thiết lập sau này không làm đổi.",
                    "Its length was fixed at the start, \(en): no later setting changes it."
                )
            )
        }
        if inherited {
            lines.append(
                ExplanationLine(
                    "Bắt đầu ở hệ thống khác, tính khi nhập hồ sơ.",
                    "Began in another system and was computed at the import."
                )
            )
        }
        if let due = Day(iso: dueOn), dueOn != reckoned {
            let of = reckoned.isEmpty ? "" : ", lịch \(calendarVersion)"
            let by = reckoned.isEmpty ? "" : ", calendar \(calendarVersion)"
            lines.append(
                ExplanationLine(
                    "Hạn cuối là ngày \(due.ddMMyyyy), theo hồ sơ\(of).",
                    "The last day is \(due.ddMMyyyy), as the record says\(by).",
                    day: due
                )
            )
        }
        return lines + [endLine].compactMap(\.self)
    }

    private var endLine: ExplanationLine? {
        guard let words = state.ending, let day = Day(iso: stoppedOn) else { return nil }
        let event = EventTitle.of(stopEvent)
        return ExplanationLine(
            "Kết thúc ngày \(day.ddMMyyyy), \(event.vi): \(words.vi).",
            "Ended on \(day.ddMMyyyy), \(event.en): \(words.en).",
            day: day
        )
    }
}

extension DeadlineState {
    /// What a limit that ended came to; nil for one that has not.
    fileprivate var ending: (vi: String, en: String)? {
        switch self {
        case .met: ("trong hạn", "in time")
        case .late: ("quá hạn", "late")
        case .replaced: ("thời hạn khác thay thế", "another limit took over")
        case .lapsed: ("đã hết kỳ, không vi phạm", "ran out, nothing was breached")
        case .voided: ("hồ sơ đã hủy", "the record was voided")
        case .open, .suspended, .unspecified, .unknown: nil
        }
    }
}
