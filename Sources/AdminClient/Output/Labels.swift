/// A column of a table.
struct Column {
    let title: String
    let path: String
    /// What stands where the reply leaves the value out.
    let absent: String

    init(_ title: String, _ path: String, absent: String = "–") {
        self.title = title
        self.path = path
        self.absent = absent
    }
}

/// The columns of the lists, by the type of the reply.
enum Columns {
    /// All of them.
    static let of = lists.merging(records) { first, _ in first }
        .merging(documents) { first, _ in first }
        .merging(standingIn) { first, _ in first }
        .merging(reception) { first, _ in first }
        .merging(sessions) { first, _ in first }
        .merging(results) { first, _ in first }
        .merging(access) { first, _ in first }
        .merging(circulation) { first, _ in first }
        .merging(tracking) { first, _ in first }
        .merging(operations) { first, _ in first }
        .merging(identities) { first, _ in first }
        .merging(signingIn) { first, _ in first }
        .merging(feeds) { first, _ in first }

    private static let lists: [String: [Column]] = [
        "kntc.v1.ListPetitionsReply": [
            Column("Mã", "id"), Column("Số", "register_number.number"),
            Column("Năm", "register_number.year"), Column("Ngày đến", "stamp.date"),
            Column("Trạng thái", "state"), Column("Loại", "classification.type"),
        ],
        "kntc.v1.ListCasesReply": [
            Column("Mã", "id"), Column("Trạng thái", "state"),
            Column("Thụ lý", "acceptance.number"),
            Column("Ngày thụ lý", "acceptance.issued_on"),
            Column("Quyết định", "decision.document.number"),
        ],
        "kntc.v1.ListAgenciesReply": [
            Column("Mã", "code"), Column("Tên", "name"), Column("Loại", "type"),
            Column("Cấp trên", "parent"), Column("Từ ngày", "valid_from"),
            Column("Đến ngày", "valid_to"),
        ],
        "kntc.v1.ListDueReply": [
            Column("Hồ sơ", "record.kind"), Column("Mã", "record.id"),
            Column("Thời hạn", "deadline.rule"), Column("Từ ngày", "deadline.start_on"),
            Column("Đến hạn", "deadline.due_on"), Column("Tạm tính", "deadline.provisional"),
        ],
        "kntc.v1.CallTrace": [
            Column("Mã hỗ trợ", "support_id"), Column("Lúc", "began_at"),
            Column("Cổng", "door"), Column("Phương thức", "path"), Column("Cơ quan", "agency"),
            Column("Kết quả", "outcome"), Column("Lý do", "failure"),
            Column("Quy tắc", "refused_by"), Column("Micro giây", "took_us"),
            Column("Byte nhận", "bytes_in"), Column("Byte gửi", "bytes_out"),
        ],
        "methods": [
            Column("Phương thức", "method"), Column("Tác động", "effect"),
            Column("Quyền", "permission"),
        ],
        "fields": [
            Column("Thông điệp", "message"), Column("Trường", "field"), Column("Kiểu", "type"),
            Column("Giá trị", "values"),
        ],
    ]
}

/// Vietnamese names of fields and of values of lists, for tables.
enum Labels {
    /// The title of a field, or its name where it has none.
    static func title(_ path: String) -> String {
        path.split(separator: ".").map { titles[String($0)] ?? String($0) }
            .joined(separator: " / ")
    }

    /// The names of fields and facts, by their names in the contract.
    static let titles = fields.merging(recordTitles) { first, _ in first }
        .merging(intakeTitles) { first, _ in first }
        .merging(documentTitles) { first, _ in first }
        .merging(receptionTitles) { first, _ in first }
        .merging(sessionTitles) { first, _ in first }
        .merging(caseTitles) { first, _ in first }
        .merging(resultTitles) { first, _ in first }
        .merging(denunciationTitles) { first, _ in first }
        .merging(accessTitles) { first, _ in first }
        .merging(circulationTitles) { first, _ in first }
        .merging(standingInTitles) { first, _ in first }
        .merging(trackingTitles) { first, _ in first }
        .merging(operationTitles) { first, _ in first }
        .merging(signingInTitles) { first, _ in first }
        .merging(identityTitles) { first, _ in first }
        .merging(feedTitles) { first, _ in first }
        .merging(approvalTitles) { first, _ in first }
        .merging(certificateTitles) { first, _ in first }

