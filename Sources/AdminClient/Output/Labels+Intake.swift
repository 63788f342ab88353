extension Labels {
    /// Vietnamese names of the fields and facts of intake and processing.
    static let intakeTitles = [
        "form": "Mẫu", "target_group": "Nhóm cơ quan nhận", "repeats": "Trùng nội dung với đơn",
        "receiver": "Nơi nhận", "grounds": "Căn cứ không thụ lý",
        "also_return_originals": "Kèm trả giấy tờ gốc", "dispatched_on": "Ngày ban hành",
        "split_from": "Tách từ đơn", "matter_number": "Nội dung số", "matters": "Các nội dung",
        "duplicate_of": "Trùng với đơn", "joined": "Các đơn trùng", "once": "Chỉ làm một lần",
        "petition_id": "Đơn", "on": "Ngày", "replies": "Văn bản phúc đáp",
        "withdrawn_on": "Ngày rút đơn", "receipt_codes": "Số mã biên nhận đã cấp",
        "received_on": "Ngày nhận", "case_state": "Trạng thái vụ việc",
        "receipt_code": "Mã biên nhận",
        "petition_received": "tiếp nhận đơn", "register_entered": "vào sổ",
        "duplicate_linked": "ghi nhận đơn trùng", "duplicate_joined": "có đơn trùng",
        "matters_split": "tách nội dung", "matter_opened": "mở nội dung tách từ đơn",
        "petition_withdrawn": "rút đơn", "reply_recorded": "có văn bản phúc đáp",
        "petition_closed": "lưu hồ sơ", "receipt_code_issued": "cấp mã biên nhận",
        "signers_listed": "Số người ký", "signers_withdrawn": "Số người ký đã rút",
        "originals_returned": "Phiếu trả giấy tờ gốc", "target": "Đối tượng bị khiếu nại, tố cáo",
        "paper_number": "Số đơn rút",
        "signer_listed": "ghi người ký đơn", "signer_withdrew": "người ký rút đơn",
        "signers_counted": "đếm lại người ký", "terminated_on": "Ngày đình chỉ",
        "once_noted": "đã hướng dẫn hoặc chuyển", "acceptance_refused": "không thụ lý",
    ]

    /// Vietnamese names of the values of intake and processing.
    static let intakeValues = [
        "SIGNER_STATE_STANDING": "đã ký", "SIGNER_STATE_WITHDRAWN": "đã rút",
        "SIGNER_STATE_VOIDED": "đã huỷ", "RECORD_KIND_SIGNER": "người ký đơn",
        "PETITION_STATE_RECEIVED": "đã tiếp nhận", "PETITION_STATE_DUPLICATE_LINKED": "đơn trùng",
        "PETITION_STATE_SPLIT": "đã tách nội dung", "PETITION_STATE_WITHDRAWN": "đã rút",
        "PETITION_STATE_CLOSED": "đã lưu hồ sơ",
        "HANDLING_OUTCOME_REFUSE_ACCEPT": "không thụ lý", "HANDLING_OUTCOME_TRANSFER": "chuyển đơn",
        "HANDLING_OUTCOME_RETURN_TO_FORWARDER": "trả đơn cho nơi chuyển",
        "HANDLING_OUTCOME_RETURN_ORIGINALS": "trả giấy tờ gốc", "HANDLING_OUTCOME_URGE": "đôn đốc",
        "HANDLING_OUTCOME_TO_PARTY_BODY": "chuyển cơ quan Đảng",
        "HANDLING_OUTCOME_TO_CRIMINAL_BODY": "chuyển cơ quan điều tra",
        "HANDLING_OUTCOME_REFERENCE": "để tham khảo", "HANDLING_OUTCOME_NOTICE": "gửi thông báo",
        "HANDLING_OUTCOME_DIRECT": "công văn chỉ đạo",
        "TRANSFER_TARGET_GROUP_ASSEMBLY": "Quốc hội, HĐND",
        "TRANSFER_TARGET_GROUP_ADMINISTRATION": "cơ quan hành chính",
        "TRANSFER_TARGET_GROUP_JUSTICE": "tố tụng, thi hành án",
        "TRANSFER_TARGET_GROUP_AUDIT": "Kiểm toán nhà nước",
        "TRANSFER_TARGET_GROUP_POLITICAL": "Đảng, đoàn thể, tổ chức xã hội",
        "TRANSFER_TARGET_GROUP_UNIT": "đơn vị sự nghiệp, doanh nghiệp nhà nước",
        "TRANSFER_TARGET_GROUP_OTHER": "khác",
    ]
}
