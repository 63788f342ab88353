import Messages

/// What may happen to the course of a complaint or a denunciation: it stands still, goes on, is
/// withdrawn, ends without a result.
extension Case {
    private typealias Row = StateTransition<Case>

    private static let underWay: [CaseState] = active + [.suspended]

    static let courseRows: [StateTransition<Case>] = complaintCourse + denunciationCourse

    private static let complaintCourse = [
        Row(
            "CaseService/SuspendCase",
            "Tạm đình chỉ giải quyết",
            for: Branch.complaints,
            from: [.accepted, .verifying, .dialogueHeld],
            to: [.suspended],
            starts: [ClockStart("KN.SUSPEND_SEND", by: "suspension.decision_issued")],
            sends: true,
            forms: ["ND155/2026:14a"],
            needs: "a case that is accepted, being verified or in dialogue",
            basis: "Luật Khiếu nại 2011 Đ.11a; NĐ 124/2020 Đ.28a, Đ.28b (NĐ 155/2026)"
        ),
        Row(
            "CaseService/ResumeCase",
            "Tiếp tục giải quyết",
            for: Branch.complaints,
            from: [.suspended],
            to: active,
            starts: [ClockStart("KN.RESUME_SEND", by: "suspension.resume_decision_issued")],
            sends: true,
            forms: ["ND155/2026:14b"],
            needs: "a case that stands still",
            basis: "NĐ 124/2020 Đ.28b k.2 (NĐ 155/2026)"
        ),
        Row(
            "CaseService/TerminateCase",
            "Đình chỉ giải quyết",
            for: Branch.complaints,
            from: underWay,
            to: [.terminated],
            starts: [ClockStart("KN.TERMINATE_SEND", by: "termination.decision_issued")],
            stops: ["termination.decision_issued"],
            sends: true,
            forms: ["ND155/2026:14a"],
            needs: "a case that is being settled or stands still",
            basis: "Luật Khiếu nại 2011 Đ.10, Đ.11a; NĐ 124/2020 Đ.28b (NĐ 155/2026)"
        ),
        Row(
            "CaseService/RecordSending",
            "Ghi nhận đã gửi quyết định",
            for: Branch.complaints,
            from: underWay + [.terminated],
            stops: [
                "suspension.decision_sent", "suspension.resume_decision_sent",
                "termination.decision_sent",
            ],
            sends: true,
            needs: "a decision to suspend, to go on or to end the case",
            basis: "NĐ 124/2020 Đ.28b (NĐ 155/2026)"
        ),
        withdrawal("WithdrawContent", "Rút một phần khiếu nại", Branch.complaints),
        withdrawal(
            "ReinstateContent",
            "Tiếp tục giải quyết nội dung bị ép buộc rút",
            Branch.complaints
        ),
        withdrawal("WithdrawPerson", "Rút khiếu nại", Branch.complaints),
    ]

    private static let denunciationCourse = [
        Row(
            "CaseService/SuspendCase",
            "Tạm đình chỉ giải quyết tố cáo",
            for: [.denunciation],
            from: [.accepted, .verifying, .reported],
            to: [.suspended],
            starts: [
                ClockStart("TC.SUSPEND_SEND", by: "suspension_or_termination.decision_issued")
            ],
            sends: true,
            needs: "a denunciation that is being settled",
            basis: "Luật Tố cáo 2018 Đ.34 k.1"
        ),
        Row(
            "CaseService/ResumeCase",
            "Tiếp tục giải quyết tố cáo",
            for: [.denunciation],
            from: [.suspended],
            to: [.accepted, .verifying, .reported],
            sends: true,
            needs: "a case that stands still",
            basis: "Luật Tố cáo 2018 Đ.34 k.2"
        ),
        Row(
            "CaseService/TerminateCase",
            "Đình chỉ giải quyết tố cáo",
            for: [.denunciation],
            from: [.accepted, .verifying, .reported, .suspended],
            to: [.terminated],
            starts: [
                ClockStart("TC.SUSPEND_SEND", by: "suspension_or_termination.decision_issued")
            ],
            stops: ["termination.decision_issued"],
            sends: true,
            needs: "a denunciation that is being settled or stands still",
            basis: "Luật Tố cáo 2018 Đ.33, Đ.34 k.3"
        ),
        Row(
            "CaseService/RecordSending",
            "Ghi nhận đã gửi quyết định",
            for: [.denunciation],
            from: [.accepted, .verifying, .reported, .suspended, .terminated],
            stops: ["suspension_or_termination.decision_sent"],
            sends: true,
            needs: "a decision to suspend, to go on or to end the case",
            basis: "Luật Tố cáo 2018 Đ.34 k.4"
        ),
        withdrawal("WithdrawContent", "Rút một phần tố cáo", [.denunciation]),
        withdrawal("WithdrawPerson", "Rút tố cáo", [.denunciation]),
    ]

    private static func withdrawal(
        _ command: String,
        _ title: String,
        _ kinds: [Branch]
    ) -> StateTransition<Case> {
        let isDenunciation = kinds == [.denunciation]
        return Row(
            "CaseService/\(command)",
            title,
            for: kinds,
            from: isDenunciation ? [.accepted, .verifying, .reported, .suspended] : underWay,
            needs: "a case that is being settled or stands still",
            basis: isDenunciation
                ? "Luật Tố cáo 2018 Đ.33 k.1; NĐ 31/2019 Đ.4 (NĐ 156/2026)"
                : "Luật Khiếu nại 2011 Đ.10 (Luật 136/2025/QH15)"
        )
    }
}
