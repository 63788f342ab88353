extension Columns {
    /// The columns of forms, documents and originals.
    static let documents: [String: [Column]] = [
        "kntc.v1.ListFormsReply": [
            Column("Khóa", "key"), Column("Văn bản quy định", "set"), Column("Số mẫu", "number"),
            Column("Tên mẫu", "title"), Column("Sổ", "register"),
            Column("Từ ngày", "in_force_from"), Column("Đến ngày", "in_force_to"),
            Column("Chưa đối chiếu", "unsure"), Column("Bước", "steps"),
        ],
        "kntc.v1.ListDocumentsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Số", "number"),
            Column("Ngày ban hành", "issued_on"), Column("Tên văn bản", "title"),
            Column("Mẫu", "form"), Column("Thuộc hồ sơ", "about"),
            Column("Trùng số với", "number_also_on"),
        ],
        "kntc.v1.ListOriginalsReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"), Column("Tài liệu", "description"),
            Column("Số tờ", "sheets"), Column("Thuộc hồ sơ", "about"),
            Column("Việc cuối ngày", "last_act_on"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields and facts of documents and originals.
    static let documentTitles = [
        "key": "Khóa", "set": "Văn bản quy định", "in_force_from": "Hiệu lực từ",
        "in_force_to": "Hiệu lực đến", "unsure": "Chưa đối chiếu", "steps": "Bước",
        "register": "Sổ", "number_also_on": "Trùng số với", "signer_office": "Người ký",
        "signing_mode": "Thẩm quyền ký", "signed_on": "Ngày ký", "signature": "Chữ ký",
        "recipients": "Nơi nhận", "secrecy": "Độ mật", "copy_number": "Bản số",
        "deliveries": "Lượt gửi", "delivery": "Lượt gửi", "recipient": "Người nhận",
        "way": "Cách gửi", "proof": "Số phiếu gửi, biên bản", "returned_on": "Ngày trả lại",
        "return_reason": "Lý do trả lại", "description": "Tài liệu", "sheets": "Số tờ",
        "moves": "Lượt chuyển", "move": "Lượt chuyển", "to": "Trạng thái sau",
        "moved_on": "Ngày chuyển", "holder": "Nơi giữ, người giữ", "signed_for": "Đã ký nhận",
        "due_back_on": "Hẹn trả ngày", "original": "Bản gốc",
        "document_drafted": "dự thảo văn bản", "document_signed": "ký văn bản",
        "document_issued": "ban hành văn bản", "document_numbered": "ghi số văn bản",
        "document_sent": "gửi văn bản", "document_delivered": "văn bản đã nhận",
        "document_returned": "văn bản bị trả lại", "original_received": "tiếp nhận bản gốc",
        "original_moved": "chuyển bản gốc",
    ]

    /// Vietnamese names of the values of documents and originals.
    static let documentValues = [
        "RECORD_KIND_DOCUMENT": "văn bản", "RECORD_KIND_ORIGINAL": "bản gốc",
        "REGISTER_KIND_NOTICE": "thông báo", "REGISTER_KIND_DECISION": "quyết định",
        "REGISTER_KIND_LETTER": "công văn", "REGISTER_KIND_SLIP": "phiếu",
        "REGISTER_KIND_MINUTES": "biên bản", "REGISTER_KIND_INVITATION": "giấy mời",
        "REGISTER_KIND_REPORT": "báo cáo", "REGISTER_KIND_RECEIPT": "giấy biên nhận",
        "DOCUMENT_STATE_DRAFT": "dự thảo", "DOCUMENT_STATE_SIGNED": "đã ký",
        "DOCUMENT_STATE_ISSUED": "đã ban hành",
        "SIGNING_MODE_HEAD": "người đứng đầu", "SIGNING_MODE_COLLECTIVE": "TM.",
        "SIGNING_MODE_DEPUTY": "KT.", "SIGNING_MODE_ORDER": "TL.",
        "SIGNING_MODE_AUTHORISED": "TUQ.", "SIGNING_MODE_ACTING": "Q.",
        "SIGNATURE_CHECK_VALID": "chữ ký số hợp lệ",
        "SIGNATURE_CHECK_INVALID": "chữ ký số không hợp lệ",
        "SIGNATURE_CHECK_UNCHECKED": "chữ ký số chưa kiểm tra được",
        "SIGNATURE_CHECK_SCAN": "bản quét từ bản giấy đã ký",
        "SECRECY_MARK_CONFIDENTIAL": "Mật",
        "DELIVERY_WAY_POST": "bưu chính", "DELIVERY_WAY_HAND": "trực tiếp",
        "DELIVERY_WAY_ELECTRONIC": "điện tử", "DELIVERY_WAY_POSTING": "niêm yết",
        "ORIGINAL_STATE_HELD": "đang giữ", "ORIGINAL_STATE_LENT": "cho mượn",
        "ORIGINAL_STATE_SENT_ON": "đã chuyển", "ORIGINAL_STATE_RETURNED": "đã trả",
    ]
}
