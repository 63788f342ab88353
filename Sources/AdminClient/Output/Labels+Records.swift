extension Columns {
    /// The columns of what holds for every record.
    static let records: [String: [Column]] = [
        "kntc.v1.ListActionsReply": [
            Column("Thao tác", "title"), Column("Phương thức", "method"),
            Column("Được làm", "open"), Column("Còn thiếu", "missing_vi"),
            Column("Mẫu", "forms"), Column("Căn cứ", "basis"),
        ],
        "kntc.v1.GetChangesReply": [
            Column("Vị trí", "position"), Column("Lúc", "recorded_at_ms"),
            Column("Ngày thực hiện", "acted_on"), Column("Vào sổ muộn", "late_days"),
            Column("Người dùng", "actor.principal"), Column("Sự kiện", "fact"),
            Column("Văn bản", "document"), Column("Lý do", "reason"),
            Column("Thay đổi", "changes"),
        ],
        "kntc.v1.ListFilesReply": [
            Column("Mã", "file.id"), Column("Tên", "name"), Column("Loại", "file.kind"),
            Column("Kiểu nội dung", "file.media_type"), Column("Byte", "file.size"),
            Column("Ngày đính kèm", "file.attached_on"),
        ],
        "kntc.v1.ListSettingsReply": [
            Column("Khoá", "key"), Column("Nội dung", "title"), Column("Giá trị", "value"),
            Column("Mặc định", "default_value"), Column("Chưa chắc", "unsure"),
            Column("Đặt ngày", "set_on"), Column("Lý do", "reason"), Column("Căn cứ", "basis"),
        ],
        "kntc.v1.ListTransitionsReply": [
            Column("Bảng", "table"), Column("Thao tác", "title"), Column("Lệnh", "command"),
            Column("Từ", "from"), Column("Đến", "to"), Column("Bắt đầu tính", "starts"),
            Column("Dừng khi", "stops"), Column("Mẫu", "forms"), Column("Căn cứ", "basis"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields of what holds for every record.
    static let recordTitles = [
        "open": "Được làm", "missing_vi": "Còn thiếu", "basis": "Căn cứ", "acted_on": "Ngày",
        "file": "Tệp", "about": "Thuộc hồ sơ", "media_type": "Kiểu nội dung",
        "attached_on": "Ngày đính kèm", "sealed_name": "Tên (niêm phong)",
        "sealing": "Cách niêm phong", "unopened": "Chưa mở được", "key_unavailable": "Thiếu khóa",
        "next_offset": "Tiếp từ byte", "complete": "Đã đủ", "expires_at_ms": "Hết hạn lúc",
        "file_attached": "đính kèm tệp",
        "imported": "Chuyển từ hệ thống cũ", "source_system": "Hệ thống cũ",
        "old_number": "Số cũ", "missing": "Còn thiếu", "national_id": "Mã quốc gia",
        "imported_on": "Ngày chuyển", "confirmed_on": "Ngày xác nhận",
        "inherited": "Thừa kế", "voided": "Đã huỷ",
        "calendar_replaced": "thay lịch làm việc", "deadlines_moved": "dời hạn theo lịch",
        "calendar": "Lịch làm việc", "announced_years": "Năm đã công bố lịch nghỉ",
        "changed_on": "Ngày thay đổi", "decree": "Văn bản công bố", "moves": "Thời hạn dời",
        "from_due": "Từ hạn", "to_due": "Đến hạn", "from_provisional": "Trước là tạm tính",
        "to_provisional": "Sau là tạm tính", "layer": "Tầng lịch", "own": "Tầng lịch riêng",
        "moving": "Đang tính lại thời hạn", "examined": "Hồ sơ đã xét",
        "moved": "Đã dời hạn", "records": "Hồ sơ", "days": "Các ngày",
        "setting_changed": "đặt thiết lập", "entry_corrected": "đính chính", "entry_voided": "huỷ",
        "step_undone": "hoàn tác",
        "entry_moved": "chuyển sang hồ sơ khác", "record_imported": "chuyển từ hệ thống cũ",
        "import_confirmed": "xác nhận hồ sơ chuyển",
        "before_json": "Trước", "after_json": "Sau", "fact": "Sự kiện", "table": "Bảng",
    ]

    /// Vietnamese names of values of what holds for every record.
    static let recordValues = [
        "RECORD_KIND_SETTINGS": "thiết lập", "RECORD_KIND_CALENDAR": "lịch làm việc",
        "CALENDAR_ENTRY_KIND_OFF": "nghỉ", "CALENDAR_ENTRY_KIND_WORKING": "làm việc",
        "PETITION_STATE_VOIDED": "đã huỷ", "CASE_STATE_VOIDED": "đã huỷ",
        "DEADLINE_STATE_VOIDED": "đã huỷ", "DOCUMENT_STATE_VOIDED": "đã huỷ",
        "ORIGINAL_STATE_VOIDED": "đã huỷ", "VISIT_STATE_VOIDED": "đã huỷ",
        "SESSION_STATE_VOIDED": "đã huỷ", "INSTRUCTION_STATE_VOIDED": "đã huỷ",
        "PROPOSAL_STATE_VOIDED": "đã huỷ",
        "RECORD_KIND_FILE": "tệp", "FILE_KIND_LETTER": "đơn",
        "FILE_KIND_AUTHORISATION": "giấy ủy quyền",
        "FILE_KIND_CONTESTED_DECISION": "quyết định bị khiếu nại",
        "FILE_KIND_EVIDENCE": "thông tin, tài liệu, chứng cứ", "FILE_KIND_MINUTES": "biên bản",
        "FILE_KIND_ISSUED_DOCUMENT": "văn bản ban hành", "FILE_KIND_RECORDING": "ghi âm, ghi hình",
        "FILE_KIND_OTHER": "khác",
    ]
}
