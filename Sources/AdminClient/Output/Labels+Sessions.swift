extension Columns {
    /// The columns of sessions, instructions, proposals and days owed.
    static let sessions: [String: [Column]] = [
        "kntc.v1.ListSessionsReply": [
            Column("Mã", "id"), Column("Ngày tiếp", "held_on"), Column("Loại", "kind"),
            Column("Người tiếp", "office"), Column("Trực tuyến", "online", absent: "không"),
            Column("Trạng thái", "state"), Column("Kết luận", "conclusion.number"),
            Column("Nhiệm vụ đã xong", "instructions_closed", absent: "0"),
        ],
        "kntc.v1.ListInstructionsReply": [
            Column("Mã", "id"), Column("Cơ quan thực hiện", "agency"),
            Column("Cơ quan giao", "given_by"), Column("Kết luận", "conclusion.number"),
            Column("Hạn", "due_on"), Column("Trạng thái", "state"),
            Column("Trễ hạn", "late", absent: "không"), Column("Nội dung", "content"),
        ],
        "kntc.v1.ListReceptionProposalsReply": [
            Column("Mã", "id"), Column("Về", "about.kind"), Column("Mã hồ sơ", "about.id"),
            Column("Trạng thái", "state"), Column("Ngày trình", "submitted_on"),
            Column("Phiên tiếp", "session_id"), Column("Lý do", "reason"),
        ],
        "kntc.v1.ReceptionDays": [
            Column("Tháng", "month"), Column("Chức danh", "office"), Column("Quy định", "rule"),
            Column("Phải tiếp", "owed", absent: "0"), Column("Trực tiếp tiếp", "held", absent: "0"),
            Column("Ủy quyền tiếp", "delegated", absent: "0"),
            Column("Còn thiếu", "missing", absent: "0"),
            Column("Chưa bảo đảm", "breached", absent: "không"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields and facts of leaders' receptions.
    static let sessionTitles = [
        "online": "Trực tuyến", "office": "Chức danh", "begins_at_ms": "Bắt đầu lúc",
        "adhoc_ground": "Căn cứ tiếp đột xuất", "published_on": "Ngày niêm yết lịch",
        "invited": "Cơ quan được mời", "bridge_points_notified_on": "Ngày báo điểm cầu",
        "preparation": "Chuẩn bị đường truyền", "conditions": "Điều kiện đã xác nhận",
        "line_tested_on": "Ngày kết nối thử", "connected_at_ms": "Kết nối xong lúc",
        "recording": "Bản ghi âm, ghi hình", "delegated": "Giao cấp phó tiếp",
        "deputy_office": "Cấp phó tiếp", "former_days": "Các ngày đã hoãn",
        "change_reason": "Lý do hoãn hoặc giao tiếp", "turns": "Lượt tiếp",
        "visit_id": "Mã lượt tiếp", "ended_on": "Ngày kết thúc phiên",
        "instructions": "Nhiệm vụ", "instructions_closed": "Nhiệm vụ đã xong",
        "proposals": "Đề xuất tiếp dân", "given_by": "Cơ quan giao", "session_id": "Phiên tiếp",
        "content": "Nội dung", "reports": "Báo cáo thực hiện", "urgings": "Văn bản đôn đốc",
        "late": "Trễ hạn", "drafted_on": "Ngày dự thảo", "submitted_on": "Ngày trình",
        "matter_history": "Quá trình vụ việc", "prior_settlements": "Kết quả giải quyết trước",
        "last_session_id": "Phiên tiếp gần nhất", "decline_reason": "Lý do không tiếp",
        "answer": "Văn bản trả lời", "minutes": "Biên bản", "rows": "Ngày tiếp công dân",
        "owed": "Số ngày phải tiếp", "held": "Số ngày trực tiếp tiếp",
        "missing": "Số ngày còn thiếu", "breached": "Chưa bảo đảm",
        "session_planned": "lập lịch tiếp công dân", "schedule_published": "niêm yết lịch tiếp",
        "agencies_invited": "mời cơ quan tham gia",
        "bridge_points_notified": "thông báo các điểm cầu",
        "session_rescheduled": "hoãn phiên hoặc giao cấp phó tiếp",
        "session_opened": "khai mạc phiên tiếp", "turn_recorded": "ghi lượt tiếp",
        "session_ended": "kết thúc phiên tiếp", "conclusion_issued": "ban hành kết luận",
        "instruction_given": "giao nhiệm vụ", "instruction_reported": "báo cáo nhiệm vụ",
        "instruction_urged": "đôn đốc nhiệm vụ", "instruction_closed": "hoàn thành nhiệm vụ",
        "board_meeting_held": "họp giao ban tiếp công dân",
        "proposal_drafted": "dự thảo đề xuất tiếp", "proposal_submitted": "trình đề xuất tiếp",
        "proposal_screened": "thẩm tra đề xuất tiếp", "proposal_scheduled": "xếp lịch tiếp",
        "proposal_declined": "không tiếp", "proposal_answered": "trả lời đề xuất tiếp",
        "proposal_advanced": "đã tiếp hoặc đã kết luận",
        "session_task_noted": "ghi tiến độ nhiệm vụ",
        "session_proposal_noted": "ghi đề xuất vào phiên",
    ]

    /// Vietnamese names of the values of leaders' receptions.
    static let sessionValues = [
        "RECORD_KIND_VISIT": "lượt tiếp", "RECORD_KIND_SESSION": "phiên tiếp",
        "RECORD_KIND_INSTRUCTION": "nhiệm vụ", "RECORD_KIND_PROPOSAL": "đề xuất tiếp dân",
        "RECORD_KIND_BOARD_MEETING": "họp giao ban",
        "RECEPTION_KIND_REGULAR": "thường xuyên", "RECEPTION_KIND_LEADER_PERIODIC": "định kỳ",
        "RECEPTION_KIND_LEADER_ADHOC": "đột xuất",
        "SESSION_STATE_PLANNED": "đã lập lịch", "SESSION_STATE_PUBLISHED": "đã niêm yết",
        "SESSION_STATE_IN_SESSION": "đang tiếp", "SESSION_STATE_ENDED": "đã kết thúc phiên",
        "SESSION_STATE_CONCLUDED": "đã có kết luận",
        "SESSION_STATE_TASKS_OPEN": "đang thực hiện kết luận",
        "SESSION_STATE_TASKS_DONE": "đã thực hiện xong",
        "INSTRUCTION_STATE_OPEN": "đã giao", "INSTRUCTION_STATE_REPORTED": "đã báo cáo",
        "INSTRUCTION_STATE_CLOSED": "đã hoàn thành",
        "PROPOSAL_STATE_DRAFTED": "dự thảo", "PROPOSAL_STATE_SUBMITTED": "đã trình",
        "PROPOSAL_STATE_SCREENED": "đã thẩm tra", "PROPOSAL_STATE_SCHEDULED": "đã xếp lịch",
        "PROPOSAL_STATE_DECLINED": "không tiếp", "PROPOSAL_STATE_ANSWERED": "đã trả lời",
        "PROPOSAL_STATE_RECEIVED": "đã tiếp", "PROPOSAL_STATE_CONCLUDED": "đã kết luận",
        "URGENT": "gay gắt, phức tạp, nhiều người", "DISAGREEMENT": "các cơ quan khác ý kiến",
        "DANGER": "nguy hại tính mạng, tài sản, trật tự",
        "RCP.LEADER.PROVINCE_CHAIR": "Chủ tịch UBND Thành phố: 1 ngày/tháng",
        "RCP.LEADER.AGENCY_HEAD": "người đứng đầu cơ quan: 1 ngày/tháng",
        "RCP.LEADER.DISTRICT_CHAIR": "Chủ tịch UBND cấp huyện: 2 ngày/tháng",
        "RCP.LEADER.COMMUNE_CHAIR":
            "Chủ tịch UBND cấp xã: 1 ngày/tuần, từ 07/2026 là 2 ngày/tháng",
        "RCP.LEADER.PUBLIC_UNIT_HEAD": "người đứng đầu đơn vị sự nghiệp: 1 ngày/tháng",
        "RCP.BOARD.MONTHLY_MEETING": "giao ban của Ban Tiếp công dân: 1 lần/tháng",
    ]
}
