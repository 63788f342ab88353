import Messages

/// What a content must be for an outcome (Luật Tiếp công dân 2013 Đ.26, Đ.28).
struct OutcomeGuard: Sendable {
    /// The outcome.
    let outcome: ReceptionOutcome
    /// Whether the outcome is open for an open content.
    let allows: @Sendable (VisitContent) -> Bool
    /// What is missing, in English.
    let missing: String
    /// The same in Vietnamese.
    let missingVi: String
    /// Its ground in the law.
    let basis: String

    /// The guard of a method; nil for a method that is about no content.
    static func of(_ method: String) -> OutcomeGuard? { all[method] }

    private static let all: [String: OutcomeGuard] = [
        "ReceptionService/SplitContents": OutcomeGuard(
            outcome: .unspecified,
            allows: { _ in true },
            missing: "a content of which nothing has come yet",
            missingVi: "nội dung chưa có kết quả xử lý",
            basis: "Luật Tiếp công dân 2013 Đ.25"
        ),
        "ReceptionService/AnswerDirectly": OutcomeGuard(
            outcome: .answered,
            allows: { $0.type == .feedback },
            missing: "open feedback, which alone is answered on the spot",
            missingVi: "kiến nghị, phản ánh chưa có kết quả xử lý",
            basis: "Luật Tiếp công dân 2013 Đ.28 k.1"
        ),
        "ReceptionService/OpenPetition": OutcomeGuard(
            outcome: .petition,
            allows: { $0.competence == .mine },
            missing: "an open content within the agency's competence",
            missingVi: "nội dung thuộc thẩm quyền chưa có kết quả xử lý",
            basis: "Luật Tiếp công dân 2013 Đ.26 k.1"
        ),
        "ReceptionService/GuideCitizen": OutcomeGuard(
            outcome: .guided,
            allows: { $0.competence != .mine },
            missing: "an open content of another body's competence",
            missingVi: "nội dung không thuộc thẩm quyền chưa có kết quả xử lý",
            basis: "Luật Tiếp công dân 2013 Đ.26 k.2"
        ),
        // Of a denunciation that is overdue the superior takes over himself.
        "ReceptionService/UrgeSubordinate": OutcomeGuard(
            outcome: .urged,
            allows: { $0.competence == .subordinate && $0.type != .denunciation },
            missing: "an open content of a subordinate body's competence that is no denunciation",
            missingVi: "khiếu nại, kiến nghị, phản ánh thuộc thẩm quyền cấp dưới",
            basis: "Luật Tiếp công dân 2013 Đ.26 k.3; Luật Tố cáo 2018 Đ.38 k.5"
        ),
        "ReceptionService/TransferDenunciation": OutcomeGuard(
            outcome: .transferred,
            allows: {
                ($0.type == .denunciation || $0.type == .feedback) && $0.competence != .mine
            },
            missing: "an open denunciation or feedback of another body's competence",
            missingVi: "tố cáo, kiến nghị, phản ánh không thuộc thẩm quyền",
            basis: "Luật Tiếp công dân 2013 Đ.26; Luật Tố cáo 2018 Đ.24 k.2"
        ),
        "ReceptionService/ReportToLeader": OutcomeGuard(
            outcome: .referred,
            allows: { _ in true },
            missing: "a content of which nothing has come yet",
            missingVi: "nội dung chưa có kết quả xử lý",
            basis: "Luật Tiếp công dân 2013 Đ.18 k.3"
        ),
    ]
}
