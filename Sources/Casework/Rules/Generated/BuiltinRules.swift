// swift-format-ignore-file
// Made from rules.yaml by Tools/generate-rules. Do not edit.

extension Rulebook {
    /// The rules that come with this release.
    package static let builtin = Rulebook(
        soundRules: BuiltinRules.rules,
        version: "2026-11-23.2",
        transitions: BuiltinRules.transitions
    )
}

extension EventTitle {
    static let builtin: [String: EventTitle] = [
        "KN.RESOLVE.1.expired_without_decision": EventTitle(vi: "hết thời hạn giải quyết lần đầu mà chưa có quyết định", en: "first-instance limit expired without a decision"),
        "calendar.month": EventTitle(vi: "tháng theo lịch", en: "calendar month"),
        "calendar.week": EventTitle(vi: "tuần theo lịch", en: "calendar week"),
        "case.accepted": EventTitle(vi: "thụ lý vụ việc", en: "case accepted"),
        "case.file_closed": EventTitle(vi: "đóng hồ sơ", en: "file closed"),
        "case.resolved": EventTitle(vi: "giải quyết xong vụ việc", en: "case resolved"),
        "case.updated": EventTitle(vi: "cập nhật vụ việc", en: "case updated"),
        "complaint.accepted": EventTitle(vi: "thụ lý khiếu nại", en: "complaint accepted"),
        "complaint.received_by_competent": EventTitle(vi: "cơ quan có thẩm quyền nhận khiếu nại", en: "complaint received by the competent body"),
        "conclusion.issued": EventTitle(vi: "ban hành kết luận nội dung tố cáo", en: "conclusion issued"),
        "consultation.answered": EventTitle(vi: "báo cáo tham mưu, trả lời ý kiến", en: "consultation answered"),
        "consultation.asked": EventTitle(vi: "giao tham mưu, lấy ý kiến", en: "consultation asked for"),
        "consultation.unanswered": EventTitle(vi: "ghi nhận không có ý kiến", en: "no answer recorded"),
        "consultation.withdrawn": EventTitle(vi: "rút yêu cầu tham mưu, lấy ý kiến", en: "consultation withdrawn"),
        "continued_denunciation.received": EventTitle(vi: "nhận tố cáo tiếp", en: "continued denunciation received"),
        "decision.issued": EventTitle(vi: "ban hành quyết định giải quyết", en: "decision issued"),
        "decision.legal_effect": EventTitle(vi: "quyết định có hiệu lực pháp luật", en: "decision in legal effect"),
        "decision.received_or_known": EventTitle(vi: "nhận hoặc biết quyết định, hành vi", en: "decision received or known"),
        "decision1.issued": EventTitle(vi: "ban hành quyết định giải quyết lần đầu", en: "first decision issued"),
        "decision1.received": EventTitle(vi: "nhận quyết định giải quyết lần đầu", en: "first decision received"),
        "decision2.issued": EventTitle(vi: "ban hành quyết định giải quyết lần hai", en: "second decision issued"),
        "denunciation.acceptance_decision": EventTitle(vi: "ban hành quyết định thụ lý tố cáo", en: "acceptance of the denunciation decided"),
        "denunciation.nonacceptance_decided": EventTitle(vi: "quyết định không thụ lý tố cáo", en: "non-acceptance of the denunciation decided"),
        "denunciation.received": EventTitle(vi: "nhận tố cáo", en: "denunciation received"),
        "dialogue.date": EventTitle(vi: "ngày đối thoại", en: "day of the dialogue"),
        "disciplinary_decision.received": EventTitle(vi: "nhận quyết định kỷ luật", en: "disciplinary decision received"),
        "enforcement.reported": EventTitle(vi: "báo cáo việc thực hiện", en: "enforcement reported"),
        "enforcement.started": EventTitle(vi: "bắt đầu thi hành", en: "enforcement started"),
        "evidence.requested": EventTitle(vi: "yêu cầu cung cấp thông tin, tài liệu", en: "evidence requested"),
        "extension.decision_issued": EventTitle(vi: "ban hành quyết định gia hạn", en: "extension decided"),
        "feedback.reraised": EventTitle(vi: "nêu lại với tình tiết mới", en: "feedback raised again"),
        "lawsuit.judged": EventTitle(vi: "Tòa án hủy quyết định", en: "decision annulled by the court"),
        "petition.accepted": EventTitle(vi: "thụ lý đơn", en: "petition accepted"),
        "petition.archived": EventTitle(vi: "xếp lưu đơn", en: "petition archived"),
        "petition.content_fingerprint": EventTitle(vi: "xác định cùng nội dung", en: "same content established"),
        "petition.received": EventTitle(vi: "nhận đơn", en: "petition received"),
        "previous_deadline.nominal": EventTitle(vi: "ngày cuối của thời hạn trước", en: "last day of the period before"),
        "protection.ground_lapsed": EventTitle(vi: "không còn căn cứ bảo vệ", en: "ground of protection lapsed"),
        "publication.meeting_date": EventTitle(vi: "ngày họp công bố", en: "day of the publication meeting"),
        "publication.posted": EventTitle(vi: "niêm yết, đăng tải", en: "publication posted"),
        "reception.conclusion_issued": EventTitle(vi: "ban hành thông báo kết luận việc tiếp công dân", en: "conclusion of the reception issued"),
        "reception.content_received": EventTitle(vi: "ghi nhận nội dung khi tiếp công dân", en: "content recorded at the reception"),
        "reception.leader_session_closed": EventTitle(vi: "kết thúc phiên tiếp công dân của lãnh đạo", en: "leader's session closed"),
        "reception.online_session_at": EventTitle(vi: "phiên tiếp công dân trực tuyến", en: "online reception session"),
        "reception.refusal_grounds_established": EventTitle(vi: "xác định căn cứ từ chối tiếp", en: "grounds of refusal established"),
        "reception.result_notified_interim": EventTitle(vi: "đã báo cần kéo dài", en: "interim notice given"),
        "reception.session_date": EventTitle(vi: "ngày tiếp công dân", en: "day of the reception"),
        "reception.transfer_result_received": EventTitle(vi: "nhận kết quả từ cơ quan được chuyển", en: "result of the transfer received"),
        "recommendation.result": EventTitle(vi: "có kết quả xử lý kiến nghị", en: "result of the recommendation"),
        "report.period_end": EventTitle(vi: "kết thúc kỳ báo cáo", en: "end of the reporting period"),
        "review.demanded": EventTitle(vi: "yêu cầu xem xét lại việc giải quyết", en: "settlement to be taken up anew"),
        "second_complaint.filed": EventTitle(vi: "khiếu nại lần hai", en: "second complaint filed"),
        "stay.issued": EventTitle(vi: "ban hành quyết định tạm đình chỉ thi hành", en: "stay of execution issued"),
        "superior_request.received": EventTitle(vi: "nhận yêu cầu của cấp trên", en: "request of the superior received"),
        "suspension.decision_issued": EventTitle(vi: "ban hành quyết định tạm đình chỉ giải quyết", en: "suspension decided"),
        "suspension.resume_decision_issued": EventTitle(vi: "ban hành quyết định tiếp tục giải quyết", en: "resumption decided"),
        "suspension_or_termination.decision_issued": EventTitle(vi: "ban hành quyết định tạm đình chỉ hoặc đình chỉ", en: "suspension or termination decided"),
        "termination.decision_issued": EventTitle(vi: "ban hành quyết định đình chỉ giải quyết", en: "termination decided"),
        "termination.issued": EventTitle(vi: "ban hành quyết định đình chỉ", en: "termination issued"),
        "termination.notice": EventTitle(vi: "thông báo đình chỉ", en: "notice of termination"),
        "transfer.recalled": EventTitle(vi: "thu hồi đơn đã chuyển", en: "transfer taken back"),
        "transfer.received": EventTitle(vi: "cơ quan nhận đã tiếp nhận đơn", en: "transfer received"),
        "transfer.refused": EventTitle(vi: "cơ quan nhận từ chối đơn", en: "transfer refused"),
        "transfer.sent": EventTitle(vi: "chuyển đơn đến cơ quan khác", en: "transfer sent to another agency"),
        "ttcp_request.received": EventTitle(vi: "nhận yêu cầu của Thanh tra Chính phủ", en: "request of the Government Inspectorate received")
    ]
}

