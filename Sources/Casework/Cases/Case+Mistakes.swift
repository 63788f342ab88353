package import Messages

extension Case {
    /// A case stands on the head's acceptance from its first day.
    package var isSettled: Bool { true }

    package static let isImportable = true

    package static let correctable = Correctable(
        openingFields + decisionFields + conclusionFields + enforcementFields + feedbackFields
            + handOverFields,
        orders: [
            [
                "acceptance.issued_on", "verification.assignment.issued_on",
                "verification.report.issued_on", "decision.document.issued_on",
                "decision.sent_on", "decision.received_on", "closed_on",
            ],
            ["filed_on", "acceptance.issued_on"],
            ["decision.document.issued_on", "decision.receipts[].received_on", "closed_on"],
            [
                "acceptance.issued_on", "verification.assignment.issued_on", "dialogue.held_on",
                "decision.document.issued_on", "decision.effective_on", "enforcement.started_on",
                "enforcement.finished_on", "closed_on",
            ],
            [
                "acceptance.issued_on", "verification.assignment.issued_on",
                "verification.report.issued_on", "denunciation.conclusion.document.issued_on",
                "denunciation.conclusion.acted_on", "enforcement.started_on",
            ],
            [
                "denunciation.conclusion.document.issued_on", "denunciation.conclusion.sent_on",
                "closed_on",
            ],
        ]
    )

    private static let openingFields =
        CorrectableField.document(
            "acceptance",
            events: ["complaint.accepted", "denunciation.acceptance_decision"]
        )
        + CorrectableField.document("verification.assignment")
        + CorrectableField.document("verification.report")
        + [
            // The day of receipt, from which a denunciation may be withdrawn.
            CorrectableField("filed_on", .day, events: ["denunciation.received"]),
            CorrectableField("verification.agency", .text(max: 200)),
            CorrectableField("verification.results_differ", .any),
            CorrectableField("dialogue.held_on", .day),
            CorrectableField("dialogue.minutes_number", .text(max: 50)),
            CorrectableField("dialogue.attended", .any),
        ]

    private static let decisionFields =
        CorrectableField.document(
            "decision.document",
            events: ["decision1.issued", "decision2.issued", "decision.issued"]
        )
        + [
            CorrectableField("decision.conclusion", .choice),
            CorrectableField("decision.action", .choice),
            CorrectableField("decision.summary", .text(max: 4_000)),
            CorrectableField("decision.money_vnd", .number(0...Int64.max)),
            CorrectableField("decision.land_centi_m2", .number(0...Int64.max)),
            CorrectableField(
                "decision.sent_on",
                .day,
                events: ["decision1.sent", "decision2.sent"]
            ),
            // Each complainant has windows of one's own.
            CorrectableField("decision.receipts[].received_on", .day, events: receipt),
            CorrectableField(
                "decision.received_on",
                .day,
                events: receipt,
                parts: "decision.receipts"
            ),
            CorrectableField("decision.effective_on", .day),
            CorrectableField("lawsuit.court", .text(max: 200)),
            CorrectableField("lawsuit.judgment.court", .text(max: 200)),
        ] + CorrectableField.document("lawsuit.judgment.document")

    private static let receipt: Set = ["decision1.received", "decision.received_or_known"]

    private static let conclusionFields =
        CorrectableField.document(
            "denunciation.conclusion.document",
            events: ["conclusion.issued"]
        )
        + [
            CorrectableField("denunciation.conclusion.summary", .text(max: 4_000)),
            CorrectableField("denunciation.conclusion.sent_on", .day, events: ["conclusion.sent"]),
            CorrectableField(
                "denunciation.conclusion.acted_on",
                .day,
                events: ["conclusion.acted_on"]
            ),
            CorrectableField(
                "denunciation.notified_on",
                .day,
                events: ["denunciation.acceptance_notified"]
            ),
        ]

    private static let enforcementFields =
        [
            CorrectableField("enforcement.started_on", .day, events: ["enforcement.started"]),
            CorrectableField("enforcement.finished_on", .day),
            CorrectableField("enforcement.items[].kind", .choice),
            CorrectableField("enforcement.items[].amount_due", .number(1...Int64.max)),
            CorrectableField("enforcement.items[].amount_done", .number(0...Int64.max)),
            CorrectableField("enforcement.items[].due_on", .anyDay),
            CorrectableField("enforcement.items[].done_on", .day),
            CorrectableField("enforcement.items[].subject", .text(max: 500)),
            CorrectableField("enforcement.items[].dropped.ground", .text(max: 1_000)),
            CorrectableField("enforcement.obstacles[].reason", .text(max: 1_000)),
            CorrectableField("closed_on", .day, events: ["case.file_closed"]),
        ] + CorrectableField.document("enforcement.reports[]")

    private static let feedbackFields =
        CorrectableField.document("feedback.answers[].document", events: ["feedback.answered"])
        + [
            CorrectableField("feedback.answers[].summary", .text(max: 4_000)),
            CorrectableField("feedback.tasks[].content", .text(max: 2_000)),
            CorrectableField("feedback.tasks[].assigned_on", .day),
            CorrectableField("feedback.reraises[].new_facts", .text(max: 2_000)),
        ]

    private static let handOverFields =
        CorrectableField.document("hand_over.minutes", events: ["file.handed_over"])
        + [CorrectableField("hand_over.receiver", .text(max: 200))]

    package func check(_ checks: inout Checks) {
        for (index, item) in (enforcement?.items ?? []).enumerated() {
            checks.require(
                item.amountDone <= item.amountDue
                    && (item.doneOn.isEmpty || item.amountDone == item.amountDue),
                "enforcement.items[\(index)].amount_done",
                "is \(item.amountDone), which does not go with \(item.amountDue) due and its done_on",
                "correct what is due, what is done and the day together"
            )
        }
        let ids = (enforcement?.items ?? []).map(\.id)
        checks.require(
            ids == ids.indices.map { String($0 + 1) },
            "enforcement.items",
            "are not numbered 1, 2 … in their order",
            "give the ids \"1\", \"2\" …"
        )
        guard let decision else { return }
        checks.require(
            decision.conclusion != .wellFounded || decision.action != .uphold,
            "decision.action",
            "upholds what a well-founded complaint is directed against",
            "correct conclusion and action together (Luật Khiếu nại 2011 Đ.31)"
        )
    }

    package mutating func void() { state = .voided }

    package mutating func align() {
        alignItems()
        let last = decision?.receipts.map(\.receivedOn).max()
        if let last { decision?.receivedOn = last }
    }

    /// What a correction of the acceptance changes in the petition: the same notice stands there.
    package static func mirrored(_ fields: [FieldCorrection]) -> [FieldCorrection] {
        fields.compactMap { field in
            let parts = field.field.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, parts[0] == "acceptance" else { return nil }
            return FieldCorrection(
                field: "handling.document.\(parts[1])",
                valueJson: field.valueJson
            )
        }
    }
}
