package import Messages

extension Case {
    private typealias Row = StateTransition<Case>

    package static let table =
        complaintRows + denunciationRows + courseRows + enforcementRows
        + feedbackRows + closingRows + ratingRows

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        switch method {
        case "CaseService/AssignVerification" where isAct(of: context),
            "CaseService/SubmitReport" where isAct(of: context):
            return Obstacle(
                .guard,
                "another officer than the one whose act is complained of",
                vi: "người khác với người có hành vi, quyết định bị khiếu nại",
                basis: "Luật Khiếu nại 2011 Đ.29"
            )
        case _ where method.hasPrefix("EnforcementService/"):
            return enforcementObstacle(to: method)
        case "CaseService/CloseCase": return closingObstacle(context)
        case "SatisfactionService/RateResult" where toldOn == nil:
            return Obstacle(
                .guard,
                "a result that was sent",
                vi: "kết quả đã gửi cho công dân",
                basis: Rating.basis
            )
        case "CaseService/HandOverFile" where handOver != nil:
            return Obstacle(
                .guard,
                "a file that was not handed over yet",
                vi: "hồ sơ chưa bàn giao",
                basis: "TT 07/2013/TT-TTCP Đ.23"
            )
        case "ComplaintService/ConfirmEffect": return effectObstacle(context)
        case "ComplaintService/IssueDecision": return decisionObstacle()
        case "ComplaintService/RecordJudgment" where !isBeforeCourt:
            return Obstacle(
                .guard,
                "a suit that the court has not judged yet",
                vi: "vụ án mà Tòa án chưa giải quyết xong",
                basis: "Luật Tố tụng hành chính 2015 Đ.143, Đ.193"
            )
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
