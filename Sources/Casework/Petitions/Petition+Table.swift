package import Messages

extension Petition {
    private typealias Row = StateTransition<Petition>

    private static let process = "TT 05/2021/TT-TTCP"

    /// The commands on a petition, from the counter to the closed file.
    package static let table: [StateTransition<Petition>] =
        intakeRows + handlingRows + denunciationRows + endingRows

    private static let received = [
        ClockStart("PET.PROCESS", by: "petition.received"),
        ClockStart("PET.DISCIPLINE.NOT_PROCESSED", by: "petition.received"),
    ]

    private static let intakeRows = [
        Row(
            "PetitionService/ReceivePetition",
            "Tiếp nhận đơn",
            to: [.received],
            basis: "Luật Tiếp công dân 2013 Đ.25, \(process)"
        ),
        Row(
            "PetitionService/RegisterPetition",
            "Tiếp nhận và vào sổ đơn",
            to: [.registered],
            starts: received,
            basis: process
        ),
        Row(
            "TransferService/ReceiveTransfer",
            "Tiếp nhận đơn chuyển đến",
            to: [.registered],
            starts: received,
            basis: Transfer.basis
        ),
        Row(
            "PetitionService/EnterRegister",
            "Vào sổ đơn",
            from: [.received],
            to: [.registered],
            after: { $0.stamp?.date ?? "" },
            starts: received,
            needs: "a petition that stands in no register yet",
            basis: process
        ),
        Row(
            "PetitionService/AddSigners",
            "Ghi danh sách người ký đơn",
            from: [.registered, .classified, .checked, .proposed],
            after: \.registeredOn,
            needs: "a registered petition that is not decided upon",
            basis: process
        ),
        Row(
            "PetitionService/LinkDuplicate",
            "Ghi nhận đơn trùng",
            from: [.registered, .classified],
            to: [.duplicateLinked],
            after: \.registeredOn,
            stops: ["petition.duplicate_linked"],
            basis: process
        ),
        Row(
            "PetitionService/ClassifyPetition",
            "Phân loại đơn",
            from: [.registered, .classified],
            to: [.classified],
            after: \.registeredOn,
            needs: "a petition without a proposal; return the proposal first",
            basis: process
        ),
        Row(
            "PetitionService/NameRespondents",
            "Ghi lại người bị khiếu nại, tố cáo",
            from: [
                .received, .registered, .classified, .checked, .proposed, .decided, .dispatched,
                .referred,
            ],
            after: \.registeredOn,
            needs: "a petition that goes on",
            basis: "Luật Tố cáo 2018 Đ.10, Luật Khiếu nại 2011 Đ.11"
        ),
        Row(
            "PetitionService/SplitMatters",
            "Tách nội dung đơn",
            from: [.registered, .classified],
            to: [.split],
            after: \.registeredOn,
            basis: process
        ),
    ]

    private static let handlingRows = [
        Row(
            "PetitionService/ProposeHandling",
            "Đề xuất xử lý đơn",
            from: [.classified, .checked],
            to: [.proposed],
            after: \.registeredOn,
            forms: ["TT05/2021:01"],
            needs: "a classification",
            basis: process
        ),
        Row(
            "PetitionService/ApproveHandling",
            "Duyệt đề xuất",
            from: [.proposed],
            to: [.decided],
            after: { $0.handling?.proposedOn ?? "" },
            needs: "a proposal",
            basis: process
        ),
        Row(
            "PetitionService/ReturnProposal",
            "Trả lại đề xuất",
            from: [.proposed],
            to: [.classified],
            after: { $0.handling?.proposedOn ?? "" },
            needs: "a proposal",
            basis: process
        ),
        Row(
            "PetitionService/DispatchPetition",
            "Ban hành kết quả xử lý",
            from: [.decided],
            to: [.dispatched, .referred],
            after: { $0.handling?.approvedOn ?? "" },
            stops: ["petition.dispatched"],
            sends: true,
            forms: [
                "TT05/2021:02", "TT05/2021:03", "TT05/2021:PC", "TT05/2021:TL",
                "TT07/2014:03-XLĐ", "TT07/2014:04-XLĐ", "TT07/2014:06-XLĐ", "TT07/2014:07-XLĐ",
                "ND30/2020:1.4-TB", "ND30/2020:1.5",
            ],
            needs: "an approved proposal",
            basis: process
        ),
        Row(
            "ComplaintService/AcceptComplaint",
            "Thụ lý khiếu nại",
            from: [.decided],
            to: [.dispatched],
            after: { $0.handling?.approvedOn ?? "" },
            stops: [
                "complaint.accepted", "complaint.acceptance_notice_sent", "petition.accepted",
            ],
            sends: true,
            forms: ["ND124/2020:03", "ND155/2026:03"],
            needs: "an approved proposal to accept",
            basis: "Luật Khiếu nại 2011 Đ.11, Đ.27"
        ),
        Row(
            "FeedbackService/AcceptFeedback",
            "Thụ lý kiến nghị, phản ánh",
            from: [.decided],
            to: [.dispatched],
            after: { $0.handling?.approvedOn ?? "" },
            stops: ["petition.accepted"],
            sends: true,
            forms: ["ND30/2020:1.4-TB"],
            needs: "an approved proposal to accept",
            basis: "Luật Tiếp công dân 2013 Đ.26"
        ),
        Row(
            "PetitionService/RefuseComplaint",
            "Không thụ lý khiếu nại",
            from: [.decided],
            to: [.dispatched],
            after: { $0.handling?.approvedOn ?? "" },
            stops: [
                "complaint.acceptance_refused", "complaint.acceptance_notice_sent",
                "petition.acceptance_refused",
            ],
            sends: true,
            forms: ["ND124/2020:04", "ND155/2026:04"],
            needs: "an approved proposal not to accept",
            basis: "Luật Khiếu nại 2011 Đ.11, Đ.27"
        ),
        Row(
            "PetitionService/RefuseDenunciation",
            "Không thụ lý tố cáo",
            from: [.decided],
            to: [.dispatched],
            after: { $0.handling?.approvedOn ?? "" },
            stops: ["denunciation.nonacceptance_decided", "petition.acceptance_refused"],
            sends: true,
            forms: ["ND31/2019:KTL"],
            needs: "an approved proposal not to accept",
            basis: "Luật Tố cáo 2018 Đ.24 k.1, Đ.29"
        ),
    ]

