package import Messages

extension IdentityRequest: FiledRecord {
    private typealias Row = StateTransition<IdentityRequest>

    package static let recordKind = RecordKind.identityRequest

    /// Both approvals come within so many milliseconds of the request.
    package static let approvalWindowMs: Int64 = 15 * 60_000
    /// A grant lasts so many milliseconds from the second approval.
    package static let grantMs: Int64 = 15 * 60_000

    static let basis = "Luật Tố cáo 2018 Đ.8, Đ.56; QĐ 774/QĐ-TTg"

    /// To read, or to lower a guard.
    package static let branches = [reading, lowering]
    private static let reading = "read"
    private static let lowering = "lower"

    package var branch: String { kind == .lower ? Self.lowering : Self.reading }

    package static let table: [StateTransition<IdentityRequest>] = [
        Row(
            "IdentityService/RequestIdentity",
            "Đề nghị tiếp cận thông tin người tố cáo",
            to: [.requested],
            basis: basis
        ),
        Row(
            "IdentityService/ApproveIdentity",
            "Duyệt đề nghị lần thứ nhất",
            from: [.requested],
            to: [.approved],
            needs: undecided,
            basis: basis
        ),
        Row(
            "IdentityService/ApproveIdentity",
            "Duyệt đề nghị lần thứ hai",
            from: [.approved],
            to: [.granted],
            needs: undecided,
            basis: basis
        ),
        Row(
            "IdentityService/RefuseIdentity",
            "Từ chối đề nghị",
            from: [.requested, .approved],
            to: [.refused],
            needs: undecided,
            basis: basis
        ),
        Row(
            "IdentityService/RevokeIdentity",
            "Thu hồi cho phép",
            from: [.granted, .used],
            to: [.revoked],
            needs: granted,
            basis: basis
        ),
        Row(
            "IdentityService/ReadIdentity",
            "Xem thông tin người tố cáo",
            of: [reading],
            from: [.granted, .used],
            to: [.used],
            needs: granted,
            basis: basis
        ),
        Row(
            "IdentityService/RenderLetter",
            "In văn bản gửi người tố cáo",
            of: [reading],
            from: [.granted, .used],
            to: [.used],
            needs: granted,
            basis: basis
        ),
        Row(
            "IdentityService/LowerGuard",
            "Hạ mức bảo mật",
            of: [lowering],
            from: [.granted],
            to: [.used],
            needs: "a grant that lasts and was not used yet",
            basis: basis
        ),
    ]

    private static let undecided =
        "a request that is not older than 15 minutes and neither granted nor refused"
    private static let granted = "a grant that lasts: 15 minutes from the second approval"

    package var about: RecordReference? { record }

    /// It belongs to its file and to no other.
    package var liesIn: RecordReference? { nil }

    package static let isMendable = false
    package static let correctable = Correctable.nothing
    package var isSettled: Bool { true }

    package mutating func void() {}

    package mutating func put(_ fact: Event.Fact, on day: String) {
        switch fact {
        case .identityRequested(let fact): self = fact.request ?? IdentityRequest()
        case .identityApproved(let fact):
            if let approval = fact.approval { approvals.append(approval) }
            grantedUntilMs = fact.grantedUntilMs
            state = fact.grantedUntilMs > 0 ? .granted : .approved
        case .identityRefused(let fact): end(.refused, fact.officer, fact.reason)
        case .identityRevoked(let fact): end(.revoked, fact.officer, fact.reason)
        case .identityGrantUsed:
            uses += 1
            state = .used
        default: return
        }
    }

    private mutating func end(
        _ state: IdentityRequestState,
        _ officer: OfficerReference?,
        _ reason: String
    ) {
        self.state = state
        endedBy = officer
        endReason = reason
    }

    /// The request as it stands at an instant, in milliseconds since 1970-01-01T00:00:00Z: the clock
    /// alone ends what nobody decided upon or what was granted.
    package func standing(at now: Int64) -> IdentityRequest {
        let end: Int64 =
            switch state {
            case .requested, .approved: requestedAtMs + Self.approvalWindowMs
            case .used where kind == .lower: .max
            case .granted, .used: grantedUntilMs
            case .unspecified, .refused, .revoked, .expired, .unknown: .max
            }
        var seen = self
        if now > end { seen.state = .expired }
        return seen
    }

    /// What is approved: the bytes of which `digest` is the SHA-256.
    package var canonical: [UInt8] {
        let asked = IdentityRequest(
            id: id,
            kind: kind,
            record: record,
            requester: requester,
            reasonCode: reasonCode,
            reason: reason,
            clerk: clerk,
            requestedAtMs: requestedAtMs
        )
        // Its texts were bounded when it was asked, so that it is never too large to be written.
        return (try? asked.serialized()) ?? []
    }
}
