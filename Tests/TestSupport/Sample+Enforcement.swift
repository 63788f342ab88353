package import Messages

extension Sample {
    /// What the decision of 12/08 orders: money by 31/10, land by 15/10.
    package static let items = [
        EnforcementItem(
            kind: .moneyToPersons,
            amountDue: 25_000_000,
            dueOn: "2026-10-31",
            subject: "Chi trả bổ sung tiền bồi thường"
        ),
        EnforcementItem(
            kind: .landToPersons,
            amountDue: 12_050,
            dueOn: "2026-10-15",
            subject: "Giao lại phần đất thu hồi sai"
        ),
    ]

    /// The enforcement of it from 30/09 on.
    package static func start(
        _ id: String,
        by agency: String = "H29.02",
        _ items: [EnforcementItem] = items
    ) -> StartEnforcementRequest {
        StartEnforcementRequest(id: id, agency: agency, actedOn: "2026-09-30", items: items)
    }

    /// A report on it.
    package static func progress(
        _ id: String,
        _ done: [(item: String, amount: Int64)] = [("1", 25_000_000), ("2", 12_050)],
        on day: String = "2026-10-01",
        obstacles: [EnforcementObstacle] = []
    ) -> ReportEnforcementRequest {
        ReportEnforcementRequest(
            id: id,
            report: DocumentReference(number: "52/BC-SNV", issuedOn: day),
            progress: done.map { EnforcementProgress(item: $0.item, amountDone: $0.amount) },
            obstacles: obstacles
        )
    }

    /// An item that a document of 05/10 drops.
    package static func drop(_ id: String, _ item: String) -> DropItemRequest {
        DropItemRequest(
            id: id,
            item: item,
            ground: "Hai bên đã thỏa thuận nhận đất tái định cư",
            document: DocumentReference(number: "60/QĐ-SNV", issuedOn: "2026-10-05")
        )
    }

    /// Acceptance of feedback by a notice of 14/07.
    package static func acceptFeedback(_ petition: String) -> AcceptFeedbackRequest {
        AcceptFeedbackRequest(
            petitionId: petition,
            office: "H29.02.GD",
            notice: DocumentReference(number: "16/TB-SNV", issuedOn: "2026-07-14")
        )
    }

    /// The work on it, assigned on 16/07.
    package static func assignTask(_ id: String, to agency: String = "") -> AssignTaskRequest {
        AssignTaskRequest(
            id: id,
            agency: agency,
            content: "Kiểm tra hiện trường, báo cáo kết quả",
            actedOn: "2026-07-16"
        )
    }

    /// The answer of 28/07.
    package static func answer(_ id: String) -> AnswerFeedbackRequest {
        AnswerFeedbackRequest(
            id: id,
            document: DocumentReference(number: "70/SNV", issuedOn: "2026-07-28"),
            summary: "Đã sửa hệ thống chiếu sáng của hẻm"
        )
    }
}