    private static let endingRows = [
        Row(
            "PetitionService/RecordReply",
            "Ghi văn bản phúc đáp",
            from: [.dispatched],
            after: { $0.handling?.dispatchedOn ?? "" },
            needs: "a petition that was sent out",
            basis: process
        ),
        Row(
            "PetitionService/ReturnOriginals",
            "Trả giấy tờ, tài liệu gốc",
            from: [.dispatched, .closed],
            after: { $0.handling?.dispatchedOn ?? "" },
            sends: true,
            forms: ["TT05/2021:TG"],
            needs: "a petition that was sent out",
            basis: process
        ),
        Row(
            "PetitionService/ClosePetition",
            "Lưu hồ sơ đơn",
            from: [.dispatched],
            to: [.closed],
            after: \.lastActOn,
            needs: "a petition that was sent out",
            basis: process
        ),
        Row(
            "PetitionService/WithdrawPetition",
            "Rút đơn",
            from: [.received, .registered, .classified, .checked, .proposed],
            to: [.withdrawn],
            after: \.registeredOn,
            stops: ["petition.withdrawn"],
            basis: "Luật Khiếu nại 2011 Đ.10, Luật Tố cáo 2018 Đ.33"
        ),
        Row(
            "PetitionService/ReissueReceiptCode",
            "Cấp lại mã biên nhận",
            from: [
                .received, .registered, .classified, .checked, .proposed, .decided, .dispatched,
                .referred, .duplicateLinked, .split, .withdrawn, .closed,
            ],
            sends: true,
            basis: "Luật Tiếp công dân 2013 Đ.28"
        ),
    ]

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        let outcome = handling?.outcome
        switch method {
        case "RecordService/VoidEntry" where isOnItsWay,
            "RecordService/CorrectEntry" where isOnItsWay,
            "PetitionService/ClosePetition" where isOnItsWay:
            return Obstacle(
                .guard,
                "a petition that is not on its way to another agency; recall the transfer first",
                vi: "đơn không đang chờ cơ quan khác tiếp nhận",
                basis: Transfer.basis
            )
        case "RecordService/VoidEntry": return voidingObstacle
        case "PetitionService/SplitMatters" where !splitFrom.isEmpty:
            return Obstacle(
                .guard,
                "a letter; a matter is split no further",
                vi: "đơn gốc; nội dung đã tách không tách tiếp",
                basis: Self.process
            )
        case "PetitionService/DispatchPetition" where outcome == .accept:
            return Obstacle(
                .guard,
                "an outcome other than acceptance, which AcceptComplaint, AcceptDenunciation or "
                    + "AcceptFeedback carries out",
                vi: "hướng xử lý khác thụ lý",
                basis: Self.process
            )
        case "PetitionService/DispatchPetition" where outcome == .refuseAccept:
            return Obstacle(
                .guard,
                "an outcome other than a refusal, which RefuseComplaint or RefuseDenunciation "
                    + "carries out",
                vi: "hướng xử lý khác không thụ lý",
                basis: Self.process
            )
        case "PetitionService/RefuseComplaint":
            return refusalObstacle(.complaint, "Luật Khiếu nại 2011 Đ.11, Đ.27")
        case "PetitionService/RefuseDenunciation":
            return refusalObstacle(.denunciation, "Luật Tố cáo 2018 Đ.24 k.1, Đ.29")
        case "PetitionService/ReturnOriginals" where outcome == .accept:
            return Obstacle(
                .guard,
                "a petition that was not accepted; the case keeps its originals",
                vi: "đơn không được thụ lý",
                basis: Self.process
            )
        case "PetitionService/ReturnOriginals"
        where originalsReturned != nil || handling?.alsoReturnOriginals == true:
            return Obstacle(
                .guard,
                "originals that were not returned yet",
                vi: "giấy tờ gốc chưa trả",
                basis: Self.process
            )
        case "PetitionService/RecordReply" where outcome?.awaitsReply != true:
            return Obstacle(
                .guard,
                "a transfer or an urging, which are replied to",
                vi: "đơn đã chuyển hoặc văn bản đôn đốc",
                basis: Self.process
            )
        default:
            return denunciationObstacle(to: method)
        }
    }

    private func refusalObstacle(_ type: PetitionType, _ basis: String) -> Obstacle? {
        guard handling?.outcome != .refuseAccept || classification?.type != type else {
            return nil
        }
        return Obstacle(
            .guard,
            "an approved refusal of a \(type == .complaint ? "complaint" : "denunciation")",
            vi: "đề xuất không thụ lý đã duyệt",
            basis: basis
        )
    }
}
