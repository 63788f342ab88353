extension Columns {
    /// The columns of who signs for somebody and who stands in.
    static let standingIn: [String: [Column]] = [
        "kntc.v1.ListDelegationsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Thẩm quyền ký", "mode"),
            Column("Người giao", "from_office"), Column("Người được giao", "to_office"),
            Column("Đích danh", "to_officer"), Column("Mẫu", "forms"),
            Column("Từ ngày", "valid_from"), Column("Đến ngày", "valid_to"),
            Column("Căn cứ", "decision.number"),
        ],
        "kntc.v1.ListAbsencesReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Cán bộ", "officer"),
            Column("Cơ quan", "agency"), Column("Người thay", "substitute"),
            Column("Lý do", "reason"), Column("Từ ngày", "first_on"),
            Column("Đến ngày", "last_on"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields and facts of who signs for somebody and who stands in.
    static let standingInTitles = [
        "mode": "Thẩm quyền ký", "from_office": "Người giao", "to_office": "Người được giao",
        "to_officer": "Đích danh", "forms": "Mẫu được ký", "given_on": "Ngày giao",
        "delegation": "Giao ký, uỷ quyền ký",
        "delegation_given": "giao ký, uỷ quyền ký",
        "delegation_ended": "chấm dứt giao ký, uỷ quyền ký",
        "absence": "Vắng mặt", "substitute": "Người thay",
        "substitute_agency": "Cơ quan người thay",
        "first_on": "Từ ngày", "last_on": "Đến ngày", "entered_by": "Người ghi nhận",
        "absence_entered": "ghi nhận vắng mặt", "absence_ended": "kết thúc vắng mặt",
        "moved_for": "Thay cho", "stands_in_for": "Thay cho",
    ]

    /// Vietnamese names of values.
    static let standingInValues = [
        "RECORD_KIND_DELEGATION": "giao ký, uỷ quyền ký",
        "DELEGATION_STATE_GIVEN": "đã giao", "DELEGATION_STATE_ENDED": "đã chấm dứt",
        "HOLDING_KIND_DELEGATION": "uỷ quyền ký đích danh",
        "RECORD_KIND_ABSENCE": "vắng mặt", "HOLDING_KIND_ABSENCE": "vắng mặt",
        "HOLDING_KIND_SUBSTITUTION": "thay người vắng mặt",
        "ABSENCE_STATE_ENTERED": "đã ghi nhận", "ABSENCE_STATE_ENDED": "đã kết thúc",
        "ABSENCE_REASON_LEAVE": "nghỉ phép", "ABSENCE_REASON_SICK": "nghỉ ốm",
        "ABSENCE_REASON_TRAINING": "đi học", "ABSENCE_REASON_MISSION": "đi công tác",
        "ABSENCE_REASON_OTHER": "lý do khác",
    ]
}
