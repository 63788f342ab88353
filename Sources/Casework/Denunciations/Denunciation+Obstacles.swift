import Messages

extension Case {
    /// What keeps a command on a denunciation from acting though the state allows it; nil when
    /// nothing does.
    func denunciationObstacle(to method: String) -> Obstacle? {
        guard kind == .denunciation else { return nil }
        let own = denunciation ?? Denunciation()
        return own.settlementObstacle(to: method, state)
            ?? own.conclusionObstacle(to: method)
            ?? continuationObstacle(to: method)
            ?? own.protectionObstacle(to: method)
    }

    private func continuationObstacle(to method: String) -> Obstacle? {
        switch method {
        case "DenunciationService/RequestBySuperior"
        where pendingContinuation == nil || pendingContinuation?.request != nil:
            return .guarded(
                "a continued denunciation because of overdue that nothing was asked about",
                "tố cáo tiếp do quá hạn chưa được yêu cầu báo cáo",
                "Luật Tố cáo 2018 Đ.38 k.2"
            )
        case "DenunciationService/ReportToSuperior" where pendingContinuation?.request == nil:
            return .guarded(
                "the superior's request to report",
                "văn bản yêu cầu báo cáo của cấp trên",
                "Luật Tố cáo 2018 Đ.38 k.3"
            )
        default:
            return nil
        }
    }
}

extension Denunciation {
    fileprivate func settlementObstacle(to method: String, _ state: CaseState) -> Obstacle? {
        switch method {
        case "DenunciationService/NotifyAcceptance" where !notifiedOn.isEmpty:
            return .guarded(
                "notices of acceptance that did not go out yet",
                "thông báo thụ lý chưa gửi",
                "Luật Tố cáo 2018 Đ.29 k.3"
            )
        case "DenunciationService/ReferToCriminal" where referral != nil:
            return .guarded(
                "a denunciation that was not referred yet",
                "vụ việc chưa chuyển cơ quan điều tra",
                "Luật Tố cáo 2018 Đ.27"
            )
        case "DenunciationService/UseSimplified" where !simplifiedOn.isEmpty:
            return .guarded(
                "a case that the ordinary procedure holds for",
                "vụ việc theo trình tự thông thường",
                Case.simplified
            )
        case "DenunciationService/ExtendSettlement" where extensions.count >= 2:
            return .guarded(
                "a limit that was extended less than twice",
                "vụ việc gia hạn chưa đủ hai lần",
                Case.extending
            )
        case "DenunciationService/NotifyExtension"
        where extensions.allSatisfy({ !$0.notifiedOn.isEmpty }):
            return .guarded(
                "an extension that was not notified yet",
                "quyết định gia hạn chưa thông báo",
                Case.extending
            )
        case "DenunciationService/ConcludeDenunciation"
        where state != .reported && simplifiedOn.isEmpty:
            return Obstacle(
                .document,
                "a verification report, or the simplified procedure",
                vi: "báo cáo kết quả xác minh, hoặc trình tự rút gọn",
                basis: "Luật Tố cáo 2018 Đ.31, Đ.35, Đ.43"
            )
        default:
            return nil
        }
    }

    /// Whether what came of a recommendation is still to be reported.
    var owesResult: Bool {
        acts.contains { $0.measure == .recommend && $0.reportedOn.isEmpty }
    }

    fileprivate func conclusionObstacle(to method: String) -> Obstacle? {
        let isSent = !(conclusion?.sentOn ?? "").isEmpty
        switch method {
        case "DenunciationService/SendConclusion" where isSent:
            return .guarded(
                "a conclusion that was not sent yet",
                "kết luận chưa gửi",
                "Luật Tố cáo 2018 Đ.35 k.3"
            )
        case "DenunciationService/ActOnConclusion" where !(conclusion?.actedOn ?? "").isEmpty:
            return .guarded(
                "a conclusion that was not acted on",
                "kết luận chưa xử lý",
                Case.handling
            )
        case "DenunciationService/ReportRecommendation" where !owesResult:
            return .guarded(
                "a recommendation whose result is not reported yet",
                "kiến nghị chưa có báo cáo kết quả",
                "Luật Tố cáo 2018 Đ.36 k.3"
            )
        default:
            return nil
        }
    }

    fileprivate func protectionObstacle(to method: String) -> Obstacle? {
        switch method {
        case "DenunciationService/DecideProtection"
        where protections.allSatisfy({ $0.decision != nil }):
            return .guarded(
                "a request for protection that is not decided on",
                "yêu cầu bảo vệ chưa quyết định",
                "Luật Tố cáo 2018 Đ.51, Đ.52"
            )
        case "DenunciationService/EndProtection" where !protections.contains(where: \.isInForce):
            return .guarded(
                "a protection that is in force",
                "biện pháp bảo vệ đang áp dụng",
                "Luật Tố cáo 2018 Đ.54"
            )
        default:
            return nil
        }
    }
}

extension Obstacle {
    fileprivate static func guarded(_ missing: String, _ vi: String, _ basis: String) -> Obstacle {
        Obstacle(.guard, missing, vi: vi, basis: basis)
    }
}
