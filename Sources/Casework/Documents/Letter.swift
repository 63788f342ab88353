package import Messages

/// A document of a file as a page to one person: what is printed, signed and put in an envelope.
///
/// Laid out as NĐ 30/2020/NĐ-CP Phụ lục I asks for; the words are those of the form. A pure value:
/// nothing of it is kept.
package struct Letter: Sendable {
    /// The document.
    package let document: Document
    /// The agency that sends it.
    package let sender: Agency
    /// Name of the body above it; empty for none.
    package let superior: String
    /// The case of the file; nil before there is one.
    package let file: Case?
    /// Who gets it.
    package let recipient: Party
    /// Title of the office that signed, be it of the sender or of a unit below it.
    package let signer: String

    /// Takes the document, who sends it, what it is about and who gets it.
    package init(
        _ document: Document,
        from sender: Agency,
        under superior: String,
        about file: Case?,
        to recipient: Party,
        signedBy signer: String
    ) {
        self.document = document
        self.sender = sender
        self.superior = superior
        self.file = file
        self.recipient = recipient
        self.signer = signer
    }

    /// A page of HTML in UTF-8, A4, and a label for the envelope on a page of its own.
    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <title>\(escaped(document.title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <section>
        \(head)
        <h1>\(escaped(heading))</h1>
        <h2>\(escaped(subject))</h2>
        <p class="to">Kính gửi: <strong>\(escaped(addressee))</strong></p>
        <p class="place">Địa chỉ: \(escaped(place))</p>
        \(paragraphs.map { "<p>\(escaped($0))</p>" }.joined(separator: "\n"))
        \(foot)
        </section>
        <section class="label">
        <p>Nơi gửi: \(escaped(sender.name))</p>
        <p class="number">Số: \(escaped(number))</p>
        <p>Người nhận: <strong>\(escaped(addressee))</strong></p>
        <p>Địa chỉ: \(escaped(place))</p>
        </section>
        </body>
        </html>

        """
    }

    private static let style = """
        @page { size: A4; margin: 20mm 15mm 20mm 30mm; }
        body { font: 13pt/1.4 "Times New Roman", "Liberation Serif", serif; margin: 0; }
        section { page-break-after: always; break-after: page; }
        table { width: 100%; border-collapse: collapse; }
        td { width: 50%; text-align: center; vertical-align: top; padding: 0; }
        td p { margin: 0; }
        h1, h2 { font-size: 14pt; text-align: center; margin: 0; }
        h1 { margin-top: 18pt; }
        h2 { margin-bottom: 18pt; }
        p { margin: 6pt 0; text-align: justify; text-indent: 10mm; }
        .plain, .to, .place, .label p, td p { text-indent: 0; }
        .to, .place { text-align: center; }
        .secret { border: 1pt solid; display: inline-block; padding: 0 6pt; font-weight: bold; }
        .list { text-align: left; font-size: 11pt; }
        .sign { height: 25mm; }
        .label { border: 1pt solid; padding: 6mm; width: 120mm; page-break-after: avoid; }
        .label p { text-align: left; }
        """

    private var head: String {
        let above = superior.isEmpty ? "" : "<p>\(escaped(superior.uppercased()))</p>"
        let copy = document.copyNumber > 0 ? "<p>Bản số: \(document.copyNumber)</p>" : ""
        let mark =
            document.secrecy == .confidential ? "<p><span class=\"secret\">MẬT</span></p>" : ""
        return """
            <table>
            <tr>
            <td>\(above)<p><strong>\(escaped(sender.name.uppercased()))</strong></p>\
            <p>Số: \(escaped(number))</p>\(mark)\(copy)</td>
            <td><p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong></p>\
            <p><strong>Độc lập - Tự do - Hạnh phúc</strong></p>\
            <p><em>\(escaped(dateline))</em></p></td>
            </tr>
            </table>
            """
    }

    private var foot: String {
        let lines = signature.map { "<p><strong>\(escaped($0.uppercased()))</strong></p>" }
        return """
            <table>
            <tr>
            <td class="list"><p><strong><em>Nơi nhận:</em></strong></p><p>- Như trên;</p>\
            <p>- Lưu: VT, hồ sơ.</p></td>
            <td>\(lines.joined())<p class="sign"></p></td>
            </tr>
            </table>
            """
    }

    /// In whose name it is signed, and by which office (NĐ 30/2020/NĐ-CP Đ.13).
    private var signature: [String] {
        let head = sender.offices.first(where: \.head)?.title ?? ""
        return switch document.signingMode {
        case .collective: ["TM. \(sender.name)", signer]
        case .deputy: ["KT. \(head)", signer]
        case .order: ["TL. \(head)", signer]
        case .authorised: ["TUQ. \(head)", signer]
        case .acting: ["Q. \(signer)"]
        case .head, .unspecified, .unknown: [signer]
        }
    }

    private var number: String { document.number.isEmpty ? "……/……" : document.number }

    private var dateline: String {
        guard let day = Day(iso: document.issuedOn)?.date else {
            return "……………, ngày …… tháng …… năm ………"
        }
        let month = day.month < 3 ? "0\(day.month)" : "\(day.month)"
        return "……………, ngày \(day.day < 10 ? "0" : "")\(day.day) tháng \(month) năm \(day.year)"
    }

    private var heading: String {
        switch document.register {
        case .decision: "QUYẾT ĐỊNH"
        case .letter: "CÔNG VĂN"
        case .slip: "PHIẾU"
        case .minutes: "BIÊN BẢN"
        case .invitation: "GIẤY MỜI"
        case .report: "BÁO CÁO"
        case .receipt: "GIẤY BIÊN NHẬN"
        case .notice, .petition, .reception, .unspecified, .unknown: "THÔNG BÁO"
        }
    }

    /// The title without the word that stands above it: "Thông báo thụ lý tố cáo" is "Về việc thụ
    /// lý tố cáo" under THÔNG BÁO.
    private var subject: String {
        let title = document.title
        guard title.lowercased().hasPrefix(heading.lowercased()) else { return title }
        let rest = title.dropFirst(heading.count).trimmedSpaces
        return rest.isEmpty ? "" : "Về việc \(rest)"
    }

    private var addressee: String {
        let name = recipient.fullName.isEmpty ? "……………………………" : recipient.fullName
        return recipient.kind == .organisation ? name : "Ông/Bà \(name)"
    }

    private var place: String {
        let written = recipient.address?.text ?? ""
        return written.isEmpty ? "……………………………" : written
    }

    private var you: String { recipient.kind == .organisation ? "quý cơ quan" : "Ông/Bà" }

    /// What it says, by its form.
    private var paragraphs: [String] {
        switch document.form {
        case "ND31/2019:05": acceptance
        case "ND31/2019:KTL": refusal
        case "ND30/2020:1.7": invitation
        default:
            [
                "\(sender.name) gửi \(you) văn bản: \(document.title).",
                "Vậy thông báo để \(you) biết.",
            ]
        }
    }

    /// Mẫu 05, NĐ 31/2019/NĐ-CP.
    private var acceptance: [String] {
        let decided = file?.acceptance.map { document in
            let day = Day(iso: document.issuedOn)?.ddMMyyyy ?? document.issuedOn
            return "Quyết định số \(document.number) ngày \(day)"
        }
        let due = file?.deadlines.last { $0.rule.hasPrefix("TC.RESOLVE") && $0.state == .open }
        let limit = due.flatMap { Day(iso: $0.dueOn) }
        return [
            "Căn cứ Luật Tố cáo ngày 12 tháng 6 năm 2018;",
            "\(sender.name) đã thụ lý giải quyết tố cáo của \(you)"
                + (decided.map { " theo \($0)" } ?? "") + ".",
        ]
            + (limit.map { ["Thời hạn giải quyết tố cáo: đến hết ngày \($0.ddMMyyyy)."] } ?? [])
            + [
                "Họ tên, địa chỉ, bút tích và thông tin cá nhân khác của \(you) được giữ bí mật "
                    + "theo Điều 56 Luật Tố cáo.",
                "Vậy thông báo để \(you) biết.",
            ]
    }

    private var refusal: [String] {
        [
            "Căn cứ Luật Tố cáo ngày 12 tháng 6 năm 2018;",
            "Sau khi kiểm tra điều kiện thụ lý, \(sender.name) không thụ lý giải quyết tố cáo của "
                + "\(you) vì không đủ điều kiện theo Điều 29 Luật Tố cáo.",
            "Vậy thông báo để \(you) biết.",
        ]
    }

    private var invitation: [String] {
        [
            "\(sender.name) kính mời \(you) đến làm việc.",
            "Thời gian: ……………………………", "Địa điểm: ……………………………",
            "Khi đến đề nghị mang theo giấy mời này.",
        ]
    }

    private func escaped(_ text: String) -> String {
        var page = ""
        for character in text {
            switch character {
            case "&": page += "&amp;"
            case "<": page += "&lt;"
            case ">": page += "&gt;"
            case "\"": page += "&quot;"
            case "'": page += "&#39;"
            case _ where character.isNewline: page += " "
            default: page.append(character)
            }
        }
        return page
    }
}

extension Substring {
    fileprivate var trimmedSpaces: Substring {
        drop { $0.isWhitespace }
    }
}
