package import Messages

extension Document {
    private typealias Row = StateTransition<Document>

    private static let sending = "NĐ 30/2020/NĐ-CP Đ.18"

    /// The commands on a document, from the draft to the hands of its recipients.
    package static let table: [StateTransition<Document>] =
        [
            Row(
                "DocumentService/DraftDocument",
                "Dự thảo văn bản",
                to: [.draft],
                basis: "NĐ 30/2020/NĐ-CP Đ.10"
            ),
            Row(
                "DocumentService/SignDocument",
                "Ký văn bản",
                from: [.draft],
                to: [.signed],
                after: \.lastActOn,
                needs: "a draft",
                basis: "NĐ 30/2020/NĐ-CP Đ.13"
            ),
            Row(
                "DocumentService/IssueDocument",
                "Ban hành văn bản",
                from: [.signed],
                to: [.issued],
                after: \.signedOn,
                needs: "a signed document",
                basis: "NĐ 30/2020/NĐ-CP Đ.15"
            ),
            Row(
                "DocumentService/NumberDocument",
                "Ghi số văn bản",
                from: [.issued],
                after: \.signedOn,
                needs: "an issued document",
                basis: "NĐ 30/2020/NĐ-CP Đ.15"
            ),
            Row(
                "DocumentService/SendDocument",
                "Gửi, niêm yết văn bản",
                from: [.issued],
                after: \.issuedOn,
                sends: true,
                needs: "an issued document",
                basis: sending
            ),
            Row(
                "DocumentService/RecordDelivery",
                "Ghi ngày nhận văn bản",
                from: [.issued],
                after: \.issuedOn,
                needs: "an issued document",
                basis: sending
            ),
            Row(
                "DocumentService/ReturnMail",
                "Ghi văn bản bị trả lại",
                from: [.issued],
                after: \.issuedOn,
                needs: "an issued document",
                basis: sending
            ),
        ] + approving

    package func obstacle(to method: String, _ context: Context) -> Obstacle? {
        switch method {
        case "DocumentService/NumberDocument" where !number.isEmpty:
            return Obstacle(
                .guard,
                "a document without a number",
                vi: "văn bản chưa có số",
                basis: "NĐ 30/2020/NĐ-CP Đ.15"
            )
        case "DocumentService/SendDocument" where number.isEmpty:
            return Obstacle(
                .document,
                "the document's number",
                vi: "số văn bản",
                basis: Self.sending
            )
        case "DocumentService/SendDocument" where recipients.isEmpty:
            return Obstacle(
                .guard,
                "a document with recipients",
                vi: "văn bản có nơi nhận",
                basis: Self.sending
            )
        case "DocumentService/RecordDelivery", "DocumentService/ReturnMail":
            guard !deliveries.contains(where: \.isOnItsWay) else { return nil }
            return Obstacle(
                .guard,
                "a delivery that has neither arrived nor come back",
                vi: "lượt gửi chưa nhận và chưa bị trả lại",
                basis: Self.sending
            )
        default:
            return approvalObstacle(to: method, context)
        }
    }
}
