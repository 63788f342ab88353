extension Columns {
    /// The columns of what is tracked.
    static let tracking: [String: [Column]] = [
        "kntc.v1.ListTrackedReply": [
            Column("Hồ sơ", "record.kind"), Column("Mã", "record.id"),
            Column("Cơ quan", "agency"), Column("Trạng thái", "state"),
            Column("Thời hạn", "deadline.rule"), Column("Đến hạn", "deadline.due_on"),
            Column("Trễ (ngày)", "late_days"), Column("Còn (ngày làm việc)", "days_left"),
            Column("Đang chờ", "waits_for"),
        ]
    ]
}

extension Labels {
    /// Vietnamese names of the fields of what is tracked.
    static let trackingTitles = [
        "views": "Theo dõi", "states": "Theo trạng thái", "holders": "Đang nằm ở", "view": "Mục",
        "total": "Tổng số", "received": "Số lần đã tiếp nhận", "deadline": "Thời hạn",
        "at_least": "Còn nhiều hơn", "holder": "Người, nơi giữ",
        "cases": "Vụ việc", "late_days": "Trễ (ngày)", "days_left": "Còn (ngày làm việc)",
        "waits_for": "Đang chờ",
    ]

    /// Vietnamese names of values.
    static let trackingValues = [
        "TRACKING_VIEW_INBOX": "chưa phân công", "TRACKING_VIEW_DUE_TODAY": "đến hạn hôm nay",
        "TRACKING_VIEW_DUE_SOON": "sắp đến hạn", "TRACKING_VIEW_OVERDUE": "quá hạn",
        "TRACKING_VIEW_LONG_STANDING": "tồn đọng, kéo dài",
        "TRACKING_VIEW_RED_LINE": "sắp đến 45 ngày chưa xử lý",
        "TRACKING_VIEW_INSTRUCTIONS": "nhiệm vụ trong kết luận",
        "TRACKING_VIEW_ENFORCEMENT": "quyết định chưa thi hành xong",
        "TRACKING_VIEW_TRANSFERS": "đơn chuyển chưa phản hồi",
        "TRACKING_VIEW_CONSULTATIONS": "ý kiến chưa trả lời",
    ]
}
