package import Messages

extension Case {
    private typealias Row = StateTransition<Case>

    package static let table = complaintRows + denunciationRows + courseRows + closingRows

    private static let closingRows: [StateTransition<Case>] = [
        Row(
            "EnforcementService/StartEnforcement",
            "Bắt đầu thi hành",
            for: Branch.complaints,
            from: [.effective],
            to: [.enforcing],
            stops: ["enforcement.started"],
            needs: "a decision in legal effect",
            basis: "Luật Khiếu nại 2011 Đ.44 k.4, Đ.46"
        ),
        Row(
            "EnforcementService/FinishEnforcement",
            "Thi hành xong",
            for: Branch.complaints,
            from: [.enforcing],
            to: [.enforced],
            needs: "an enforcement that has begun",
            basis: "Luật Khiếu nại 2011 Đ.46"
        ),
        Row(
            "CaseService/CloseCase",
            "Đóng hồ sơ",
            for: Branch.complaints,
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
        case "CaseService/CloseCase" where kind != .denunciation:
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
        case "ComplaintService/IssueDecision": return decisionObstacle()
        case "ComplaintService/SendDecision" where !(decision?.sentOn ?? "").isEmpty:
            return Obstacle(
                .guard,
                "a decision that was not sent yet",
                vi: "quyết định chưa gửi",
                basis: "Luật Khiếu nại 2011 Đ.32, Đ.41"
            )
        default:
            return denunciationObstacle(to: method)
        }
    }

    private func effectObstacle(_ context: Context) -> Obstacle? {
        let basis = "Luật Khiếu nại 2011 Đ.44, Đ.57"
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
