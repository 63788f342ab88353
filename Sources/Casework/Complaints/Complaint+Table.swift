import Messages

/// The commands on an accepted complaint, at both instances.
///
/// Limits are those of an ordinary case; remote areas have their own in place of them
/// (`Case.rule`). Disciplinary decisions have rows of their own where their limits differ.
extension Case {
    private typealias Row = StateTransition<Case>

    /// States in which a complaint is being settled, but does not stand still.
    static let active: [CaseState] = [.accepted, .verifying, .reported, .dialogueHeld]
    /// The states of a decision, before and after it is in effect.
    private static let decidedOrLater: [CaseState] = [
        .decided, .effective, .enforcing, .partlyEnforced, .enforced,
    ]

    static let complaintRows: [StateTransition<Case>] =
        verificationRows + dialogueRows + decisionRows + sendingRows + afterRows + appealRows
        + judgmentRows

    private static let verificationRows = [
        Row(
            "ComplaintService/CheckOwnDecision",
            "Xem xét lại quyết định, hành vi của mình",
            for: Branch.firstInstance,
            from: [.accepted],
            needs: "an accepted case at first instance",
            basis: "Luật Khiếu nại 2011 Đ.29 k.1"
        ),
        Row(
            "ComplaintService/MarkComplex",
            "Ghi nhận vụ việc phức tạp",
            for: Branch.complaints,
            from: [.accepted, .verifying, .dialogueHeld],
            needs: "a case that is accepted, being verified or in dialogue",
            basis: "NĐ 124/2020 Đ.3a (NĐ 155/2026), Luật Khiếu nại 2011 Đ.28, Đ.37"
        ),
        Row(
            "CaseService/AssignVerification",
            "Giao xác minh",
            for: Branch.complaints,
            from: [.accepted],
            to: [.verifying],
            sends: true,
            forms: ["ND124/2020:GXM"],
            needs: "an accepted case that nobody verifies yet",
            basis: "Luật Khiếu nại 2011 Đ.29"
        ),
        Row(
            "ComplaintService/RequestEvidence",
            "Yêu cầu cung cấp thông tin, tài liệu",
            for: Branch.complaints,
            from: [.verifying],
            starts: [ClockStart("KN.EVIDENCE_SUPPLY", by: "evidence.requested")],
            sends: true,
            needs: "a verification that was assigned",
            basis: "Luật Khiếu nại 2011 Đ.12, Đ.13, Đ.14, Đ.15"
        ),
        Row(
            "ComplaintService/RecordEvidence",
            "Ghi nhận thông tin, tài liệu được cung cấp",
            for: Branch.complaints,
            from: [.verifying, .reported, .dialogueHeld],
            stops: ["evidence.supplied"],
            needs: "a verification that was assigned",
            basis: "Luật Khiếu nại 2011 Đ.12, Đ.13, Đ.14, Đ.15"
        ),
        Row(
            "ComplaintService/ExtendVerification",
            "Gia hạn xác minh",
            for: Branch.complaints,
            from: [.verifying],
            sends: true,
            needs: "a verification that was assigned",
            basis: "Luật Khiếu nại 2011 Đ.29"
        ),
        Row(
            "CaseService/SubmitReport",
            "Báo cáo kết quả xác minh",
            for: Branch.complaints,
            from: [.verifying, .dialogueHeld],
            to: [.reported],
            forms: ["ND124/2020:BC"],
            needs: "a verification that was assigned",
            basis: "Luật Khiếu nại 2011 Đ.29 k.4"
        ),
        Row(
            "ComplaintService/SetUpCouncil",
            "Thành lập Hội đồng tư vấn",
            for: Branch.secondInstance,
            from: active,
            needs: "a case that is being settled",
            basis: "Luật Khiếu nại 2011 Đ.38 k.2"
        ),
    ]

    private static let dialogueRows = [
        Row(
            "ComplaintService/SendDialogueNotice",
            "Gửi thông báo đối thoại",
            for: Branch.complaints,
            from: active,
            sends: true,
            needs: "a case that is being settled",
            basis: dialogueBasis
        ),
        Row(
            "ComplaintService/HoldDialogue",
            "Tổ chức đối thoại",
            for: Branch.complaints,
            from: [.verifying, .reported],
            to: [.dialogueHeld],
            sends: true,
            forms: ["ND124/2020:14", "ND155/2026:14"],
            needs: "a case that is being verified or reported",
            basis: dialogueBasis
        ),
        Row(
            "ComplaintService/StayExecution",
            "Tạm đình chỉ thi hành quyết định bị khiếu nại",
            for: Branch.complaints,
            from: active,
            starts: [ClockStart("KN.STAY_OF_EXECUTION_MAX", by: "stay.issued")],
            sends: true,
            needs: "a case that is being settled",
            basis: "Luật Khiếu nại 2011 Đ.35"
        ),
        Row(
            "ComplaintService/LiftStay",
            "Hủy bỏ tạm đình chỉ thi hành quyết định bị khiếu nại",
            for: Branch.complaints,
            from: active,
            stops: ["stay.lifted"],
            sends: true,
            needs: "a case that is being settled",
            basis: "Luật Khiếu nại 2011 Đ.35"
        ),
    ]

