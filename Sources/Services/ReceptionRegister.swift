import Casework
import Messages

extension Visit {
    /// The visit as a row of the reception register, form 03/TCD of NĐ 154/2026/NĐ-CP.
    ///
    /// - Parameters:
    ///   - persons: The visitors in clear; nil when they are guarded as secret.
    ///   - bodyName: The name of a body by its code; what is no code stays.
    ///   - petitionNumber: The number in the register of a petition.
    /// - Returns: The row, with texts in Vietnamese as they stand on paper.
    func registerRow(
        _ persons: [Party]?,
        bodyName: (String) throws -> String,
        petitionNumber: (String) throws -> RegisterNumber?
    ) rethrows -> ReceptionRegisterRow {
        var named = self
        for index in contents.indices {
            named.contents[index].targetAgency = try bodyName(contents[index].targetAgency)
            named.contents[index].settledBy = try bodyName(contents[index].settledBy)
        }
        return try named.row(persons, petitionNumber)
    }

    private func row(
        _ persons: [Party]?,
        _ petitionNumber: (String) throws -> RegisterNumber?
    ) rethrows -> ReceptionRegisterRow {
        ReceptionRegisterRow(
            number: registerNumber?.number ?? 0,
            receivedOn: receivedOn,
            visitor: persons.map { $0.map(\.line).joined(separator: "; ") } ?? "Bí mật",
            identityPaper: persons.map(shown) ?? "",
            partySize: partySize,
            content: texts(\.summary),
            classification: texts { $0.type.name },
            settledBy: texts(\.settledBy),
            accepted: try contents.filter { $0.outcome == .petition }.map { content in
                let number = try petitionNumber(content.petitionId)
                return number.map { "Đơn số \($0.number)/\($0.year)" } ?? "Đơn"
            }.joined(separator: "; "),
            guided: texts { $0.outcome == .guided ? $0.outcomeText("Hướng dẫn đến") : "" },
            transferred: texts(\.passedOn),
            result: notices.map(\.line).joined(separator: "; "),
            note: note
        )
    }

    /// A text of every content that has one, numbered where the visit has several.
    private func texts(_ text: (VisitContent) -> String) -> String {
        contents.filter { !text($0).isEmpty }
            .map { contents.count > 1 ? "(\($0.number)) \(text($0))" : text($0) }
            .joined(separator: "; ")
    }

    private func shown(_ persons: [Party]) -> String {
        let number = persons.first { $0.role != .agent }?.idNumber ?? ""
        return [identityPaper.name, number].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var note: String {
        var notes: [String] = isVoid ? ["Huỷ"] : []
        if let refusal {
            let titles = RefusalGround.all.filter { refusal.grounds.contains($0.code) }
                .map { "\($0.code) \($0.title)" }
            notes.append("Từ chối tiếp: \(titles.joined(separator: ", "))")
            if let notice = refusal.notice { notes.append("Thông báo \(notice.line)") }
        }
        if !departedOn.isEmpty { notes.append("Đã về ngày \(departedOn.printedDay)") }
        if delegation { notes.append("Đoàn \(partySize) người") }
        if online { notes.append("Tiếp trực tuyến") }
        return notes.joined(separator: "; ")
    }
}

extension VisitContent {
    /// Where it went, when it was transferred, urged or laid before a leader.
    fileprivate var passedOn: String {
        switch outcome {
        case .transferred: outcomeText("Chuyển")
        case .urged: outcomeText("Đôn đốc")
        case .referred: "Báo cáo lãnh đạo ngày \(outcomeOn.printedDay)"
        default: ""
        }
    }

    fileprivate func outcomeText(_ verb: String) -> String {
        let paper = document.map { ", văn bản \($0.line)" } ?? " ngày \(outcomeOn.printedDay)"
        return "\(verb) \(targetAgency)\(paper)"
    }
}

extension DocumentReference {
    fileprivate var line: String { "số \(number) ngày \(issuedOn.printedDay)" }
}

extension VisitNotice {
    fileprivate var line: String {
        let name =
            switch result {
            case .accepted: "Đã tiếp nhận, xử lý"
            case .refused: "Từ chối thụ lý"
            case .transferred: "Đã chuyển cơ quan có thẩm quyền"
            case .answered: "Đã trả lời"
            case .needsLonger: "Cần kéo dài đến \(expectedOn.printedDay)"
            case .unspecified, .unknown: ""
            }
        let paper = document.map { ", văn bản \($0.line)" } ?? ""
        return "\(name), báo ngày \(notifiedOn.printedDay)\(paper)"
    }
}

extension Party {
    /// Name and address, and what the party does when it is no visitor of its own.
    fileprivate var line: String {
        let role =
            switch role {
            case .representative: " (đại diện)"
            case .agent: " (được ủy quyền)"
            case .sender, .unspecified, .unknown: ""
            }
        let place = address?.text ?? ""
        return fullName + role + (place.isEmpty ? "" : ", \(place)")
    }
}

extension PetitionType {
    fileprivate var name: String {
        switch self {
        case .complaint: "Khiếu nại"
        case .denunciation: "Tố cáo"
        case .feedback: "Kiến nghị, phản ánh"
        case .mixed: "Nhiều nội dung"
        case .unspecified, .unknown: ""
        }
    }
}

extension IdentityPaper {
    fileprivate var name: String {
        switch self {
        case .card: "Căn cước"
        case .certificate: "Giấy chứng nhận căn cước"
        case .number: "Số định danh"
        case .passport: "Hộ chiếu"
        case .other: "Giấy tờ khác"
        case .unspecified, .unknown: ""
        }
    }
}

extension String {
    /// "2026-07-10" as "10/07/2026".
    fileprivate var printedDay: String {
        split(separator: "-").reversed().joined(separator: "/")
    }
}
