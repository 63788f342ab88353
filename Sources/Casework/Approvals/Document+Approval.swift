package import Messages

/// How far a draft has come, and where it stands.
extension Document {
    /// Who approves what is the agency's own order.
    static let approvalBasis = "NĐ 30/2020/NĐ-CP Đ.10–13; Quy chế làm việc của cơ quan"

    /// The commands on a draft on its way to the signature.
    ///
    /// None of them is undone: what was said to others is taken back by saying something else.
    static let approving: [StateTransition<Document>] = [
        row("SubmitDraft", "Trình duyệt dự thảo"),
        row("ApproveDrafts", "Duyệt dự thảo"),
        row("ReturnDraft", "Trả lại dự thảo"),
        row("WithdrawDraft", "Rút dự thảo đã trình"),
        row("RemarkDraft", "Góp ý dự thảo"),
        row("ResolveRemark", "Tiếp thu, giải trình ý kiến"),
    ]

    private static func row(_ method: String, _ title: String) -> StateTransition<Document> {
        StateTransition(
            "ApprovalService/\(method)",
            title,
            from: [.draft],
            after: \.lastActOn,
            sends: true,
            needs: "a draft",
            basis: approvalBasis
        )
    }

    /// Where the draft is on its way.
    package var approvalState: ApprovalState { approval?.state ?? .drafting }

    /// Code of the office that has to act on the draft; empty while it is with who drafts it.
    package var waitingOffice: String {
        guard state == .draft, let approval else { return "" }
        switch approval.state {
        case .waiting: return approval.step?.office ?? ""
        case .approved:
            return approval.signerOffice.isEmpty
                ? approval.steps.last?.office ?? "" : approval.signerOffice
        case .drafting, .unspecified, .unknown: return ""
        }
    }

    /// The remarks that are to be resolved before the draft goes on.
    package var openRemarks: [DraftRemark] {
        guard state == .draft else { return [] }
        return approval?.remarks.filter(\.resolvedBy.isEmpty) ?? []
    }

    /// For whom the draft waits, and why: offices for its way, officers for what is theirs alone.
    package var awaited: Set<Awaited> {
        var awaited = Set(openRemarks.map { Awaited(.remark, $0.assignee) })
        switch approvalState {
        case .waiting: awaited.insert(Awaited(.draft, waitingOffice))
        case .approved: awaited.insert(Awaited(.signature, waitingOffice))
        case .drafting:
            let drafter = approval?.drafter ?? ""
            if !drafter.isEmpty { awaited.insert(Awaited(.returned, drafter)) }
        case .unspecified, .unknown: break
        }
        return state == .draft ? awaited : []
    }

    /// Lets the draft begin again, since it says something else than what was approved.
    mutating func beginAgain() {
        guard state == .draft else { return }
        approval?.backToDrafter()
    }

    /// The fact that the files of a draft on its way are others; none when it is not on its way.
    package func changed(_ context: Context) -> [Event] {
        guard state == .draft, approvalState != .drafting else { return [] }
        return [event(.draftChanged(DraftChanged()), on: context.today)]
    }

    /// Puts a fact of its approval in place.
    mutating func putApproval(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .draftSubmitted(let fact): approval = fact.approval
        case .draftApproved(let fact): approval?.approve(fact, on: day)
        case .draftReturned(let fact): approval?.back(to: fact.level, fact.reason)
        case .draftWithdrawn:
            approval?.backToDrafter()
            approval?.drafter = ""
        case .draftChanged: approval?.backToDrafter()
        case .remarkMade(let fact):
            if let remark = fact.remark { approval?.remarks.append(remark) }
        case .remarkResolved(let fact): approval?.resolve(fact, on: day)
        default: return
        }
    }
}

/// For whom something waits, and why.
package struct Awaited: Hashable, Sendable {
    /// Why.
    package let kind: AwaitingKind
    /// Code of the office or officer.
    package let holder: String

    /// Names why and for whom.
    package init(_ kind: AwaitingKind, _ holder: String) {
        self.kind = kind
        self.holder = holder
    }
}

extension Approval {
    /// The level at which the draft stands.
    fileprivate var step: ApprovalStep? {
        let index = Int(level) - 1
        return steps.indices.contains(index) ? steps[index] : nil
    }

    fileprivate mutating func approve(_ fact: DraftApproved, on day: String) {
        let index = Int(fact.level) - 1
        guard steps.indices.contains(index) else { return }
        steps[index].approvedBy = fact.officer
        steps[index].approvedOn = day
        let isLast = index == steps.count - 1
        level = isLast ? 0 : fact.level + 1
        state = isLast ? .approved : .waiting
    }

    /// Stands at a level again, whose approval and those after it count no more.
    fileprivate mutating func back(to level: Int32, _ reason: String) {
        guard level > 0 else {
            backToDrafter()
            returnReason = reason
            return
        }
        self.level = level
        state = .waiting
        returnReason = reason
        for index in steps.indices where index >= Int(level) - 1 { steps[index].unapprove() }
    }

    fileprivate mutating func backToDrafter() {
        level = 0
        state = .drafting
        returnReason = ""
        for index in steps.indices { steps[index].unapprove() }
    }

    fileprivate mutating func resolve(_ fact: RemarkResolved, on day: String) {
        guard let index = remarks.firstIndex(where: { $0.number == fact.number }) else { return }
        remarks[index].resolution = fact.resolution
        remarks[index].resolvedBy = fact.officer
        remarks[index].resolvedOn = day
    }
}

extension ApprovalStep {
    fileprivate mutating func unapprove() {
        approvedBy = ""
        approvedOn = ""
    }
}
