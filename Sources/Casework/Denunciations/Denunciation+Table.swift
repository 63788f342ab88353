import Messages

/// The commands on an accepted denunciation.
extension Case {
    private typealias Row = StateTransition<Case>

    private static let settling: [CaseState] = [.accepted, .verifying, .reported]
    /// The states after the conclusion, but for the one before the superior.
    private static let concludedOrLater: [CaseState] = [
        .concluded, .handling, .enforcing, .partlyEnforced, .enforced,
    ]
    private static let acceptedOrLater: [CaseState] =
        settling + [.suspended, .terminated] + concludedOrLater + [.continued]

    static let denunciationRows: [StateTransition<Case>] =
        denunciationVerification + denunciationExtension + denunciationConclusion
        + denunciationHandling + denunciationContinuation + protectionRows

    private static let denunciationVerification = [
        row(
            "DenunciationService/NotifyAcceptance",
            "Thông báo thụ lý, nội dung tố cáo",
            from: acceptedOrLater,
            stops: ["denunciation.acceptance_notified"],
            sends: true,
            forms: ["ND31/2019:05", "ND31/2019:06"],
            basis: "Luật Tố cáo 2018 Đ.29 k.3; NĐ 31/2019 Đ.9 k.2"
        ),
        row(
            "DenunciationService/ReferToCriminal",
            "Chuyển dấu hiệu tội phạm cho cơ quan điều tra",
            from: settling,
            sends: true,
            basis: "Luật Tố cáo 2018 Đ.27"
        ),
        row(
            "CaseService/AssignVerification",
            "Thành lập Đoàn, Tổ xác minh",
            from: [.accepted],
            to: [.verifying],
            sends: true,
            forms: ["ND31/2019:07"],
            needs: "an accepted case that nobody verifies yet",
            basis: "Luật Tố cáo 2018 Đ.31, Đ.11; NĐ 31/2019 Đ.10"
        ),
        row(
            "DenunciationService/RecordMeeting",
            "Ghi biên bản làm việc",
            from: [.verifying],
            forms: ["ND31/2019:08"],
            needs: "a verification that was assigned",
            basis: "Luật Tố cáo 2018 Đ.10, Đ.31"
        ),
        row(
            "DenunciationService/RequestExpertise",
            "Trưng cầu giám định",
            from: [.verifying],
            sends: true,
            forms: ["ND31/2019:09"],
            needs: "a verification that was assigned",
            basis: "Luật Tố cáo 2018 Đ.32; NĐ 31/2019 Đ.13"
        ),
        row(
            "CaseService/SubmitReport",
            "Báo cáo kết quả xác minh",
            from: [.verifying],
            to: [.reported],
            forms: ["ND31/2019:10", "ND31/2019:11"],
            needs: "a verification that was assigned",
            basis: "Luật Tố cáo 2018 Đ.31 k.5"
        ),
    ]

    private static let denunciationExtension = [
        row(
            "DenunciationService/UseSimplified",
            "Giải quyết theo trình tự rút gọn",
            from: [.accepted],
            needs: "an accepted case that nobody verifies yet",
            basis: simplified
        ),
        row(
            "DenunciationService/ExtendSettlement",
            "Gia hạn giải quyết tố cáo",
            from: settling,
            starts: [ClockStart("TC.EXTEND_NOTICE", by: "extension.decision_issued")],
            sends: true,
            forms: ["ND31/2019:01"],
            basis: extending
        ),
        row(
            "DenunciationService/NotifyExtension",
            "Thông báo gia hạn",
            from: acceptedOrLater,
            stops: ["extension.notified"],
            sends: true,
            basis: extending
        ),
    ]

    private static let denunciationConclusion = [
        row(
            "DenunciationService/ConcludeDenunciation",
            "Kết luận nội dung tố cáo",
            from: settling,
            to: [.concluded],
            starts: [
                ClockStart("TC.CONCLUSION_SEND", by: "conclusion.issued"),
                ClockStart("TC.CONCLUSION_ACT", by: "conclusion.issued"),
                ClockStart("TC.PUBLISH", by: "conclusion.issued"),
                ClockStart(monthlyReport, by: "conclusion.issued"),
            ],
            stops: ["conclusion.issued"],
            sends: true,
            forms: ["ND31/2019:12"],
            basis: concluding
        ),
        row(
            "DenunciationService/SendConclusion",
            "Gửi kết luận, báo người tố cáo",
            from: concludedOrLater + [.continued],
            stops: ["conclusion.sent"],
            sends: true,
            needs: "a conclusion",
            basis: "Luật Tố cáo 2018 Đ.35 k.3"
        ),
        row(
            "DenunciationService/PublishConclusion",
            "Công khai kết luận nội dung tố cáo",
            from: concludedOrLater + [.continued],
            stops: ["conclusion.published"],
            sends: true,
            needs: "a conclusion",
            basis: "Luật Tố cáo 2018 Đ.40; NĐ 31/2019 Đ.6"
        ),
    ]

