extension Columns {
    /// The columns of work on many records.
    static let operations: [String: [Column]] = [
        "kntc.v1.ListOperationsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Bắt đầu", "started_on"),
            Column("Người thực hiện", "started_by"), Column("Số hồ sơ", "previewed"),
            Column("Đã xử lý", "done", absent: "0"), Column("Bỏ qua", "skipped", absent: "0"),
            Column("Đã hoàn tác", "reverted", absent: "0"), Column("Ngày xong", "finished_on"),
        ]
    ]
}

extension Labels {
    /// Vietnamese names of the fields of work on many records.
    static let operationTitles = [
        "plan": "Việc cần làm", "reassign": "Phân công lại",
        "from": "Từ", "holder_officer": "Cán bộ thôi giữ", "holder_unit": "Đơn vị thôi giữ",
        "previewed": "Số hồ sơ", "previewed_at": "Đếm tại vị trí", "done": "Đã xử lý",
        "skipped": "Bỏ qua",
        "skips": "Các hồ sơ bỏ qua", "reverted": "Đã hoàn tác", "started_by": "Người bắt đầu",
        "started_on": "Ngày bắt đầu", "confirmation": "Mã xác nhận",
        "list": "Danh sách", "sealed_for": "Niêm phong cho cơ quan", "operation_id": "Tác vụ",
        "operation_started": "bắt đầu tác vụ hàng loạt",
        "operation_stepped": "một bước của tác vụ hàng loạt",
        "operation_stopped": "dừng tác vụ hàng loạt",
        "operation_resumed": "tiếp tục tác vụ hàng loạt",
        "operation_reverted": "hoàn tác tác vụ hàng loạt",
        "body_succeeded": "bàn giao khi sắp xếp tổ chức",
    ]

    /// Vietnamese names of values.
    static let operationValues = [
        "RECORD_KIND_OPERATION": "tác vụ hàng loạt",
        "CUSTODY_MOVE_SUCCEEDED": "bàn giao khi sắp xếp tổ chức",
        "OPERATION_STATE_RUNNING": "đang thực hiện", "OPERATION_STATE_DONE": "đã xong",
        "OPERATION_STATE_STOPPED": "đã dừng", "OPERATION_STATE_REVERTING": "đang hoàn tác",
        "OPERATION_STATE_REVERTED": "đã hoàn tác",
    ]
}