    private static let dialogueBasis = "Luật Khiếu nại 2011 Đ.30, Đ.39; NĐ 124/2020 Đ.28"

    private static let decisionRows = [
        decision(
            for: .complaint,
            starts: [
                ClockStart("KN.SEND_DECISION.1", by: "decision1.issued"),
                ClockStart("KN.EFFECT.1", by: "decision1.issued"),
            ],
            stops: "decision1.issued",
            basis: "Luật Khiếu nại 2011 Đ.28, Đ.30, Đ.31"
        ),
        decision(
            for: .discipline,
            starts: [
                ClockStart("KNKL.SEND_DECISION.1", by: "decision1.issued"),
                ClockStart("KNKL.EFFECT", by: "decision.issued"),
            ],
            stops: "decision1.issued",
            basis: "Luật Khiếu nại 2011 Đ.50, Đ.53, Đ.54"
        ),
        decision(
            for: .secondComplaint,
            starts: [
                ClockStart("KN.SEND_DECISION.2", by: "decision2.issued"),
                ClockStart("KN.PUBLISH.2", by: "decision2.issued"),
                ClockStart("KN.EFFECT.2", by: "decision2.issued"),
            ],
            stops: "decision2.issued",
            basis: "Luật Khiếu nại 2011 Đ.37, Đ.39, Đ.40"
        ),
        decision(
            for: .secondDiscipline,
            starts: [
                ClockStart("KNKL.SEND_DECISION.2", by: "decision2.issued"),
                ClockStart("KNKL.EFFECT", by: "decision.issued"),
            ],
            stops: "decision2.issued",
            basis: "Luật Khiếu nại 2011 Đ.53, Đ.55, Đ.56"
        ),
    ]

    /// The decision; from `accepted` only when the head found the complaint right at once.
    private static func decision(
        for kind: Branch,
        starts: [ClockStart],
        stops: String,
        basis: String
    ) -> StateTransition<Case> {
        let isFirst = Branch.firstInstance.contains(kind)
        return Row(
            "ComplaintService/IssueDecision",
            isFirst ? "Ban hành quyết định giải quyết" : "Ban hành quyết định giải quyết lần hai",
            for: [kind],
            from: isFirst ? [.accepted, .reported, .dialogueHeld] : [.reported, .dialogueHeld],
            to: [.decided],
            starts: starts,
            stops: [stops],
            sends: true,
            forms: ["ND124/2020:QĐ"],
            needs: "a verification report",
            basis: basis
        )
    }

    private static let sendingRows = [
        Row(
            "ComplaintService/SendDecision",
            "Gửi quyết định giải quyết",
            for: Branch.firstInstance,
            from: [.decided, .effective],
            stops: ["decision1.sent"],
            sends: true,
            needs: "an issued decision",
            basis: "Luật Khiếu nại 2011 Đ.32, Đ.54"
        ),
        Row(
            "ComplaintService/SendDecision",
            "Gửi quyết định giải quyết lần hai",
            for: Branch.secondInstance,
            from: [.decided, .effective],
            stops: ["decision2.sent"],
            sends: true,
            needs: "an issued decision",
            basis: "Luật Khiếu nại 2011 Đ.41 k.1, Đ.56 k.2"
        ),
        Row(
            "ComplaintService/RecordDecisionReceipt",
            "Ghi ngày nhận quyết định",
            for: Branch.firstInstance,
            from: [.decided, .effective],
            starts: [
                ClockStart("KN.APPEAL_WINDOW", by: "decision1.received"),
                ClockStart("KN.COURT_WINDOW", by: "decision.received_or_known"),
            ],
            needs: "an issued decision",
            basis: "Luật Khiếu nại 2011 Đ.33, Đ.48"
        ),
        Row(
            "ComplaintService/RecordDecisionReceipt",
            "Ghi ngày nhận quyết định lần hai",
            for: Branch.secondInstance,
            from: [.decided, .effective],
            starts: [ClockStart("KN.COURT_WINDOW", by: "decision.received_or_known")],
            needs: "an issued decision",
            basis: "Luật Khiếu nại 2011 Đ.42; Luật Tố tụng hành chính 2015 Đ.116"
        ),
        Row(
            "ComplaintService/PublishDecision",
            "Công khai quyết định giải quyết lần hai",
            for: [.secondComplaint],
            from: decidedOrLater,
            stops: ["decision2.published"],
            sends: true,
            needs: "an issued decision at second instance",
            basis: "Luật Khiếu nại 2011 Đ.41 k.2; NĐ 75/2012 Đ.12"
        ),
    ]

