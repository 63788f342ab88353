import Messages

/// The catalog: a form whose number or title was not read in its text is marked unsure, and its
/// key names the content where there is no number.
extension Forms {
    private static let newLaw = "2026-07-01"
    private static let oldLawEnds = "2026-06-30"

    static let reception: [Form] = {
        let set = FormSet("ND154/2026", "NĐ 154/2026/NĐ-CP", from: newLaw)
        return [
            set.form(
                "01/TCD",
                "Thông báo từ chối tiếp công dân",
                .notice,
                steps: ["ReceptionService/IssueRefusalNotice"]
            ),
            set.form(
                "02/TCD",
                "Giấy biên nhận thông tin, tài liệu, bằng chứng",
                .receipt,
                steps: ["ReceptionService/RecordContent", "DocumentService/ReceiveOriginal"]
            ),
            // A register, not a document: nothing numbers it.
            set.form(
                "03/TCD",
                "Sổ tiếp công dân",
                .unspecified,
                steps: ["ReceptionService/CheckIn", "SessionService/OpenSession"]
            ),
            // Article 25 names this notice and gives it no number.
            set.form(
                "KL",
                number: "",
                "Thông báo kết luận việc tiếp công dân",
                .notice,
                steps: ["SessionService/IssueConclusion"]
            ),
        ]
    }()

    static let complaints: [Form] = {
        let old = FormSet("ND124/2020", "NĐ 124/2020/NĐ-CP", from: "2020-12-10", to: oldLawEnds)
        let kept = FormSet("ND124/2020", "NĐ 124/2020/NĐ-CP", from: "2020-12-10")
        let new = FormSet("ND155/2026", "NĐ 155/2026/NĐ-CP", from: newLaw)
        let replaced: [(String, String, RegisterKind, String)] = [
            (
                "03", "Thông báo thụ lý giải quyết khiếu nại", .notice,
                "ComplaintService/AcceptComplaint"
            ),
            (
                "04", "Thông báo không thụ lý giải quyết khiếu nại", .notice,
                "PetitionService/RefuseComplaint"
            ),
            ("14", "Biên bản đối thoại", .minutes, "ComplaintService/HoldDialogue"),
        ]
        // Unchanged by NĐ 155/2026.
        let unread: [(String, String, RegisterKind, String)] = [
            (
                "GXM", "Quyết định giao xác minh nội dung khiếu nại", .decision,
                "CaseService/AssignVerification"
            ),
            (
                "BC", "Báo cáo kết quả xác minh nội dung khiếu nại", .report,
                "CaseService/SubmitReport"
            ),
            ("QĐ", "Quyết định giải quyết khiếu nại", .decision, "ComplaintService/IssueDecision"),
        ]
        return replaced.map { old.form($0.0, $0.1, $0.2, unsure: true, steps: [$0.3]) }
            + replaced.map { new.form($0.0, $0.1, $0.2, steps: [$0.3]) }
            + [
                new.form(
                    "14a",
                    "Quyết định tạm đình chỉ, đình chỉ giải quyết khiếu nại",
                    .decision,
                    steps: ["CaseService/SuspendCase", "CaseService/TerminateCase"]
                ),
                new.form(
                    "14b",
                    "Quyết định tiếp tục giải quyết khiếu nại",
                    .decision,
                    steps: ["CaseService/ResumeCase"]
                ),
            ]
            + unread.map {
                kept.form($0.0, number: "", $0.1, $0.2, unsure: true, steps: [$0.3])
            }
    }()

    static let denunciations: [Form] = {
        let set = FormSet("ND31/2019", "NĐ 31/2019/NĐ-CP", from: "2019-05-28")
        return [
            set.form(
                "01",
                "Quyết định gia hạn giải quyết tố cáo",
                .decision,
                steps: ["DenunciationService/ExtendSettlement"]
            ),
            set.form(
                "04",
                "Quyết định thụ lý tố cáo",
                .decision,
                steps: ["DenunciationService/AcceptDenunciation"]
            ),
            set.form("05", "Thông báo thụ lý tố cáo", .notice, steps: [notifying]),
            set.form("06", "Thông báo nội dung tố cáo", .notice, steps: [notifying]),
            set.form(
                "07",
                "Quyết định thành lập Đoàn, Tổ xác minh tố cáo",
                .decision,
                steps: ["CaseService/AssignVerification"]
            ),
            set.form(
                "08",
                "Biên bản làm việc",
                .minutes,
                steps: ["DenunciationService/RecordMeeting"]
            ),
            set.form(
                "09",
                "Quyết định trưng cầu giám định",
                .decision,
                steps: ["DenunciationService/RequestExpertise"]
            ),
            set.form(
                "10",
                "Báo cáo kết quả xác minh của Đoàn, Tổ xác minh",
                .report,
                steps: ["CaseService/SubmitReport"]
            ),
            set.form(
                "11",
                "Báo cáo kết quả xác minh của cơ quan được giao",
                .report,
                steps: ["CaseService/SubmitReport"]
            ),
            set.form(
                "12",
                "Kết luận nội dung tố cáo",
                .notice,
                unsure: true,
                steps: ["DenunciationService/ConcludeDenunciation"]
            ),
            set.form(
                "KTL",
                number: "",
                "Thông báo không thụ lý tố cáo",
                .notice,
                unsure: true,
                steps: ["PetitionService/RefuseDenunciation"]
            ),
        ]
    }()