    private static let denunciationHandling = [
        row(
            "DenunciationService/ActOnConclusion",
            "Xử lý kết luận nội dung tố cáo",
            from: [.concluded, .continued],
            to: [.handling, .continued],
            stops: ["conclusion.acted_on"],
            sends: true,
            needs: "a conclusion that was not acted on",
            basis: handling
        ),
        row(
            "DenunciationService/ReportRecommendation",
            "Báo cáo kết quả xử lý kiến nghị",
            from: [.handling, .enforcing, .partlyEnforced, .enforced, .continued],
            stops: ["recommendation.result_reported"],
            sends: true,
            needs: "a conclusion that was acted on",
            basis: "Luật Tố cáo 2018 Đ.36 k.3"
        ),
    ]

    private static let denunciationContinuation = [
        row(
            "DenunciationService/ContinueDenunciation",
            "Ghi nhận tố cáo tiếp",
            from: concludedOrLater,
            to: [.continued],
            starts: [ClockStart("TC.CONTINUED_REVIEW", by: "continued_denunciation.received")],
            needs: "a conclusion, or a settlement under way that is overdue",
            basis: "Luật Tố cáo 2018 Đ.37, Đ.38"
        ),
        row(
            "DenunciationService/ContinueDenunciation",
            "Ghi nhận tố cáo tiếp do quá hạn",
            from: settling,
            starts: [
                ClockStart("TC.OVERDUE.SUPERIOR_REQUEST", by: "continued_denunciation.received")
            ],
            needs: "a conclusion, or a settlement under way that is overdue",
            basis: "Luật Tố cáo 2018 Đ.38"
        ),
        row(
            "DenunciationService/DecideContinued",
            "Quyết định về tố cáo tiếp",
            from: [.continued],
            to: concludedOrLater,
            stops: ["continued_denunciation.decided"],
            sends: true,
            needs: "a continued denunciation",
            basis: "Luật Tố cáo 2018 Đ.37 k.2"
        ),
        row(
            "DenunciationService/RequestBySuperior",
            "Yêu cầu báo cáo việc quá hạn",
            from: settling,
            starts: [ClockStart("TC.OVERDUE.REPORT", by: "superior_request.received")],
            stops: ["superior_request.sent"],
            sends: true,
            basis: "Luật Tố cáo 2018 Đ.38 k.2"
        ),
        row(
            "DenunciationService/ReportToSuperior",
            "Báo cáo cấp trên về việc quá hạn",
            from: settling,
            stops: ["superior_report.sent"],
            sends: true,
            basis: "Luật Tố cáo 2018 Đ.38 k.3"
        ),
    ]

    private static let protectionRows = [
        row(
            "DenunciationService/RequestProtection",
            "Ghi nhận yêu cầu bảo vệ",
            from: acceptedOrLater + [.closed],
            basis: "Luật Tố cáo 2018 Đ.47, Đ.50"
        ),
        row(
            "DenunciationService/DecideProtection",
            "Quyết định về việc bảo vệ",
            from: acceptedOrLater + [.closed],
            sends: true,
            basis: "Luật Tố cáo 2018 Đ.51, Đ.52"
        ),
        row(
            "DenunciationService/EndProtection",
            "Chấm dứt bảo vệ",
            from: acceptedOrLater + [.closed],
            stops: ["protection.ended"],
            sends: true,
            basis: "Luật Tố cáo 2018 Đ.54"
        ),
    ]

    static let simplified = "Luật Tố cáo 2018 Đ.43; NĐ 31/2019 Đ.19"
    static let extending = "Luật Tố cáo 2018 Đ.30 k.2–4; NĐ 31/2019 Đ.3"
    static let concluding = "Luật Tố cáo 2018 Đ.35"
    static let handling = "Luật Tố cáo 2018 Đ.36"

    private static func row(
        _ method: String,
        _ title: String,
        from: [CaseState],
        to: [CaseState] = [],
        starts: [ClockStart] = [],
        stops: [String] = [],
        sends: Bool = false,
        forms: [String] = [],
        needs: String = "",
        basis: String
    ) -> StateTransition<Case> {
        Row(
            method,
            title,
            for: [.denunciation],
            from: from,
            to: to,
            starts: starts,
            stops: stops,
            sends: sends,
            forms: forms,
            needs: needs.isEmpty && from == settling
                ? "a denunciation that is being settled" : needs,
            basis: basis
        )
    }
}
