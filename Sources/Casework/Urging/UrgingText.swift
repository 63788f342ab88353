package import Messages

extension Urging {
    /// What its text calls things; no person among them.
    package struct Names {
        private let file: String
        private let agency: String
        private let addressee: String
        private let limit: String

        /// Takes the names.
        ///
        /// - Parameters:
        ///   - record: The record.
        ///   - number: Number of the record in its register; nil for none.
        ///   - agency: Name of the record's agency.
        ///   - addressee: Title of the addressee's office; empty for an officer.
        ///   - limit: Title of the rule of the time limit; empty for none.
        package init(
            of record: RecordReference?,
            number: RegisterNumber?,
            agency: String,
            addressee: String,
            limit: String
        ) {
            let kind =
                switch record?.kind {
                case .petition: "đơn"
                case .case: "vụ việc"
                case .visit: "lượt tiếp công dân"
                case .consultation: "yêu cầu tham mưu, lấy ý kiến"
                case .instruction: "nhiệm vụ"
                default: "hồ sơ"
                }
            file = number.map { "\(kind) số \($0.number)/\($0.year)" } ?? kind
            self.agency = agency
            self.addressee = addressee
            self.limit = limit
        }

        fileprivate var subject: String { agency.isEmpty ? file : "\(file) của \(agency)" }

        fileprivate var title: String { limit.isEmpty ? "" : " «\(limit)»" }

        fileprivate func asked(_ one: UrgingAddressee?) -> String {
            guard addressee.isEmpty else { return addressee }
            let absent = one?.standsInFor ?? ""
            let place = absent.isEmpty ? "" : " (thay cán bộ \(absent))"
            return "cán bộ \(one?.officer ?? "")\(place)"
        }
    }

    /// Its text in Vietnamese.
    package func text(_ names: Names) -> String {
        let asked = names.asked(addressee)
        let due = Day(iso: dueOn)?.ddMMyyyy ?? ""
        switch kind {
        case .stage:
            let since = Day(iso: startOn)?.ddMMyyyy ?? ""
            return "Nhắc việc: \(names.subject) ở bước hiện tại từ ngày \(since), đã dùng "
                + "\(percent) % thời hạn nội bộ đến ngày \(due) (\(rest)). Đề nghị \(asked) xử lý."
        case .letter:
            let number = letter?.number ?? ""
            let limit = due.isEmpty ? "" : ", thời hạn\(names.title) đến ngày \(due) (\(rest))"
            return "Văn bản đôn đốc số \(number): \(names.subject)\(limit). Nội dung: \(reason)"
        case .deadline, .unspecified, .unknown:
            return "Đôn đốc: \(names.subject), thời hạn\(names.title) đến ngày \(due) (\(rest)). "
                + "Đề nghị \(asked) xử lý."
        }
    }

    private var rest: String {
        switch lateDays {
        case ..<0: "còn \(-lateDays) ngày làm việc"
        case 0: "đến hạn"
        default: "quá hạn \(lateDays) ngày làm việc"
        }
    }
}
