extension Columns {
    /// The columns of requests, appointments and readings of identities.
    static let identities: [String: [Column]] = [
        "kntc.v1.ListIdentityReadsReply": [
            Column("Lúc", "read_at_ms"), Column("Cơ quan", "reader.agency"),
            Column("Người xem", "reader.officer"), Column("Căn cứ", "basis"),
            Column("Theo", "given_by"), Column("Lý do", "reason_code"),
            Column("Diễn giải", "reason"), Column("Hồ sơ", "records"),
            Column("Người được xem", "parties"), Column("Mã", "id"),
        ],
        "kntc.v1.ListIdentityRequestsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Đề nghị", "kind"),
            Column("Hồ sơ", "record"), Column("Người đề nghị", "requester"),
            Column("Lý do", "reason_code"), Column("Diễn giải", "reason"),
            Column("Lúc", "requested_at_ms"), Column("Mã băm", "digest"),
        ],
        "kntc.v1.ListHandlersReply": [
            Column("Mã", "appointment.id"), Column("Có hiệu lực", "holds"),
            Column("Người xử lý", "appointment.handlers"),
            Column("Văn thư", "appointment.clerks"), Column("Đến khi", "appointment.until"),
            Column("Ngày phân công", "appointment.appointed_on"),
            Column("Người phân công", "appointment.appointed_by"),
            Column("Lý do", "appointment.reason"),
        ],
        "kntc.v1.ListWorkingCopiesReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Hồ sơ", "record"),
            Column("Người lập", "made_by"), Column("Ngày lập", "made_on"),
            Column("Ngày phát hành", "released_on"), Column("Ngày thu hồi", "recalled_on"),
        ],
    ]
}

extension Labels {
    /// Names of requests, appointments and readings of identities, for tables.
    static let identityTitles = [
        "record": "Hồ sơ", "handlers": "Người xử lý", "clerks": "Văn thư", "until": "Đến khi",
        "appointed_by": "Người phân công", "appointed_on": "Ngày phân công",
        "end_reason": "Lý do kết thúc", "officer": "Cán bộ", "requester": "Người đề nghị",
        "reason_code": "Lý do", "clerk": "Văn thư", "requested_at_ms": "Đề nghị lúc",
        "digest": "Mã băm", "approvals": "Người duyệt", "approver": "Người duyệt",
        "approved_at_ms": "Duyệt lúc", "granted_until_ms": "Cho phép đến", "uses": "Số lần sử dụng",
        "ended_by": "Người kết thúc", "reader": "Người xem", "basis": "Căn cứ", "given_by": "Theo",
        "read_at_ms": "Xem lúc", "records": "Hồ sơ", "appointment": "Phân công",
        "holds": "Có hiệu lực", "reading": "Lượt xem", "letters": "Đơn", "petition": "Đơn",
        "party": "Người", "id_number": "Số giấy tờ", "phone": "Điện thoại", "email": "Thư điện tử",
        "full_name": "Họ tên", "address": "Địa chỉ", "role": "Vai trò", "text": "Ghi như đơn",
        "unit_code": "Mã đơn vị hành chính", "map_date": "Theo bản đồ ngày",
        "identity_requested": "đề nghị tiếp cận thông tin người tố cáo",
        "identity_approved": "duyệt đề nghị tiếp cận",
        "identity_refused": "từ chối đề nghị tiếp cận",
        "identity_revoked": "thu hồi cho phép tiếp cận",
        "identity_grant_used": "sử dụng cho phép tiếp cận",
        "identity_read": "xem thông tin người tố cáo",
        "handlers_appointed": "phân công người được biết thông tin người tố cáo",
        "handlers_ended": "kết thúc phân công trước hạn", "guard_lowered": "hạ mức bảo mật",
        "copy": "Bản sao làm việc", "masked_text": "Nội dung đã che",
        "sealed_text": "Văn bản niêm phong", "made_by": "Người lập",
        "made_on": "Ngày lập", "released_on": "Ngày phát hành", "recalled_on": "Ngày thu hồi",
        "recall_reason": "Lý do thu hồi", "files": "Tệp",
        "working_copy_made": "lập bản sao làm việc",
        "working_copy_released": "phát hành bản sao làm việc",
        "working_copy_recalled": "thu hồi bản sao làm việc",
    ]

    /// Names of their values.
    static let identityValues = [
        "RECORD_KIND_IDENTITY_REQUEST": "đề nghị tiếp cận",
        "RECORD_KIND_HANDLER_APPOINTMENT": "phân công người xử lý",
        "RECORD_KIND_IDENTITY_READING": "lượt xem",
        "RECORD_KIND_WORKING_COPY": "bản sao làm việc",
        "WORKING_COPY_STATE_DRAFTED": "đã lập, chờ phát hành",
        "WORKING_COPY_STATE_RELEASED": "đã phát hành",
        "WORKING_COPY_STATE_RECALLED": "đã thu hồi",
        "IDENTITY_REASON_VERIFY": "xác minh thông tin người tố cáo",
        "IDENTITY_REASON_MEET": "mời làm việc",
        "IDENTITY_REASON_NOTIFY": "gửi thông báo, kết quả",
        "IDENTITY_REASON_PROTECT": "bảo vệ người tố cáo",
        "IDENTITY_REASON_COMPARE": "đối chiếu đơn trùng",
        "IDENTITY_REASON_INSPECT": "thanh tra, kiểm tra trách nhiệm",
        "IDENTITY_REASON_JUSTICE": "theo yêu cầu của cơ quan tố tụng",
        "IDENTITY_REASON_RECLASSIFY": "xác định lại loại đơn",
        "HANDLER_STAGE_REPORT": "báo cáo kết quả xác minh",
        "HANDLER_STAGE_CONCLUSION": "kết luận, quyết định",
        "HANDLER_STAGE_CLOSING": "đóng hồ sơ",
        "HANDLER_STATE_STANDING": "đã phân công", "HANDLER_STATE_ENDED": "đã kết thúc",
        "IDENTITY_REQUEST_KIND_READ": "xem thông tin",
        "IDENTITY_REQUEST_KIND_LOWER": "hạ mức bảo mật",
        "IDENTITY_REQUEST_STATE_REQUESTED": "chờ duyệt",
        "IDENTITY_REQUEST_STATE_APPROVED": "đã có một người duyệt",
        "IDENTITY_REQUEST_STATE_GRANTED": "đã cho phép",
        "IDENTITY_REQUEST_STATE_USED": "đã sử dụng",
        "IDENTITY_REQUEST_STATE_REFUSED": "bị từ chối",
        "IDENTITY_REQUEST_STATE_REVOKED": "bị thu hồi",
        "IDENTITY_REQUEST_STATE_EXPIRED": "hết hạn",
        "IDENTITY_BASIS_STANDING": "được phân công",
        "IDENTITY_BASIS_REQUEST": "được phép theo đề nghị",
        "IDENTITY_BASIS_LETTER": "in văn bản gửi",
    ]
}