private enum BuiltinRules {
    static let rules: [Rule] = [
        RCP_RESULT_NOTICE_2014_07_01,
        RCP_RESULT_FOLLOWUP_2014_07_01,
        RCP_SCHEDULE_POST_2014_07_01,
        RCP_TRANSFER_RESULT_BACK_2014_07_01,
        RCP_RELAY_TO_CITIZEN_2014_07_01,
        RCP_REFUSAL_NOTICE_2026_07_01,
        RCP_LEADER_PROVINCE_CHAIR_2014_07_01,
        RCP_LEADER_AGENCY_HEAD_2014_07_01,
        RCP_LEADER_DISTRICT_CHAIR_2014_07_01,
        RCP_LEADER_COMMUNE_CHAIR_2014_07_01,
        RCP_LEADER_COMMUNE_CHAIR_2026_07_01,
        RCP_LEADER_PUBLIC_UNIT_HEAD_2014_08_15,
        RCP_ONLINE_NOTICE_2026_07_01,
        RCP_ONLINE_LINE_TEST_2026_07_01,
        RCP_ONLINE_CONNECT_2026_07_01,
        RCP_LEADER_CONCLUSION_NOTICE_2026_07_01,
        RCP_LEADER_INSTRUCTION_always,
        RCP_BOARD_MONTHLY_MEETING_2026_07_01,
        PET_PROCESS_2021_11_15,
        PET_DISCIPLINE_NOT_PROCESSED_2026_07_01,
        PET_GUIDANCE_ONCE_2014_12_15,
        PET_DENUNCIATION_TRANSFER_ONCE_2021_11_15,
        CIRC_TRANSFER_RECEIVE_2014_07_01,
        CIRC_CONSULT_always,
        PET_ARCHIVE_RETENTION_2014_12_15,
        PET_ARCHIVE_RETENTION_2021_11_15,
        KN_LIMITATION_2012_07_01,
        KN_ACCEPT_2012_07_01,
        KN_ACCEPT_DECREE_2016_12_05,
        KN_ACCEPT_2026_07_01,
        KN_NOTIFY_ACCEPT_2012_07_01,
        KN_RESOLVE_1_ORDINARY_2012_07_01,
        KN_RESOLVE_1_COMPLEX_2012_07_01,
        KN_RESOLVE_1_REMOTE_2012_07_01,
        KN_RESOLVE_1_REMOTE_COMPLEX_2012_07_01,
        KN_RESOLVE_2_ORDINARY_2012_07_01,
        KN_RESOLVE_2_COMPLEX_2012_07_01,
        KN_RESOLVE_2_REMOTE_2012_07_01,
        KN_RESOLVE_2_REMOTE_COMPLEX_2012_07_01,
        KN_DIALOGUE_NOTICE_2012_07_01,
        KN_DIALOGUE_NOTICE_2026_07_01,
        KN_EVIDENCE_SUPPLY_2012_07_01,
        KN_SUSPEND_SEND_2026_07_01,
        KN_RESUME_SEND_2026_07_01,
        KN_TERMINATE_SEND_2026_07_01,
        KN_RECOMPLAIN_AFTER_TERMINATION_2012_07_01,
        KN_STAY_OF_EXECUTION_MAX_2012_07_01,
        KN_SEND_DECISION_1_2012_07_01,
        KN_SEND_DECISION_2_2012_07_01,
        KN_PUBLISH_2_2012_11_20,
        KN_PUBLISH_POSTING_MIN_2012_11_20,
        KN_PUBLISH_MEETING_NOTICE_2012_11_20,
        KN_APPEAL_WINDOW_2012_07_01,
        KN_APPEAL_WINDOW_REMOTE_2012_07_01,
        KN_COURT_WINDOW_2016_07_01,
        KN_EFFECT_1_2012_07_01,
        KN_EFFECT_1_REMOTE_2012_07_01,
        KN_EFFECT_2_2012_07_01,
        KN_EFFECT_2_REMOTE_2012_07_01,
        KN_ENFORCE_2012_07_01,
        KN_ENFORCE_ITEM_always,
        KN_FILE_HANDOVER_2013_12_16,
        KN_FILE_HANDOVER_2020_12_10,
        KNKL_LIMITATION_1_2012_07_01,
        KNKL_LIMITATION_2_2012_07_01,
        KNKL_LIMITATION_2_DISMISSAL_2012_07_01,
        KNKL_ACCEPT_2012_07_01,
        KNKL_ACCEPT_2026_07_01,
        KNKL_RESOLVE_2012_07_01,
        KNKL_RESOLVE_COMPLEX_2012_07_01,
        KNKL_SEND_DECISION_1_2012_07_01,
        KNKL_SEND_DECISION_2_2012_07_01,
        KNKL_PUBLISH_2012_07_01,
        KNKL_EFFECT_2012_07_01,
        TC_INITIAL_2019_01_01,
        TC_INITIAL_EXTENDED_2019_01_01,
        TC_NONACCEPT_NOTICE_2019_01_01,
        TC_TRANSFER_2019_01_01,
        TC_NOTIFY_ACCEPT_2019_01_01,
        TC_FORWARDER_NOTICE_2019_01_01,
        TC_RESOLVE_2019_01_01,
        TC_EXTEND_COMPLEX_2019_01_01,
        TC_EXTEND_SPECIALLY_COMPLEX_2019_01_01,
        TC_EXTEND_NOTICE_2019_01_01,
        TC_SUSPEND_SEND_2019_01_01,
        TC_WITHDRAW_WINDOW_2019_01_01,
        TC_CONCLUSION_SEND_2019_01_01,
        TC_CONCLUSION_ACT_2019_01_01,
        TC_RECOMMENDATION_RESULT_2019_01_01,
        TC_PUBLISH_2019_01_01,
        TC_PUBLISH_POSTING_MIN_2019_05_28,
        TC_CONTINUED_REVIEW_2019_01_01,
        TC_OVERDUE_SUPERIOR_REQUEST_2019_01_01,
        TC_OVERDUE_REPORT_2019_01_01,
        TC_ENFORCE_MONTHLY_REPORT_2019_05_28,
        TC_ENFORCE_ITEM_always,
        TC_PROTECTION_END_2019_01_01,
        KNPA_RESULT_NOTICE_2014_07_01,
        KNPA_RESOLVE_always,
        KNPA_REGULATION_CLASSIFY_2017_09_25,
        NDB_UPDATE_ON_ACCEPTANCE_2022_10_10,
        NDB_SPECIAL_REQUEST_2022_10_10,
        NDB_BACKFILL_2022_10_10,
        RPT_SUBMIT_COMMUNE_TO_CITY_always,
        RPT_SUBMIT_CITY_TO_TTCP_always
    ]

    static let transitions: [Transition] = [
        Transition(
            id: "NĐ155-Đ22k1",
            rules: ["KN.SUSPEND_SEND", "KN.RESUME_SEND", "KN.TERMINATE_SEND", "KN.DIALOGUE_NOTICE"],
            commands: ["SuspendCase", "ResumeCase", "WithdrawPart", "WithdrawAll", "TerminateCase", "HoldDialogue"],
            versionBy: .act,
            confidence: .found,
            text: "KN đã có thông báo thụ lý trước 2026-07-01, chưa có QĐ giải quyết: việc rút KN, tạm đình chỉ, đình chỉ, đối thoại theo NĐ 155/2026."
        ),
        Transition(
            id: "NĐ156-Đ10k1",
            rules: ["TC.ENFORCE_MONTHLY_REPORT"],
            commands: ["WithdrawDenunciation", "ReportEnforcement"],
            versionBy: .act,
            confidence: .found,
            text: "TC đã có QĐ thụ lý trước 2026-07-01 đang giải quyết: áp dụng NĐ 156/2026."
        ),
        Transition(
            id: "NĐ155-Đ21k2",
            rules: [],
            commands: [],
            versionBy: .act,
            confidence: .found,
            text: "Yêu cầu công chứng văn bản ủy quyền KN của cá nhân hết hiệu lực từ 2027-01-01 (chứng thực vẫn dùng)."
        ),
        Transition(
            id: "T-ACCEPT",
            rules: ["KN.ACCEPT", "KN.ACCEPT_DECREE", "KN.NOTIFY_ACCEPT", "KNKL.ACCEPT"],
            commands: [],
            versionBy: .startEvent,
            confidence: .unsure,
            text: "Which acceptance limit applies to petitions received before but not accepted by 2026-07-01 is not stated: the version of the receipt date (old 10-day rules) unless legal advises otherwise. The form follows the day of issue."
        ),
        Transition(
            id: "T-RECOMPLAIN",
            rules: ["KN.RECOMPLAIN_AFTER_TERMINATION"],
            commands: ["RefuseComplaint", "AcceptComplaint"],
            versionBy: .startEvent,
            confidence: .unsure,
            text: "Đ.11 k.8 (30 days) governs terminations decided before 2026-07-01 and terminations on other grounds than withdrawal; withdrawals from 2026-07-01 fall under Đ.10 as amended (code WITHDRAWN)."
        ),
        Transition(
            id: "T-DISCIPLINE",
            rules: ["PET.DISCIPLINE.NOT_PROCESSED"],
            commands: [],
            versionBy: .inForce,
            confidence: .unsure,
            text: "PET.DISCIPLINE.NOT_PROCESSED for petitions received before 2026-07-01 and still open that day counts from 2026-07-01 (no transition clause read)."
        ),
        Transition(
            id: "T-LEADER-WEEK",
            rules: ["RCP.LEADER.COMMUNE_CHAIR"],
            commands: [],
            versionBy: .periodEnd,
            confidence: .unsure,
            text: "RCP.LEADER.COMMUNE_CHAIR: weeks that end after 2026-06-30 are not owed weekly; July 2026 is the first month owed at two days (engineering choice)."
        ),
        Transition(
            id: "T-TWO-TIER",
            rules: ["KN.*", "KNKL.*", "TC.*", "PET.*"],
            commands: ["DissolveAgency", "HandOver"],
            versionBy: .startEvent,
            confidence: .unsure,
            text: "Cases of dissolved district units on 2025-07-01: clocks, receipt and acceptance dates unchanged; holder and competent office change."
        )
    ]