    private static let afterRows = [
        Row(
            "ComplaintService/ConfirmEffect",
            "Ghi nhận quyết định có hiệu lực",
            for: [.complaint, .secondComplaint],
            from: [.decided],
            to: [.effective],
            starts: [ClockStart("KN.ENFORCE", by: "decision.legal_effect")],
            needs: "an issued decision that is not in effect yet",
            basis: "Luật Khiếu nại 2011 Đ.44"
        ),
        Row(
            "ComplaintService/ConfirmEffect",
            "Ghi nhận quyết định có hiệu lực",
            for: [.discipline, .secondDiscipline],
            from: [.decided],
            to: [.effective],
            starts: [
                ClockStart("KN.ENFORCE", by: "decision.legal_effect"),
                ClockStart("KNKL.PUBLISH", by: "decision.legal_effect"),
            ],
            needs: "an issued decision that is not in effect yet",
            basis: "Luật Khiếu nại 2011 Đ.57 k.1"
        ),
        Row(
            "ComplaintService/AnnounceDecision",
            "Công bố quyết định trong cơ quan",
            for: [.discipline, .secondDiscipline],
            from: [.effective, .enforcing, .partlyEnforced, .enforced],
            stops: ["decision.announced"],
            sends: true,
            needs: "a decision in legal effect",
            basis: "Luật Khiếu nại 2011 Đ.58"
        ),
        Row(
            "ComplaintService/ReviewUnlawful",
            "Yêu cầu xem xét lại việc giải quyết",
            for: Branch.complaints,
            from: [.effective, .enforced],
            to: [.reopened],
            sends: true,
            needs: "a decision in legal effect",
            basis: "NĐ 124/2020 Đ.38 (NĐ 155/2026)"
        ),
    ]

    private static let appealRows = [
        Row(
            "ComplaintService/FileSecondComplaint",
            "Khiếu nại lần hai",
            for: Branch.firstInstance,
            from: [.decided, .effective, .enforcing, .partlyEnforced],
            to: [.appealed],
            stops: ["second_complaint.filed"],
            sends: true,
            needs: appealNeeds,
            basis: appealBasis
        ),
        Row(
            "ComplaintService/FileSecondComplaint",
            "Khiếu nại lần hai",
            for: Branch.firstInstance,
            from: active + [.suspended],
            stops: ["second_complaint.filed"],
            sends: true,
            needs: appealNeeds,
            basis: appealBasis
        ),
        Row(
            "ComplaintService/FileLawsuit",
            "Khởi kiện tại Tòa án",
            for: Branch.firstInstance,
            from: [.decided],
            to: [.inCourt],
            stops: ["lawsuit.filed"],
            sends: true,
            needs: "a decision, or a limit that passed without one",
            basis: courtBasis
        ),
        Row(
            "ComplaintService/FileLawsuit",
            "Khởi kiện tại Tòa án",
            for: Branch.firstInstance,
            from: active + [.suspended, .effective, .enforcing, .partlyEnforced],
            stops: ["lawsuit.filed"],
            sends: true,
            needs: "a decision, or a limit that passed without one",
            basis: courtBasis
        ),
        Row(
            "ComplaintService/FileLawsuit",
            "Khởi kiện tại Tòa án",
            for: Branch.secondInstance,
            from: decidedOrLater,
            stops: ["lawsuit.filed"],
            sends: true,
            needs: "a decision at second instance",
            basis: courtBasis
        ),
    ]

    private static let judgmentRows = [
        judgment(for: Branch.firstInstance, from: [.inCourt], to: [.decided, .reopened]),
        judgment(
            for: Branch.complaints,
            from: decidedOrLater,
            to: decidedOrLater + [.reopened]
        ),
        // The suit was filed because nobody decided.
        judgment(for: Branch.firstInstance, from: active + [.suspended], to: []),
    ]

    private static func judgment(
        for kinds: [Branch],
        from: [CaseState],
        to: [CaseState]
    ) -> StateTransition<Case> {
        Row(
            "ComplaintService/RecordJudgment",
            "Ghi nhận kết quả giải quyết của Tòa án",
            for: kinds,
            from: from,
            to: to,
            after: { $0.lawsuit?.filedOn ?? "" },
            needs: "a suit that the court has not judged yet",
            basis: "Luật Tố tụng hành chính 2015 Đ.143, Đ.193; Luật Khiếu nại 2011 Đ.11 k.9"
        )
    }

    private static let appealNeeds = "a first decision, or a limit that passed without one"
    private static let appealBasis = "Luật Khiếu nại 2011 Đ.33, Đ.48"
    private static let courtBasis =
        "Luật Khiếu nại 2011 Đ.33, Đ.42; Luật Tố tụng hành chính 2015 Đ.116"
}
