import Casework
import Messages
import TestSupport

/// Routes, drafts and offices as tests of approval use them.
enum ApprovalSample {
    static let unitHead = Approver(kind: .unitHead)
    static let agencyHead = Approver(kind: .agencyHead)

    /// The deputy, then the head, who signs.
    static let route = ApprovalRoute(
        name: "Quy trình chung",
        levels: [
            ApprovalLevel(
                title: "Phó phòng kiểm tra",
                approver: Approver(kind: .office, office: "H29.02.PP")
            ),
            ApprovalLevel(title: "Giám đốc duyệt", approver: agencyHead),
        ],
        signer: agencyHead
    )

    /// A division of the home agency with a head of its own.
    static let division: Agency = {
        var division = Sample.agency("H29.02.01", "Phòng Thanh tra", .division, parent: "H29.02")
        division.offices = [Office(code: "H29.02.01.TP", title: "Trưởng phòng", head: true)]
        return division
    }()

    /// The world for somebody who acts in some offices, where drafts go along some routes.
    static func world(
        _ officer: String = "an",
        in offices: Set<String> = [],
        _ routes: [ApprovalRoute] = [route]
    ) -> Context {
        Context(
            today: day("2026-12-30"),
            agency: "H29.02",
            officer: officer,
            calendar: .national,
            rulebook: .builtin,
            offices: offices,
            routes: routes
        )
    }

    /// Who may approve: the file lies in a unit, and is kept from some offices.
    static func approvers(
        unit: String = "H29.02",
        kept: Set<String> = []
    ) -> Approvers {
        let bodies = [Sample.city, Sample.home, Sample.foreign, division]
        return Approvers(
            of: "H29.02",
            unit: unit,
            body: { code in bodies.first { $0.code == code } },
            lies: { $0.hasPrefix("H29.02") },
            isKept: kept.contains
        )
    }

    static var colleagues: Colleagues {
        Colleagues(
            unit: { $0.hasPrefix("H29.02") ? Sample.home : nil },
            officer: { $0 == "nobody" ? nil : Officer(code: $0, agency: "H29.02") },
            isKept: { $0.code == "kept" },
            substitution: Sample.substitution()
        )
    }

    /// A draft that was submitted by an, at the deputy's level.
    static func submitted(_ document: Document) -> Document {
        var draft = document
        draft.approval = Approval(
            state: .waiting,
            route: route.name,
            round: 1,
            steps: [
                ApprovalStep(title: "Phó phòng kiểm tra", office: "H29.02.PP"),
                ApprovalStep(title: "Giám đốc duyệt", office: "H29.02.GD"),
            ],
            level: 1,
            signerOffice: "H29.02.GD",
            drafter: "an"
        )
        return draft
    }

    static func remarked(_ document: Document) -> Document {
        var draft = submitted(document)
        draft.approval?.remarks = [
            DraftRemark(number: 1, assignee: "an", wantedBy: "2026-12-31", office: "H29.02.PP")
        ]
        return draft
    }

    /// How each command acts on a document in one of its states.
    static let plays: [Play<Document>] = [
        Play("ApprovalService/SubmitDraft") {
            try SubmitDraftRequest(id: "d1").decide($0, approvers(), world())
        },
        Play("ApprovalService/ApproveDrafts") {
            try SeenDraft(id: "d1", etag: $0.etag)
                .decide(submitted($0), world("minh", in: ["H29.02.PP"]))
        },
        Play("ApprovalService/ReturnDraft") {
            try ReturnDraftRequest(id: "d1", reason: "Bổ sung căn cứ")
                .decide(submitted($0), senders: nobody, world("minh", in: ["H29.02.PP"]))
        },
        Play("ApprovalService/WithdrawDraft") {
            try WithdrawDraftRequest(id: "d1").decide(submitted($0), world())
        },
        Play("ApprovalService/RemarkDraft") {
            try RemarkDraftRequest(id: "d1", content: "Nêu rõ căn cứ", wantedBy: "2026-12-31")
                .decide(
                    submitted($0),
                    colleagues,
                    senders: nobody,
                    world("minh", in: ["H29.02.PP"])
                )
        },
        Play("ApprovalService/ResolveRemark") {
            try ResolveRemarkRequest(id: "d1", number: 1, resolution: "Đã bổ sung")
                .decide(remarked($0), senders: nobody, world())
        },
    ]
}
