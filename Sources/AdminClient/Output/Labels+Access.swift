extension Columns {
    /// The columns of officers and grants.
    static let access: [String: [Column]] = [
        "kntc.v1.ListOfficersReply": [
            Column("Mã", "code"), Column("Cơ quan", "agency"),
            Column("Chức danh", "appointments"),
        ],
        "kntc.v1.ListGrantsReply": [
            Column("Mã", "id"), Column("Phiên bản", "etag"), Column("Trạng thái", "state"),
            Column("Vai trò", "role"), Column("Chức danh", "office"), Column("Người", "officers"),
            Column("Đơn vị", "units"), Column("Cả cấp dưới", "subtree"),
            Column("Từ ngày", "valid_from"), Column("Đến ngày", "valid_to"),
            Column("Người đề xuất", "proposed_by"), Column("Người duyệt", "approved_by"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields of officers, grants and respondents.
    static let accessTitles = [
        "support_id": "Mã hỗ trợ", "trace_id": "Mã vết", "door": "Cổng", "path": "Phương thức",
        "began_at": "Lúc", "took_us": "Micro giây", "failure": "Lý do",
        "refused_by": "Quy tắc từ chối", "bytes_in": "Byte nhận", "bytes_out": "Byte gửi",
        "calls": "Lượt gọi",
        "respondents": "Người, cơ quan bị khiếu nại, tố cáo", "superior": "Cấp trên theo dõi",
        "reports_to": "Báo cáo cho", "appointments": "Chức danh nắm giữ",
        "office": "Chức danh", "officer": "Cán bộ", "officers": "Cán bộ", "units": "Đơn vị",
        "subtree": "Cả cấp dưới", "records_from": "Hồ sơ từ ngày", "records_to": "Hồ sơ đến ngày",
        "proposed_by": "Người đề xuất", "ended_on": "Ngày chấm dứt", "grant": "Phân quyền",
        "allowed": "Được phép", "reasons": "Lý do", "passed": "Đạt", "words_vi": "Diễn giải",
        "respondents_named": "ghi lại người bị khiếu nại, tố cáo",
        "officer_recorded": "ghi cán bộ", "grant_proposed": "đề xuất phân quyền",
        "grant_approved": "duyệt phân quyền", "grant_ended": "chấm dứt phân quyền",
        "former": "Trước đây", "open_work": "Đang mở", "open_records": "Số hồ sơ",
        "due_before": "Thời hạn hết trước ngày",
        "due_after": "Thời hạn từ ngày trở đi", "below": "Đơn vị trực thuộc",
        "holdings": "Đang nắm giữ", "with_office": "Theo chức danh",
        "signed_in": "Phiên đăng nhập",
    ]

    /// Vietnamese names of values.
    static let accessValues = [
        "GRANT_STATE_PROPOSED": "chờ duyệt", "GRANT_STATE_APPROVED": "có hiệu lực",
        "GRANT_STATE_ENDED": "đã chấm dứt",
        "RECORD_KIND_OFFICER": "cán bộ", "RECORD_KIND_GRANT": "phân quyền",
        "HOLDING_KIND_GRANT": "phân quyền cho cá nhân",
        "HOLDING_KIND_OFFICE_GRANT": "phân quyền cho chức danh",
        "HOLDING_KIND_FILE": "hồ sơ đang giữ",
        "HOLDING_KIND_GRANT_PROPOSAL": "đề xuất phân quyền chờ duyệt",
        "HOLDING_KIND_IDENTITY_REQUEST": "đề nghị tiếp cận chưa xong",
        "HOLDING_KIND_IDENTITY_APPROVAL": "đề nghị tiếp cận chờ người duyệt thứ hai",
        "HOLDING_KIND_HANDLER": "phân công xử lý hồ sơ mật",
        "HOLDING_KIND_SESSION": "phiên tiếp công dân",
        "HOLDING_KIND_INSTRUCTION": "nhiệm vụ được giao",
    ]
}
