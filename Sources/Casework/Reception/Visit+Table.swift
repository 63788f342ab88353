package import Messages

private typealias Row = StateTransition<Visit>

extension Visit {
    /// Luật Tiếp công dân 2013 Đ.7–9, Đ.25–29; NĐ 154/2026/NĐ-CP Đ.4, Đ.12–15.
    package static let table: [StateTransition<Visit>] =
        entryRows + outcomeRows + resultRows + feedbackRows

    private static let law = "Luật Tiếp công dân 2013"

    private static let entryRows = [
        Row(
            "ReceptionService/CheckIn",
            "Đón tiếp công dân",
            to: [.checkedIn],
            forms: ["ND154/2026:03/TCD"],
            basis: "\(law) Đ.7, Đ.25; NĐ 154/2026/NĐ-CP Đ.12, Đ.13"
        ),
        Row(
            "ReceptionService/RefuseReception",
            "Từ chối tiếp",
            from: [.checkedIn],
            to: [.refused],
            after: \.lastActOn,
            basis: refusalBasis
        ),
        // Only a ground that the content shows requires a written notice (D9.3, D4.h).
        Row(
            "ReceptionService/RefuseReception",
            "Từ chối tiếp sau khi nghe nội dung",
            from: [.contentRecorded],
            to: [.refused],
            after: \.lastActOn,
            starts: [ClockStart("RCP.REFUSAL_NOTICE", by: "reception.refusal_grounds_established")],
            stops: ["reception.refused"],
            basis: refusalBasis
        ),
        Row(
            "ReceptionService/IssueRefusalNotice",
            "Ban hành thông báo từ chối tiếp",
            from: [.refused],
            after: { $0.refusal?.refusedOn ?? "" },
            stops: ["reception.refusal_notice_issued"],
            sends: true,
            forms: ["ND154/2026:01/TCD"],
            needs: "a refused visit",
            basis: "NĐ 154/2026/NĐ-CP Đ.4 k.3; \(law) Đ.9 k.3"
        ),
        // The second clock starts only for a denunciation of another body's competence.
        Row(
            "ReceptionService/RecordContent",
            "Ghi nhận nội dung",
            from: [.checkedIn],
            to: [.contentRecorded],
            after: \.lastActOn,
            starts: [
                ClockStart("RCP.RESULT_NOTICE", by: "reception.content_received"),
                ClockStart("TC.TRANSFER", by: "denunciation.received"),
            ],
            forms: ["ND154/2026:02/TCD"],
            basis: "\(law) Đ.25, Đ.28 k.1, Đ.29; NĐ 154/2026/NĐ-CP Đ.14, Đ.15"
        ),
        Row(
            "ReceptionService/SplitContents",
            "Tách nội dung",
            from: [.contentRecorded],
            to: [.contentRecorded],
            after: \.lastActOn,
            basis: "\(law) Đ.25; NĐ 154/2026/NĐ-CP Đ.14"
        ),
    ]

    private static let refusalBasis = "\(law) Đ.9; NĐ 154/2026/NĐ-CP Đ.4"

    /// What comes of a content.
    ///
    /// A visit stays where it is until something came of every content. Open also while a result is pending: the clock that a notice "cần kéo dài" opens is stopped
    /// by guidance and transfer as well (RCP.RESULT_FOLLOWUP). The clock of the result stops with
    /// the last content, and only when the visitor knows of each.
    private static let outcomeRows = [
        outcome(
            "AnswerDirectly",
            "Trả lời trực tiếp",
            to: .resultNotified,
            stops: ["reception.result_notified"],
            basis: "\(law) Đ.28 k.1"
        ),
        outcome("OpenPetition", "Lập đơn từ nội dung", to: .toPetition, basis: "\(law) Đ.26 k.1"),
        outcome(
            "GuideCitizen",
            "Hướng dẫn",
            to: .guided,
            stops: ["reception.guided"],
            forms: ["TT05/2021:02"],
            basis: "\(law) Đ.26 k.2"
        ),
        outcome("UrgeSubordinate", "Đôn đốc cấp dưới", to: .urged, basis: "\(law) Đ.26 k.3, Đ.32"),
        outcome(
            "TransferDenunciation",
            "Chuyển tố cáo, kiến nghị, phản ánh",
            to: .transferred,
            stops: ["denunciation.transferred", "reception.transferred"],
            forms: ["TT05/2021:03"],
            basis: "\(law) Đ.26; Luật Tố cáo 2018 Đ.24 k.2"
        ),
        outcome(
            "ReportToLeader",
            "Báo cáo lãnh đạo",
            to: .referredToLeader,
            basis: "\(law) Đ.18 k.3, Đ.26"
        ),
    ]

