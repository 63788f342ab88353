extension Columns {
    /// The columns of the reception register, form 03/TCD of NĐ 154/2026/NĐ-CP.
    static let receptionRegister = [
        Column("Số thứ tự", "number"), Column("Ngày tiếp", "received_on"),
        Column("Họ tên, địa chỉ", "visitor"), Column("Giấy tờ tùy thân", "identity_paper"),
        Column("Số người", "party_size"), Column("Nội dung vụ việc", "content"),
        Column("Phân loại đơn, vụ việc", "classification"),
        Column("Cơ quan đã giải quyết", "settled_by"), Column("Thụ lý để giải quyết", "accepted"),
        Column("Hướng dẫn, trả lời", "guided"),
        Column("Chuyển, đôn đốc, báo cáo", "transferred"),
        Column("Theo dõi kết quả giải quyết", "result"), Column("Ghi chú", "note"),
    ]

    /// The columns of the lists of citizen reception.
    static let reception: [String: [Column]] = [
        "kntc.v1.ListVisitsReply": [
            Column("Mã", "id"), Column("Số", "register_number.number"),
            Column("Năm", "register_number.year"), Column("Ngày tiếp", "received_on"),
            Column("Hình thức", "kind"), Column("Trạng thái", "state"),
            Column("Số người", "party_size"), Column("Mức bảo mật", "guard"),
        ],
        "kntc.v1.ListReceptionRegisterReply": receptionRegister,
        "kntc.v1.FindMattersReply": [
            Column("Cơ quan", "agency"), Column("Loại hồ sơ", "kind"), Column("Ngày", "day"),
            Column("Phân loại", "types"), Column("Trạng thái", "state"),
        ],
    ]
}

extension Labels {
    /// Vietnamese names of the fields and facts of citizen reception.
    static let receptionTitles = [
        "first_time": "Đến lần đầu", "prior_settlement": "Đã giải quyết trước đó",
        "settled_by": "Cơ quan đã giải quyết", "outcome_on": "Ngày xử lý",
        "target_agency": "Cơ quan được chuyển, hướng dẫn, đôn đốc",
        "same_as_visit": "Cùng nội dung với lượt tiếp", "refused_on": "Ngày từ chối",
        "requires_notice": "Phải thông báo bằng văn bản", "notice": "Thông báo",
        "office": "Chức danh", "result": "Kết quả", "notified_on": "Ngày thông báo",
        "expected_on": "Ngày dự kiến có kết quả", "reported_on": "Ngày báo cáo",
        "session_id": "Phiên tiếp của lãnh đạo", "relay_asked": "Yêu cầu báo kết quả",
        "relayed_on": "Ngày báo công dân", "resolved_on": "Ngày giải quyết xong",
        "online": "Trực tuyến", "party_size": "Số người đến", "delegation": "Đoàn đông người",
        "identity_paper": "Giấy tờ tùy thân", "authorisation": "Giấy ủy quyền, thẻ luật sư",
        "contents": "Các nội dung", "evidence_receipt": "Giấy biên nhận tài liệu",
        "refusal": "Từ chối tiếp", "notices": "Thông báo kết quả", "departed_on": "Ngày về",
        "feedback": "Kết quả chuyển", "representation": "Giấy cử đại diện",
        "leader_reports": "Báo cáo lãnh đạo", "visits": "Các lượt tiếp",
        "refusals": "Số lần bị từ chối", "first_visit": "Đến lần đầu", "more": "Còn nữa",
        "visitor": "Họ tên, địa chỉ", "content": "Nội dung", "accepted": "Thụ lý",
        "guided": "Hướng dẫn", "transferred": "Chuyển", "note": "Ghi chú", "rows": "Các dòng",
        "visit_id": "Lượt tiếp", "types": "Các loại", "calls_left": "Lượt tra cứu còn lại",
        "visit_checked_in": "đón tiếp", "reception_refused": "từ chối tiếp",
        "refusal_notice_issued": "ban hành thông báo từ chối",
        "content_recorded": "ghi nhận nội dung", "contents_split": "tách nội dung",
        "content_settled": "xử lý nội dung", "visit_notified": "thông báo kết quả",
        "visitor_departed": "người đến đã về", "visit_closed": "kết thúc lượt tiếp",
        "guard_raised": "chuyển sang chế độ mật",
        "transfer_settled": "có kết quả từ nơi được chuyển",
        "result_relayed": "báo kết quả cho công dân",
    ]

