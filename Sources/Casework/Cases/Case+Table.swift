package import Messages

extension Case {
    private typealias Row = StateTransition<Case>

    package static let table = complaintRows

    /// The commands on an accepted complaint.
    ///
    /// Limits are those of an ordinary case; remote areas and disciplinary decisions have their
    /// own in place of them (`Case.rule`).
    static let complaintRows: [StateTransition<Case>] = [
        Row(
            "ComplaintService/MarkComplex",
            "Ghi nhận vụ việc phức tạp",
            for: Branch.firstInstance,
            from: [.accepted, .verifying, .dialogueHeld],
            needs: "a case that is accepted, being verified or in dialogue",
            basis: "NĐ 124/2020 Đ.3a (NĐ 155/2026), Luật Khiếu nại 2011 Đ.28"
        ),
        Row(
            "CaseService/AssignVerification",
            "Giao xác minh",
            for: Branch.firstInstance,
            from: [.accepted],
            to: [.verifying],
            sends: true,
            forms: ["ND124/2020:GXM"],
            needs: "an accepted case that nobody verifies yet",
            basis: "Luật Khiếu nại 2011 Đ.29"
        ),
        Row(
            "CaseService/SubmitReport",
            "Báo cáo kết quả xác minh",
            for: Branch.firstInstance,
            from: [.verifying, .dialogueHeld],
            to: [.reported],
            forms: ["ND124/2020:BC"],
            needs: "a verification that was assigned",
            basis: "Luật Khiếu nại 2011 Đ.29 k.4"
        ),
        Row(
            "ComplaintService/HoldDialogue",
            "Tổ chức đối thoại",
            for: Branch.firstInstance,
            from: [.verifying, .reported],
            to: [.dialogueHeld],
            sends: true,
            forms: ["ND124/2020:14", "ND155/2026:14"],
            needs: "a case that is being verified or reported",
            basis: "Luật Khiếu nại 2011 Đ.30"
        ),
        Row(
            "ComplaintService/IssueDecision",
            "Ban hành quyết định giải quyết",
            for: Branch.firstInstance,
            from: [.reported, .dialogueHeld],
            to: [.decided],
            starts: [
                ClockStart("KN.SEND_DECISION.1", by: "decision1.issued"),
                ClockStart("KN.EFFECT.1", by: "decision1.issued"),
            ],
            stops: ["decision1.issued"],
            sends: true,
            forms: ["ND124/2020:QĐ"],
            needs: "a verification report",
            basis: "Luật Khiếu nại 2011 Đ.30, Đ.31"
        ),
        Row(
            "ComplaintService/SendDecision",
            "Gửi quyết định giải quyết",
            for: Branch.firstInstance,
            from: [.decided, .effective],
            stops: ["decision1.sent"],
            sends: true,
            needs: "an issued decision",
            basis: "Luật Khiếu nại 2011 Đ.32"
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
            basis: "Luật Khiếu nại 2011 Đ.33"
        ),
        Row(
            "ComplaintService/ConfirmEffect",
            "Ghi nhận quyết định có hiệu lực",
            for: Branch.firstInstance,
            from: [.decided],
            to: [.effective],
            starts: [ClockStart("KN.ENFORCE", by: "decision.legal_effect")],
            needs: "an issued decision that is not in effect yet",
            basis: "Luật Khiếu nại 2011 Đ.44 k.1"
        ),
        Row(
            "EnforcementService/StartEnforcement",
            "Bắt đầu thi hành",
            for: Branch.firstInstance,
            from: [.effective],
            to: [.enforcing],
            stops: ["enforcement.started"],
            needs: "a decision in legal effect",
            basis: "Luật Khiếu nại 2011 Đ.44 k.4, Đ.46"
        ),
        Row(
            "EnforcementService/FinishEnforcement",
            "Thi hành xong",
            for: Branch.firstInstance,
            from: [.enforcing],
            to: [.enforced],
            needs: "an enforcement that has begun",
            basis: "Luật Khiếu nại 2011 Đ.46"
        ),
        Row(
            "CaseService/CloseCase",
            "Đóng hồ sơ",
            for: Branch.firstInstance,
            from: [.effective, .enforced],
            to: [.closed],
            starts: [ClockStart("KN.FILE_HANDOVER", by: "case.file_closed")],
            sends: true,
            needs: "a finished enforcement",
            basis: closing
        ),
    ]

    private static let closing = "Luật Khiếu nại 2011 Đ.33, Đ.44, Đ.46"

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        switch method {
        case "CaseService/CloseCase":
            if state == .effective, isToBeEnforced {
                return Obstacle(
                    .guard,
                    "a finished enforcement",
                    vi: "quyết định đã thi hành xong",
                    basis: Self.closing
                )
            }
            guard (decision?.receivedOn ?? "").isEmpty else { return nil }
            return Obstacle(
                .document,
                "the day on which the complainant received the decision",
                vi: "ngày người khiếu nại nhận quyết định",
                basis: Self.closing
            )
        case "ComplaintService/ConfirmEffect": return effectObstacle(context)
        case "ComplaintService/SendDecision" where !(decision?.sentOn ?? "").isEmpty:
            return Obstacle(
                .guard,
                "a decision that was not sent yet",
                vi: "quyết định chưa gửi",
                basis: "Luật Khiếu nại 2011 Đ.32"
            )
        default:
            return nil
        }
    }

    private func effectObstacle(_ context: Context) -> Obstacle? {
        let basis = "Luật Khiếu nại 2011 Đ.44 k.1"
        guard let effective = effect?.effective else {
            return Obstacle(
                .document,
                "a period of effect",
                vi: "thời hạn có hiệu lực của quyết định",
                basis: basis
            )
        }
        guard effective > context.today else { return nil }
        return Obstacle(
            .deadline,
            "the day \(effective.iso), on which the decision comes into effect",
            vi: "đến ngày quyết định có hiệu lực, \(effective.ddMMyyyy)",
            basis: basis
        )
    }

    /// Whether the decision orders something to be done.
    var isToBeEnforced: Bool {
        guard let decision else { return false }
        return decision.action != .uphold || decision.moneyVnd > 0 || decision.landCentiM2 > 0
    }
}
