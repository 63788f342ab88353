extension Labels {
    /// Vietnamese names of the fields and facts of drafts on their way, and of what waits.
    static let approvalTitles = [
        "approval": "Trình duyệt", "round": "Lượt trình", "level": "Mức, cấp",
        "levels": "Các mức, các cấp", "signer": "Người ký",
        "forms": "Mẫu văn bản", "routes": "Quy trình trình duyệt",
        "own_routes": "Quy trình riêng", "drafter": "Người trình",
        "remarks": "Ý kiến", "remark": "Ý kiến",
        "assignee": "Người tiếp thu", "made_by": "Người nêu", "made_on": "Ngày nêu",
        "resolution": "Tiếp thu, giải trình", "resolved_by": "Người giải trình",
        "resolved_on": "Ngày giải trình",
        "approval_routes_set": "đặt quy trình trình duyệt",
        "draft_submitted": "trình duyệt dự thảo", "draft_approved": "duyệt dự thảo",
        "draft_returned": "trả lại dự thảo", "draft_withdrawn": "rút dự thảo đã trình",
        "remark_made": "góp ý dự thảo", "remark_resolved": "tiếp thu, giải trình ý kiến",
        "draft_changed": "dự thảo thay đổi, trình lại từ đầu",
    ]

    /// Vietnamese names of values.
    static let approvalValues = [
        "RECORD_KIND_APPROVAL_ROUTES": "quy trình trình duyệt",
        "APPROVER_KIND_OFFICE": "chức danh", "APPROVER_KIND_UNIT_HEAD": "thủ trưởng đơn vị",
        "APPROVER_KIND_AGENCY_HEAD": "thủ trưởng cơ quan",
        "APPROVAL_STATE_DRAFTING": "đang soạn thảo", "APPROVAL_STATE_WAITING": "đang trình duyệt",
        "APPROVAL_STATE_APPROVED": "đã duyệt đủ các cấp",
        "HOLDING_KIND_DRAFT": "dự thảo chờ duyệt, chờ ký",
        "HOLDING_KIND_REMARK": "ý kiến chờ tiếp thu",
        "AWAITING_KIND_DRAFT": "dự thảo chờ duyệt", "AWAITING_KIND_SIGNATURE": "dự thảo chờ ký",
        "AWAITING_KIND_REMARK": "ý kiến chờ tiếp thu",
        "AWAITING_KIND_RETURNED": "dự thảo bị trả lại",
        "AWAITING_KIND_HANDLING": "đề xuất xử lý đơn",
        "AWAITING_KIND_RECEPTION": "đề xuất tiếp dân",
        "AWAITING_KIND_IDENTITY": "đề nghị tiếp cận thông tin",
        "AWAITING_KIND_FILE": "hồ sơ đang giữ", "AWAITING_KIND_INSTRUCTION": "nhiệm vụ được giao",
        "AWAITING_KIND_CONSULTATION": "yêu cầu tham mưu, lấy ý kiến",
        "AWAITING_KIND_TRANSFER": "đơn chuyển đến",
        "AWAITING_KIND_ARBITRATION": "tranh chấp thẩm quyền chờ phân xử",
    ]
}
