extension Columns {
    /// The columns of ratings.
    static let results: [String: [Column]] = [
        "kntc.v1.ListRatingsReply": [
            Column("Mã", "id"), Column("Vụ việc", "case_id"), Column("Điểm", "score"),
            Column("Ngày", "rated_on"), Column("Ý kiến", "words"),
        ]
    ]
}

extension Labels {
    /// Names of enforcement, feedback and ratings, for tables.
    static let resultTitles = [
        "items": "Các khoản phải thi hành", "amount_due": "Phải thi hành",
        "amount_done": "Đã thi hành", "done_on": "Ngày thi hành xong",
        "dropped": "Thôi thi hành", "item": "Khoản", "owed_by": "Cơ quan phải thực hiện",
        "obstacles": "Vướng mắc", "reports": "Báo cáo", "subject": "Nội dung",
        "from_on": "Từ ngày", "to_on": "Đến ngày", "ground": "Căn cứ",
        "enforcement_reported": "báo cáo thi hành",
        "enforcement_item_dropped": "thôi thi hành một khoản",
        "feedback": "Kiến nghị, phản ánh", "tasks": "Phân công", "answers": "Văn bản trả lời",
        "assigned_on": "Ngày giao", "reraises": "Nêu lại", "raised_on": "Ngày nêu lại",
        "new_facts": "Tình tiết mới", "feedback_accepted": "thụ lý kiến nghị, phản ánh",
        "feedback_assigned": "giao giải quyết kiến nghị, phản ánh",
        "feedback_answered": "trả lời kiến nghị, phản ánh",
        "feedback_reraised": "nêu lại với tình tiết mới",
        "hand_over": "Bàn giao hồ sơ", "minutes": "Biên bản", "receiver": "Nơi nhận",
        "file_handed_over": "bàn giao hồ sơ", "ratings": "Đánh giá", "counts": "Số lượt theo điểm",
        "count": "Số lượt", "score": "Điểm", "words": "Ý kiến", "person": "Người",
        "rated_on": "Ngày đánh giá", "result_rated": "công dân đánh giá kết quả",
    ]

    /// Names of their values.
    static let resultValues = [
        "RECORD_KIND_RATING": "đánh giá của công dân",
        "ENFORCEMENT_KIND_MONEY_TO_STATE": "thu hồi tiền cho Nhà nước (đồng)",
        "ENFORCEMENT_KIND_LAND_TO_STATE": "thu hồi đất cho Nhà nước (0,01 m²)",
        "ENFORCEMENT_KIND_MONEY_TO_ORGANISATIONS": "trả tiền cho tổ chức (đồng)",
        "ENFORCEMENT_KIND_LAND_TO_ORGANISATIONS": "trả đất cho tổ chức (0,01 m²)",
        "ENFORCEMENT_KIND_MONEY_TO_PERSONS": "trả tiền cho cá nhân (đồng)",
        "ENFORCEMENT_KIND_LAND_TO_PERSONS": "trả đất cho cá nhân (0,01 m²)",
        "ENFORCEMENT_KIND_RIGHTS_OF_ORGANISATIONS": "tổ chức được trả lại quyền lợi",
        "ENFORCEMENT_KIND_RIGHTS_OF_PERSONS": "cá nhân được trả lại quyền lợi",
        "ENFORCEMENT_KIND_SANCTION_OFFICIALS": "xử lý cán bộ, công chức, viên chức",
        "ENFORCEMENT_KIND_SANCTION_PERSONS": "xử lý người khác",
        "ENFORCEMENT_KIND_SANCTION_ORGANISATIONS": "xử lý tập thể, tổ chức",
        "ENFORCEMENT_KIND_REFERRED_CASES": "vụ chuyển cơ quan điều tra",
        "ENFORCEMENT_KIND_REFERRED_OFFICIALS":
            "cán bộ, công chức, viên chức chuyển cơ quan điều tra",
        "ENFORCEMENT_KIND_REFERRED_PERSONS": "người khác chuyển cơ quan điều tra",
        "ENFORCEMENT_KIND_OTHER": "việc khác",
    ]
}