    private static let fields = [
        "id": "Mã", "agency": "Cơ quan", "state": "Trạng thái", "source": "Nguồn",
        "stamp": "Dấu đến", "number": "Số", "date": "Ngày", "year": "Năm", "kind": "Loại",
        "defects": "Còn thiếu", "external_reference": "Mã hệ thống gọi", "system": "Hệ thống",
        "full_text": "Toàn văn", "field": "Lĩnh vực", "signers": "Số người ký",
        "complaint_subtype": "Loại khiếu nại", "eligibility": "Điều kiện",
        "competence": "Thẩm quyền", "repetition": "Lần gửi",
        "register_number": "Số vào sổ", "summary": "Nội dung", "parties": "Người liên quan",
        "sender_count": "Số người", "classification": "Phân loại", "type": "Loại",
        "handling": "Xử lý", "outcome": "Hướng xử lý", "reason": "Lý do",
        "deadlines": "Thời hạn", "registered_on": "Ngày vào sổ", "case_id": "Vụ việc",
        "petitions": "Đơn", "acceptance": "Thụ lý", "issued_on": "Ngày ban hành",
        "competent_office": "Người giải quyết", "verification": "Xác minh",
        "dialogue": "Đối thoại", "decision": "Quyết định", "document": "Văn bản",
        "conclusion": "Kết luận", "action": "Nội dung giải quyết", "enforcement": "Thi hành",
        "closed_on": "Ngày đóng hồ sơ", "last_act_on": "Việc cuối ngày", "code": "Mã",
        "name": "Tên", "parent": "Cấp trên", "valid_from": "Từ ngày", "valid_to": "Đến ngày",
        "codes": "Mã khác", "offices": "Chức danh", "version": "Phiên bản",
        "store_id": "Kho", "position": "Vị trí", "calendar_version": "Lịch làm việc",
        "synced_writes": "Lần ghi đĩa", "commands": "Lệnh đã ghi", "refused": "Lệnh bị từ chối",
        "today": "Hôm nay", "entries": "Bút toán", "keys": "Khóa", "findings": "Sai lệch",
        "applied": "Đã xét", "changed": "Đã thay đổi", "starts_at": "Bắt đầu từ số",
        "next_number": "Số tiếp theo", "open_blocks": "Khối số để trống", "closed": "Đã đóng",
        "voided": "Số bỏ", "check": "Kiểm tra", "place": "Nơi", "finding": "Sai lệch",
        "etag": "Phiên bản hồ sơ", "guard": "Mức bảo mật", "written_on": "Ngày viết đơn",
        "month": "Tháng", "day": "Ngày", "approximate": "Khoảng", "forwarder": "Nơi chuyển đến",
        "document_number": "Số văn bản", "document_date": "Ngày văn bản",
        "ineligible_reasons": "Lý do không đủ điều kiện", "originals_attached": "Có bản gốc",
        "proposed_on": "Ngày đề xuất", "approved_on": "Ngày duyệt", "approved_by": "Người duyệt",
        "digest": "Mã băm", "size": "Kích thước", "role": "Vai trò", "instance": "Lần giải quyết",
        "remote_area": "Vùng sâu, vùng xa", "complexity": "Tiêu chí phức tạp",
        "assignment": "Quyết định giao", "report": "Báo cáo",
        "respondent": "Người, cơ quan bị khiếu nại, tố cáo",
        "rank": "Vị trí",
        "results_differ": "Yêu cầu và kết quả khác nhau", "held_on": "Ngày tổ chức",
        "minutes_number": "Số biên bản", "attended": "Có mặt", "money_vnd": "Số tiền (đồng)",
        "land_centi_m2": "Diện tích (0,01 m²)", "sent_on": "Ngày gửi",
        "received_on": "Ngày nhận", "effective_on": "Ngày có hiệu lực",
        "started_on": "Ngày bắt đầu", "finished_on": "Ngày xong",
        "predecessors": "Tiền thân",
        "successors": "Kế thừa", "scheme": "Bộ mã", "value": "Giá trị", "title": "Tên gọi",
        "head": "Người đứng đầu", "first": "Từ số", "last": "Đến số", "settled": "Đã dùng, đã bỏ",
        "rule": "Quy tắc", "rule_version": "Phiên bản quy tắc", "start_event": "Sự kiện mốc",
        "start_on": "Ngày mốc", "nominal_on": "Ngày cuối tính được", "due_on": "Ngày hết hạn",
        "provisional": "Tạm tính", "stop_event": "Sự kiện dừng", "stopped_on": "Ngày dừng",
        "window": "Quyền của công dân",
        "agency_recorded": "ghi nhận cơ quan", "register_opened": "mở sổ",
        "numbers_reserved": "để dành số", "number_used": "cấp số", "numbers_voided": "hủy số",
        "register_closed": "đóng sổ", "petition_registered": "vào sổ",
        "petition_classified": "phân loại", "handling_proposed": "đề xuất xử lý",
        "handling_approved": "duyệt đề xuất", "handling_returned": "trả lại đề xuất",
        "petition_dispatched": "ban hành", "complaint_accepted": "thụ lý khiếu nại",
        "case_marked_complex": "xác định vụ việc phức tạp",
        "verification_assigned": "giao xác minh", "report_submitted": "báo cáo xác minh",
        "dialogue_held": "đối thoại", "decision_issued": "ban hành quyết định",
        "decision_sent": "gửi quyết định", "decision_received": "nhận quyết định",
        "decision_effective": "quyết định có hiệu lực", "enforcement_started": "bắt đầu thi hành",
        "enforcement_finished": "thi hành xong", "case_closed": "đóng hồ sơ",
        "national_answered": "CSDL quốc gia trả lời",
    ]

