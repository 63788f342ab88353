extension Columns {
    /// The columns of files in hands, transfers and consultations.
    static let circulation: [String: [Column]] = [
        "kntc.v1.ListHeldReply": [
            Column("Hồ sơ", "record.kind"), Column("Mã", "record.id"),
            Column("Trạng thái", "state"), Column("Đơn vị", "custody.unit"),
            Column("Người giữ", "custody.officer"), Column("Từ ngày", "custody.since"),
            Column("Đến hạn", "due_on"),
        ],
        "kntc.v1.ListTransfersReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Cơ quan chuyển", "agency"),
            Column("Cơ quan nhận", "receiver"), Column("Ngày chuyển", "sent_on"),
            Column("Phiếu chuyển", "document.number"), Column("Loại", "type"),
            Column("Nội dung", "summary"),
        ],
        "kntc.v1.ListConsultationsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Việc", "kind"),
            Column("Cơ quan hỏi", "agency"), Column("Cơ quan được hỏi", "asked"),
            Column("Ngày hỏi", "asked_on"), Column("Đến hạn", "due_on"),
            Column("Nội dung hỏi", "question"),
        ],
        "kntc.v1.ListUrgingsReply": [
            Column("Mã", "id"), Column("Ngày đôn đốc", "urged_on"), Column("Hồ sơ", "record.kind"),
            Column("Mã hồ sơ", "record.id"), Column("Vì", "kind"), Column("Thời hạn", "rule"),
            Column("Đến hạn", "due_on"), Column("Trễ (ngày làm việc)", "late_days", absent: "0"),
            Column("Cơ quan", "addressee.agency"), Column("Chức danh", "addressee.office"),
            Column("Cán bộ", "addressee.officer"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields of files in hands, transfers and consultations.
    static let circulationTitles = [
        "custody": "Nơi giữ hồ sơ", "unit": "Đơn vị", "helpers": "Người phối hợp",
        "assigned_by": "Người giao",
        "since": "Từ ngày", "former_officer": "Người giữ trước", "former_unit": "Đơn vị giữ trước",
        "wanted_by": "Yêu cầu xong trước", "advisers": "Cơ quan tham mưu",
        "moved_by": "Người thực hiện", "held_ms": "Thời gian giữ (ms)",
        "transferred_by": "Đến qua lượt chuyển", "transfer_id": "Lượt chuyển đi",
        "transferred_to": "Tiếp tục ở đơn", "competence_settled": "Đã phân xử thẩm quyền",
        "content_of": "Nội dung của tệp", "route": "Đường đi", "station": "Chặng",
        "stop": "Lý do dừng", "assigned": "Do cấp trên chỉ định", "settled_on": "Ngày kết thúc",
        "received_as": "Đơn tại cơ quan nhận", "competent": "Cơ quan có thẩm quyền",
        "paper_arrived_on": "Ngày hồ sơ giấy đến", "paper_sheets": "Số tờ giấy",
        "asked": "Cơ quan được hỏi", "question": "Nội dung hỏi", "asked_on": "Ngày hỏi",
        "reply": "Văn bản trả lời", "response": "Nội dung trả lời", "answered_on": "Ngày trả lời",
        "unanswered_on": "Ngày ghi nhận không trả lời", "custody_changed": "luân chuyển hồ sơ",
        "transfer_sent": "chuyển đơn", "transfer_received": "tiếp nhận đơn chuyển đến",
        "transfer_refused": "từ chối đơn chuyển đến", "transfer_recalled": "thu hồi đơn đã chuyển",
        "transfer_arbitrated": "phân xử thẩm quyền", "paper_arrived": "hồ sơ giấy đến",
        "petition_referred": "đơn chờ phân xử thẩm quyền",
        "petition_settled_back": "đơn về lại cơ quan chuyển",
        "petition_taken_over": "đơn đã được cơ quan khác tiếp nhận",
        "once_released": "bỏ ghi nhận đã chuyển một lần",
        "consultation_asked": "giao tham mưu, lấy ý kiến",
        "consultation_answered": "báo cáo tham mưu, trả lời ý kiến",
        "consultation_unanswered": "ghi nhận không có ý kiến trả lời",
        "consultation_withdrawn": "rút yêu cầu tham mưu, lấy ý kiến",
        "level": "Mức đôn đốc", "percent": "Đã dùng (%)", "late_days": "Trễ (ngày làm việc)",
        "addressee": "Người được đôn đốc", "rung": "Cấp", "urged_on": "Ngày đôn đốc",
        "letter": "Văn bản đôn đốc", "urged_by": "Cơ quan đôn đốc", "urging": "Đôn đốc",
        "holds": "Đang áp dụng", "levels": "Các mức đôn đốc", "stages": "Thời hạn nội bộ",
        "urging_made": "đôn đốc", "urging_policy_set": "đặt chính sách đôn đốc",
    ]

    /// Vietnamese names of values.
    static let circulationValues = [
        "RECORD_KIND_TRANSFER": "lượt chuyển đơn",
        "RECORD_KIND_CONSULTATION": "tham mưu, lấy ý kiến",
        "PETITION_STATE_REFERRED": "chờ phân xử thẩm quyền",
        "CUSTODY_MOVE_ASSIGNED": "phân công", "CUSTODY_MOVE_HANDED_ON": "chuyển tiếp",
        "CUSTODY_MOVE_RETURNED": "trả lại", "CUSTODY_MOVE_TAKEN_BACK": "thu hồi",
        "CUSTODY_MOVE_ADVISER_ASKED": "giao tham mưu", "CUSTODY_MOVE_ADVISER_DONE": "tham mưu xong",
        "TRANSFER_STATE_SENT": "chờ tiếp nhận", "TRANSFER_STATE_RECEIVED": "đã tiếp nhận",
        "TRANSFER_STATE_REFUSED": "bị từ chối", "TRANSFER_STATE_STOPPED": "chờ phân xử",
        "TRANSFER_STATE_ARBITRATED": "đã phân xử", "TRANSFER_STATE_RECALLED": "đã thu hồi",
        "TRANSFER_STOP_CYCLE": "chuyển lòng vòng", "TRANSFER_STOP_LIMIT": "quá số lần chuyển",
        "TRANSFER_REFUSAL_NOT_COMPETENT": "không thuộc thẩm quyền",
        "TRANSFER_REFUSAL_WRONG_ADDRESS": "gửi nhầm cơ quan",
        "TRANSFER_REFUSAL_INCOMPLETE": "thiếu tài liệu",
        "TRANSFER_REFUSAL_DUPLICATE": "đã có đơn này",
        "ROUTE_STATION_ENTERED": "nhận từ người dân", "ROUTE_STATION_RECEIVED": "đã tiếp nhận",
        "ROUTE_STATION_SENT": "chờ tiếp nhận", "ROUTE_STATION_REFUSED": "từ chối tiếp nhận",
        "ROUTE_STATION_STOPPED": "dừng, chờ phân xử", "ROUTE_STATION_ASSIGNED": "cấp trên chỉ định",
        "ROUTE_STATION_RECALLED": "thu hồi trước khi tiếp nhận",
        "CONSULTATION_KIND_ADVICE": "tham mưu", "CONSULTATION_KIND_OPINION": "lấy ý kiến",
        "CONSULTATION_STATE_ASKED": "chờ trả lời", "CONSULTATION_STATE_ANSWERED": "đã trả lời",
        "CONSULTATION_STATE_UNANSWERED": "không trả lời",
        "CONSULTATION_STATE_WITHDRAWN": "đã rút",
        "RECORD_KIND_URGING": "đôn đốc", "RECORD_KIND_URGING_POLICY": "chính sách đôn đốc",
        "URGING_RUNG_HOLDER": "người đang giữ hồ sơ",
        "URGING_RUNG_UNIT_HEAD": "thủ trưởng đơn vị",
        "URGING_RUNG_AGENCY_HEAD": "thủ trưởng cơ quan",
        "URGING_RUNG_SUPERIOR": "thủ trưởng cơ quan cấp trên",
        "URGING_KIND_DEADLINE": "thời hạn pháp luật", "URGING_KIND_STAGE": "thời hạn nội bộ",
        "URGING_KIND_LETTER": "văn bản đôn đốc",
    ]
}
