import Messages

extension Document {
    /// The remarks of a round, so that a record stays small.
    private static let remarksMax = 50

    /// What keeps a command on the way to the signature from acting; nil when nothing does.
    func approvalObstacle(to method: String, _ context: Context) -> Obstacle? {
        switch method {
        case "ApprovalService/SubmitDraft": submitting(context)
        case "ApprovalService/ApproveDrafts":
            standing([.waiting], context) ?? (openRemarks.isEmpty ? nil : Self.unresolved)
        case "ApprovalService/ReturnDraft": standing([.waiting, .approved], context)
        case "ApprovalService/WithdrawDraft": withdrawing(context)
        case "ApprovalService/RemarkDraft":
            standing([.waiting], context)
                ?? ((approval?.remarks.count ?? 0) < Self.remarksMax
                    ? nil
                    : Self.needs(
                        "a draft with fewer than \(Self.remarksMax) remarks in its round",
                        "dự thảo có ít hơn \(Self.remarksMax) ý kiến trong lượt trình"
                    ))
        case "ApprovalService/ResolveRemark":
            openRemarks.contains { $0.isResolved(by: context) }
                ? nil
                : Self.needs(
                    "an open remark that is for the officer, or of the officer's office",
                    "ý kiến chưa giải quyết giao cho cán bộ hoặc do chức danh của cán bộ nêu"
                )
        case "DocumentService/SignDocument": signing(context)
        // What the body before this one signed goes out as it is.
        case "DocumentService/IssueDocument" where isSigned(by: agency): signing(context)
        default: nil
        }
    }

    private func submitting(_ context: Context) -> Obstacle? {
        if approvalState != .drafting {
            return Self.needs("a draft that is with who drafts it", "dự thảo đang soạn thảo")
        }
        if !openRemarks.isEmpty { return Self.unresolved }
        return context.routes.routes(for: form).isEmpty
            ? Self.needs(
                "a route for the form \(form) in the agency",
                "quy trình trình duyệt cho mẫu văn bản này"
            ) : nil
    }

    private func withdrawing(_ context: Context) -> Obstacle? {
        guard approvalState != .drafting else {
            return Self.needs("a draft that was submitted", "dự thảo đã trình")
        }
        return approval?.drafter == context.officer
            ? nil : Self.needs("the officer who submitted it", "cán bộ đã trình dự thảo")
    }

    /// Demands that the draft is so far, and at an office of whoever acts.
    private func standing(_ states: Set<ApprovalState>, _ context: Context) -> Obstacle? {
        guard states.contains(approvalState) else {
            return Self.needs(
                "a draft that waits for approval",
                "dự thảo đang trình duyệt"
            )
        }
        return context.offices.contains(waitingOffice)
            ? nil
            : Self.needs(
                "the office where it stands, \(waitingOffice)",
                "chức danh đang giữ bước duyệt (\(waitingOffice))"
            )
    }

    private func isSigned(by body: String) -> Bool {
        Agency.code(ofOffice: signerOffice) == body
    }

    /// Nobody signs or issues what was not approved at every level.
    private func signing(_ context: Context) -> Obstacle? {
        let isOnRoute =
            approvalState == .waiting || !context.routes.routes(for: form).isEmpty
        guard isOnRoute, approvalState != .approved else { return nil }
        let left = approval.map { $0.steps.filter(\.approvedBy.isEmpty).map(\.title) } ?? []
        let names = left.isEmpty ? "" : ": " + left.joined(separator: ", ")
        return Self.needs(
            "the approval of the draft at every level of its route\(names)",
            "dự thảo được duyệt đủ các cấp của quy trình trình duyệt\(names)"
        )
    }

    private static let unresolved = needs(
        "a draft whose remarks are all resolved",
        "dự thảo đã tiếp thu, giải trình hết ý kiến"
    )

    private static func needs(_ missing: String, _ vi: String) -> Obstacle {
        Obstacle(.guard, missing, vi: vi, basis: approvalBasis)
    }
}

extension DraftRemark {
    /// Whether whoever acts may resolve it: whom it is for, or who holds the office that made it.
    func isResolved(by context: Context) -> Bool {
        assignee == context.officer || context.offices.contains(office)
    }
}