    /// The titles of values, by their names in the contract.
    static let values = enums.merging(recordValues) { first, _ in first }
        .merging(intakeValues) { first, _ in first }
        .merging(documentValues) { first, _ in first }
        .merging(receptionValues) { first, _ in first }
        .merging(sessionValues) { first, _ in first }
        .merging(caseValues) { first, _ in first }
        .merging(resultValues) { first, _ in first }
        .merging(denunciationValues) { first, _ in first }
        .merging(accessValues) { first, _ in first }
        .merging(circulationValues) { first, _ in first }
        .merging(approvalValues) { first, _ in first }
        .merging(standingInValues) { first, _ in first }
        .merging(trackingValues) { first, _ in first }
        .merging(operationValues) { first, _ in first }
        .merging(identityValues) { first, _ in first }
        .merging(feedValues) { first, _ in first }
        .merging(certificateValues) { first, _ in first }

    private static let enums = [
        "PARTY_GUARD_ORDINARY": "thường", "PARTY_GUARD_SECRET": "mật",
        "COMPLEXITY_CRITERION_PLACES": "nhiều địa điểm",
        "COMPLEXITY_CRITERION_CONTENTS": "nhiều nội dung",
        "COMPLEXITY_CRITERION_MANY": "nhiều người",
        "COMPLEXITY_CRITERION_FOREIGN": "yếu tố nước ngoài",
        "COMPLEXITY_CRITERION_AGENCIES": "nhiều cơ quan",
        "COMPLEXITY_CRITERION_OPINIONS": "ý kiến khác nhau",
        "COMPLEXITY_CRITERION_EVIDENCE": "chứng cứ mâu thuẫn",
        "RECORD_KIND_AGENCY": "cơ quan", "RECORD_KIND_PETITION": "đơn",
        "RECORD_KIND_CASE": "vụ việc", "RECORD_KIND_REGISTER": "sổ",
        "REGISTER_KIND_PETITION": "sổ tiếp nhận đơn",
        "PETITION_SOURCE_POST": "bưu chính", "PETITION_SOURCE_HAND": "trực tiếp",
        "PETITION_SOURCE_RECEPTION": "tiếp công dân", "PETITION_SOURCE_BOX": "hộp thư",
        "PETITION_SOURCE_PORTAL": "Cổng dịch vụ công", "PETITION_SOURCE_AGENCY": "cơ quan chuyển",
        "PETITION_SOURCE_DEPUTY": "đại biểu chuyển", "PETITION_SOURCE_PRESS": "báo chí",
        "PETITION_SOURCE_FRONT": "Mặt trận Tổ quốc", "PETITION_SOURCE_LEADER": "lãnh đạo chuyển",
        "PETITION_DEFECT_NO_NAME": "không tên", "PETITION_DEFECT_NO_ADDRESS": "không địa chỉ",
        "PETITION_DEFECT_NO_SIGNATURE": "không chữ ký", "PETITION_DEFECT_NO_DATE": "không ngày",
        "PARTY_ROLE_SENDER": "người đứng đơn", "PARTY_ROLE_REPRESENTATIVE": "người đại diện",
        "PARTY_ROLE_AGENT": "người được ủy quyền", "PARTY_KIND_PERSON": "cá nhân",
        "PARTY_KIND_GROUP": "đoàn đông người", "PARTY_KIND_ORGANISATION": "tổ chức",
        "COMPLAINT_SUBTYPE_DECISION": "quyết định hành chính",
        "COMPLAINT_SUBTYPE_ACT": "hành vi hành chính",
        "COMPLAINT_SUBTYPE_DISCIPLINE": "kỷ luật công chức",
        "ELIGIBILITY_ELIGIBLE": "đủ điều kiện", "ELIGIBILITY_INELIGIBLE": "không đủ điều kiện",
        "COMPETENCE_MINE": "thuộc thẩm quyền", "COMPETENCE_SUBORDINATE": "cấp dưới",
        "COMPETENCE_OTHER": "cơ quan khác", "SIGNER_COUNT_SINGLE": "một người",
        "SIGNER_COUNT_FEW": "2–4 người", "SIGNER_COUNT_MANY": "nhiều người",
        "SIGNER_COUNT_ORGANISATION": "tổ chức", "REPETITION_FIRST": "lần đầu",
        "REPETITION_REPEAT_SAME_LEVEL": "gửi lại", "REPETITION_SETTLED_ONCE": "đã giải quyết",
        "REPETITION_SETTLED_MANY": "đã giải quyết nhiều lần",
        "REPETITION_SETTLED_FINAL": "hết thẩm quyền",
        "PETITION_STATE_REGISTERED": "đã vào sổ", "PETITION_STATE_CLASSIFIED": "đã phân loại",
        "PETITION_STATE_PROPOSED": "đã đề xuất", "PETITION_STATE_DECIDED": "đã duyệt",
        "PETITION_STATE_DISPATCHED": "đã ban hành",
        "PETITION_TYPE_COMPLAINT": "khiếu nại", "PETITION_TYPE_DENUNCIATION": "tố cáo",
        "PETITION_TYPE_FEEDBACK": "kiến nghị, phản ánh", "PETITION_TYPE_MIXED": "nhiều nội dung",
        "HANDLING_OUTCOME_ACCEPT": "thụ lý", "HANDLING_OUTCOME_GUIDE": "hướng dẫn",
        "HANDLING_OUTCOME_ARCHIVE": "lưu đơn",
        "CASE_STATE_ACCEPTED": "đã thụ lý", "CASE_STATE_VERIFYING": "đang xác minh",
        "CASE_STATE_REPORTED": "đã báo cáo xác minh", "CASE_STATE_DIALOGUE_HELD": "đã đối thoại",
        "CASE_STATE_DECIDED": "đã quyết định", "CASE_STATE_EFFECTIVE": "có hiệu lực",
        "CASE_STATE_ENFORCING": "đang thi hành", "CASE_STATE_ENFORCED": "đã thi hành xong",
        "CASE_STATE_CLOSED": "đã đóng hồ sơ",
        "RANK_HEAD": "người đứng đầu", "RANK_DEPUTY": "cấp phó",
        "RANK_OFFICIAL": "cán bộ, công chức, viên chức", "RANK_BODY": "cơ quan, tổ chức",
        "CASE_STATE_SUSPENDED": "tạm đình chỉ giải quyết",
        "CASE_STATE_TERMINATED": "đình chỉ giải quyết",
        "CASE_STATE_APPEALED": "đã khiếu nại lần hai",
        "CASE_STATE_IN_COURT": "đã khởi kiện",
        "CASE_STATE_PARTLY_ENFORCED": "đã thi hành một phần",
        "CASE_STATE_REOPENED": "xem xét, giải quyết lại",
        "CASE_STATE_CONCLUDED": "đã kết luận nội dung tố cáo",
        "CASE_STATE_HANDLING": "đang xử lý kết luận",
        "CASE_STATE_CONTINUED": "tố cáo tiếp",
        "CASE_STATE_PROCESSING": "đang giải quyết kiến nghị, phản ánh",
        "CASE_STATE_ANSWERED": "đã trả lời",
        "COMPLAINT_CONCLUSION_WELL_FOUNDED": "đúng", "COMPLAINT_CONCLUSION_PARTLY": "đúng một phần",
        "COMPLAINT_CONCLUSION_UNFOUNDED": "sai",
        "DECISION_ACTION_UPHOLD": "giữ nguyên", "DECISION_ACTION_AMEND": "sửa đổi",
        "DECISION_ACTION_SUPPLEMENT": "bổ sung", "DECISION_ACTION_ANNUL": "hủy bỏ",
        "DECISION_ACTION_STOP_ACT": "chấm dứt hành vi",
        "DEADLINE_STATE_OPEN": "đang tính", "DEADLINE_STATE_MET": "đúng hạn",
        "DEADLINE_STATE_LATE": "quá hạn", "DEADLINE_STATE_REPLACED": "đã thay",
        "DEADLINE_STATE_LAPSED": "đã hết",
        "AGENCY_TYPE_CITY_COMMITTEE": "UBND Thành phố", "AGENCY_TYPE_DEPARTMENT": "sở",
        "AGENCY_TYPE_INSPECTORATE": "thanh tra", "AGENCY_TYPE_RECEPTION_BOARD": "ban tiếp công dân",
        "AGENCY_TYPE_COMMUNE": "cấp xã", "AGENCY_TYPE_DISTRICT": "cấp huyện",
        "AGENCY_TYPE_DIVISION": "phòng", "AGENCY_TYPE_PUBLIC_UNIT": "đơn vị sự nghiệp",
        "AGENCY_TYPE_ENTERPRISE": "doanh nghiệp nhà nước", "AGENCY_TYPE_CENTRAL": "trung ương",
        "AGENCY_TYPE_PARTY": "cơ quan Đảng", "AGENCY_TYPE_UNION": "đoàn thể",
        "AGENCY_TYPE_JUDICIAL": "cơ quan tư pháp",
    ]
}
