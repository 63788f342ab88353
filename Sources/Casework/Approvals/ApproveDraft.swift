package import Messages

extension ApproveDraftsRequest {
    /// How many drafts are approved at once at most.
    package static let draftsMax = 50

    /// Checks how many drafts it names, and that it names each once.
    ///
    /// - Throws: `CaseworkError.invalid` with every violation.
    package func check(_ context: Context) throws(CaseworkError) {
        var checks = Checks(today: context.today)
        checks.require(
            (1...Self.draftsMax).contains(drafts.count)
                && Set(drafts.map(\.id)).count == drafts.count,
            "drafts",
            "holds \(drafts.count) entries, outside 1 to \(Self.draftsMax), or one of them twice",
            "name each draft once"
        )
        for (index, draft) in drafts.prefix(Self.draftsMax).enumerated() {
            checks.require(
                !draft.etag.isEmpty,
                "drafts[\(index)].etag",
                "is missing where a draft is approved",
                "send the etag of the version that you have read"
            )
        }
        try checks.finish()
    }
}

extension SeenDraft {
    /// Decides that a draft is approved at the level where it stands.
    ///
    /// - Throws: `CaseworkError.etagMismatch` for one that changed since it was read, `.notAllowed`
    ///   naming what forbids it.
    package func decide(
        _ document: Document,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try document.admit("ApprovalService/ApproveDrafts", context)
        guard etag == document.etag else {
            throw .etagMismatch(current: document.etag, changed: [])
        }
        let fact = DraftApproved(
            level: document.approval?.level ?? 0,
            officer: context.officer,
            office: document.waitingOffice
        )
        return [document.event(.draftApproved(fact), on: context.today)]
    }
}

extension ReturnDraftRequest {
    /// Decides that a draft comes back to an earlier level or to who drafts it.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try document.admit("ApprovalService/ReturnDraft", context)
        let approval = document.approval ?? Approval()
        let stands =
            approval.state == .approved ? Int32(approval.steps.count + 1) : approval.level
        var checks = Checks(today: context.today)
        checks.require(
            (0..<stands).contains(level),
            "level",
            "is \(level), not before the one at which it stands",
            "give 0 for who drafts it, or a level up to \(stands - 1)"
        )
        checks.text(reason, "reason", max: 1_000)
        checks.namesNobody(reason, "reason", senders)
        try checks.finish()
        let fact = DraftReturned(
            level: level,
            officer: context.officer,
            office: document.waitingOffice,
            reason: reason
        )
        return [document.event(.draftReturned(fact), on: context.today)]
    }
}

extension WithdrawDraftRequest {
    /// Decides that who submitted a draft takes it back.
    ///
    /// - Throws: `CaseworkError` naming what forbids it.
    package func decide(
        _ document: Document,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try document.admit("ApprovalService/WithdrawDraft", context)
        let fact = DraftWithdrawn(officer: context.officer)
        return [document.event(.draftWithdrawn(fact), on: context.today)]
    }
}

extension RemarkDraftRequest {
    /// Decides that a remark is made at the level where a draft stands.
    ///
    /// - Parameters:
    ///   - document: The draft.
    ///   - colleagues: Whom it may be given to.
    ///   - senders: Whom it may not name.
    ///   - context: The day and who acts.
    /// - Returns: The fact.
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        _ colleagues: Colleagues,
        senders: SenderNames,
        _ context: Context
    ) throws -> [Event] {
        _ = try document.admit("ApprovalService/RemarkDraft", context)
        let approval = document.approval ?? Approval()
        var checks = Checks(today: context.today)
        checks.text(content, "content", max: 1_000)
        checks.namesNobody(content, "content", senders)
        checks.require(
            Day(iso: wantedBy).map { $0 >= context.today } ?? false,
            "wanted_by",
            "is no day from today on",
            "write it as YYYY-MM-DD"
        )
        let isDrafter = assignee.isEmpty || assignee == approval.drafter
        if !isDrafter { _ = try colleagues.check(officer: assignee, "assignee", &checks) }
        try checks.finish()
        let remark = DraftRemark(
            number: Int32(approval.remarks.count + 1),
            content: content,
            assignee: isDrafter ? approval.drafter : assignee,
            wantedBy: wantedBy,
            madeBy: context.officer,
            office: document.waitingOffice,
            madeOn: context.today.iso
        )
        return [document.event(.remarkMade(RemarkMade(remark: remark)), on: context.today)]
    }
}

extension ResolveRemarkRequest {
    /// Decides that a remark is resolved.
    ///
    /// - Throws: `CaseworkError` naming every violation, or what forbids it.
    package func decide(
        _ document: Document,
        senders: SenderNames,
        _ context: Context
    ) throws(CaseworkError) -> [Event] {
        _ = try document.admit("ApprovalService/ResolveRemark", context)
        let mine = document.openRemarks.filter { $0.isResolved(by: context) }.map(\.number)
        var checks = Checks(today: context.today)
        checks.require(
            mine.contains(number),
            "number",
            "is \(number), which names no open remark that whoever acts may resolve",
            "give one of \(mine.map(String.init).joined(separator: ", "))"
        )
        checks.text(resolution, "resolution", max: 1_000)
        checks.namesNobody(resolution, "resolution", senders)
        try checks.finish()
        let fact = RemarkResolved(
            number: number,
            officer: context.officer,
            resolution: resolution
        )
        return [document.event(.remarkResolved(fact), on: context.today)]
    }
}