    static let RCP_RESULT_NOTICE_2014_07_01 = Rule(
        key: "RCP.RESULT_NOTICE",
        caseType: .reception,
        stage: "notification",
        titleVi: "Trả lời/thông báo kết quả xử lý cho người đã đến",
        limit: .workingDays(10),
        startEvents: ["reception.content_received"],
        stopEvents: ["reception.result_notified", "reception.guided", "reception.transferred", "reception.refused"],
        basis: ["Luật Tiếp công dân 2013 Đ.28 k.1"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Base-law text read. Whether Luật 136/2025 touched Đ.28 was not readable; NĐ 154/2026 Đ.10 k.4 still refers to Đ.28, so it survives [found]. Serves feedback (KNPA) as well: one clock per recorded content, whatever its type. A notice 'cần kéo dài' stops this clock and opens RCP.RESULT_FOLLOWUP."
    )

    static let RCP_RESULT_FOLLOWUP_2014_07_01 = Rule(
        key: "RCP.RESULT_FOLLOWUP",
        caseType: .reception,
        stage: "notification",
        titleVi: "Thông báo kết quả tiếp sau khi đã báo cần kéo dài",
        limit: .configurable,
        startEvents: ["reception.result_notified_interim"],
        stopEvents: ["reception.result_notified", "reception.guided", "reception.transferred", "reception.refused"],
        basis: ["Luật Tiếp công dân 2013 Đ.28 k.1 (không nêu số ngày)"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .unsure,
        note: "Opened by NotifyResult{result: needs_longer}; no statutory number → setting (default: the due date of the case or processing clock that made it longer). Engineering choice so that an interim notice does not end the duty."
    )

    static let RCP_SCHEDULE_POST_2014_07_01 = Rule(
        key: "RCP.SCHEDULE_POST",
        caseType: .reception,
        stage: "publication",
        titleVi: "Niêm yết lịch tiếp công dân",
        limit: .workingDays(5),
        startEvents: ["reception.session_date"],
        stopEvents: ["reception.schedule_published"],
        basis: ["Luật Tiếp công dân 2013 Đ.24 k.4"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .before
    )

    static let RCP_TRANSFER_RESULT_BACK_2014_07_01 = Rule(
        key: "RCP.TRANSFER_RESULT_BACK",
        caseType: .reception,
        stage: "transfer_feedback",
        titleVi: "Cơ quan nhận chuyển thông báo kết quả cho Ban TCD / cơ quan đã chuyển",
        limit: .workingDays(7),
        startEvents: ["case.resolved"],
        stopEvents: ["transfer.result_reported"],
        basis: ["Luật Tiếp công dân 2013 Đ.27 k.2"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "If already resolved before the transfer arrived: notify immediately (0). case.resolved = decision, conclusion, written answer to feedback, or termination."
    )

    static let RCP_RELAY_TO_CITIZEN_2014_07_01 = Rule(
        key: "RCP.RELAY_TO_CITIZEN",
        caseType: .reception,
        stage: "transfer_feedback",
        titleVi: "Ban TCD/đại biểu báo kết quả cho công dân (nếu đã yêu cầu)",
        limit: .workingDays(5),
        startEvents: ["reception.transfer_result_received"],
        stopEvents: ["reception.result_relayed"],
        basis: ["Luật Tiếp công dân 2013 Đ.28 k.2"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        condition: "citizen asked for it beforehand"
    )

    static let RCP_REFUSAL_NOTICE_2026_07_01 = Rule(
        key: "RCP.REFUSAL_NOTICE",
        caseType: .reception,
        stage: "refusal",
        titleVi: "Ban hành Thông báo từ chối tiếp công dân (Mẫu 01/TCD)",
        limit: .workingDays(3),
        startEvents: ["reception.refusal_grounds_established"],
        stopEvents: ["reception.refusal_notice_issued"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.4 k.3", "Luật Tiếp công dân Đ.9 k.3"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        condition: "only grounds Luật TCD Đ.9 k.3 (đã giải quyết đúng, đã kiểm tra rà soát) or NĐ 154 Đ.4 k.1.h (KNPA đã trả lời, không có tình tiết mới); other grounds: oral explanation on the spot"
    )

    static let RCP_LEADER_PROVINCE_CHAIR_2014_07_01 = Rule(
        key: "RCP.LEADER.PROVINCE_CHAIR",
        caseType: .reception,
        stage: "leader_reception_frequency",
        titleVi: "Chủ tịch UBND cấp tỉnh tiếp định kỳ",
        limit: .daysPerMonthMin(1),
        startEvents: ["calendar.month"],
        stopEvents: [],
        basis: ["Luật Tiếp công dân 2013 Đ.12 k.5"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "reception.leader_day_held"
    )

    static let RCP_LEADER_AGENCY_HEAD_2014_07_01 = Rule(
        key: "RCP.LEADER.AGENCY_HEAD",
        caseType: .reception,
        stage: "leader_reception_frequency",
        titleVi: "Người đứng đầu cơ quan (sở, ...) tiếp định kỳ",
        limit: .daysPerMonthMin(1),
        startEvents: ["calendar.month"],
        stopEvents: [],
        basis: ["Luật Tiếp công dân 2013 Đ.18 k.2"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "reception.leader_day_held"
    )

    static let RCP_LEADER_DISTRICT_CHAIR_2014_07_01 = Rule(
        key: "RCP.LEADER.DISTRICT_CHAIR",
        caseType: .reception,
        stage: "leader_reception_frequency",
        titleVi: "Chủ tịch UBND cấp huyện tiếp định kỳ",
        limit: .daysPerMonthMin(2),
        startEvents: ["calendar.month"],
        stopEvents: [],
        basis: ["Luật Tiếp công dân 2013 Đ.13 k.5"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: Day(daysSince1970: 20269) /* 2025-06-30 */,
        confidence: .found,
        countedEvent: "reception.leader_day_held",
        note: "District level abolished from 2025-07-01."
    )

    static let RCP_LEADER_COMMUNE_CHAIR_2014_07_01 = Rule(
        key: "RCP.LEADER.COMMUNE_CHAIR",
        caseType: .reception,
        stage: "leader_reception_frequency",
        titleVi: "Chủ tịch UBND cấp xã tiếp định kỳ",
        limit: .daysPerWeekMin(1),
        startEvents: ["calendar.week"],
        stopEvents: [],
        basis: ["Luật Tiếp công dân 2013 Đ.15 k.2.d"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: Day(daysSince1970: 20634) /* 2026-06-30 */,
        confidence: .found,
        countedEvent: "reception.leader_day_held",
        note: "Owed only for weeks (Mon–Sun) whose last day is on or before effective_to; see transition T-LEADER-WEEK (engineering choice)."
    )

    static let RCP_LEADER_COMMUNE_CHAIR_2026_07_01 = Rule(
        key: "RCP.LEADER.COMMUNE_CHAIR",
        caseType: .reception,
        stage: "leader_reception_frequency",
        titleVi: "Chủ tịch UBND cấp xã tiếp định kỳ",
        limit: .daysPerMonthMin(2),
        startEvents: ["calendar.month"],
        stopEvents: [],
        basis: ["Luật 136/2025/QH15 Đ.1 k.7 (sửa Luật TCD Đ.15)"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "reception.leader_day_held",
        note: "Source: Báo Lao Động 10/12/2025; vietnam.vn. No delegation to deputies [found: press] → keep the ban as a setting (default on from 2026-07-01)."
    )

    static let RCP_LEADER_PUBLIC_UNIT_HEAD_2014_08_15 = Rule(
        key: "RCP.LEADER.PUBLIC_UNIT_HEAD",
        caseType: .reception,
        stage: "leader_reception_frequency",
        titleVi: "Người đứng đầu đơn vị sự nghiệp công lập tiếp định kỳ",
        limit: .daysPerMonthMin(1),
        startEvents: ["calendar.month"],
        stopEvents: [],
        basis: ["NĐ 154/2026/NĐ-CP Đ.10 k.2", "trước đó NĐ 64/2014/NĐ-CP Đ.4"],
        effectiveFrom: Day(daysSince1970: 16297) /* 2014-08-15 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "reception.leader_day_held"
    )

    static let RCP_ONLINE_NOTICE_2026_07_01 = Rule(
        key: "RCP.ONLINE.NOTICE",
        caseType: .reception,
        stage: "online_reception",
        titleVi: "Thông báo & thiết lập điểm cầu tiếp công dân trực tuyến",
        limit: .workingDays(5),
        startEvents: ["reception.online_session_at"],
        stopEvents: ["reception.bridge_points_notified"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.23 k.1"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .before
    )

    static let RCP_ONLINE_LINE_TEST_2026_07_01 = Rule(
        key: "RCP.ONLINE.LINE_TEST",
        caseType: .reception,
        stage: "online_reception",
        titleVi: "Kết nối thử các điểm cầu",
        limit: .workingDays(1),
        startEvents: ["reception.online_session_at"],
        stopEvents: ["reception.line_tested"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.23 k.1"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .before
    )

    static let RCP_ONLINE_CONNECT_2026_07_01 = Rule(
        key: "RCP.ONLINE.CONNECT",
        caseType: .reception,
        stage: "online_reception",
        titleVi: "Kết nối xong các điểm cầu",
        limit: .hours(1),
        startEvents: ["reception.online_session_at"],
        stopEvents: ["reception.bridges_connected"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.23 k.1"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .before
    )

    static let RCP_LEADER_CONCLUSION_NOTICE_2026_07_01 = Rule(
        key: "RCP.LEADER.CONCLUSION_NOTICE",
        caseType: .reception,
        stage: "leader_result_notice",
        titleVi: "Thông báo kết luận tiếp công dân của lãnh đạo",
        limit: .unnumbered,
        startEvents: ["reception.leader_session_closed"],
        stopEvents: ["reception.conclusion_issued"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.25 k.2"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Mandatory document, but NO statutory number of days in the decree. Make it a configurable SLA (suggest 5 working days, HCMC regulation to confirm)."
    )

    static let RCP_LEADER_INSTRUCTION_always = Rule(
        key: "RCP.LEADER.INSTRUCTION",
        caseType: .reception,
        stage: "instruction",
        titleVi: "Thực hiện nhiệm vụ giao trong kết luận tiếp công dân",
        limit: .configurable,
        startEvents: ["reception.conclusion_issued"],
        stopEvents: ["instruction.reported"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.25"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .found,
        note: "No number in the decree: the conclusion names the day for each instruction, and the record carries it as its due day. effective_from null = always, as the day comes from the conclusion."
    )

    static let RCP_BOARD_MONTHLY_MEETING_2026_07_01 = Rule(
        key: "RCP.BOARD.MONTHLY_MEETING",
        caseType: .reception,
        stage: "coordination",
        titleVi: "Ban TCD giao ban định kỳ với cơ quan tham gia",
        limit: .perMonth(1),
        startEvents: ["calendar.month"],
        stopEvents: [],
        basis: ["NĐ 154/2026/NĐ-CP Đ.30 k.3"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "reception.board_meeting_held"
    )

    static let PET_PROCESS_2021_11_15 = Rule(
        key: "PET.PROCESS",
        caseType: .petition,
        stage: "initial_processing",
        titleVi: "Xử lý, phân loại đơn (khiếu nại, kiến nghị, phản ánh)",
        limit: .workingDays(10),
        startEvents: ["petition.received"],
        stopEvents: ["petition.dispatched", "petition.accepted", "petition.acceptance_refused", "petition.transferred", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["TT 05/2021/TT-TTCP (thời hạn xử lý đơn)", "Luật Tiếp công dân Đ.28 k.1"],
        effectiveFrom: Day(daysSince1970: 18946) /* 2021-11-15 */,
        effectiveTo: nil,
        confidence: .unsure,
        note: "10 working days is certain for content received through reception (Đ.28); that TT 05/2021 repeats it for all sources is from memory. Tố cáo has its own shorter limits. Runs for every registered petition or matter; stops with the first outcome. For a denunciation with a known sender the shorter TC.* limits run beside it and are shown; for an anonymous denunciation (Luật TC Đ.25) this is the only limit, no TC.* clock opens [unsure]."
    )

    static let PET_DISCIPLINE_NOT_PROCESSED_2026_07_01 = Rule(
        key: "PET.DISCIPLINE.NOT_PROCESSED",
        caseType: .petition,
        stage: "escalation",
        titleVi: "Không xử lý đơn sau 45 ngày không lý do chính đáng → cách chức/bãi nhiệm (người có chức danh)",
        limit: .calendarDays(45),
        startEvents: ["petition.received"],
        stopEvents: ["petition.dispatched", "petition.accepted", "petition.acceptance_refused", "petition.transferred", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["NĐ 154/2026/NĐ-CP Đ.41 k.3.b"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        roll: false,
        note: "Use as hard red-line escalation, not as processing time. Alarm day = day 45 itself, never moved forward over days off. Petitions still open on 2026-07-01 count from that day (transition T-DISCIPLINE) [unsure: no transition clause read]. Stopping late does not erase the breach."
    )

    static let PET_GUIDANCE_ONCE_2014_12_15 = Rule(
        key: "PET.GUIDANCE_ONCE",
        caseType: .petition,
        stage: "guidance",
        titleVi: "Hướng dẫn đơn khiếu nại không thuộc thẩm quyền: chỉ 01 lần cho cùng nội dung",
        limit: .timesMax(1),
        startEvents: ["petition.content_fingerprint"],
        stopEvents: [],
        basis: ["TT 07/2014 Đ.8 k.1 (nguyên tắc)", "TT 05/2021/TT-TTCP"],
        effectiveFrom: Day(daysSince1970: 16419) /* 2014-12-15 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "petition.guided",
        note: "Wording read in TT 07/2014; carried into TT 05/2021 [known]."
    )

    static let PET_DENUNCIATION_TRANSFER_ONCE_2021_11_15 = Rule(
        key: "PET.DENUNCIATION_TRANSFER_ONCE",
        caseType: .petition,
        stage: "transfer",
        titleVi: "Chuyển đơn tố cáo cùng nội dung: chỉ 01 lần",
        limit: .timesMax(1),
        startEvents: ["petition.content_fingerprint"],
        stopEvents: [],
        basis: ["TT 05/2021/TT-TTCP Đ.14 k.1"],
        effectiveFrom: Day(daysSince1970: 18946) /* 2021-11-15 */,
        effectiveTo: nil,
        confidence: .found,
        countedEvent: "denunciation.transferred",
        note: "Once per transferring agency and content (engineering choice, text silent); a transfer refused by the receiver does not count."
    )

    static let CIRC_TRANSFER_RECEIVE_2014_07_01 = Rule(
        key: "CIRC.TRANSFER.RECEIVE",
        caseType: .petition,
        stage: "transfer",
        titleVi: "Tiếp nhận hoặc từ chối đơn do cơ quan khác chuyển đến",
        limit: .workingDays(3),
        startEvents: ["transfer.sent"],
        stopEvents: ["transfer.received", "transfer.refused", "transfer.recalled"],
        basis: ["Quy chế liên thông của Thành phố"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .unsure,
        note: "No text gives a number: a working rule of the city, so that a file is not nobody's. Settable."
    )

    static let CIRC_CONSULT_always = Rule(
        key: "CIRC.CONSULT",
        caseType: .petition,
        stage: "consultation",
        titleVi: "Báo cáo tham mưu, trả lời ý kiến",
        limit: .configurable,
        startEvents: ["consultation.asked"],
        stopEvents: ["consultation.answered", "consultation.unanswered", "consultation.withdrawn"],
        basis: ["Quy chế làm việc của cơ quan"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .found,
        note: "Whoever asks names the day, and the record carries it as its due day."
    )

    static let PET_ARCHIVE_RETENTION_2014_12_15 = Rule(
        key: "PET.ARCHIVE_RETENTION",
        caseType: .petition,
        stage: "retention",
        titleVi: "Thời hạn lưu đơn xếp lưu",
        limit: .years(1),
        startEvents: ["petition.archived"],
        stopEvents: [],
        basis: ["TT 07/2014/TT-TTCP Đ.28 k.2"],
        effectiveFrom: Day(daysSince1970: 16419) /* 2014-12-15 */,
        effectiveTo: Day(daysSince1970: 18945) /* 2021-11-14 */,
        confidence: .found,
        roll: false,
        note: "Never hard-delete in software; mark eligible_for_disposal."
    )

    static let PET_ARCHIVE_RETENTION_2021_11_15 = Rule(
        key: "PET.ARCHIVE_RETENTION",
        caseType: .petition,
        stage: "retention",
        titleVi: "Thời hạn lưu đơn xếp lưu",
        limit: .configurable,
        startEvents: ["petition.archived"],
        stopEvents: [],
        basis: ["TT 05/2021/TT-TTCP (điều khoản kế thừa chưa đọc)"],
        effectiveFrom: Day(daysSince1970: 18946) /* 2021-11-15 */,
        effectiveTo: nil,
        confidence: .unsure,
        roll: false,
        note: "Successor clause not read; setting. Never delete: number null = keep without end, only mark eligible_for_disposal when a number is set."
    )

    static let KN_LIMITATION_2012_07_01 = Rule(
        key: "KN.LIMITATION",
        caseType: .complaint,
        stage: "filing_window",
        titleVi: "Thời hiệu khiếu nại lần đầu",
        limit: .calendarDays(90),
        startEvents: ["decision.received_or_known"],
        stopEvents: ["complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.9"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        tolledBy: ["ốm đau", "thiên tai", "địch họa", "đi công tác/học tập xa", "trở ngại khách quan khác"],
        note: "Tolling: counting rule 'tolling'. Proof document required."
    )

    static let KN_ACCEPT_2012_07_01 = Rule(
        key: "KN.ACCEPT",
        caseType: .complaint,
        stage: "acceptance",
        titleVi: "Thụ lý lần đầu/lần hai & thông báo (luật)",
        limit: .calendarDays(10),
        startEvents: ["complaint.received_by_competent"],
        stopEvents: ["complaint.accepted", "complaint.acceptance_refused", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["Luật Khiếu nại 2011 Đ.27, Đ.36 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: Day(daysSince1970: 20634) /* 2026-06-30 */,
        confidence: .found,
        strict: true,
        note: "Law says '10 ngày'. Shown together with KN.ACCEPT_DECREE: the earlier of the two (strict)."
    )

    static let KN_ACCEPT_DECREE_2016_12_05 = Rule(
        key: "KN.ACCEPT_DECREE",
        caseType: .complaint,
        stage: "acceptance",
        titleVi: "Thụ lý lần đầu/lần hai (nghị định)",
        limit: .workingDays(10),
        startEvents: ["complaint.received_by_competent"],
        stopEvents: ["complaint.accepted", "complaint.acceptance_refused", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["NĐ 124/2020/NĐ-CP Đ.16 k.1 (bản gốc)", "TT 07/2013 Đ.5 sđ TT 02/2016"],
        effectiveFrom: Day(daysSince1970: 17140) /* 2016-12-05 */,
        effectiveTo: Day(daysSince1970: 20634) /* 2026-06-30 */,
        confidence: .found,
        note: "Decree/circular wording '10 ngày làm việc' vs. the law's '10 ngày'. The earlier of the two is the deadline shown (strict on KN.ACCEPT)."
    )

    static let KN_ACCEPT_2026_07_01 = Rule(
        key: "KN.ACCEPT",
        caseType: .complaint,
        stage: "acceptance",
        titleVi: "Thụ lý lần đầu/lần hai & thông báo",
        limit: .workingDays(7),
        startEvents: ["complaint.received_by_competent"],
        stopEvents: ["complaint.accepted", "complaint.acceptance_refused", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["NĐ 155/2026/NĐ-CP Đ.10 (sửa NĐ 124/2020 Đ.16 k.1)"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "7 working days alone. Whether Luật 136/2025 also rewrote Luật KN Đ.27/36 was not readable [unsure]; the decree binds."
    )

    static let KN_NOTIFY_ACCEPT_2012_07_01 = Rule(
        key: "KN.NOTIFY_ACCEPT",
        caseType: .complaint,
        stage: "notification",
        titleVi: "Thông báo thụ lý/không thụ lý (Mẫu 03/04)",
        limit: .sameAs("KN.ACCEPT"),
        startEvents: ["complaint.received_by_competent"],
        stopEvents: ["complaint.acceptance_notice_sent", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["Luật Khiếu nại 2011 Đ.27, Đ.36", "NĐ 124/2020 Mẫu 03, 04 (thay bởi NĐ 155/2026)"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_RESOLVE_1_ORDINARY_2012_07_01 = Rule(
        key: "KN.RESOLVE.1.ORDINARY",
        caseType: .complaint,
        stage: "resolution_1",
        titleVi: "Giải quyết khiếu nại lần đầu - vụ việc thường",
        limit: .calendarDays(30),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision1.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.28"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        replacedBy: Rule.Replacement(key: "KN.RESOLVE.1.COMPLEX", event: "case.complexity_marked")
    )

    static let KN_RESOLVE_1_COMPLEX_2012_07_01 = Rule(
        key: "KN.RESOLVE.1.COMPLEX",
        caseType: .complaint,
        stage: "resolution_1",
        titleVi: "Giải quyết khiếu nại lần đầu - vụ việc phức tạp",
        limit: .calendarDays(45),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision1.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.28"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        note: "Totals from acceptance date, not add-ons. 'Kéo dài' needs no named decision in the law; from 2026-07-01 the complexity finding must be in writing."
    )

    static let KN_RESOLVE_1_REMOTE_2012_07_01 = Rule(
        key: "KN.RESOLVE.1.REMOTE",
        caseType: .complaint,
        stage: "resolution_1",
        titleVi: "Giải quyết khiếu nại lần đầu - vùng sâu, vùng xa",
        limit: .calendarDays(45),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision1.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.28"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        replacedBy: Rule.Replacement(key: "KN.RESOLVE.1.REMOTE_COMPLEX", event: "case.complexity_marked")
    )

    static let KN_RESOLVE_1_REMOTE_COMPLEX_2012_07_01 = Rule(
        key: "KN.RESOLVE.1.REMOTE_COMPLEX",
        caseType: .complaint,
        stage: "resolution_1",
        titleVi: "Giải quyết khiếu nại lần đầu - vùng sâu, vùng xa + phức tạp",
        limit: .calendarDays(60),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision1.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.28"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        note: "Totals from acceptance date, not add-ons. 'Kéo dài' needs no named decision in the law; from 2026-07-01 the complexity finding must be in writing."
    )

    static let KN_RESOLVE_2_ORDINARY_2012_07_01 = Rule(
        key: "KN.RESOLVE.2.ORDINARY",
        caseType: .complaint,
        stage: "resolution_2",
        titleVi: "Giải quyết khiếu nại lần hai - vụ việc thường",
        limit: .calendarDays(45),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.37"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        replacedBy: Rule.Replacement(key: "KN.RESOLVE.2.COMPLEX", event: "case.complexity_marked")
    )

    static let KN_RESOLVE_2_COMPLEX_2012_07_01 = Rule(
        key: "KN.RESOLVE.2.COMPLEX",
        caseType: .complaint,
        stage: "resolution_2",
        titleVi: "Giải quyết khiếu nại lần hai - vụ việc phức tạp",
        limit: .calendarDays(60),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.37"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        note: "Totals from acceptance date, not add-ons. 'Kéo dài' needs no named decision in the law; from 2026-07-01 the complexity finding must be in writing."
    )

    static let KN_RESOLVE_2_REMOTE_2012_07_01 = Rule(
        key: "KN.RESOLVE.2.REMOTE",
        caseType: .complaint,
        stage: "resolution_2",
        titleVi: "Giải quyết khiếu nại lần hai - vùng sâu, vùng xa",
        limit: .calendarDays(60),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.37"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        replacedBy: Rule.Replacement(key: "KN.RESOLVE.2.REMOTE_COMPLEX", event: "case.complexity_marked")
    )

    static let KN_RESOLVE_2_REMOTE_COMPLEX_2012_07_01 = Rule(
        key: "KN.RESOLVE.2.REMOTE_COMPLEX",
        caseType: .complaint,
        stage: "resolution_2",
        titleVi: "Giải quyết khiếu nại lần hai - vùng sâu, vùng xa + phức tạp",
        limit: .calendarDays(70),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.37"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        note: "Totals from acceptance date, not add-ons. 'Kéo dài' needs no named decision in the law; from 2026-07-01 the complexity finding must be in writing."
    )

    static let KN_DIALOGUE_NOTICE_2012_07_01 = Rule(
        key: "KN.DIALOGUE_NOTICE",
        caseType: .complaint,
        stage: "dialogue",
        titleVi: "Gửi thông báo đối thoại",
        limit: .configurable,
        startEvents: ["dialogue.date"],
        stopEvents: ["dialogue.notice_sent"],
        basis: ["Luật Khiếu nại 2011 Đ.30 k.2", "NĐ 124/2020/NĐ-CP Đ.28 k.1 (bản gốc)"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: Day(daysSince1970: 20634) /* 2026-06-30 */,
        confidence: .unsure,
        direction: .before,
        note: "The law asks for a written notice of time, place and content [known]; a number of days before 2026-07-01 was not read [unsure] → setting, default null = notice recorded, no day count."
    )

    static let KN_DIALOGUE_NOTICE_2026_07_01 = Rule(
        key: "KN.DIALOGUE_NOTICE",
        caseType: .complaint,
        stage: "dialogue",
        titleVi: "Gửi thông báo đối thoại",
        limit: .calendarDays(5),
        startEvents: ["dialogue.date"],
        stopEvents: ["dialogue.notice_sent"],
        basis: ["NĐ 155/2026/NĐ-CP Đ.11 (sửa Đ.28 k.1 NĐ 124/2020)"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .before,
        note: "Version by the date of the dialogue. Also first instance of KNKL and second instance."
    )

    static let KN_EVIDENCE_SUPPLY_2012_07_01 = Rule(
        key: "KN.EVIDENCE_SUPPLY",
        caseType: .complaint,
        stage: "verification",
        titleVi: "Cung cấp thông tin, tài liệu theo yêu cầu",
        limit: .calendarDays(7),
        startEvents: ["evidence.requested"],
        stopEvents: ["evidence.supplied"],
        basis: ["Luật Khiếu nại 2011 Đ.12 k.1.đ, Đ.13 k.1.c, Đ.14 k.1.a, Đ.15 k.1.a"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_SUSPEND_SEND_2026_07_01 = Rule(
        key: "KN.SUSPEND_SEND",
        caseType: .complaint,
        stage: "suspension",
        titleVi: "Gửi QĐ tạm đình chỉ giải quyết (Mẫu 14a)",
        limit: .workingDays(3),
        startEvents: ["suspension.decision_issued"],
        stopEvents: ["suspension.decision_sent"],
        basis: ["NĐ 155/2026/NĐ-CP Đ.12 (Đ.28b k.1 NĐ 124)", "Luật KN Đ.11a"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_RESUME_SEND_2026_07_01 = Rule(
        key: "KN.RESUME_SEND",
        caseType: .complaint,
        stage: "suspension",
        titleVi: "Gửi QĐ tiếp tục giải quyết (Mẫu 14b)",
        limit: .workingDays(3),
        startEvents: ["suspension.resume_decision_issued"],
        stopEvents: ["suspension.resume_decision_sent"],
        basis: ["NĐ 155/2026/NĐ-CP Đ.12 (Đ.28b k.2)"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_TERMINATE_SEND_2026_07_01 = Rule(
        key: "KN.TERMINATE_SEND",
        caseType: .complaint,
        stage: "termination",
        titleVi: "Gửi QĐ đình chỉ giải quyết (Mẫu 14a)",
        limit: .workingDays(3),
        startEvents: ["termination.decision_issued"],
        stopEvents: ["termination.decision_sent"],
        basis: ["NĐ 155/2026/NĐ-CP Đ.12 (Đ.28b k.1)"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_RECOMPLAIN_AFTER_TERMINATION_2012_07_01 = Rule(
        key: "KN.RECOMPLAIN_AFTER_TERMINATION",
        caseType: .complaint,
        stage: "filing_window",
        titleVi: "Sau 30 ngày từ thông báo đình chỉ mà không KN tiếp → không thụ lý",
        limit: .calendarDays(30),
        startEvents: ["termination.notice"],
        stopEvents: ["complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.11 k.8"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        condition: "termination decided before 2026-07-01 (any ground), or from 2026-07-01 on a ground other than withdrawal",
        note: "Content withdrawn on or after 2026-07-01 is not re-examined, within the 30 days or later, unless the withdrawal was coerced (Luật 136/2025 sửa Đ.10) [found: press] → refusal code WITHDRAWN, transition T-RECOMPLAIN; whether Đ.11 k.8 itself was amended [unsure]."
    )

    static let KN_STAY_OF_EXECUTION_MAX_2012_07_01 = Rule(
        key: "KN.STAY_OF_EXECUTION_MAX",
        caseType: .complaint,
        stage: "interim_measure",
        titleVi: "Tạm đình chỉ thi hành QĐHC bị khiếu nại (biện pháp khẩn cấp)",
        limit: .remainingOf("KN.RESOLVE"),
        startEvents: ["stay.issued"],
        stopEvents: ["stay.lifted", "decision1.issued", "decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.35"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Different thing from suspension of resolution: does NOT stop the clock."
    )

    static let KN_SEND_DECISION_1_2012_07_01 = Rule(
        key: "KN.SEND_DECISION.1",
        caseType: .complaint,
        stage: "sending",
        titleVi: "Gửi quyết định giải quyết lần đầu",
        limit: .workingDays(3),
        startEvents: ["decision1.issued"],
        stopEvents: ["decision1.sent"],
        basis: ["Luật Khiếu nại 2011 Đ.32"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_SEND_DECISION_2_2012_07_01 = Rule(
        key: "KN.SEND_DECISION.2",
        caseType: .complaint,
        stage: "sending",
        titleVi: "Gửi quyết định giải quyết lần hai",
        limit: .calendarDays(7),
        startEvents: ["decision2.issued"],
        stopEvents: ["decision2.sent"],
        basis: ["Luật Khiếu nại 2011 Đ.41 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KN_PUBLISH_2_2012_11_20 = Rule(
        key: "KN.PUBLISH.2",
        caseType: .complaint,
        stage: "publication",
        titleVi: "Công khai quyết định giải quyết lần hai",
        limit: .calendarDays(15),
        startEvents: ["decision2.issued"],
        stopEvents: ["decision2.published"],
        basis: ["NĐ 75/2012 Đ.12 k.1 → NĐ 124/2020 (điều tương ứng)"],
        effectiveFrom: Day(daysSince1970: 15664) /* 2012-11-20 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Read in NĐ 75/2012 (replaced 2020-12-10 by NĐ 124/2020, same 15 days [known])."
    )

    static let KN_PUBLISH_POSTING_MIN_2012_11_20 = Rule(
        key: "KN.PUBLISH.POSTING_MIN",
        caseType: .complaint,
        stage: "publication",
        titleVi: "Thời gian niêm yết / đăng điện tử tối thiểu",
        limit: .calendarDays(15),
        startEvents: ["publication.posted"],
        stopEvents: [],
        basis: ["NĐ 75/2012 Đ.12 k.3-4"],
        effectiveFrom: Day(daysSince1970: 15664) /* 2012-11-20 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .durationMin,
        roll: false,
        note: "Minimum duration: the posting may come down from the day after; the end does not roll."
    )

    static let KN_PUBLISH_MEETING_NOTICE_2012_11_20 = Rule(
        key: "KN.PUBLISH.MEETING_NOTICE",
        caseType: .complaint,
        stage: "publication",
        titleVi: "Báo trước cuộc họp công bố",
        limit: .workingDays(3),
        startEvents: ["publication.meeting_date"],
        stopEvents: ["publication.meeting_notified"],
        basis: ["NĐ 75/2012 Đ.12 k.2"],
        effectiveFrom: Day(daysSince1970: 15664) /* 2012-11-20 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .before
    )

    static let KN_APPEAL_WINDOW_2012_07_01 = Rule(
        key: "KN.APPEAL_WINDOW",
        caseType: .complaint,
        stage: "appeal",
        titleVi: "Thời hạn khiếu nại lần hai",
        limit: .calendarDays(30),
        startEvents: ["decision1.received", "KN.RESOLVE.1.expired_without_decision"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.33 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        tolledBy: ["ốm đau", "thiên tai", "địch họa", "đi công tác/học tập xa", "trở ngại khách quan khác"],
        note: "Đ.33: from the expiry of the Đ.28 limit if unresolved OR from RECEIPT of decision 1. Once a decision exists only receipt decides, also when the decision was early. Without a decision: 30 days from the last day of the limit as rolled; afterwards only the court, until a late decision opens a new window by its receipt [unsure: Đ.33 does not say which last day]. Objective obstacles: counting rule 'tolling' (Đ.33 k.1 [known])."
    )

    static let KN_APPEAL_WINDOW_REMOTE_2012_07_01 = Rule(
        key: "KN.APPEAL_WINDOW.REMOTE",
        caseType: .complaint,
        stage: "appeal",
        titleVi: "Thời hạn khiếu nại lần hai (vùng sâu, vùng xa)",
        limit: .calendarDays(45),
        startEvents: ["decision1.received", "KN.RESOLVE.1.expired_without_decision"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.33 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        tolledBy: ["ốm đau", "thiên tai", "địch họa", "đi công tác/học tập xa", "trở ngại khách quan khác"],
        note: "As KN.APPEAL_WINDOW, 45 days."
    )

    static let KN_COURT_WINDOW_2016_07_01 = Rule(
        key: "KN.COURT_WINDOW",
        caseType: .complaint,
        stage: "appeal",
        titleVi: "Thời hiệu khởi kiện vụ án hành chính",
        limit: .years(1),
        startEvents: ["decision.received_or_known"],
        stopEvents: ["lawsuit.filed"],
        basis: ["Luật Tố tụng hành chính 2015 Đ.116 k.2.a, k.3"],
        effectiveFrom: Day(daysSince1970: 16983) /* 2016-07-01 */,
        effectiveTo: nil,
        confidence: .known
    )

    static let KN_EFFECT_1_2012_07_01 = Rule(
        key: "KN.EFFECT.1",
        caseType: .complaint,
        stage: "legal_effect",
        titleVi: "QĐ lần đầu có hiệu lực pháp luật (nếu không KN lần hai)",
        limit: .calendarDays(30),
        startEvents: ["decision1.issued"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.44 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "From ISSUE date; appeal window runs from RECEIPT — the two can disagree; compute both, effect only if no second complaint. Rolls as any period; effectiveOn = the day after the due day (engineering choice)."
    )

    static let KN_EFFECT_1_REMOTE_2012_07_01 = Rule(
        key: "KN.EFFECT.1.REMOTE",
        caseType: .complaint,
        stage: "legal_effect",
        titleVi: "QĐ lần đầu có hiệu lực (vùng sâu, vùng xa)",
        limit: .calendarDays(45),
        startEvents: ["decision1.issued"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.44 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Rolls as any period; effectiveOn = the day after the due day (engineering choice)."
    )

    static let KN_EFFECT_2_2012_07_01 = Rule(
        key: "KN.EFFECT.2",
        caseType: .complaint,
        stage: "legal_effect",
        titleVi: "QĐ lần hai có hiệu lực pháp luật",
        limit: .calendarDays(30),
        startEvents: ["decision2.issued"],
        stopEvents: [],
        basis: ["Luật Khiếu nại 2011 Đ.44 k.2"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Rolls as any period; effectiveOn = the day after the due day (engineering choice)."
    )

    static let KN_EFFECT_2_REMOTE_2012_07_01 = Rule(
        key: "KN.EFFECT.2.REMOTE",
        caseType: .complaint,
        stage: "legal_effect",
        titleVi: "QĐ lần hai có hiệu lực (vùng sâu, vùng xa)",
        limit: .calendarDays(45),
        startEvents: ["decision2.issued"],
        stopEvents: [],
        basis: ["Luật Khiếu nại 2011 Đ.44 k.2"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Rolls as any period; effectiveOn = the day after the due day (engineering choice)."
    )

    static let KN_ENFORCE_2012_07_01 = Rule(
        key: "KN.ENFORCE",
        caseType: .complaint,
        stage: "enforcement",
        titleVi: "Thi hành QĐ giải quyết có hiệu lực",
        limit: .immediately,
        startEvents: ["decision.legal_effect"],
        stopEvents: ["enforcement.started"],
        basis: ["Luật Khiếu nại 2011 Đ.44 k.4, Đ.46"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Law sets no completion time; the enforcement document or the decision sets it → store due date per enforcement item. The clock asks for the start of enforcement; completion is per item."
    )

    static let KN_ENFORCE_ITEM_always = Rule(
        key: "KN.ENFORCE.ITEM",
        caseType: .complaint,
        stage: "enforcement",
        titleVi: "Thi hành từng khoản của quyết định giải quyết",
        limit: .configurable,
        startEvents: ["enforcement.started"],
        stopEvents: ["enforcement.item_done"],
        basis: ["Luật Khiếu nại 2011 Đ.46"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .found,
        note: "No number in the law: the start of the enforcement names the day for each item, and the record carries it as its due day."
    )

    static let KN_FILE_HANDOVER_2013_12_16 = Rule(
        key: "KN.FILE_HANDOVER",
        caseType: .complaint,
        stage: "archive",
        titleVi: "Bàn giao hồ sơ cho lưu trữ sau khi đóng",
        limit: .calendarDays(30),
        startEvents: ["case.file_closed"],
        stopEvents: ["file.handed_over"],
        basis: ["TT 07/2013/TT-TTCP Đ.23 k.2"],
        effectiveFrom: Day(daysSince1970: 16055) /* 2013-12-16 */,
        effectiveTo: Day(daysSince1970: 18605) /* 2020-12-09 */,
        confidence: .found
    )

    static let KN_FILE_HANDOVER_2020_12_10 = Rule(
        key: "KN.FILE_HANDOVER",
        caseType: .complaint,
        stage: "archive",
        titleVi: "Bàn giao hồ sơ cho lưu trữ sau khi đóng",
        limit: .configurable,
        startEvents: ["case.file_closed"],
        stopEvents: ["file.handed_over"],
        basis: ["NĐ 124/2020/NĐ-CP (điều khoản kế thừa chưa đọc)"],
        effectiveFrom: Day(daysSince1970: 18606) /* 2020-12-10 */,
        effectiveTo: nil,
        confidence: .unsure,
        note: "Successor clause not read; setting. Never delete."
    )

    static let KNKL_LIMITATION_1_2012_07_01 = Rule(
        key: "KNKL.LIMITATION.1",
        caseType: .complaintDisciplinary,
        stage: "filing_window",
        titleVi: "Thời hiệu KN quyết định kỷ luật lần đầu",
        limit: .calendarDays(15),
        startEvents: ["disciplinary_decision.received"],
        stopEvents: ["complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.48"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        tolledBy: ["ốm đau", "thiên tai", "địch họa", "đi công tác/học tập xa", "trở ngại khách quan khác"],
        note: "Tolling as KN.LIMITATION (Đ.48 names the same obstacles [known])."
    )

    static let KNKL_LIMITATION_2_2012_07_01 = Rule(
        key: "KNKL.LIMITATION.2",
        caseType: .complaintDisciplinary,
        stage: "filing_window",
        titleVi: "Thời hiệu KN kỷ luật lần hai",
        limit: .calendarDays(10),
        startEvents: ["decision1.received"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.48"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        tolledBy: ["ốm đau", "thiên tai", "địch họa", "đi công tác/học tập xa", "trở ngại khách quan khác"],
        note: "Tolling: Đ.48 k.2 speaks of both instances [known]."
    )

    static let KNKL_LIMITATION_2_DISMISSAL_2012_07_01 = Rule(
        key: "KNKL.LIMITATION.2.DISMISSAL",
        caseType: .complaintDisciplinary,
        stage: "filing_window",
        titleVi: "Thời hiệu KN lần hai - buộc thôi việc",
        limit: .calendarDays(30),
        startEvents: ["decision1.received"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.48"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        tolledBy: ["ốm đau", "thiên tai", "địch họa", "đi công tác/học tập xa", "trở ngại khách quan khác"],
        note: "Tolling: Đ.48 k.2 speaks of both instances [known]."
    )

    static let KNKL_ACCEPT_2012_07_01 = Rule(
        key: "KNKL.ACCEPT",
        caseType: .complaintDisciplinary,
        stage: "acceptance",
        titleVi: "Thụ lý KN kỷ luật",
        limit: .calendarDays(10),
        startEvents: ["complaint.received_by_competent"],
        stopEvents: ["complaint.accepted", "complaint.acceptance_refused", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["Luật Khiếu nại 2011 Đ.50"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: Day(daysSince1970: 20634) /* 2026-06-30 */,
        confidence: .found
    )

    static let KNKL_ACCEPT_2026_07_01 = Rule(
        key: "KNKL.ACCEPT",
        caseType: .complaintDisciplinary,
        stage: "acceptance",
        titleVi: "Thụ lý KN kỷ luật",
        limit: .workingDays(7),
        startEvents: ["complaint.received_by_competent"],
        stopEvents: ["complaint.accepted", "complaint.acceptance_refused", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["NĐ 155/2026/NĐ-CP Đ.10"],
        effectiveFrom: Day(daysSince1970: 20635) /* 2026-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "NĐ 155 Đ.10 names 'quyết định kỷ luật cán bộ, công chức' expressly."
    )

    static let KNKL_RESOLVE_2012_07_01 = Rule(
        key: "KNKL.RESOLVE",
        caseType: .complaintDisciplinary,
        stage: "resolution_1_2",
        titleVi: "Giải quyết KN kỷ luật (mỗi lần)",
        limit: .calendarDays(30),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision1.issued", "decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.50"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        replacedBy: Rule.Replacement(key: "KNKL.RESOLVE.COMPLEX", event: "case.complexity_marked")
    )

    static let KNKL_RESOLVE_COMPLEX_2012_07_01 = Rule(
        key: "KNKL.RESOLVE.COMPLEX",
        caseType: .complaintDisciplinary,
        stage: "resolution_1_2",
        titleVi: "Giải quyết KN kỷ luật - phức tạp",
        limit: .calendarDays(45),
        startEvents: ["complaint.accepted"],
        stopEvents: ["decision1.issued", "decision2.issued", "termination.decision_issued"],
        basis: ["Luật Khiếu nại 2011 Đ.50"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true
    )

    static let KNKL_SEND_DECISION_1_2012_07_01 = Rule(
        key: "KNKL.SEND_DECISION.1",
        caseType: .complaintDisciplinary,
        stage: "sending",
        titleVi: "Gửi QĐ lần đầu KN kỷ luật",
        limit: .configurable,
        startEvents: ["decision1.issued"],
        stopEvents: ["decision1.sent"],
        basis: ["Luật Khiếu nại 2011 Đ.54 (không đọc thấy số ngày)"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .unsure,
        note: "The duty to send is [known]; a number of days was not read → setting (suggest 3 working days as KN.SEND_DECISION.1)."
    )

    static let KNKL_SEND_DECISION_2_2012_07_01 = Rule(
        key: "KNKL.SEND_DECISION.2",
        caseType: .complaintDisciplinary,
        stage: "sending",
        titleVi: "Gửi QĐ lần hai KN kỷ luật",
        limit: .calendarDays(7),
        startEvents: ["decision2.issued"],
        stopEvents: ["decision2.sent"],
        basis: ["Luật Khiếu nại 2011 Đ.56 k.2"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KNKL_PUBLISH_2012_07_01 = Rule(
        key: "KNKL.PUBLISH",
        caseType: .complaintDisciplinary,
        stage: "publication",
        titleVi: "Công bố QĐ giải quyết KN kỷ luật đã có hiệu lực trong cơ quan",
        limit: .unnumbered,
        startEvents: ["decision.legal_effect"],
        stopEvents: ["decision.announced"],
        basis: ["Luật Khiếu nại 2011 Đ.58"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .known,
        note: "Announced to the staff of the unit where the complainant works; no number of days. KN.PUBLISH.2 does not apply."
    )

    static let KNKL_EFFECT_2012_07_01 = Rule(
        key: "KNKL.EFFECT",
        caseType: .complaintDisciplinary,
        stage: "legal_effect",
        titleVi: "QĐ giải quyết KN kỷ luật có hiệu lực",
        limit: .calendarDays(30),
        startEvents: ["decision.issued"],
        stopEvents: ["second_complaint.filed"],
        basis: ["Luật Khiếu nại 2011 Đ.57 k.1"],
        effectiveFrom: Day(daysSince1970: 15522) /* 2012-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Rolls as any period; effectiveOn = the day after the due day (engineering choice). Both instances; stop_events apply to the first only."
    )

    static let TC_INITIAL_2019_01_01 = Rule(
        key: "TC.INITIAL",
        caseType: .denunciation,
        stage: "initial_processing",
        titleVi: "Vào sổ, phân loại, xử lý ban đầu, kiểm tra điều kiện thụ lý",
        limit: .workingDays(7),
        startEvents: ["denunciation.received"],
        stopEvents: ["denunciation.acceptance_decision", "denunciation.nonacceptance_decided", "denunciation.transferred", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["Luật Tố cáo 2018 Đ.24 k.1"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        replacedBy: Rule.Replacement(key: "TC.INITIAL.EXTENDED", event: "denunciation.check_extended")
    )

    static let TC_INITIAL_EXTENDED_2019_01_01 = Rule(
        key: "TC.INITIAL.EXTENDED",
        caseType: .denunciation,
        stage: "initial_processing",
        titleVi: "... khi phải xác minh nhiều địa điểm / ủy quyền",
        limit: .workingDays(10),
        startEvents: ["denunciation.received"],
        stopEvents: ["denunciation.acceptance_decision", "denunciation.nonacceptance_decided", "denunciation.transferred", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["Luật Tố cáo 2018 Đ.24 k.1"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Total, not additional; replaces TC.INITIAL from the same receipt date when the check is delegated or concerns 2 or more places."
    )

    static let TC_NONACCEPT_NOTICE_2019_01_01 = Rule(
        key: "TC.NONACCEPT_NOTICE",
        caseType: .denunciation,
        stage: "notification",
        titleVi: "Thông báo không thụ lý",
        limit: .immediately,
        startEvents: ["denunciation.nonacceptance_decided"],
        stopEvents: ["denunciation.nonacceptance_notice_sent"],
        basis: ["Luật Tố cáo 2018 Đ.24 k.1"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_TRANSFER_2019_01_01 = Rule(
        key: "TC.TRANSFER",
        caseType: .denunciation,
        stage: "transfer",
        titleVi: "Chuyển tố cáo không thuộc thẩm quyền & báo người tố cáo",
        limit: .workingDays(5),
        startEvents: ["denunciation.received"],
        stopEvents: ["denunciation.acceptance_decision", "denunciation.nonacceptance_decided", "denunciation.transferred", "petition.dispatched", "petition.duplicate_linked", "petition.withdrawn"],
        basis: ["Luật Tố cáo 2018 Đ.24 k.2"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_NOTIFY_ACCEPT_2019_01_01 = Rule(
        key: "TC.NOTIFY_ACCEPT",
        caseType: .denunciation,
        stage: "notification",
        titleVi: "Thông báo thụ lý (Mẫu 05) cho người tố cáo; nội dung tố cáo (Mẫu 06) cho người bị tố cáo",
        limit: .workingDays(5),
        startEvents: ["denunciation.acceptance_decision"],
        stopEvents: ["denunciation.acceptance_notified"],
        basis: ["Luật Tố cáo 2018 Đ.29 k.3", "NĐ 31/2019 Đ.9 k.2"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Mẫu 06 must not carry the denouncer's identity."
    )

    static let TC_FORWARDER_NOTICE_2019_01_01 = Rule(
        key: "TC.FORWARDER_NOTICE",
        caseType: .denunciation,
        stage: "notification",
        titleVi: "Báo kết quả xử lý cho báo chí/cơ quan chuyển đến",
        limit: .calendarDays(20),
        startEvents: ["denunciation.received"],
        stopEvents: ["denunciation.forwarder_notified"],
        basis: ["Luật Tố cáo 2018 Đ.26 k.2"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_RESOLVE_2019_01_01 = Rule(
        key: "TC.RESOLVE",
        caseType: .denunciation,
        stage: "resolution",
        titleVi: "Giải quyết tố cáo",
        limit: .calendarDays(30),
        startEvents: ["denunciation.acceptance_decision"],
        stopEvents: ["conclusion.issued", "termination.decision_issued"],
        basis: ["Luật Tố cáo 2018 Đ.30 k.1"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        suspendable: true,
        note: "Extended by TC.EXTEND.*; the case shows one due date."
    )

    static let TC_EXTEND_COMPLEX_2019_01_01 = Rule(
        key: "TC.EXTEND.COMPLEX",
        caseType: .denunciation,
        stage: "extension",
        titleVi: "Gia hạn 01 lần - vụ việc phức tạp (≥1 tiêu chí)",
        limit: .calendarDays(30),
        startEvents: ["previous_deadline.nominal"],
        stopEvents: ["conclusion.issued", "termination.decision_issued"],
        basis: ["Luật Tố cáo 2018 Đ.30 k.2", "NĐ 31/2019 Đ.3 k.2,4 (Mẫu 01)"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        extends: "TC.RESOLVE",
        maxTimes: 1,
        note: "At most 30 days, decided before expiry; base = nominal last day (counting rule 'extension_base'). Criteria: code list tc_complexity."
    )

    static let TC_EXTEND_SPECIALLY_COMPLEX_2019_01_01 = Rule(
        key: "TC.EXTEND.SPECIALLY_COMPLEX",
        caseType: .denunciation,
        stage: "extension",
        titleVi: "Gia hạn 02 lần, mỗi lần ≤30 ngày - đặc biệt phức tạp (≥2 tiêu chí)",
        limit: .calendarDays(30),
        startEvents: ["previous_deadline.nominal"],
        stopEvents: ["conclusion.issued", "termination.decision_issued"],
        basis: ["Luật Tố cáo 2018 Đ.30 k.3", "NĐ 31/2019 Đ.3 k.3"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        extends: "TC.RESOLVE",
        maxTimes: 2,
        note: "Each at most 30 days, each its own decision (Mẫu 01), decided before expiry; the first extension (also one under TC.EXTEND.COMPLEX) counts as the first of the two. Absolute ceiling 90 days from acceptance net of suspension, one roll at the end. Criteria: code list tc_complexity, at least 2."
    )

    static let TC_EXTEND_NOTICE_2019_01_01 = Rule(
        key: "TC.EXTEND_NOTICE",
        caseType: .denunciation,
        stage: "extension",
        titleVi: "Thông báo gia hạn cho người tố cáo, người bị tố cáo, cơ quan liên quan",
        limit: .unnumbered,
        startEvents: ["extension.decision_issued"],
        stopEvents: ["extension.notified"],
        basis: ["Luật Tố cáo 2018 Đ.30 k.4"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .known,
        note: "Duty without a number of days; no denouncer identity in the copy for the denounced person."
    )

    static let TC_SUSPEND_SEND_2019_01_01 = Rule(
        key: "TC.SUSPEND_SEND",
        caseType: .denunciation,
        stage: "suspension",
        titleVi: "Gửi QĐ tạm đình chỉ / đình chỉ",
        limit: .workingDays(5),
        startEvents: ["suspension_or_termination.decision_issued"],
        stopEvents: ["suspension_or_termination.decision_sent"],
        basis: ["Luật Tố cáo 2018 Đ.34 k.4"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "No sending limit for the decision to resume was read: Đ.34 k.4 names suspension and termination [unsure]."
    )

    static let TC_WITHDRAW_WINDOW_2019_01_01 = Rule(
        key: "TC.WITHDRAW_WINDOW",
        caseType: .denunciation,
        stage: "withdrawal",
        titleVi: "Rút tố cáo trước khi ra kết luận",
        limit: .untilEvent("conclusion.issued"),
        startEvents: ["denunciation.received"],
        stopEvents: ["conclusion.issued", "termination.decision_issued"],
        basis: ["Luật Tố cáo 2018 Đ.33 k.1", "NĐ 156/2026 Đ.1 (Đ.4 NĐ 31)"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "A window of the denouncer, shown on the case from its acceptance with the receipt day as its start; before acceptance the petition itself is withdrawn."
    )

    static let TC_CONCLUSION_SEND_2019_01_01 = Rule(
        key: "TC.CONCLUSION_SEND",
        caseType: .denunciation,
        stage: "sending",
        titleVi: "Gửi kết luận nội dung tố cáo; thông báo cho người tố cáo",
        limit: .workingDays(5),
        startEvents: ["conclusion.issued"],
        stopEvents: ["conclusion.sent"],
        basis: ["Luật Tố cáo 2018 Đ.35 k.3"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_CONCLUSION_ACT_2019_01_01 = Rule(
        key: "TC.CONCLUSION_ACT",
        caseType: .denunciation,
        stage: "post_conclusion",
        titleVi: "Xử lý kết luận nội dung tố cáo",
        limit: .workingDays(7),
        startEvents: ["conclusion.issued"],
        stopEvents: ["conclusion.acted_on"],
        basis: ["Luật Tố cáo 2018 Đ.36 k.1"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_RECOMMENDATION_RESULT_2019_01_01 = Rule(
        key: "TC.RECOMMENDATION_RESULT",
        caseType: .denunciation,
        stage: "post_conclusion",
        titleVi: "Cơ quan xử lý kiến nghị báo kết quả cho người giải quyết",
        limit: .workingDays(5),
        startEvents: ["recommendation.result"],
        stopEvents: ["recommendation.result_reported"],
        basis: ["Luật Tố cáo 2018 Đ.36 k.3"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_PUBLISH_2019_01_01 = Rule(
        key: "TC.PUBLISH",
        caseType: .denunciation,
        stage: "publication",
        titleVi: "Công khai kết luận / quyết định xử lý",
        limit: .workingDays(7),
        startEvents: ["conclusion.issued"],
        stopEvents: ["conclusion.published"],
        basis: ["Luật Tố cáo 2018 Đ.40 k.1"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        note: "Without denouncer identity or state secrets (Đ.40 k.3)."
    )

    static let TC_PUBLISH_POSTING_MIN_2019_05_28 = Rule(
        key: "TC.PUBLISH.POSTING_MIN",
        caseType: .denunciation,
        stage: "publication",
        titleVi: "Niêm yết / đăng điện tử tối thiểu",
        limit: .calendarDays(15),
        startEvents: ["publication.posted"],
        stopEvents: [],
        basis: ["NĐ 31/2019 Đ.6 k.2"],
        effectiveFrom: Day(daysSince1970: 18044) /* 2019-05-28 */,
        effectiveTo: nil,
        confidence: .found,
        direction: .durationMin,
        roll: false,
        note: "Minimum duration: the posting may come down from the day after; the end does not roll."
    )

    static let TC_CONTINUED_REVIEW_2019_01_01 = Rule(
        key: "TC.CONTINUED_REVIEW",
        caseType: .denunciation,
        stage: "continued_denunciation",
        titleVi: "Xem xét tố cáo tiếp",
        limit: .calendarDays(20),
        startEvents: ["continued_denunciation.received"],
        stopEvents: ["continued_denunciation.decided"],
        basis: ["Luật Tố cáo 2018 Đ.37 k.2"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        condition: "continued denunciation against a conclusion (Đ.37)"
    )

    static let TC_OVERDUE_SUPERIOR_REQUEST_2019_01_01 = Rule(
        key: "TC.OVERDUE.SUPERIOR_REQUEST",
        caseType: .denunciation,
        stage: "overdue",
        titleVi: "Cấp trên yêu cầu báo cáo về việc quá hạn",
        limit: .workingDays(5),
        startEvents: ["continued_denunciation.received"],
        stopEvents: ["superior_request.sent"],
        basis: ["Luật Tố cáo 2018 Đ.38 k.2"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found,
        condition: "continued denunciation because of overdue (Đ.38); TC.RESOLVE incl. extensions expired",
        note: "Đ.38 k.5 is excepted from urging; the reason was not read, presumably because the superior then acts itself [unsure]."
    )

    static let TC_OVERDUE_REPORT_2019_01_01 = Rule(
        key: "TC.OVERDUE.REPORT",
        caseType: .denunciation,
        stage: "overdue",
        titleVi: "Người giải quyết báo cáo cấp trên",
        limit: .workingDays(5),
        startEvents: ["superior_request.received"],
        stopEvents: ["superior_report.sent"],
        basis: ["Luật Tố cáo 2018 Đ.38 k.3"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let TC_ENFORCE_MONTHLY_REPORT_2019_05_28 = Rule(
        key: "TC.ENFORCE_MONTHLY_REPORT",
        caseType: .denunciation,
        stage: "enforcement",
        titleVi: "Thanh tra báo cáo theo dõi thực hiện kết luận",
        limit: .perMonth(1),
        startEvents: ["conclusion.issued", "enforcement.reported"],
        stopEvents: ["enforcement.finished"],
        basis: ["NĐ 31/2019 Đ.18 k.2"],
        effectiveFrom: Day(daysSince1970: 18044) /* 2019-05-28 */,
        effectiveTo: Day(daysSince1970: 20634) /* 2026-06-30 */,
        confidence: .found,
        countedEvent: "enforcement.reported",
        note: "From 2026-07-01 NĐ 156/2026 Đ.3 drops the monthly wording: 'báo cáo kết quả thực hiện'. A report is owed by the end of the calendar month after the conclusion, then after each report; a month that ends after 2026-06-30 owes none; a conclusion that nothing denounced is true owes none (engineering choices)."
    )

    static let TC_ENFORCE_ITEM_always = Rule(
        key: "TC.ENFORCE.ITEM",
        caseType: .denunciation,
        stage: "enforcement",
        titleVi: "Thực hiện từng nội dung của kết luận tố cáo",
        limit: .configurable,
        startEvents: ["enforcement.started"],
        stopEvents: ["enforcement.item_done"],
        basis: ["Luật Tố cáo 2018 Đ.36"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .found,
        note: "No number in the law: the start of the enforcement names the day for each item, and the record carries it as its due day."
    )

    static let TC_PROTECTION_END_2019_01_01 = Rule(
        key: "TC.PROTECTION_END",
        caseType: .denunciation,
        stage: "protection",
        titleVi: "Chấm dứt biện pháp bảo vệ",
        limit: .untilEvent(nil),
        startEvents: ["conclusion.issued", "termination.issued", "protection.ground_lapsed"],
        stopEvents: ["protection.ended"],
        basis: ["Luật Tố cáo 2018 Đ.54 k.2", "Luật 136/2025 (thêm: người được bảo vệ cố ý không thực hiện nghĩa vụ)"],
        effectiveFrom: Day(daysSince1970: 17897) /* 2019-01-01 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let KNPA_RESULT_NOTICE_2014_07_01 = Rule(
        key: "KNPA.RESULT_NOTICE",
        caseType: .feedback,
        stage: "notification",
        titleVi: "(rút) Thông báo kết quả xử lý KN,PA tiếp nhận qua tiếp công dân: dùng RCP.RESULT_NOTICE",
        limit: .workingDays(10),
        startEvents: ["reception.content_received"],
        stopEvents: ["reception.result_notified", "reception.guided", "reception.transferred", "reception.refused"],
        basis: ["Luật Tiếp công dân 2013 Đ.28 k.1"],
        effectiveFrom: Day(daysSince1970: 16252) /* 2014-07-01 */,
        effectiveTo: nil,
        confidence: .found,
        aliasOf: "RCP.RESULT_NOTICE",
        note: "Withdrawn as a rule of its own in 2026-11-23.2 (same event, number and article as RCP.RESULT_NOTICE). Never opens a clock; the name only resolves to RCP.RESULT_NOTICE for data written before."
    )

    static let KNPA_RESOLVE_always = Rule(
        key: "KNPA.RESOLVE",
        caseType: .feedback,
        stage: "resolution",
        titleVi: "Giải quyết kiến nghị, phản ánh",
        limit: .configurable,
        startEvents: ["petition.accepted", "feedback.reraised"],
        stopEvents: ["feedback.answered", "petition.transferred"],
        basis: ["Không có thời hạn luật định chung"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .known,
        note: "No statutory resolution time → configurable SLA per agency/field; leader's conclusion may set one (NĐ 154/2026 Đ.25 k.2-3). effective_from null = always."
    )

    static let KNPA_REGULATION_CLASSIFY_2017_09_25 = Rule(
        key: "KNPA.REGULATION.CLASSIFY",
        caseType: .feedback,
        stage: "initial_processing",
        titleVi: "PAKN về quy định hành chính: chuyển/xử lý",
        limit: .workingDays(5),
        startEvents: ["petition.received"],
        stopEvents: ["petition.dispatched", "petition.transferred"],
        basis: ["NĐ 20/2008/NĐ-CP sđ NĐ 92/2017/NĐ-CP"],
        effectiveFrom: Day(daysSince1970: 17434) /* 2017-09-25 */,
        effectiveTo: nil,
        confidence: .unsure,
        note: "Only for PAKN on administrative regulations, which NĐ 20/2008 sends to the body that controls administrative procedures, through the portal of the national public services: a register and a process of their own. No event of a petition here starts it; a petition that belongs there names its entry in external_reference."
    )

    static let NDB_UPDATE_ON_ACCEPTANCE_2022_10_10 = Rule(
        key: "NDB.UPDATE_ON_ACCEPTANCE",
        caseType: .nationalDatabase,
        stage: "sync",
        titleVi: "Cập nhật CSDLQG ngay sau khi có thông báo thụ lý KN / QĐ thụ lý TC / KNPA, và trong quá trình",
        limit: .immediately,
        startEvents: ["case.accepted", "case.updated"],
        stopEvents: ["national_db.update_sent"],
        basis: ["NĐ 55/2022/NĐ-CP Đ.8 k.1"],
        effectiveFrom: Day(daysSince1970: 19275) /* 2022-10-10 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let NDB_SPECIAL_REQUEST_2022_10_10 = Rule(
        key: "NDB.SPECIAL_REQUEST",
        caseType: .nationalDatabase,
        stage: "sync",
        titleVi: "Cập nhật theo yêu cầu của Thanh tra Chính phủ",
        limit: .calendarDays(15),
        startEvents: ["ttcp_request.received"],
        stopEvents: ["national_db.request_answered"],
        basis: ["NĐ 55/2022/NĐ-CP Đ.8 k.3 (Đ.6 k.6, Đ.7 k.3)"],
        effectiveFrom: Day(daysSince1970: 19275) /* 2022-10-10 */,
        effectiveTo: nil,
        confidence: .found
    )

    static let NDB_BACKFILL_2022_10_10 = Rule(
        key: "NDB.BACKFILL",
        caseType: .nationalDatabase,
        stage: "sync",
        titleVi: "Cập nhật vụ việc cũ",
        limit: .months(12),
        startEvents: ["2022-10-10"],
        stopEvents: ["national_db.backfill_done"],
        basis: ["NĐ 55/2022/NĐ-CP Đ.8 k.2"],
        effectiveFrom: Day(daysSince1970: 19275) /* 2022-10-10 */,
        effectiveTo: Day(daysSince1970: 19640) /* 2023-10-10 */,
        confidence: .found
    )

    static let RPT_SUBMIT_COMMUNE_TO_CITY_always = Rule(
        key: "RPT.SUBMIT.COMMUNE_TO_CITY",
        caseType: .report,
        stage: "submission",
        titleVi: "Cấp xã/sở gửi UBND TP (Thanh tra TP)",
        limit: .configurable,
        startEvents: ["report.period_end"],
        stopEvents: ["report.submitted"],
        basis: ["UBND TP quy định theo Thông tư TTCP"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .unsure,
        note: "Set by the province; keep configurable (suggest period_end + 1..3 days)."
    )

    static let RPT_SUBMIT_CITY_TO_TTCP_always = Rule(
        key: "RPT.SUBMIT.CITY_TO_TTCP",
        caseType: .report,
        stage: "submission",
        titleVi: "UBND TP gửi Thanh tra Chính phủ",
        limit: .configurable,
        startEvents: ["report.period_end"],
        stopEvents: ["report.submitted"],
        basis: ["TT 06/2025/TT-TTCP; trước đó TT 01/2024"],
        effectiveFrom: nil,
        effectiveTo: nil,
        confidence: .unsure,
        note: "From memory TT 02/2021 & 01/2024: by the 20th of the last month of the quarter; not verified for TT 06/2025."
    )
}