    private static let notifying = "DenunciationService/NotifyAcceptance"
    private static let dispatch = "PetitionService/DispatchPetition"

    static let handling: [Form] = {
        let set = FormSet("TT05/2021", "TT 05/2021/TT-TTCP", from: "2021-11-15")
        return [
            set.form(
                "01",
                "Phiếu đề xuất thụ lý",
                .slip,
                steps: ["PetitionService/ProposeHandling"]
            ),
            set.form(
                "02",
                "Phiếu hướng dẫn",
                .slip,
                unsure: true,
                steps: [dispatch, "ReceptionService/GuideCitizen"]
            ),
            set.form(
                "03",
                "Phiếu chuyển đơn tố cáo",
                .slip,
                steps: [dispatch, "ReceptionService/TransferDenunciation"]
            ),
            set.form(
                "PC",
                number: "",
                "Phiếu chuyển đơn kiến nghị, phản ánh",
                .slip,
                unsure: true,
                steps: [dispatch]
            ),
            set.form(
                "TL",
                number: "",
                "Văn bản trả lại đơn",
                .letter,
                unsure: true,
                steps: [dispatch]
            ),
            set.form(
                "TG",
                number: "",
                "Phiếu trả lại giấy tờ, tài liệu gốc",
                .slip,
                unsure: true,
                steps: ["DocumentService/MoveOriginal", "PetitionService/ReturnOriginals"]
            ),
        ]
    }()

    static let formerHandling: [Form] = {
        let set = FormSet(
            "TT07/2014",
            "TT 07/2014/TT-TTCP",
            from: "2014-12-20",
            to: "2021-11-14"
        )
        return [
            set.form("03-XLĐ", "Phiếu hướng dẫn", .slip, unsure: true, steps: [dispatch]),
            set.form("04-XLĐ", "Văn bản trả lại đơn", .letter, unsure: true, steps: [dispatch]),
            set.form("06-XLĐ", "Phiếu chuyển đơn", .slip, unsure: true, steps: [dispatch]),
            set.form("07-XLĐ", "Phiếu hướng dẫn", .slip, unsure: true, steps: [dispatch]),
        ]
    }()

    /// What every office writes, for matters that have no form of their own.
    static let letters: [Form] = {
        let set = FormSet("ND30/2020", "NĐ 30/2020/NĐ-CP", from: "2020-03-05")
        return [
            set.form("1.2", "Quyết định", .decision, unsure: true),
            set.form(
                "1.4-TB",
                number: "1.4",
                "Thông báo",
                .notice,
                unsure: true,
                steps: [dispatch, "FeedbackService/AcceptFeedback"]
            ),
            set.form("1.4-BC", number: "1.4", "Báo cáo", .report, unsure: true),
            set.form(
                "1.5",
                "Công văn",
                .letter,
                unsure: true,
                steps: [dispatch, "FeedbackService/AnswerFeedback"]
            ),
            set.form("1.7", "Giấy mời", .invitation, unsure: true),
            set.form("1.9", "Biên bản", .minutes, unsure: true),
        ]
    }()
}

/// The text that sets forms, with its days in force.
private struct FormSet {
    let key: String
    private let name: String
    private let from: String
    private let to: String

    init(_ key: String, _ name: String, from: String, to: String = "") {
        self.key = key
        self.name = name
        self.from = from
        self.to = to
    }

    func form(
        _ code: String,
        number: String? = nil,
        _ title: String,
        _ register: RegisterKind,
        unsure: Bool = false,
        steps: [String] = []
    ) -> Form {
        Form(
            key: "\(key):\(code)",
            set: name,
            number: number ?? code,
            title: title,
            register: register,
            inForceFrom: from,
            inForceTo: to,
            unsure: unsure,
            steps: steps
        )
    }
}
