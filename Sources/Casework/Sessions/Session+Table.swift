package import Messages

private typealias Row = StateTransition<Session>

extension Session {
    /// Luật Tiếp công dân Đ.18, Đ.24; NĐ 154/2026/NĐ-CP Đ.16–25.
    ///
    /// An instruction's reports, urgings and closing lead a concluded session on; their rows stand
    /// in the table of instructions.
    package static let table: [StateTransition<Session>] = [
        Row(
            "SessionService/PlanSession",
            "Lập lịch tiếp công dân của lãnh đạo",
            to: [.planned],
            starts: [ClockStart("RCP.SCHEDULE_POST", by: "reception.session_date")]
                + onlineRules.map { ClockStart($0, by: "reception.online_session_at") },
            basis: "Luật Tiếp công dân 2013 Đ.24; NĐ 154/2026/NĐ-CP Đ.20, Đ.23"
        ),
        Row(
            "SessionService/PublishSchedule",
            "Niêm yết lịch tiếp công dân",
            from: [.planned],
            to: [.published],
            after: \.lastActOn,
            stops: ["reception.schedule_published"],
            sends: true,
            basis: "Luật Tiếp công dân 2013 Đ.24 k.4"
        ),
        Row(
            "SessionService/InviteAgencies",
            "Mời cơ quan tham gia",
            from: [.planned, .published],
            sends: true,
            basis: "Luật Tiếp công dân 2013 Đ.18; NĐ 154/2026/NĐ-CP Đ.20"
        ),
        Row(
            "SessionService/NotifyBridgePoints",
            "Thông báo các điểm cầu",
            from: [.planned, .published],
            stops: ["reception.bridge_points_notified"],
            sends: true,
            basis: "NĐ 154/2026/NĐ-CP Đ.23 k.1"
        ),
        // A session that is put off stands posted again only with the day of the new posting. A
        // plan that was not posted in time can be put off too: nothing else would mend it.
        Row(
            "SessionService/RescheduleSession",
            "Hoãn phiên hoặc giao cấp phó tiếp",
            from: [.planned, .published],
            to: [.planned, .published],
            after: \.lastActOn,
            sends: true,
            basis: "Luật Tiếp công dân 2013 Đ.24 k.4; Luật 136/2025/QH15 Đ.1 k.7"
        ),
        Row(
            "SessionService/OpenSession",
            "Khai mạc phiên",
            from: [.published],
            to: [.inSession],
            after: \.lastActOn,
            stops: ["reception.line_tested", "reception.bridges_connected"],
            forms: ["ND154/2026:03/TCD"],
            needs: "a session whose schedule is posted",
            basis: "Luật Tiếp công dân 2013 Đ.24; NĐ 154/2026/NĐ-CP Đ.23"
        ),
        // A session on a pressing ground has no schedule to post.
        Row(
            "SessionService/OpenSession",
            "Khai mạc phiên đột xuất",
            from: [.planned],
            to: [.inSession],
            after: \.lastActOn,
            stops: ["reception.line_tested", "reception.bridges_connected"],
            forms: ["ND154/2026:03/TCD"],
            needs: "a session whose schedule is posted",
            basis: "Luật Tiếp công dân 2013 Đ.18 k.3"
        ),
        Row(
            "SessionService/RecordTurn",
            "Ghi lượt tiếp",
            from: [.inSession],
            basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
        ),
        Row(
            "SessionService/EndSession",
            "Kết thúc phiên",
            from: [.inSession],
            to: [.ended],
            after: \.lastActOn,
            starts: [
                ClockStart("RCP.LEADER.CONCLUSION_NOTICE", by: "reception.leader_session_closed")
            ],
            basis: "Luật Tiếp công dân 2013 Đ.18; NĐ 154/2026/NĐ-CP Đ.25"
        ),
        Row(
            "SessionService/IssueConclusion",
            "Ban hành thông báo kết luận",
            from: [.ended],
            to: [.concluded],
            after: \.lastActOn,
            stops: ["reception.conclusion_issued"],
            sends: true,
            forms: ["ND154/2026:KL"],
            basis: "NĐ 154/2026/NĐ-CP Đ.25"
        ),
    ]

    /// From this day the head receives in person (Luật 136/2025/QH15 Đ.1 k.7) and sessions may be
    /// held online (NĐ 154/2026/NĐ-CP Đ.16).
    static let lawOf2026 = Day(iso: "2026-07-01") ?? Day(daysSince1970: 0)

    /// The rules of online sessions, each reckoned back from the session.
    static let onlineRules = ["RCP.ONLINE.NOTICE", "RCP.ONLINE.LINE_TEST", "RCP.ONLINE.CONNECT"]

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        switch method {
        case "RecordService/VoidEntry": voidingObstacle
        case "SessionService/OpenSession" where state == .planned && kind == .leaderPeriodic:
            Obstacle(
                .document,
                "a session whose schedule is posted",
                vi: "lịch tiếp công dân đã niêm yết",
                basis: "Luật Tiếp công dân 2013 Đ.24 k.4"
            )
        case "SessionService/OpenSession" where heldOn > context.today.iso:
            Obstacle(
                .deadline,
                "the day of the session",
                vi: "đến ngày tiếp công dân",
                basis: "Luật Tiếp công dân 2013 Đ.24"
            )
        case "SessionService/NotifyBridgePoints" where !online:
            Obstacle(
                .guard,
                "a session that is held online",
                vi: "phiên tiếp công dân trực tuyến",
                basis: "NĐ 154/2026/NĐ-CP Đ.23"
            )
        default:
            nil
        }
    }

    /// The time limits that a session's day starts, each reckoned back from it.
    ///
    /// A session on a pressing ground is held when it is needed, so nothing is posted before it.
    func clocks(heldOn day: Day, _ context: Context) -> [Deadline] {
        let posting = kind == .leaderPeriodic ? ["RCP.SCHEDULE_POST"] : []
        return context.clocks.start(posting, by: "reception.session_date", on: day)
            + context.clocks.start(
                online ? Self.onlineRules : [],
                by: "reception.online_session_at",
                on: day
            ).map { dated($0, context) }
    }

    /// A limit in hours before the begin is due on the day on which that instant lies.
    private func dated(_ clock: Deadline, _ context: Context) -> Deadline {
        let rule = context.rulebook.rule(version: clock.ruleVersion)
        guard let instant = rule?.dueInstant(from: beginsAtMs / 1_000) else { return clock }
        let due = Day(daysSince1970: Int32(clamping: (instant + 7 * 3_600) / 86_400))
        var clock = clock
        clock.nominalOn = due.iso
        clock.dueOn = due.iso
        return clock
    }

    /// Demands a schedule that was posted in time for a periodic session on a day.
    func checkPosting(
        _ posted: Day,
        _ field: String,
        for held: Day,
        _ checks: inout Checks,
        _ context: Context
    ) {
        guard kind == .leaderPeriodic else { return }
        let last =
            context.clocks.start(
                ["RCP.SCHEDULE_POST"],
                by: "reception.session_date",
                on: held
            ).first?.dueOn ?? held.iso
        checks.require(
            posted.iso <= last,
            field,
            "is \(posted.iso), after \(last), five working days before the session "
                + "(Luật Tiếp công dân 2013 Đ.24 k.4)",
            "put the session off to a day for which it is posted in time"
        )
    }
}