    /// Vietnamese names of the values of citizen reception.
    static let receptionValues = [
        "RECORD_KIND_VISIT": "lượt tiếp", "REGISTER_KIND_RECEPTION": "sổ tiếp công dân",
        "RECEPTION_KIND_REGULAR": "thường xuyên", "RECEPTION_KIND_LEADER_PERIODIC": "định kỳ",
        "RECEPTION_KIND_LEADER_ADHOC": "đột xuất", "VISIT_STATE_CHECKED_IN": "đã đến",
        "VISIT_STATE_CONTENT_RECORDED": "đã ghi nội dung", "VISIT_STATE_REFUSED": "từ chối tiếp",
        "VISIT_STATE_TO_PETITION": "đã lập đơn", "VISIT_STATE_GUIDED": "đã hướng dẫn",
        "VISIT_STATE_URGED": "đã đôn đốc", "VISIT_STATE_TRANSFERRED": "đã chuyển",
        "VISIT_STATE_REFERRED_TO_LEADER": "đã báo cáo lãnh đạo",
        "VISIT_STATE_RESULT_PENDING": "chờ kết quả",
        "VISIT_STATE_RESULT_NOTIFIED": "đã thông báo kết quả", "VISIT_STATE_CLOSED": "đã kết thúc",
        "IDENTITY_PAPER_CARD": "căn cước",
        "IDENTITY_PAPER_CERTIFICATE": "giấy chứng nhận căn cước",
        "IDENTITY_PAPER_NUMBER": "số định danh", "IDENTITY_PAPER_PASSPORT": "hộ chiếu",
        "IDENTITY_PAPER_OTHER": "giấy tờ khác", "RECEPTION_OUTCOME_PETITION": "lập đơn",
        "RECEPTION_OUTCOME_GUIDED": "hướng dẫn", "RECEPTION_OUTCOME_TRANSFERRED": "chuyển",
        "RECEPTION_OUTCOME_URGED": "đôn đốc", "RECEPTION_OUTCOME_REFUSED": "từ chối",
        "RECEPTION_OUTCOME_ANSWERED": "trả lời trực tiếp",
        "RECEPTION_OUTCOME_REFERRED": "báo cáo lãnh đạo",
        "PRIOR_SETTLEMENT_NONE": "chưa giải quyết",
        "PRIOR_SETTLEMENT_NO_DECISION": "chưa có quyết định",
        "PRIOR_SETTLEMENT_FIRST_DECISION": "quyết định lần đầu",
        "PRIOR_SETTLEMENT_SECOND_DECISION": "quyết định lần hai",
        "PRIOR_SETTLEMENT_CONCLUSION": "kết luận tố cáo", "PRIOR_SETTLEMENT_JUDGMENT": "bản án",
        "VISIT_RESULT_ACCEPTED": "đã tiếp nhận, thụ lý", "VISIT_RESULT_REFUSED": "từ chối thụ lý",
        "VISIT_RESULT_TRANSFERRED": "đã chuyển", "VISIT_RESULT_ANSWERED": "đã trả lời",
        "VISIT_RESULT_NEEDS_LONGER": "cần kéo dài", "NOTICE_FORM_WRITTEN": "văn bản",
        "NOTICE_FORM_ORAL": "trực tiếp bằng lời", "NOTICE_FORM_ELECTRONIC": "điện tử",
    ]
}
