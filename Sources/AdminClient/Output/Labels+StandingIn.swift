extension Columns {
    /// The columns of who signs for somebody.
    static let standingIn: [String: [Column]] = [
        "kntc.v1.ListDelegationsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Thẩm quyền ký", "mode"),
            Column("Người giao", "from_office"), Column("Người được giao", "to_office"),
            Column("Đích danh", "to_officer"), Column("Mẫu", "forms"),
            Column("Từ ngày", "valid_from"), Column("Đến ngày", "valid_to"),
            Column("Căn cứ", "decision.number"),
        ]
    ]
}

extension Labels {
    /// Vietnamese names of the fields and facts of who signs for somebody.
    static let standingInTitles = [
        "mode": "Thẩm quyền ký", "from_office": "Người giao", "to_office": "Người được giao",
        "to_officer": "Đích danh", "forms": "Mẫu được ký", "given_on": "Ngày giao",
        "delegation": "Giao ký, uỷ quyền ký",
        "delegation_given": "giao ký, uỷ quyền ký",
        "delegation_ended": "chấm dứt giao ký, uỷ quyền ký",
    ]

    /// Vietnamese names of values.
    static let standingInValues = [
        "RECORD_KIND_DELEGATION": "giao ký, uỷ quyền ký",
        "DELEGATION_STATE_GIVEN": "đã giao", "DELEGATION_STATE_ENDED": "đã chấm dứt",
        "HOLDING_KIND_DELEGATION": "uỷ quyền ký đích danh",
    ]
}