    private static func outcome(
        _ name: String,
        _ title: String,
        to state: VisitState,
        stops: [String] = [],
        forms: [String] = [],
        basis: String
    ) -> StateTransition<Visit> {
        Row(
            "ReceptionService/\(name)",
            title,
            from: [.contentRecorded, .resultPending],
            to: [state, .contentRecorded, .resultPending],
            after: \.lastActOn,
            stops: stops,
            // The citizen, a body below or another body was told at once.
            sends: name != "OpenPetition" && name != "ReportToLeader",
            forms: forms,
            needs: "a visit with a recorded content of which nothing has come yet",
            basis: basis
        )
    }

    private static let owing: [VisitState] = [
        .contentRecorded, .toPetition, .urged, .transferred, .referredToLeader, .resultPending,
    ]

    private static let resultRows = [
        Row(
            "ReceptionService/NotifyResult",
            "Thông báo kết quả",
            from: owing,
            to: [.resultNotified],
            after: \.lastActOn,
            stops: ["reception.result_notified"],
            sends: true,
            basis: "\(law) Đ.28 k.1"
        ),
        Row(
            "ReceptionService/NotifyResult",
            "Thông báo cần kéo dài",
            from: owing,
            to: [.resultPending],
            after: \.lastActOn,
            starts: [ClockStart("RCP.RESULT_FOLLOWUP", by: "reception.result_notified_interim")],
            stops: ["reception.result_notified"],
            sends: true,
            basis: "\(law) Đ.28 k.1"
        ),
        Row(
            "ReceptionService/RecordDeparture",
            "Ghi nhận người đến đã về",
            from: [.checkedIn] + owing,
            after: \.lastActOn,
            basis: "\(law) Đ.28 k.1"
        ),
        Row(
            "ReceptionService/CloseVisit",
            "Kết thúc lượt tiếp",
            from: [.resultNotified, .guided],
            to: [.closed],
            after: \.lastActOn,
            basis: "\(law) Đ.28"
        ),
        // Who left before saying anything is owed nothing.
        Row(
            "ReceptionService/CloseVisit",
            "Kết thúc lượt tiếp của người về sớm",
            from: [.checkedIn],
            to: [.closed],
            after: \.lastActOn,
            basis: "\(law) Đ.28"
        ),
    ]

    /// What runs beside the states and bars nothing in them.
    private static let beside: [VisitState] = owing + [.guided, .resultNotified, .closed]

    private static let feedbackRows = [
        // The clock of the relay starts only when the citizen asked for it beforehand.
        Row(
            "ReceptionService/NotifyTransferrer",
            "Ghi nhận kết quả từ cơ quan được chuyển",
            from: beside,
            starts: [
                ClockStart("RCP.RELAY_TO_CITIZEN", by: "reception.transfer_result_received")
            ],
            stops: ["transfer.result_reported"],
            basis: "\(law) Đ.27 k.2"
        ),
        Row(
            "ReceptionService/RelayToCitizen",
            "Báo kết quả cho công dân",
            from: beside,
            stops: ["reception.result_relayed"],
            sends: true,
            basis: "\(law) Đ.28 k.2"
        ),
    ]
}
